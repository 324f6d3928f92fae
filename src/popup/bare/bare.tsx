/** A vault without an account, in the popup and in the full tab. */
import '../settings/settings.css';
import '../onboarding/onboarding.css';
import { lazy } from 'react';
import { recovery } from '../../lib/text/recovery.en.ts';
import type { WalletState } from '../../messaging/ui-lane.ts';
import { Page } from '../settings/page.tsx';
import { Settings } from '../settings/settings.tsx';
import { learn, t } from '../text.ts';
import { BareHome } from './home.tsx';
import { BareShell } from './shell.tsx';

learn(recovery);

const People = lazy(async () => ({ default: (await import('../duty/people.tsx')).People }));
const GuardianScreens = lazy(async () => ({ default: (await import('../guardians/screens.tsx')).GuardianScreens }));
const ChangePassword = lazy(async () => ({ default: (await import('../secrets/change-password.tsx')).ChangePassword }));
const Forgotten = lazy(async () => ({ default: (await import('../secrets/forgotten.tsx')).Forgotten }));

type Props = { state: Extract<WalletState, { phase: 'bare' }>; path: string };

const Screen = ({ state, path }: Props) => {
  switch (path) {
    case '/':
      return <BareHome recovering={state.recovering} />;
    case '/people':
      return <People />;
    case '/settings':
      return <Settings wallet={state} bare />;
    case '/guardians/relays':
      return <GuardianScreens path={path} />;
    case '/password':
      return <ChangePassword />;
    case '/forgotten':
      return <Forgotten open />;
    default:
      return (
        <Page title={t('settings.nothing.title')}>
          <p className="muted">{t('settings.nothing.more')}</p>
        </Page>
      );
  }
};

export const BareTab = ({ state, path }: Props) => (
  <BareShell wide>
    <Screen state={state} path={path} />
  </BareShell>
);

/** A short list; everything else opens in the tab. */
export const BarePopup = ({ state }: Pick<Props, 'state'>) => (
  <BareShell>
    <BareHome recovering={state.recovering} />
    <p>
      <a className="btn" href="tab.html#/" target="vouch" data-testid="open-tab">
        {t('bare.openTab')}
      </a>
    </p>
  </BareShell>
);
