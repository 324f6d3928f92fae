import type { Reference } from '../../messaging/ui-lane.ts';
import { group } from '../../signing/format.ts';
import { Mark } from '../components/mark.tsx';
import { Sentence } from '../components/sentence.tsx';
import { t } from '../text.ts';

/** Beyond this many percent the reference would stand at the very end of the line, and it would say nothing. */
const FARTHEST = 1_000_000;

/** `low`, `high`: the ends, in percent below and above the reference. `limit`, `reference`: percent of the line, from its low end. */
export type Scale = { low: number; high: number; limit: number; reference: number };

/**
 * One scale for all near prices, ten percent each way, so that what looks far is far; ten times as wide where the limit
 * lies beyond that, and so on. Null for what no line can show.
 */
export const scaleOf = (limit: string, reference: string): Scale | null => {
  const [ours, theirs] = [Number(limit), Number(reference)];
  if (!(ours >= 0 && theirs > 0 && ours + theirs < 1e99)) return null;
  let high = 10;
  while (Math.abs(ours - theirs) * 100 > theirs * high) {
    high *= 10;
    if (high > FARTHEST) return null;
  }
  const low = Math.min(high, 100);
  const at = (price: number) => Math.round((((price / theirs - 1) * 100 + low) / (low + high)) * 10_000) / 100;
  return { low, high, limit: at(ours), reference: at(theirs) };
};

/** Words stand where their point is. */
const placeOf = (at: number) => (at < 40 ? 'start' : at > 60 ? 'end' : 'middle');

const Point = ({ at, of }: { at: number; of: Parameters<typeof Mark>[0]['of'] }) => (
  <svg x={`${at}%`} y="3" width="12" height="12" overflow="visible" aria-hidden="true">
    <g transform="translate(-6)">
      <Mark of={of} />
    </g>
  </svg>
);

/** The worst price beside the reference, drawn to scale. Where a liquidation would lie is nothing that a signature holds. */
export const PriceLine = ({ limit, reference }: { limit: NonNullable<Reference['limit']>; reference: string }) => {
  const scale = scaleOf(limit.price, reference);
  if (!scale) return null;
  const [low, high] = [group(String(scale.low)), group(String(scale.high))];
  const [ours, theirs] = [{ price: group(limit.price) }, { price: group(reference) }];
  return (
    <figure
      className="priceline"
      role="img"
      dir="ltr"
      aria-label={t('approve.line', { low, high, ...ours, reference: theirs.price })}
      data-testid="price-line"
    >
      <p data-at={placeOf(scale.limit)}>
        <Mark of={limit.mark} />
        <Sentence text={{ id: 'approve.line.worst', params: ours }} />
      </p>
      <svg aria-hidden="true">
        <line x1="0" x2="100%" y1="9" y2="9" />
        <line x1={`${scale.limit}%`} x2={`${scale.reference}%`} y1="9" y2="9" />
        <Point at={scale.reference} of="market" />
        <Point at={scale.limit} of={limit.mark} />
      </svg>
      <p>
        <span>−{low} %</span>
        <span data-at={placeOf(scale.reference)}>
          <Mark of="market" />
          <Sentence text={{ id: 'approve.line.reference', params: theirs }} />
        </span>
        <span>+{high} %</span>
      </p>
    </figure>
  );
};
