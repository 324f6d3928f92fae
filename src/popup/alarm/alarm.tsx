/**
 * Somebody recovers this computer's wallet, or that of somebody this person looks after. It stays until it is answered, and
 * each answer asks the password in place: the page works while Vouch is locked.
 */
import './alarm.css';
import '../components/people.css';
import '../onboarding/onboarding.css';
import '../settings/settings.css';
import { BellRing, Hand, Info, Phone, UserRound } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { recovery } from '../../lib/text/recovery.en.ts';
import { screens } from '../../lib/text/screens.en.ts';
import type { Text, TextId } from '../../lib/text.ts';
import { call } from '../../messaging/call.ts';
import type { AlarmView } from '../../messaging/guardians-lane.ts';
import type { Proof } from '../../messaging/ui-lane.ts';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { leftOf } from '../components/length.ts';
import { Sentence } from '../components/sentence.tsx';
import { clockTime, TimeLeft, useNow } from '../components/time.tsx';
import { refresh } from '../hooks/wallet.ts';
import { ProofForm } from '../secrets/proof-form.tsx';
import { learn, t } from '../text.ts';
import { visible } from '../visible.ts';
import { isOpen } from './alarms.ts';

learn(screens);
learn(recovery);

type Of = { alarm: AlarmView };
/** Keeps the alarm on the screen while it is answered and until the answer was read: the worker's list drops it at once. */
type Hold = { onHold: (alarm: AlarmView | null) => void };

const Tip = ({ icon, children }: { icon: typeof Phone; children: ReactNode }) => (
  <div className="note">
    <Icon of={icon} />
    <p>{children}</p>
  </div>
);

const whose = (alarm: AlarmView, id: 'alarm.title' | 'alarm.title.past' | 'alarm.stop' | 'alarm.me'): Text =>
  alarm.mine ? { id } : { id: `${id}.theirs`, params: { name: alarm.name } };

const titleOf = (alarm: AlarmView): Text =>
  whose(alarm, alarm.over === 'stopped' || alarm.over === 'cancelled' ? 'alarm.title.past' : 'alarm.title');

/** When it opens, in absolute local time, with what is left. No red: nobody is to be hurried. */
const When = ({ alarm }: Of) => {
  const { dueAt, frozenUntil, askedAt, over } = alarm;
  const today = useNow(dueAt ?? frozenUntil ?? askedAt);
  if (over) return null;
  const passed =
    dueAt === null ? 0 : Math.min(100, Math.max(0, ((today - askedAt) / Math.max(1, dueAt - askedAt)) * 100));
  return (
    <section className="alarm-when" aria-label={t('alarm.when')} data-testid="alarm-when">
      {dueAt === null ? (
        <p>{t('alarm.when.none')}</p>
      ) : (
        <>
          <p>
            <small>{t(dueAt > today ? 'alarm.when.in' : 'alarm.when.now')}</small>
          </p>
          {dueAt > today && <p className="sum">{leftOf(dueAt - today)}</p>}
          <p>{t('time.yours', { at: clockTime(dueAt, today) })}</p>
          <svg className="meter" aria-hidden="true">
            <rect width={`${passed}%`} height="100%" fill="currentColor" />
          </svg>
        </>
      )}
      {frozenUntil !== null && frozenUntil > today && (
        <p data-testid="alarm-frozen">{t('alarm.frozen', { at: clockTime(frozenUntil, today) })}</p>
      )}
    </section>
  );
};

/** How it ended, or what was answered. */
const Answered = ({ alarm, onHold }: Of & Hold) => {
  const state = alarm.over ?? alarm.answered;
  if (!state) return null;
  const id: TextId = alarm.over
    ? alarm.mine
      ? `alarm.over.${alarm.over}`
      : `alarm.over.${alarm.over}.theirs`
    : alarm.answered === 'me'
      ? alarm.mine
        ? 'alarm.answered.me'
        : 'alarm.answered.me.theirs'
      : alarm.mine
        ? 'alarm.answered.stopped'
        : 'alarm.answered.stopped.theirs';
  return (
    <div className="inner stack-lg" role="status" data-testid={`alarm-${state}`}>
      <p className="alarm-said">
        <Sentence text={{ id, params: { name: alarm.name } }} plain />
      </p>
      <div>
        <Link className="btn" href="/" data-testid="alarm-leave" onClick={() => onHold(null)}>
          {t('alarm.leave')}
        </Link>
      </div>
    </div>
  );
};

