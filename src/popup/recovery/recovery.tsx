/** Getting a wallet back. Everything on it comes from the worker: the page can be closed at any moment, nothing is lost. */
import './recovery.css';
import '../home/home.css';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { recovery } from '../../lib/text/recovery.en.ts';
import { call } from '../../messaging/call.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { Focus } from '../duty/focus.tsx';
import { useAction } from '../hooks/action.ts';
import { useAnswer } from '../hooks/answer.ts';
import { refresh } from '../hooks/wallet.ts';
import { learn, t } from '../text.ts';
import { WalletBack } from './back.tsx';
import { Tracker } from './tracker.tsx';

learn(recovery);

const Stopped = () => {
  const [, go] = useLocation();
  const { run, busy, error } = useAction();
  return (
    <>
      <header className="page-head">
        <h1>{t('stopped.title')}</h1>
        <p className="lead">{t('stopped.lead')}</p>
      </header>
      <div className="paper pad stack-lg" data-testid="recovery-stopped">
        <p>{t('stopped.more')}</p>
        {error && (
          <Note level="care" alert>
            {t(error)}
          </Note>
        )}
        <div className="steps">
          <Button
            data-testid="stopped-again"
            aria-disabled={busy || undefined}
            onClick={() =>
              void run(async () => {
                await call('recovery.cancel', null);
                await refresh();
                go('/lost', { replace: true });
              })
            }
          >
            {t('stopped.again')}
          </Button>
        </div>
      </div>
    </>
  );
};

export const Recovery = () => {
  const answer = useAnswer('guardians.view', null);
  useEffect(() => {
    document.title = `${t('recovery.title')} - ${t('app.name')}`;
  }, []);
  const view = answer && 'ok' in answer ? answer.ok.recovery : null;
  return (
    <Focus about={t('recovery.about')}>
      <div data-testid="recovery" data-state={view?.state}>
        {!answer && (
          <p className="page-head muted" role="status">
            {t('recovery.loading')}
          </p>
        )}
        {answer && 'error' in answer && (
          <div className="page-head">
            <Note level="care" alert>
              {t(answer.error)}
            </Note>
          </div>
        )}
        {answer && 'ok' in answer && !view && (
          <div className="page-head stack-lg" data-testid="recovery-none">
            <h1>{t('recovery.noneHere')}</h1>
            <p className="lead">{t('recovery.none.more')}</p>
            <div>
              <a className="btn" href="#/">
                {t('alarm.leave')}
              </a>
            </div>
          </div>
        )}
        {view &&
          (view.state === 'open' ? (
            <WalletBack view={view} />
          ) : view.state === 'stopped' ? (
            <Stopped />
          ) : (
            <Tracker view={view} />
          ))}
      </div>
    </Focus>
  );
};
