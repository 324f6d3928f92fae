/** The phrases and keys of this wallet: what they are, whether they were checked, and the ways to look at them. */
import { Link } from 'wouter';
import { Seal } from '../components/seal.tsx';
import { short } from '../home/short.ts';
import type { OpenWallet } from '../hooks/wallet.ts';
import { Page } from '../settings/page.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';

export const Secrets = ({ wallet }: { wallet: OpenWallet }) => (
  <Page title={t('secrets.title')} lead={t('secrets.lead')} back="/settings">
    <ul>
      {wallet.phrases.map(({ id, words, checked }) => (
        <li className="entry" key={id}>
          <span className="item-main">
            <b>
              {t('secrets.phrase', { n: String(words) })}{' '}
              <span className={checked ? 'chip' : 'chip chip-care'}>
                {t(checked ? 'secrets.checked' : 'secrets.unchecked')}
              </span>
            </b>
            <small>{t('secrets.phrase.more')}</small>
          </span>
          <div className="entry-do">
            <Link className="btn" href={`/secrets/phrase/${id}`} data-testid="reveal-phrase">
              {t('secrets.phrase.show')}
            </Link>
            <Link className="btn" href={`/secrets/check/${id}`} data-testid="check-phrase">
              {t('secrets.phrase.check')}
            </Link>
          </div>
        </li>
      ))}
      {wallet.accounts.map(({ id, address, name, source }) => (
        <li className="entry" key={id}>
          <Seal address={address} />
          <span className="item-main">
            <b>{visible(name)}</b>
            <small>
              <span className="mono">{short(address)}</span> ·{' '}
              {t(source === 'phrase' ? 'accounts.fromPhrase' : 'accounts.fromKey')}
            </small>
          </span>
          <div className="entry-do">
            <Link className="btn" href={`/secrets/key/${id}`} data-testid={`reveal-key-${address}`}>
              {t('secrets.key.show')} <span className="sr">{name}</span>
            </Link>
          </div>
        </li>
      ))}
    </ul>
  </Page>
);
