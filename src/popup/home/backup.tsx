/** What brings this wallet back, said plainly: words that were checked, words that were not, or a file alone. */
import { Check, ChevronRight } from 'lucide-react';
import { Icon } from '../components/icon.tsx';
import type { OpenWallet } from '../hooks/wallet.ts';
import { t } from '../text.ts';

export const Backup = ({ wallet }: { wallet: OpenWallet }) => {
  const unchecked = wallet.phrases.find(({ checked }) => !checked);
  const [kind, href] = unchecked
    ? (['unchecked', `tab.html#/secrets/check/${unchecked.id}`] as const)
    : wallet.phrases.length
      ? (['checked', 'tab.html#/secrets'] as const)
      : (['keys', 'tab.html#/secrets/export'] as const);
  return (
    <a className="guarded" href={href} target="vouch">
      <span className={kind === 'checked' ? 'tick' : 'tick tick-open'}>
        {kind === 'checked' && <Icon of={Check} />}
      </span>
      <span>
        <b>{t(`home.backup.${kind}`)}</b> {t(`home.backup.${kind}.more`)}
      </span>
      <Icon of={ChevronRight} size="sm" turns />
    </a>
  );
};
