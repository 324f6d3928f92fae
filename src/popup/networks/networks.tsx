/** The networks: which one is in use, and which node is asked for each. */
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../messaging/call.ts';
import type { NetworkInfo } from '../../messaging/ui-lane.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { useAction } from '../hooks/action.ts';
import type { OpenWallet } from '../hooks/wallet.ts';
import { Page } from '../settings/page.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { NetworkForm } from './network-form.tsx';

export const Networks = ({ wallet }: { wallet: OpenWallet }) => {
  const [edited, setEdited] = useState<NetworkInfo | 'new' | null>(null);
  const { run, error } = useAction();
  return (
    <Page title={t('networks.title')} lead={t('networks.lead')} back="/settings">
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
      <ul>
        {wallet.networks.map((network) => {
          const { chainId, name, rpcUrl } = network;
          const used = chainId === wallet.network.chainId;
          return (
            <li className="entry" key={chainId}>
              <span className="item-main">
                <b>
                  {visible(name)} {used && <span className="chip">{t('networks.used')}</span>}
                </b>
                <small>
                  {t('networks.chain', { id: String(chainId) })} · {rpcUrl ? visible(rpcUrl) : t('networks.noNode')}
                </small>
              </span>
              <div className="entry-do">
                {!used && (
                  <Button
                    onClick={() =>
                      void run(async () => {
                        await call('network.select', { chainId });
                      })
                    }
                  >
                    {t('networks.use')} <span className="sr">{name}</span>
                  </Button>
                )}
                <Button onClick={() => setEdited(network)} data-testid={`edit-network-${chainId}`}>
                  {t(rpcUrl ? 'networks.edit' : 'networks.chooseNode')} <span className="sr">{name}</span>
                </Button>
                {rpcUrl && !used && (
                  <Button
                    look="quiet"
                    onClick={() =>
                      void run(async () => {
                        await call('network.remove', { chainId });
                      })
                    }
                  >
                    {t('networks.remove')} <span className="sr">{name}</span>
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      <Button icon={Plus} onClick={() => setEdited('new')} data-testid="add-network">
        {t('networks.add')}
      </Button>
      {edited && <NetworkForm network={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Page>
  );
};
