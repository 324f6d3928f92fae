/** A page of its own tab: the head says whose matter it is, and nothing else stands around it. */
import type { ReactNode } from 'react';
import { Logo } from '../components/logo.tsx';
import '../components/people.css';
import '../onboarding/onboarding.css';
import '../settings/settings.css';
import { t } from '../text.ts';
import './duty.css';

export const Focus = ({ about, children }: { about: ReactNode; children: ReactNode }) => (
  <div className="tab">
    <header className="topbar">
      <a className="logo" href="#/">
        <Logo />
        {t('app.name')}
      </a>
      <span className="muted">{about}</span>
    </header>
    <main className="sheet">{children}</main>
  </div>
);
