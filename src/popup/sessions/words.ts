/** Terms of a session in words, the same on the approval page, the cards and the list. @module */
import { dollars, group } from '../../signing/format.ts';
import { clockTime } from '../components/time.tsx';
import { t } from '../text.ts';

/** `$2,000`, and `$2,000.50` where there is more than whole dollars. Nothing is rounded. */
export const money = (decimal: string): string => (decimal.includes('.') ? dollars(decimal) : `$${group(decimal)}`);

/** `40 orders`. */
export const ordersOf = (n: string, reduceOnly: boolean): string =>
  n === '1'
    ? t(reduceOnly ? 'sessions.orders.reduceOne' : 'sessions.orders.one')
    : t(reduceOnly ? 'sessions.orders.reduce' : 'sessions.orders', { n: group(n) });

const NAMED = 4;

/**
 * A market as it stands in a sentence. The site chose the name: one that could pass for words of the sentence itself
 * ("ETH, each up to $5") stands in quotation marks.
 */
const named = (market: string): string =>
  /^[\w./:@#+-]{1,24}$/.test(market) ? market : `“${market.replaceAll(/["“”„]/g, "'")}”`;

/** `ETH and BTC`; of many the first four and how many more: the tags beside the sentence hold all. */
export const marketsIn = (markets: readonly string[] | null | undefined): string => {
  if (!markets) return t('sessions.markets.every');
  const names = markets.slice(0, NAMED + 1).map(named);
  const [last = t('sessions.blank')] = names.slice(-1);
  if (markets.length < 2) return last;
  if (markets.length > NAMED + 1)
    return t('sessions.markets.more', {
      some: names.slice(0, NAMED).join(', '),
      n: String(markets.length - NAMED),
    });
  return t('sessions.markets.last', { some: names.slice(0, -1).join(', '), last });
};

const isToday = (at: number, today: number): boolean => new Date(at).toDateString() === new Date(today).toDateString();

/** `18:00 today`, or the whole date. Times are ms since 1970. */
export const moment = (at: number, today: number): string => {
  const time = clockTime(at, today);
  return isToday(at, today) ? t('sessions.today', { time }) : time;
};

/** `18:00`, or `28 Nov, 18:00`: for a button. */
export const shortMoment = (at: number, today: number): string => {
  if (isToday(at, today)) return clockTime(at, today);
  const day = new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
  return `${day}, ${clockTime(at, at)}`;
};
