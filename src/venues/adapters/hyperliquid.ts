/**
 * Hyperliquid: the actions that an account signs in the clear. Orders go out as a hash (`../hashes.ts`).
 * @see https://github.com/hyperliquid-dex/hyperliquid-python-sdk/blob/7ee976d/hyperliquid/utils/signing.py
 * @module
 */
import { type Address, sameAddress } from '../../signing/address.ts';
import { dollars, fixed, group, times } from '../../signing/format.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import { visible } from '../../signing/visible.ts';
import {
  type Adapter,
  address,
  addressIn,
  amountOf,
  type Card,
  decimal,
  exact,
  FULL_DOMAIN,
  matching,
  messageOf,
  NO_CONTRACT,
  oneOf,
  own,
  type Readers,
  row,
  seconds,
  time,
  unreadable,
  words,
} from '../adapter.ts';
import type { Note, ReadingContext, Row, Venue } from '../reading.ts';

type Chain = { hyperliquidChain: string };
const DAY_MS = 86_400_000;

const venueOf = ({ hyperliquidChain }: Chain): Venue => {
  const network = oneOf('hyperliquidChain', hyperliquidChain, ['Mainnet', 'Testnet']);
  return { id: 'hyperliquid', name: 'Hyperliquid', ...(network === 'Testnet' ? { network } : {}) };
};
const networkRow = ({ hyperliquidChain }: Chain): Row => row('row.network', exact(hyperliquidChain));

/** The venue takes a nonce (ms) from two days ago until one day ahead. */
const timeNotes = (nonce: bigint, context: ReadingContext): Note[] => {
  const ahead = Number(nonce) - context.now;
  return ahead < -2 * DAY_MS || ahead > DAY_MS
    ? [{ level: 'care', text: { id: 'note.nonceTime', params: { venue: 'Hyperliquid' } } }]
    : [];
};

const outsideLimits: Note = { level: 'care', text: { id: 'note.outsideLimits' } };
const venueRules: Note = { level: 'info', text: { id: 'note.venueRules', params: { venue: 'Hyperliquid' } } };

const approveAgent = (data: TypedData, context: ReadingContext): Card => {
  const message = messageOf<Chain & { agentAddress: Address; agentName: string; nonce: bigint }>(data);
  // The only end that an agent has stands at the end of its name.
  const [, name = '', end] = matching('agentName', message.agentName, /^(.{0,64}?)(?: valid_until (\d{1,15}))?$/s);
  const until = end === undefined ? undefined : BigInt(end) / 1000n;
  return {
    kind: 'grant-authority',
    venue: venueOf(message),
    headline: { id: 'headline.key', params: { venue: 'Hyperliquid' } },
    rows: [
      row('row.key', address(message.agentAddress)),
      row('row.keyName', name === '' ? words('value.noneNamed') : exact(visible(name))),
      until === undefined ? row('row.until', words('value.agentDefault'), 'unsigned') : row('row.until', time(until)),
      networkRow(message),
    ],
    notes: [outsideLimits, venueRules, ...timeNotes(message.nonce, context)],
    grantee: message.agentAddress,
    scope: 'trade',
    can: [{ id: 'can.trade' }, { id: 'can.leverage' }, { id: 'can.cancel' }],
    cannot: [{ id: 'cannot.withdraw' }, { id: 'cannot.owner' }],
    ...(until === undefined ? {} : { until: seconds(until) }),
  };
};

const approveBuilderFee = (data: TypedData, context: ReadingContext): Card => {
  const message = messageOf<Chain & { maxFeeRate: string; builder: Address; nonce: bigint }>(data);
  const rate = decimal('maxFeeRate', matching('maxFeeRate', message.maxFeeRate, /^(.*)%$/s)[1] ?? '');
  const ends = /^0(?:\.0*)?$/.test(rate);
  return {
    kind: 'grant-authority',
    venue: venueOf(message),
    headline: ends ? { id: 'headline.builderFeeEnds' } : { id: 'headline.builderFee', params: { rate: `${rate}%` } },
    rows: [
      row('row.feeAtMost', exact(`${rate}%`), 'signed', [
        words('value.perTenThousand', { amount: dollars(times(rate, '100')) }),
        'computed',
      ]),
      row('row.builder', address(message.builder)),
      row('row.until', words('value.untilReplaced'), 'unsigned'),
      networkRow(message),
    ],
    notes: [venueRules, ...timeNotes(message.nonce, context)],
    grantee: message.builder,
    scope: ends ? 'nothing' : 'fee',
    can: ends ? [] : [{ id: 'can.fee', params: { rate: `${rate}%` } }],
    cannot: [{ id: 'cannot.trade' }, { id: 'cannot.withdraw' }],
    ...(ends ? {} : { fee: rate }),
  };
};

