/** What a person types before the button works: words, or the last four characters of each address that gets something. */
import { type ReactNode, useState } from 'react';
import type { ApprovalView } from '../../approvals/record.ts';
import type { Text } from '../../lib/text.ts';
import { Address } from '../components/address.tsx';
import { Field } from '../components/field.tsx';
import { Sentence } from '../components/sentence.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { fits, receiversOf, typedFits } from './layout.ts';

/** What is drawn, and what has to be done first; null when nothing has. */
type Condition = [drawn: ReactNode, first: Text | null];

/** @param words null: nothing has to be typed */
export const useTyped = (words: string | null, label: 'approve.type' | 'approve.type.venue'): Condition => {
  const [typed, setTyped] = useState('');
  if (words === null) return [null, null];
  const shown = visible(words);
  return [
    <Field
      key="typed"
      label={<Sentence text={{ id: label, params: { words } }} />}
      data-testid="type-words"
      data-words={shown}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />,
    typedFits(typed, shown) ? null : { id: 'approve.type.first' },
  ];
};

/** @param but an address that is confirmed in another way */
export const useReceivers = (view: ApprovalView, but?: string): Condition => {
  const [typed, setTyped] = useState<Record<string, string>>({});
  const receivers = receiversOf(view, but);
  if (receivers.length === 0) return [null, null];
  return [
    <section key="receivers" className="block stack">
      <h2>{t('approve.receiver.title')}</h2>
      {receivers.map((receiver) => (
        <div key={receiver} className="stack" data-testid="receiver">
          <p>
            <Address of={receiver} />
          </p>
          <Field
            label={t('approve.receiver.lastFour')}
            className="mono"
            data-testid="last-four"
            maxLength={4}
            value={typed[receiver] ?? ''}
            onChange={(event) => setTyped({ ...typed, [receiver]: event.target.value })}
          />
        </div>
      ))}
    </section>,
    receivers.every((receiver) => fits(typed[receiver] ?? '', receiver)) ? null : { id: 'approve.receiver.first' },
  ];
};
