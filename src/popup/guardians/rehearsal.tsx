/** The rehearsal: how it stands on the guardians' home, and who has answered on a page of its own. */
import { Link } from 'wouter';
import { call } from '../../messaging/call.ts';
import type { ProtectionView } from '../../messaging/guardians-lane.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { clockTime, useNow } from '../components/time.tsx';
import { Who } from '../components/who.tsx';
import { useAction } from '../hooks/action.ts';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { Screen } from './screen.tsx';
import { ago } from './standing.ts';

type Props = { protection: ProtectionView };

const holding = ({ state }: ProtectionView) => state === 'rehearse' || state === 'protected';

const State = ({ protection: { rehearsal } }: Props) => {
  const today = useNow(rehearsal.running?.startedAt ?? 0);
  const { passedAt, nextAt, running } = rehearsal;
  return (
    <>
      <p data-testid="rehearsal-state" data-passed={passedAt ?? ''} data-running={running ? '' : undefined}>
        {running
          ? t('protect.rehearsal.running', {
              when: ago(running.startedAt, today),
              n: String(running.answered.length),
              need: String(running.need),
            })
          : passedAt === null
            ? t('protect.rehearsal.never')
            : t('protect.rehearsal.passed', { when: clockTime(passedAt, today) })}
      </p>
      {!running && nextAt !== null && (
        <p className="quiet" data-testid="rehearsal-next">
          {nextAt <= today
            ? t('protect.rehearsal.overdue')
            : t('protect.rehearsal.next', { when: clockTime(nextAt, today) })}
        </p>
      )}
    </>
  );
};

export const RehearsalCard = ({ protection }: Props) => (
  <section className="card" aria-labelledby="rehearsal">
    <h2 id="rehearsal">{t('protect.rehearsal')}</h2>
    <p className="muted">{t('protect.rehearsal.what')}</p>
    <div className="row-end">
      <div>
        <State protection={protection} />
      </div>
      <Link className="btn" href="/guardians/rehearsal" data-testid="to-rehearsal">
        {t(protection.rehearsal.running ? 'protect.rehearsal.see' : 'protect.rehearsal.go')}
      </Link>
    </div>
  </section>
);

export const Rehearsal = ({ protection }: Props) => {
  const { run, busy, error } = useAction();
  const { running } = protection.rehearsal;
  return (
    <Screen title={t('protect.rehearsal')} lead={t('protect.rehearsal.what')} testid="rehearsal">
      {!holding(protection) && !running ? (
        <Note level="info">{t('protect.rehearsal.before')}</Note>
      ) : (
        <>
          <div role="status">
            <State protection={protection} />
          </div>
          {running ? (
            <>
              <ul data-testid="rehearsal-people">
                {protection.guardians
                  .filter(({ kind, id }) => kind !== 'paper' && protection.inForce?.guardians.includes(id))
                  .map(({ id, name, kind, reach }) => {
                    const answered = running.answered.includes(id);
                    return (
                      <li key={id} className="person" data-testid={`answer-${name}`} data-answered={answered}>
                        <Who name={name} kind={kind} {...(answered && { state: 'yes' as const })} />
                        <div className="person-main">
                          <b>{visible(name)}</b>
                          <small>{t(answered ? 'protect.rehearsal.answered' : 'protect.rehearsal.waiting')}</small>
                          {!answered && reach && <small className="reach">{visible(reach)}</small>}
                        </div>
                      </li>
                    );
                  })}
              </ul>
              <Note level="info">{t('protect.rehearsal.tip')}</Note>
            </>
          ) : (
            <Button
              look="ink"
              data-testid="rehearse"
              aria-disabled={busy || undefined}
              onClick={() => void run(async () => void (await call('guardians.rehearse', null)))}
            >
              {t('protect.rehearsal.now')}
            </Button>
          )}
          {error && (
            <Note level="care" alert>
              {t(error)}
            </Note>
          )}
        </>
      )}
    </Screen>
  );
};