const Answers = ({ alarm, onHold }: Of & Hold) => {
  const [answer, setAnswer] = useState<'stop' | 'mine' | null>(null);
  const { wallet, request, mine, canStop } = alarm;
  const may = canStop || !mine;
  const pick = (next: typeof answer) => {
    setAnswer(next);
    onHold(next && alarm);
  };
  const send = async (proof: Proof) => {
    await call(answer === 'stop' ? 'alarm.stop' : 'alarm.mine', { wallet, request, proof });
    onHold({ ...alarm, answered: answer === 'stop' ? 'stopped' : 'me' });
    await refresh();
  };
  if (answer)
    return (
      <section className="inner stack-lg" aria-label={t('alarm.answer')} data-testid={`alarm-proof-${answer}`}>
        <h2 className="big">
          <Sentence text={whose(alarm, answer === 'stop' ? 'alarm.stop' : 'alarm.me')} plain />
        </h2>
        <p className="muted">
          <Sentence
            text={{ id: `alarm.${answer}.before${mine ? '' : '.theirs'}`, params: { name: alarm.name } }}
            plain
          />
        </p>
        <ProofForm
          verb={t(answer === 'stop' ? (mine ? 'alarm.stop.do' : 'alarm.stop.do.theirs') : 'alarm.me.do')}
          onProof={send}
          beside={<Button onClick={() => pick(null)}>{t('alarm.back')}</Button>}
        />
      </section>
    );
  return (
    <section className="answers" aria-label={t('alarm.answer')}>
      {may && (
        <button type="button" className="answer" data-testid="alarm-stop" onClick={() => pick('stop')}>
          <span className="answer-icon">
            <Icon of={Hand} />
          </span>
          <span>
            <b>
              <Sentence text={whose(alarm, 'alarm.stop')} plain />
            </b>
            <small>{t(mine ? 'alarm.stop.more' : 'alarm.stop.more.theirs')}</small>
          </span>
        </button>
      )}
      {!may && (
        <div className="answer-not" data-testid="alarm-cannot-stop">
          <p>
            <b>{t('alarm.cannot')}</b> {t('alarm.cannot.more')}
          </p>
        </div>
      )}
      <button type="button" className="answer" data-testid="alarm-mine" onClick={() => pick('mine')}>
        <span className="answer-icon">
          <Icon of={UserRound} />
        </span>
        <span>
          <b>
            <Sentence text={may || !mine ? whose(alarm, 'alarm.me') : { id: 'alarm.seen' }} plain />
          </b>
          <small>{t(!may ? 'alarm.seen.more' : mine ? 'alarm.me.more' : 'alarm.me.more.theirs')}</small>
        </span>
      </button>
    </section>
  );
};

export const Alarm = ({ alarm, onHold }: Of & Hold) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const open = isOpen(alarm);
  useEffect(() => {
    document.title = `${t(titleOf(alarm).id, { name: visible(alarm.name) })} - ${t('app.name')}`;
  }, [alarm]);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="popup alarm" data-testid="alarm">
      <main className="flush">
        <section className="alarm-top">
          {open && (
            <p className="word">
              <Icon of={BellRing} /> {t('alarm.word')}
            </p>
          )}
          <h1 ref={heading} tabIndex={-1}>
            <Sentence text={titleOf(alarm)} plain />
          </h1>
          <p>
            {t('alarm.asked')} <TimeLeft at={alarm.askedAt} />.{' '}
            <span data-testid="alarm-approvals">
              {t(
                alarm.approvals === 0
                  ? 'alarm.approvals.none'
                  : alarm.approvals === 1
                    ? 'alarm.approvals.one'
                    : 'alarm.approvals.many',
                { n: String(alarm.approvals) },
              )}
            </span>
          </p>
        </section>
        <When alarm={alarm} />
        {open ? <Answers alarm={alarm} onHold={onHold} /> : <Answered alarm={alarm} onHold={onHold} />}
        <div className="inner">
          {alarm.mine ? (
            <>
              <Tip icon={Phone}>
                <b>{t('alarm.call')}</b> {t('alarm.call.more')}
              </Tip>
              {alarm.over === 'opened' && (
                <Tip icon={Info}>
                  <b>{t('alarm.move')}</b> {t('alarm.move.more')}
                </Tip>
              )}
            </>
          ) : (
            <>
              <Tip icon={Phone}>
                <b>
                  <Sentence text={{ id: 'alarm.call.theirs', params: { name: alarm.name } }} plain />
                </b>{' '}
                {t('alarm.call.theirs.more')}
              </Tip>
              <Tip icon={Info}>
                <Link href="/people" onClick={() => onHold(null)}>
                  {t('alarm.read.theirs')}
                </Link>
              </Tip>
            </>
          )}
          {open && (
            <Tip icon={Info}>
              {alarm.canStop && alarm.mine && `${t('alarm.stays.all')} `}
              {t('alarm.stays')}
            </Tip>
          )}
        </div>
      </main>
    </div>
  );
};

/** The alarm of a path that is not known: it has gone, or was about another profile. */
export const NoAlarm = () => (
  <div className="popup">
    <main className="inner stack-lg" data-testid="alarm-none">
      <h1>{t('alarm.none')}</h1>
      <p className="muted">{t('alarm.none.more')}</p>
      <div>
        <a className="btn" href="#/">
          {t('alarm.leave')}
        </a>
      </div>
    </main>
  </div>
);
