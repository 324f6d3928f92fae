/** The accounts: a new one from the phrase, one from elsewhere, their names. */
import { KeyRound, Plus } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { Link } from 'wouter';
import { call } from '../../messaging/call.ts';
import type { AccountInfo } from '../../messaging/ui-lane.ts';
import { Address } from '../components/address.tsx';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Field, PasswordField } from '../components/field.tsx';
import { Note } from '../components/note.tsx';
import { Seal } from '../components/seal.tsx';
import { useAction } from '../hooks/action.ts';
import type { OpenWallet } from '../hooks/wallet.ts';
import { Page } from '../settings/page.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';

type Asked = { type: 'add' | 'import' } | { type: 'rename'; account: AccountInfo };

/** One dialog for the three: a name, and the key where there is one. */
const AccountForm = ({ asked, count, onClose }: { asked: Asked; count: number; onClose: () => void }) => {
  const name = useRef<HTMLInputElement>(null);
  const key = useRef<HTMLInputElement>(null);
  const { run, busy, error } = useAction();
  const save = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const called = name.current?.value.trim() ?? '';
      if (asked.type === 'add') await call('account.add', { name: called });
      else if (asked.type === 'rename') await call('account.rename', { accountId: asked.account.id, name: called });
      else await call('account.import', { privateKey: key.current?.value.trim() ?? '', name: called });
      if (key.current) key.current.value = '';
    }).then((saved) => saved && onClose());
  };
  return (
    <Dialog title={t(`accounts.${asked.type}`)} onClose={onClose}>
      <form className="stack-lg dialog-form" onSubmit={save} autoComplete="off">
        {asked.type === 'import' && (
          <PasswordField
            ref={key}
            label={t('onboarding.import.key')}
            hint={t('accounts.import.hint')}
            data-testid="private-key"
          />
        )}
        <Field
          ref={name}
          label={t('accounts.name')}
          maxLength={40}
          data-testid="account-name"
          defaultValue={asked.type === 'rename' ? asked.account.name : t('accounts.numbered', { n: String(count + 1) })}
        />
        {error && (
          <Note level="care" alert>
            {t(error)}
          </Note>
        )}
        <div className="steps">
          <Button type="submit" look="ink" data-testid="save-account" aria-disabled={busy || undefined}>
            {t(`accounts.${asked.type}.save`)}
          </Button>
          <Button onClick={onClose}>{t('networks.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
};

export const Accounts = ({ wallet }: { wallet: OpenWallet }) => {
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <Page title={t('accounts.title')} back="/settings">
      <ul>
        {wallet.accounts.map((account) => (
          <li className="entry" key={account.id}>
            <Seal address={account.address} />
            <span className="item-main">
              <b>
                {visible(account.name)}{' '}
                {account.address === wallet.selected && <span className="chip">{t('networks.used')}</span>}
              </b>
              <small>{t(account.source === 'phrase' ? 'accounts.fromPhrase' : 'accounts.fromKey')}</small>
              <Address of={account.address} />
            </span>
            <div className="entry-do">
              <Button onClick={() => setAsked({ type: 'rename', account })}>
                {t('accounts.rename')} <span className="sr">{account.name}</span>
              </Button>
              {account.source === 'private-key' && (
                <Link className="btn btn-quiet" href={`/secrets/remove/${account.id}`}>
                  {t('accounts.remove')} <span className="sr">{account.name}</span>
                </Link>
              )}
            </div>
          </li>
        ))}
      </ul>
      <div className="steps">
        {wallet.phrases.length > 0 && (
          <Button icon={Plus} onClick={() => setAsked({ type: 'add' })} data-testid="add-account">
            {t('accounts.add')}
          </Button>
        )}
        <Button icon={KeyRound} onClick={() => setAsked({ type: 'import' })} data-testid="import-account">
          {t('accounts.import')}
        </Button>
      </div>
      {asked && <AccountForm asked={asked} count={wallet.accounts.length} onClose={() => setAsked(null)} />}
    </Page>
  );
};