type Move = {
  message: Chain;
  headline: 'headline.send' | 'headline.withdraw';
  amount: string;
  asset: string;
  to: string;
  nonce: bigint;
  more?: Row[];
};

const move = ({ message, headline, amount, asset, to, nonce, more = [] }: Move, context: ReadingContext): Card => {
  const recipient = addressIn('destination', to);
  const sum = `${group(decimal('amount', amount))} ${asset}`;
  return {
    kind: 'move-funds',
    venue: venueOf(message),
    headline: { id: headline, params: { amount: sum, venue: 'Hyperliquid' } },
    rows: [row('row.amount', exact(sum)), row('row.recipient', address(recipient)), ...more, networkRow(message)],
    notes: timeNotes(nonce, context),
    asset,
    amount,
    recipient,
    own: sameAddress(recipient, context.account),
  };
};

type Send = Chain & { destination: string; amount: string; time: bigint };

const usdSend = (data: TypedData, context: ReadingContext): Card => {
  const message = messageOf<Send>(data);
  return move(
    {
      message,
      headline: 'headline.send',
      amount: message.amount,
      asset: 'USDC',
      to: message.destination,
      nonce: message.time,
    },
    context,
  );
};

const withdraw = (data: TypedData, context: ReadingContext): Card => {
  const message = messageOf<Send>(data);
  return move(
    {
      message,
      headline: 'headline.withdraw',
      amount: message.amount,
      asset: 'USDC',
      to: message.destination,
      nonce: message.time,
    },
    context,
  );
};

/** `PURR:0xc4bf3f870c0e9465323c0b6ed28096c2`: a name that anybody can choose, and the id that counts. */
const tokenOf = (token: string): { asset: string; rows: Row[] } => {
  const [, asset = ''] = matching('token', token, /^([\w.\-+]{1,20}):0x[\da-f]{32}$/);
  return { asset, rows: [row('row.token', exact(token))] };
};

const spotSend = (data: TypedData, context: ReadingContext): Card => {
  const message = messageOf<Send & { token: string }>(data);
  const { asset, rows } = tokenOf(message.token);
  return move(
    {
      message,
      headline: 'headline.send',
      amount: message.amount,
      asset,
      to: message.destination,
      nonce: message.time,
      more: rows,
    },
    context,
  );
};

/** A market place inside the venue: empty is the main perpetuals account, `spot` the spot account, else a builder's. */
const dexRow = (label: 'row.fromDex' | 'row.toDex', dex: string): Row =>
  row(label, dex === '' ? words('value.mainDex') : exact(matching('dex', dex, /^\w{1,20}$/)[0]));

const sendAsset = (data: TypedData, context: ReadingContext): Card => {
  const message = messageOf<
    Chain & {
      destination: string;
      sourceDex: string;
      destinationDex: string;
      token: string;
      amount: string;
      fromSubAccount: string;
      nonce: bigint;
    }
  >(data);
  const { asset, rows } = tokenOf(message.token);
  const from =
    message.fromSubAccount === ''
      ? []
      : [row('row.subaccount', address(addressIn('fromSubAccount', message.fromSubAccount)))];
  const more = [
    dexRow('row.fromDex', message.sourceDex),
    dexRow('row.toDex', message.destinationDex),
    ...from,
    ...rows,
  ];
  return move(
    {
      message,
      headline: 'headline.send',
      amount: message.amount,
      asset,
      to: message.destination,
      nonce: message.nonce,
      more,
    },
    context,
  );
};

const usdClassTransfer = (data: TypedData, context: ReadingContext): Card => {
  const message = messageOf<Chain & { amount: string; toPerp: boolean; nonce: bigint }>(data);
  const [, amount = '', subaccount] = matching('amount', message.amount, /^(\S+?)(?: subaccount:(0x[\da-fA-F]{40}))?$/);
  const sum = `${group(decimal('amount', amount))} USDC`;
  return {
    kind: 'move-funds',
    venue: venueOf(message),
    headline: { id: message.toPerp ? 'headline.toPerp' : 'headline.toSpot', params: { amount: sum } },
    rows: [
      row('row.amount', exact(sum)),
      row('row.recipient', words(message.toPerp ? 'value.ownPerp' : 'value.ownSpot')),
      ...(subaccount === undefined ? [] : [row('row.subaccount', address(addressIn('amount', subaccount)))]),
      networkRow(message),
    ],
    notes: timeNotes(message.nonce, context),
    asset: 'USDC',
    amount,
    recipient: context.account,
    own: true,
  };
};

