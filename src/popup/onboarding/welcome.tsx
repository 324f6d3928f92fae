/** The doors: a new wallet, one that is brought along, one that was lost, and none at all but somebody to look after. */
import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Icon } from '../components/icon.tsx';
import { t } from '../text.ts';

const Scene = ({ children }: { children: ReactNode }) => (
  <svg className="scene" viewBox="0 0 160 112" aria-hidden="true">
    {children}
  </svg>
);

const Go = ({ children }: { children: ReactNode }) => (
  <span className="go">
    {children} <Icon of={ArrowRight} size="sm" turns />
  </span>
);

export const Welcome = () => (
  <>
    <header className="page-head">
      <h1>{t('door.title')}</h1>
      <p className="lead">{t('door.lead')}</p>
    </header>
    <ul className="doors">
      <li>
        <Link className="door" href="/new" data-testid="new-wallet">
          <Scene>
            <circle cx="33" cy="38" r="8" className="scene-head-me" />
            <path d="M45 55 69 90" className="scene-me" />
            <path d="M69 90 115 27" className="scene-ink" />
          </Scene>
          <b>{t('door.new')}</b>
          <small>{t('door.new.more')}</small>
          <Go>{t('door.new.go')}</Go>
        </Link>
      </li>
      <li>
        <div className="door">
          <Scene>
            <path d="M24 14h36l18 18v66H24z" className="scene-paper" />
            <path d="M96 90 133 40" className="scene-ink" />
            <path d="M84 72 96 90" className="scene-me" />
          </Scene>
          <b>{t('door.have')}</b>
          <small>{t('door.have.more')}</small>
          <div className="door-ways">
            <Link href="/import" data-testid="import-wallet">
              <Go>{t('door.have.phrase')}</Go>
            </Link>
            <Link href="/restore" data-testid="restore-wallet">
              <Go>{t('door.have.file')}</Go>
            </Link>
          </div>
        </div>
      </li>
      <li>
        <Link className="door" href="/lost" data-testid="lost-wallet">
          <Scene>
            <circle cx="33" cy="38" r="7" className="scene-head-lost" />
            <path d="M43 52 66 86" className="scene-lost" />
            <path d="M72 90 84 30M72 90 113 40M72 90 130 67" className="scene-help" />
            <circle cx="87" cy="14" r="6" className="scene-head" />
            <circle cx="124" cy="27" r="6" className="scene-head" />
            <circle cx="145" cy="60" r="6" className="scene-head" />
          </Scene>
          <b>{t('door.lost')}</b>
          <small>{t('door.lost.more')}</small>
          <Go>{t('door.lost.go')}</Go>
        </Link>
      </li>
      <li>
        <Link className="door" href="/guard" data-testid="guard-someone">
          <Scene>
            <circle cx="33" cy="38" r="8" className="scene-head-me" />
            <path d="M45 55 69 90" className="scene-me" />
            <path d="M69 90 115 27" className="scene-ink" />
            <circle cx="127" cy="10" r="8" className="scene-head" />
          </Scene>
          <b>{t('door.guard')}</b>
          <small>{t('door.guard.more')}</small>
          <Go>{t('door.guard.go')}</Go>
        </Link>
      </li>
    </ul>
    <p className="quiet below">{t('onboarding.welcome.foot')}</p>
  </>
);
