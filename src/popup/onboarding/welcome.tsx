/** Three doors to a wallet. Guardians come in a later part; nothing here promises them. */
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

const DOORS = [
  {
    name: 'new',
    testid: 'new-wallet',
    href: '/new',
    scene: (
      <>
        <circle cx="33" cy="38" r="8" className="scene-head-me" />
        <path d="M45 55 69 90" className="scene-me" />
        <path d="M69 90 115 27" className="scene-ink" />
      </>
    ),
  },
  {
    name: 'import',
    testid: 'import-wallet',
    href: '/import',
    scene: (
      <>
        <path d="M18 24h30M18 46h22M18 68h30M18 90h22" className="scene-line" />
        <path d="M72 90 113 36" className="scene-ink" />
        <path d="M60 72 72 90" className="scene-me" />
      </>
    ),
  },
  {
    name: 'restore',
    testid: 'restore-wallet',
    href: '/restore',
    scene: (
      <>
        <path d="M24 14h36l18 18v66H24z" className="scene-paper" />
        <path d="M96 90 133 40" className="scene-ink" />
        <path d="M84 72 96 90" className="scene-me" />
      </>
    ),
  },
] as const;

export const Welcome = () => (
  <>
    <header className="page-head">
      <h1>{t('onboarding.welcome.title')}</h1>
      <p className="lead">{t('onboarding.welcome.lead')}</p>
    </header>
    <ul className="doors">
      {DOORS.map(({ name, testid, href, scene }) => (
        <li key={name}>
          <Link className="door" href={href} data-testid={testid}>
            <Scene>{scene}</Scene>
            <b>{t(`onboarding.door.${name}`)}</b>
            <small>{t(`onboarding.door.${name}.more`)}</small>
            <span className="go">
              {t(`onboarding.door.${name}.go`)} <Icon of={ArrowRight} size="sm" turns />
            </span>
          </Link>
        </li>
      ))}
    </ul>
    <p className="quiet below">{t('onboarding.welcome.foot')}</p>
  </>
);
