/** An encrypted file with everything the vault holds, under a password of its own. */
import { useRef, useState } from 'react';
import { call } from '../../messaging/call.ts';
import type { Proof } from '../../messaging/ui-lane.ts';
import { Note } from '../components/note.tsx';
import { NewPassword, type NewPasswordHandle } from '../onboarding/new-password.tsx';
import { Page } from '../settings/page.tsx';
import { calibrate } from '../stretch.ts';
import { t } from '../text.ts';
import { ProofForm } from './proof-form.tsx';

const KEPT_MS = 60_000;

const download = (file: string, name: string) => {
  const url = URL.createObjectURL(new Blob([file], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
};

export const ExportFile = () => {
  const own = useRef<NewPasswordHandle>(null);
  const [saved, setSaved] = useState<string | null>(null);

  const make = async (proof: Proof) => {
    const password = own.current?.take();
    if (!password) return;
    const { kdf, key } = await calibrate(password, await call('wallet.prepare', null));
    const { file, name } = await call('secret.export', { proof, kdf, key });
    download(file, name);
    own.current?.clear();
    setSaved(name);
  };
  const ready = () => {
    return Boolean(own.current?.take());
  };

  return (
    <Page title={t('secrets.export')} lead={t('secrets.export.lead')} back="/settings">
      {saved && (
        <p className="card" role="status" data-testid="exported">
          {t('secrets.export.saved', { name: saved })}
        </p>
      )}
      <ProofForm verb={t('secrets.export.make')} ready={ready} onProof={make}>
        <NewPassword ref={own} label="secrets.export.password" />
        <Note level="info">{t('secrets.export.note')}</Note>
      </ProofForm>
    </Page>
  );
};
