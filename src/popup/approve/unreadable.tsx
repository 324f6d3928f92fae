import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Unreadable } from '../../venues/reading.ts';
import { Button } from '../components/button.tsx';
import { Ledger, marksOf } from '../components/ledger.tsx';
import { Legend } from '../components/mark.tsx';
import { Sentence } from '../components/sentence.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { ApproveButton } from './approve-button.tsx';
import { Described } from './described.tsx';
import { notesOf, rowsOf } from './layout.ts';
import { Everything, Fields, Headline, type LayoutProps, Notes, useSeen } from './parts.tsx';
import { Skeleton } from './skeleton.tsx';

/** What stays in view of one page of the text on the next, in px: two lines. */
const OVERLAP = 32;

/** A box that scrolls, with a button that reads on a page at a time for as long as there is more below. */
const Pages = ({ children }: { children: ReactNode }) => {
  const box = useRef<HTMLElement>(null);
  const [more, setMore] = useState(false);
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return;
    const look = () => setMore(current.scrollTop + current.clientHeight < current.scrollHeight - 1);
    look();
    const watcher = new ResizeObserver(look);
    watcher.observe(current);
    current.addEventListener('scroll', look);
    return () => {
      watcher.disconnect();
      current.removeEventListener('scroll', look);
    };
  }, []);
  // The button goes away under the finger that pressed it: the keyboard goes on from the text.
  useEffect(() => {
    if (!more && document.activeElement === document.body) box.current?.focus({ preventScroll: true });
  }, [more]);
  return (
    <div className="pages">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard */}
      <section ref={box} className="fold" tabIndex={0} aria-label={t('approve.unreadable.region')}>
        {children}
      </section>
      {more && (
        <Button
          look="quiet"
          wide
          data-testid="read-on"
          onClick={() => box.current?.scrollBy({ top: box.current.clientHeight - OVERLAP, behavior: 'instant' })}
        >
          {t('approve.unreadable.on')}
        </Button>
      )}
    </div>
  );
};

/** No colour at all. Reject stands above the text; going on is possible only at its end. */
export const UnreadableLayout = ({
  reading,
  view,
  shown,
  sending,
  onApprove,
  onReject,
  onRejectAll,
}: LayoutProps & { reading: Unreadable }) => {
  const [end, seen] = useSeen();
  const transaction = view.subject.type === 'transaction';
  // Domain and type stand among the fields already; a transaction has no fields for where it goes.
  const rows = transaction || reading.fields.length === 0 ? rowsOf(view) : [];
  return (
    <main className="whole-view">
      <div className="in-view">
        <section className="blank">
          <div>
            <Headline text={reading.headline} />
            <p>
              <Sentence text={reading.why} plain /> {t('approve.unreadable.lead')}
            </p>
          </div>
        </section>
        <section className="reject-first">
          <Button wide look="text" data-testid="reject" onClick={onReject}>
            {t('approve.reject')} <kbd>{t('approve.escape')}</kbd>
          </Button>
        </section>
        <Notes notes={notesOf(view)} />
        <Ledger rows={rows} />
        <Described view={view} />
        <h2 className="untouched">
          {t('approve.unreadable.title')}{' '}
          {reading.fields.length > 0 && (
            <small>{t('approve.unreadable.about', { n: String(reading.fields.length) })}</small>
          )}
        </h2>
        <Pages>
          {reading.fields.length ? (
            <Fields fields={reading.fields} rows />
          ) : (
            <pre className="raw">{visible(view.paramsText)}</pre>
          )}
          <div className="fold-end">
            <span ref={end} className="end" data-testid="end" data-seen={seen} />
            <p className="muted tiny">{t('approve.unreadable.end')}</p>
            <ApproveButton
              shown={shown}
              sending={sending}
              onPress={() => onApprove()}
              first={seen ? null : { id: 'approve.unreadable.first' }}
            >
              {t(transaction ? 'approve.approve.unreadTransaction' : 'approve.approve.unread')}
            </ApproveButton>
          </div>
        </Pages>
      </div>
      {view.subject.type === 'typed-data' && <Skeleton paramsText={view.paramsText} />}
      <Legend of={marksOf(rows)} />
      <Everything view={view} fields={[]} onRejectAll={onRejectAll} />
    </main>
  );
};
