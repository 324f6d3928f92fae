/** What is left when the password is forgotten, honestly; and the end of this wallet on this computer. */
import { type FormEvent, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { call } from '../../messaging/call.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { Note } from '../components/note.tsx';
import { useAction } from '../hooks/action.ts';
import { refresh } from '../hooks/wallet.ts';
import { Page } from '../settings/page.tsx';
import { t } from '../text.ts';

/** What the worker wants to read. */
const WORD = 'FORGET';
const LEFT = ['phrase', 'file', 'nothing'] as const;

const Wipe = () => {
  const typed = useRef<HTMLInputElement>(null);
  const [, go] = useLocation();
  const { run, busy, error } = useAction();
  const wipe = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await call('wallet.wipe', { typed: typed.current?.value.trim() ?? '' });
      await refresh();
      go('/welcome');
    });
  };
  return (
    <form className="stack-lg narrow-form" onSubmit={wipe} autoComplete="off">
      <Field
        ref={typed}
        label={t('secrets.wipe.type', { word: WORD })}
        data-testid="type-forget"
        {...(error && { error: t(error) })}
      />
      <div className="steps">
        <Button type="submit" look="danger" data-testid="wipe" aria-disabled={busy || undefined}>
          {t('secrets.wipe.wipe')}
        </Button>
        <Link className="btn" href="/">
          {t('secrets.wipe.keep')}
        </Link>
      </div>
    </form>
  );
};

/** `open`: the wallet is unlocked, so nothing was forgotten and only the end is asked for. */
export const Forgotten = ({ open }: { open?: boolean }) => {
  const [sure, setSure] = useState(open ?? false);
  return (
    <Page
      title={t(open ? 'secrets.wipe.title' : 'secrets.forgotten.title')}
      lead={t(open ? 'secrets.wipe.lead' : 'secrets.forgotten.lead')}
      {...(open && { back: '/settings' })}
    >
      {!open && (
        <ul className="points">
          {LEFT.map((name) => (
            <li key={name}>
              <b>{t(`secrets.forgotten.${name}`)}</b>
              <span className="muted">{t(`secrets.forgotten.${name}.more`)}</span>
            </li>
          ))}
        </ul>
      )}
      <Note level="danger">{t('secrets.wipe.note')}</Note>
      {sure ? (
        <Wipe />
      ) : (
        <div className="steps">
          <Button data-testid="start-over" onClick={() => setSure(true)}>
            {t('secrets.forgotten.over')}
          </Button>
          <Link className="btn btn-quiet" href="/">
            {t('secrets.forgotten.again')}
          </Link>
        </div>
      )}
    </Page>
  );
};
