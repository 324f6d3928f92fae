/** A request as it was read and judged, small enough to be kept for good. @module */
import { utf8 } from '../lib/bytes.ts';
import type { Text } from '../lib/text.ts';
import type { Terms } from '../policy/limits/permission.ts';
import type { Finding, Level, Verdict } from '../policy/verdict.ts';
import type { ActivityEntry } from '../storage/rows.ts';
import type { Reading, Row, Value } from '../venues/reading.ts';
import type { SessionOffer } from './record.ts';

type Receipt = NonNullable<ActivityEntry['receipt']>;

/** Bytes of a line as JSON. What a rule refuses costs a site nothing, so it gets less. */
export const LARGEST_LINE = 16_000;
export const LARGEST_REFUSED = 4_000;

const RANK: Record<Level, number> = { forbidden: 0, danger: 1, warning: 2, info: 3 };

const sizeOf = (value: unknown): number => utf8(JSON.stringify(value)).length;

export const receiptOf = (reading: Reading, verdict: Verdict): Receipt => {
  const venue = 'venue' in reading ? reading.venue?.id : undefined;
  return { ...(venue === undefined ? {} : { venue }), rows: reading.rows, verdict };
};

const row = (label: Row['label'], value: Value): Row => ({ label, value, mark: 'signed' });
const exact = (label: Row['label'], text: string | undefined): Row[] =>
  text === undefined ? [] : [row(label, { type: 'exact', text })];

const termsRows = ({ venue, account }: SessionOffer, { limits, orders, budget, endsAt, agent }: Terms): Row[] => [
  ...exact('receipts.row.venue', venue.name),
  row('row.account', { type: 'address', address: account }),
  ...exact('receipts.row.markets', limits.markets?.join(', ')),
  ...exact('receipts.row.orders', String(orders)),
  ...exact('receipts.row.budget', budget),
  ...exact('receipts.row.perOrder', limits.perOrder),
  ...exact('receipts.row.perDay', limits.perDay),
  ...exact('receipts.row.leverage', limits.leverage && `${limits.leverage}x`),
  ...exact('receipts.row.distance', limits.distance && `${limits.distance} %`),
  ...exact('receipts.row.fee', limits.fee && `${limits.fee} %`),
  ...(limits.lifetime === undefined
    ? []
    : [
        row('receipts.row.lifetime', {
          type: 'text',
          text: { id: 'receipts.terms.seconds', params: { n: String(limits.lifetime) } },
        }),
      ]),
  ...(limits.reduceOnly
    ? [row('receipts.row.reduceOnly', { type: 'text', text: { id: 'receipts.terms.reduceOnly' } })]
    : []),
  row('receipts.row.ends', { type: 'time', at: Math.floor(endsAt / 1000) }),
  ...(agent ? [row('receipts.row.key', { type: 'text', text: { id: 'receipts.terms.key' } })] : []),
];

/** @param terms as a person set them, one for each offer; where they set none, as they were asked for */
export const sessionReceipt = (
  origin: string,
  offers: readonly SessionOffer[],
  terms: readonly Terms[] | undefined,
  verdict: Verdict,
): Receipt => ({
  venue: offers.map(({ venue }) => venue.id).join(', '),
  rows: [
    ...exact('receipts.row.site', origin),
    ...offers.flatMap((offer, i) => termsRows(offer, terms?.[i] ?? offer.asked)),
  ],
  verdict,
});

/** What it leaves out is said at its end. */
const shorten =
  (most: number) =>
  (text: string): string => {
    const start = [...text.slice(0, 2 * most)].slice(0, most).join('');
    return start.length === text.length ? text : `${start}… (+${text.length - start.length})`;
  };

const shortenText = (short: (text: string) => string, { id, params }: Text): Text =>
  params
    ? { id, params: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, short(value)])) }
    : { id };

/** The first of them that fit, whole. */
const fitting = <T>(all: readonly T[], most: number): T[] => {
  let left = most;
  const over = all.findIndex((one) => {
    left -= sizeOf(one) + 1;
    return left < 0;
  });
  return over < 0 ? [...all] : all.slice(0, over);
};

/** The worst ones first: a hundred small ones may not push out why it was refused. */
const cutFindings = (findings: readonly Finding[], short: (text: string) => string, most: number): Finding[] => {
  const worst = findings
    .toSorted((a, b) => RANK[a.level] - RANK[b.level])
    .map((one) => ({ ...one, text: shortenText(short, one.text) }));
  const kept = fitting(worst, most);
  const n = String(worst.length - kept.length);
  if (n === '0') return kept;
  return [...kept, { rule: 'receipts.cut', level: 'info', text: { id: 'receipts.moreFindings', params: { n } } }];
};

/** A line of at most `most` bytes. What is left out is counted in a row of its own; nothing is left out of a smaller one. */
export const cutLine = (entry: ActivityEntry, most: number = LARGEST_LINE): ActivityEntry => {
  if (sizeOf(entry) <= most) return entry;
  const short = shorten(Math.floor(most / 100));
  const line = { ...entry, headline: shortenText(short, entry.headline) };
  if (!entry.receipt) return line;
  const { rows, verdict } = entry.receipt;
  const receipt: Receipt = {
    ...entry.receipt,
    rows: [],
    verdict: {
      ...verdict,
      findings: cutFindings(verdict.findings, short, most / 4),
      ...(verdict.stepUp && {
        stepUp: { ...verdict.stepUp, why: verdict.stepUp.why.slice(0, 4).map((why) => shortenText(short, why)) },
      }),
    },
  };
  const MARKER = 150;
  const kept = fitting(rows, most - MARKER - sizeOf({ ...line, receipt }));
  const n = String(rows.length - kept.length);
  const more: Row[] =
    n === '0'
      ? []
      : [
          {
            label: 'receipts.cut',
            value: { type: 'text', text: { id: 'receipts.moreRows', params: { n } } },
            mark: 'computed',
          },
        ];
  return { ...line, receipt: { ...receipt, rows: [...kept, ...more] } };
};
