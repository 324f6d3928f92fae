/** What a change does, before it is made: what holds at once, what in 24 hours, and only then the button. */
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useLocation } from 'wouter';
import { now } from '../../lib/clock.ts';
import { call } from '../../messaging/call.ts';
import type { PolicyInfo } from '../../messaging/limits-lane.ts';
import type { Proof } from '../../messaging/ui-lane.ts';
import type { Difference } from '../../policy/limits/document.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { useAction } from '../hooks/action.ts';
import { useAnswer } from '../hooks/answer.ts';
import { ProofForm } from '../secrets/proof-form.tsx';
import { t } from '../text.ts';
import { Changes } from './changes.tsx';
import { cappedOf, holdsWhen, isOnItsWay, type When } from './differences.ts';
import { Moment } from './parts.tsx';
import type { Names } from './words.ts';

const DAY_MS = 86_400_000;

type Props = {
  /** the whole policy as it would be, as JSON; a new one is a new review (`key`) */
  file: string;
  view: PolicyInfo;
  names: Names;
  verb: string;
  /** says what was not changed when the file cannot be read */
  isImport?: boolean;
  onBack: () => void;
};

const Part = ({ title, of, names }: { title: ReactNode; of: Difference[]; names: Names }) =>
  of.length > 0 && (
    <section className="limits-part">
      <h3>{title}</h3>
      <Changes differences={of} names={names} />
    </section>
  );

export const Review = ({ file, view, names, verb, isImport, onBack }: Props) => {
  const params = useMemo(() => ({ file }), [file]);
  const answer = useAnswer('policy.compare', params);
  const heading = useRef<HTMLHeadingElement>(null);
  const later = useMemo(() => now() + DAY_MS, []);
  const { run, busy, error } = useAction();
  const [, go] = useLocation();

  const back = (
    <Button data-testid="review-back" onClick={onBack}>
      {t(isImport ? 'limits.import.other' : 'limits.review.back')}
    </Button>
  );
  const found = answer && 'ok' in answer ? answer.ok : null;
  const known = answer !== null;
  // The differences come first: from the title on, not from the password below them.
  useEffect(() => {
    if (known) heading.current?.focus();
  }, [known]);
  const capped = cappedOf(view.inForce, found?.policy ?? view.inForce);
  const of = (...whens: When[]) => found?.differences.filter((one) => whens.includes(holdsWhen(one, capped))) ?? [];
  const waiting = of('later', 'partly');
  const { pending } = view;
  const onItsWay =
    pending !== null &&
    found !== null &&
    waiting.every((one) => isOnItsWay(one, pending.differences, cappedOf(pending.policy, found.policy)));
  const save = async (proof: Proof | null) => {
    if (!found) return;
    await call('policy.change', { policy: found.policy, proof });
    go('/limits');
  };
  return (
    <section className="limits-review" aria-busy={!answer} data-testid="review">
      <h2 ref={heading} tabIndex={-1} className="t-xl">
        {t('limits.review')}
      </h2>
      {!answer && <p role="status">{t('limits.review.loading')}</p>}
      {answer && 'error' in answer && (
        <>
          <Note level="care" alert>
            {isImport && t('limits.import.nothing')} {t(answer.error)}
          </Note>
          {!isImport && <div className="steps">{back}</div>}
        </>
      )}
      {found && found.differences.length === 0 && (
        <>
          <p data-testid="no-difference">{t('limits.review.same')}</p>
          <div className="steps">{back}</div>
        </>
      )}
      {found && found.differences.length > 0 && (
        <>
          <Part title={t('limits.review.now')} of={of('now')} names={names} />
          <Part title={t('limits.review.partly')} of={of('partly')} names={names} />
          <Part title={t('limits.review.later')} of={of('later')} names={names} />
          {waiting.length > 0 && (
            <Note level="info">
              {t(onItsWay ? 'limits.review.onItsWay' : 'limits.review.waits')}{' '}
              <Moment at={onItsWay && pending ? pending.at : later} />
              {'. '}
              {t('limits.review.until')}
            </Note>
          )}
          {pending && waiting.length === 0 && <Note level="care">{t('limits.review.drops')}</Note>}
          {error && (
            <Note level="care" alert>
              {t(error)}
            </Note>
          )}
          {found.loosens ? (
            <ProofForm verb={verb} onProof={save} beside={back}>
              <p className="muted">{t('limits.review.password')}</p>
            </ProofForm>
          ) : (
            <div className="steps">
              <Button
                look="ink"
                data-testid="save-limits"
                aria-disabled={busy || undefined}
                onClick={() => void run(() => save(null))}
              >
                {busy ? t('limits.saving') : verb}
              </Button>
              {back}
            </div>
          )}
        </>
      )}
    </section>
  );
};
