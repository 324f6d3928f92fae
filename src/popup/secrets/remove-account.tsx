import { Link, useLocation } from 'wouter';
import { call } from '../../messaging/call.ts';
import type { AccountInfo } from '../../messaging/ui-lane.ts';
import { Address } from '../components/address.tsx';
import { Note } from '../components/note.tsx';
import { Page } from '../settings/page.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { ProofForm } from './proof-form.tsx';

/** An imported key goes for good: nothing else in this wallet can make it again. */
export const RemoveAccount = ({ account }: { account: AccountInfo }) => {
  const [, go] = useLocation();
  return (
    <Page title={t('accounts.remove.title', { account: visible(account.name) })} back="/settings">
      <Address of={account.address} />
      <Note level="danger">{t('accounts.remove.note')}</Note>
      <ProofForm
        verb={t('accounts.remove.remove')}
        danger
        onProof={async (proof) => {
          await call('account.remove', { accountId: account.id, proof });
          go('/accounts');
        }}
        beside={
          <Link className="btn" href="/accounts">
            {t('accounts.remove.keep')}
          </Link>
        }
      />
    </Page>
  );
};
