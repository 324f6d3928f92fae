/** The order ticket: what the trader typed, what it would cost, and the order that comes of it. @module */
import type { Address } from 'viem';
import {
  leastMaxFee,
  liquidationAt,
  type Market,
  marginOf,
  opposite,
  priceText,
  sizeText,
  toLots,
  toTicks,
  usdText,
  worth,
} from '../markets.ts';
import type { Order, Side, TimeInForce } from '../schema.ts';
import type { PositionView } from '../views.ts';
import { byId, dollars, group, say } from './dom.ts';

/** The trader has to change something first; the message says what. */
class TicketError extends Error {
  override name = 'TicketError';
}

/** How far a market order may slip. */
const SLIP = 0.005;
const NOW_OR_NEVER_SECONDS = 300;

const form = byId('ticket', HTMLFormElement);
const field = (name: string): HTMLInputElement => {
  const found = form.elements.namedItem(name);
  if (!(found instanceof HTMLInputElement)) throw new Error(`The ticket has no field "${name}".`);
  return found;
};
const choice = (name: string): HTMLSelectElement => {
  const found = form.elements.namedItem(name);
  if (!(found instanceof HTMLSelectElement)) throw new Error(`The ticket has no choice "${name}".`);
  return found;
};

export const priceField = field('price');
export const sizeField = field('size');
export const leverageField = field('leverage');
const reduce = field('reduce');
const force = choice('force');
const expires = choice('expires');
const place = byId('place', HTMLButtonElement);

const plain = (input: HTMLInputElement) => input.value.replace(/[,\s]/g, '');
const sideChosen = (): Side => (new FormData(form).get('side') === 'short' ? 'short' : 'long');

/** The worst price a market order takes. */
const slipped = (market: Market, side: Side, ticks: number) => {
  const worst = ticks * (side === 'long' ? 1 + SLIP : 1 - SLIP);
  return priceText(market, side === 'long' ? Math.ceil(worst) : Math.floor(worst));
};

/** A market order is a limit order with room to slip, now or never. */
export const setKind = (kind: 'limit' | 'market'): void => {
  priceField.readOnly = kind === 'market';
  force.value = kind === 'market' ? 'IOC' : 'GTC';
  force.disabled = kind === 'market';
};

/** Keeps a market order's price in step with the market, and an untouched field filled. */
export const followPrice = (market: Market, price: string): void => {
  if (priceField.readOnly) priceField.value = group(slipped(market, sideChosen(), toTicks(market, price) ?? 0));
  else if (priceField.value === '') priceField.value = group(price);
};

export const setPart = (market: Market, free: number, part: number): void => {
  const ticks = toTicks(market, plain(priceField));
  if (!ticks) return;
  const lots = Math.floor((free * 1e6 * part * Number(leverageField.value)) / worth(1, ticks));
  sizeField.value = sizeText(market, Math.min(market.maxLots, lots));
};

export const drawTicket = (market: Market, connected: boolean): void => {
  const side = sideChosen();
  const leverage = Number(leverageField.value);
  const lots = toLots(market, plain(sizeField));
  const ticks = toTicks(market, plain(priceField));
  const value = lots && ticks ? worth(lots, ticks) : 0;
  const sum = (id: string, text: string | false) => say(byId(id, HTMLElement), text || '–');
  const usd = (micro: number) => dollars(usdText(micro));
  sum('sum-value', value > 0 && usd(value));
  sum('sum-margin', value > 0 && (reduce.checked ? 'none, it reduces' : usd(marginOf(value, leverage))));
  sum(
    'sum-liquidation',
    value > 0 && !reduce.checked && group(priceText(market, liquidationAt(market, side, ticks ?? 0, leverage))),
  );
  sum('sum-fee', value > 0 && usd(leastMaxFee(value)));
  say(byId('size-base', HTMLElement), market.base);
  say(byId('leverage-shown', HTMLElement), `${leverage}×`);
  leverageField.max = String(market.maxLeverage);
  leverageField.ariaValueText = `${leverage} times`;
  say(place, connected ? (side === 'long' ? '▲ Place long' : '▼ Place short') : 'Connect a wallet to trade');
};

let lastNonce = 0;
/** The time in milliseconds, and never the same twice. */
export const nextNonce = (): string => {
  lastNonce = Math.max(Date.now(), lastNonce + 1);
  return String(lastNonce);
};

const order = (
  account: Address,
  market: Market,
  lots: number,
  ticks: number,
  rest: Pick<Order, 'side' | 'reduceOnly' | 'timeInForce'>,
  seconds: number,
): Order => ({
  account,
  market: market.name,
  size: sizeText(market, lots),
  limitPrice: priceText(market, ticks),
  maxFee: usdText(leastMaxFee(worth(lots, ticks))),
  expiry: String(Math.floor(Date.now() / 1000) + seconds),
  nonce: nextNonce(),
  ...rest,
});

/** @throws {TicketError} */
export const readTicket = (account: Address, market: Market): Order => {
  const lots = toLots(market, plain(sizeField));
  if (!lots) throw new TicketError(`Give a size in ${market.base}, with ${market.sizeDecimals} decimals at most.`);
  const ticks = toTicks(market, plain(priceField));
  if (!ticks) throw new TicketError(`Give a price in USD, with ${market.priceDecimals} decimals at most.`);
  const rest = { side: sideChosen(), reduceOnly: reduce.checked, timeInForce: force.value as TimeInForce };
  return order(account, market, lots, ticks, rest, Number(expires.value));
};

/** Closing is a reduce-only order on the other side, now or never, with room to slip. */
export const closingOrder = (account: Address, market: Market, position: PositionView): Order => {
  const side = opposite(position.side);
  const ticks = toTicks(market, slipped(market, side, toTicks(market, position.mark) ?? 0)) ?? 0;
  const rest = { side, reduceOnly: true, timeInForce: 'IOC' as const };
  return order(account, market, toLots(market, position.size) ?? 0, ticks, rest, NOW_OR_NEVER_SECONDS);
};
