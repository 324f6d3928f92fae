/** A price that wanders the same way for the same seed and times: history for the chart, then one step a second. @module */
import type { Market } from './markets.ts';

/** Prices in ticks, volume in lots, time in milliseconds. */
export type Candle = { time: number; open: number; high: number; low: number; close: number; volume: number };

export type Path = {
  /** Walks on to `now`; going back in time does nothing. */
  advance: (now: number) => void;
  ticks: () => number;
  /** The newest candles of so many minutes, oldest first; the last one is still open. */
  candles: (minutes: number, count: number) => Candle[];
  day: () => { change: number; high: number; low: number; volume: number };
};

const MINUTE = 60_000;
const STEP = 1000;
const HISTORY = 10 * 24 * 60;
/** Standard deviation of one second, relative: about 2.4 % a day. */
const SIGMA = 0.00008;

/** Mulberry32: numbers in [0, 1), the same for the same seed. */
export const random = (seed: number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Near enough to a normal deviate for a picture of a market. */
const normal = (next: () => number) => (next() + next() + next() + next() + next() + next() - 3) * Math.SQRT2;

const history = (market: Market, next: () => number, until: number): Candle[] => {
  let drift = 0;
  let log = 0;
  let heat = 0;
  const logs = Array.from({ length: HISTORY + 1 }, () => {
    drift = drift * 0.99 + normal(next) * SIGMA * 0.12;
    log += drift + normal(next) * SIGMA * Math.sqrt(60);
    return log;
  });
  const price = (at: number) => market.start * Math.exp((logs[at] ?? log) - log);
  return Array.from({ length: HISTORY }, (_, i) => {
    const [from, to] = [price(i), price(i + 1)];
    heat = heat * 0.97 + normal(next) * 0.12;
    const reach = () => next() * SIGMA * 5 * market.start;
    return {
      time: until - (HISTORY - i) * MINUTE,
      open: Math.round(from),
      close: Math.round(to),
      high: Math.round(Math.max(from, to) + reach()),
      low: Math.round(Math.min(from, to) - reach()),
      volume: Math.round(market.quoteLots * Math.exp(heat) * (0.4 + next() * 2)),
    };
  });
};

export const createPath = (market: Market, seed: number, start: number): Path => {
  const next = random(seed);
  const minutes = history(market, next, Math.floor(start / MINUTE) * MINUTE);
  let price = market.start;
  let at = start;

  const step = () => {
    at += STEP;
    price *= Math.exp(normal(next) * SIGMA);
    const ticks = Math.round(price);
    const time = Math.floor(at / MINUTE) * MINUTE;
    const volume = Math.round(market.quoteLots * next() * 0.05);
    const open = minutes.at(-1);
    if (open?.time === time) {
      open.high = Math.max(open.high, ticks);
      open.low = Math.min(open.low, ticks);
      open.close = ticks;
      open.volume += volume;
    } else {
      const before = open?.close ?? ticks;
      minutes.push({
        time,
        open: before,
        high: Math.max(before, ticks),
        low: Math.min(before, ticks),
        close: ticks,
        volume,
      });
      minutes.shift();
    }
  };

  return {
    advance: (now) => {
      while (at + STEP <= now) step();
    },
    ticks: () => Math.round(price),
    candles: (size, count) => {
      const out: Candle[] = [];
      for (const minute of minutes) {
        const time = Math.floor(minute.time / (size * MINUTE)) * size * MINUTE;
        const last = out.at(-1);
        if (last?.time !== time) {
          out.push({ ...minute, time });
          continue;
        }
        last.high = Math.max(last.high, minute.high);
        last.low = Math.min(last.low, minute.low);
        last.close = minute.close;
        last.volume += minute.volume;
      }
      return out.slice(-count);
    },
    day: () => {
      const day = minutes.slice(-24 * 60);
      const open = day[0]?.open ?? market.start;
      return {
        change: price / open - 1,
        high: Math.max(...day.map((minute) => minute.high)),
        low: Math.min(...day.map((minute) => minute.low)),
        volume: day.reduce((sum, minute) => sum + minute.volume, 0),
      };
    },
  };
};
