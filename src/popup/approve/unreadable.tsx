import type { Unreadable } from '../../venues/reading.ts';
import { Button } from '../components/button.tsx';
import { Ledger, marksOf } from '../components/ledger.tsx';
import { Legend } from '../components/mark.tsx';
import { Sentence } from '../components/sentence.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { ApproveButton } from './approve-button.tsx';
import { notesOf, rowsOf } from './layout.ts';
import { Everything, Fields, Headline, type LayoutProps, Notes, useSeen } from './parts.tsx';

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
  const notes = notesOf(view);
  const rows = rowsOf(view);
  const transaction = view.subject.type === 'transaction';
  return (
    <main>
      <section className="blank">
        <div>
          <Headline text={reading.headline} />
          <p>
            <Sentence text={reading.why} plain />
          </p>
          <p>{t('approve.unreadable.lead')}</p>
        </div>
      </section>
      <section className="block stack">
        <Button wide look="text" data-testid="reject" onClick={onReject}>
          {t('approve.reject')} <kbd>{t('approve.escape')}</kbd>
        </Button>
      </section>
      <Notes notes={notes} />
      <Ledger rows={rows} />
      <section className="group" aria-labelledby="untouched">
        <h2 id="untouched">{t('approve.unreadable.title')}</h2>
        <p className="muted tiny">{t('approve.unreadable.about', { n: String(reading.fields.length) })}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard */}
        <section className="fold" tabIndex={0} aria-label={t('approve.unreadable.region')}>
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
        </section>
      </section>
      <Legend of={marksOf(rows)} />
      <Everything view={view} fields={[]} onRejectAll={onRejectAll} />
    </main>
  );
};
