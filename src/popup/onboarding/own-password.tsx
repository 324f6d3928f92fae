/** A password for a vault without an account: for somebody who looks after others, or who is getting a wallet back. */
import { type FormEvent, useEffect, useRef } from 'react';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { useAction } from '../hooks/action.ts';
import { coolDown } from '../stretch.ts';
import { t } from '../text.ts';
import { create } from './create.ts';
import { NewPassword, type NewPasswordHandle } from './new-password.tsx';
import { Back, Sheet } from './sheet.tsx';

/** @param onMade the vault is there and open */
export const OwnPassword = ({ lead, onMade }: { lead: string; onMade: () => Promise<void> }) => {
  const password = useRef<NewPasswordHandle>(null);
  const { run, busy, error } = useAction();
  useEffect(() => coolDown, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const value = password.current?.take();
    if (value)
      void run(async () => {
        await create(value, { type: 'none' });
        password.current?.clear();
        await onMade();
      });
  };
  return (
    <Sheet title={t('door.password.title')} lead={lead}>
      <form className="stack-lg" onSubmit={submit} autoComplete="off">
        <NewPassword ref={password} />
        <Note level="info">{t('door.password.note')}</Note>
        {error && (
          <Note level="care" alert>
            {t(error)}
          </Note>
        )}
        <div className="steps">
          <Button type="submit" look="ink" data-testid="continue" aria-disabled={busy || undefined}>
            {t(busy ? 'door.password.busy' : 'door.password.go')}
          </Button>
          <Back />
        </div>
      </form>
    </Sheet>
  );
};
