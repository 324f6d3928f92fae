import type { ReactNode } from 'react';
import type { Mark as Origin } from '../../venues/reading.ts';
import { t } from '../text.ts';

const SHAPES: Record<Origin, ReactNode> = {
  signed: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  computed: (
    <>
      <circle cx="6" cy="6" r="4.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 2a4 4 0 0 0 0 8z" fill="currentColor" />
    </>
  ),
  market: <path d="M6 1 11 6 6 11 1 6z" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />,
  said: (
    <path
      d="M1 2h4v4c0 2-1 3.6-3.2 4.4l-.6-1.2C2.4 8.5 3 7.5 3 6H1zM7 2h4v4c0 2-1 3.6-3.2 4.4l-.6-1.2C8.4 8.5 9 7.5 9 6H7z"
      fill="currentColor"
    />
  ),
  unsigned: (
    <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.2 1.53" />
  ),
};

/** Where a value comes from: the fuller the mark, the surer the value. `named`: read out; leave it off beside its own word. */
export const Mark = ({ of, named }: { of: Origin; named?: boolean }) =>
  named ? (
    <svg viewBox="0 0 12 12" className={`mark mark-${of}`} role="img" aria-label={t(`part.mark.${of}`)}>
      {SHAPES[of]}
    </svg>
  ) : (
    <svg viewBox="0 0 12 12" className={`mark mark-${of}`} aria-hidden="true">
      {SHAPES[of]}
    </svg>
  );

const ORDER: Origin[] = ['signed', 'computed', 'market', 'said', 'unsigned'];

/** What the marks in use mean. */
export const Legend = ({ of }: { of: Iterable<Origin> }) => {
  const used = new Set(of);
  if (!used.size) return null;
  return (
    <ul className="legend" aria-label={t('part.legend')}>
      {ORDER.filter((mark) => used.has(mark)).map((mark) => (
        <li key={mark}>
          <Mark of={mark} />
          {t(`part.mark.${mark}`)}
        </li>
      ))}
    </ul>
  );
};
