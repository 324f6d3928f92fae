/**
 * Aevo: orders that the account itself signs, keys that sign them in its place, and withdrawals.
 * @see https://github.com/aevoxyz/aevo-sdk `aevo.py`, `generate_infinite_expiry_signing_key.py` (f47c242, 7 March 2024)
 * @module
 */
import type { Hex } from '../../lib/bytes.ts';
import { type Address, sameAddress } from '../../signing/address.ts';
import { fixed } from '../../signing/format.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import {
  type Adapter,
  address,
  type Card,
  type Coverage,
  DOMAIN_WITHOUT_CONTRACT,
  exact,
  messageOf,
  NotReadable,
  own,
  type Readers,
  row,
  time,
  words,
} from '../adapter.ts';
import { canTrade, grantCard } from '../grant.ts';
import { moveCard } from '../move.ts';
import { orderCard } from '../order.ts';
import type { ReadingContext, Venue } from '../reading.ts';

const NAME = 'Aevo';
const DECIMALS = 6;
const MAX = (1n << 256n) - 1n;
/** keccak256 of nothing: what the SDK signs when there is no more to say. */
const NO_DATA = '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470';
/** `ADDRESSES` of the SDK. */
const USDC = ['0x643aaB1618c600229785A5E06E4b2d13946F7a1A', '0x52623B37Ff81c53567D6D16fd94638734cCDCf27'];
const PROXY = ['0x4d44B9AbB13C80d2E376b7C5c982aa972239d845', '0x870b65A0816B9e9A0dFCE08Fd18EFE20f245011f'];

const testOf = ({ domain }: TypedData): 0 | 1 => (domain.chainId === 1n ? 0 : 1);
const venueOf = (data: TypedData): Venue => ({
  id: 'aevo',
  name: NAME,
  ...(testOf(data) === 1 ? { network: 'Testnet' } : {}),
});

type OrderMessage = {
  maker: Address;
  isBuy: boolean;
  limitPrice: bigint;
  amount: bigint;
  salt: bigint;
  instrument: bigint;
  timestamp: bigint;
};

const readOrder = (data: TypedData, context: ReadingContext): Card => {
  const { maker, isBuy, limitPrice, amount, instrument, timestamp } = messageOf<OrderMessage>(data);
  own(maker, context);
  if (amount === 0n) throw new NotReadable({ id: 'why.noOrder' });
  // A market order of the SDK is a purchase at the highest number there is, or a sale at 0.
  const any = isBuy ? limitPrice === MAX : limitPrice === 0n;
  const id = `instrument ${instrument}`;
  return orderCard({
    venue: venueOf(data),
    legs: [
      {
        market: id,
        side: isBuy ? 'long' : 'short',
        effect: 'open',
        base: 'contracts',
        quote: 'USD',
        size: fixed(amount, DECIMALS),
        ...(any ? {} : { price: fixed(limitPrice, DECIMALS) }),
        type: words('value.notSigned'),
        typeFrom: 'unsigned',
        reduceOnly: 'unsigned',
      },
    ],
    end: 'unsigned',
    leverage: 'at-venue',
    rows: [row('row.madeAt', time(timestamp)), row('row.account', address(maker))],
    notes: [{ level: 'care', text: { id: 'note.marketUnknown', params: { id, venue: NAME } } }],
    notCovered: [{ id: 'uncovered.reduceOnly' }, { id: 'uncovered.timeInForce' }],
    flags: [{ flag: 'unknown-market', what: 'instrument' }],
    also: ['salt'],
  });
};

/** What such a key cannot do is said nowhere in what Vouch has read, so it counts as reaching further than trading. */
const readRegister = (data: TypedData): Card => {
  const { key, expiry } = messageOf<{ key: Address; expiry: bigint }>(data);
  const venue = venueOf(data);
  const never = expiry > 253_402_300_799n;
  return grantCard({
    venue,
    key,
    scope: 'everything',
    can: canTrade(),
    cannot: [],
    until: expiry,
    holder: 'page',
    revoke: { id: 'revoke.unknown', params: { venue: NAME } },
    notes: [
      ...(never ? [{ level: 'danger', text: { id: 'note.neverEnds' } } as const] : []),
      { level: 'info', text: { id: 'note.cannotUnknown', params: { venue: NAME } } },
    ],
  });
};

