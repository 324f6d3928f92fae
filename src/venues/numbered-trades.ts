/**
 * What gTrade and Ostium have in common: trades that a call names by their number alone, and delegates.
 * @module
 */
import { decodeAbi, selectorOf, typesOf } from '../signing/abi.ts';
import type { Address } from '../signing/address.ts';
import { group } from '../signing/format.ts';
import type { TransactionPlan } from '../signing/transaction.ts';
import {
  address,
  type Call,
  type CallRule,
  type Card,
  exact,
  NO_CONTRACT,
  NotReadable,
  row,
  unreadable,
  words,
} from './adapter.ts';
import { canTrade, grantCard } from './grant.ts';
import type { ReadingContext, Row, Venue } from './reading.ts';

/** A trade, and what the list of markets says of it: rows that stand below its number. */
export type Numbered = { venue: Venue; trade: bigint; rows?: Row[] };

const numberRows = ({ trade, rows = [] }: Numbered): Row[] => [row('row.trade', exact(String(trade))), ...rows];
const stays = ({ venue }: Numbered): Row[] => [
  row('row.position', words('value.shownAtVenue', { venue: venue.name }), 'unsigned'),
];

/** `part`: percent as decimal text; absent: the whole trade. */
export const closeCard = (of: Numbered, part: string | undefined, more: Row[]): Card => ({
  kind: 'cancel-or-reduce',
  venue: of.venue,
  act: 'reduce',
  headline: {
    id: part === undefined ? 'headline.closeTrade' : 'headline.closePart',
    params: { trade: String(of.trade), venue: of.venue.name, ...(part === undefined ? {} : { percent: part }) },
  },
  rows: [
    ...numberRows(of),
    row(
      'row.size',
      part === undefined ? words('value.wholePosition') : words('value.percentOfTrade', { percent: part }),
    ),
    ...more,
  ],
  notes: [],
  stays: stays(of),
});

export const cancelCard = (of: Numbered): Card => ({
  kind: 'cancel-or-reduce',
  venue: of.venue,
  act: 'cancel',
  headline: { id: 'headline.cancelTrade', params: { trade: String(of.trade), venue: of.venue.name } },
  rows: numberRows(of),
  notes: [],
  stays: stays(of),
});

/** A stop or target can only close. `price` is a decimal, `0` takes it away. */
export const exitCard = (of: Numbered, which: 'stop' | 'target', price: string): Card => {
  const gone = price === '0';
  const stop = which === 'stop';
  return {
    kind: 'cancel-or-reduce',
    venue: of.venue,
    act: gone ? 'cancel' : 'reduce',
    headline: {
      id: gone ? (stop ? 'headline.noStop' : 'headline.noTarget') : stop ? 'headline.setStop' : 'headline.setTarget',
      params: { trade: String(of.trade), venue: of.venue.name, price: group(price) },
    },
    rows: [
      ...numberRows(of),
      row(stop ? 'row.stopLoss' : 'row.takeProfit', gone ? words('value.none') : exact(group(price))),
    ],
    notes: [],
    ...(gone && stop ? { flags: [{ flag: 'no-stop-loss', what: 'sl' } as const] } : {}),
    stays: stays(of),
  };
};

/** It changes a trade whose market, side or margin is not in the call, so no limit can be held against it. */
export const byNumberCard = (of: Numbered, more: Row[]): Card =>
  unreadable({ id: 'why.byNumber', params: { venue: of.venue.name } }, [...numberRows(of), ...more]);

/** @throws {NotReadable} for the zero address, which the contracts refuse */
export const delegateCard = (venue: Venue, key: Address): Card => {
  if (key === NO_CONTRACT) throw new NotReadable({ id: 'why.value', params: { field: 'delegate', value: key } });
  return grantCard({
    venue,
    key,
    scope: 'trade',
    can: [...canTrade(), { id: 'can.useAllowance', params: { venue: venue.name } }],
    cannot: [{ id: 'cannot.withdraw' }],
    until: 'none',
    holder: 'other',
    revoke: { id: 'revoke.transaction', params: { venue: venue.name } },
    notes: [{ level: 'info', text: { id: 'note.venueRules', params: { venue: venue.name } } }],
  });
};

/** The call does not say who it was: there is at most one. */
export const delegateEndsCard = (venue: Venue): Card => ({
  kind: 'grant-authority',
  venue,
  headline: { id: 'headline.delegateEnds', params: { venue: venue.name } },
  rows: [row('row.key', words('value.theDelegate', { venue: venue.name }), 'unsigned')],
  notes: [],
  grantee: '-',
  scope: 'nothing',
  can: [],
  cannot: [],
});

/**
 * A call that is done for another account, which has made the signer its delegate. Read as that account would read it.
 * @throws {NotReadable} when the call inside is not one of `rules`, or carries more than that
 */
export const actingFor = (
  rules: readonly Pick<CallRule, 'signature' | 'read'>[],
  { args, to, plan }: Call,
  context: ReadingContext,
): Card => {
  const [trader, data] = args as unknown as [Address, TransactionPlan['data']];
  const rule = rules.find(({ signature }) => data.startsWith(selectorOf(signature)));
  const inner = rule && decodeAbi(typesOf(rule.signature), `0x${data.slice(10)}`);
  if (!rule || !inner) throw new NotReadable({ id: rule ? 'why.hiddenBytes' : 'why.innerCall' });
  const card = rule.read({ args: inner, to, plan }, { ...context, account: trader });
  return {
    ...card,
    rows: [row('row.actsFor', address(trader)), ...card.rows],
    notes: [{ level: 'care', text: { id: 'note.actsFor' } }, ...card.notes],
    // What the inner card leaves unsaid stands in the bytes of the outer call.
    ...(card.also ? { also: ['call.1'] } : {}),
  };
};
