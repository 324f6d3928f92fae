import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, expect, test, vi } from 'vitest';
import { Router } from 'wouter';
import type { CardView, GuardiansView, GuardianView, ProtectionView } from '../../messaging/guardians-lane.ts';

vi.mock('../../lib/browser.ts', () => ({ browser: {} }));
const { guardians } = await import('../../lib/text/guardians.en.ts');
const { recovery } = await import('../../lib/text/recovery.en.ts');
const { screens } = await import('../../lib/text/screens.en.ts');
const { learn } = await import('../text.ts');
const { CardSheet } = await import('./card.tsx');
const { Home } = await import('./home.tsx');
const { Person } = await import('./person.tsx');
const { Protect } = await import('./protect.tsx');

beforeAll(() => {
  for (const words of [screens, recovery, guardians]) learn(words);
});

const HOUR = 3_600_000;
const delays = { one: 168 * HOUR, two: 72 * HOUR, three: 24 * HOUR };
const one = (id: string, name: string, more: Partial<GuardianView> = {}): GuardianView => ({
  id,
  name,
  kind: 'person',
  reach: '',
  common: [],
  pairing: 'paired',
  invite: null,
  words: null,
  comparedAt: 1,
  holds: 'none',
  provedAt: null,
  quiet: false,
  unsent: 0,
  ...more,
});
const draft: ProtectionView = {
  state: 'draft',
  t: 2,
  inForce: null,
  delays,
  rows: [{ row: 'one', need: 2, delay: delays.one, people: false }],
  guardians: [one('a', 'Ana'), one('b', 'Ben'), one('c', 'Cleo')],
  warnings: [],
  changed: true,
  missing: null,
  ownerFactor: false,
  epoch: 0,
  fingerprint: ['copper', 'ladder', 'april', 'fossil'],
  rehearsal: { passedAt: null, nextAt: null, running: null },
  refreshedAt: null,
  nextRefreshAt: null,
  change: null,
  alert: null,
  canAlert: false,
  plan: null,
};
const inForce: ProtectionView = {
  ...draft,
  state: 'protected',
  t: 3,
  inForce: { t: 2, guardians: ['a', 'b', 'c'] },
  guardians: [...draft.guardians.map((guardian) => ({ ...guardian, holds: 'holds' as const })), one('d', 'Dora')],
};
const render = (page: ReactNode) => renderToStaticMarkup(<Router ssrPath="/guardians">{page}</Router>);
const protect = (protection: ProtectionView) =>
  render(<Protect view={{ protection, name: 'Noor', relays: [] } as unknown as GuardiansView} />);
const button = (html: string, id: string) => new RegExp(`<button[^>]*data-testid="${id}"[^>]*>`).exec(html)?.[0] ?? '';

test('the plan can be put in force only when nothing is missing', () => {
  expect(button(protect(draft), 'protect')).not.toContain('aria-disabled="true"');
  const missing = protect({ ...draft, missing: { id: 'guardians.missing.name' } });
  expect(button(missing, 'protect')).toContain('aria-disabled="true"');
  expect(missing).toContain(guardians['guardians.missing.name']);
});

test('a later change is announced, and only when there is one', () => {
  expect(protect(inForce)).toContain(guardians['protect.announce']);
  expect(button(protect({ ...inForce, changed: false }), 'protect')).toContain('aria-disabled="true"');
});

test('a row that cannot exist is not shown', () => {
  const html = protect(draft);
  expect(html).toContain('data-testid="wait-one"');
  expect(html).not.toContain('data-testid="wait-two"');
});

test('the headline tells what is in force, not what is being drafted', () => {
  const html = render(<Home protection={inForce} />);
  expect(html).toMatch(/<h1[^>]*>Any 2 of Ana, Ben and Cleo can bring you back</);
});

test('burned words are said loudly, and offer nothing but a new invite', () => {
  const burned = one('b', 'Ben', { pairing: 'mismatch', comparedAt: null, words: null });
  const html = render(<Person protection={{ ...draft, guardians: [burned] }} id="b" />);
  expect(html).toMatch(/note-danger" role="alert"/);
  expect(html).toContain('data-testid="new-invite"');
  expect(html).not.toContain('data-testid="compare"');
});

test('words that were typed here stay to be read out until the other side has typed theirs', () => {
  const words = ['copper', 'ladder', 'april', 'fossil', 'window'];
  const html = (pairing: GuardianView['pairing']) =>
    render(<Person protection={{ ...draft, guardians: [one('b', 'Ben', { pairing, words })] }} id="b" />);
  expect(html('words')).toContain('data-testid="heard-4"');
  expect(html('waiting')).toContain('copper');
  expect(html('waiting')).not.toContain('data-testid="heard-0"');
  expect(html('paired')).not.toContain('copper');
});

test('the card spells out hidden characters of names and says when the owner key page is needed', () => {
  const card: CardView = {
    fingerprint: draft.fingerprint,
    t: 2,
    n: 2,
    guardians: [
      { name: 'A\u202Ena', kind: 'person', reach: '+44' },
      { name: 'Ben', kind: 'person', reach: '' },
    ],
    ownerFactor: true,
    delays,
  };
  const html = render(<CardSheet card={card} />);
  expect(html).toContain('A⟨U+202E⟩na');
  expect(html).not.toContain('\u202E');
  expect(html).toContain('copper ladder april fossil');
  expect(html).toContain(guardians['protect.cardPage.ownerKey']);
  expect(render(<CardSheet card={{ ...card, ownerFactor: false }} />)).not.toContain(
    guardians['protect.cardPage.ownerKey'],
  );
});
