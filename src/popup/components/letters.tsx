/** Letters without a relay: what waits for somebody as a file, and what came from somebody. */
import { Download, FileInput } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { recovery } from '../../lib/text/recovery.en.ts';
import { call } from '../../messaging/call.ts';
import { useAction } from '../hooks/action.ts';
import { learn, t } from '../text.ts';
import { visible } from '../visible.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { Note } from './note.tsx';
import { saveFile } from './save-file.ts';
import './people.css';

learn(recovery);

/** A letter is a few kilobytes; what is far larger is something else. */
const LARGEST = 4_000_000;

/** @param id of the guardian, the ward or the person asked */
export const SaveLetters = ({ id, name }: { id: string; name: string }) => {
  const [saved, setSaved] = useState<{ file: string; letters: number } | null>(null);
  const { run, busy, error } = useAction();
  const save = () =>
    run(async () => {
      const { file, name: called, letters } = await call('mail.export', { id });
      if (letters) saveFile(file, called);
      setSaved({ file: called, letters });
    });
  return (
    <div className="stack">
      <div>
        <Button
          icon={Download}
          data-testid="letters-save"
          aria-disabled={busy || undefined}
          aria-label={t('letters.saveFor', { name: visible(name) })}
          onClick={() => void save()}
        >
          {t('letters.save')}
        </Button>
      </div>
      {saved && (
        <p className="muted" role="status" data-testid="letters-saved">
          {saved.letters ? t('letters.saved', { file: visible(saved.file) }) : t('letters.nothing')}
        </p>
      )}
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
    </div>
  );
};

/** A file or its text, from anybody: the letter itself tells whose it is. */
export const TakeLetters = () => {
  const field = useRef<HTMLTextAreaElement>(null);
  const [taken, setTaken] = useState<{ taken: number; known: number } | null>(null);
  const { run, busy, error, setError } = useAction();
  const take = (text: string) =>
    run(async () => {
      setTaken(null);
      setTaken(await call('mail.import', { text }));
      if (field.current) field.current.value = '';
    });
  const open = (file: File | undefined) => {
    if (!file) return;
    if (file.size > LARGEST) return setError({ id: 'letters.large' });
    void file.text().then(take);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = field.current?.value.trim();
    if (!text) return field.current?.focus();
    void take(text);
  };
  return (
    <form className="stack" onSubmit={submit} autoComplete="off">
      <label className="field">
        <span>{t('letters.paste')}</span>
        <textarea ref={field} className="input" rows={2} spellCheck={false} data-testid="letters-text" />
      </label>
      <div className="buttons">
        <Button type="submit" data-testid="letters-take" aria-disabled={busy || undefined}>
          {t('letters.take')}
        </Button>
        <label className="pick-file">
          <span className="btn">
            <Icon of={FileInput} size="sm" />
            {t('letters.open')}
          </span>
          <input
            type="file"
            className="sr"
            data-testid="letters-file"
            onChange={({ currentTarget }) => {
              open(currentTarget.files?.[0]);
              currentTarget.value = '';
            }}
          />
        </label>
      </div>
      {taken && (
        <p className="muted" role="status" data-testid="letters-taken">
          {t(taken.taken === 0 ? 'letters.known' : taken.taken === 1 ? 'letters.takenOne' : 'letters.takenMany', {
            n: String(taken.taken),
          })}
        </p>
      )}
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
    </form>
  );
};
