import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test, vi } from 'vitest';
import type { ApprovalView, Subject } from '../../approvals/record.ts';
import type { Reading } from '../../venues/reading.ts';

vi.mock('../../lib/browser.ts', () => ({ browser: {} }));
const { Request } = await import('./request.tsx');

const OWN = '0x7a3F90B1c45D2e8A6b1F03cD94E57A28B6d0c21e';
const OTHER = '0x4e81B07d55a2C9F360D8E21a97C4F0B63D5a9f02';

const shared = {
  headline: { id: 'reading.unreadable' as const },
  rows: [
    {
      label: 'row.amount' as const,
      value: { type: 'exact' as const, text: '3,440.0' },
      mark: 'signed' as const,
    },
  ],
  notes: [],
  fields: [{ path: 'message.price', type: 'uint256', value: '3440' }],
};
const venue = { id: 'v', name: 'Venue' };
const text = { id: 'error.unknown' as const };
const readings = {
  order: { ...shared, kind: 'order', venue, side: 'long', orders: [] },
  'cancel-or-reduce': { ...shared, kind: 'cancel-or-reduce', venue, act: 'cancel', stays: shared.rows },
  'move-funds': { ...shared, kind: 'move-funds', asset: 'USDC', amount: '1,200.00', recipient: OTHER, own: false },
  'grant-authority': { ...shared, kind: 'grant-authority', grantee: OTHER, scope: 'trade', can: [text], cannot: [] },
  'change-owner': { ...shared, kind: 'change-owner', before: text, after: text },
  'key-derivation': { ...shared, kind: 'key-derivation', site: 'foreign', venue },
  unreadable: { ...shared, kind: 'unreadable', why: text, hashOnly: false },
} satisfies Record<Reading['kind'], Reading>;

const plan = {
  chainId: 1,
  from: OWN,
  to: OTHER,
  value: '250000000000000000',
  data: '0x',
  nonce: 7,
  gasLimit: '65000',
  maxFeePerGas: '30000000007',
  maxPriorityFeePerGas: '1',
} as const;
const network = {
  chainId: 5,
  name: 'Five',
  currency: { name: 'Five', symbol: 'FIV', decimals: 18 },
  rpcUrl: 'https://node.example',
};
const others: Subject[] = [
  { type: 'connect' },
  { type: 'add-network', network },
  { type: 'switch-network', from: { chainId: 1, name: 'One' }, to: { chainId: 5, name: 'Five' } },
  { type: 'personal-message', text: 'hello', reading: readings.unreadable },
  { type: 'transaction', plan, reading: readings.unreadable },
];
const subjects: Subject[] = [
  ...Object.values(readings).map((reading): Subject => ({ type: 'typed-data', reading })),
  ...others,
];

const view = (subject: Subject, more: Partial<ApprovalView> = {}): ApprovalView => ({
  id: 'r1',
  digest: '0x11',
  origin: 'https://app.venue.example',
  method: 'eth_signTypedData_v4',
  paramsText: '[]',
  subject,
  verdict: { outcome: 'ask', findings: [] },
  account: { address: OWN, name: 'Main account' },
  accounts: [{ address: OWN, name: 'Main account' }],
  network: { chainId: 1, name: 'Ethereum' },
  createdAt: 0,
  expiresAt: 1,
  state: 'waiting',
  position: 1,
  total: 1,
  previousId: null,
  nextId: null,
  ...more,
});

const nothing = () => undefined;
const draw = (shown: ApprovalView): string =>
  renderToStaticMarkup(
    <Request
      view={shown}
      sending={false}
      error={null}
      onApprove={nothing}
      onReject={nothing}
      onRejectAll={nothing}
      onShow={nothing}
      onClose={nothing}
    />,
  );
const at = (html: string, id: string): number => html.indexOf(`data-testid="${id}"`);
const has = (html: string, id: string): boolean => at(html, id) >= 0;
const plain = (html: string): string => html.replaceAll(/<[^>]*>/g, '');
const typed = (reading: Reading) => view({ type: 'typed-data', reading });