/** The new key signs this, not the account. Asked of an account, it would make that account the key of another. */
const readSignKey = (data: TypedData, context: ReadingContext): Card => {
  const { account } = messageOf<{ account: Address }>(data);
  const venue = venueOf(data);
  return {
    kind: 'grant-authority',
    venue,
    headline: { id: 'headline.becomeKey', params: { venue: NAME } },
    rows: [row('row.account', address(account)), row('row.key', address(context.account), 'computed')],
    notes: [{ level: 'care', text: { id: 'note.becomeKey', params: { venue: NAME } } }],
    grantee: account,
    scope: 'settings',
    can: [{ id: 'can.becomeKey' }],
    cannot: [],
  };
};

type WithdrawMessage = { collateral: Address; to: Address; amount: bigint; salt: bigint; data: Hex };

const readWithdraw = (typed: TypedData, context: ReadingContext): Card => {
  const { collateral, to, amount, data } = messageOf<WithdrawMessage>(typed);
  const test = testOf(typed);
  const usdc = sameAddress(collateral, USDC[test] ?? '');
  const proxy = sameAddress(to, PROXY[test] ?? '');
  const hidden = data.toLowerCase() !== NO_DATA;
  return {
    ...moveCard(
      {
        venue: venueOf(typed),
        headline: 'headline.withdraw',
        amount: usdc ? fixed(amount, DECIMALS) : String(amount),
        asset: usdc ? 'USDC' : collateral,
        to,
        rows: [
          ...(usdc ? [] : [row('row.token', address(collateral))]),
          ...(proxy ? [row('row.payout', words('value.proxy', { venue: NAME }), 'unsigned')] : []),
          row('row.data', hidden ? exact(data) : words('value.none')),
        ],
        notes: hidden ? [{ level: 'care', text: { id: 'note.hiddenData' } }] : [],
        also: ['salt'],
      },
      context,
    ),
    ...(hidden ? { flags: [{ flag: 'hidden-parameters', what: 'data' }] } : {}),
    notCovered: [{ id: 'uncovered.endOfMove' }, ...(proxy ? [{ id: 'uncovered.payout' } as const] : [])],
  };
};

const readers: Readers = {
  'Order(address maker,bool isBuy,uint256 limitPrice,uint256 amount,uint256 salt,uint256 instrument,uint256 timestamp)':
    readOrder,
  'Register(address key,uint256 expiry)': readRegister,
  'SignKey(address account)': readSignKey,
  'Withdraw(address collateral,address to,uint256 amount,uint256 salt,bytes32 data)': readWithdraw,
};
const domain = {
  version: '1',
  type: DOMAIN_WITHOUT_CONTRACT,
  verifyingContracts: [],
  anyNetwork: true,
  readers,
} as const;

export const adapter: Adapter = {
  id: 'aevo',
  name: NAME,
  domains: [
    { ...domain, name: 'Aevo Mainnet', chainIds: [1] },
    { ...domain, name: 'Aevo Testnet', chainIds: [11155111] },
  ],
};

const source = 'aevoxyz/aevo-sdk f47c242';
export const coverage: Coverage[] = [
  {
    what: 'Order',
    reads: 'in part',
    gap: 'The instrument is a number of the venue; reduce-only, end and order type are not signed.',
    source,
  },
  {
    what: 'Register',
    reads: 'in part',
    gap: 'What the key cannot do, and how it is taken back, is not known to Vouch.',
    source,
  },
  { what: 'SignKey', reads: 'whole', source },
  {
    what: 'Withdraw',
    reads: 'in part',
    gap: 'Through the withdrawal contract of the venue, who is paid in the end is not in the signature.',
    source,
  },
];
