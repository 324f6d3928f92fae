/** Tokens for other tokens, the same for every venue: what is given at most, what is got at least, and the price that makes. @module */
import type { Text } from '../lib/text.ts';
import { type Address, sameAddress } from '../signing/address.ts';
import { fixed, group, ratio } from '../signing/format.ts';
import { address, type Card, exact, NotReadable, row, seconds, time, words } from './adapter.ts';
import type { Flag, Note, OrderFacts, ReadingContext, Row, Value, Venue } from './reading.ts';
import { coinOf, tokenAt } from './tokens.ts';

/** `amount` in the token's smallest unit; `symbol` and `decimals` only where the venue itself fixes them. */
export type Side = { token: Address; amount: bigint; symbol?: string; decimals?: number };

export type Swap = {
  venue: Venue;
  chainId: number;
  /** several where all of them go together */
  give: Side | readonly Side[];
  get: Side | readonly Side[];
  /** taken on top of a single `give`, in the same token */
  fee?: bigint;
  /** `get`: exactly that is bought, for at most `give` */
  fixed: 'give' | 'get';
  /** What is got is named, but something that is not signed in the open can change it: no price is bound. */
  loose?: true;
  receiver: Address;
  /** seconds since 1970 */
  end: bigint | 'none' | 'unsigned';
  rows?: Row[];
  notes?: Note[];
  notCovered?: Text[];
  flags?: Flag[];
  receivers?: Address[];
  also?: readonly string[];
};

/** The network's own coin, where a venue writes an address for it. */
export const coin = (chainId: number, token: Address, amount: bigint): Side => ({
  token,
  amount,
  symbol: coinOf(chainId),
  decimals: 18,
});

/** How many venues write the coin. */
export const ETHER: Address = '0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE';
export const sideOf = (chainId: number, token: Address, amount: bigint): Side =>
  sameAddress(token, ETHER) ? coin(chainId, token, amount) : { token, amount };

/** Prices of pairs are told in these, whichever way round the order is. */
const MONEY = /^(?:USDC|USDC\.e|USDbC|USDT|USDT0|DAI|DAI\.e|USDS|PYUSD|pUSD|gUSD)$/;

/** More than there is of any token: as good as "all". */
const ENDLESS = 2n ** 128n - 1n;

type Known = { symbol: string; amount: string };

const knownOf = (side: Side, chainId: number): Known | null => {
  const listed = tokenAt(chainId, side.token);
  const symbol = side.symbol ?? listed?.symbol;
  const decimals = side.decimals ?? listed?.decimals;
  return symbol === undefined || decimals === undefined ? null : { symbol, amount: fixed(side.amount, decimals) };
};

/** An amount of a token in words: with its symbol where Vouch knows it, else in its smallest unit. */
export const tokenValue = (side: Side, chainId: number): Value => {
  const known = knownOf(side, chainId);
  return known
    ? exact(`${group(known.amount)} ${known.symbol}`)
    : words('value.smallestUnits', { amount: group(String(side.amount)) });
};

/** One side for each token. */
const summed = (sides: Side | readonly Side[]): [Side, ...Side[]] => {
  const sums = new Map<string, Side>();
  for (const side of 'token' in sides ? [sides] : sides) {
    const before = sums.get(side.token.toLowerCase());
    sums.set(side.token.toLowerCase(), { ...side, amount: side.amount + (before?.amount ?? 0n) });
  }
  const [first, ...rest] = sums.values();
  if (!first) throw new NotReadable({ id: 'why.noOrder' });
  return [first, ...rest];
};

/** The pair as traders write it: what is traded before the money it is priced in. */
const pairOf = (
  give: Known,
  total: Known,
  get: Known,
): { facts: OrderFacts; price: { text: string; exact: boolean; unit: string } } | null => {
  const buys = MONEY.test(give.symbol) && !MONEY.test(get.symbol);
  const [base, quote, priced] = buys ? [get, total, get] : [give, get, total];
  if (/^0(?:\.0*)?$/.test(priced.amount)) return null;
  const price = ratio(quote.amount, priced.amount);
  return {
    facts: {
      market: `${base.symbol}/${quote.symbol}`,
      side: buys ? 'long' : 'short',
      effect: 'trade',
      size: base.amount,
      price: price.text,
      // Limits are in dollars: what is priced in anything else cannot be held against them.
      ...(MONEY.test(quote.symbol) ? { notional: quote.amount } : {}),
      reduceOnly: false,
    },
    price: { ...price, unit: `${quote.symbol} for 1 ${base.symbol}` },
  };
};

