/** A wallet from an export file and the password of that file. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { call } from '../../messaging/call.ts';
import type { Kdf } from '../../messaging/ui-lane.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { useAction } from '../hooks/action.ts';
import { coolDown, stretch } from '../stretch.ts';
import { t } from '../text.ts';
import { Progress } from '../unlock/progress.tsx';
import { SecretField } from '../unlock/secret-field.tsx';
import { visible } from '../visible.ts';
import { Back, Done, Sheet } from './sheet.tsx';

/** An export is a few kilobytes; what is far larger is something else. */
const LARGEST = 1_000_000;

export const RestoreWallet = () => {
  const password = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<{ name: string; text: string; kdf: Kdf } | null>(null);
  const [made, setMade] = useState<{ address: string | null } | null>(null);
  const [done, setDone] = useState(0);
  const { run, busy, error, setError } = useAction();
  useEffect(() => coolDown, []);

  const choose = (chosen: File | undefined) => {
    setFile(null);
    if (!chosen) return;
    if (chosen.size > LARGEST) return setError({ id: 'onboarding.restore.large' });
    void run(async () => {
      const text = await chosen.text();
      setFile({ name: chosen.name, text, kdf: await call('wallet.readExport', { file: text }) });
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = password.current;
    if (!file || !input?.value) return input?.focus();
    void run(async () => {
      setDone(0);
      const key = await stretch(input.value, file.kdf, setDone);
      const restored = await call('wallet.restore', { file: file.text, key });
      input.value = '';
      setMade(restored);
    });
  };

  if (made) return <Done address={made.address} />;
  return (
    <Sheet title={t('onboarding.restore.title')} lead={t('onboarding.restore.lead')}>
      <form className="stack-lg" onSubmit={submit} autoComplete="off">
        <label className="file">
          <span className="btn">{t(file ? 'onboarding.restore.other' : 'onboarding.restore.choose')}</span>
          <input
            type="file"
            className="sr"
            accept=".json,.vouch,application/json"
            data-testid="export-file"
            onChange={({ currentTarget }) => choose(currentTarget.files?.[0])}
          />
          <span className="muted">{file ? visible(file.name) : t('onboarding.restore.none')}</span>
        </label>
        {file && <SecretField ref={password} label={t('onboarding.restore.password')} data-testid="password" />}
        {error && (
          <Note level="care" alert>
            {t(error)}
          </Note>
        )}
        {busy && file && <Progress done={done} label={t('unlock.stretching')} />}
        <div className="steps">
          {file && (
            <Button type="submit" look="ink" data-testid="continue" aria-disabled={busy || undefined}>
              {t(busy ? 'onboarding.making' : 'onboarding.restore.restore')}
            </Button>
          )}
          <Back />
        </div>
      </form>
    </Sheet>
  );
};
