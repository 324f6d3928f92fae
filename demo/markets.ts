/**
 * The markets and their arithmetic, shared by the venue and its page. Prices are whole ticks, sizes whole lots, money whole
 * micro-dollars (1e-6, the decimals of gUSD), so nothing is ever rounded behind the trader's back.
 * @module
 */
import type { Side } from './schema.ts';

export type Market = {
  name: string;
  base: string;
  /** Digits behind the point. In every market the two add up to 4, so a tick times a lot is 100 micro-dollars. */
  priceDecimals: number;
  sizeDecimals: number;
  /** Where the price path ends its history, in ticks. */
  start: number;
  maxLots: number;
  maxLeverage: number;
  /** Sizes of the venue's own quotes, in lots. */
  quoteLots: number;
};

export const MARKETS: readonly Market[] = [
  {
    name: 'ETH-PERP',
    base: 'ETH',
    priceDecimals: 1,
    sizeDecimals: 3,
    start: 34_826,
    maxLots: 1_000_000,
    maxLeverage: 25,
    quoteLots: 9_000,
  },
  {
    name: 'BTC-PERP',
    base: 'BTC',
    priceDecimals: 0,
    sizeDecimals: 4,
    start: 70_112,
    maxLots: 500_000,
    maxLeverage: 40,
    quoteLots: 6_000,
  },
  {
    name: 'SOL-PERP',
    base: 'SOL',
    priceDecimals: 2,
    sizeDecimals: 2,
    start: 16_840,
    maxLots: 2_000_000,
    maxLeverage: 20,
    quoteLots: 18_000,
  },
];

export const marketNamed = (name: string): Market | undefined => MARKETS.find((market) => market.name === name);

const MICRO = 6;
/** Taker and maker fee in hundredths of a basis point. */
export const TAKER_FEE = 450;
export const MAKER_FEE = 150;

/** Decimal text as a whole number of the last digit; `undefined` when it is no plain decimal or has more digits. */
export const toUnits = (text: string, decimals: number): number | undefined => {
  const found = /^(0|[1-9]\d{0,8})(?:\.(\d+))?$/.exec(text);
  if (!found) return undefined;
  const [, whole = '', rest = ''] = found;
  const digits = rest.replace(/0+$/, '');
  return digits.length > decimals ? undefined : Number(whole + digits.padEnd(decimals, '0'));
};

/** The decimal text of a whole number of units, with all its digits: `34826` with one decimal is `3482.6`. */
export const fromUnits = (units: number, decimals: number): string => {
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
  const at = digits.length - decimals;
  return `${units < 0 ? '-' : ''}${digits.slice(0, at)}${decimals ? `.${digits.slice(at)}` : ''}`;
};

export const toTicks = (market: Market, text: string) => toUnits(text, market.priceDecimals);
export const toLots = (market: Market, text: string) => toUnits(text, market.sizeDecimals);
export const priceText = (market: Market, ticks: number) => fromUnits(ticks, market.priceDecimals);

/** Without trailing zeros: a size has no house style. */
export const sizeText = (market: Market, lots: number) => fromUnits(lots, market.sizeDecimals).replace(/\.?0+$/, '');

/** Micro-dollars as dollars and cents, towards zero. */
export const usdText = (micro: number) => fromUnits(Math.trunc(micro / 10 ** (MICRO - 2)), 2);

export const toMicro = (text: string) => toUnits(text, MICRO);

/** What so many lots are worth at a price, in micro-dollars. */
export const worth = (lots: number, ticks: number) => lots * ticks * 100;

/** A part of a sum, rounded to the nearest micro-dollar; exact where a product would leave the safe integers. */
export const share = (sum: number, part: number, whole: number) =>
  Number((BigInt(sum) * BigInt(part) * 2n + BigInt(whole)) / (BigInt(whole) * 2n));

export const feeOf = (value: number, rate: number) => share(value, rate, 1_000_000);

/** The least an order's `maxFee` may be: the taker fee of all of it, in whole cents and never nothing. */
export const leastMaxFee = (value: number) => Math.max(1, Math.round(feeOf(value, TAKER_FEE) / 10_000)) * 10_000;

export const marginOf = (value: number, leverage: number) => Math.ceil(value / leverage);

/** Where an isolated position has only its maintenance margin left (half of what the highest leverage asks), in ticks. */
export const liquidationAt = (market: Market, side: Side, entryTicks: number, leverage: number) => {
  const keep = 1 / (2 * market.maxLeverage);
  return side === 'long'
    ? Math.max(0, Math.ceil((entryTicks * (1 - 1 / leverage)) / (1 - keep)))
    : Math.floor((entryTicks * (1 + 1 / leverage)) / (1 + keep));
};

export const opposite = (side: Side): Side => (side === 'long' ? 'short' : 'long');
