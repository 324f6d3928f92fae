/** k of n by name: who was asked, how far each is, and how to reach the rest. */
import { type FormEvent, useRef, useState } from 'react';
import type { TextId } from '../../lib/text.ts';
import { call } from '../../messaging/call.ts';
import type { RecoveryPerson, RecoveryView } from '../../messaging/guardians-lane.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { Note } from '../components/note.tsx';
import { clockTime, TimeLeft, useNow } from '../components/time.tsx';
import { Who } from '../components/who.tsx';
import { useAction } from '../hooks/action.ts';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { LinkOut } from './link-out.tsx';

const LOOK: Partial<Record<RecoveryPerson['state'], 'yes' | 'late' | 'lost'>> = {
  yes: 'yes',
  opened: 'yes',
  no: 'lost',
  withdrawn: 'lost',
  expired: 'lost',
  bad: 'late',
};

type RowProps = { person: RecoveryPerson; called: boolean; onCall: () => void };

const Row = ({ person, called, onCall }: RowProps) => {
  const { id, name, state, at, dueAt, frozenUntil, stopped } = person;
  const [open, setOpen] = useState(state === 'waiting' && at === null);
  const today = useNow(dueAt ?? frozenUntil ?? at ?? 0);
  const done = state === 'yes' || state === 'opened';
  const look = LOOK[state];
  return (
    <li className="person" data-testid={`person-${id}`} data-state={state}>
      <Who name={name} {...(look && { state: look })} />
      <div className="person-main">
        <b>
          <bdi>{visible(name)}</bdi>
        </b>
        <small>
          {t(state === 'call' ? 'person.call.state' : `person.${state}`)} {at !== null && <TimeLeft at={at} />}
        </small>
        {dueAt !== null && state !== 'opened' && <small>{t('person.due', { at: clockTime(dueAt, today) })}</small>}
        {frozenUntil !== null && frozenUntil > today && (
          <small>{t('person.frozen', { at: clockTime(frozenUntil, today) })}</small>
        )}
        {stopped && <small>{t('person.stopped')}</small>}
      </div>
      <div className="person-do">
        {state === 'call' && (
          <Button
            aria-pressed={called}
            data-testid={`call-${id}`}
            aria-label={t('person.call.of', { name: visible(name) })}
            onClick={onCall}
          >
            {t('person.call')}
          </Button>
        )}
        {!done && (
          <Button
            aria-expanded={open}
            aria-label={t('person.link.of', { name: visible(name) })}
            data-testid={`person-link-${id}`}
            onClick={() => setOpen(!open)}
          >
            {t('person.link')}
          </Button>
        )}
      </div>
      {open && !done && (
        <div className="person-more">
          <LinkOut person={person} />
        </div>
      )}
    </li>
  );
};

const Add = ({ first }: { first: boolean }) => {
  const field = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState<TextId | null>(null);
  const { run, busy, error } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = field.current;
    const name = input?.value.trim();
    if (!input || !name) {
      setWrong('person.missing');
      return input?.focus();
    }
    void run(async () => {
      await call('recovery.addPerson', { name });
      input.value = '';
    });
  };
  return (
    <form className="stack narrow-form" onSubmit={submit} autoComplete="off">
      <Field
        ref={field}
        label={t('person.add')}
        hint={t('person.add.hint')}
        maxLength={64}
        autoCapitalize="words"
        data-testid="add-person"
        onInput={() => setWrong(null)}
        {...(wrong && { error: t(wrong) })}
      />
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
      <div>
        <Button
          type="submit"
          {...(first && { look: 'ink' as const })}
          data-testid="add-person-go"
          aria-disabled={busy || undefined}
        >
          {t('person.add.go')}
        </Button>
      </div>
    </form>
  );
};

type Props = { view: RecoveryView; called: string | null; onCall: (id: string) => void };

export const YourPeople = ({ view, called, onCall }: Props) => (
  <section className="paper pad stack" aria-labelledby="names">
    <h2 id="names" className="big">
      {t('recovery.people')}
    </h2>
    {view.people.length > 0 && (
      <ul data-testid="people-asked">
        {view.people.map((person) => (
          <Row key={person.id} person={person} called={person.id === called} onCall={() => onCall(person.id)} />
        ))}
      </ul>
    )}
    <Add first={!view.people.length} />
  </section>
);