const tokenDelegate = (data: TypedData, context: ReadingContext): Card => {
  const message = messageOf<Chain & { validator: Address; wei: bigint; isUndelegate: boolean; nonce: bigint }>(data);
  const amount = fixed(message.wei, 8);
  return {
    kind: 'move-funds',
    venue: venueOf(message),
    headline: {
      id: message.isUndelegate ? 'headline.unstake' : 'headline.stake',
      params: { amount: `${group(amount)} HYPE` },
    },
    rows: [
      row('row.amount', amountOf(amount, 'HYPE')),
      row('row.validator', address(message.validator)),
      networkRow(message),
    ],
    notes: [{ level: 'info', text: { id: 'note.stakeStaysYours' } }, ...timeNotes(message.nonce, context)],
    asset: 'HYPE',
    amount,
    recipient: message.validator,
    own: true,
  };
};

const convertToMultiSig = (data: TypedData): Card => {
  const message = messageOf<Chain & { signers: string; nonce: bigint }>(data);
  const signers = visible(message.signers);
  return {
    kind: 'change-owner',
    venue: venueOf(message),
    headline: { id: 'headline.changeOwner' },
    rows: [row('row.signers', exact(signers)), networkRow(message)],
    notes: [],
    before: { id: 'owner.you' },
    after: { id: 'owner.signers', params: { signers } },
  };
};

type Setting = Chain & { user: Address; nonce: bigint };

const setting = (data: TypedData, context: ReadingContext, value: string, off: boolean): Card => {
  const message = messageOf<Setting>(data);
  own(message.user, context);
  return {
    kind: 'grant-authority',
    venue: venueOf(message),
    headline: { id: off ? 'headline.abstractionOff' : 'headline.abstraction', params: { value } },
    rows: [
      row('row.setting', exact(value)),
      row('row.until', words('value.untilReplaced'), 'unsigned'),
      networkRow(message),
    ],
    notes: [venueRules, ...timeNotes(message.nonce, context)],
    grantee: 'Hyperliquid',
    scope: off ? 'nothing' : 'settings',
    can: off ? [] : [{ id: 'can.balances' }],
    cannot: [{ id: 'cannot.withdraw' }],
  };
};

const dexAbstraction = (data: TypedData, context: ReadingContext): Card => {
  const { enabled } = messageOf<Setting & { enabled: boolean }>(data);
  return setting(data, context, enabled ? 'enabled' : 'disabled', !enabled);
};

const setAbstraction = (data: TypedData, context: ReadingContext): Card => {
  const { abstraction } = messageOf<Setting & { abstraction: string }>(data);
  const value = oneOf('abstraction', abstraction, ['disabled', 'unifiedAccount', 'portfolioMargin']);
  return setting(data, context, value, value === 'disabled');
};

const hashedAction = (): Card => unreadable({ id: 'why.hyperliquidHash' }, [], true);

const type = (name: string, members: string): string =>
  `HyperliquidTransaction:${name}(string hyperliquidChain,${members})`;

const readers: Readers = {
  [type('ApproveAgent', 'address agentAddress,string agentName,uint64 nonce')]: approveAgent,
  [type('ApproveBuilderFee', 'string maxFeeRate,address builder,uint64 nonce')]: approveBuilderFee,
  [type('UsdSend', 'string destination,string amount,uint64 time')]: usdSend,
  [type('SpotSend', 'string destination,string token,string amount,uint64 time')]: spotSend,
  [type(
    'SendAsset',
    'string destination,string sourceDex,string destinationDex,string token,string amount,string fromSubAccount,uint64 nonce',
  )]: sendAsset,
  [type('Withdraw', 'string destination,string amount,uint64 time')]: withdraw,
  [type('UsdClassTransfer', 'string amount,bool toPerp,uint64 nonce')]: usdClassTransfer,
  [type('TokenDelegate', 'address validator,uint64 wei,bool isUndelegate,uint64 nonce')]: tokenDelegate,
  [type('ConvertToMultiSigUser', 'string signers,uint64 nonce')]: convertToMultiSig,
  [type('UserDexAbstraction', 'address user,bool enabled,uint64 nonce')]: dexAbstraction,
  [type('UserSetAbstraction', 'address user,string abstraction,uint64 nonce')]: setAbstraction,
  [type('SendMultiSig', 'bytes32 multiSigActionHash,uint64 nonce')]: hashedAction,
};

export const adapter: Adapter = {
  id: 'hyperliquid',
  name: 'Hyperliquid',
  domains: [
    // The chainId is whatever network the front end was on (421614 in the SDK); `hyperliquidChain` is what counts.
    {
      name: 'HyperliquidSignTransaction',
      version: '1',
      type: FULL_DOMAIN,
      verifyingContracts: [NO_CONTRACT],
      anyNetwork: true,
      readers,
    },
    {
      name: 'Exchange',
      version: '1',
      type: FULL_DOMAIN,
      chainIds: [1337],
      verifyingContracts: [NO_CONTRACT],
      anyNetwork: true,
      common: true,
      readers: { 'Agent(string source,bytes32 connectionId)': hashedAction },
    },
  ],
};
