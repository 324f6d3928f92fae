import { OctagonX } from 'lucide-react';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { Ledger, marksOf } from '../components/ledger.tsx';
import { Legend } from '../components/mark.tsx';
import { Seal } from '../components/seal.tsx';
import { Sentence } from '../components/sentence.tsx';
import { t } from '../text.ts';
import { headlineOf, notesOf, readingOf, rowsOf } from './layout.ts';
import { Everything, Headline, type LayoutProps, Notes } from './parts.tsx';
import { WholeText } from './whole-text.tsx';

/** A change of owner, a key made from a signature, and whatever the rules refuse: one button, at the top, and no way to say yes. */
export const StopLayout = ({ view, onReject, onRejectAll }: LayoutProps) => {
  const reading = readingOf(view);
  const rows = rowsOf(view);
  const notes = notesOf(view);
  const forbidden = view.verdict.findings.find((finding) => finding.level === 'forbidden');
  return (
    <main className="flush">
      <section className="stop">
        <p className="word">
          <Icon of={OctagonX} /> {t('approve.stop.word')}
        </p>
        <Headline text={headlineOf(view)} />
        {forbidden ? (
          <p>
            <Sentence text={forbidden.text} plain />
          </p>
        ) : (
          reading &&
          (reading.kind === 'change-owner' || reading.kind === 'key-derivation') && (
            <p>{t(`approve.stop.${reading.kind}`)}</p>
          )
        )}
        <Button wide data-testid="reject" onClick={onReject}>
          {t('approve.stop.refuse')} <kbd>{t('approve.escape')}</kbd>
        </Button>
      </section>
      <div className="inner">
        {reading?.kind === 'change-owner' && (
          <dl className="before-after">
            <div data-testid="row">
              {view.account && <Seal address={view.account.address} />}
              <dt data-part="label">{t('approve.stop.before')}</dt>
              <dd data-part="value">
                <Sentence text={reading.before} />
              </dd>
            </div>
            <div data-testid="row">
              <dt data-part="label">{t('approve.stop.after')}</dt>
              <dd data-part="value">
                <Sentence text={reading.after} />
              </dd>
            </div>
          </dl>
        )}
        <Notes notes={notes.filter((note) => note.level !== 'info' && note.text !== forbidden?.text)} />
        <Ledger rows={rows} />
        {view.subject.type === 'personal-message' && view.subject.text !== undefined && (
          <WholeText text={view.subject.text} />
        )}
        <section className="block">
          <h2>{t('approve.stop.doTitle')}</h2>
          <p>{t('approve.stop.do')}</p>
        </section>
        <Notes notes={notes.filter((note) => note.level === 'info')} />
        <Legend of={marksOf(rows)} />
        <Everything view={view} fields={reading?.fields ?? []} onRejectAll={onRejectAll} />
      </div>
    </main>
  );
};
