/**
 * A phrase as one masked field a word. A whole phrase pasted or filled into one of them spreads over the rest. The words
 * stay in the DOM: masked fields are what the browser neither saves nor restores.
 */

import { wordlist } from '@scure/bip39/wordlists/english.js';
import { type ClipboardEvent, type FormEvent, type Ref, useImperativeHandle, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { t } from '../text.ts';
import { COUNTS, type Count, spread, wordsOf } from './words.ts';

/** `point` marks a word (0-based) as wrong and goes there. */
export type WordFieldsHandle = { words: () => string[]; clear: () => void; point: (index: number) => void };

const known = new Set(wordlist);

type Props = { ref: Ref<WordFieldsHandle> /** the screen says what is wrong already */; told?: boolean };

export const WordFields = ({ ref, told }: Props) => {
  const list = useRef<HTMLOListElement>(null);
  const [count, setCount] = useState<Count>(12);
  const [shown, setShown] = useState(false);
  const [wrong, setWrong] = useState<ReadonlySet<number>>(new Set());

  const fields = () => [...(list.current?.querySelectorAll('input') ?? [])];
  const mark = (index: number, bad: boolean) =>
    setWrong((before) => {
      if (before.has(index) === bad) return before;
      const next = new Set(before);
      if (bad) next.add(index);
      else next.delete(index);
      return next;
    });
  const isBad = (word: string) => word !== '' && !known.has(word);

  /** Lays words over the fields from `at` on, and goes to the first one that is still empty. */
  const lay = (at: number, words: string[]) => {
    const before = fields().map(({ value }, i) => (i === at ? '' : value.trim()));
    const after = spread(before, at, words);
    flushSync(() => {
      setCount(COUNTS.find((n) => n === after.length) ?? 24);
      setWrong(new Set(after.flatMap((word, i) => (isBad(word) ? [i] : []))));
    });
    const inputs = fields();
    for (const [i, input] of inputs.entries()) input.value = after[i] ?? '';
    (inputs.find(({ value }) => value === '') ?? inputs.at(-1))?.focus();
  };

  const pasted = (event: ClipboardEvent, at: number) => {
    const words = wordsOf(event.clipboardData.getData('text'));
    if (words.length < 2) return;
    event.preventDefault();
    lay(at, words);
  };
  const typed = (event: FormEvent<HTMLInputElement>, at: number) => {
    const { value } = event.currentTarget;
    mark(at, false);
    if (!/\s/.test(value)) return;
    const words = wordsOf(value);
    if (words.length > 1) return lay(at, words);
    // A space after a word means the next one.
    event.currentTarget.value = words[0] ?? '';
    if (words.length === 1) fields()[at + 1]?.focus();
  };

  useImperativeHandle(ref, () => ({
    words: () => fields().map(({ value }) => wordsOf(value)[0] ?? ''),
    clear: () => {
      for (const input of fields()) input.value = '';
    },
    point: (index) => {
      mark(index, true);
      fields()[index]?.focus();
    },
  }));

  return (
    <div className="stack-lg">
      <div className="row">
        <label className="picker">
          <span>{t('onboarding.import.count')}</span>
          <select
            className="select"
            value={count}
            data-testid="phrase-length"
            onChange={({ currentTarget: { value } }) => setCount(COUNTS.find((n) => n === Number(value)) ?? 12)}
          >
            {COUNTS.map((n) => (
              <option key={n} value={n}>
                {t('onboarding.import.words', { n: String(n) })}
              </option>
            ))}
          </select>
        </label>
        <label className="agree">
          <input
            type="checkbox"
            role="switch"
            aria-checked={shown}
            className="switch"
            checked={shown}
            onChange={({ currentTarget }) => setShown(currentTarget.checked)}
          />
          {t('onboarding.import.show')}
        </label>
      </div>
      <ol className="words-in" ref={list}>
        {Array.from({ length: count }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a field is its place in the phrase
          <li key={i}>
            <label>
              <span>{i + 1}</span>
              <input
                className="input"
                type={shown ? 'text' : 'password'}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                data-1p-ignore="true"
                data-lpignore="true"
                data-bwignore="true"
                data-testid={`phrase-word-${i}`}
                aria-label={t('onboarding.import.word', { n: String(i + 1) })}
                aria-invalid={wrong.has(i) || undefined}
                onPaste={(event) => pasted(event, i)}
                onInput={(event) => typed(event, i)}
                onBlur={({ currentTarget }) => mark(i, isBad(wordsOf(currentTarget.value)[0] ?? ''))}
              />
            </label>
          </li>
        ))}
      </ol>
      <p className="wrong" role="alert">
        {wrong.size > 0 &&
          !told &&
          t(wrong.size === 1 ? 'onboarding.import.wrongOne' : 'onboarding.import.wrongMany', {
            words: [...wrong]
              .sort((a, b) => a - b)
              .map((i) => i + 1)
              .join(', '),
          })}
      </p>
    </div>
  );
};
