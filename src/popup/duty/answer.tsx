/** Approve, Decline and Freeze: one size, one weight, no colour. Approve waits for the words. */
import { Check, Hand, type LucideIcon, Snowflake, X } from 'lucide-react';
import { useState } from 'react';
import type { TextId } from '../../lib/text.ts';
import { call } from '../../messaging/call.ts';
import type { AskView } from '../../messaging/guardians-lane.ts';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { Note } from '../components/note.tsx';
import { Sentence } from '../components/sentence.tsx';
import { clockTime, useNow } from '../components/time.tsx';
import { useAction } from '../hooks/action.ts';
import { t } from '../text.ts';
import { type How, whyNot } from './words.ts';

type Verb = 'approve' | 'decline' | 'freeze' | 'withdraw' | 'stop';

type ColumnProps = {
  icon: LucideIcon;
  verb: Verb;
  more: TextId;
  name: string;
  /** a press says why instead of doing it */
  off: boolean;
  onPress: () => void;
};

const Column = ({ icon, verb, more, name, off, onPress }: ColumnProps) => (
  <button
    type="button"
    className="answer-col"
    data-testid={`answer-${verb}`}
    aria-disabled={off || undefined}
    onClick={onPress}
  >
    <Icon of={icon} />
    <b>{t(`ask.${verb}`)}</b>
    <small>
      <Sentence text={{ id: more, params: { name } }} plain />
    </small>
  </button>
);

/** Sends an answer, one at a time. */
const useDecide = (ask: AskView, how: How | null) => {
  const action = useAction();
  const decide = (answer: Verb) =>
    void action.run(async () => {
      await call('duty.decide', { ask: ask.id, how: how === 'wrote' ? null : how, answer });
    });
  return { ...action, decide };
};

/** What anybody who looks after the wallet can do against a request, whatever they answered. */
export const Against = ({ ask, name, how = null }: { ask: AskView; name: string; how?: How | null }) => {
  const { decide, busy, error } = useDecide(ask, how);
  const today = useNow(ask.frozenUntil ?? 0);
  const frozen = ask.frozenUntil !== null && ask.frozenUntil > today;
  return (
    <div className="stack">
      {frozen && (
        <p className="with-icon" role="status" data-testid="frozen">
          <Icon of={Snowflake} size="sm" />
          <span>{t('ask.frozen', { at: clockTime(ask.frozenUntil ?? 0, today) })}</span>
        </p>
      )}
      {ask.stops > 0 && (
        <p role="status" data-testid="stops">
          {t(ask.stops === 1 ? 'ask.stops.one' : 'ask.stops.many', { n: String(ask.stops) })}{' '}
          {ask.stopsNeeded !== null && t('ask.stops.needed', { n: String(ask.stopsNeeded) })}
        </p>
      )}
      {ask.myStop && (
        <p role="status" data-testid="my-stop">
          {t('ask.stop.mine')}
        </p>
      )}
      {ask.mine === 'approved' && (
        <div className="thirds">
          {ask.released !== 'yes' && (
            <Column
              icon={X}
              verb="withdraw"
              more="ask.withdraw.more"
              name={name}
              off={busy}
              onPress={() => decide('withdraw')}
            />
          )}
          {ask.canFreeze && (
            <Column
              icon={Snowflake}
              verb="freeze"
              more="ask.freeze.more"
              name={name}
              off={busy}
              onPress={() => decide('freeze')}
            />
          )}
        </div>
      )}
      {ask.canStop && !ask.myStop && (
        <div className="against">
          <Button
            icon={Hand}
            data-testid="answer-stop"
            aria-disabled={busy || undefined}
            onClick={() => decide('stop')}
          >
            {t('ask.stop')}
          </Button>
          <small>
            <Sentence text={{ id: 'ask.stop.more', params: { name } }} plain />
          </small>
        </div>
      )}
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
    </div>
  );
};

export const Answer = ({ ask, name, how }: { ask: AskView; name: string; how: How | null }) => {
  const { decide, busy, error } = useDecide(ask, how);
  const [why, setWhy] = useState<TextId | null>(null);
  const waits = whyNot(ask, how);
  const noDecline: TextId | null =
    ask.words === 'none' ? 'ask.decline.none' : ask.mine === 'declined' ? 'ask.decline.done' : null;
  const approve = () => {
    setWhy(waits);
    if (!waits && !busy) decide('approve');
  };
  const other = (answer: 'decline' | 'freeze', off: TextId | null) => {
    setWhy(off);
    if (!off && !busy) decide(answer);
  };
  return (
    <div className="stack">
      {ask.mine === 'declined' && (
        <p role="status" data-testid="mine-declined">
          <Sentence text={{ id: 'ask.mine.declined', params: { name } }} plain />
        </p>
      )}
      {ask.mine === 'withdrawn' && (
        <p role="status" data-testid="mine-withdrawn">
          {t('ask.mine.withdrawn')}
        </p>
      )}
      <div className="thirds">
        <Column
          icon={Check}
          verb="approve"
          more={waits ?? 'ask.approve.more'}
          name={name}
          off={waits !== null || busy}
          onPress={approve}
        />
        <Column
          icon={X}
          verb="decline"
          more={noDecline ?? 'ask.decline.more'}
          name={name}
          off={busy || noDecline !== null}
          onPress={() => other('decline', noDecline)}
        />
        <Column
          icon={Snowflake}
          verb="freeze"
          more={ask.canFreeze ? 'ask.freeze.more' : 'ask.freeze.off'}
          name={name}
          off={busy || !ask.canFreeze}
          onPress={() => other('freeze', ask.canFreeze ? null : 'ask.freeze.off')}
        />
      </div>
      {why && (
        <Note level="info" alert>
          <Sentence text={{ id: why, params: { name } }} plain />
        </Note>
      )}
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
      <Against ask={ask} name={name} how={how} />
    </div>
  );
};