describe.each(
  subjects.map(
    (subject) => ['reading' in subject ? `${subject.type} ${subject.reading.kind}` : subject.type, subject] as const,
  ),
)('%s', (_, subject) => {
  test('has one headline, one title, a way to reject, and says who asks', () => {
    const html = draw(view(subject));
    expect(html.match(/data-testid="headline"/g)).toHaveLength(1);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(has(html, 'reject')).toBe(true);
    expect(plain(html)).toContain('app.venue.example');
    expect(html).not.toMatch(/ style=/);
  });
  test('cannot be approved when the rules refuse it, and names the reason', () => {
    const html = draw(
      view(subject, {
        verdict: {
          outcome: 'refuse',
          findings: [{ rule: 'R1', level: 'forbidden', text: { id: 'approve.connect.http' } }],
        },
      }),
    );
    expect(has(html, 'approve')).toBe(false);
    expect(has(html, 'reject')).toBe(true);
    expect(plain(html)).toContain('This site comes without encryption');
  });
  test('cannot be approved when it has ended', () => {
    const html = draw(view(subject, { state: 'expired' }));
    expect(has(html, 'approve')).toBe(false);
    expect(plain(html)).toContain('This request has expired');
  });
  test('has at most one button that approves, and never disables it', () => {
    const html = draw(view(subject));
    const buttons = html.match(/<button[^>]*data-testid="approve"[^>]*>/g) ?? [];
    const never =
      'reading' in subject && (subject.reading.kind === 'change-owner' || subject.reading.kind === 'key-derivation');
    expect(buttons).toHaveLength(never ? 0 : 1);
    for (const button of buttons) expect(button).not.toMatch(/ disabled/);
  });
});

test('an order starts at rest and stays reachable', () => {
  const button = /<button[^>]*data-testid="approve"[^>]*>/.exec(draw(typed(readings.order)))?.[0] ?? '';
  expect(button).toContain('data-resting');
  expect(button).not.toContain('aria-disabled');
});

test('the sum leads, the address is whole, and its last four are asked for unless it is one of ours', () => {
  const html = draw(typed(readings['move-funds']));
  expect(plain(html)).toContain(OTHER);
  expect(has(html, 'last-four')).toBe(true);
  expect(at(html, 'approve')).toBeLessThan(at(html, 'reject'));
  expect(html).toMatch(/data-testid="approve"[^>]*aria-disabled="true"/);
  expect(has(draw(typed({ ...readings['move-funds'], own: true })), 'last-four')).toBe(false);
});

test('a mandate is refused first, then ticked, then given, and says when it has no end', () => {
  const html = draw(typed(readings['grant-authority']));
  expect(at(html, 'reject')).toBeLessThan(at(html, 'agree'));
  expect(at(html, 'agree')).toBeLessThan(at(html, 'approve'));
  expect(plain(html)).toContain('No end is named');
  expect(plain(draw(typed({ ...readings['grant-authority'], until: 2e9 })))).not.toContain('No end is named');
});

test('a cancel names the order on both buttons, anything else the change', () => {
  const reading = readings['cancel-or-reduce'];
  const cancel = plain(draw(typed(reading)));
  expect(cancel).toContain('Keep order');
  expect(cancel).toContain('Cancel order');
  const reduce = plain(draw(typed({ ...reading, act: 'reduce' })));
  expect(reduce).toContain('Keep as it is');
  expect(reduce).toContain('Approve change');
});

test('what cannot be read shows every field between the way out and the way on', () => {
  const html = draw(typed(readings.unreadable));
  expect(at(html, 'reject')).toBeLessThan(html.indexOf('message.price'));
  expect(html.indexOf('message.price')).toBeLessThan(at(html, 'end'));
  expect(at(html, 'end')).toBeLessThan(at(html, 'approve'));
  expect(html).toMatch(/data-testid="approve"[^>]*aria-disabled="true"/);
});

test('a message is shown whole, with what hides in it', () => {
  const html = draw(view({ type: 'personal-message', text: 'pay \u202e1', reading: readings.unreadable }));
  expect(plain(html)).toContain('pay ⟨U+202E⟩1');
});

test('a transaction names its network', () => {
  expect(plain(draw(view({ type: 'transaction', plan, reading: readings.order })))).toMatch(/Network.*Ethereum/);
  expect(plain(draw(typed(readings.order)))).not.toContain('Ethereum');
});

