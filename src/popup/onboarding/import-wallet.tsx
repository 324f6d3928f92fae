/** A phrase or a private key from elsewhere. What is typed stays in its masked fields until the wallet is made. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { CallError, call } from '../../messaging/call.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { CopyAddress } from '../home/copy-address.tsx';
import { useAction } from '../hooks/action.ts';
import { coolDown } from '../stretch.ts';
import { t } from '../text.ts';
import { SecretField } from '../unlock/secret-field.tsx';
import { create, type Source } from './create.ts';
import { NewPassword, type NewPasswordHandle } from './new-password.tsx';
import type { StepProps } from './onboarding.tsx';
import { Back, Done, Sheet } from './sheet.tsx';
import { WordFields, type WordFieldsHandle } from './word-fields.tsx';

export const ImportWallet = ({ bare }: StepProps) => {
  const words = useRef<WordFieldsHandle>(null);
  const key = useRef<HTMLInputElement>(null);
  const password = useRef<NewPasswordHandle>(null);
  const [kind, setKind] = useState<'phrase' | 'private-key'>('phrase');
  const [step, setStep] = useState<'secret' | 'password'>('secret');
  const [found, setFound] = useState<string | null>(null);
  const [address, setAddress] = useState<string | null>(null);
  const { run, busy, error, setError } = useAction();
  useEffect(() => coolDown, []);

  const source = (): Source =>
    kind === 'phrase'
      ? { type: 'phrase', phrase: words.current?.words().join(' ').trim() ?? '' }
      : { type: 'private-key', privateKey: key.current?.value.trim() ?? '' };

  /** A mistake is told before a password is asked for. Whether the digits of a key are one, the worker says at the end. */
  const judge = async () => {
    const secret = source();
    if (secret.type === 'phrase') {
      try {
        setFound((await call('phrase.parse', { phrase: secret.phrase })).address);
      } catch (cause) {
        if (cause instanceof CallError && cause.word !== undefined) words.current?.point(cause.word);
        throw cause;
      }
    } else if (secret.type === 'private-key' && !/^(?:0x)?[0-9a-fA-F]{64}$/.test(secret.privateKey)) {
      key.current?.focus();
      throw new CallError({ text: { id: 'keyring.private-key' } });
    }
    setStep('password');
  };
  /** `value` is null where the vault has one already. */
  const make = async (value: string | null) => {
    try {
      const made = await (value === null ? call('wallet.begin', { source: source() }) : create(value, source()));
      words.current?.clear();
      if (key.current) key.current.value = '';
      password.current?.clear();
      setAddress(made.address);
    } catch (cause) {
      if (kind === 'private-key') setStep('secret');
      throw cause;
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (step === 'secret') return void run(judge);
    if (bare) return void run(() => make(null));
    const value = password.current?.take();
    if (value) void run(() => make(value));
  };

  if (address) return <Done address={address} />;
  return (
    <Sheet
      title={t(step === 'secret' || bare ? 'onboarding.import.title' : 'onboarding.password.title')}
      lead={t(
        step === 'secret'
          ? kind === 'phrase'
            ? 'onboarding.import.lead'
            : 'onboarding.import.keyLead'
          : bare
            ? 'bare.import.lead'
            : 'onboarding.password.lead',
      )}
    >
      <form className="stack-lg" onSubmit={submit} autoComplete="off">
        {/* What was typed stays in its fields while the password is chosen. */}
        <div className="stack-lg" hidden={step !== 'secret'}>
          <fieldset>
            <legend className="sr">{t('onboarding.import.kind')}</legend>
            <div className="segments">
              {(['phrase', 'private-key'] as const).map((each) => (
                <label key={each}>
                  <input
                    type="radio"
                    name="kind"
                    checked={kind === each}
                    data-testid={`import-${each}`}
                    onChange={() => {
                      setKind(each);
                      setError(null);
                    }}
                  />
                  {t(`onboarding.import.${each}`)}
                </label>
              ))}
            </div>
          </fieldset>
          {kind === 'phrase' ? (
            <WordFields ref={words} told={error !== null} />
          ) : (
            <SecretField
              ref={key}
              label={t('onboarding.import.key')}
              hint={t('onboarding.import.keyHint')}
              data-testid="private-key"
            />
          )}
        </div>
        {step === 'password' && (
          <>
            {found && kind === 'phrase' && (
              <div className="card">
                <h2>{t('onboarding.import.found')}</h2>
                <CopyAddress address={found} />
              </div>
            )}
            {!bare && (
              <>
                <NewPassword ref={password} />
                <Note level="info">{t('onboarding.password.note')}</Note>
              </>
            )}
          </>
        )}
        {error && (
          <Note level="care" alert>
            {t(error)}
          </Note>
        )}
        <div className="steps">
          <Button type="submit" look="ink" data-testid="continue" aria-disabled={busy || undefined}>
            {t(busy ? 'onboarding.making' : step === 'secret' ? 'onboarding.continue' : 'onboarding.import.make')}
          </Button>
          {step === 'secret' ? (
            <Back />
          ) : (
            <Button look="quiet" onClick={() => setStep('secret')}>
              {t('onboarding.backStep')}
            </Button>
          )}
        </div>
      </form>
    </Sheet>
  );
};
