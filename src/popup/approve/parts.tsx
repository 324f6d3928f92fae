import { ArrowDownRight, ArrowUpRight, ChevronRight } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ApprovalView } from '../../approvals/record.ts';
import type { Text } from '../../lib/text.ts';
import type { Terms } from '../../policy/limits/permission.ts';
import type { Field, Note as NoteData, Reading } from '../../venues/reading.ts';
import { Icon } from '../components/icon.tsx';
import { Mark } from '../components/mark.tsx';
import { Note } from '../components/note.tsx';
import { Sentence } from '../components/sentence.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { RejectAll } from './reject-all.tsx';

/** What every layout gets. */
export type LayoutProps = {
  view: ApprovalView;
  /** id and digest of what is shown */
  shown: string;
  sending: boolean;
  /** `accounts`: of a connection; `terms`: of sessions, one for each that is offered */
  onApprove: (accounts?: `0x${string}`[], terms?: Terms[]) => void;
  onReject: () => void;
  onRejectAll: () => void;
};

/** The sentence of a request. It takes the focus when the request appears, so that it is read out and nothing is pressed. */
export const Headline = ({ text, as: Tag = 'h1', className }: { text: Text; as?: 'h1' | 'p'; className?: string }) => {
  const sentence = useRef<HTMLHeadingElement & HTMLParagraphElement>(null);
  useEffect(() => {
    scrollTo(0, 0);
    sentence.current?.focus({ preventScroll: true });
  }, []);
  return (
    <Tag ref={sentence} tabIndex={-1} data-testid="headline" className={className}>
      <Sentence text={text} />
    </Tag>
  );
};

/** Side, venue and test network as chips. The side is a word with an arrow, never a colour. */
export const Chips = ({ reading }: { reading: Reading }) => {
  const venue = 'venue' in reading ? reading.venue : undefined;
  if (!venue) return null;
  // A side is a position's. What is bought or sold outright says so in its sentence; several orders share a side or have none.
  const side =
    reading.kind === 'order' &&
    reading.orders.every(({ side, effect }) => side === reading.side && effect !== 'trade') &&
    reading.side;
  return (
    <p className="over">
      {side && (
        <span className="chip">
          <Icon of={side === 'long' ? ArrowUpRight : ArrowDownRight} />
          {t(`approve.side.${side}`)}
        </span>
      )}
      <span className="chip chip-plain">{visible(venue.name)}</span>
      {venue.network && <span className="chip chip-care">{visible(venue.network)}</span>}
    </p>
  );
};

export const Notes = ({ notes }: { notes: NoteData[] }) =>
  notes.length > 0 && (
    <div className="notes">
      {notes.map(({ level, text }) => (
        <Note key={JSON.stringify(text)} level={level}>
          <Sentence text={text} plain />
        </Note>
      ))}
    </div>
  );

/** Every leaf of the payload, in the order in which it is hashed. `rows`: they are all there is to read. */
export const Fields = ({ fields, rows }: { fields: Field[]; rows?: boolean }) => (
  <dl className="fields">
    {fields.map((field) => (
      <div key={field.path} data-testid={rows ? 'row' : undefined}>
        <dt>
          <span data-part="label">{visible(field.path)}</span> <small>{field.type}</small>
        </dt>
        <dd data-part="value">
          <bdi>{visible(field.value)}</bdi>
        </dd>
      </div>
    ))}
  </dl>
);

/** What a trader would expect to be fixed, and is not. Stands before the answer. */
export const NotCovered = ({ reading }: { reading: Reading | null }) =>
  reading?.notCovered?.length ? (
    <section className="block open-ends" data-testid="not-covered">
      <h2>{t('approve.notCovered')}</h2>
      <ul>
        {reading.notCovered.map((text) => (
          <li key={JSON.stringify(text)}>
            <Mark of="unsigned" named />
            <span>
              <Sentence text={text} plain />
            </span>
          </li>
        ))}
      </ul>
    </section>
  ) : null;

const MOST_NAMES = 4;

/** The fields that no row says in words: one line that opens. */
export const AlsoSigned = ({ reading }: { reading: Reading | null }) => {
  const fields = reading?.notShown ?? [];
  if (fields.length === 0) return null;
  const all = [...new Set(fields.map(({ path }) => path.replace(/\[\d+\]/g, '').replace(/^.*\./, '')))];
  const some = all.slice(0, MOST_NAMES).map(visible).join(', ');
  const names = all.length > MOST_NAMES ? t('approve.alsoMore', { names: some }) : some;
  return (
    <div data-testid="also-signed">
      <Fold label={t(fields.length === 1 ? 'approve.alsoOne' : 'approve.also', { n: String(fields.length), names })}>
        {() => <Fields fields={fields} />}
      </Fold>
    </div>
  );
};

/** A part of the page that is closed at first; what is in it is made only when it is opened. */
const Fold = ({ label, children }: { label: string; children: () => ReactNode }) => {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon of={ChevronRight} size="sm" turns />
        {label}
      </summary>
      {open && children()}
    </details>
  );
};

const allOf = (count: number): string =>
  count === 0
    ? t('approve.raw')
    : count === 1
      ? t('approve.everythingOne')
      : t('approve.everything', { n: String(count) });

type EverythingProps = { view: ApprovalView; fields: Field[]; onRejectAll: () => void };

/** The end of every layout: all there is, for those who want to see it, and the way out of a flood of requests. */
export const Everything = ({ view, fields, onRejectAll }: EverythingProps) => (
  <>
    <Fold label={allOf(fields.length)}>
      {() => (
        <div className="everything">
          {fields.length > 0 && <Fields fields={fields} />}
          <h2 className="t-sm">{t('approve.method', { method: view.method })}</h2>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard */}
          <pre className="raw" tabIndex={0}>
            {visible(view.paramsText)}
          </pre>
        </div>
      )}
    </Fold>
    <RejectAll view={view} onRejectAll={onRejectAll} />
  </>
);

/**
 * Whether the end of something has been on the screen. What fits without scrolling counts as seen.
 * @param covered height of what stands over the lower edge, as a CSS length
 */
export const useSeen = (covered = '0px'): [(end: Element | null) => void, boolean] => {
  const [end, setEnd] = useState<Element | null>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (!end) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setSeen(true);
      },
      { rootMargin: `0px 0px -${covered} 0px` },
    );
    watcher.observe(end);
    return () => watcher.disconnect();
  }, [end, covered]);
  return [setEnd, seen];
};
