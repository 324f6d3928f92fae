/** Asks for three words of a phrase, read from the paper. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Text } from '../../lib/text.ts';
import { call } from '../../messaging/call.ts';
import { Button } from '../components/button.tsx';
import { PasswordField } from '../components/field.tsx';
import { Note } from '../components/note.tsx';
import { useAction } from '../hooks/action.ts';
import { textOf } from '../hooks/answer.ts';
import { t } from '../text.ts';
import { wordsOf } from './words.ts';

type Props = { phraseId: string; onRight: () => void; children?: React.ReactNode };

export const CheckWords = ({ phraseId, onRight, children }: Props) => {
  const [asked, setAsked] = useState<{ ok: number[] } | { error: Text } | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const { run, busy, error } = useAction();
  const [wrong, setWrong] = useState<number[]>([]);

  // Once: other words in the middle of typing would be a riddle.
  useEffect(() => {
    let gone = false;
    call('phrase.questions', { phraseId }).then(
      ({ words }) => gone || setAsked({ ok: words }),
      (cause) => gone || setAsked({ error: textOf(cause) }),
    );
    return () => {
      gone = true;
    };
  }, [phraseId]);

  if (!asked) return <p className="muted">{t('onboarding.check.loading')}</p>;
  if ('error' in asked) return <Note level="care">{t(asked.error)}</Note>;

  const check = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const inputs = [...(form.current?.querySelectorAll<HTMLInputElement>('[data-word]') ?? [])];
      const answers = inputs.map((input) => ({
        index: Number(input.dataset.word),
        word: wordsOf(input.value)[0] ?? '',
      }));
      const reply = await call('phrase.check', { phraseId, answers });
      setWrong(reply.wrong);
      if (reply.wrong.length) return inputs.find((input) => reply.wrong.includes(Number(input.dataset.word)))?.focus();
      for (const input of inputs) input.value = '';
      onRight();
    });
  };

  return (
    <form ref={form} className="stack-lg" onSubmit={check} autoComplete="off">
      {asked.ok.map((index) => (
        <PasswordField
          key={index}
          label={t('onboarding.check.word', { n: String(index + 1) })}
          data-word={index}
          data-testid={`check-word-${index}`}
          {...(wrong.includes(index) && { error: t('onboarding.check.wrong', { n: String(index + 1) }) })}
        />
      ))}
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
      <div className="steps">
        <Button type="submit" look="ink" data-testid="continue" aria-disabled={busy || undefined}>
          {t('onboarding.check.check')}
        </Button>
        {children}
      </div>
    </form>
  );
};
