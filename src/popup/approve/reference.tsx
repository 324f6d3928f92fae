import { useEffect, useState } from 'react';
import { now } from '../../lib/clock.ts';
import type { Text } from '../../lib/text.ts';
import { call } from '../../messaging/call.ts';
import type { Reference as Found } from '../../messaging/ui-lane.ts';
import { group } from '../../signing/format.ts';
import type { Row, Value } from '../../venues/reading.ts';
import { Ledger } from '../components/ledger.tsx';
import { Note } from '../components/note.tsx';
import { Sentence } from '../components/sentence.tsx';
import { timeLeft } from '../components/time.tsx';
import { textOf } from './ask.ts';
import { PriceLine } from './price-line.tsx';

type Answer = Found | { none: Text };

const words = (id: Text['id'], params?: Record<string, string>): Value => ({
  type: 'text',
  text: params ? { id, params } : { id },
});

/** Market data never stands higher than this: hollow, with source and age. Without a price there is no comfort either. */
const rowOf = (answer: Answer | null): Row => {
  const label = 'approve.reference';
  if (!answer) return { label, value: words('approve.reference.asking'), mark: 'market' };
  if ('none' in answer)
    return {
      label,
      value: words('approve.reference.none'),
      mark: 'market',
      context: [{ value: { type: 'text', text: answer.none }, mark: 'market' }],
    };
  const { price, at, source, pair, distance } = answer;
  return {
    label,
    value: words('approve.reference.dollars', { price: group(price) }),
    mark: 'market',
    context: [
      { value: { type: 'text', text: distance }, mark: 'market' },
      { value: words('approve.reference.from', { source, pair, age: timeLeft(at, now()) }), mark: 'market' },
    ],
  };
};

/** Asked after the page is painted, so that it holds nothing up. */
export const Reference = ({ id }: { id: string }) => {
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    let gone = false;
    const put = (next: Answer) => gone || setAnswer(next);
    call('approval.reference', { id }).then(put, (cause) => put({ none: textOf(cause) }));
    return () => {
      gone = true;
    };
  }, [id]);
  return (
    <section data-testid="reference" aria-live="polite">
      <Ledger rows={[rowOf(answer)]} live />
      {answer && 'limit' in answer && answer.limit && <PriceLine limit={answer.limit} reference={answer.price} />}
      {answer &&
        'notes' in answer &&
        answer.notes.map(({ level, text }) => (
          <Note key={text.id} level={level} alert>
            <Sentence text={text} plain />
          </Note>
        ))}
    </section>
  );
};
