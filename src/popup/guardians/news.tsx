/** What wants the owner at the top of the page: a plan that waits for one press, a change that was announced. */
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { call } from '../../messaging/call.ts';
import type { ChangeView, GuardianView, ProtectionView } from '../../messaging/guardians-lane.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { TimeLeft } from '../components/time.tsx';
import { useAction } from '../hooks/action.ts';
import { pattern, t } from '../text.ts';
import { visible } from '../visible.ts';

const TITLES = { waiting: 'waiting', 'needs people': 'people', stopped: 'stopped' } as const;

/** A sentence with a moment in it, which goes on counting. */
const With = ({ words, when }: { words: string; when: number }) => {
  const [before = '', after = ''] = words.split('{when}');
  return (
    <>
      {before}
      {words.includes('{when}') && <TimeLeft at={when} />}
      {after}
    </>
  );
};

export const Announced = ({ change, link }: { change: ChangeView; link?: boolean }) => {
  const name = TITLES[change.state];
  const words = pattern(`protect.announced.${name}.more`)
    .replaceAll('{n}', String(change.objections))
    .replaceAll('{needed}', String(change.needed));
  return (
    <section className="card news" data-testid="announced" data-state={change.state}>
      <h2>{t(`protect.announced.${name}`)}</h2>
      <p className="muted">
        <With words={words} when={change.effectiveAt} />
      </p>
      {link && (
        <Link className="btn" href="/guardians/change">
          {t('protect.announced.see')}
        </Link>
      )}
    </section>
  );
};

type Prepared = { plan: NonNullable<ProtectionView['plan']>; guardian: GuardianView };

export const Plan = ({ plan, guardian }: Prepared) => {
  const { run, busy, error } = useAction();
  const [, go] = useLocation();
  const [done, setDone] = useState(false);
  const name = visible(guardian.name);
  const renew = plan.why === 'moved';
  const press = () =>
    void run(async () => {
      if (renew) {
        await call('guardians.invite', { id: guardian.id });
        go(`/guardians/person/${guardian.id}`);
      } else {
        await call('guardians.drop', { id: guardian.id });
        go('/guardians/change');
      }
    });
  const keep = () =>
    void run(async () => {
      await call('guardians.dismissPlan', null);
      setDone(true);
    });
  if (done) return null;
  return (
    <section className="card news" data-testid="plan" data-why={plan.why}>
      <h2>{t(`protect.plan.${plan.why}`, { name })}</h2>
      <p className="muted">{t(`protect.plan.${plan.why}.more`, { name })}</p>
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
      <div className="steps">
        <Button look="ink" data-testid="plan-press" aria-disabled={busy || undefined} onClick={press}>
          {t(renew ? 'protect.plan.renew' : 'protect.plan.replace', { name })}
        </Button>
        <Button data-testid="plan-keep" aria-disabled={busy || undefined} onClick={keep}>
          {t('protect.plan.keep')}
        </Button>
      </div>
    </section>
  );
};
