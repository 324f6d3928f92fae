import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { appendActivity } from '../../storage/activity.ts';
import * as db from '../../storage/db.ts';
import type { ActivityEntry } from '../../storage/rows.ts';
import { readHistory } from './history.ts';

vi.mock('../../lib/browser.ts', async () => ({ browser: (await import('../../storage/fake.ts')).fakeBrowser }));

const write = (id: string, more: Partial<ActivityEntry> = {}) =>
  appendActivity({
    ...{ id, at: 1, origin: 'https://app.example', headline: { id: 'reading.unreadable' }, kind: 'order' },
    ...{ state: 'approved', digest: '0x00', account: '0x01', by: 'person', ...more },
  });
const ids = async () => (await readHistory()).map(({ id }) => id);

beforeEach(db.removeEverything);

test('what the person signed, newest first; nothing else', async () => {
  expect(await ids()).toEqual([]);
  await write('old', { by: undefined as never });
  await write('a');
  await write('session', { by: 'session' });
  await write('rule', { by: 'rule', state: 'refused' });
  await write('rejected', { state: 'rejected' });
  await write('site', { account: null });
  await write('b');
  expect(await ids()).toEqual(['b', 'a', 'old']);
});

test('is read on from where it was, also by two at once, and anew when everything was forgotten', async () => {
  await write('a');
  expect(await ids()).toEqual(['a']);
  await write('x', { by: 'session' });
  await write('b');
  const read = vi.spyOn(db, 'readBack');
  expect(await Promise.all([ids(), ids()])).toEqual([
    ['b', 'a'],
    ['b', 'a'],
  ]);
  await write('c');
  expect(await ids()).toEqual(['c', 'b', 'a']);
  expect(read.mock.calls.length).toBeLessThanOrEqual(3);
  await db.removeEverything();
  expect(await ids()).toEqual([]);
  await write('other');
  expect(await ids()).toEqual(['other']);
});
