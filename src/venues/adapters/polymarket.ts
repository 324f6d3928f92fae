/**
 * Polymarket: orders for shares of an outcome on its exchange contracts (v1, v2, v3, and those of markets with one winner), and
 * the message that makes an API key. Shares and dollars have 6 decimals; the price is the ratio of the two amounts.
 * @see https://github.com/Polymarket/clob-client-v2 f3e1a05 (2026-07-17), `src/config.ts`, `src/order-utils`, `src/signing`
 * @see https://github.com/Polymarket/ctf-exchange 00945f5 (2025-06-20)
 * @module
 */
import { type Address, sameAddress } from '../../signing/address.ts';
import { compare, fixed, group, ratio } from '../../signing/format.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import {
  type Adapter,
  address,
  amountOf,
  type Card,
  type Coverage,
  DOMAIN_WITHOUT_CONTRACT,
  exact,
  FULL_DOMAIN,
  matching,
  messageOf,
  NO_CONTRACT,
  NotReadable,
  own,
  type Readers,
  row,
  seconds,
  time,
  words,
} from '../adapter.ts';
import type { ReadingContext, Row, Venue } from '../reading.ts';

type Order = {
  maker: Address;
  signer: Address;
  tokenId: bigint;
  makerAmount: bigint;
  takerAmount: bigint;
  side: bigint;
  signatureType: bigint;
  /** v1 */
  taker?: Address;
  expiration?: bigint;
  feeRateBps?: bigint;
  /** v2 and v3 */
  builder?: string;
};
type Wrapped = { contents: Order; name: string; version: string; chainId: bigint; verifyingContract: Address };

const NAME = 'Polymarket';
const POLYGON = 137;
const venueOn = (chainId: number): Venue => ({
  id: 'polymarket',
  name: NAME,
  ...(chainId === POLYGON ? {} : { network: 'Testnet' }),
});
/** `SignatureTypeV2`: the account itself, its proxy wallet, its Safe; 3 is a wallet contract, which comes wrapped. */
const WALLET_CONTRACT = 3n;
const NOTHING = `0x${'00'.repeat(32)}`;

const refuse = (field: string, value: bigint | string): NotReadable =>
  new NotReadable({ id: 'why.value', params: { field, value: String(value) } });

