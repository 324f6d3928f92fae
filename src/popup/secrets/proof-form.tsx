/** Asks the wallet's password again before something is told, written out or changed. */
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { now } from '../../lib/clock.ts';
import type { Text } from '../../lib/text.ts';
import { CallError } from '../../messaging/call.ts';
import type { Proof } from '../../messaging/ui-lane.ts';
import { Button } from '../components/button.tsx';
import { coolDown, StretchError } from '../stretch.ts';
import { t } from '../text.ts';
import { HeldBack } from '../unlock/held-back.tsx';
import { Progress } from '../unlock/progress.tsx';
import { prove } from '../unlock/prove.ts';
import { SecretField } from '../unlock/secret-field.tsx';

type Props = {
  /** the verb of the button */
  verb: string;
  danger?: boolean;
  /** looked at before the password is tried; false stops it */
  ready?: () => boolean;
  onProof: (proof: Proof) => Promise<void>;
  children?: ReactNode;
  /** beside the button */
  beside?: ReactNode;
};

export const ProofForm = ({ verb, danger, ready, onProof, children, beside }: Props) => {
  const field = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(0);
  const [error, setError] = useState<Text | null>(null);
  const [retryAt, setRetryAt] = useState<number | null>(null);
  useEffect(() => {
    field.current?.focus();
    return coolDown;
  }, []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = field.current;
    if (!input || busy) return;
    if (!input.value) return input.focus();
    if (ready && !ready()) return;
    setBusy(true);
    setDone(0);
    setError(null);
    setRetryAt(null);
    try {
      const proof = await prove(input.value, setDone);
      await onProof(proof);
      input.value = '';
    } catch (cause) {
      if (cause instanceof CallError && cause.retryAt && cause.retryAt > now()) setRetryAt(cause.retryAt);
      setError(
        cause instanceof CallError
          ? cause.text
          : { id: cause instanceof StretchError ? 'unlock.memory' : 'error.unknown' },
      );
      input.select();
      input.focus();
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className="stack-lg narrow-form" onSubmit={(event) => void submit(event)} autoComplete="off">
      <SecretField
        ref={field}
        label={t('secrets.password')}
        {...(error && { error: t(error) })}
        onInput={() => setError(null)}
      />
      {children}
      {retryAt && <HeldBack until={retryAt} />}
      {busy && <Progress done={done} label={t('unlock.stretching')} />}
      <div className="steps">
        <Button type="submit" look={danger ? 'danger' : 'ink'} data-testid="prove" aria-disabled={busy || undefined}>
          {busy ? t('unlock.busy') : verb}
        </Button>
        {beside}
      </div>
    </form>
  );
};
