/** What stands around every screen of an open wallet: whose, where, the lock and the four places to go. */
import { Activity, Globe, House, Lock, OctagonPause, Settings } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { call } from '../../messaging/call.ts';
import { IconButton } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { Logo } from '../components/logo.tsx';
import type { OpenWallet } from '../hooks/wallet.ts';
import { refresh } from '../hooks/wallet.ts';
import { STOP_KEYS, useStopKey } from '../kill/use-stop.ts';
import { t } from '../text.ts';
import { AccountMenu, NetworkMenu } from './menus.tsx';

const PLACES = [
  { href: '/', icon: House, label: 'home.nav.home', holds: /^\/$/ },
  { href: '/activity', icon: Activity, label: 'home.nav.activity', holds: /^\/activity/ },
  { href: '/sites', icon: Globe, label: 'home.nav.sites', holds: /^\/sites/ },
  {
    href: '/settings',
    icon: Settings,
    label: 'home.nav.settings',
    holds: /^\/(settings|accounts|networks|secrets|password|forgotten|sessions|limits|grants|stop|step-up|waits)/,
  },
] as const;

const Nav = () => {
  const [path] = useLocation();
  return (
    <nav className="nav" aria-label={t('home.nav')}>
      {PLACES.map(({ href, icon, label, holds }) => (
        <Link key={href} href={href} aria-current={holds.test(path) ? 'page' : undefined}>
          <Icon of={icon} />
          {t(label)}
        </Link>
      ))}
    </nav>
  );
};

const lock = async () => {
  await call('vault.lock', null);
  await refresh();
};

type Props = {
  wallet: OpenWallet /** a full tab rather than the toolbar's popup */;
  wide?: boolean;
  children: ReactNode;
};

export const Shell = ({ wallet, wide, children }: Props) => {
  const [path, go] = useLocation();
  // the screen says what came of it, also when nothing did
  const stop = () => void call('kill.press', null).finally(() => go('/stop'));
  useStopKey(stop);
  return (
    <div className={wide ? 'tab shell' : 'popup'}>
      <header className={wide ? 'topbar' : 'bar'}>
        {wide && (
          <Link className="logo" href="/" aria-label={t('app.name')}>
            <Logo />
            <span>{t('app.name')}</span>
          </Link>
        )}
        {wide && <Nav />}
        <AccountMenu wallet={wallet} />
        <div className="bar-end">
          <NetworkMenu wallet={wallet} />
          <IconButton
            icon={OctagonPause}
            label={t('home.stop')}
            title={t('home.stop.more')}
            aria-keyshortcuts={STOP_KEYS}
            data-testid="stop-all"
            onClick={stop}
          />
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
      {!wide && <Nav />}
    </div>
  );
};
