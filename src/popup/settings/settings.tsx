/** Settings: when to lock, how it looks, who answers as window.ethereum, and the ways to everything else. */
import {
  ChevronRight,
  FileLock,
  Handshake,
  Hourglass,
  KeyRound,
  type LucideIcon,
  Network,
  OctagonPause,
  RadioTower,
  RectangleEllipsis,
  ShieldBan,
  SlidersHorizontal,
  Trash2,
  UserRoundCheck,
  WalletCards,
  Zap,
} from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { browser } from '../../lib/browser.ts';
import { sessions } from '../../lib/text/sessions.en.ts';
import type { TextId } from '../../lib/text.ts';
import { call } from '../../messaging/call.ts';
import type { Settings as Values } from '../../messaging/ui-lane.ts';
import { Icon } from '../components/icon.tsx';
import { Note } from '../components/note.tsx';
import { useAction } from '../hooks/action.ts';
import type { OpenWallet } from '../hooks/wallet.ts';
import { learn, t } from '../text.ts';
import { showTheme } from '../theme.ts';
import { Page } from './page.tsx';

learn(sessions);

const MINUTES = [1, 5, 15, 30, 60, 240, 720] as const;
const SWITCHES = [
  { name: 'take', key: 'takeWindowEthereum' },
  { name: 'reference', key: 'referencePrices' },
  { name: 'developer', key: 'developer' },
] as const;
const THEMES = ['system', 'light', 'dark'] as const;

const span = (minutes: number): string =>
  minutes === 1
    ? t('settings.minute')
    : minutes < 60
      ? t('settings.minutes', { n: String(minutes) })
      : minutes === 60
        ? t('settings.hour')
        : t('settings.hours', { n: String(minutes / 60) });

type Way = { name: string; icon: LucideIcon; href: string };

const TRADING = [
  { name: 'sessions', icon: Zap, href: '/sessions' },
  { name: 'limits', icon: SlidersHorizontal, href: '/limits' },
  { name: 'grants', icon: Handshake, href: '/grants' },
  { name: 'stop', icon: OctagonPause, href: '/stop' },
  { name: 'stepUp', icon: UserRoundCheck, href: '/step-up' },
  { name: 'waits', icon: Hourglass, href: '/waits' },
] as const satisfies Way[];

const ROWS = [
  { name: 'accounts', icon: WalletCards, href: '/accounts' },
  { name: 'networks', icon: Network, href: '/networks' },
  { name: 'relays', icon: RadioTower, href: '/guardians/relays' },
  { name: 'refused', icon: ShieldBan, href: '/refused' },
  { name: 'secrets', icon: KeyRound, href: '/secrets' },
  { name: 'export', icon: FileLock, href: '/secrets/export' },
  { name: 'password', icon: RectangleEllipsis, href: '/password' },
  { name: 'forget', icon: Trash2, href: '/forgotten' },
] as const satisfies Way[];

const BARE = new Set<string>(['relays', 'password', 'forget']);

const Ways = ({ of, title }: { of: readonly ((typeof TRADING)[number] | (typeof ROWS)[number])[]; title?: TextId }) => (
  <section aria-label={title && t(title)}>
    {title && <h2 className="head">{t(title)}</h2>}
    <ul className={title ? 'list' : 'list ways'}>
      {of.map(({ name, icon, href }) => (
        <li key={name}>
          <Link className="item" href={href} data-testid={`settings-${name}`}>
            <Icon of={icon} />
            <span className="item-main">
              <b>{t(`settings.${name}`)}</b>
              <small>{t(`settings.${name}.more`)}</small>
            </span>
            <Icon of={ChevronRight} size="sm" turns />
          </Link>
        </li>
      ))}
    </ul>
  </section>
);

/** `bare`: of a vault without an account, where most of it would be about nothing. */
export const Settings = ({ wallet, bare }: { wallet: Pick<OpenWallet, 'settings'>; bare?: boolean }) => {
  const [values, setValues] = useState(wallet.settings);
  const { run, error } = useAction();
  useEffect(() => setValues(wallet.settings), [wallet.settings]);

  const save = (part: Partial<Values>) => {
    const next = { ...values, ...part };
    setValues(next);
    showTheme(next.theme);
    void run(async () => {
      await call('settings.save', { settings: next });
    });
  };
  const minutes = MINUTES.some((n) => n === values.lockAfterMinutes)
    ? MINUTES
    : [...MINUTES, values.lockAfterMinutes].sort((a, b) => a - b);

  return (
    <Page title={t('settings.title')}>
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
      <div className="setting">
        <label htmlFor="lock-after">
          <b>{t('settings.lock')}</b>
          <small>{t('settings.lock.more')}</small>
        </label>
        <select
          id="lock-after"
          className="select"
          value={values.lockAfterMinutes}
          onChange={({ currentTarget }) => save({ lockAfterMinutes: Number(currentTarget.value) })}
        >
          {minutes.map((n) => (
            <option key={n} value={n}>
              {span(n)}
            </option>
          ))}
        </select>
      </div>
      <fieldset className="setting setting-wide">
        <legend>
          <b>{t('settings.theme')}</b>
        </legend>
        <div className="segments">
          {THEMES.map((theme) => (
            <label key={theme}>
              <input
                type="radio"
                name="theme"
                checked={values.theme === theme}
                data-testid={`theme-${theme}`}
                onChange={() => save({ theme })}
              />
              {t(`settings.theme.${theme}`)}
            </label>
          ))}
        </div>
      </fieldset>
      {!bare &&
        SWITCHES.map(({ name, key }) => (
          <div className="setting" key={name}>
            <label htmlFor={name}>
              <b>{t(`settings.${name}`)}</b>
              <small>{t(`settings.${name}.more`)}</small>
            </label>
            <input
              id={name}
              type="checkbox"
              role="switch"
              data-testid={`switch-${name}`}
              aria-checked={values[key]}
              className="switch"
              checked={values[key]}
              onChange={({ currentTarget }) => save({ [key]: currentTarget.checked })}
            />
          </div>
        ))}
      {bare ? (
        <Ways of={ROWS.filter(({ name }) => BARE.has(name))} />
      ) : (
        <>
          <Ways of={TRADING} title="settings.group.trading" />
          <Ways of={ROWS} title="settings.group.wallet" />
        </>
      )}
      <p className="quiet tiny">{t('settings.version', { version: browser.runtime.getManifest().version })}</p>
    </Page>
  );
};