const headlineOf = (swap: Swap, given: Known | null, got: Known | null): Text => {
  if (!given || !got) return { id: 'swap.unknown' };
  return {
    id: swap.loose ? 'swap.loose' : swap.fixed === 'give' ? 'swap.sell' : 'swap.buy',
    params: { sell: `${group(given.amount)} ${given.symbol}`, buy: `${group(got.amount)} ${got.symbol}` },
  };
};

/** @throws {NotReadable} for a token that stands on both sides, or none on one */
export const swapCard = (swap: Swap, context: ReadingContext): Card => {
  const { venue, chainId, receiver, end, fee = 0n } = swap;
  const [gives, gets] = [summed(swap.give), summed(swap.get)];
  if (gives.some((one) => gets.some((other) => sameAddress(one.token, other.token))))
    throw new NotReadable({ id: 'why.sameToken' });
  const [give, get] = [gives[0], gets[0]];
  const single = gives.length === 1 && gets.length === 1;
  const [given, got] = [knownOf(give, chainId), knownOf(get, chainId)];
  const total: Side = { ...give, amount: give.amount + fee };
  const sum = knownOf(total, chainId);
  const pair = single && given && got && sum ? pairOf(given, sum, got) : null;
  const priced = swap.loose ? null : pair;
  const price = priced && `${group(priced.price.text)} ${priced.price.unit}`;
  const ends = typeof end === 'bigint' ? seconds(end) : undefined;
  const nameOf = (side: Side): string => knownOf(side, chainId)?.symbol ?? side.token;
  const bounded =
    !swap.loose && gets.some(({ amount }) => amount > 0n) && gives.every(({ amount }) => amount < ENDLESS);
  const facts: OrderFacts = pair?.facts ?? {
    market: `${gives.map(nameOf).join('+')}/${gets.map(nameOf).join('+')}`,
    side: 'short',
    effect: 'trade',
    reduceOnly: false,
    ...(bounded ? { bounded } : {}),
  };
  const { price: _, notional: __, ...unpriced } = facts;
  const own = sameAddress(receiver, context.account);
  const receivers = [...(own ? [] : [receiver]), ...(swap.receivers ?? [])];
  const withToken = (label: Row['label'], side: Side): Row[] => [
    row(label, tokenValue(side, chainId)),
    ...(knownOf(side, chainId) ? [] : [row('row.token', address(side.token))]),
  ];
  const fees = [
    row('row.feeOnTop', tokenValue({ ...give, amount: fee }, chainId)),
    row('row.payInAll', tokenValue(total, chainId), 'computed'),
  ];
  const unknown = [...gives, ...gets].some((side) => knownOf(side, chainId) === null);
  return {
    kind: 'order',
    venue,
    side: facts.side,
    headline: single ? headlineOf(swap, sum, got) : { id: 'swap.many', params: { venue: venue.name } },
    rows: [
      ...gives.flatMap((side) => withToken('row.pay', side)),
      ...(fee > 0n ? fees : []),
      ...gets.flatMap((side) => withToken(swap.loose ? 'row.receiveNamed' : 'row.receive', side)),
      ...(priced && price
        ? [row('row.swapPrice', priced.price.exact ? exact(price) : words('value.about', { value: price }), 'computed')]
        : []),
      end === 'unsigned'
        ? row('row.acceptedUntil', words('value.notSigned'), 'unsigned')
        : row('row.acceptedUntil', end === 'none' ? words('value.noEnd') : time(end)),
      row('row.recipient', own ? words('value.ownAccount') : address(receiver)),
      ...(swap.rows ?? []),
    ],
    notes: [...(unknown ? [{ level: 'care', text: { id: 'note.unknownToken' } } as const] : []), ...(swap.notes ?? [])],
    orders: [swap.loose ? unpriced : facts],
    ...(ends === undefined ? {} : { validUntil: ends }),
    ...(receivers.length > 0 ? { receivers } : {}),
    flags: [...(pair ? [] : [{ flag: 'unknown-market', what: 'token' } as const]), ...(swap.flags ?? [])],
    notCovered: [
      ...(swap.notCovered ?? []),
      ...(end === 'unsigned' ? [{ id: 'uncovered.expiry', params: { venue: venue.name } } as const] : []),
    ],
    ...(swap.also ? { also: swap.also } : {}),
  };
};
