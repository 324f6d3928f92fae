/** A form of one rule, then what it changes. What was typed stays in its fields while the changes are looked at. */
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import type { PolicyInfo } from '../../messaging/limits-lane.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { t } from '../text.ts';
import { type Edit, intended } from './edits.ts';
import { Frame } from './frame.tsx';
import { Moment } from './parts.tsx';
import { Review } from './review.tsx';
import { readerOf, type Wrong } from './typed.ts';
import type { Names } from './words.ts';

/** Of one screen about limits. */
export type Shown = { view: PolicyInfo; names: Names };
export type Reader = ReturnType<typeof readerOf>;

type Props = Shown & {
  title: string;
  lead?: string;
  /** of the button that takes the rule out; absent for a new rule */
  remove?: { verb: string; edit: Edit };
  verb: string;
  /** what the fields say; null when one of them is wrong, which the reader knows */
  take: (read: Reader) => Edit | null;
  children: (wrong: Wrong) => ReactNode;
};

export const Editor = ({ view, names, title, lead, remove, verb, take, children }: Props) => {
  const form = useRef<HTMLFormElement>(null);
  const [wrong, setWrong] = useState<Wrong>({});
  const [chosen, setChosen] = useState<{ edit: Edit; verb: string } | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!form.current) return;
    const read = readerOf(new FormData(form.current));
    const edit = take(read);
    setWrong(read.wrong);
    const [first] = [...form.current.elements].filter(
      (one) => one instanceof HTMLElement && (one.getAttribute('name') ?? '') in read.wrong,
    );
    if (first instanceof HTMLElement) first.focus();
    else if (edit && Object.keys(read.wrong).length === 0) setChosen({ edit, verb });
  };
  const file = chosen && JSON.stringify(chosen.edit(intended(view)));
  return (
    <Frame title={title} {...(lead && !chosen && { lead })}>
      {view.pending && !chosen && (
        <Note level="info">
          {t('limits.form.pending')} <Moment at={view.pending.at} />
        </Note>
      )}
      <form ref={form} className="stack-lg" hidden={chosen !== null} onSubmit={submit} autoComplete="off" noValidate>
        {children(wrong)}
        {wrong.form && (
          <Note level="care" alert>
            {t(wrong.form)}
          </Note>
        )}
        <div className="steps">
          <Button type="submit" look="ink" data-testid="see-changes">
            {t('limits.form.see')}
          </Button>
          {remove && (
            <Button data-testid="remove-limit" onClick={() => setChosen(remove)}>
              {remove.verb}
            </Button>
          )}
        </div>
      </form>
      {chosen && file && (
        <Review key={file} file={file} view={view} names={names} verb={chosen.verb} onBack={() => setChosen(null)} />
      )}
    </Frame>
  );
};
