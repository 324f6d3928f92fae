/** From no wallet to one: in the full tab, since a popup closes as soon as somebody reaches for paper. */
import './onboarding.css';
import { useState } from 'react';
import { Redirect } from 'wouter';
import { recovery } from '../../lib/text/recovery.en.ts';
import type { WalletState } from '../../messaging/ui-lane.ts';
import { Logo } from '../components/logo.tsx';
import { learn, t } from '../text.ts';
import { ImportWallet } from './import-wallet.tsx';
import { LookAfter } from './look-after.tsx';
import { LostWallet } from './lost-wallet.tsx';
import { NewWallet } from './new-wallet.tsx';
import { RestoreWallet } from './restore-wallet.tsx';
import { Welcome } from './welcome.tsx';

learn(recovery);

const STEPS = {
  '/welcome': Welcome,
  '/new': NewWallet,
  '/import': ImportWallet,
  '/restore': RestoreWallet,
  '/lost': LostWallet,
  '/guard': LookAfter,
} as const;

/** What somebody can still do who has a vault without an account. Its password is there already. */
const BARE: (keyof typeof STEPS)[] = ['/new', '/import', '/lost'];

/** `bare`: there is a vault already, so no password is chosen. */
export type StepProps = { bare: boolean };

export const isOnboarding = (path: string): path is keyof typeof STEPS => Object.hasOwn(STEPS, path);

type Props = { path: keyof typeof STEPS; phase: WalletState['phase'] };

export const Onboarding = ({ path, phase }: Props) => {
  // A wallet made here stays on this screen until its last step; a wallet that was there before has nothing to do here.
  const [began] = useState(phase);
  const may = began === 'new' ? path !== '/welcome' || phase === 'new' : began === 'bare' && BARE.includes(path);
  if (!may) return <Redirect to="/" replace />;
  const Step = STEPS[path];
  return (
    <div className="tab">
      <header className="topbar">
        <a className="logo" href={began === 'bare' ? '#/' : '#/welcome'}>
          <Logo />
          {t('app.name')}
        </a>
      </header>
      <main className={path === '/welcome' ? 'sheet' : 'sheet sheet-step'}>
        <Step key={path} bare={began === 'bare'} />
      </main>
    </div>
  );
};
