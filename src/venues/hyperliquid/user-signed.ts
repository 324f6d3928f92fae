/**
 * Hyperliquid's actions that an account signs in the clear.
 * @see https://github.com/hyperliquid-dex/hyperliquid-python-sdk/blob/7ee976d/hyperliquid/utils/signing.py
 * @module
 */
import { type Address, sameAddress } from '../../signing/address.ts';
import { dollars, fixed, group, times } from '../../signing/format.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import { visible } from '../../signing/visible.ts';
import {
  address,
  addressIn,
  amountOf,
  type Card,
  decimal,
  exact,
  matching,
  messageOf,
  oneOf,
  own,
  type Readers,
  row,
  unreadable,
  words,
} from '../adapter.ts';
import { canTrade, grantCard } from '../grant.ts';
import type { Note, ReadingContext, Row, Venue } from '../reading.ts';
import {
  dexRow,
  NAME,
  type Network,
  networkRow,
  settingCard,
  shownName,
  timeNotes,
  tokenOf,
  venueOn,
  venueRules,
} from './common.ts';

type Chain = { hyperliquidChain: string };

const networkIn = ({ hyperliquidChain }: Chain): Network =>
  oneOf('hyperliquidChain', hyperliquidChain, ['Mainnet', 'Testnet']);
const venueOf = (chain: Chain): Venue => venueOn(networkIn(chain));
const chainRow = (chain: Chain): Row => networkRow(networkIn(chain));

const approveAgent = (data: TypedData, context: ReadingContext): Card => {
  const message = messageOf<Chain & { agentAddress: Address; agentName: string; nonce: bigint }>(data);
  // The only end that an agent has stands at the end of its name, in ms.
  const [, name = '', end] = matching('agentName', message.agentName, /^(.{0,64}?)(?: valid_until ([1-9]\d{0,14}))?$/s);
  // What only looks like an end is none that Vouch knows of.
  matching('agentName', name, /^(?!.*valid_until)/is);
  return grantCard({
    venue: venueOf(message),
    key: message.agentAddress,
    scope: 'trade',
    can: canTrade(),
    cannot: [{ id: 'cannot.withdraw' }, { id: 'cannot.owner' }],
    until: end === undefined ? words('value.agentDefault') : BigInt(end) / 1000n,
    holder: 'other',
    revoke: { id: 'revoke.replace', params: { venue: NAME } },
    rows: [row('row.keyName', shownName(name)), chainRow(message)],
    notes: [venueRules, ...timeNotes(message.nonce, context)],
    also: ['nonce', ...(end === undefined || /000$/.test(end) ? [] : ['agentName'])],
  });
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
      chainRow(message),
    ],
    notes: [venueRules, ...timeNotes(message.nonce, context)],
    grantee: message.builder,
    scope: ends ? 'nothing' : 'fee',
    can: ends ? [] : [{ id: 'can.fee', params: { rate: `${rate}%` } }],
    cannot: [{ id: 'cannot.trade' }, { id: 'cannot.withdraw' }],
    ...(ends ? {} : { fee: rate }),
    also: ['nonce'],
  };
};

type Move = {
  headline: Card['headline']['id'];
  amount: string;
  asset: string;
  to: Address;
  shown?: Row;
  more?: Row[];
  notes?: Note[];
};

/** `nonce` and `time` are the same number under two names. */
const move = (
  message: Chain & ({ nonce: bigint } | { time: bigint }),
  { headline, amount, asset, to, shown = row('row.recipient', address(to)), more = [], notes = [] }: Move,
  context: ReadingContext,
): Card => {
  const sum = `${group(decimal('amount', amount))} ${asset}`;
  return {
    kind: 'move-funds',
    venue: venueOf(message),
    headline: { id: headline, params: { amount: sum, venue: NAME } },
    rows: [row('row.amount', exact(sum)), shown, ...more, chainRow(message)],
    notes: [...notes, ...timeNotes('nonce' in message ? message.nonce : message.time, context)],
    asset,
    amount,
    recipient: to,
    own: sameAddress(to, context.account),
    also: ['nonce', 'time'],
  };
};

type Send = Chain & { destination: string; amount: string; time: bigint };
const usdc =
  (headline: 'headline.send' | 'headline.withdraw') =>
  (data: TypedData, context: ReadingContext): Card => {
    const message = messageOf<Send>(data);
    const to = addressIn('destination', message.destination);
    return move(message, { headline, amount: message.amount, asset: 'USDC', to }, context);
  };

