/** Unlocks the wallet. Loaded only when it is locked: by the popup, the full tab and the approval window. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { now } from '../../lib/clock.ts';
import { screens } from '../../lib/text/screens.en.ts';
import type { Text } from '../../lib/text.ts';
import { CallError, call } from '../../messaging/call.ts';
import type { WalletState } from '../../messaging/ui-lane.ts';
import { Button } from '../components/button.tsx';
import { Logo } from '../components/logo.tsx';
import { STOP_KEYS, useStopKey } from '../kill/use-stop.ts';
import { coolDown, StretchError } from '../stretch.ts';
import { learn, t } from '../text.ts';
import { HeldBack } from './held-back.tsx';
import { Progress } from './progress.tsx';
import { prove } from './prove.ts';
import { SecretField } from './secret-field.tsx';

learn(screens);

/** Pausing needs no password; what comes after it does. */
const Stop = () => {
  const [said, setSaid] = useState<Text | null>(null);
  const stop = () =>
    void call('kill.press', null).then(
      () => setSaid({ id: 'unlock.stopped' }),
      (cause) => setSaid(cause instanceof CallError ? cause.text : { id: 'error.unknown' }),
    );
  useStopKey(stop);
  return (
    <>
      <Button look="quiet" data-testid="stop-all" aria-keyshortcuts={STOP_KEYS} onClick={stop}>
        {t('home.stop')}
      </Button>
      <span role="status">{said && t(said)}</span>
    </>
  );
};

const inTab = () => location.pathname.endsWith('/tab.html');

export const Unlock = ({ onUnlocked }: { onUnlocked: (state?: WalletState) => void }) => {
  const field = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(0);
  const [error, setError] = useState<Text | null>(null);
  const [retryAt, setRetryAt] = useState<number | null>(null);

  useEffect(() => {
    field.current?.focus();
    return coolDown;
  }, []);

  const unlock = async (event: FormEvent) => {
    event.preventDefault();
    const input = field.current;
    if (!input || busy) return;
    if (!input.value) {
      input.focus();
      return;
    }
    setBusy(true);
    setDone(0);
    setError(null);
    try {
      const state = await call('vault.unlock', await prove(input.value, setDone));
      input.value = '';
      onUnlocked(state);
    } catch (cause) {
      setBusy(false);
      setRetryAt(cause instanceof CallError && cause.retryAt && cause.retryAt > now() ? cause.retryAt : null);
      setError(
        cause instanceof CallError
          ? cause.text
          : { id: cause instanceof StretchError ? 'unlock.memory' : 'error.unknown' },
      );
      input.select();
      input.focus();
    }
  };

  return (
    <main className="gate">
      <form className="gate-form" onSubmit={(event) => void unlock(event)} autoComplete="off">
        <Logo className="emblem" />
        <h1>{t('unlock.title')}</h1>
        <SecretField
          label={t('unlock.password')}
          ref={field}
          {...(error && { error: t(error) })}
          onInput={() => error && setError(null)}
        />
        {retryAt && <HeldBack until={retryAt} />}
        <Button type="submit" look="ink" wide data-testid="unlock" aria-disabled={busy || undefined}>
          {t(busy ? 'unlock.busy' : 'unlock.unlock')}
        </Button>
        {busy && <Progress done={done} label={t('unlock.stretching')} />}
      </form>
      <p className="gate-foot">
        <a
          className="btn btn-quiet"
          href={inTab() ? '#/forgotten' : 'tab.html#/forgotten'}
          {...(!inTab() && { target: 'vouch' })}
        >
          {t('unlock.forgotten')}
        </a>
        <Stop />
      </p>
    </main>
  );
};
