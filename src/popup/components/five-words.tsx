/** The five words of a call: those to read aloud, and the fields for those that are heard. */
import { Check } from 'lucide-react';
import { type ClipboardEvent, type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { recovery } from '../../lib/text/recovery.en.ts';
import { useAction } from '../hooks/action.ts';
import { wordsOf } from '../onboarding/words.ts';
import { learn, t } from '../text.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { Note } from './note.tsx';
import { nextField } from './word-keys.ts';
import './people.css';

learn(recovery);

const COUNT = 5;

/** There is no copying: they are for the voice alone. */
export const WordsToRead = ({ words, label }: { words: string[]; label: string }) => (
  <>
    <ol className="five-out" aria-label={label} data-testid="words-to-read" onCopy={(event) => event.preventDefault()}>
      {words.map((word, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: words may repeat, their places do not
        <li key={i}>{word}</li>
      ))}
    </ol>
    <Note level="care">{t('five.voice')}</Note>
  </>
);

type Props = {
  /** tells whose words these are */
  label: string;
  onWords: (typed: string[]) => Promise<void>;
  /** said instead of the fields, once the words were right */
  matched?: string | null;
};

/** Space and Enter go to the next field, arrows and Backspace back; five words pasted or typed into one spread over the rest. */
export const WordsToType = ({ label, onWords, matched }: Props) => {
  const form = useRef<HTMLFormElement>(null);
  const [missing, setMissing] = useState(false);
  const { run, busy, error } = useAction();
  const fields = () => [...(form.current?.querySelectorAll('input') ?? [])];

  const lay = (at: number, words: string[]) => {
    const inputs = fields();
    for (const [i, word] of words.entries()) {
      const input = inputs[at + i];
      if (input) input.value = word;
    }
    inputs[Math.min(at + words.length, COUNT - 1)]?.focus();
  };
  const pasted = (event: ClipboardEvent, at: number) => {
    const words = wordsOf(event.clipboardData.getData('text'));
    if (words.length < 2) return;
    event.preventDefault();
    lay(at, words);
  };
  const typed = (event: FormEvent<HTMLInputElement>, at: number) => {
    setMissing(false);
    const { value } = event.currentTarget;
    if (!/\s/.test(value)) return;
    const words = wordsOf(value);
    if (words.length) lay(at, words);
    else event.currentTarget.value = '';
  };
  const pressed = (event: KeyboardEvent<HTMLInputElement>, index: number) => {
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    const [start, end] = [selectionStart ?? 0, selectionEnd ?? 0];
    const next = nextField(event.key, { index, count: COUNT, length: value.length, start, end });
    // No word has a space in it, and only the last field sends.
    if (event.key === ' ' || (event.key === 'Enter' && index < COUNT - 1)) event.preventDefault();
    if (next === null) return;
    event.preventDefault();
    fields()[next]?.select();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = fields().map(({ value }) => wordsOf(value)[0] ?? '');
    const empty = words.indexOf('');
    setMissing(empty >= 0);
    if (empty >= 0) return fields()[empty]?.focus();
    void run(() => onWords(words));
  };

  if (matched)
    return (
      <p className="match" role="status" data-testid="words-matched">
        <Icon of={Check} size="sm" /> {matched}
      </p>
    );
  return (
    <form ref={form} className="stack" onSubmit={submit} autoComplete="off">
      <fieldset>
        <legend className="sr">{label}</legend>
        <div className="five-in">
          {Array.from({ length: COUNT }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a field is its place
            <label key={i}>
              <span>{i + 1}</span>
              <input
                className="input"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                data-testid={`heard-${i}`}
                aria-label={t('five.word', { n: String(i + 1) })}
                onKeyDown={(event) => pressed(event, i)}
                onPaste={(event) => pasted(event, i)}
                onInput={(event) => typed(event, i)}
              />
            </label>
          ))}
        </div>
      </fieldset>
      {missing && (
        <Note level="care" alert>
          {t('five.missing')}
        </Note>
      )}
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
      <div>
        <Button type="submit" data-testid="compare-words" aria-disabled={busy || undefined}>
          {t(busy ? 'five.comparing' : 'five.compare')}
        </Button>
      </div>
    </form>
  );
};