const spotSend = (data: TypedData, context: ReadingContext): Card => {
  const message = messageOf<Send & { token: string }>(data);
  const { asset, rows, notes } = tokenOf(message.token, networkIn(message));
  const to = addressIn('destination', message.destination);
  return move(message, { headline: 'headline.send', amount: message.amount, asset, to, more: rows, notes }, context);
};

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
  const { asset, rows, notes } = tokenOf(message.token, networkIn(message));
  const { sourceDex, destinationDex, fromSubAccount: sub } = message;
  const more = [
    dexRow('row.fromDex', sourceDex),
    dexRow('row.toDex', destinationDex),
    ...(sub === '' ? [] : [row('row.subaccount', address(addressIn('fromSubAccount', sub)))]),
    ...rows,
  ];
  const to = addressIn('destination', message.destination);
  return move(message, { headline: 'headline.send', amount: message.amount, asset, to, more, notes }, context);
};

/** To another chain; code there may run with it. */
const sendToEvm = (data: TypedData, context: ReadingContext): Card => {
  const message = messageOf<
    Chain & {
      token: string;
      amount: string;
      sourceDex: string;
      destinationRecipient: string;
      addressEncoding: string;
      destinationChainId: bigint;
      gasLimit: bigint;
      data: string;
      nonce: bigint;
    }
  >(data);
  oneOf('addressEncoding', message.addressEncoding, ['hex']);
  const to = addressIn('destinationRecipient', message.destinationRecipient);
  // Without an id the name is what counts.
  const { asset, notes } = /^[\w.\-+]{1,20}$/.test(message.token)
    ? { asset: message.token, notes: [] }
    : tokenOf(message.token, networkIn(message));
  const card = move(
    message,
    {
      headline: 'headline.send',
      amount: message.amount,
      asset,
      to,
      notes,
      more: [
        dexRow('row.fromDex', message.sourceDex),
        row('row.token', exact(message.token)),
        row('row.hlToNetwork', exact(String(message.destinationChainId))),
        row('row.hlGas', exact(String(message.gasLimit))),
        row('row.hlData', exact(message.data)),
      ],
    },
    context,
  );
  return message.data === '0x' ? card : { ...card, flags: [{ flag: 'hooks', what: 'data' }] };
};

const usdClassTransfer = (data: TypedData, context: ReadingContext): Card => {
  const message = messageOf<Chain & { amount: string; toPerp: boolean; nonce: bigint }>(data);
  const [, amount = '', sub] = matching('amount', message.amount, /^(\S+?)(?: subaccount:(0x[\da-fA-F]{40}))?$/);
  return move(
    message,
    {
      headline: message.toPerp ? 'headline.toPerp' : 'headline.toSpot',
      amount,
      asset: 'USDC',
      to: context.account,
      shown: row('row.recipient', words(message.toPerp ? 'value.ownPerp' : 'value.ownSpot')),
      more: sub === undefined ? [] : [row('row.subaccount', address(addressIn('amount', sub)))],
    },
    context,
  );
};

/** Between the spot and the staking account, in 1e-8 HYPE. */
const staking =
  (headline: 'headline.hlStakeIn' | 'headline.hlStakeOut') =>
  (data: TypedData, context: ReadingContext): Card => {
    const message = messageOf<Chain & { wei: bigint; nonce: bigint }>(data);
    const shown = row('row.recipient', words('value.ownAccount'));
    return move(
      message,
      { headline, amount: fixed(message.wei, 8), asset: 'HYPE', to: context.account, shown },
      context,
    );
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
      chainRow(message),
    ],
    notes: [{ level: 'info', text: { id: 'note.stakeStaysYours' } }, ...timeNotes(message.nonce, context)],
    asset: 'HYPE',
    amount,
    recipient: message.validator,
    own: true,
    also: ['nonce'],
  };
};

const convertToMultiSig = (data: TypedData): Card => {
  const message = messageOf<Chain & { signers: string; nonce: bigint }>(data);
  const signers = visible(message.signers) || '-';
  return {
    kind: 'change-owner',
    venue: venueOf(message),
    headline: { id: 'headline.changeOwner' },
    rows: [row('row.signers', exact(signers)), chainRow(message)],
    notes: [],
    before: { id: 'owner.you' },
    after: { id: 'owner.signers', params: { signers } },
    also: ['nonce'],
  };
};

