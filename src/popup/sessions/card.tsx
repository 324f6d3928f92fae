/** One session in short: whose, until when, what is left, and the way to stop it in one press. @module */
import { Pause, Play } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { call } from '../../messaging/call.ts';
import type { SessionInfo } from '../../messaging/limits-lane.ts';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { Note } from '../components/note.tsx';
import { SiteIcon } from '../components/site-icon.tsx';
import { clockTime, timeLeft, useNow } from '../components/time.tsx';
import { siteName } from '../home/short.ts';
import { useAction } from '../hooks/action.ts';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { Budget } from './budget.tsx';

/** Pauses at once, or leads to the form that asks for the password. */
export const PauseOrResume = ({ info: { session, state } }: { info: SessionInfo }) => {
  const { busy, error, run } = useAction();
  const site = siteName(session.origin);
  const resume = useRef<HTMLAnchorElement>(null);
  const pressed = useRef(false);
  useEffect(() => {
    // The button that was pressed has gone: the keyboard goes on from what stands in its place.
    if (state === 'paused' && pressed.current) resume.current?.focus();
    pressed.current = false;
  }, [state]);
  if (state === 'paused')
    return (
      <Link
        ref={resume}
        className="btn"
        href={`/sessions/${session.id}/resume`}
        aria-label={t('sessions.resumeOf', { site })}
        data-testid="session-resume"
      >
        <Icon of={Play} size="sm" />
        {t('sessions.resume')}
      </Link>
    );
  if (state !== 'running') return null;
  return (
    <>
      <Button
        icon={Pause}
        aria-label={t('sessions.pauseOf', { site })}
        aria-busy={busy || undefined}
        data-testid="session-pause"
        onClick={() => {
          pressed.current = true;
          void run(async () => {
            await call('session.pause', { id: session.id });
          }).then((done) => {
            pressed.current &&= done;
          });
        }}
      >
        {t('sessions.pause')}
      </Button>
      {error && (
        <Note level="danger" alert>
          {t(error)}
        </Note>
      )}
    </>
  );
};

export const SessionCard = ({ info, as: Heading = 'h2' }: { info: SessionInfo; as?: 'h2' | 'h3' }) => {
  const { session, state, venueName } = info;
  const today = useNow(session.endsAt);
  const at = clockTime(session.endsAt, today);
  const venue = visible(venueName);
  return (
    <article className="session" data-testid="session" data-state={state} data-origin={session.origin}>
      <div className="session-top">
        <SiteIcon origin={session.origin} />
        <Heading>
          <Link href={`/sessions/${session.id}`}>
            {t(`sessions.card.${state}`, { site: siteName(session.origin) })}
          </Link>
        </Heading>
        <PauseOrResume info={info} />
        <small>
          {session.endsAt > today
            ? t('sessions.until', { venue, at, left: timeLeft(session.endsAt, today) })
            : t('sessions.wasUntil', { venue, at })}
        </small>
      </div>
      <Budget info={info} />
    </article>
  );
};
