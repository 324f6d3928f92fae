/**
 * Lighter: personal messages whose numbers are 16 hexadecimal digits. Orders are signed by an API key and never come here.
 * @see https://github.com/elliottech/lighter-go/blob/17f2d60/types/txtypes/utils.go
 * @module
 */
import { fixed, group } from '../../signing/format.ts';
import { type Adapter, type Card, type Coverage, exact, NotReadable, oneOf, row, words } from '../adapter.ts';
import { canTrade, grantCard } from '../grant.ts';
import type { Row, Venue } from '../reading.ts';

const LIGHTER: Venue = { id: 'lighter', name: 'Lighter' };
const USDC_ASSET = 3n;
/** Fees count a whole order as 1,000,000. */
const FEE_PLACES = 4;
const END = '\nOnly sign this message for a trusted client!';

/** A template of the venue as a pattern, and what stands in its gaps. The venue writes it again and compares: one letter
 * more, and it is no message of its own. */
type Fields = Readonly<Record<string, string>>;
const template = (text: string): RegExp =>
  new RegExp(
    `^${(text + END)
      .replace(/[().!]/g, '\\$&')
      .replace(/\{(\w+)\}/g, (_, name: string) =>
        name === 'pubkey'
          ? '(?<pubkey>[\\da-f]{80})'
          : name === 'memo'
            ? '(?<memo>[\\da-f]{64})'
            : `0x(?<${name}>[\\da-f]{16})`,
      )}$`,
  );

const int = (fields: Fields, name: string): bigint => BigInt(`0x${fields[name] ?? '0'}`);
const number = (fields: Fields, name: string): string => String(int(fields, name));

const accountRow = (label: Row['label'], fields: Fields, name: string): Row => row(label, exact(number(fields, name)));

const register = (fields: Fields): Card => ({
  ...grantCard({
    venue: LIGHTER,
    key: `0x${fields.pubkey ?? ''}`,
    scope: 'trade',
    can: [...canTrade(), { id: 'can.withdrawHome' }, { id: 'can.pools' }],
    cannot: [{ id: 'cannot.sendElsewhere' }],
    until: 'none',
    holder: 'page',
    revoke: { id: 'revoke.replaceIndex' },
    rows: [
      accountRow('row.accountNumber', fields, 'account'),
      accountRow('row.keyNumber', fields, 'key'),
      accountRow('row.nonce', fields, 'nonce'),
    ],
    notes: [{ level: 'info', text: { id: 'note.venueRules', params: { venue: LIGHTER.name } } }],
  }),
});

/** Where in an account the money lies. */
const route = (fields: Fields, name: string): Row['value'] =>
  words(oneOf(name, number(fields, name), ['0', '1']) === '0' ? 'value.routePerps' : 'value.routeSpot');

const transfer = (fields: Fields): Card => {
  const [from, to] = [number(fields, 'from'), number(fields, 'to')];
  const asset = int(fields, 'asset');
  const known = asset === USDC_ASSET;
  const amount = known ? fixed(int(fields, 'amount'), 6) : number(fields, 'amount');
  const memo = fields.memo ?? '';
  return {
    kind: 'move-funds',
    venue: LIGHTER,
    headline: known
      ? { id: 'headline.send', params: { amount: `${group(amount)} USDC` } }
      : { id: 'headline.moveUnits', params: { asset: `asset ${asset}`, venue: LIGHTER.name } },
    rows: [
      row(
        'row.amount',
        known ? exact(`${group(amount)} USDC`) : words('value.smallestUnits', { amount: group(amount) }),
      ),
      ...(known ? [] : [row('row.token', words('value.assetNumber', { id: String(asset) }))]),
      row('row.fromAccount', words('value.accountNumber', { id: from }), 'signed', [
        route(fields, 'fromRoute'),
        'signed',
      ]),
      row('row.recipient', words('value.accountNumber', { id: to }), 'signed', [route(fields, 'toRoute'), 'signed']),
      row('row.transferFee', exact(`${group(fixed(int(fields, 'fee'), 6))} USDC`)),
      ...(/^0+$/.test(memo) ? [] : [row('row.memo', exact(`0x${memo}`))]),
      accountRow('row.keyNumber', fields, 'key'),
      accountRow('row.chainId', fields, 'chain'),
      accountRow('row.nonce', fields, 'nonce'),
    ],
    notes: from === to ? [] : [{ level: 'care', text: { id: 'note.accountNumber', params: { venue: LIGHTER.name } } }],
    asset: known ? 'USDC' : `asset ${asset}`,
    amount,
    recipient: to,
    own: from === to,
  };
};

const FEES = [
  ['row.feePerpsTaker', 'perpsTaker'],
  ['row.feePerpsMaker', 'perpsMaker'],
  ['row.feeSpotTaker', 'spotTaker'],
  ['row.feeSpotMaker', 'spotMaker'],
] as const;

