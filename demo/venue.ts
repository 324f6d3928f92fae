/**
 * Gannet, the demo venue: it takes signed orders, keeps the books and knows every account. It believes a signature and the
 * token balance on the chain, and nothing else. Time is passed in (milliseconds), so a test can replay it.
 * @module
 */
import type { Address, Hex } from 'viem';
import { type Book, crosses, emptyBook, type Fill, match, type Resting, remove, rest } from './book.ts';
import {
  type Account,
  applyFill,
  emptyAccount,
  freeMargin,
  heldFor,
  isSunk,
  leverageOf,
  type OpenOrder,
  reducible,
  sideOf,
} from './ledger.ts';
import { createLog, type LogEntry, type OrderAnswer, type OrderStatus } from './log.ts';
import {
  feeOf,
  MAKER_FEE,
  MARKETS,
  type Market,
  marginOf,
  marketNamed,
  opposite,
  priceText,
  sizeText,
  TAKER_FEE,
  usdText,
} from './markets.ts';
import { createPath, type Path, random } from './prices.ts';
import { MAKER, quotesAround } from './quotes.ts';
import type { Cancel, CancelAll, Order, Side } from './schema.ts';
import {
  checkOrder,
  checkSigner,
  Refusal,
  readCancel,
  readCancelAll,
  readOrder,
  type Signed,
  spendNonce,
} from './verify.ts';

export type { LogEntry } from './log.ts';

/** One market as the venue sees it. */
type Floor = { market: Market; book: Book; path: Path; quote: () => number };

const GONE = 'The position this order would reduce is gone.';

/**
 * @param balanceOf the account's margin tokens, in micro-dollars
 * @param seed two venues with the same seed, start and calls are the same venue
 */
