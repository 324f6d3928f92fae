/**
 * What can cost the account: a change of owner, a key made from a signature, and whatever the rules refuse. Refusing stands
 * at the top. There is no way to say yes, but for a key at the venue itself and for a rule that a person opened for this site:
 * then it stands at the very end, after something to tick or to type, and no shortcut leads there.
 */
import { KeyRound, OctagonX } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { Ledger, marksOf } from '../components/ledger.tsx';
import { Legend } from '../components/mark.tsx';
import { Seal } from '../components/seal.tsx';
import { Sentence } from '../components/sentence.tsx';
import { t } from '../text.ts';
import { ApproveButton } from './approve-button.tsx';
import { Cans } from './cans.tsx';
import { headlineOf, hostOf, layoutOf, notesOf, readingOf, rowsOf } from './layout.ts';
import { AlsoSigned, Everything, Fields, Headline, type LayoutProps, NotCovered, Notes } from './parts.tsx';
import { useReceivers, useTyped } from './typed.tsx';
import { WholeText } from './whole-text.tsx';

type Mode = 'stop' | 'lifted' | 'key';

const modeOf = (view: LayoutProps['view']): Mode => {
  const layout = layoutOf(view);
  return layout === 'key' || layout === 'lifted' ? layout : 'stop';
};

const KEY_POINTS = ['approve.key.site', 'approve.key.limits'] as const;

/** The way on, after all of it. */
const Answer = ({ view, shown, sending, onApprove, mode }: LayoutProps & { mode: 'lifted' | 'key' }) => {
  const reading = readingOf(view);
  const key = mode === 'key' && reading?.kind === 'key-derivation' ? reading : null;
  const words = key
    ? key.site === 'own'
      ? null
      : key.venue.name
    : t(reading?.kind === 'change-owner' ? 'approve.type.owner' : 'approve.type.risk');
  const [agreed, setAgreed] = useState(!key);
  const [field, typeFirst] = useTyped(words, key ? 'approve.type.venue' : 'approve.type');
  const [receivers, receiversFirst] = useReceivers(view);
  return (
    <section className="stack answer" aria-label={t('approve.answer')}>
      {receivers}
      {key && (
        <label className="agree">
          <input
            type="checkbox"
            className="check"
            data-testid="agree"
            checked={agreed}
            onChange={(event) => setAgreed(event.target.checked)}
          />
          <span>
            <Sentence
              text={{ id: 'approve.key.agree', params: { site: hostOf(view.origin), venue: key.venue.name } }}
            />
          </span>
        </label>
      )}
      {field}
      <ApproveButton
        shown={shown}
        sending={sending}
        onPress={() => onApprove()}
        first={receiversFirst ?? (agreed ? typeFirst : { id: 'approve.grant.first' })}
      >
        {t(key ? 'approve.key.give' : 'approve.lifted.sign')}
      </ApproveButton>
    </section>
  );
};

const WORD = { stop: 'approve.stop.word', lifted: 'approve.stop.lifted', key: 'approve.key.word' } as const;

export const StopLayout = (props: LayoutProps) => {
  const { view, onReject, onRejectAll } = props;
  const reading = readingOf(view);
  const rows = rowsOf(view);
  const notes = notesOf(view);
  const mode = modeOf(view);
  // What the head says is not said once more below it.
  const said = view.verdict.findings.find(({ rule, level, lifted }) =>
    mode === 'key' ? rule === 'R1' : level === 'forbidden' || lifted,
  );
  const key = mode === 'key' && reading?.kind === 'key-derivation' ? reading : null;
  const fields = reading?.fields ?? [];
  return (
    <main className="flush">
      <section className={key?.site === 'own' ? 'stop stop-care' : 'stop'}>
        <p className="word">
          <Icon of={mode === 'key' ? KeyRound : OctagonX} /> {t(WORD[mode])}
        </p>
        <Headline text={key ? { id: 'approve.key.headline', params: { venue: key.venue.name } } : headlineOf(view)} />
        {key ? (
          <p>
            <Sentence
              text={{
                id: key.site === 'own' ? 'approve.key.own' : 'approve.key.unknown',
                params: { venue: key.venue.name },
              }}
              plain
            />
          </p>
        ) : (
          <p>
            {said ? (
              <Sentence text={said.text} plain />
            ) : (
              reading?.kind === 'change-owner' && t('approve.stop.change-owner')
            )}
          </p>
        )}
        <Button wide data-testid="reject" onClick={onReject}>
          {t(mode === 'key' ? 'approve.key.refuse' : 'approve.stop.refuse')} <kbd>{t('approve.escape')}</kbd>
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
        {key && (
          <section className="block">
            <h2>{t('approve.key.title')}</h2>
            <ul>
              {KEY_POINTS.map((id) => (
                <li key={id}>{t(id)}</li>
              ))}
            </ul>
          </section>
        )}
        <Notes notes={notes.filter((note) => note.level !== 'info' && note.text !== said?.text)} />
        <Ledger rows={rows} />
        {reading?.kind === 'grant-authority' && <Cans can={reading.can} cannot={reading.cannot} />}
        {view.subject.type === 'personal-message' && view.subject.text !== undefined && (
          <WholeText text={view.subject.text} />
        )}
        {mode === 'stop' && (
          <section className="block">
            <h2>{t('approve.stop.doTitle')}</h2>
            <p>{t('approve.stop.do')}</p>
          </section>
        )}
        <Notes notes={notes.filter((note) => note.level === 'info')} />
        {mode === 'lifted' && reading?.kind === 'unreadable' && <Fields fields={fields} />}
        <NotCovered reading={reading} />
        <AlsoSigned reading={reading} />
        <Legend of={marksOf(rows)} />
        {mode !== 'stop' && <Answer {...props} mode={mode} />}
        <Everything view={view} fields={fields} onRejectAll={onRejectAll} />
      </div>
    </main>
  );
};