type Setting = Chain & { user: Address; nonce: bigint };
const setting = (data: TypedData, context: ReadingContext, value: string, off: boolean): Card => {
  const message = messageOf<Setting>(data);
  own(message.user, context);
  return settingCard({
    venue: venueOf(message),
    headline: { id: off ? 'headline.abstractionOff' : 'headline.abstraction', params: { value } },
    rows: [row('row.setting', exact(value)), chainRow(message)],
    can: off ? [] : [{ id: 'can.balances' }],
    off,
    notes: timeNotes(message.nonce, context),
    also: ['nonce'],
  });
};
const enabling =
  (on: string, off: string) =>
  (data: TypedData, context: ReadingContext): Card => {
    const { enabled } = messageOf<Setting & { enabled: boolean }>(data);
    return setting(data, context, enabled ? on : off, !enabled);
  };
const setAbstraction = (data: TypedData, context: ReadingContext): Card => {
  const { abstraction } = messageOf<Setting & { abstraction: string }>(data);
  const value = oneOf('abstraction', abstraction, ['disabled', 'unifiedAccount', 'portfolioMargin']);
  return setting(data, context, value, value === 'disabled');
};

type Reader = Readers[string];

/** One owner's part of an action of a shared account: the card is that account's, and says so. */
const shared =
  (read: Reader): Reader =>
  (data, context) => {
    const { payloadMultiSigUser: account, outerSigner } = messageOf<{
      payloadMultiSigUser: Address;
      outerSigner: Address;
    }>(data);
    const card = read(data, { ...context, account });
    return {
      ...card,
      rows: [...card.rows, row('row.hlMultiSig', address(account)), row('row.hlOuterSigner', address(outerSigner))],
      notes: [...card.notes, { level: 'care', text: { id: 'note.hlMultiSig', params: { account } } }],
    };
  };

const READ: [name: string, members: string, Reader][] = [
  ['ApproveAgent', 'address agentAddress,string agentName,uint64 nonce', approveAgent],
  ['ApproveBuilderFee', 'string maxFeeRate,address builder,uint64 nonce', approveBuilderFee],
  ['UsdSend', 'string destination,string amount,uint64 time', usdc('headline.send')],
  ['SpotSend', 'string destination,string token,string amount,uint64 time', spotSend],
  [
    'SendAsset',
    'string destination,string sourceDex,string destinationDex,string token,string amount,string fromSubAccount,uint64 nonce',
    sendAsset,
  ],
  [
    'SendToEvmWithData',
    'string token,string amount,string sourceDex,string destinationRecipient,string addressEncoding,uint32 destinationChainId,uint64 gasLimit,bytes data,uint64 nonce',
    sendToEvm,
  ],
  ['Withdraw', 'string destination,string amount,uint64 time', usdc('headline.withdraw')],
  ['UsdClassTransfer', 'string amount,bool toPerp,uint64 nonce', usdClassTransfer],
  ['CDeposit', 'uint64 wei,uint64 nonce', staking('headline.hlStakeIn')],
  ['CWithdraw', 'uint64 wei,uint64 nonce', staking('headline.hlStakeOut')],
  ['TokenDelegate', 'address validator,uint64 wei,bool isUndelegate,uint64 nonce', tokenDelegate],
  ['ConvertToMultiSigUser', 'string signers,uint64 nonce', convertToMultiSig],
  ['UserDexAbstraction', 'address user,bool enabled,uint64 nonce', enabling('enabled', 'disabled')],
  ['UserPortfolioMargin', 'address user,bool enabled,uint64 nonce', enabling('portfolioMargin', 'disabled')],
  ['UserSetAbstraction', 'address user,string abstraction,uint64 nonce', setAbstraction],
];

/** A hash of what several owners have signed: nobody can read it from here. */
const hashedAction: Reader = () => unreadable({ id: 'why.hyperliquidHash' }, [], true);

const type = (name: string, members: string): string =>
  `HyperliquidTransaction:${name}(string hyperliquidChain,${members})`;
const OWNERS = 'address payloadMultiSigUser,address outerSigner,';

export const readers: Readers = {
  ...Object.fromEntries(
    READ.flatMap(([name, members, read]) => [
      [type(name, members), read],
      [type(name, OWNERS + members), shared(read)],
    ]),
  ),
  [type('SendMultiSig', 'bytes32 multiSigActionHash,uint64 nonce')]: hashedAction,
};
