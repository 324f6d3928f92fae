import type { Row, Value } from '../../venues/reading.ts';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { Address } from './address.tsx';
import { Mark } from './mark.tsx';
import { Sentence } from './sentence.tsx';
import { TimeLeft } from './time.tsx';

/** 32 bytes: unreadable in one piece. */
const HASH = /^0x[0-9a-fA-F]{64}$/;

/** A value of a reading, as it is: never rounded, never shortened. */
const Shown = ({ value }: { value: Value }) => {
  switch (value.type) {
    case 'text':
      return <Sentence text={value.text} plain />;
    case 'exact':
      return HASH.test(value.text) ? <Address of={value.text} /> : <bdi className="exact">{visible(value.text)}</bdi>;
    case 'time':
      return <TimeLeft at={value.at * 1000} />;
    case 'address':
      return <Address of={value.address} />;
  }
};

/** Several orders are counted, and each is a sentence that takes the whole width. By index. */
const numbersOf = (rows: Row[]): Map<number, string> => {
  const orders = rows.flatMap(({ label, value }, i) => (label === 'row.order' && value.type === 'text' ? [i] : []));
  return new Map(orders.length > 1 ? orders.map((row, i) => [row, String(i + 1)]) : []);
};

/**
 * Label left, value right, mark in the margin, context below. `data-part` is what the driver reads. `live`: from outside,
 * and it may change while it is looked at.
 */
export const Ledger = ({ rows, small, live }: { rows: Row[]; small?: boolean; live?: boolean }) => {
  const numbers = numbersOf(rows);
  return (
    rows.length > 0 && (
      <dl className={small ? 'ledger ledger-sm' : 'ledger'}>
        {rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a reading's rows stay where they are, and labels may repeat
          <div key={i} data-testid={live ? 'live' : 'row'} className={numbers.has(i) ? 'wide' : undefined}>
            <dt>
              <Mark of={row.mark} named />
              <span data-part="label">
                {numbers.has(i)
                  ? t('approve.orderNumber', { label: t(row.label), n: numbers.get(i) ?? '' })
                  : t(row.label)}
              </span>
            </dt>
            <dd>
              <strong data-part="value">
                <Shown value={row.value} />
              </strong>
              {row.context?.map((line, j) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <span key={j}>
                  <Mark of={line.mark} named />
                  <Shown value={line.value} />
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    )
  );
};

/** The marks that rows use, for the legend. */
export const marksOf = (rows: Row[]) =>
  rows.flatMap((row) => [row.mark, ...(row.context ?? []).map((line) => line.mark)]);
