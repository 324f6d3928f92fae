/** Somebody this person looks after: how things stand, and what is to be done. */
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Text } from '../../lib/text.ts';
import { call } from '../../messaging/call.ts';
import type { WardView } from '../../messaging/guardians-lane.ts';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { SaveLetters } from '../components/letters.tsx';
import { Note } from '../components/note.tsx';
import { Sentence } from '../components/sentence.tsx';
import { TimeLeft } from '../components/time.tsx';
import { Who } from '../components/who.tsx';
import { useAction } from '../hooks/action.ts';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { Pairing } from './pairing.tsx';
import { wardState } from './words.ts';

type Of = { ward: WardView };

const Said = ({ text }: { text: Text | null }) =>
  text && (
    <Note level="care" alert>
      {t(text)}
    </Note>
  );

const Rehearsal = ({ ward }: Of) => {
  const { run, busy, error } = useAction();
  if (!ward.rehearsal) return null;
  return (
    <div className="card stack" data-testid={`rehearsal-${ward.id}`}>
      <h3>
        <Sentence text={{ id: 'rehearsal.title', params: { name: ward.name } }} plain />
      </h3>
      <p className="muted">
        {t('rehearsal.more')} <TimeLeft at={ward.rehearsal.at} />
      </p>
      <Said text={error} />
      <div>
        <Button
          data-testid={`rehearsal-answer-${ward.id}`}
          aria-disabled={busy || undefined}
          onClick={() =>
            void run(async () => {
              await call('duty.answerRehearsal', { ward: ward.id });
            })
          }
        >
          {t('rehearsal.answer')}
        </Button>
      </div>
    </div>
  );
};

const Change = ({ ward }: Of) => {
  const { run, busy, error } = useAction();
  const { change } = ward;
  if (!change || change.state === 'stopped') return null;
  const answer = (agree: boolean) =>
    void run(async () => {
      await call('duty.object', { ward: ward.id, agree });
    });
  return (
    <div className="card stack" data-testid={`change-${ward.id}`}>
      <h3>
        <Sentence text={{ id: 'change.title', params: { name: ward.name } }} plain />
      </h3>
      <p>
        {change.state === 'needs people' ? (
          t('change.needs', { n: String(change.needed) })
        ) : (
          <>
            {t('change.at')} <TimeLeft at={change.effectiveAt} />
          </>
        )}
      </p>
      <p className="muted">
        <Sentence text={{ id: 'change.more', params: { name: ward.name, reach: ward.reach } }} plain />{' '}
        {t(change.objections === 1 ? 'change.objections.one' : 'change.objections.many', {
          n: String(change.objections),
          need: String(change.needed),
        })}
      </p>
      {change.objected && (
        <p role="status" data-testid={`objected-${ward.id}`}>
          {t('change.objected')}
        </p>
      )}
      <Said text={error} />
      <div className="buttons">
        <Button data-testid={`change-agree-${ward.id}`} aria-disabled={busy || undefined} onClick={() => answer(true)}>
          {t('change.agree')}
        </Button>
        <Button
          data-testid={`change-object-${ward.id}`}
          aria-disabled={busy || change.objected || undefined}
          onClick={() => change.objected || answer(false)}
        >
          {t('change.object')}
        </Button>
      </div>
    </div>
  );
};

type Leaving = 'moved' | 'resigned' | 'forget';

/** What cannot be taken back is said first, and done with a second press elsewhere. */
const Leave = ({ ward }: Of) => {
  const [asked, setAsked] = useState<Leaving | null>(null);
  const { run, busy, error } = useAction();
  const ways: Leaving[] = ward.pairing === 'paired' && ward.holds !== 'resigned' ? ['moved', 'resigned'] : ['forget'];
  const leave = (why: Leaving) =>
    run(async () => {
      if (why === 'forget') await call('duty.forget', { ward: ward.id });
      else await call('duty.resign', { ward: ward.id, why });
      setAsked(null);
    });
  if (asked)
    return (
      <div className="card stack">
        <p>
          <Sentence text={{ id: `leave.${asked}.before`, params: { name: ward.name } }} plain />
        </p>
        <Said text={error} />
        <div className="buttons">
          <Button onClick={() => setAsked(null)}>{t('leave.stay')}</Button>
          <Button
            data-testid={`${asked}-go-${ward.id}`}
            aria-disabled={busy || undefined}
            onClick={() => void leave(asked)}
          >
            {t(`leave.${asked}.go`)}
          </Button>
        </div>
      </div>
    );
  return (
    <div className="buttons">
      {ways.map((way) => (
        <Button key={way} data-testid={`${way}-${ward.id}`} onClick={() => setAsked(way)}>
          {t(`leave.${way}`)}
        </Button>
      ))}
    </div>
  );
};

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

export const Ward = ({ ward }: Of) => {
  const loud = ward.contradiction || ward.pairing === 'mismatch';
  const quiet = ward.pairing === 'paired' && ward.holds === 'holds';
  return (
    <li className="ward" data-testid={`ward-${ward.id}`} data-state={wardState(ward)}>
      <div className="person">
        <Who name={ward.name} {...(loud ? { state: 'late' as const } : quiet ? { state: 'yes' as const } : {})} />
        <div className="person-main">
          <b>
            <bdi>{visible(ward.name)}</bdi>
          </b>
          <small className={loud ? 'late' : undefined}>
            <span>
              <Sentence text={{ id: wardState(ward), params: { name: ward.name } }} plain />
            </span>
          </small>
        </div>
      </div>
      <div className="ward-body">
        {ward.contradiction && (
          <Note level="care" alert>
            <b>{t('ward.contradiction')}</b>{' '}
            <Sentence text={{ id: 'ward.contradiction.more', params: { name: ward.name, reach: ward.reach } }} plain />
          </Note>
        )}
        {ward.pairing === 'mismatch' && (
          <Note level="care" alert>
            <Sentence text={{ id: 'ward.mismatch', params: { name: ward.name, reach: ward.reach } }} plain />
          </Note>
        )}
        <Rehearsal ward={ward} />
        <Change ward={ward} />
        <Pairing ward={ward} />
        <details>
          <summary data-testid={`ward-more-${ward.id}`}>
            <Icon of={ChevronRight} size="sm" turns />
            <span>
              <Sentence text={{ id: 'ward.more', params: { name: ward.name } }} plain />
            </span>
          </summary>
          <div className="stack-lg ward-more">
            <dl className="facts">
              <Fact label={t('ward.reach')}>
                <bdi>{visible(ward.reach)}</bdi>
              </Fact>
              {ward.comparedAt !== null && (
                <Fact label={t('ward.compared')}>
                  <TimeLeft at={ward.comparedAt} />
                </Fact>
              )}
              {quiet && (
                <Fact label={t('ward.checkIn')}>
                  {ward.lastCheckIn === null ? t('ward.checkIn.none') : <TimeLeft at={ward.lastCheckIn} />}
                </Fact>
              )}
              {quiet && (
                <Fact label={t('ward.need')}>
                  {t('ward.need.of', { need: String(ward.need), people: String(ward.all) })}
                </Fact>
              )}
            </dl>
            {ward.unsent > 0 && <Note level="care">{t('letters.unsent', { n: String(ward.unsent) })}</Note>}
            <SaveLetters id={ward.id} name={ward.name} />
            <Leave ward={ward} />
          </div>
        </details>
      </div>
    </li>
  );
};
