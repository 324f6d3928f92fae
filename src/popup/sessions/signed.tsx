/** What was signed without asking since the person last looked. Once its end was on the screen, it counts as seen. */
import { useEffect, useRef, useState } from 'react';
import { now } from '../../lib/clock.ts';
import { call } from '../../messaging/call.ts';
import type { SignedAlone } from '../../messaging/limits-lane.ts';
import { Line } from '../activity/line.tsx';
import { useSeen } from '../approve/parts.tsx';
import { Note } from '../components/note.tsx';
import { clockTime } from '../components/time.tsx';
import { useAnswer } from '../hooks/answer.ts';
import { Page } from '../settings/page.tsx';
import { t } from '../text.ts';

/** Lines stay on the screen although the worker counts them as seen by now: new ones come on top. */
export const together = (before: SignedAlone | null, next: SignedAlone): SignedAlone => {
  if (!before) return next;
  const known = new Set(before.entries.map(({ id }) => id));
  const fresh = next.entries.filter(({ id }) => !known.has(id));
  return { ...before, entries: [...fresh, ...before.entries], count: before.count + fresh.length };
};

export const SignedList = ({ signed, end }: { signed: SignedAlone; end?: (element: Element | null) => void }) => {
  const today = now();
  const { entries, count, since } = signed;
  if (count === 0) return <p className="muted">{t('sessions.signed.none')}</p>;
  return (
    <>
      <p className="muted">
        {since === null ? t('sessions.signed.ever') : t('sessions.signed.since', { at: clockTime(since, today) })}
      </p>
      <ul data-testid="signed-list">
        {entries.map((entry) => (
          <Line key={entry.id} entry={entry} today={today} />
        ))}
      </ul>
      <p className="muted t-sm" ref={end}>
        {count > entries.length
          ? t('sessions.signed.more', { n: String(count - entries.length) })
          : t('sessions.signed.seen')}
      </p>
    </>
  );
};

export const Signed = () => {
  const answer = useAnswer('session.signedAlone', null);
  const [signed, setSigned] = useState<SignedAlone | null>(null);
  const [end, seen] = useSeen();
  useEffect(() => {
    if (answer && 'ok' in answer) setSigned((before) => together(before, answer.ok));
  }, [answer]);
  const newest = signed?.entries[0]?.at;
  const told = useRef(false);
  useEffect(() => {
    // What comes on top after that counts as seen the next time.
    if (!seen || newest === undefined || told.current) return;
    told.current = true;
    // locked meanwhile: they are shown once more
    call('session.looked', { at: newest }).catch(() => undefined);
  }, [seen, newest]);
  return (
    <Page title={t('sessions.signed.title')} back="/sessions">
      {!signed && !answer && <p className="muted">{t('home.activity.loading')}</p>}
      {answer && 'error' in answer && <Note level="care">{t(answer.error)}</Note>}
      {signed && <SignedList signed={signed} end={end} />}
    </Page>
  );
};
