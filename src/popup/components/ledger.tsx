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

/** Label left, value right, mark in the margin, context below. `data-part` is what the driver reads. */
export const Ledger = ({ rows, small }: { rows: Row[]; small?: boolean }) =>
  rows.length > 0 && (
    <dl className={small ? 'ledger ledger-sm' : 'ledger'}>
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a reading's rows stay where they are, and labels may repeat
        <div key={i} data-testid="row">
          <dt>
            <Mark of={row.mark} named />
            <span data-part="label">{t(row.label)}</span>
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
  );

/** The marks that rows use, for the legend. */
export const marksOf = (rows: Row[]) =>
  rows.flatMap((row) => [row.mark, ...(row.context ?? []).map((line) => line.mark)]);
