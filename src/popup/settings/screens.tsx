/** Every screen of an open wallet but home, by its path. */
import './settings.css';
import '../onboarding/onboarding.css';
import { lazy } from 'react';
import { Accounts } from '../accounts/accounts.tsx';
import { Activity } from '../activity/activity.tsx';
import type { OpenWallet } from '../hooks/wallet.ts';
import { Networks } from '../networks/networks.tsx';
import { Sites } from '../sites/sites.tsx';
import { t } from '../text.ts';
import { Page } from './page.tsx';
import { Settings } from './settings.tsx';

const SecretScreens = lazy(async () => ({ default: (await import('../secrets/screens.tsx')).SecretScreens }));
const GuardianScreens = lazy(async () => ({ default: (await import('../guardians/screens.tsx')).GuardianScreens }));
const People = lazy(async () => ({ default: (await import('../duty/people.tsx')).People }));
const Refused = lazy(async () => ({ default: (await import('./refused.tsx')).Refused }));
const SessionScreens = lazy(async () => ({ default: (await import('../sessions/screens.tsx')).SessionScreens }));
const LimitsScreens = lazy(async () => ({ default: (await import('../limits/screens.tsx')).LimitsScreens }));
const Grants = lazy(async () => ({ default: (await import('../grants/grants.tsx')).Grants }));
const Kill = lazy(async () => ({ default: (await import('../kill/kill.tsx')).Kill }));
const StepUp = lazy(async () => ({ default: (await import('../limits/step-up.tsx')).StepUp }));
const Waits = lazy(async () => ({ default: (await import('../limits/waits.tsx')).Waits }));
const Forgotten = lazy(async () => ({ default: (await import('../secrets/forgotten.tsx')).Forgotten }));

export const Screens = ({ wallet, path }: { wallet: OpenWallet; path: string }) => {
  const [, first = ''] = path.split('/');
  switch (first) {
    case 'activity':
      return <Activity />;
    case 'sites':
      return <Sites wallet={wallet} />;
    case 'settings':
      return <Settings wallet={wallet} />;
    case 'accounts':
      return <Accounts wallet={wallet} />;
    case 'networks':
      return <Networks wallet={wallet} />;
    case 'refused':
      return <Refused />;
    case 'secrets':
    case 'password':
      return <SecretScreens wallet={wallet} path={path} />;
    case 'guardians':
      return <GuardianScreens path={path} />;
    case 'people':
      return <People />;
    case 'sessions':
      return <SessionScreens wallet={wallet} path={path} />;
    case 'limits':
      return <LimitsScreens path={path} />;
    case 'grants':
      return <Grants />;
    case 'stop':
      return <Kill />;
    case 'step-up':
      return <StepUp />;
    case 'waits':
      return <Waits />;
    case 'forgotten':
      return <Forgotten open />;
    default:
      return (
        <Page title={t('settings.nothing.title')} back="/settings">
          <p className="muted">{t('settings.nothing.more')}</p>
        </Page>
      );
  }
};
