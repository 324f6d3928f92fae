/** A request after this person's yes, and after its end. */
import { Check } from 'lucide-react';
import type { AskView } from '../../messaging/guardians-lane.ts';
import { Icon } from '../components/icon.tsx';
import { leftOf } from '../components/length.ts';
import { Sentence } from '../components/sentence.tsx';
import { clockTime, useNow } from '../components/time.tsx';
import { t } from '../text.ts';
import { Against } from './answer.tsx';

export const Over = ({ ask, over }: { ask: AskView; over: NonNullable<AskView['over']> }) => (
  <div className="stack-lg" data-testid={`over-${over}`}>
    <p className="big-said" role="status">
      <Sentence text={{ id: `ask.over.${over}`, params: { name: ask.wardName ?? t('ask.somebody') } }} plain />
    </p>
    <div>
      <a className="btn" href="#/people">
        {t('ask.toPeople')}
      </a>
    </div>
  </div>
);

export const AskState = ({ ask, name }: { ask: AskView; name: string }) => {
  const today = useNow(ask.dueAt ?? ask.askedAt);
  const more = Math.max(0, ask.need - ask.approvals);
  return (
    <div className="stack-lg" data-testid="mine-approved" data-released={ask.released}>
      <p className="match" role="status">
        <Icon of={Check} size="sm" /> {t('ask.mine.approved')}
      </p>
      {!(ask.ownerStopped && ask.dueAt === null) && (
        <p className="big-said" data-testid="ask-due">
          {ask.released === 'yes' ? (
            <Sentence text={{ id: 'ask.released.yes', params: { name } }} plain />
          ) : ask.released === 'waiting' ? (
            <Sentence text={{ id: 'ask.released.waiting', params: { name } }} plain />
          ) : ask.dueAt === null ? (
            <Sentence
              text={{ id: more === 1 ? 'ask.due.one' : 'ask.due.many', params: { n: String(more), name } }}
              plain
            />
          ) : (
            <Sentence
              text={{
                id: ask.dueAt > today ? 'ask.due.at' : 'ask.due.now',
                params: { name, at: clockTime(ask.dueAt, today), left: leftOf(ask.dueAt - today) },
              }}
              plain
            />
          )}
        </p>
      )}
      <p className="muted">
        <Sentence text={{ id: ask.onlyPeople ? 'ask.happens.people' : 'ask.happens.stop', params: { name } }} plain />
      </p>
      <Against ask={ask} name={name} />
      <div>
        <a className="btn btn-quiet" href="#/people">
          {t('ask.toPeople')}
        </a>
      </div>
    </div>
  );
};
