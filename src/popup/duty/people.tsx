/** "People I protect": everybody this person looks after, on one page. */
import { RefreshCw } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { recovery } from '../../lib/text/recovery.en.ts';
import { call } from '../../messaging/call.ts';
import { Button } from '../components/button.tsx';
import { TakeLetters } from '../components/letters.tsx';
import { Note } from '../components/note.tsx';
import { useAction } from '../hooks/action.ts';
import { useAnswer } from '../hooks/answer.ts';
import { learn, t } from '../text.ts';
import { TakeLink } from './accept.tsx';
import { Asks } from './asks.tsx';
import { CoApproval } from './co-approval.tsx';
import { Ward } from './ward.tsx';
import '../onboarding/onboarding.css';
import './duty.css';

learn(recovery);

/** The mail comes by itself; this is for whoever has just been told on the telephone that something was sent. */
export const LookForMail = () => {
  const [found, setFound] = useState<{ arrived: number; unreached: number } | null>(null);
  const { run, busy, error } = useAction();
  return (
    <div className="stack">
      <div className="buttons">
        <Button
          icon={RefreshCw}
          data-testid="mail-check"
          aria-disabled={busy || undefined}
          onClick={() => void run(async () => setFound(await call('mail.check', null)))}
        >
          {t(busy ? 'mail.checking' : 'mail.check')}
        </Button>
        <a className="btn btn-quiet" href="#/guardians/relays" data-testid="mail-relays">
          {t('mail.relays')}
        </a>
      </div>
      {found && (
        <p className="muted" role="status" data-testid="mail-found">
          {t(found.arrived === 0 ? 'mail.none' : found.arrived === 1 ? 'mail.one' : 'mail.many', {
            n: String(found.arrived),
          })}{' '}
          {found.unreached > 0 && t('mail.unreached', { n: String(found.unreached) })}
        </p>
      )}
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
    </div>
  );
};

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="card stack">
    <h2 className="big">{title}</h2>
    {children}
  </section>
);

export const People = () => {
  const answer = useAnswer('guardians.view', null);
  useEffect(() => {
    document.title = `${t('duty.title')} - ${t('app.name')}`;
  }, []);
  return (
    <div className="page duty" data-testid="people">
      <h1>{t('duty.title')}</h1>
      <p className="muted">{t('duty.lead')}</p>
      {!answer && (
        <p className="muted" role="status">
          {t('duty.loading')}
        </p>
      )}
      {answer && 'error' in answer && (
        <Note level="care" alert>
          {t(answer.error)}
        </Note>
      )}
      {answer && 'ok' in answer && (
        <>
          <Asks asks={answer.ok.asks} />
          <CoApproval />
          {answer.ok.wards.length ? (
            <ul className="wards">
              {answer.ok.wards.map((ward) => (
                <Ward key={ward.id} ward={ward} />
              ))}
            </ul>
          ) : (
            <p className="empty" data-testid="people-empty">
              {t('duty.empty')}
            </p>
          )}
          <Part title={t('duty.link.title')}>
            <TakeLink ownName={answer.ok.name} />
          </Part>
          <Part title={t('duty.mail.title')}>
            <p className="muted">{t('duty.mail.lead')}</p>
            <LookForMail />
            <TakeLetters />
          </Part>
        </>
      )}
    </div>
  );
};
