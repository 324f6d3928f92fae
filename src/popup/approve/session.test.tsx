import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ApprovalView, SessionOffer } from '../../approvals/record.ts';
import type { GrantAuthority } from '../../venues/reading.ts';

vi.mock('../../lib/browser.ts', () => ({ browser: {} }));
const { SessionLayout } = await import('./session.tsx');
const { Request } = await import('./request.tsx');

const OWN = '0x7a3F90B1c45D2e8A6b1F03cD94E57A28B6d0c21e';
const OTHER = '0x4e81B07d55a2C9F360D8E21a97C4F0B63D5a9f02';
const NOON = new Date(2026, 10, 21, 12, 0, 0).getTime();
const HOUR = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
});
afterEach(() => {
  vi.useRealTimers();
});

const ZERO = '0x0000000000000000000000000000000000000000';
const grant: GrantAuthority = {
  kind: 'grant-authority',
  headline: { id: 'approve.none' },
  rows: [
    { label: 'row.key', value: { type: 'address', address: ZERO }, mark: 'signed' },
    { label: 'row.holder', value: { type: 'text', text: { id: 'holder.other' } }, mark: 'unsigned' },
    { label: 'row.revoke', value: { type: 'text', text: { id: 'revoke.expires' } }, mark: 'computed' },
  ],
  notes: [{ level: 'care', text: { id: 'note.outsideLimits' } }],
  fields: [],
  grantee: ZERO,
  scope: 'trade',
  can: [{ id: 'can.trade' }],
  cannot: [{ id: 'cannot.withdraw' }],
  until: (NOON + 6 * HOUR) / 1000,
};
const offer = (more: Partial<SessionOffer> = {}): SessionOffer => ({
  id: '0x11',
  venue: { id: 'v', name: 'Venue' },
  account: OWN,
  chainId: 1,
  asked: {
    venue: 'v',
    limits: { markets: ['ETH'], perOrder: '2000', distance: '1' },
    orders: 40,
    budget: '10000',
    endsAt: NOON + 6 * HOUR,
    agent: null,
  },
  adjustable: true,
  grant: null,
  ...more,
});
const view = (offers: SessionOffer[], more: Partial<ApprovalView> = {}): ApprovalView => ({
  id: 'r1',
  digest: '0x11',
  origin: 'https://app.gannet.example',
  method: 'wallet_requestExecutionPermissions',
  paramsText: '[]',
  subject: { type: 'session', offers },
  verdict: { outcome: 'ask', findings: [] },
  account: { address: OWN, name: 'Main account' },
  accounts: [],
  network: { chainId: 1, name: 'Ethereum' },
  createdAt: NOON,
  expiresAt: NOON + HOUR,
  state: 'waiting',
  position: 1,
  total: 1,
  previousId: null,
  nextId: null,
  ...more,
});
const nothing = () => undefined;
const draw = (offers: SessionOffer[], more: Partial<ApprovalView> = {}) =>
  renderToStaticMarkup(
    <SessionLayout
      view={view(offers, more)}
      offers={offers}
      shown="r1:0x11"
      sending={false}
      onApprove={nothing}
      onReject={nothing}
      onRejectAll={nothing}
    />,
  );
const plain = (html: string) => html.replaceAll(/<[^>]*>/g, '');
const approveButton = (html: string) => /<button[^>]*data-testid="approve"[^>]*>/.exec(html)?.[0] ?? '';
const limits = (more: object): Partial<SessionOffer> => ({ asked: { ...offer().asked, limits: more } });

test('the sentence leads, and the answers are at the foot', () => {
  const html = draw([offer()]);
  expect(html.match(/<h1/g)).toHaveLength(1);
  expect(html.match(/data-testid="headline"/g)).toHaveLength(1);
  expect(plain(html)).toContain(
    'Until 18:00 today, app.gannet.example may place up to 40 orders at Venue in ETH, each up to $2,000, together up to $10,000, without asking.',
  );
  expect(plain(html)).toContain('Not now');
  expect(plain(html)).toContain('Start until 18:00');
  expect(approveButton(html)).toContain('data-resting');
  expect(html).not.toMatch(/ style=/);
  expect(html.indexOf('class="foot"')).toBeLessThan(html.indexOf('data-testid="approve"'));
});

