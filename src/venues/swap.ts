/** One token for another, the same for every venue: what is given at most, what is got at least, and the price that makes. @module */
import type { Text } from '../lib/text.ts';
import { type Address, sameAddress } from '../signing/address.ts';
import { fixed, group, ratio } from '../signing/format.ts';
import { address, type Card, exact, row, seconds, time, words } from './adapter.ts';
import type { Flag, Note, OrderFacts, ReadingContext, Row, Value, Venue } from './reading.ts';
import { tokenAt } from './tokens.ts';

/** `amount` in the token's smallest unit; `symbol` and `decimals` only where the venue itself fixes them. */
export type Side = { token: Address; amount: bigint; symbol?: string; decimals?: number };

export type Swap = {
  venue: Venue;
  chainId: number;
  give: Side;
  get: Side;
  /** `get`: exactly that is bought, for at most `give` */
  fixed: 'give' | 'get';
  receiver: Address;
  /** seconds since 1970 */
  end: bigint | 'none' | 'unsigned';
  rows?: Row[];
  notes?: Note[];
  notCovered?: Text[];
  flags?: Flag[];
  also?: readonly string[];
};

/** Prices of pairs are told in these, whichever way round the order is. */
const MONEY = /^(?:USDC|USDT|DAI|USDS|gUSD|USDC\.e|USDe|pUSD)$/;

type Known = { symbol: string; amount: string };

const knownOf = (side: Side, chainId: number): Known | null => {
  const listed = tokenAt(chainId, side.token);
  const symbol = side.symbol ?? listed?.symbol;
  const decimals = side.decimals ?? listed?.decimals;
  return symbol === undefined || decimals === undefined ? null : { symbol, amount: fixed(side.amount, decimals) };
};

const valueFor = (side: Side, known: Known | null): Value =>
  known
    ? exact(`${group(known.amount)} ${known.symbol}`)
    : words('value.smallestUnits', { amount: group(String(side.amount)) });

/** The pair as traders write it: what is traded before the money it is priced in. */
const pairOf = (
  give: Known,
  get: Known,
): { facts: OrderFacts; price: { text: string; exact: boolean; unit: string } } | null => {
  const buys = MONEY.test(give.symbol) && !MONEY.test(get.symbol);
  const [base, quote] = buys ? [get, give] : [give, get];
  if (/^0(?:\.0*)?$/.test(base.amount)) return null;
  const price = ratio(quote.amount, base.amount);
  return {
    facts: {
      market: `${base.symbol}/${quote.symbol}`,
      side: buys ? 'long' : 'short',
      effect: 'trade',
      size: base.amount,
      price: price.text,
      notional: quote.amount,
      reduceOnly: false,
    },
    price: { ...price, unit: `${quote.symbol} for 1 ${base.symbol}` },
  };
};

export const swapCard = (swap: Swap, context: ReadingContext): Card => {
  const { venue, chainId, give, get, receiver, end } = swap;
  const [given, got] = [knownOf(give, chainId), knownOf(get, chainId)];
  const pair = given && got ? pairOf(given, got) : null;
  const tokens: Row[] = [
    ...(given ? [] : [row('row.token', address(give.token))]),
    ...(got ? [] : [row('row.token', address(get.token))]),
  ];
  const price = pair && `${group(pair.price.text)} ${pair.price.unit}`;
  const ends = typeof end === 'bigint' ? seconds(end) : undefined;
  const facts: OrderFacts = pair?.facts ?? {
    market: `${given?.symbol ?? give.token}/${got?.symbol ?? get.token}`,
    side: 'short',
    effect: 'trade',
    reduceOnly: false,
  };
  const own = sameAddress(receiver, context.account);
  return {
    kind: 'order',
    venue,
    side: facts.side,
    headline:
      given && got
        ? {
            id: swap.fixed === 'give' ? 'swap.sell' : 'swap.buy',
            params: { sell: `${group(given.amount)} ${given.symbol}`, buy: `${group(got.amount)} ${got.symbol}` },
          }
        : { id: 'swap.unknown' },
    rows: [
      row('row.pay', valueFor(give, given)),
      row('row.receive', valueFor(get, got)),
      ...tokens,
      ...(pair && price
        ? [row('row.swapPrice', pair.price.exact ? exact(price) : words('value.about', { value: price }), 'computed')]
        : []),
      end === 'unsigned'
        ? row('row.acceptedUntil', words('value.notSigned'), 'unsigned')
        : row('row.acceptedUntil', end === 'none' ? words('value.noEnd') : time(end)),
      row('row.recipient', own ? words('value.ownAccount') : address(receiver)),
      ...(swap.rows ?? []),
    ],
    notes: swap.notes ?? [],
    orders: [facts],
    ...(ends === undefined ? {} : { validUntil: ends }),
    ...(own ? {} : { receivers: [receiver] }),
    flags: [...(pair ? [] : [{ flag: 'unknown-market', what: 'token' } as const]), ...(swap.flags ?? [])],
    notCovered: [
      ...(swap.notCovered ?? []),
      ...(end === 'unsigned' ? [{ id: 'uncovered.expiry', params: { venue: venue.name } } as const] : []),
    ],
    ...(swap.also ? { also: swap.also } : {}),
  };
};
