/** A grant of a key or of a permission: can beside cannot, until when, who holds it, how it ends. @module */
import type { Text } from '../lib/text.ts';
import type { Address } from '../signing/address.ts';
import { type Card, exact, row, seconds, time, words } from './adapter.ts';
import type { GrantScope, Note, Row, Value, Venue } from './reading.ts';

export type Grant = {
  venue: Venue;
  headline?: Text;
  /** who gets it: an address, or a key as the venue writes it */
  key: Address | string;
  scope: GrantScope;
  can: Text[];
  cannot: Text[];
  /** seconds since 1970; `none`: no end; a value: an end that is not in the signature, in words */
  until: bigint | 'none' | Value;
  holder: 'page' | 'other';
  /** how it is taken back, in words of the catalogue (`revoke.*`) */
  revoke: Text;
  rows?: Row[];
  notes?: Note[];
  allSubaccounts?: boolean;
  about?: string[];
  also?: readonly string[];
};

const TRADES: Text[] = [{ id: 'can.trade' }, { id: 'can.leverage' }, { id: 'can.cancel' }];
/** What a key for trading can do at every venue that Vouch knows. */
export const canTrade = (): Text[] => [...TRADES];

const untilRow = (until: Grant['until']): Row => {
  if (until === 'none') return row('row.until', words('value.noEnd'));
  return typeof until === 'bigint' ? row('row.until', time(until)) : row('row.until', until, 'unsigned');
};

/** Orders that the key signs never come to Vouch, so a grant to trade always says that limits do not reach them. */
export const grantCard = (grant: Grant): Card => ({
  kind: 'grant-authority',
  venue: grant.venue,
  headline: grant.headline ?? { id: 'headline.key', params: { venue: grant.venue.name } },
  rows: [
    row(
      'row.key',
      grant.key.startsWith('0x') && grant.key.length === 42
        ? { type: 'address', address: grant.key as Address }
        : exact(grant.key),
    ),
    ...(grant.rows ?? []),
    untilRow(grant.until),
    row('row.holder', words(`holder.${grant.holder}`), 'unsigned'),
    row('row.revoke', { type: 'text', text: grant.revoke }, 'unsigned'),
  ],
  notes: [
    ...(grant.scope === 'trade' || grant.scope === 'everything'
      ? [{ level: 'care', text: { id: 'note.outsideLimits' } } as const]
      : []),
    ...(grant.notes ?? []),
  ],
  grantee: grant.key,
  scope: grant.scope,
  can: grant.can,
  cannot: grant.cannot,
  ...(typeof grant.until === 'bigint' ? { until: seconds(grant.until) } : {}),
  ...(grant.allSubaccounts ? { allSubaccounts: true } : {}),
  ...(grant.about ? { about: grant.about } : {}),
  ...(grant.also ? { also: grant.also } : {}),
});
