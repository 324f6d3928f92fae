/** Who may see which account, and the way to end it. */
import { now } from '../../lib/clock.ts';
import { call } from '../../messaging/call.ts';
import type { SiteInfo } from '../../messaging/ui-lane.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { SiteIcon } from '../components/site-icon.tsx';
import { timeLeft } from '../components/time.tsx';
import { short, siteName } from '../home/short.ts';
import { useAction } from '../hooks/action.ts';
import { useAnswer } from '../hooks/answer.ts';
import type { OpenWallet } from '../hooks/wallet.ts';
import { Page } from '../settings/page.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';

const Site = ({ site, wallet }: { site: SiteInfo; wallet: OpenWallet }) => {
  const { run, busy, error } = useAction();
  const names = site.accounts.map((address) =>
    visible(wallet.accounts.find((account) => account.address === address)?.name ?? short(address)),
  );
  const network =
    wallet.networks.find(({ chainId }) => chainId === site.chainId)?.name ??
    t('networks.chain', { id: String(site.chainId) });
  return (
    <li className="entry" data-testid="site">
      <SiteIcon origin={site.origin} />
      <span className="item-main">
        <b>{siteName(site.origin)}</b>
        <small>
          {t('sites.sees', { accounts: names.join(', ') })} · {visible(network)} ·{' '}
          {t('sites.used', { when: timeLeft(site.lastUsedAt, now()) })}
        </small>
      </span>
      <div className="entry-do">
        <Button
          aria-disabled={busy || undefined}
          onClick={() =>
            void run(async () => {
              await call('site.disconnect', { origin: site.origin });
            })
          }
        >
          {t('sites.disconnect')} <span className="sr">{site.origin}</span>
        </Button>
      </div>
      {error && <Note level="care">{t(error)}</Note>}
    </li>
  );
};

export const Sites = ({ wallet }: { wallet: OpenWallet }) => {
  const sites = useAnswer('site.list', null);
  return (
    <Page title={t('sites.title')} lead={t('sites.lead')}>
      {!sites && <p className="muted">{t('sites.loading')}</p>}
      {sites && 'error' in sites && <Note level="care">{t(sites.error)}</Note>}
      {sites && 'ok' in sites && sites.ok.length === 0 && <p className="empty">{t('sites.empty')}</p>}
      {sites && 'ok' in sites && (
        <ul>
          {sites.ok.map((site) => (
            <Site key={site.origin} site={site} wallet={wallet} />
          ))}
        </ul>
      )}
    </Page>
  );
};
