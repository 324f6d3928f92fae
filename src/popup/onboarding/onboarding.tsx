/** From no wallet to one: in the full tab, since a popup closes as soon as somebody reaches for paper. */
import './onboarding.css';
import { useState } from 'react';
import { Redirect } from 'wouter';
import type { WalletState } from '../../messaging/ui-lane.ts';
import { Logo } from '../components/logo.tsx';
import { t } from '../text.ts';
import { ImportWallet } from './import-wallet.tsx';
import { NewWallet } from './new-wallet.tsx';
import { RestoreWallet } from './restore-wallet.tsx';
import { Welcome } from './welcome.tsx';

const STEPS = { '/welcome': Welcome, '/new': NewWallet, '/import': ImportWallet, '/restore': RestoreWallet } as const;

export const isOnboarding = (path: string): path is keyof typeof STEPS => Object.hasOwn(STEPS, path);

type Props = { path: keyof typeof STEPS; phase: WalletState['phase'] };

export const Onboarding = ({ path, phase }: Props) => {
  // A wallet made here stays on this screen until its last step; a wallet that was there before has nothing to do here.
  const [began] = useState(phase === 'new');
  if (!began || (path === '/welcome' && phase !== 'new')) return <Redirect to="/" replace />;
  const Step = STEPS[path];
  return (
    <div className="tab">
      <header className="topbar">
        <a className="logo" href="#/welcome">
          <Logo />
          {t('app.name')}
        </a>
      </header>
      <main className={path === '/welcome' ? 'sheet' : 'sheet sheet-step'}>
        <Step key={path} />
      </main>
    </div>
  );
};
