/** Adds a network or changes one: its name, its currency, and the node that Vouch asks. */
import { type FormEvent, useRef, useState } from 'react';
import type { NetworkOffer } from '../../approvals/record.ts';
import { call } from '../../messaging/call.ts';
import type { NetworkInfo } from '../../messaging/ui-lane.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Field } from '../components/field.tsx';
import { Note } from '../components/note.tsx';
import { useAction } from '../hooks/action.ts';
import { t } from '../text.ts';
import { faultOf, type NetworkFault } from './node-url.ts';

type Props = { network: NetworkInfo | null; onClose: () => void };

export const NetworkForm = ({ network, onClose }: Props) => {
  const form = useRef<HTMLFormElement>(null);
  const [fault, setFault] = useState<NetworkFault | null>(null);
  const { run, busy, error } = useAction();

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!form.current) return;
    const data = new FormData(form.current);
    const text = (name: string) => String(data.get(name) ?? '').trim();
    const values = { name: text('name'), chainId: text('chainId'), symbol: text('symbol'), rpcUrl: text('rpcUrl') };
    const found = faultOf(values);
    setFault(found);
    if (found) return form.current.querySelector<HTMLInputElement>(`[name="${found.field}"]`)?.focus();
    const offer: NetworkOffer = {
      chainId: Number(values.chainId),
      name: values.name,
      currency: { name: network?.currency.name || values.symbol, symbol: values.symbol, decimals: 18 },
      rpcUrl: values.rpcUrl,
      ...(network?.explorerUrl && { explorerUrl: network.explorerUrl }),
    };
    void run(async () => {
      await call('network.save', { network: offer });
    }).then((saved) => saved && onClose());
  };
  const wrong = (field: NetworkFault['field']) => fault?.field === field && { error: t(fault.id) };

  return (
    <Dialog title={network ? t('networks.edit.title', { network: network.name }) : t('networks.add')} onClose={onClose}>
      <form ref={form} className="stack-lg dialog-form" onSubmit={save} noValidate>
        <Field label={t('networks.name')} name="name" defaultValue={network?.name} maxLength={64} {...wrong('name')} />
        <Field
          label={t('networks.chainId')}
          name="chainId"
          inputMode="numeric"
          defaultValue={network?.chainId}
          readOnly={network !== null}
          {...wrong('chainId')}
        />
        <Field
          label={t('networks.symbol')}
          name="symbol"
          defaultValue={network?.currency.symbol}
          maxLength={8}
          {...wrong('symbol')}
        />
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
            {t(error)}
          </Note>
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
