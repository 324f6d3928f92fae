/** People who tell of different set-ups: the four words on the guardian card decide which is believed. */
import { useState } from 'react';
import { call } from '../../messaging/call.ts';
import type { RecoveryView } from '../../messaging/guardians-lane.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { useAction } from '../hooks/action.ts';
import { t } from '../text.ts';
import { visible } from '../visible.ts';

export const Groups = ({ view: { groups } }: { view: RecoveryView }) => {
  const [chosen, setChosen] = useState<string | null>(null);
  const { run, busy, error } = useAction();
  if (groups.length < 2) return null;
  return (
    <section className="paper pad stack" aria-labelledby="groups" data-testid="groups">
      <h2 id="groups" className="big">
        {t('groups.title')}
      </h2>
      <Note level="care">{t('groups.note')}</Note>
      <fieldset className="stack">
        <legend className="muted">{t('groups.choose')}</legend>
        <div className="choices">
          {groups.map(({ id, fingerprint, people }) => (
            <label className="choice" key={id}>
              <input
                className="radio"
                type="radio"
                name="group"
                checked={chosen === id}
                data-testid={`group-${id}`}
                onChange={() => setChosen(id)}
              />
              <span>
                <b>{fingerprint.join(' ')}</b>
                <small>{t('groups.people', { people: people.map(visible).join(', ') })}</small>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <p className="muted">{t('groups.none')}</p>
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
      <div>
        <Button
          data-testid="group-go"
          aria-disabled={busy || chosen === null || undefined}
          onClick={() =>
            chosen !== null &&
            void run(async () => {
              await call('recovery.chooseGroup', { id: chosen });
            })
          }
        >
          {t('groups.go')}
        </Button>
      </div>
    </section>
  );
};