/** `approval expiry` is milliseconds; 0 with no fee takes the approval back, and is refused by the venue with one. */
const integrator = (fields: Fields): Card => {
  const fees = FEES.map(([, name]) => int(fields, name));
  const [highest = 0n] = [...fees].sort((a, b) => Number(b - a));
  const fee = fixed(highest, FEE_PLACES);
  const expiry = int(fields, 'expiry');
  const id = number(fields, 'integrator');
  const ends = highest === 0n && expiry === 0n;
  if (highest > 1_000_000n || (expiry === 0n && !ends))
    throw new NotReadable({ id: 'why.value', params: { field: 'fee, expiry', value: `${highest}, ${expiry}` } });
  const rate = `${fee}%`;
  const card = grantCard({
    venue: LIGHTER,
    headline: ends ? { id: 'headline.builderFeeEnds' } : { id: 'headline.builderFee', params: { rate } },
    key: `account ${id}`,
    scope: ends ? 'nothing' : 'fee',
    can: ends ? [] : [{ id: 'can.fee', params: { rate } }],
    cannot: [{ id: 'cannot.trade' }, { id: 'cannot.withdraw' }],
    until: ends ? 'none' : expiry / 1000n,
    holder: 'other',
    revoke: { id: 'revoke.approveZero' },
    rows: [
      ...FEES.map(([label, name]) => row(label, exact(`${fixed(int(fields, name), FEE_PLACES)}%`))),
      accountRow('row.accountNumber', fields, 'account'),
      accountRow('row.keyNumber', fields, 'key'),
      accountRow('row.chainId', fields, 'chain'),
      accountRow('row.nonce', fields, 'nonce'),
    ],
  });
  return ends || card.kind !== 'grant-authority' ? card : { ...card, fee };
};

const subAccount = (fields: Fields): Card => ({
  kind: 'grant-authority',
  venue: LIGHTER,
  headline: { id: 'headline.subAccount', params: { venue: LIGHTER.name } },
  rows: [accountRow('row.accountNumber', fields, 'account')],
  notes: [],
  grantee: LIGHTER.name,
  scope: 'settings',
  can: [{ id: 'can.subAccount' }],
  cannot: [{ id: 'cannot.moveOrTrade' }],
});

const TEXTS: readonly [RegExp, (fields: Fields) => Card][] = [
  [
    template(
      'Register Lighter Account\n\npubkey: 0x{pubkey}\nnonce: {nonce}\naccount index: {account}\napi key index: {key}',
    ),
    register,
  ],
  [
    template(
      'Transfer\n\nnonce: {nonce}\nfrom: {from} (route {fromRoute})\napi key: {key}\nto: {to} (route {toRoute})\nasset: {asset}\namount: {amount}\nfee: {fee}\nchainId: {chain}\nmemo: {memo}',
    ),
    transfer,
  ],
  [
    template(
      'Approve Integrator\n\nnonce: {nonce}\naccount index: {account}\napi key index: {key}\nintegrator account index: {integrator}\nmax perps taker fee: {perpsTaker}\nmax perps maker fee: {perpsMaker}\nmax spot taker fee: {spotTaker}\nmax spot maker fee: {spotMaker}\napproval expiry: {expiry}\nchainId: {chain}',
    ),
    integrator,
  ],
  [template('Create Lighter Sub Account\n\nmaster account index: {account}'), subAccount],
];

/** First lines that are nobody else's. What begins so and has another form is not guessed at. */
const OWN =
  /^(?:Register Lighter Account|Create Lighter Sub Account|Approve Integrator\n|Airdrop Allocation\n|Transfer\n\nnonce: )/;

export const adapter: Adapter = {
  id: 'lighter',
  name: 'Lighter',
  domains: [],
  readText: (text) => {
    for (const [pattern, read] of TEXTS) {
      const found = pattern.exec(text);
      if (found) return read(found.groups ?? {});
    }
    if (OWN.test(text)) throw new NotReadable({ id: 'why.lighterForm' });
    return null;
  },
};

const SOURCE = 'elliottech/lighter-go 17f2d60';
export const coverage: Coverage[] = [
  { what: 'Register Lighter Account', reads: 'whole', source: SOURCE },
  {
    what: 'Transfer',
    reads: 'in part',
    gap: 'Accounts are numbers, which name no owner; amounts of assets other than USDC are in their smallest unit.',
    source: SOURCE,
  },
  { what: 'Approve Integrator', reads: 'whole', source: SOURCE },
  { what: 'Create Lighter Sub Account', reads: 'whole', source: SOURCE },
  {
    what: 'Airdrop Allocation',
    reads: 'not',
    gap: 'What its allocations mean is in no source that was read.',
    source: SOURCE,
  },
  { what: 'orders', reads: 'not', gap: 'A key that the site holds signs them.', source: SOURCE },
];
