/** Every session, those that can still sign first. */
import { OctagonPause } from 'lucide-react';
import { Link } from 'wouter';
import type { SessionInfo } from '../../messaging/limits-lane.ts';
import { Icon } from '../components/icon.tsx';
import { Note } from '../components/note.tsx';
import { canSign, SignedLine } from '../home/session-card.tsx';
import { useAnswer } from '../hooks/answer.ts';
import { Page } from '../settings/page.tsx';
import { t } from '../text.ts';
import { SessionCard } from './card.tsx';

const Group = ({ title, of }: { title: string; of: SessionInfo[] }) =>
  of.length > 0 && (
    <section className="group" aria-label={title}>
      <h2 className="head">{title}</h2>
      {of.map((info) => (
        <SessionCard key={info.session.id} info={info} as="h3" />
      ))}
    </section>
  );

export const SessionList = ({ sessions }: { sessions: SessionInfo[] }) => (
  <>
    <Group title={t('sessions.running')} of={sessions.filter(canSign)} />
    <Group title={t('sessions.ended')} of={sessions.filter((info) => !canSign(info))} />
    {sessions.length === 0 && (
      <p className="muted" data-testid="sessions-empty">
        {t('sessions.empty')}
      </p>
    )}
  </>
);

export const Sessions = () => {
  const list = useAnswer('session.list', null);
  const signed = useAnswer('session.signedAlone', null);
  return (
    <Page title={t('sessions.title')} lead={t('sessions.lead')} back="/settings">
      {!list && <p className="muted">{t('sessions.loading')}</p>}
      {list && 'error' in list && <Note level="care">{t(list.error)}</Note>}
      {signed && 'ok' in signed && <SignedLine signed={signed.ok} />}
      {list && 'ok' in list && <SessionList sessions={list.ok} />}
      <Link className="btn" href="/stop" data-testid="to-stop">
        <Icon of={OctagonPause} size="sm" />
        {t('sessions.stop')}
      </Link>
    </Page>
  );
};