test('each limit says who checks it, and no withdrawals is the venue’s only where its grant says so', () => {
  expect(plain(draw([offer()]))).toMatch(/No withdrawalschecked by this walletAlways/);
  expect(plain(draw([offer({ grant })]))).toMatch(/No withdrawalsenforced by the venueAlways/);
  const loose = { ...grant, cannot: [{ id: 'cannot.payOthers' as const }] };
  expect(plain(draw([offer({ grant: loose })]))).toMatch(/No withdrawalschecked by this wallet; the venue would let/);
});

test('a limit that the site left open is said to be open', () => {
  const html = draw([offer(limits({ markets: ['ETH'] }))]);
  expect(html.match(/data-testid="open"/g)).toHaveLength(2);
  expect(plain(html)).toContain('No limit on one order');
  expect(plain(html)).toContain('each of any size');
  expect(plain(html)).toContain('at any price');
  expect(draw([offer()])).not.toContain('data-testid="open"');
  expect(plain(draw([offer()]))).toContain('each up to 1 % off the market');
  expect(draw([offer()])).not.toContain('note-care');
  expect(draw([offer(limits({ perOrder: '1', distance: '1' }))])).toContain('note-care');
});

test('the key at the venue: what it is told, without the zeros that stand for its name', () => {
  const html = draw([offer({ grant })]);
  expect(plain(html)).toContain('app.gannet.example never gets it');
  expect(plain(html)).toContain('it ends by itself');
  // what a reading says of a key that a page holds is not so here
  expect(plain(html)).not.toContain('your limits do not reach them');
  expect(plain(html)).not.toContain('Who holds the key');
  expect(plain(html)).toContain('It cannot');
  expect(html).not.toContain('0x0000');
  expect(draw([offer()])).not.toContain('data-testid="venue-key"');
});

test('terms that cannot be changed have no field', () => {
  const html = draw([offer({ adjustable: false })]);
  expect(plain(html)).toContain('takes these terms or none');
  expect(html).not.toContain('<input');
  expect(plain(html)).toContain('$2,000');
  expect(approveButton(html)).not.toContain('aria-disabled');
});

test('several stand under each other with one answer for all', () => {
  const html = draw([
    offer(),
    offer({ id: '0x12', venue: { id: 'w', name: 'Second' }, account: OTHER, asked: { ...offer().asked, venue: 'w' } }),
  ]);
  expect(html.match(/data-testid="offer"/g)).toHaveLength(2);
  expect(html.match(/data-testid="approve"/g)).toHaveLength(1);
  expect(html.match(/<h1/g)).toHaveLength(1);
  expect(plain(html)).toContain('Start 2 sessions');
  // the account that is not the one in the bar is shown whole
  expect(plain(html)).toContain(OTHER);
  expect(plain(html)).not.toContain(OWN);
});

test('what the worker found is shown', () => {
  const html = draw([offer()], {
    verdict: {
      outcome: 'ask',
      findings: [{ rule: 'session.noReference', level: 'info', text: { id: 'session.noReference' } }],
    },
  });
  expect(html).toContain('class="note"');
  expect(plain(html)).toMatch(/reference/i);
});

test('a market with hidden characters is spelled out', () => {
  expect(plain(draw([offer(limits({ markets: ['ETH\u202eX'], perOrder: '1' }))]))).toContain('ETH⟨U+202E⟩X');
});

test('terms with an end that has passed cannot be granted', () => {
  const passed = { asked: { ...offer().asked, endsAt: NOON } };
  expect(approveButton(draw([offer(passed)]))).toContain('aria-disabled="true"');
});

test('a refused or ended request has no way to start it', () => {
  const all = (more: Partial<ApprovalView>) =>
    renderToStaticMarkup(
      <Request
        view={view([offer()], more)}
        sending={false}
        error={null}
        onApprove={nothing}
        onReject={nothing}
        onRejectAll={nothing}
        onShow={nothing}
        onClose={nothing}
      />,
    );
  expect(all({ state: 'expired' })).not.toContain('data-testid="approve"');
  const refused = all({
    verdict: {
      outcome: 'refuse',
      findings: [{ rule: 'R1', level: 'forbidden', text: { id: 'approve.connect.http' } }],
    },
  });
  expect(refused).not.toContain('data-testid="approve"');
  expect(refused).toContain('data-testid="reject"');
});
