/** Home: whose wallet, what waits, who is connected, what happened last. */
import { ChevronRight, Globe } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { now } from '../../lib/clock.ts';
import { Line } from '../activity/line.tsx';
import { Icon } from '../components/icon.tsx';
import { Note } from '../components/note.tsx';
import { useAnswer } from '../hooks/answer.ts';
import type { OpenWallet } from '../hooks/wallet.ts';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { Backup } from './backup.tsx';
import { CopyAddress } from './copy-address.tsx';
import { Protection } from './protection.tsx';
import { Waiting } from './waiting.tsx';

// Most people look after nobody, and most sites have no session: home does not wait for the words of it.
const People = lazy(async () => ({ default: (await import('./people.tsx')).People }));
const Sessions = lazy(async () => ({ default: (await import('./session-card.tsx')).Sessions }));

const LAST = { limit: 3 };

const Sites = () => {
  const sites = useAnswer('site.list', null);
  const words = !sites
    ? t('home.sites.loading')
    : 'error' in sites
      ? t(sites.error)
      : sites.ok.length === 1
        ? t('home.sites.one')
        : t(sites.ok.length ? 'home.sites.many' : 'home.sites.none', { n: String(sites.ok.length) });
  return (
    <Link className="guarded" href="/sites">
      <Icon of={Globe} size="sm" />
      <span>{words}</span>
      <Icon of={ChevronRight} size="sm" turns />
    </Link>
  );
};

const Last = () => {
  const lines = useAnswer('activity.list', LAST);
  return (
    <section aria-labelledby="activity">
      <h2 className="head" id="activity">
        {t('home.activity')}
        {lines && 'ok' in lines && lines.ok.length > 0 && (
          <Link className="btn btn-quiet more" href="/activity">
            {t('home.activity.all')}
          </Link>
        )}
      </h2>
      {!lines && <p className="empty">{t('home.activity.loading')}</p>}
      {lines && 'error' in lines && <Note level="care">{t(lines.error)}</Note>}
      {lines && 'ok' in lines && lines.ok.length === 0 && <p className="empty">{t('home.activity.empty')}</p>}
      {lines && 'ok' in lines && (
        <ul>
          {lines.ok.map((entry) => (
            <Line key={`${entry.at}${entry.digest}`} entry={entry} today={now()} />
          ))}
        </ul>
      )}
    </section>
  );
};

export const Home = ({ wallet }: { wallet: OpenWallet }) => {
  const current = wallet.accounts.find(({ address }) => address === wallet.selected);
  return (
    <>
      <Backup wallet={wallet} />
      <Protection />
      <Suspense>
        <People />
      </Suspense>
      <section className="own" aria-labelledby="own">
        <h1 id="own">{visible(current?.name ?? t('home.account'))}</h1>
        <CopyAddress address={wallet.selected} />
        {!wallet.network.rpcUrl && (
          <p className="muted t-sm">
            {t('home.noNode', { network: visible(wallet.network.name) })}{' '}
            <Link href="/networks">{t('networks.chooseNode')}</Link>
          </p>
        )}
      </section>
      <Waiting requests={wallet.waiting} />
      <Suspense>
        <Sessions />
      </Suspense>
      <Sites />
      <Last />
    </>
  );
};
