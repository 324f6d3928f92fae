/** Lengths of time in words. @module */
import { t } from '../text.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A chosen length in ms: `24 hours`, `72 hours`, `7 days`. Hours up to three days, and wherever days do not come out even. */
export const lengthOf = (ms: number): string =>
  ms > 3 * DAY && ms % DAY === 0
    ? t('length.days', { n: String(ms / DAY) })
    : t('length.hours', { n: String(Math.round(ms / HOUR)) });

/** What is left of a wait, in ms: `6 days 21 h`, `21 h 5 min`, `5 min`. Rounded up to a minute, so that it never says that nothing is left too early. */
export const leftOf = (ms: number): string => {
  const whole = Math.max(0, Math.ceil(ms / MINUTE)) * MINUTE;
  const days = Math.floor(whole / DAY);
  const hours = Math.floor((whole % DAY) / HOUR);
  const minutes = Math.floor((whole % HOUR) / MINUTE);
  if (days) return t(days === 1 ? 'length.left.day' : 'length.left.days', { n: String(days), h: String(hours) });
  if (hours) return t('length.left.hours', { h: String(hours), n: String(minutes) });
  return t('length.left.minutes', { n: String(minutes) });
};
