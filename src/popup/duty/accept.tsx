/** A link that somebody sent: to look after them, or to help them back in. */
import { type FormEvent, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { TextId } from '../../lib/text.ts';
import { call } from '../../messaging/call.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { Note } from '../components/note.tsx';
import { PasteOrScan } from '../components/paste-or-scan.tsx';
import { TimeLeft } from '../components/time.tsx';
import { useAction } from '../hooks/action.ts';
import { t } from '../text.ts';

type Invite = { link: string; expiresAt: number };

const Form = ({ invite, ownName, onDone }: { invite: Invite; ownName: string; onDone: () => void }) => {
  const name = useRef<HTMLInputElement>(null);
  const reach = useRef<HTMLInputElement>(null);
  const own = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState<{ at: 'name' | 'reach' | 'own'; id: TextId } | null>(null);
  const { run, busy, error } = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const values = { name: name.current?.value.trim() ?? '', reach: reach.current?.value.trim() ?? '' };
    const called = own.current?.value.trim() ?? ownName;
    const missing = !values.name ? 'name' : !values.reach ? 'reach' : !called ? 'own' : null;
    if (missing) {
      setWrong({ at: missing, id: `accept.missing.${missing}` });
      return { name, reach, own }[missing].current?.focus();
    }
    void run(async () => {
      if (called !== ownName) await call('guardians.setName', { name: called });
      await call('duty.accept', { link: invite.link, ...values });
      onDone();
    });
  };
  const wrongAt = (at: 'name' | 'reach' | 'own') => wrong?.at === at && { error: t(wrong.id) };
  return (
    <form className="stack-lg narrow-form" onSubmit={submit} autoComplete="off" data-testid="accept">
      <h3>{t('accept.title')}</h3>
      <p className="muted">
        {t('accept.until')} <TimeLeft at={invite.expiresAt} />
      </p>
      <Field
        ref={name}
        label={t('accept.name')}
        hint={t('accept.name.hint')}
        maxLength={64}
        autoCapitalize="words"
        data-testid="accept-name"
        {...wrongAt('name')}
      />
      <Field
        ref={reach}
        label={t('accept.reach')}
        hint={t('accept.reach.hint')}
        maxLength={200}
        data-testid="accept-reach"
        {...wrongAt('reach')}
      />
      {!ownName && (
        <Field
          ref={own}
          label={t('accept.own')}
          hint={t('accept.own.hint')}
          maxLength={64}
          autoCapitalize="words"
          data-testid="accept-own"
          {...wrongAt('own')}
        />
      )}
      <Note level="info">{t('accept.note')}</Note>
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
      <div className="steps">
        <Button type="submit" look="ink" data-testid="accept-go" aria-disabled={busy || undefined}>
          {t('accept.go')}
        </Button>
        <Button onClick={onDone} data-testid="accept-not">
          {t('accept.not')}
        </Button>
      </div>
    </form>
  );
};

export const TakeLink = ({ ownName }: { ownName: string }) => {
  const [invite, setInvite] = useState<Invite | null>(null);
  const [, go] = useLocation();
  const take = async (link: string) => {
    const { purpose, expiresAt } = await call('duty.readLink', { link });
    if (purpose === 'guard') return setInvite({ link, expiresAt });
    const { id } = await call('duty.open', { link });
    go(`/people/ask/${encodeURIComponent(id)}`);
  };
  return invite ? (
    <Form invite={invite} ownName={ownName} onDone={() => setInvite(null)} />
  ) : (
    <PasteOrScan
      label={t('duty.link')}
      hint={t('duty.link.hint')}
      verb={t('duty.link.go')}
      testid="link"
      onText={take}
    />
  );
};
