/** Limits in the words of a trader. @module */
import type { PolicyInfo } from '../../messaging/limits-lane.ts';
import type { AccountInfo, NetworkInfo } from '../../messaging/ui-lane.ts';
import { sameAddress } from '../../signing/address.ts';
import { group } from '../../signing/format.ts';
import { clockTime } from '../components/time.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import type { Field } from './differences.ts';
import type { CallRule, MoneyOut, OrderRule } from './edits.ts';

/** What things are called. */
export type Names = {
  accounts: Pick<AccountInfo, 'address' | 'name'>[];
  networks: Pick<NetworkInfo, 'chainId' | 'name'>[];
  venues: PolicyInfo['venues'];
};

/** The name with its last four; an account that is not in this wallet by its whole address. */
export const whose = (account: string, { accounts }: Names): string => {
  if (account === 'every') return t('limits.everyAccount');
  const known = accounts.find(({ address }) => sameAddress(address, account));
  return known ? t('limits.account', { name: visible(known.name), last: account.slice(-4) }) : visible(account);
};
export const venueName = (venue: string, { venues }: Names): string =>
  venue === 'every' ? t('limits.everyVenue') : visible(venues.find(({ id }) => id === venue)?.name ?? venue);
export const networkName = (chainId: number, { networks }: Names): string =>
  visible(networks.find((one) => one.chainId === chainId)?.name ?? t('networks.chain', { id: String(chainId) }));

const two = (n: number): string => String(n).padStart(2, '0');
export const timeOf = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
const spanOf = (from: number, to: number): string =>
  t(from > to ? 'limits.span.night' : 'limits.span', { from: timeOf(from), to: timeOf(to) });

/** The largest unit that it comes out even in. */
export const unitOf = (seconds: number): { n: number; unit: 'seconds' | 'minutes' | 'hours' } =>
  seconds % 3600 === 0
    ? { n: seconds / 3600, unit: 'hours' }
    : seconds % 60 === 0
      ? { n: seconds / 60, unit: 'minutes' }
      : { n: seconds, unit: 'seconds' };
const lastsFor = (seconds: number): string => {
  const { n, unit } = unitOf(seconds);
  return t(n === 1 ? `limits.one.${unit}` : `limits.n.${unit}`, { n: group(String(n)) });
};

/** A value as the policy has it, as text. */
export const inWords = (field: Field, raw: string | null): string => {
  if (raw === null) return t('limits.notSet');
  switch (field) {
    case 'perOrder':
    case 'perDay':
      return `$${group(raw)}`;
    case 'leverage':
      return `${group(raw)}x`;
    case 'distance':
    case 'fee':
      return `${group(raw)}%`;
    case 'lifetime':
      return lastsFor(Number(raw));
    case 'markets':
      return raw === '' ? t('limits.markets.none') : visible(raw);
    case 'only':
      return raw === '' ? t('limits.only.none') : visible(raw);
    case 'over':
      return t(raw === 'refuse' ? 'limits.over.refuse' : 'limits.over.ask');
    case 'reduceOnly':
    case 'newAddress':
      return t(raw === 'true' ? 'limits.on' : 'limits.off');
    case 'hours':
      return t(raw === '1' ? 'limits.one.hours' : 'limits.n.hours', { n: raw });
    case 'span': {
      const [from = 0, to = 0] = raw.split('-').map(Number);
      return spanOf(from, to);
    }
    case 'allowance':
      return raw === '0' ? t('limits.allowance.none') : t('limits.tokens', { n: group(raw) });
    case 'coins':
      return t('limits.coins.n', { n: group(raw) });
    case 'above':
      return group(raw);
  }
};

/** `raw`: as the policy has it. `name`: the asset of a cap. */
export type Row = { field: Field; name?: string; raw: string };

const ORDER_FIELDS = [
  'markets',
  'perOrder',
  'perDay',
  'leverage',
  'distance',
  'fee',
  'lifetime',
  'reduceOnly',
] as const;
export const orderRows = (rule: OrderRule): Row[] =>
  ORDER_FIELDS.flatMap((field) => {
    const raw = rule[field];
    if (raw === undefined) return [];
    return [{ field, raw: Array.isArray(raw) ? raw.join(', ') : String(raw) }];
  });

export const callRows = (rule: CallRule): Row[] =>
  (['only', 'coins', 'allowance'] as const).flatMap((field) => {
    const raw = rule[field];
    return raw === undefined ? [] : [{ field, raw: Array.isArray(raw) ? raw.join(', ') : String(raw) }];
  });

/** With one cap, an asset that has none waits from nothing on. */
export const moneyOutRows = ({ above, newAddress, hours }: MoneyOut): Row[] => [
  ...above.map(({ asset, amount }) => ({ field: 'above' as const, name: asset, raw: amount })),
  ...(above.length > 0 ? [{ field: 'above' as const, raw: '0' }] : []),
  { field: 'newAddress', raw: String(newAddress) },
  { field: 'hours', raw: String(hours) },
];

/** What stands before a value. */
export const labelOf = (field: Field, name?: string): string => {
  if (field === 'above')
    return name === undefined ? t('limits.above.other') : t('limits.above', { asset: visible(name) });
  return t(field === 'span' ? 'limits.spanned' : `limits.${field}`);
};

/** `Friday 27 November, 11:05, your time`, or `today, 11:05, your time`. */
export const momentOf = (at: number, today: number): string => {
  const time = clockTime(at, today);
  return t('limits.yourTime', { when: time.includes(',') ? time : t('limits.today', { time }) });
};
