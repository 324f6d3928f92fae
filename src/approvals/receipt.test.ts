import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { utf8 } from '../lib/bytes.ts';
import type { Finding } from '../policy/verdict.ts';
import type { ActivityEntry } from '../storage/rows.ts';
import type { Order, Row } from '../venues/reading.ts';
import { entryOf, refusedEntry } from './activity.ts';
import { cutLine, LARGEST_LINE, LARGEST_REFUSED, sessionReceipt } from './receipt.ts';

vi.mock('../lib/browser.ts', async () => ({ browser: (await import('../storage/fake.ts')).fakeBrowser }));

const row = (text: string): Row => ({ label: 'row.order', value: { type: 'exact', text }, mark: 'signed' });
const finding = (text: string, level: Finding['level'] = 'warning'): Finding => ({
  rule: level === 'forbidden' ? 'R1' : 'R3',
  level,
  text: { id: 'headline.send', params: { amount: text } },
});
const reading = (rows: Row[], market = 'ETH-PERP'): Order => ({
  kind: 'order',
  venue: { id: 'gannet', name: 'Gannet' },
  side: 'long',
  orders: [],
  headline: { id: 'headline.cancel', params: { venue: market } },
  ...{ rows, notes: [], fields: [] },
});
const facts = (rows: Row[], findings: Finding[] = [], market?: string) => ({
  ...{ at: 5, origin: 'https://app.example', account: null, digest: '0xab' as const },
  reading: reading(rows, market),
  verdict: { outcome: 'ask' as const, findings },
});
const bytes = (entry: ActivityEntry) => utf8(JSON.stringify(entry)).length;

test('a line says what was read, by which rules it was judged, and who decided', () => {
  const line = entryOf({
    ...facts([row('one')], [finding('x')]),
    id: 'a',
    state: 'approved',
    by: 'session',
    session: 's',
  });
  expect(line).toEqual({
    ...{
      id: 'a',
      at: 5,
      origin: 'https://app.example',
      account: null,
      digest: '0xab',
      state: 'approved',
      kind: 'order',
    },
    ...{ by: 'session', session: 's', headline: { id: 'headline.cancel', params: { venue: 'ETH-PERP' } } },
    receipt: { venue: 'gannet', rows: [row('one')], verdict: { outcome: 'ask', findings: [finding('x')] } },
  });
  expect(refusedEntry(facts([]))).toMatchObject({ by: 'rule', state: 'refused' });
  expect(refusedEntry(facts([])).id).not.toBe(refusedEntry(facts([])).id);
});

test('what does not fit is counted, and why it was refused is never pushed out', () => {
  const many = Array.from({ length: 3000 }, (_, i) => row(`order ${i}`));
  const findings = [...Array.from({ length: 500 }, (_, i) => finding(`f${i}`)), finding('why', 'forbidden')];
  const { receipt } = entryOf({ ...facts(many, findings), id: 'a', state: 'approved', by: 'person' });
  const rows = receipt?.rows ?? [];
  expect(rows.length).toBeGreaterThan(50);
  expect(rows.slice(0, -1)).toEqual(many.slice(0, rows.length - 1));
  expect(rows.at(-1)?.value).toEqual({
    type: 'text',
    text: { id: 'receipts.moreRows', params: { n: String(3000 - rows.length + 1) } },
  });
  expect(receipt?.verdict.findings[0]).toEqual(finding('why', 'forbidden'));
  expect(receipt?.verdict.findings.at(-1)?.rule).toBe('receipts.cut');
});

test('no line is larger than it may be, and a small one is not touched', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('\u0000'.repeat(9_000), '\u{1F600}'.repeat(5_000), '"'.repeat(9_000), '\ud800'.repeat(5_000)),
  );
  let cut = 0;
  fc.assert(
    fc.property(
      fc.array(text, { maxLength: 150, size: 'max' }),
      fc.array(text, { maxLength: 30 }),
      text,
      (rows, found, market) => {
        const some = facts(
          rows.map(row),
          found.map((one) => finding(one)),
          market,
        );
        const whole: ActivityEntry = {
          ...{
            id: 'a',
            at: 5,
            origin: 'https://app.example',
            kind: 'order',
            state: 'approved',
            digest: '0xab',
            account: null,
          },
          headline: some.reading.headline,
          receipt: { rows: some.reading.rows, verdict: some.verdict },
        };
        for (const most of [LARGEST_LINE, LARGEST_REFUSED]) {
          const line = cutLine(whole, most);
          expect(bytes(line)).toBeLessThanOrEqual(most);
          if (bytes(whole) <= most) expect(line).toBe(whole);
          else cut++;
          const [before, after] = [whole.receipt?.rows ?? [], line.receipt?.rows ?? []];
          const gone = after.at(-1)?.label === 'receipts.cut' ? 1 : 0;
          expect(after.slice(0, after.length - gone)).toEqual(before.slice(0, after.length - gone));
          expect(gone === 1 || after.length === before.length).toBe(true);
        }
      },
    ),
    { numRuns: 30 },
  );
  expect(cut).toBeGreaterThan(10);
});

test('a session leaves the terms that a person set', () => {
  const asked = {
    ...{ venue: 'gannet', orders: 90, budget: '10000', endsAt: 1_795_219_200_000, agent: null },
    limits: { markets: ['ETH-PERP', 'BTC-PERP'], perOrder: '2000', reduceOnly: true as const, lifetime: 60 },
  };
  const offer = {
    ...{
      id: '0x00' as const,
      venue: { id: 'gannet', name: 'Gannet' },
      account: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266' as const,
    },
    ...{ chainId: 31337, asked, adjustable: true, grant: null },
  };
  const said = (terms?: (typeof asked)[]) =>
    JSON.stringify(sessionReceipt('https://app.example', [offer], terms, { outcome: 'ask', findings: [] }).rows);
  expect(said()).toContain('"10000"');
  expect(said()).toContain('ETH-PERP, BTC-PERP');
  expect(said()).toContain('receipts.terms.reduceOnly');
  const set = said([{ ...asked, budget: '500' }]);
  expect(set).toContain('"500"');
  expect(set).not.toContain('"10000"');
});
