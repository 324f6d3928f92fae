/** One session: its terms, what is left, its key at the venue, what it signed, and the ways to stop it. */
import { CircleStop } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { now } from '../../lib/clock.ts';
import { call } from '../../messaging/call.ts';
import type { SessionInfo } from '../../messaging/limits-lane.ts';
import type { ActivityEntry } from '../../messaging/ui-lane.ts';
import { group } from '../../signing/format.ts';
import { Line } from '../activity/line.tsx';
import { Address } from '../components/address.tsx';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { clockTime, TimeLeft } from '../components/time.tsx';
import { siteName } from '../home/short.ts';
import { useAction } from '../hooks/action.ts';
import { useAnswer } from '../hooks/answer.ts';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { Budget } from './budget.tsx';
import { PauseOrResume } from './card.tsx';
import { money } from './words.ts';

/** The most lines of the activity that the worker hands out at once. */
const MOST = 500;
const LAST = { limit: MOST };

/** When and how it came to its end; null while it has none. */
const overText = ({ session, ended, state }: SessionInfo, today: number): string | null =>
  ended
    ? t(`sessions.over.${ended.by}`, { at: clockTime(ended.at, today) })
    : state === 'over'
      ? t('sessions.over.time', { at: clockTime(session.endsAt, today) })
      : null;

const Row = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>
      <strong>{children}</strong>
    </dd>
  </div>
);

/** Its limits as they were granted; one that was left open says so. */
const Limits = ({ info: { session } }: { info: SessionInfo }) => {
  const { markets, perOrder, perDay, leverage, distance, fee, lifetime, reduceOnly } = session.limits;
  const none = t('sessions.limit.none');
  const [times, percent, seconds] = [t('sessions.unit.times'), t('sessions.unit.percent'), t('sessions.unit.seconds')];
  return (
    <section className="group" aria-labelledby="terms">
      <h2 className="head" id="terms">
        {t('sessions.terms')}
      </h2>
      <dl className="ledger ledger-sm">
        <Row label={t('sessions.row.markets')}>
          {markets ? markets.map(visible).join(', ') : t('sessions.markets.every')}
        </Row>
        <Row label={t('sessions.limit.perOrder')}>{perOrder === undefined ? none : money(perOrder)}</Row>
        <Row label={t('sessions.limit.budget')}>{money(session.budget)}</Row>
        {perDay !== undefined && <Row label={t('sessions.limit.perDay')}>{money(perDay)}</Row>}
        <Row label={t('sessions.limit.orders')}>{group(String(session.orders))}</Row>
        <Row label={t('sessions.limit.leverage')}>{leverage === undefined ? none : `${leverage}${times}`}</Row>
        <Row label={t('sessions.limit.distance')}>{distance === undefined ? none : `${distance} ${percent}`}</Row>
        <Row label={t('sessions.limit.fee')}>{fee === undefined ? none : `${fee} ${percent}`}</Row>
        <Row label={t('sessions.limit.lifetime')}>
          {lifetime === undefined ? none : `${group(String(lifetime))} ${seconds}`}
        </Row>
        <Row label={t('sessions.limit.reduceOnly')}>{t(reduceOnly ? 'sessions.limit.on' : 'sessions.limit.off')}</Row>
      </dl>
    </section>
  );
};

/** `lines`: the newest of the activity, or null while they are looked up. `all`: there are none before them. */
export const OneSession = ({
  info,
  lines,
  account,
}: {
  info: SessionInfo;
  lines: ActivityEntry[] | null;
  account: string;
}) => {
  const { busy, error, run } = useAction();
  const { session, state, agent, ended, venueName, grantedAt } = info;
  const today = now();
  const over = overText(info, today);
  const own = (lines ?? []).filter((line) => line.session === session.id);
  const end = () =>
    void run(async () => {
      await call('session.end', { id: session.id });
    });
  return (
    <>
      {error && (
        <Note level="danger" alert>
          {t(error)}
        </Note>
      )}
      <div role="status">
        {over && (
          <Note level="info">
            <b>{over}</b> {t('sessions.final', { site: siteName(session.origin) })}
            {ended && agent && ` ${t('sessions.rights')}`}
          </Note>
        )}
      </div>
      <article className="session" data-testid="session" data-state={state} data-origin={session.origin}>
        <b>{t(`sessions.state.${state}`)}</b>
        <Budget info={info} />
      </article>
      {state !== 'over' && (
        <div className="actions">
          <PauseOrResume info={info} />
          <Button icon={CircleStop} aria-busy={busy || undefined} data-testid="session-end" onClick={end}>
            <span className="btn-two">
              <span>{t('sessions.end')}</span>
              <small>{t('sessions.end.more')}</small>
            </span>
          </Button>
        </div>
      )}
      <dl className="ledger ledger-sm">
        <Row label={t('sessions.row.venue')}>{visible(venueName)}</Row>
        <div>
          <dt>{t('sessions.row.account')}</dt>
          <dd>
            <strong>{visible(account)}</strong>
            <Address of={session.account} />
          </dd>
        </div>
        <Row label={t('sessions.row.granted')}>{clockTime(grantedAt, today)}</Row>
        {!over && (
          <Row label={t('sessions.row.ends')}>
            <TimeLeft at={session.endsAt} />
          </Row>
        )}
        {agent && (
          <div data-testid="session-key">
            <dt>{t('sessions.row.key', { venue: visible(venueName) })}</dt>
            <dd>
              <Address of={agent.name} />
              {agent.until !== null && <span>{t('sessions.row.keyUntil', { at: clockTime(agent.until, today) })}</span>}
            </dd>
          </div>
        )}
      </dl>
      {agent && (
        <Link className="btn" href="/grants">
          {t('settings.grants')}
        </Link>
      )}
      <Limits info={info} />
      <section className="group" aria-labelledby="signed-here">
        <h2 className="head" id="signed-here">
          {t('sessions.signedHere')}
        </h2>
        {!lines && <p className="muted">{t('home.activity.loading')}</p>}
        {lines && own.length === 0 && <p className="muted">{t('sessions.signedHere.none')}</p>}
        <ul data-testid="session-log">
          {own.map((entry) => (
            <Line key={`${entry.at}${entry.digest}`} entry={entry} today={today} />
          ))}
        </ul>
        {lines && lines.length >= MOST && own.length < info.used.orders && (
          <p className="muted t-sm">{t('sessions.signedHere.more')}</p>
        )}
      </section>
    </>
  );
};

export const One = ({ info, account }: { info: SessionInfo; account: string }) => {
  const lines = useAnswer('activity.list', LAST);
  return (
    <>
      {lines && 'error' in lines && <Note level="care">{t(lines.error)}</Note>}
      <OneSession info={info} lines={lines && 'ok' in lines ? lines.ok : null} account={account} />
    </>
  );
};
