/** Who a guardian is: a name, how to reach them, and what they have in common with others. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { GuardianKind, GuardianView } from '../../messaging/guardians-lane.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { Note } from '../components/note.tsx';
import { useAction } from '../hooks/action.ts';
import { t } from '../text.ts';

export type About = { name: string; reach: string; common: string[] };

type Props = {
  kind: GuardianKind;
  /** what is there already */
  of?: GuardianView;
  onSave: (about: About) => Promise<void>;
  onCancel?: () => void;
};

export const GuardianForm = ({ kind, of, onSave, onCancel }: Props) => {
  const name = useRef<HTMLInputElement>(null);
  const reach = useRef<HTMLInputElement>(null);
  const common = useRef<HTMLInputElement>(null);
  const [nameless, setNameless] = useState(false);
  const { run, busy, error } = useAction();
  useEffect(() => {
    if (!of) name.current?.focus();
  }, [of]);

  const save = (event: FormEvent) => {
    event.preventDefault();
    const called = name.current?.value.trim() ?? '';
    setNameless(!called);
    if (!called) return name.current?.focus();
    void run(() =>
      onSave({
        name: called,
        reach: reach.current?.value.trim() ?? '',
        common: (common.current?.value ?? '')
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      }),
    );
  };

  return (
    <form className="stack-lg guardian-form" onSubmit={save} autoComplete="off" data-testid="guardian-form">
      <Field
        ref={name}
        label={t('protect.form.name')}
        maxLength={60}
        defaultValue={of?.name}
        autoCapitalize="words"
        data-testid="guardian-name"
        {...(nameless && { error: t('protect.form.name.missing') })}
      />
      <Field
        ref={reach}
        label={t(`protect.form.reach.${kind}`)}
        hint={t(`protect.form.reach.${kind}.hint`)}
        maxLength={200}
        defaultValue={of?.reach}
        data-testid="guardian-reach"
      />
      <Field
        ref={common}
        label={t('protect.form.common')}
        hint={t('protect.form.common.hint')}
        maxLength={300}
        defaultValue={of?.common.join(', ')}
        data-testid="guardian-common"
      />
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
      <div className="steps">
        <Button type="submit" data-testid="guardian-save" aria-disabled={busy || undefined}>
          {of ? t('protect.form.save') : t('protect.form.add', { kind: t(`protect.form.kind.${kind}`) })}
        </Button>
        {onCancel && (
          <Button look="quiet" onClick={onCancel}>
            {t('protect.form.cancel')}
          </Button>
        )}
      </div>
    </form>
  );
};
