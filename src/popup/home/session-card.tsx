/** On the home screen: who trades without asking, and what they had signed since one last looked. */
import '../sessions/sessions.css';
import { ChevronRight, ListChecks } from 'lucide-react';
import { Link } from 'wouter';
import { sessions } from '../../lib/text/sessions.en.ts';
import type { SessionInfo, SignedAlone } from '../../messaging/limits-lane.ts';
import { Icon } from '../components/icon.tsx';
import { Note } from '../components/note.tsx';
import { useAnswer } from '../hooks/answer.ts';
import { SessionCard } from '../sessions/card.tsx';
import { learn, t } from '../text.ts';

learn(sessions);

/** Those that can sign now or after a resume. */
export const canSign = ({ state }: SessionInfo): boolean => state === 'running' || state === 'paused';

/** How many, and the way to the list of them; nothing when there are none. */
export const SignedLine = ({ signed: { count, since } }: { signed: SignedAlone }) => {
  if (count === 0) return null;
  const first = since === null;
  return (
    <Link className="guarded" href="/sessions/signed" data-testid="signed-alone">
      <Icon of={ListChecks} size="sm" />
      <span>
        {count === 1
          ? t(first ? 'sessions.alone.firstOne' : 'sessions.alone.one')
          : t(first ? 'sessions.alone.firstMany' : 'sessions.alone.many', { n: String(count) })}
      </span>
      <Icon of={ChevronRight} size="sm" turns />
    </Link>
  );
};

export const Sessions = () => {
  const list = useAnswer('session.list', null);
  const signed = useAnswer('session.signedAlone', null);
  return (
    <>
      {list && 'error' in list && <Note level="care">{t(list.error)}</Note>}
      {list && 'ok' in list && list.ok.filter(canSign).map((info) => <SessionCard key={info.session.id} info={info} />)}
      {signed && 'ok' in signed && <SignedLine signed={signed.ok} />}
    </>
  );
};
