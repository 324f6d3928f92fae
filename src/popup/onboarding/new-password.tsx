/** A new password, typed twice, with an honest word about how long it would stand. */
import { type Ref, useImperativeHandle, useRef, useState } from 'react';
import type { TextId } from '../../lib/text.ts';
import { t } from '../text.ts';
import { SecretField } from '../unlock/secret-field.tsx';
import { LEAST_BITS, type Strength, strengthOf } from './strength.ts';

/** `take` gives the password when it will do, and otherwise says on the screen what is wrong. */
export type NewPasswordHandle = { take: () => string | null; clear: () => void };

const FULL = 90;

const Meter = ({ of }: { of: Strength }) => (
  <div className="strength" data-level={of.level} role="status">
    <svg className="meter" aria-hidden="true">
      <rect width={`${Math.min(100, (of.bits / FULL) * 100)}%`} height="100%" fill="currentColor" />
      <rect x={`${(LEAST_BITS / FULL) * 100}%`} width="2" height="100%" fill="var(--color-edge)" />
    </svg>
    <small>{t(`onboarding.strength.${of.level}`)}</small>
  </div>
);

export const NewPassword = ({
  ref,
  label = 'onboarding.password.new',
}: {
  ref: Ref<NewPasswordHandle>;
  label?: TextId;
}) => {
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const [strength, setStrength] = useState<Strength | null>(null);
  const [wrong, setWrong] = useState<{ at: 1 | 2; id: TextId } | null>(null);

  const fail = (at: 1 | 2, id: TextId) => {
    setWrong({ at, id });
    (at === 1 ? first : second).current?.focus();
    return null;
  };
  const clear = () => {
    for (const field of [first, second]) if (field.current) field.current.value = '';
    setStrength(null);
  };
  const take = () => {
    const password = first.current?.value ?? '';
    const { level } = strengthOf(password);
    if (level === 'short' || level === 'weak') return fail(1, `onboarding.strength.${level}`);
    if (second.current?.value !== password) return fail(2, 'onboarding.password.differ');
    setWrong(null);
    return password;
  };
  useImperativeHandle(ref, () => ({ take, clear }));

  return (
    <div className="stack-lg">
      <div className="stack">
        <SecretField
          ref={first}
          label={t(label)}
          data-testid="new-password"
          {...(wrong?.at === 1 && { error: t(wrong.id) })}
          onInput={({ currentTarget: { value } }) => {
            setWrong(null);
            setStrength(value ? strengthOf(value) : null);
          }}
        />
        {strength && wrong?.at !== 1 && <Meter of={strength} />}
      </div>
      <SecretField
        ref={second}
        label={t('onboarding.password.again')}
        data-testid="repeat-password"
        {...(wrong?.at === 2 && { error: t(wrong.id) })}
        onInput={() => wrong?.at === 2 && setWrong(null)}
      />
    </div>
  );
};
