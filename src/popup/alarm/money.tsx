/**
 * Money that waits before it goes out: as another device of this person's told, and on this one while it is locked. One
 * press stops it; no password, since a stop only refuses.
 */
import './alarm.css';
import '../components/people.css';
import { BellRing, Hand, Phone, UserRound } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { screens } from '../../lib/text/screens.en.ts';
import { stepUp } from '../../lib/text/step-up.en.ts';
import type { TextId } from '../../lib/text.ts';
import { call } from '../../messaging/call.ts';
import type { ToldWait } from '../../messaging/limits-lane.ts';
import { group } from '../../signing/format.ts';
import { Address } from '../components/address.tsx';
import { Icon } from '../components/icon.tsx';
import { Note } from '../components/note.tsx';
import { Sentence } from '../components/sentence.tsx';
import { TimeLeft } from '../components/time.tsx';
import { useAction } from '../hooks/action.ts';
import { useAnswer } from '../hooks/answer.ts';
import { learn, t } from '../text.ts';
import { visible } from '../visible.ts';

learn(screens);
learn(stepUp);

type Sum = Pick<ToldWait, 'amount' | 'asset' | 'recipient' | 'account' | 'opensAt'>;

const NOT_COUNTED: Record<string, TextId> = { '?': 'wait.notRead', '?pays': 'wait.pays', '?grant': 'wait.grant' };

/** What cannot be counted is named, and never a number. */
const sumOf = ({ asset, amount }: Sum): string => {
  const kind = NOT_COUNTED[asset];
  if (kind) return t(kind);
  const name = asset.startsWith('0x') ? asset : asset.toUpperCase();
  if (amount === 'any') return t('wait.any', { asset: visible(name) });
  return t('wait.sum', { amount: visible(group(amount)), asset: visible(name) });
};

const Facts = ({ of }: { of: Sum }) => (
  <section className="alarm-when" data-testid="money-facts">
    <p className="sum">
      <bdi>{sumOf(of)}</bdi>
    </p>
    <dl className="ledger ledger-sm">
      {!of.recipient.startsWith('#') && (
        <div>
          <dt>{t('wait.to')}</dt>
          <dd>
            <Address of={of.recipient} />
          </dd>
        </div>
      )}
      <div>
        <dt>{t('wait.account')}</dt>
        <dd>{t('wait.accountEnds', { last: visible(of.account) })}</dd>
      </div>
      <div>
        <dt>{t('wait.opens')}</dt>
        <dd>
          <TimeLeft at={of.opensAt} />
        </dd>
      </div>
    </dl>
  </section>
);

type AnswerProps = { icon: typeof Hand; id: 'stop' | 'mine'; busy: boolean; onPress: () => void };

const Answer = ({ icon, id, busy, onPress }: AnswerProps) => (
  <button
    type="button"
    className="answer"
    data-testid={`money-${id}`}
    aria-disabled={busy || undefined}
    onClick={onPress}
  >
    <span className="answer-icon">
      <Icon of={icon} />
    </span>
    <span>
      <b>{t(`wait.${id}`)}</b>
      <small>{t(`wait.${id}.more`)}</small>
    </span>
  </button>
);

/** The frame of both: a danger head, the sum, what can be pressed, what it may mean. */
const Frame = ({ lead, children }: { lead: ReactNode; children: ReactNode }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    document.title = `${t('wait.theirs')} - ${t('app.name')}`;
  }, []);
  return (
    <div className="popup alarm" data-testid="money-alarm">
      <main className="flush">
        <section className="alarm-top">
          <p className="word">
            <Icon of={BellRing} /> {t('wait.word')}
          </p>
          <h1 ref={heading} tabIndex={-1}>
            {t('wait.theirs')}
          </h1>
          <p>{lead}</p>
        </section>
        {children}
        <div className="inner">
          <div className="note">
            <Icon of={Phone} />
            <p>
              <b>{t('wait.call')}</b> {t('wait.call.more')}
            </p>
          </div>
        </div>
      </main>
    </div>
  );
};

const Said = ({ id, name, onLeave }: { id: TextId; name: string; onLeave?: () => void }) => (
  <div className="inner stack-lg" role="status" data-testid="money-said">
    <p className="alarm-said">
      <Sentence text={{ id, params: { name } }} plain />
    </p>
    {onLeave && (
      <div>
        <Link className="btn" href="/" data-testid="money-leave" onClick={onLeave}>
          {t('wait.leave')}
        </Link>
      </div>
    )}
  </div>
);

/** `onHold`: keeps it on the screen until its answer was read. */
export const MoneyAlarm = ({ wait, onHold }: { wait: ToldWait; onHold: (wait: ToldWait | null) => void }) => {
  const { run, busy, error } = useAction();
  const { ward, id, name, answer } = wait;
  const say = (next: 'stopped' | 'mine') =>
    void run(async () => {
      await call('wait.answer', { ward, id, answer: next });
      onHold({ ...wait, answer: next });
    });
  return (
    <Frame lead={<Sentence text={{ id: 'wait.theirs.more', params: { name } }} plain />}>
      <Facts of={wait} />
      {answer ? (
        <Said
          id={answer === 'mine' ? 'wait.mine.said' : 'wait.told.stopped'}
          name={name}
          onLeave={() => onHold(null)}
        />
      ) : (
        <section className="answers" aria-label={t('wait.answer')}>
          <Answer icon={Hand} id="stop" busy={busy} onPress={() => say('stopped')} />
          <Answer icon={UserRound} id="mine" busy={busy} onPress={() => say('mine')} />
        </section>
      )}
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
    </Frame>
  );
};

/** Of this computer's own wallet, while it is locked: only what still waits, and its stop. */
export const LockedWaits = () => {
  const { run, busy, error } = useAction();
  const [stopped, setStopped] = useState(false);
  const answer = useAnswer('wait.list', null);
  const waits =
    answer && 'ok' in answer ? answer.ok.filter(({ state }) => state === 'waiting' || state === 'open') : [];
  if (!answer) return null;
  return (
    <Frame lead={t('wait.own.more')}>
      {stopped && <Said id="wait.stopped" name="" />}
      {'error' in answer && <Note level="care">{t(answer.error)}</Note>}
      {waits.length === 0 && !stopped && <p className="inner">{t('wait.none')}</p>}
      {waits.map((wait) => (
        <div key={wait.id} className="stack" data-testid="money-own">
          <Facts of={{ ...wait, account: wait.account.slice(-4) }} />
          <section className="answers" aria-label={t('wait.answer')}>
            <Answer
              icon={Hand}
              id="stop"
              busy={busy}
              onPress={() =>
                void run(async () => {
                  await call('wait.stop', { id: wait.id });
                  setStopped(true);
                })
              }
            />
          </section>
        </div>
      ))}
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
      <p className="inner">
        <a className="btn btn-quiet" href="#/">
          {t('wait.leave')}
        </a>
      </p>
    </Frame>
  );
};
