/** Adds a network, or chooses the node that Vouch asks for one. */
import { type FormEvent, useRef, useState } from 'react';
import type { NetworkOffer } from '../../approvals/record.ts';
import { browser } from '../../lib/browser.ts';
import { call } from '../../messaging/call.ts';
import type { NetworkInfo } from '../../messaging/ui-lane.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Field } from '../components/field.tsx';
import { Note } from '../components/note.tsx';
import { useAction } from '../hooks/action.ts';
import { t } from '../text.ts';
import { faultOf, type NetworkFault, sitePattern } from './node-url.ts';

type Props = { network: NetworkInfo | null; onClose: () => void };

export const NetworkForm = ({ network, onClose }: Props) => {
  const form = useRef<HTMLFormElement>(null);
  const [fault, setFault] = useState<NetworkFault | null>(null);
  const { run, busy, error } = useAction();

  /** What the fields say, or null when one of them is marked as wrong. A known network keeps what it is called. */
  const take = (): NetworkOffer | null => {
    if (!form.current) return null;
    const data = new FormData(form.current);
    const text = (name: string) => String(data.get(name) ?? '').trim();
    const values = {
      name: network?.name ?? text('name'),
      chainId: network ? String(network.chainId) : text('chainId'),
      symbol: network?.currency.symbol ?? text('symbol'),
      rpcUrl: text('rpcUrl'),
    };
    const found = faultOf(values);
    setFault(found);
    if (found) {
      form.current.querySelector<HTMLInputElement>(`[name="${found.field}"]`)?.focus();
      return null;
    }
    return {
      chainId: Number(values.chainId),
      name: values.name,
      currency: network?.currency ?? { name: values.symbol, symbol: values.symbol, decimals: 18 },
      rpcUrl: values.rpcUrl,
      ...(network?.explorerUrl && { explorerUrl: network.explorerUrl }),
    };
  };
  const ask = async (offer: NetworkOffer) => {
    await call('network.save', { network: offer });
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    const offer = take();
    if (offer) void run(() => ask(offer)).then((saved) => saved && onClose());
  };
  /** The browser asks the person, and only in answer to a press: nothing may be awaited before. */
  const reach = () => {
    const offer = take();
    if (!offer) return;
    const given = browser.permissions.request({ origins: [sitePattern(offer.rpcUrl)] });
    void run(async () => {
      await given.catch(() => false);
      await ask(offer);
    }).then((saved) => saved && onClose());
  };
  const wrong = (field: NetworkFault['field']) => fault?.field === field && { error: t(fault.id) };
  const silent = error?.id === 'chain.noAnswer';

  return (
    <Dialog title={network ? t('networks.edit.title', { network: network.name }) : t('networks.add')} onClose={onClose}>
      <form ref={form} className="stack-lg dialog-form" onSubmit={save} noValidate>
        {!network && (
          <>
            <Field label={t('networks.name')} name="name" maxLength={64} {...wrong('name')} />
            <Field label={t('networks.chainId')} name="chainId" inputMode="numeric" {...wrong('chainId')} />
            <Field label={t('networks.symbol')} name="symbol" maxLength={8} {...wrong('symbol')} />
          </>
        )}
        <Field
          label={t('networks.node')}
          hint={t('networks.node.hint')}
          name="rpcUrl"
          type="url"
          inputMode="url"
          placeholder="https://"
          defaultValue={network?.rpcUrl}
          data-testid="rpc-url"
          {...wrong('rpcUrl')}
        />
        {error && (
          <Note level="care" alert>
            {t(silent ? 'networks.silent' : error)}
          </Note>
        )}
        {silent && (
          <Button wide data-testid="reach-node" aria-disabled={busy || undefined} onClick={reach}>
            {t('networks.reach')}
          </Button>
        )}
        <div className="steps">
          <Button type="submit" look="ink" data-testid="save-network" aria-disabled={busy || undefined}>
            {t(busy ? 'networks.asking' : 'networks.save')}
          </Button>
          <Button onClick={onClose}>{t('networks.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
};
