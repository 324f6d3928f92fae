/** The toolbar's popup: home at once, everything else when it is asked for. */
import '../lib/harden.ts';
import '../lib/harden-page.ts';
import { useWallet } from './hooks/use-wallet.ts';
// The state is asked for before React is evaluated.
import { setWallet } from './hooks/wallet.ts';
import './styles/pages.css';
import './home/home.css';
import { lazy, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { Router, useLocation } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { screens } from '../lib/text/screens.en.ts';
import { call } from '../messaging/call.ts';
import { Broken, First, Silent } from './home/first.tsx';
import { Home } from './home/home.tsx';
import { Loading } from './home/loading.tsx';
import { Shell } from './home/shell.tsx';
import { learn } from './text.ts';
import { watchTouch } from './touch.ts';

learn(screens);
watchTouch();

// `popup.html#/lock` locks: a bookmark for a hurry, and the way in for whoever measures an unlock.
if (location.hash === '#/lock') {
  history.replaceState(null, '', '#/');
  void call('vault.lock', null);
}

const Unlock = lazy(async () => ({ default: (await import('./unlock/unlock.tsx')).Unlock }));
const Alarms = lazy(async () => ({ default: (await import('./home/people.tsx')).Alarms }));
const BarePopup = lazy(async () => ({ default: (await import('./bare/bare.tsx')).BarePopup }));
const Screens = lazy(async () => ({ default: (await import('./settings/screens.tsx')).Screens }));

const Popup = () => {
  const wallet = useWallet();
  const [path] = useLocation();
  if (!wallet) return <Loading />;
  if ('error' in wallet) return <Silent error={wallet.error} />;
  const { state } = wallet;
  switch (state.phase) {
    case 'new':
      return <First />;
    case 'broken':
      return <Broken error={state.error} />;
    case 'locked':
      return (
        <div className="popup">
          <Suspense>
            <Alarms />
          </Suspense>
          <Unlock onUnlocked={(next) => next && setWallet(next)} />
        </div>
      );
    case 'bare':
      return <BarePopup state={state} />;
    case 'open':
      return (
        <Shell wallet={state}>{path === '/' ? <Home wallet={state} /> : <Screens wallet={state} path={path} />}</Shell>
      );
  }
};

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <Router hook={useHashLocation}>
      <Suspense fallback={<Loading />}>
        <Popup />
      </Suspense>
    </Router>,
  );