/** @param prefix where the order stands in the message */
const orderCardOf = (order: Order, data: TypedData, prefix: string, context: ReadingContext): Card => {
  const { side, makerAmount, takerAmount, expiration, feeRateBps, builder, taker = NO_CONTRACT } = order;
  const venue = venueOn(Number(data.domain.chainId));
  if (side > 1n) throw refuse('side', side);
  const buys = side === 0n;
  const unit = data.domain.version === '1' ? 'USDC' : 'pUSD';
  const [shares, money] = (buys ? [takerAmount, makerAmount] : [makerAmount, takerAmount]).map((n) => fixed(n, 6)) as [
    string,
    string,
  ];
  if (shares === '0') throw refuse(buys ? 'takerAmount' : 'makerAmount', 0n);
  if (compare(money, shares) > 0) throw new NotReadable({ id: 'why.predictPrice' });
  const price = ratio(money, shares);
  const market = String(order.tokenId);
  const [given, got] = [amountOf(money, unit), words('value.outcomeShares', { amount: group(shares) })];
  const fund = !sameAddress(order.maker, context.account);
  const ends = expiration !== undefined && expiration > 0n;
  const end: Row =
    expiration === undefined
      ? row('row.acceptedUntil', words('value.notSigned'), 'unsigned')
      : row('row.acceptedUntil', ends ? time(expiration) : words('value.noEnd'));
  const also = ['salt', 'nonce', 'timestamp', 'metadata', 'builder', 'signer', 'signatureType'];
  return {
    kind: 'order',
    venue,
    side: buys ? 'long' : 'short',
    headline: {
      id: buys ? 'predict.buy' : 'predict.sell',
      params: { size: group(shares), money: `${group(money)} ${unit}` },
    },
    rows: [
      row('row.market', exact(market)),
      row('row.pay', buys ? given : got),
      row('row.receive', buys ? got : given),
      row(
        'row.worstPrice',
        price.exact ? amountOf(price.text, unit) : words('value.about', { value: `${group(price.text)} ${unit}` }),
        'computed',
      ),
      ...(feeRateBps === undefined ? [] : [row('row.feeRate', exact(`${fixed(feeRateBps, 2)}%`))]),
      end,
      ...(sameAddress(taker, NO_CONTRACT) ? [] : [row('row.onlyTaker', address(taker))]),
      row('row.fundsOf', fund ? address(order.maker) : words('value.ownAccount')),
      ...(builder === undefined || builder === NOTHING ? [] : [row('row.builder', exact(builder))]),
    ],
    notes: [
      { level: 'care', text: { id: 'note.marketUnknown', params: { id: market, venue: NAME } } },
      { level: 'info', text: { id: 'note.predict', params: { unit } } },
      ...(fund ? [{ level: 'care', text: { id: 'note.fundsOf', params: { account: order.maker } } } as const] : []),
    ],
    orders: [
      {
        market,
        side: buys ? 'long' : 'short',
        effect: 'trade',
        size: shares,
        price: price.text,
        notional: money,
        reduceOnly: false,
      },
    ],
    flags: [{ flag: 'unknown-market', what: 'tokenId' }],
    notCovered: [
      ...(feeRateBps === undefined ? [{ id: 'uncovered.fee', params: { venue: NAME } } as const] : []),
      ...(expiration === undefined ? [{ id: 'uncovered.expiry', params: { venue: NAME } } as const] : []),
    ],
    ...(ends ? { validUntil: seconds(expiration) } : {}),
    also: also.map((name) => `${prefix}${name}`),
  };
};

const readOrder = (data: TypedData, context: ReadingContext): Card => {
  const order = messageOf<Order>(data);
  own(order.signer, context);
  if (order.signatureType >= WALLET_CONTRACT) throw refuse('signatureType', order.signatureType);
  // Without a proxy or a Safe, the money is that of who signs.
  if (order.signatureType === 0n) own(order.maker, context);
  return orderCardOf(order, data, '', context);
};

/** ERC-7739: the order of a wallet contract, with the contract's own domain around it. */
const readWrapped = (data: TypedData, context: ReadingContext): Card => {
  const { contents, name, version, chainId, verifyingContract } = messageOf<Wrapped>(data);
  const fits =
    name === 'DepositWallet' &&
    version === '1' &&
    chainId === data.domain.chainId &&
    contents.signatureType === WALLET_CONTRACT &&
    sameAddress(contents.signer, verifyingContract);
  if (!fits) throw new NotReadable({ id: 'why.wallet' });
  const card = orderCardOf(contents, data, 'contents.', context);
  return {
    ...card,
    rows: [...card.rows, row('row.wallet', address(verifyingContract))],
    also: [...(card.also ?? []), 'salt', 'name', 'version', 'chainId'],
  };
};

/** What it says and what it does are two things. @see `createApiKey` of the client */
const readAuth = (data: TypedData, context: ReadingContext): Card => {
  const auth = messageOf<{ address: Address; timestamp: string; message: string }>(data);
  own(auth.address, context);
  matching('timestamp', auth.timestamp, /^[1-9]\d{0,11}$/);
  if (auth.message !== 'This message attests that I control the given wallet')
    throw new NotReadable({ id: 'why.apiKeyText', params: { venue: NAME } });
  return {
    kind: 'grant-authority',
    venue: venueOn(Number(data.domain.chainId)),
    headline: { id: 'headline.apiKey', params: { venue: NAME } },
    rows: [
      row('row.key', words('value.venueMakesIt', { venue: NAME }), 'unsigned'),
      row('row.until', words('value.noEnd'), 'unsigned'),
      row('row.holder', words('holder.page'), 'unsigned'),
      row('row.revoke', words('revoke.venue', { venue: NAME }), 'unsigned'),
      row('row.statement', exact(auth.message)),
    ],
    notes: [{ level: 'care', text: { id: 'note.apiKey', params: { venue: NAME } } }],
    notCovered: [{ id: 'uncovered.apiKeyEnd', params: { venue: NAME } }],
    grantee: 'not in this signature',
    scope: 'trade',
    can: [{ id: 'can.sendSigned' }, { id: 'can.seeOrders' }],
    cannot: [{ id: 'cannot.openOrders' }, { id: 'cannot.withdraw' }],
    also: ['timestamp', 'nonce', 'message'],
  };
};

