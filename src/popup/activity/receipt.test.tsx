import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, expect, test, vi } from 'vitest';
import type { ActivityEntry } from '../../messaging/ui-lane.ts';

vi.mock('../../lib/browser.ts', () => ({ browser: {} }));
const { receipts } = await import('../../lib/text/receipts.en.ts');
const { screens } = await import('../../lib/text/screens.en.ts');
const { learn } = await import('../text.ts');
const { Receipt } = await import('./receipt.tsx');

beforeAll(() => {
  for (const words of [screens, receipts]) learn(words);
});

const entry: ActivityEntry = {
  ...{ id: 'a', at: 1, origin: 'https://app.example', kind: 'order', state: 'refused', account: null },
  digest: `0x${'ab'.repeat(32)}`,
  headline: { id: 'reading.unreadable' },
  by: 'rule',
  receipt: {
    rows: [
      { label: 'row.amount', value: { type: 'exact', text: '0.5 \u202EETH' }, mark: 'signed' },
      {
        label: 'receipts.cut',
        value: { type: 'text', text: { id: 'receipts.moreRows', params: { n: '7' } } },
        mark: 'computed',
      },
    ],
    verdict: {
      outcome: 'refuse',
      findings: [{ rule: 'R1', level: 'forbidden', text: { id: 'headline.send', params: { amount: '<b>1' } } }],
    },
  },
};
const shown = (one: ActivityEntry) => renderToStaticMarkup(<Receipt entry={one} />).replace(/<[^>]*>/g, '|');

test('a receipt says what was read, what was cut off, who decided and by which rules', () => {
  const text = shown(entry);
  for (const part of ['0.5 ⟨U+202E⟩ETH', 'and |7| more rows', '|A rule|', '|R1|', '&lt;b&gt;1'])
    expect(text).toContain(part);
});

test('no word of it is missing from the catalogue', () => {
  const stepUp = { by: 'guardian' as const, why: [{ id: 'limit.reduceOnly' as const }] };
  const asked: ActivityEntry = {
    ...entry,
    by: 'session',
    receipt: { rows: [], verdict: { outcome: 'ask', findings: [], stepUp } },
  };
  for (const one of [entry, asked]) expect(shown(one)).not.toMatch(/receipts\.|row\.|limit\./);
  expect(shown(asked)).toContain(receipts['receipts.noRules']);
  const { receipt: _, ...before } = entry;
  expect(shown(before)).toBe('');
});
