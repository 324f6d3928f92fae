/**
 * How much a market moves, from the rounds of its price feed: realised volatility of the last hour and of the last day.
 *
 * A feed writes a round when the price has moved by its deviation (0.05 to 0.5 %) or when its heartbeat is over, so rounds
 * come unevenly: a return belongs to the moment at which it was written, and what is added up is squared log returns over
 * real time. Rounds may be left out in between; that makes the figure coarser, not larger.
 * @module
 */
import type { Text } from '../../lib/text.ts';

/** `answer`: in the smallest unit of the feed. `updatedAt`: seconds since 1970. */
export type PriceRound = { answer: bigint; updatedAt: number };

export const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;

/**
 * Root of the squared returns of an hour, in percent. Volatility is quoted a year: ordinary times are 45 to 75 % (BTC and
 * ETH; Deribit's index of ETH fell to 51 on 6 May 2023), which is 0.5 to 0.8 % an hour, and the index stood above 150 in the
 * fall of FTX (November 2022), 1.6 % an hour. 2 % an hour is 187 % a year.
 * @see https://www.coindesk.com/markets/2023/05/08/ether-volatility-measure-hits-record-low/
 */
export const STRESSED_HOUR = 2;
/** The same for a day: 8 % is 153 % a year, where ordinary days have 2.4 to 3.9 %. */
export const STRESSED_DAY = 8;

/** How far a feed's clock may run ahead, seconds. */
const AHEAD_S = 300;
/** An older round says nothing of today. The longest heartbeat of a feed is a day, so one of before the day is among these. */
const OLD_S = 2 * DAY_S;

/**
 * `hour`, `day`: percent; null where no round speaks of that time. `at`: when the newest round was written, seconds since
 * 1970. `unknown`: too few rounds, or old ones; it is no reason for anything.
 */
export type Stress = {
  state: 'calm' | 'stressed' | 'unknown';
  hour: number | null;
  day: number | null;
  at: number | null;
};

/** Those that can be true: with an answer and a time, not of the future, and none written after the one that follows it. */
const usable = (rounds: readonly PriceRound[], now: number): PriceRound[] => {
  const kept: PriceRound[] = [];
  for (const round of rounds) {
    const { answer, updatedAt } = round;
    const before = kept.at(-1);
    if (answer <= 0n || !Number.isSafeInteger(updatedAt) || updatedAt > now + AHEAD_S || updatedAt < now - OLD_S)
      continue;
    if (before && updatedAt > before.updatedAt) continue;
    kept.push(round);
  }
  return kept;
};

/** Root of the squared returns that were written since then, in percent. */
const swing = (rounds: readonly PriceRound[], since: number): number => {
  const squares = rounds.flatMap(({ answer, updatedAt }, i) => {
    const before = rounds[i + 1];
    return before && updatedAt > since ? [Math.log(Number(answer) / Number(before.answer)) ** 2] : [];
  });
  return 100 * Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
};

/**
 * A move that is there is stress, however few rounds tell of it; calm needs rounds from before the hour and a newest one that
 * is not older than two heartbeats.
 * @param rounds newest first; some may be missing in between
 * @param now seconds since 1970
 * @param heartbeat of the feed, seconds
 */
export const stressOf = (rounds: readonly PriceRound[], now: number, heartbeat: number): Stress => {
  const kept = usable(rounds, now);
  const [newest, oldest] = [kept[0], kept.at(-1)];
  if (!newest || !oldest) return { state: 'unknown', hour: null, day: null, at: null };
  const [hour, day] = [swing(kept, now - HOUR_S), swing(kept, now - DAY_S)];
  const at = newest.updatedAt;
  if (hour >= STRESSED_HOUR || day >= STRESSED_DAY) return { state: 'stressed', hour, day, at };
  if (oldest.updatedAt > now - HOUR_S || now - at > 2 * heartbeat)
    return { state: 'unknown', hour: null, day: null, at };
  return { state: 'calm', hour, day, at };
};

const percent = (value: number | null): string => (value ?? 0).toFixed(1);

/** @param base `ETH` */
export const stressText = (base: string, source: string, { state, hour, day }: Stress): Text =>
  state === 'unknown'
    ? { id: 'stepUp.market.unknown', params: { base, source } }
    : { id: `stepUp.market.${state}`, params: { base, source, hour: percent(hour), day: percent(day) } };

/** Why it is asked for more; null unless it is stressed. */
export const stressWhy = (base: string, { state, hour, day }: Stress): Text | null => {
  if (state !== 'stressed') return null;
  return (hour ?? 0) >= STRESSED_HOUR
    ? { id: 'stepUp.why.hourly', params: { base, percent: percent(hour) } }
    : { id: 'stepUp.why.daily', params: { base, percent: percent(day) } };
};
