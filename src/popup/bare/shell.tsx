/** What stands around the screens of a vault without an account: no account, no network, three places to go. */
import { House, Lock, Settings, UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { call } from '../../messaging/call.ts';
import { IconButton } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { Logo } from '../components/logo.tsx';
import { refresh } from '../hooks/wallet.ts';
import { t } from '../text.ts';
import './bare.css';

const PLACES = [
  { href: '/', icon: House, label: 'bare.home', holds: /^\/$/ },
  { href: '/people', icon: UsersRound, label: 'bare.people', holds: /^\/people/ },
  { href: '/settings', icon: Settings, label: 'bare.settings', holds: /^\/(settings|password|forgotten)/ },
] as const;

const lock = async () => {
  await call('vault.lock', null);
  await refresh();
};

/** `wide`: a full tab. The popup has no places: everything else is done in a tab. */
export const BareShell = ({ wide, children }: { wide?: boolean; children: ReactNode }) => {
  const [path] = useLocation();
  return (
    <div className={wide ? 'tab shell' : 'popup'}>
      <header className={wide ? 'topbar' : 'bar'}>
        <Link className="logo" href="/" aria-label={t('app.name')}>
          <Logo />
          <span>{t('app.name')}</span>
        </Link>
        {wide && (
          <nav className="nav nav-three" aria-label={t('home.nav')}>
            {PLACES.map(({ href, icon, label, holds }) => (
              <Link key={href} href={href} aria-current={holds.test(path) ? 'page' : undefined}>
                <Icon of={icon} />
                {t(label)}
              </Link>
            ))}
          </nav>
        )}
        <div className="bar-end bare-end">
          <IconButton icon={Lock} label={t('home.lock')} data-testid="lock" onClick={() => void lock()} />
        </div>
      </header>
      <main
        key={path}
        className={wide ? 'sheet sheet-narrow' : undefined}
        data-testid={path === '/' ? 'home' : undefined}
      >
        {children}
      </main>
    </div>
  );
};
