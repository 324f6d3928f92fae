import './unlock.css';
import { timeLeft, useNow } from '../components/time.tsx';
import { t } from '../text.ts';

/** How long until the next try counts, in words, rounded up. It does not stop a try: the worker does, and its clock is the one that counts. */
export const HeldBack = ({ until }: { until: number }) => {
  const today = useNow(until);
  if (until <= today) return null;
  return (
    <p className="wait" role="timer">
      {t('unlock.heldBack', { when: timeLeft(until + 999, today) })}
    </p>
  );
};
