/** A recovery under way: whom to call, who has said yes, the wait, and the ways around a relay. */
import { Phone } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../messaging/call.ts';
import type { RecoveryView } from '../../messaging/guardians-lane.ts';
import { Button } from '../components/button.tsx';
import { WordsToRead } from '../components/five-words.tsx';
import { Icon } from '../components/icon.tsx';
import { TakeLetters } from '../components/letters.tsx';
import { Note } from '../components/note.tsx';
import { Sentence } from '../components/sentence.tsx';
import { LookForMail } from '../duty/people.tsx';
import { useAction } from '../hooks/action.ts';
import { refresh } from '../hooks/wallet.ts';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { Groups } from './groups.tsx';
import { OwnerPage, Papers } from './papers.tsx';
import { YourPeople } from './people.tsx';
import { Wait } from './wait.tsx';
import { calledNow, headOf, stepOf } from './words.ts';

const Call = ({ view, picked }: { view: RecoveryView; picked: string | null }) => {
  const person = calledNow(view.people, picked);
  return (
    <section className="paper pad stack" aria-labelledby="read" data-testid="call">
      <h2 id="read" className="big">
        <Icon of={Phone} />
        <span>
          <Sentence text={person ? { id: 'call.title', params: { name: person.name } } : { id: 'call.later' }} plain />
        </span>
      </h2>
      {person?.words ? (
        <WordsToRead key={person.id} words={person.words} label={t('call.title', { name: visible(person.name) })} />
      ) : (
        <ol className="how-to">
          {(['add', 'send', 'read'] as const).map((one) => (
            <li key={one}>{t(`call.how.${one}`)}</li>
          ))}
        </ol>
      )}
    </section>
  );
};

const Cancel = () => {
  const [asked, setAsked] = useState(false);
  const [, go] = useLocation();
  const { run, busy, error } = useAction();
  const stop = () =>
    run(async () => {
      await call('recovery.cancel', null);
      await refresh();
      go('/', { replace: true });
    });
  return (
    <div className="paper pad stack">
      {asked ? (
        <>
          <p>{t('recovery.cancel.before')}</p>
          {error && (
            <Note level="care" alert>
              {t(error)}
            </Note>
          )}
          <div className="buttons">
            <Button onClick={() => setAsked(false)}>{t('recovery.cancel.keep')}</Button>
            <Button data-testid="cancel-go" aria-disabled={busy || undefined} onClick={() => void stop()}>
              {t('recovery.cancel')}
            </Button>
          </div>
        </>
      ) : (
        <div className="row">
          <span className="quiet">{t('recovery.told')}</span>
          <Button data-testid="cancel" onClick={() => setAsked(true)}>
            {t('recovery.cancel')}
          </Button>
        </div>
      )}
    </div>
  );
};

export const Tracker = ({ view }: { view: RecoveryView }) => {
  const [picked, setPicked] = useState<string | null>(null);
  const { title, lead } = headOf(view);
  const called = calledNow(view.people, picked);
  const waiting = stepOf(view) >= 2;
  return (
    <>
      <header className="page-head">
        <h1>
          <Sentence text={title} plain />
        </h1>
        <p className="lead">{t(lead)}</p>
      </header>
      <div className="recover-parts">
        <Groups view={view} />
        {view.needsOwnerKey && <OwnerPage />}
        {waiting && <Wait view={view} />}
        <div className="recover">
          <Call view={view} picked={picked} />
          <YourPeople view={view} called={called?.id ?? null} onCall={setPicked} />
        </div>
        {waiting || <Wait view={view} />}
        <Papers view={view} />
        <section className="paper pad stack" aria-labelledby="letters">
          <h2 id="letters" className="big">
            {t('recovery.mail')}
          </h2>
          <p className="muted">{t('recovery.mail.more')}</p>
          <LookForMail />
          <TakeLetters />
        </section>
        <Cancel />
      </div>
    </>
  );
};
