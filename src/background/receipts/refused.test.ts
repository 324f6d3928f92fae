import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { refusedEntry } from '../../approvals/activity.ts';
import { appendActivity, listActivity } from '../../storage/activity.ts';
import { removeEverything } from '../../storage/db.ts';
import { ACCOUNT, NOW } from '../../venues/fixtures.ts';
import { forgetRefusals, logRefusal, MOST_A_DAY } from './refused.ts';

vi.mock('../../lib/browser.ts', async () => ({ browser: (await import('../../storage/fake.ts')).fakeBrowser }));

const SECOND = 1000;
const DAY = 86_400_000;
const entry = (at: number, origin = 'https://evil.example', rule = 'R1') =>
  refusedEntry({
    ...{ at, origin, account: ACCOUNT, digest: '0xab' },
    verdict: { outcome: 'refuse', findings: [{ rule, level: 'forbidden', text: { id: 'error.unknown' } }] },
    reading: {
      ...{ kind: 'unreadable', headline: { id: 'reading.unreadable' }, rows: [], notes: [], fields: [] },
      ...{ why: { id: 'error.unknown' }, hashOnly: false },
    },
  });
const count = async () => (await listActivity(500)).length;

beforeEach(async () => {
  await removeEverything();
  forgetRefusals();
});

test('one line a minute for a site and a rule', async () => {
  await Promise.all([0, 1, 2, 59].map((s) => logRefusal(entry(NOW + s * SECOND))));
  expect(await count()).toBe(1);
  await logRefusal(entry(NOW, 'https://other.example'));
  await logRefusal(entry(NOW, 'https://evil.example', 'R2'));
  await logRefusal(entry(NOW + 60 * SECOND));
  expect(await count()).toBe(4);
});

test('one site alone does not keep out the lines of another', async () => {
  for (let i = 0; i < 300; i++) await logRefusal(entry(NOW + i * 60 * SECOND));
  expect(await count()).toBe(50);
  await logRefusal(entry(NOW + 300 * 60 * SECOND, 'https://other.example'));
  expect(await count()).toBe(51);
});

test('a page of a thousand names, and a worker that dies in between, leave 200 lines a day', async () => {
  await appendActivity({ ...entry(NOW - 5), state: 'approved' });
  for (let i = 0; i < 1000; i++) {
    if (i % 90 === 0) forgetRefusals();
    await logRefusal(entry(NOW + i, `https://${i}.evil.example`));
  }
  expect(await count()).toBe(1 + MOST_A_DAY);
  await logRefusal(entry(NOW + DAY + 199));
  expect(await count()).toBe(2 + MOST_A_DAY);
});

test('a clock that was ahead for a while does not keep later refusals out', async () => {
  for (let i = 0; i < MOST_A_DAY; i++) await logRefusal(entry(NOW + 400 * DAY + i, `https://${i}.evil.example`));
  await logRefusal(entry(NOW));
  forgetRefusals();
  await logRefusal(entry(NOW + 60 * SECOND));
  expect(await count()).toBe(MOST_A_DAY + 2);
});
