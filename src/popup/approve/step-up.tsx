/** Why Vouch asks for more than a press, and the password or the guardian's answer. Loaded only where it does. */
import './step-up.css';
import { type RefObject, useEffect, useId, useImperativeHandle, useRef, useState } from 'react';
import type { ApprovalView } from '../../approvals/record.ts';
import { now } from '../../lib/clock.ts';
import { screens } from '../../lib/text/screens.en.ts';
import { stepUp as words } from '../../lib/text/step-up.en.ts';
import type { Text } from '../../lib/text.ts';
import { CallError, call, onChanged } from '../../messaging/call.ts';
import type { UiLane } from '../../messaging/ui-lane.ts';
import type { StepUp } from '../../policy/verdict.ts';
import { Sentence } from '../components/sentence.tsx';
import { coolDown, StretchError } from '../stretch.ts';
import { learn, t } from '../text.ts';
import { HeldBack } from '../unlock/held-back.tsx';
import { Progress } from '../unlock/progress.tsx';
import { prove } from '../unlock/prove.ts';
import { SecretField } from '../unlock/secret-field.tsx';
import { visible } from '../visible.ts';
import type { Proving } from './more.ts';

learn(screens);
learn(words);

/** The errors of a password; whatever else goes wrong is about the request. */
const ABOUT_PASSWORD: ReadonlySet<string> = new Set([
  'vault.wrong-password',
  'vault.too-many-attempts',
  'vault.attempt-over',
]);

type FirstProps = { onFirst: (first: Text | null) => void };

const Password = ({ onFirst, proving }: FirstProps & { proving: RefObject<Proving | null> }) => {
  const field = useRef<HTMLInputElement>(null);
  const [done, setDone] = useState<number | null>(null);
  const [error, setError] = useState<Text | null>(null);
  const [retryAt, setRetryAt] = useState<number | null>(null);

  const look = () => onFirst(field.current?.value ? null : { id: 'stepUp.ask.first' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the field is there
  useEffect(() => {
    look();
    return coolDown;
  }, []);

  useImperativeHandle(proving, () => ({
    prove: async () => {
      setError(null);
      setRetryAt(null);
      setDone(0);
      try {
        return await prove(field.current?.value ?? '', setDone);
      } finally {
        setDone(null);
      }
    },
    failed: (cause) => {
      const text: Text | null =
        cause instanceof StretchError
          ? { id: 'unlock.memory' }
          : cause instanceof CallError && ABOUT_PASSWORD.has(cause.text.id)
            ? cause.text
            : null;
      if (!text) return false;
      setError(text);
      if (cause instanceof CallError && cause.retryAt && cause.retryAt > now()) setRetryAt(cause.retryAt);
      field.current?.select();
      field.current?.focus();
      return true;
    },
  }));

  return (
    <>
      <SecretField
        ref={field}
        label={t('stepUp.ask.password')}
        data-testid="step-up-password"
        {...(error && { error: t(error) })}
        onInput={() => {
          setError(null);
          look();
        }}
      />
      {retryAt && <HeldBack until={retryAt} />}
      {done !== null && <Progress done={done} label={t('unlock.stretching')} />}
    </>
  );
};

type Said = UiLane['stepUp.answer'][1];

/** The request waits as long as any: it can be closed and opened again meanwhile. */
const Guardian = ({ view, onFirst }: FirstProps & { view: ApprovalView }) => {
  const [said, setSaid] = useState<Said | null>(null);
  const { id, digest } = view;
  const told = useRef(onFirst);
  told.current = onFirst;
  useEffect(() => {
    let gone = false;
    told.current({ id: 'stepUp.ask.firstGuardian' });
    const put = (next: Said) => {
      if (gone) return;
      setSaid(next);
      told.current(next.yes ? null : { id: 'stepUp.ask.firstGuardian' });
    };
    // Without an answer the button goes on waiting.
    const look = () => void call('stepUp.answer', { id, digest }).then(put, () => undefined);
    look();
    const stop = onChanged(look);
    return () => {
      gone = true;
      stop();
    };
  }, [id, digest]);
  const name = visible(said?.name ?? '');
  const state = !said
    ? 'loading'
    : said.yes === null
      ? said.name === null
        ? 'nobody'
        : 'waiting'
      : said.yes
        ? 'yes'
        : 'no';
  return (
    <p role="status" data-testid="step-up-guardian" data-said={state}>
      {t(`stepUp.ask.${state}`, { name })}
    </p>
  );
};

type Props = FirstProps & { view: ApprovalView; stepUp: StepUp; proving: RefObject<Proving | null> };

export const StepUpPart = ({ view, stepUp, onFirst, proving }: Props) => {
  const title = useId();
  return (
    <section className="step-up" aria-labelledby={title} data-testid="step-up" data-by={stepUp.by}>
      <h2 id={title}>{t('stepUp.ask.title')}</h2>
      <ul tabIndex={stepUp.why.length > 3 ? 0 : undefined}>
        {stepUp.why.map((text) => (
          <li key={JSON.stringify(text)}>
            <Sentence text={text} plain />
          </li>
        ))}
      </ul>
      {stepUp.by === 'password' ? (
        <Password onFirst={onFirst} proving={proving} />
      ) : (
        <Guardian view={view} onFirst={onFirst} />
      )}
      <a href="tab.html#/step-up" target="vouch">
        {t('stepUp.ask.page')}
      </a>
    </section>
  );
};
