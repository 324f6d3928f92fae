import { useRef, useState } from 'react';
import { call } from '../../messaging/call.ts';
import type { Proof } from '../../messaging/ui-lane.ts';
import { Note } from '../components/note.tsx';
import { NewPassword, type NewPasswordHandle } from '../onboarding/new-password.tsx';
import { Page } from '../settings/page.tsx';
import { calibrate } from '../stretch.ts';
import { t } from '../text.ts';
import { ProofForm } from './proof-form.tsx';

/** The old password goes with the wrap that it opened: no copy of the vault on this computer keeps it. */
export const ChangePassword = () => {
  const fresh = useRef<NewPasswordHandle>(null);
  const [changed, setChanged] = useState(false);

  const change = async (proof: Proof) => {
    const password = fresh.current?.take();
    if (!password) return;
    const { kdf, key } = await calibrate(password, await call('wallet.prepare', null));
    await call('vault.changePassword', { proof, kdf, key });
    fresh.current?.clear();
    setChanged(true);
  };
  const ready = () => {
    setChanged(false);
    return Boolean(fresh.current?.take());
  };

  return (
    <Page title={t('secrets.change')} lead={t('secrets.change.lead')} back="/settings">
      {changed && (
        <p className="card" role="status" data-testid="changed">
          {t('secrets.change.done')}
        </p>
      )}
      <ProofForm verb={t('secrets.change.change')} ready={ready} onProof={change}>
        <NewPassword ref={fresh} />
        <Note level="info">{t('secrets.change.note')}</Note>
      </ProofForm>
    </Page>
  );
};
