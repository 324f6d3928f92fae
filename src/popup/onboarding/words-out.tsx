/** The words of a phrase, numbered, one a line, for as long as somebody looks. */
import { useEffect } from 'react';
import { t } from '../text.ts';

const SHOWN_MS = 60_000;

/** Hides them after a minute, and as soon as the window is left. There is no copying: paper is what they are for. */
export const WordsOut = ({ phrase, onHide }: { phrase: string; onHide: () => void }) => {
  useEffect(() => {
    const timer = setTimeout(onHide, SHOWN_MS);
    addEventListener('blur', onHide);
    return () => {
      clearTimeout(timer);
      removeEventListener('blur', onHide);
    };
  }, [onHide]);
  const words = phrase.split(' ');
  return (
    <ol
      className="words-out"
      aria-label={t('onboarding.words.list')}
      data-testid="words"
      onCopy={(event) => event.preventDefault()}
    >
      {words.map((word, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: words may repeat, their places do not
        <li key={i}>{word}</li>
      ))}
    </ol>
  );
};
