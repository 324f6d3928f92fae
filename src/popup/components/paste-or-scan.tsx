/** A text that came from somebody or stands on paper: pasted, typed, or read from the picture of a code. */
import { type FormEvent, useId, useRef } from 'react';
import { useAction } from '../hooks/action.ts';
import { t } from '../text.ts';
import { Button } from './button.tsx';
import { Note } from './note.tsx';
import { Scan } from './scan.tsx';

type Props = {
  label: string;
  hint?: string;
  /** the verb of the button */
  verb: string;
  testid: string;
  /** for long texts */
  rows?: number;
  look?: 'ink';
  /** the field is emptied when it went through */
  onText: (text: string) => Promise<void>;
};

export const PasteOrScan = ({ label, hint, verb, testid, rows = 2, look, onText }: Props) => {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const { run, busy, error } = useAction();
  const take = async (text: string) => {
    if ((await run(() => onText(text))) && field.current) field.current.value = '';
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = field.current?.value.trim();
    if (!text) return field.current?.focus();
    void take(text);
  };
  return (
    <form className="stack" onSubmit={submit} autoComplete="off">
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <textarea
          ref={field}
          id={id}
          className="input"
          rows={rows}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="none"
          aria-describedby={hint && `${id}-hint`}
          data-testid={testid}
        />
        {hint && <small id={`${id}-hint`}>{hint}</small>}
      </div>
      <div className="buttons">
        <Button type="submit" {...(look && { look })} data-testid={`${testid}-go`} aria-disabled={busy || undefined}>
          {busy ? t('paste.busy') : verb}
        </Button>
      </div>
      <Scan onText={(text) => void take(text)} />
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
    </form>
  );
};