const ORDER =
  'Order(uint256 salt,address maker,address signer,uint256 tokenId,uint256 makerAmount,uint256 takerAmount,uint8 side,uint8 signatureType,uint256 timestamp,bytes32 metadata,bytes32 builder)';
const first: Readers = {
  'Order(uint256 salt,address maker,address signer,address taker,uint256 tokenId,uint256 makerAmount,uint256 takerAmount,uint256 expiration,uint256 nonce,uint256 feeRateBps,uint8 side,uint8 signatureType)':
    readOrder,
};
const later: Readers = {
  [ORDER]: readOrder,
  [`TypedDataSign(Order contents,string name,string version,uint256 chainId,address verifyingContract,bytes32 salt)${ORDER}`]:
    readWrapped,
};
const auth: Readers = {
  'ClobAuth(address address,string timestamp,uint256 nonce,string message)': readAuth,
};

/** By network and version: the exchange, and the one of markets with one winner. */
const CONTRACTS: readonly [number, string, Address[], Readers][] = [
  [POLYGON, '1', ['0x4bFb41d5B3570DeFd03C39a9A4D8dE6Bd8B8982E', '0xC5d563A36AE78145C45a50134d48A1215220f80a'], first],
  [POLYGON, '2', ['0xE111180000d2663C0091e4f400237545B87B996B', '0xe2222d279d744050d28e00520010520000310F59'], later],
  [POLYGON, '3', ['0xe3333700cA9d93003F00f0F71f8515005F6c00Aa'], later],
  [80002, '1', ['0xdFE02Eb6733538f8Ea35D585af8DE5958AD99E40', '0xC5d563A36AE78145C45a50134d48A1215220f80a'], first],
  [80002, '2', ['0xE111180000d2663C0091e4f400237545B87B996B', '0xe2222d279d744050d28e00520010520000310F59'], later],
  [80002, '3', ['0x9fE6e61422AdB6F610d8597F9684b16912D50C3D'], later],
];

export const adapter: Adapter = {
  id: 'polymarket',
  name: NAME,
  domains: [
    ...CONTRACTS.map(([chainId, version, verifyingContracts, readers]) => ({
      name: 'Polymarket CTF Exchange',
      version,
      type: FULL_DOMAIN,
      chainIds: [chainId],
      verifyingContracts,
      readers,
    })),
    {
      name: 'ClobAuthDomain',
      version: '1',
      type: DOMAIN_WITHOUT_CONTRACT,
      chainIds: [POLYGON, 80002],
      verifyingContracts: [],
      readers: auth,
    },
  ],
};

const source = 'Polymarket/clob-client-v2 f3e1a05 (2026-07-17)';
const gap = 'Which market and outcome a token number stands for is only known to the venue.';
export const coverage: Coverage[] = [
  { what: 'Order (v1)', reads: 'in part', gap, source },
  { what: 'Order (v2, v3)', reads: 'in part', gap: `${gap} End and fee are not signed.`, source },
  { what: 'TypedDataSign (ERC-7739, wallet contracts)', reads: 'in part', gap, source },
  { what: 'ClobAuth', reads: 'whole', source },
  {
    what: 'predict.fun',
    reads: 'not',
    gap: 'A copy on another network; its contracts were found in no source of its own.',
    source,
  },
];
