/** A new wallet: a password, the words, a look whether they were written down. Only the words are held, until then. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { call } from '../../messaging/call.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { useAction } from '../hooks/action.ts';
import { coolDown } from '../stretch.ts';
import { t } from '../text.ts';
import { CheckWords } from './check-words.tsx';
import { type Created, create } from './create.ts';
import { NewPassword, type NewPasswordHandle } from './new-password.tsx';
import type { StepProps } from './onboarding.tsx';
import { Back, Done, Sheet } from './sheet.tsx';
import { WordsOut } from './words-out.tsx';

export const NewWallet = ({ bare }: StepProps) => {
  const password = useRef<NewPasswordHandle>(null);
  const [bits, setBits] = useState<128 | 256>(128);
  const [made, setMade] = useState<Created | null>(null);
  const [step, setStep] = useState<'write' | 'check' | 'done'>('write');
  const [shown, setShown] = useState(false);
  const [seen, setSeen] = useState(false);
  const hide = useRef(() => setShown(false)).current;
  const { run, busy, error } = useAction();
  useEffect(() => coolDown, []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (bare) return void run(async () => setMade(await call('wallet.begin', { source: { type: 'new', bits } })));
    const value = password.current?.take();
    if (value)
      void run(async () => {
        setMade(await create(value, { type: 'new', bits }));
        password.current?.clear();
      });
  };
  const finish = () => {
    setMade((before) => before && { ...before, phrase: null });
    setStep('done');
  };

  if (!made)
    return (
      <Sheet
        title={t(bare ? 'bare.own.title' : 'onboarding.new.title')}
        lead={t(bare ? 'bare.own.lead' : 'onboarding.new.lead')}
      >
        <form className="stack-lg" onSubmit={submit} autoComplete="off">
          {!bare && <NewPassword ref={password} />}
          <fieldset>
            <legend className="group-title">{t('onboarding.new.length')}</legend>
            <div className="segments">
              {([128, 256] as const).map((n) => (
                <label key={n}>
                  <input
                    type="radio"
                    name="bits"
                    checked={bits === n}
                    onChange={() => setBits(n)}
                    data-testid={`bits-${n}`}
                  />
                  {t('onboarding.import.words', { n: n === 128 ? '12' : '24' })}
                </label>
              ))}
            </div>
          </fieldset>
          {!bare && <Note level="info">{t('onboarding.password.note')}</Note>}
          {error && (
            <Note level="care" alert>
              {t(error)}
            </Note>
          )}
          <div className="steps">
            <Button type="submit" look="ink" data-testid="continue" aria-disabled={busy || undefined}>
              {t(busy ? 'onboarding.making' : 'onboarding.new.make')}
            </Button>
            <Back />
          </div>
        </form>
      </Sheet>
    );

  if (step === 'done' || !made.phrase || !made.phraseId) return <Done address={made.address} />;

  if (step === 'check')
    return (
      <Sheet key="check" title={t('onboarding.check.title')} lead={t('onboarding.check.lead')}>
        <CheckWords phraseId={made.phraseId} onRight={finish}>
          <Button onClick={() => setStep('write')}>{t('onboarding.check.again')}</Button>
          <Button look="quiet" data-testid="skip-check" onClick={finish}>
            {t('onboarding.check.later')}
          </Button>
        </CheckWords>
      </Sheet>
    );

  return (
    <Sheet key="write" title={t('onboarding.write.title')} lead={t('onboarding.write.lead')}>
      <div className="stack-lg">
        {shown ? (
          <WordsOut phrase={made.phrase} onHide={hide} />
        ) : (
          <div className="hidden-words">
            <p className="muted">{t(seen ? 'onboarding.write.hiddenAgain' : 'onboarding.write.hidden')}</p>
            <Button
              {...(!seen && { look: 'ink' as const })}
              data-testid="show-words"
              onClick={() => {
                setShown(true);
                setSeen(true);
              }}
            >
              {t('onboarding.write.show')}
            </Button>
          </div>
        )}
        <Note level="care">{t('onboarding.write.note')}</Note>
        <div className="steps">
          {seen && (
            <Button look="ink" data-testid="continue" onClick={() => setStep('check')}>
              {t('onboarding.write.done')}
            </Button>
          )}
          <Button look="quiet" data-testid="skip-check" onClick={finish}>
            {t('onboarding.check.later')}
          </Button>
        </div>
      </div>
    </Sheet>
  );
};