test('a sign-in and taking something back are answered at the foot, without a box to tick', () => {
  for (const scope of ['login', 'nothing'] as const) {
    const html = draw(typed({ ...readings['grant-authority'], scope }));
    expect(has(html, 'agree')).toBe(false);
    expect(html.indexOf('class="foot"')).toBeLessThan(at(html, 'approve'));
  }
});

test('a sign-in shows its text whole', () => {
  const reading: Reading = { ...readings['grant-authority'], scope: 'login' };
  expect(plain(draw(view({ type: 'personal-message', text: 'Sign in to Venue', reading })))).toContain(
    'Sign in to Venue',
  );
});

test('orders of both sides have no side of their own', () => {
  const facts = { market: 'ETH-PERP', effect: 'open' as const, size: '1', reduceOnly: false };
  const sides = (...all: ('long' | 'short')[]) =>
    plain(draw(typed({ ...readings.order, orders: all.map((side) => ({ ...facts, side })) })));
  expect(sides('long', 'long')).toContain('Long');
  expect(sides('long', 'short')).not.toContain('Long');
});

test('what is bought outright has no side of a position', () => {
  const bought = { market: 'WETH/USDC', side: 'long' as const, effect: 'trade' as const, reduceOnly: false };
  expect(plain(draw(typed({ ...readings.order, orders: [bought] })))).not.toContain('Long');
});

test('what stays with its owner is moved, not sent, and only an account of ours is called one', () => {
  const own = (recipient: string) =>
    plain(draw(typed({ ...readings['move-funds'], own: true, recipient: recipient as typeof OWN })));
  expect(own(OWN.toLowerCase())).toContain('To this same account');
  expect(own(OTHER)).toContain('Stays yours, kept by');
  expect(own(OTHER)).toContain('Move 1,200.00 USDC');
});

test('a sum is grouped, and of an unknown token in its smallest unit', () => {
  const move = { ...readings['move-funds'], amount: '1234567.5' };
  expect(plain(draw(typed(move)))).toContain('1,234,567.5 USDC');
  expect(plain(draw(typed({ ...move, amount: '1234567', asset: OWN })))).toContain('1,234,567 of its smallest unit');
});

test('grave notes stand above the ledger, information below', () => {
  const html = draw(
    view(
      { type: 'typed-data', reading: { ...readings.order, notes: [{ level: 'info', text: { id: 'approve.close' } }] } },
      {
        verdict: {
          outcome: 'ask',
          findings: [
            { rule: 'R2', level: 'warning', text: { id: 'approve.loading' } },
            { rule: 'R3', level: 'danger', text: { id: 'approve.none' } },
          ],
        },
      },
    ),
  );
  const places = ['Nothing waits', 'Opening the request', '3,440.0', 'note"><svg'].map((words) => html.indexOf(words));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places[0]).toBeGreaterThan(0);
});

test('a name in another alphabet is pointed out', () => {
  expect(plain(draw(view({ type: 'connect' }, { origin: 'https://app.xn--gnnet-rta.example' })))).toContain(
    'another alphabet',
  );
  expect(plain(draw(view({ type: 'connect' })))).not.toContain('another alphabet');
});

test('a queue has a place and a next', () => {
  const html = draw(view({ type: 'connect' }, { total: 3, nextId: 'r2' }));
  expect(plain(html)).toContain('1 of 3');
  expect(html).toMatch(/data-testid="previous"[^>]*disabled/);
  expect(html).not.toMatch(/data-testid="next"[^>]*disabled/);
});

const LIFTED = {
  outcome: 'ask',
  findings: [{ rule: 'R5', level: 'danger', text: { id: 'rule.ownerChange' }, lifted: true }],
} as const;
const approveButton = (html: string) => /<button[^>]*data-testid="approve"[^>]*>/.exec(html)?.[0] ?? '';

test.each(['own', 'unknown'] as const)('a key for a site that is %s is refused first and made last', (site) => {
  const html = draw(typed({ ...readings['key-derivation'], site }));
  expect(plain(html)).toContain(
    'This signature creates a key for Venue. Anyone who has it controls your Venue account',
  );
  const places = ['reject', 'agree', 'approve'].map((id) => at(html, id));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places[0]).toBeGreaterThan(0);
  expect(html).not.toContain('class="foot"');
  expect(html).not.toContain('Ctrl');
  expect(approveButton(html)).toContain('aria-disabled="true"');
  expect(has(html, 'type-words')).toBe(site === 'unknown');
});

