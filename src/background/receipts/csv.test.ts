import { expect, test, vi } from 'vitest';
import { entryOf } from '../../approvals/activity.ts';
import { toHex } from '../../lib/bytes.ts';
import type { ActivityEntry } from '../../storage/rows.ts';
import { ACCOUNT, NOW } from '../../venues/fixtures.ts';
import type { Row } from '../../venues/reading.ts';
import { csvOf } from './csv.ts';

vi.mock('../../lib/browser.ts', async () => ({ browser: (await import('../../storage/fake.ts')).fakeBrowser }));

const LINK = new Uint8Array(32).fill(7);
const line = (rows: Row[], more: Partial<ActivityEntry> = {}) => ({
  entry: {
    ...entryOf({
      ...{
        id: 'a',
        at: NOW,
        origin: 'https://app.example',
        account: ACCOUNT,
        digest: '0xab',
        state: 'approved',
        by: 'session',
      },
      session: '0x12',
      verdict: {
        outcome: 'ask',
        findings: [{ rule: 'R4', level: 'warning', text: { id: 'headline.send', params: { amount: '1 ETH' } } }],
      },
      reading: {
        ...{
          kind: 'cancel-or-reduce',
          act: 'cancel',
          stays: [],
          venue: { id: 'gannet', name: 'Gannet' },
          rows,
          notes: [],
          fields: [],
        },
        headline: { id: 'headline.cancel', params: { venue: 'Gannet' } },
      },
    }),
    ...more,
  },
  link: LINK,
});
const exact = (text: string): Row => ({ label: 'row.amount', value: { type: 'exact', text }, mark: 'signed' });
/** The cells of one line, by RFC 4180. */
const cellsOf = (text: string) =>
  [...text.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell = '']) => cell.replaceAll('""', '"'));
const second = (rows: Row[], more?: Partial<ActivityEntry>) => {
  const lines = csvOf([line(rows, more)]).split('\r\n');
  expect(lines).toHaveLength(3);
  return cellsOf(lines[1] ?? '');
};

test('a receipt is one line of words', () => {
  expect(csvOf([])).toMatch(/^\uFEFF"Time","Site","Account","What",/);
  expect(
    second([
      exact('1 ETH'),
      {
        label: 'row.acceptedUntil',
        value: { type: 'time', at: NOW / 1000 },
        mark: 'signed',
        context: [{ value: { type: 'address', address: ACCOUNT }, mark: 'said' }],
      },
      {
        label: 'row.order',
        value: { type: 'text', text: { id: 'headline.send', params: { amount: '2' } } },
        mark: 'signed',
      },
    ]),
  ).toEqual([
    new Date(NOW).toISOString(),
    'https://app.example',
    ACCOUNT,
    'Cancel an order at Gannet',
    `Amount: 1 ETH; Accepted until: ${new Date(NOW).toISOString()} (${ACCOUNT}); Order: Send 2`,
    'Signed without asking, inside a session',
    'R4 (warning): Send 1 ETH',
    'Session 0x12',
    'approved',
    '0xab',
    toHex(LINK),
  ]);
});

test('no cell is a formula, ends its line or hides something', () => {
  const whats = ['=HYPERLINK("http://evil")', '+1', '-1', '@SUM(1)', '\t=1', '\r\n=1', '  =1', '\uFF1D1'];
  for (const origin of whats) {
    const [, site = ''] = second([], { origin });
    expect(site).toMatch(/^'/);
  }
  const [, , , , rows = ''] = second([exact('a"b\u202Ec\nd⟨U+200B⟩')]);
  expect(rows).toBe('Amount: a"b⟨U+202E⟩c d⟨U+200B⟩');
});

test('a time beyond every calendar, a line of before receipts, and what nobody decided', () => {
  const [, , , , rows = ''] = second([
    { label: 'row.acceptedUntil', value: { type: 'time', at: 1e15 }, mark: 'signed' },
  ]);
  expect(rows).toBe('Accepted until: 1000000000000000000');
  const { receipt: _, by: __, session: ___, ...before } = line([]).entry;
  const cells = (state: string) => cellsOf(csvOf([{ entry: { ...before, state }, link: LINK }]).split('\r\n')[1] ?? '');
  expect(cells('approved').slice(4, 9)).toEqual(['', '', '', 'A person', 'approved']);
  expect(cells('expired')[7]).toBe('Nobody');
});