export const createVenue = ({
  balanceOf,
  seed,
  start,
}: {
  balanceOf: (account: Address) => Promise<number>;
  seed: number;
  start: number;
}) => {
  const floors = new Map<string, Floor>(
    MARKETS.map((market, i) => [
      market.name,
      { market, book: emptyBook(), path: createPath(market, seed + i, start), quote: random(seed + 100 + i) },
    ]),
  );
  const accounts = new Map<string, Account>();
  const { entries, onLine, write, tell } = createLog();

  const floorOf = (name: string) => {
    const floor = floors.get(name);
    if (!floor) throw new Refusal('unknown-market', `Gannet has no market ${name}.`);
    return floor;
  };

  const accountOf = (address: Address) => {
    const key = address.toLowerCase();
    const account = accounts.get(key) ?? emptyAccount(address);
    accounts.set(key, account);
    return account;
  };

  const refresh = async (address: Address) => {
    const balance = await balanceOf(address);
    const account = accountOf(address);
    account.balance = balance;
    return account;
  };

  /** Books one side of a fill: fee, position, result, note. */
  const book = (
    account: Account,
    open: OpenOrder,
    lots: number,
    ticks: number,
    role: 'maker' | 'taker',
    now: number,
  ) => {
    const { market, order } = open;
    // Never above what was signed, however the order is filled.
    const fee = Math.min(feeOf(lots * ticks * 100, role === 'maker' ? MAKER_FEE : TAKER_FEE), open.maxFee - open.paid);
    const { position, realized } = applyFill(account.positions.get(market.name), order.side, lots, ticks);
    if (position.lots === 0) account.positions.delete(market.name);
    else account.positions.set(market.name, position);
    account.realized += realized - fee;
    open.filled += lots;
    open.paid += fee;
    if (open.filled === open.lots) account.orders.delete(open.id);
    account.fills.push({ time: now, orderId: open.id, market, side: order.side, lots, ticks, fee, role });
    write({
      time: now,
      kind: 'fill',
      accepted: true,
      account: account.address,
      orderId: open.id,
      filled: sizeText(market, lots),
      price: priceText(market, ticks),
      fee: usdText(fee),
    });
  };

  /** A waiting order may fill up to what is left of it, a reduce-only one up to the position it reduces. */
  const room = (maker: Resting) => {
    const account = accounts.get(maker.owner);
    const open = account?.orders.get(maker.id as Hex);
    if (!account || !open?.order.reduceOnly) return maker.lots;
    return reducible(account.positions.get(open.market.name), open.order.side);
  };

  const bookMaker = ({ maker, lots, ticks }: Fill, now: number) => {
    const account = accounts.get(maker.owner);
    const open = account?.orders.get(maker.id as Hex);
    if (account && open) book(account, open, lots, ticks, 'maker', now);
  };

  const end = (dropped: readonly Resting[], kind: 'expired' | 'dropped', message: string, now: number) => {
    for (const { owner, id } of dropped) {
      const account = accounts.get(owner);
      if (!account?.orders.delete(id as Hex)) continue;
      write({ time: now, kind, accepted: true, account: account.address, orderId: id as Hex, message });
    }
  };

  /** Matches an order that has passed every check. */
  const execute = (account: Account, open: OpenOrder, now: number): OrderStatus => {
    const { market, order, ticks } = open;
    const floor = floorOf(market.name);
    const taker: Resting = {
      id: open.id,
      owner: account.address.toLowerCase(),
      side: order.side,
      ticks,
      lots: open.lots,
    };
    account.orders.set(open.id, open);
    const { left, dropped } = match(floor.book, taker, room, (fill) => {
      bookMaker(fill, now);
      book(account, open, fill.lots, fill.ticks, 'taker', now);
    });
    end(dropped, 'dropped', 'It met an order of the same account, or the position it would reduce is gone.', now);
    if (left === 0) return 'filled';
    if (order.timeInForce === 'IOC') {
      account.orders.delete(open.id);
      return open.filled ? 'partly filled, rest cancelled' : 'cancelled';
    }
    rest(floor.book, { ...taker, lots: left });
    return open.filled ? 'partly filled, rest resting' : 'resting';
  };

  const take = async (
    { message: order, digest }: Signed<Order>,
    now: number,
    entry: LogEntry,
  ): Promise<OrderAnswer> => {
    const account = await refresh(order.account);
    spendNonce(account.nonces, order.nonce, now);
    const { market, ticks, lots, maxFee } = checkOrder(order, now, ({ name }) => floorOf(name).path.ticks());
    const best = floorOf(market.name).book[opposite(order.side)][0];
    if (order.timeInForce === 'ALO' && best && crosses(order.side, ticks, best.ticks)) {
      throw new Refusal('would-cross', 'Post only: at this price it would have filled at once.');
    }
    const most = order.reduceOnly ? reducible(account.positions.get(market.name), order.side) : lots;
    if (most === 0)
      throw new Refusal('nothing-to-reduce', `There is no position in ${market.name} that this order reduces.`);
    const needs = heldFor(account, market, order, lots, ticks);
    const free = freeMargin(account, marketNamed);
    if (needs > free) {
      throw new Refusal(
        'no-margin',
        `Not enough margin: this order needs $${usdText(needs)}, $${usdText(Math.max(0, free))} is free.`,
      );
    }
    const open = { id: digest, order, market, ticks, lots: Math.min(lots, most), filled: 0, paid: 0, maxFee };
    write(entry);
    const status = execute(account, open, now);
    const fills = account.fills.filter((fill) => fill.orderId === digest);
    const price = fills.reduce((sum, fill) => sum + fill.ticks * fill.lots, 0) / (open.filled || 1);
    const answer = {
      status,
      filled: sizeText(market, open.filled),
      price: open.filled ? priceText(market, Math.round(price)) : null,
    };
    Object.assign(entry, answer, { accepted: true });
    return { orderId: digest, ...answer };
  };

  const drop = async ({ message: cancel }: Signed<Cancel>, now: number, entry: LogEntry): Promise<{ orderId: Hex }> => {
    const account = accountOf(cancel.account);
    spendNonce(account.nonces, cancel.nonce, now);
    const open = account.orders.get(cancel.orderId);
    if (!open)
      throw new Refusal(
        'unknown-order',
        'This account has no such open order: it was filled, cancelled or never placed.',
      );
    account.orders.delete(open.id);
    remove(floorOf(open.market.name).book, ({ id }) => id === open.id);
    write(entry);
    entry.accepted = true;
    return { orderId: open.id };
  };

  /** Nothing to cancel is no refusal: whoever presses in a hurry wants none left. */
  const dropAll = async (
    { message: { account: address, nonce } }: Signed<CancelAll>,
    now: number,
    entry: LogEntry,
  ): Promise<{ orderIds: Hex[] }> => {
    const account = accountOf(address);
    spendNonce(account.nonces, nonce, now);
    const orderIds = [...account.orders.keys()];
    for (const { book: both } of floors.values()) remove(both, ({ id }) => account.orders.has(id as Hex));
    account.orders.clear();
    write(entry);
    entry.accepted = true;
    return { orderIds };
  };

  /** Runs one signed request and writes one line about it, whatever happens. */
  const answer = async <T, A>(
    kind: 'order' | 'cancel' | 'cancelAll',
    read: () => Promise<Signed<T & { account: Address }>>,
    act: (signed: Signed<T & { account: Address }>, now: number, entry: LogEntry) => Promise<A>,
    now: number,
  ): Promise<A> => {
    const entry: LogEntry = { time: now, kind, accepted: false };
    try {
      const signed = await read();
      const { message, recovered, signature, digest } = signed;
      Object.assign(entry, { account: message.account, recovered, signature, [kind]: message });
      if (kind === 'order') entry.orderId = digest;
      checkSigner(signed);
      return await act(signed, now, entry);
    } catch (error) {
      if (error instanceof Refusal) Object.assign(entry, { code: error.code, message: error.message });
      else Object.assign(entry, { code: 'broken', message: String(error) });
      write(entry);
      throw error;
    } finally {
      tell();
    }
  };

  /** The venue's own quotes: both sides of the path, new every second, behind everybody who waits at the same price. */
  const requote = (floor: Floor, now: number) => {
    remove(floor.book, ({ owner }) => owner === MAKER);
    for (const order of quotesAround(floor.market, floor.path.ticks(), floor.quote)) {
      const { left, dropped } = match(floor.book, order, room, (fill) => bookMaker(fill, now));
      end(dropped, 'dropped', GONE, now);
      if (left) rest(floor.book, { ...order, lots: left });
    }
  };

  const liquidate = (account: Account, market: Market, now: number) => {
    const position = account.positions.get(market.name);
    if (!position) return;
    const ticks = floorOf(market.name).path.ticks();
    if (!isSunk(position, market, leverageOf(account, market), ticks)) return;
    const lots = Math.abs(position.lots);
    const side: Side = opposite(sideOf(position));
    account.positions.delete(market.name);
    account.realized -= marginOf(position.cost, leverageOf(account, market));
    account.fills.push({ time: now, orderId: null, market, side, lots, ticks, fee: 0, role: 'liquidation' });
    write({
      time: now,
      kind: 'liquidation',
      accepted: true,
      account: account.address,
      filled: sizeText(market, lots),
      price: priceText(market, ticks),
    });
  };

  const tick = (now: number) => {
    for (const floor of floors.values()) {
      floor.path.advance(now);
      const late = ({ owner, id }: Resting) =>
        Number(accounts.get(owner)?.orders.get(id as Hex)?.order.expiry ?? Infinity) * 1000 <= now;
      end(remove(floor.book, late), 'expired', 'The order reached its expiry.', now);
      end(
        remove(floor.book, (order) => room(order) <= 0),
        'dropped',
        GONE,
        now,
      );
      requote(floor, now);
      for (const account of accounts.values()) liquidate(account, floor.market, now);
    }
    tell();
  };
  tick(start);

  return {
    /** Every request that was accepted or refused, every fill and every end, oldest first. */
    log: entries,
    onLog: onLine,
    /** @throws {Refusal} */
    place: (request: unknown, now: number) => answer('order', () => readOrder(request), take, now),
    /** @throws {Refusal} */
    cancel: (request: unknown, now: number) => answer('cancel', () => readCancel(request), drop, now),
    /** Every waiting order of the account that signed it. @throws {Refusal} */
    cancelAll: (request: unknown, now: number) => answer('cancelAll', () => readCancelAll(request), dropAll, now),
    /** Leverage is a setting of the account at the venue: nobody signs it. @throws {Refusal} */
    setLeverage: async (address: Address, name: string, leverage: number) => {
      const { market } = floorOf(name);
      if (!Number.isInteger(leverage) || leverage < 1 || leverage > market.maxLeverage) {
        throw new Refusal('bad-leverage', `Leverage in ${name} is a whole number from 1 to ${market.maxLeverage}.`);
      }
      const account = await refresh(address);
      const before = leverageOf(account, market);
      account.leverage.set(name, leverage);
      const position = account.positions.get(name);
      const short = leverage < before && freeMargin(account, marketNamed) < 0;
      const sunk = position && isSunk(position, market, leverage, floorOf(name).path.ticks());
      if (!short && !sunk) return;
      account.leverage.set(name, before);
      throw new Refusal(
        'no-margin',
        short ? 'Not enough free margin for this leverage.' : 'At this leverage the open position would be liquidated.',
      );
    },
    /** Lets time pass: prices move, quotes follow, old orders end. */
    tick,
    /** Reads the account's balance again. */
    refresh,
    floors: floors as ReadonlyMap<string, Readonly<Floor>>,
  };
};

export type Venue = ReturnType<typeof createVenue>;
