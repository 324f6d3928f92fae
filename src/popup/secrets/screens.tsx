/** Everything that asks for the password again. In the full tab: a popup closes as soon as somebody reaches for paper. */
import type { OpenWallet } from '../hooks/wallet.ts';
import { Page } from '../settings/page.tsx';
import { t } from '../text.ts';
import { ChangePassword } from './change-password.tsx';
import { CheckPhrase } from './check-phrase.tsx';
import { ExportFile } from './export-file.tsx';
import { RemoveAccount } from './remove-account.tsx';
import { Reveal } from './reveal.tsx';
import { Secrets } from './secrets.tsx';

const inTab = () => location.pathname.endsWith('/tab.html');

export const SecretScreens = ({ wallet, path }: { wallet: OpenWallet; path: string }) => {
  const [, first, kind, id = ''] = path.split('/');
  if (first === 'password') return <ChangePassword />;
  if (kind === undefined) return <Secrets wallet={wallet} />;
  if (kind === 'export') return <ExportFile />;
  const phrase = wallet.phrases.find((one) => one.id === id);
  const account = wallet.accounts.find((one) => one.id === id);
  if (phrase && kind === 'check') return <CheckPhrase key={id} phrase={phrase} />;
  if (phrase && kind === 'phrase')
    return inTab() ? <Reveal key={id} what={{ type: 'phrase', phrase }} /> : <InTab path={path} />;
  if (account && kind === 'key')
    return inTab() ? <Reveal key={id} what={{ type: 'key', account }} /> : <InTab path={path} />;
  if (account && kind === 'remove') return <RemoveAccount key={id} account={account} />;
  return (
    <Page title={t('settings.nothing.title')} back="/secrets">
      <p className="muted">{t('settings.nothing.more')}</p>
    </Page>
  );
};

/** The popup would close, and with it the words, at the first press outside. */
const InTab = ({ path }: { path: string }) => (
  <Page title={t('secrets.inTab.title')} lead={t('secrets.inTab.more')} back="/secrets">
    <a className="btn btn-ink" href={`tab.html#${path}`} target="vouch">
      {t('secrets.inTab.open')}
    </a>
  </Page>
);
