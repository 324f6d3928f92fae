/** The full tab: everything the popup has, and all that needs more room or more time than a popup stays open. */
import '../lib/harden.ts';
import '../lib/harden-page.ts';
import { useMail } from './hooks/mail.ts';
import { useWallet } from './hooks/use-wallet.ts';
// The state is asked for before React is evaluated.
import { setWallet } from './hooks/wallet.ts';
import './styles/pages.css';
import './home/home.css';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Redirect, Router, useLocation } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { now } from '../lib/clock.ts';
import { screens } from '../lib/text/screens.en.ts';
import type { AlarmView } from '../messaging/guardians-lane.ts';
import type { ToldWait } from '../messaging/limits-lane.ts';
import { firstTold, gateOf } from './alarm/alarms.ts';
import { Logo } from './components/logo.tsx';
import { Note } from './components/note.tsx';
import { Home } from './home/home.tsx';
import { Loading } from './home/loading.tsx';
import { Shell } from './home/shell.tsx';
import { useAnswer } from './hooks/answer.ts';
import { isOnboarding, Onboarding } from './onboarding/onboarding.tsx';
import { Forgotten } from './secrets/forgotten.tsx';
import { Screens } from './settings/screens.tsx';
import { learn, t } from './text.ts';
import { watchTouch } from './touch.ts';

learn(screens);
watchTouch();
// The popup's links come back to this tab instead of opening another.
window.name = 'vouch';

const Unlock = lazy(async () => ({ default: (await import('./unlock/unlock.tsx')).Unlock }));
const Alarm = lazy(async () => ({ default: (await import('./alarm/alarm.tsx')).Alarm }));
const NoAlarm = lazy(async () => ({ default: (await import('./alarm/alarm.tsx')).NoAlarm }));
const MoneyAlarm = lazy(async () => ({ default: (await import('./alarm/money.tsx')).MoneyAlarm }));
const LockedWaits = lazy(async () => ({ default: (await import('./alarm/money.tsx')).LockedWaits }));
const Ask = lazy(async () => ({ default: (await import('./duty/ask.tsx')).Ask }));
const Recovery = lazy(async () => ({ default: (await import('./recovery/recovery.tsx')).Recovery }));
const BareTab = lazy(async () => ({ default: (await import('./bare/bare.tsx')).BareTab }));

/** The pages that stand alone, whether there is an account or not. */
const alone = (path: string): ReactNode => {
  const [, first, second, third] = path.split('/');
  if (first === 'recovery' && second === undefined) return <Recovery />;
  if (first === 'people' && second === 'ask' && third) return <Ask key={third} id={decodeURIComponent(third)} />;
  if (first === 'alarm') return <NoAlarm />;
  return null;
};

const Bare = ({ children }: { children: ReactNode }) => (
  <div className="tab">
    <header className="topbar">
      <a className="logo" href="#/">
        <Logo />
        {t('app.name')}
      </a>
    </header>
    <main className="sheet sheet-narrow">{children}</main>
  </div>
);

const ABOUT_GUARDIANS = /^\/(guardians|people|recovery)/;

const Tab = () => {
  const wallet = useWallet();
  const alarms = useAnswer('guardians.alarms', null);
  const [held, setHeld] = useState<AlarmView | null>(null);
  const told = useAnswer('wait.told', null);
  const [heldWait, setHeldWait] = useState<ToldWait | null>(null);
  const [path] = useLocation();
  const phase = wallet && 'state' in wallet ? wallet.state.phase : null;
  useMail((phase === 'open' || phase === 'bare') && ABOUT_GUARDIANS.test(path));
  useEffect(() => {
    if (path === '/') document.title = t('app.name');
  }, [path]);

  if (!wallet) return <Loading />;
  if ('error' in wallet)
    return (
      <Bare>
        <div className="page">
          <h1>{t('home.silent.title')}</h1>
          <Note level="care">{t(wallet.error)}</Note>
        </div>
      </Bare>
    );
  const { state } = wallet;
  if (isOnboarding(path)) return <Onboarding path={path} phase={state.phase} />;
  const locked = state.phase === 'locked';
  // An alarm comes before the password: it is shown, and can be answered, while locked.
  if (!alarms && (locked || path.startsWith('/alarm/'))) return <Loading />;
  const alarm = held ?? (alarms && 'ok' in alarms ? gateOf(alarms.ok, path, locked) : undefined);
  if (alarm) return <Alarm key={alarm.request} alarm={alarm} onHold={setHeld} />;
  // Another device of this person's told of money that waits: it stands on home until it is answered.
  const open = path === '/' ? firstTold(told && 'ok' in told ? told.ok : [], now()) : undefined;
  const wait = heldWait ?? open;
  if (wait && !locked) return <MoneyAlarm key={wait.id} wait={wait} onHold={setHeldWait} />;
  switch (state.phase) {
    case 'new':
      return <Redirect to="/welcome" replace />;
    case 'broken':
      return (
        <Bare>
          {path !== '/forgotten' && (
            <div className="page">
              <h1>{t('home.broken.title')}</h1>
              <Note level="danger">{t(state.error)}</Note>
              <p className="muted">{t('home.broken.more')}</p>
              <a className="btn" href="#/forgotten">
                {t('home.broken.ways')}
              </a>
            </div>
          )}
          {path === '/forgotten' && <Forgotten />}
        </Bare>
      );
    case 'locked':
      if (path === '/forgotten')
        return (
          <Bare>
            <Forgotten />
          </Bare>
        );
      // a stop needs no password
      if (path === '/waits') return <LockedWaits />;
      return (
        <div className="popup">
          <Unlock onUnlocked={(next) => next && setWallet(next)} />
        </div>
      );
    case 'bare':
      return alone(path) ?? <BareTab state={state} path={path} />;
    case 'open':
      return (
        alone(path) ?? (
          <Shell wallet={state} wide>
            {path === '/' ? <Home wallet={state} /> : <Screens wallet={state} path={path} />}
          </Shell>
        )
      );
  }
};

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <Router hook={useHashLocation}>
      <Suspense fallback={<Loading />}>
        <Tab />
      </Suspense>
    </Router>,
  );
