/** What the venue tells the world, as JSON: all amounts in decimal text. The page reads these shapes too. @module */
import type { Address, Hex } from 'viem';
import { levels } from './book.ts';
import { type Account, entryOf, freeMargin, leverageOf, liquidationOf, resultOf, sideOf } from './ledger.ts';
import { fromUnits, marginOf, marketNamed, priceText, sizeText, usdText, worth } from './markets.ts';
import type { Side, TimeInForce } from './schema.ts';
import type { Venue } from './venue.ts';

export type MarketView = {
  name: string;
  price: string;
  /** Relative, `0.0214` is 2.14 %. */
  change: number;
  high: string;
  low: string;
  /** In USD, whole dollars. */
  volume: number;
  openInterest: number;
};

export type LevelView = { price: string; size: string /** Sum of this and all better levels. */; depth: number };
export type BookView = { long: LevelView[]; short: LevelView[]; spread: string };

export type PositionView = {
  market: string;
  side: Side;
  size: string;
  entry: string;
  mark: string;
  liquidation: string;
  margin: string;
  leverage: number;
  result: string;
};

export type OrderView = {
  orderId: Hex;
  market: string;
  side: Side;
  size: string;
  filled: string;
  limitPrice: string;
  timeInForce: TimeInForce;
  reduceOnly: boolean;
  expiry: string;
};

export type FillView = {
  time: number;
  orderId: Hex | null;
  market: string;
  side: Side;
  size: string;
  price: string;
  fee: string;
  role: string;
};

export type AccountView = {
  address: Address;
  balance: string;
  equity: string;
  free: string;
  leverage: Record<string, number>;
  positions: PositionView[];
  orders: OrderView[];
  fills: FillView[];
};

/** What the stream sends: the whole picture, once a second and after every change of the account. */
export type StateView = { time: number; markets: MarketView[]; book: BookView; account: AccountView | null };

const BOOK_LEVELS = 9;

export const marketViews = (venue: Venue): MarketView[] =>
  [...venue.floors.values()].map(({ market, path }) => {
    const { change, high, low, volume } = path.day();
    const dollars = (lots: number) => Math.round(worth(lots, path.ticks()) / 1e6);
    return {
      name: market.name,
      price: priceText(market, path.ticks()),
      change,
      high: priceText(market, high),
      low: priceText(market, low),
      volume: dollars(volume),
      // What the imagined rest of the venue holds: a third of a day's volume.
      openInterest: dollars(Math.round(volume * 0.32)),
    };
  });

export const bookView = (venue: Venue, name: string): BookView | undefined => {
  const floor = venue.floors.get(name);
  if (!floor) return undefined;
  const { market, book } = floor;
  const side = (which: Side) => {
    let depth = 0;
    return levels(book[which], BOOK_LEVELS).map(([ticks, lots]) => {
      depth += lots;
      return { price: priceText(market, ticks), size: fromUnits(lots, market.sizeDecimals), depth };
    });
  };
  const [bid, ask] = [book.long[0], book.short[0]];
  return {
    long: side('long'),
    short: side('short'),
    spread: bid && ask ? priceText(market, ask.ticks - bid.ticks) : '',
  };
};

export const accountView = (venue: Venue, account: Account): AccountView => {
  const markets = [...venue.floors.values()];
  const held = markets.flatMap(({ market, path }) => {
    const position = account.positions.get(market.name);
    return position ? [{ market, position, mark: path.ticks(), leverage: leverageOf(account, market) }] : [];
  });
  const open = held.reduce((sum, { position, mark }) => sum + resultOf(position, mark), 0);
  return {
    address: account.address,
    balance: usdText(account.balance),
    equity: usdText(account.balance + account.realized + open),
    free: usdText(Math.max(0, freeMargin(account, marketNamed))),
    leverage: Object.fromEntries(markets.map(({ market }) => [market.name, leverageOf(account, market)])),
    positions: held.map(({ market, position, mark, leverage }) => ({
      market: market.name,
      side: sideOf(position),
      size: sizeText(market, Math.abs(position.lots)),
      entry: priceText(market, Math.round(entryOf(position))),
      mark: priceText(market, mark),
      liquidation: priceText(market, liquidationOf(position, market, leverage)),
      margin: usdText(marginOf(position.cost, leverage)),
      leverage,
      result: usdText(resultOf(position, mark)),
    })),
    orders: [...account.orders.values()].map(({ id, order, market, lots, filled, ticks }) => ({
      orderId: id,
      market: market.name,
      side: order.side,
      size: sizeText(market, lots),
      filled: sizeText(market, filled),
      limitPrice: priceText(market, ticks),
      timeInForce: order.timeInForce,
      reduceOnly: order.reduceOnly,
      expiry: order.expiry,
    })),
    fills: account.fills
      .slice(-50)
      .reverse()
      .map(({ time, orderId, market, side, lots, ticks, fee, role }) => ({
        time,
        orderId,
        market: market.name,
        side,
        size: sizeText(market, lots),
        price: priceText(market, ticks),
        fee: usdText(fee),
        role,
      })),
  };
};