test('what a person opened for a site is refused at the top and signed at the end, after a sentence', () => {
  for (const [kind, words] of [
    ['change-owner', 'I give this account away'],
    ['key-derivation', 'I sign this at my own risk'],
    ['unreadable', 'I sign this at my own risk'],
    ['grant-authority', 'I sign this at my own risk'],
  ] as const) {
    const html = draw(
      view({ type: 'typed-data', reading: readings[kind] }, { verdict: { ...LIFTED, findings: [...LIFTED.findings] } }),
    );
    expect(html).toContain(`data-words="${words}"`);
    expect(at(html, 'reject')).toBeLessThan(at(html, 'type-words'));
    expect(at(html, 'type-words')).toBeLessThan(at(html, 'approve'));
    expect(html).not.toContain('Ctrl');
    expect(approveButton(html)).toContain('aria-disabled="true"');
    expect(plain(html)).toContain('which you opened for this site');
  }
});

test('every field of what is opened and cannot be read is there to read', () => {
  const html = draw(
    view(
      { type: 'typed-data', reading: readings.unreadable },
      { verdict: { ...LIFTED, findings: [...LIFTED.findings] } },
    ),
  );
  expect(html.indexOf('message.price')).toBeGreaterThan(0);
  expect(html.indexOf('message.price')).toBeLessThan(at(html, 'approve'));
});

test('an order that pays out to others asks for the last four of each', () => {
  const THIRD = '0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc';
  const html = draw(typed({ ...readings.order, receivers: [OTHER, OTHER.toLowerCase() as typeof OTHER, THIRD] }));
  expect(html.match(/data-testid="last-four"/g)).toHaveLength(2);
  expect(plain(html)).toContain(THIRD);
  expect(approveButton(html)).toContain('aria-disabled="true"');
  expect(has(draw(typed(readings.order)), 'last-four')).toBe(false);
  expect(has(draw(typed({ ...readings.order, receivers: [OWN] })), 'last-four')).toBe(false);
  const count = (reading: Reading) => draw(typed(reading)).match(/data-testid="last-four"/g)?.length;
  expect(count({ ...readings['grant-authority'], receivers: [OTHER] })).toBe(1);
  // The recipient of a transfer is asked for once.
  expect(count({ ...readings['move-funds'], receivers: [OTHER, THIRD] })).toBe(2);
});

test('what is signed besides, and what is not covered, stands before the answer', () => {
  const more = {
    notShown: ['nonce', 'orders[0].salt', 'orders[1].salt'].map((name) => ({
      path: `message.${name}`,
      type: 'uint256',
      value: '1',
    })),
    notCovered: [{ id: 'uncovered.reduceOnly' as const }],
  };
  for (const kind of ['order', 'cancel-or-reduce', 'grant-authority', 'move-funds'] as const) {
    const html = draw(typed({ ...readings[kind], ...more }));
    expect(plain(html)).toContain('3 more signed fields: nonce, salt');
    expect(plain(html)).toContain('Whether it may only make a position smaller.');
    expect(at(html, 'not-covered')).toBeLessThan(at(html, 'approve'));
    expect(at(html, 'also-signed')).toBeGreaterThan(0);
  }
  const html = draw(typed({ ...readings.order, notShown: more.notShown.slice(0, 1) }));
  expect(plain(html)).toContain('1 more signed field: nonce');
  expect(has(draw(typed(readings.order)), 'also-signed')).toBe(false);
  expect(has(draw(typed(readings.order)), 'not-covered')).toBe(false);
});

test('an order has a place for the reference from the first moment, empty and without comfort', () => {
  const html = draw(typed(readings.order));
  expect(has(html, 'reference')).toBe(true);
  expect(plain(html)).toContain('asking your node');
  expect(has(draw(typed(readings['move-funds'])), 'reference')).toBe(false);
});

test('the orders of a batch are counted', () => {
  const order = { label: 'row.order' as const, value: { type: 'text' as const, text }, mark: 'signed' as const };
  const html = plain(draw(typed({ ...readings.order, rows: [order, ...shared.rows, order] })));
  expect(html).toContain('Order 1');
  expect(html).toContain('Order 2');
  expect(plain(draw(typed({ ...readings.order, rows: [order] })))).not.toContain('Order 1');
});
