/** Every key and right that was given through this wallet, who holds it, and how it really ends. */
import '../kill/kill.css';
import { useId, useState } from 'react';
import { now } from '../../lib/clock.ts';
import { kill } from '../../lib/text/kill.en.ts';
import { call } from '../../messaging/call.ts';
import type { GrantInfo, KillLine } from '../../messaging/limits-lane.ts';
import { Address } from '../components/address.tsx';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Note } from '../components/note.tsx';
import { Sentence } from '../components/sentence.tsx';
import { TimeLeft } from '../components/time.tsx';
import { short, siteName } from '../home/short.ts';
import { useAction } from '../hooks/action.ts';
import { useAnswer } from '../hooks/answer.ts';
import { StateChip } from '../kill/state.tsx';
import { Page } from '../settings/page.tsx';
import { learn, t } from '../text.ts';
import { visible } from '../visible.ts';

learn(kill);

const venueOf = ({ venue }: GrantInfo): string =>
  venue ? visible(venue.network ? `${venue.name}, ${venue.network}` : venue.name) : t('grants.noVenue');

const stateOf = ({ state, until }: GrantInfo, today: number): 'asked' | 'given' | 'over' | 'ended' =>
  state !== 'ended' && until !== null && until <= today ? 'over' : state;

const How = ({ grant }: { grant: GrantInfo }) => {
  const venue = venueOf(grant);
  if (grant.revocable) return t('grants.how.revoke', { venue });
  return grant.revoke ? <Sentence text={grant.revoke} plain /> : t('grants.how.unknown', { venue });
};

/** Where no end was signed, what ends it at the venue, as the card said it. */
const Until = ({ grant: { until, untilSaid } }: { grant: GrantInfo }) => {
  if (until !== null) return <TimeLeft at={until} />;
  return untilSaid ? <Sentence text={untilSaid} plain /> : t('grants.noEnd');
};

const Facts = ({ grant }: { grant: GrantInfo }) => (
  <dl>
    <dt>{t('grants.account')}</dt>
    <dd>
      <bdi>{visible(grant.accountName)}</bdi> <span className="mono">{short(grant.account)}</span>
    </dd>
    <dt>{t('grants.who')}</dt>
    <dd>
      <Address of={grant.grantee} />
    </dd>
    <dt>{t('grants.site')}</dt>
    <dd>
      <bdi>{siteName(grant.origin)}</bdi>
    </dd>
    {grant.can.length > 0 && <dt>{t('grants.can')}</dt>}
    {grant.can.length > 0 && (
      <dd>
        <ul>
          {grant.can.map((can) => (
            <li key={can.id}>
              <Sentence text={can} plain />
            </li>
          ))}
        </ul>
      </dd>
    )}
    <dt>{t('grants.until')}</dt>
    <dd>
      <Until grant={grant} />
    </dd>
    {grant.state !== 'ended' && <dt>{t('grants.how')}</dt>}
    {grant.state !== 'ended' && (
      <dd>
        <How grant={grant} />
      </dd>
    )}
  </dl>
);

/** Two steps: take it back at the venue, then destroy the key here. The first need not have worked for the second. */
const Held = ({ grant, line }: { grant: GrantInfo; line: KillLine | undefined }) => {
  const { run, busy, error } = useAction();
  const [asking, setAsking] = useState(false);
  const tried = line && line.state !== 'ready' ? line : null;
  return (
    <>
      {grant.revocable && tried && (
        <p role="status">
          <StateChip state={tried.state} /> <Sentence text={tried.text} plain />
        </p>
      )}
      <div className="given-do">
        {grant.revocable && tried?.state !== 'done' && (
          <Button
            data-testid="grant-revoke"
            aria-disabled={busy || tried?.state === 'sending' || undefined}
            onClick={() =>
              void run(async () => {
                await call('kill.act', { id: `revoke/${grant.id}` });
              })
            }
          >
            {t('grants.revoke', { venue: venueOf(grant) })}
          </Button>
        )}
        <Button data-testid="grant-end" onClick={() => setAsking(true)}>
          {t('grants.end')} <span className="sr">{grant.grantee}</span>
        </Button>
      </div>
      {error && <Note level="care">{t(error)}</Note>}
      {asking && (
        <Dialog title={t('grants.end')} onClose={() => setAsking(false)}>
          <p>{t('grants.end.ask')}</p>
          {grant.revocable && tried?.state !== 'done' && <Note level="info">{t('grants.end.first')}</Note>}
          <div className="given-do dialog-form">
            <Button onClick={() => setAsking(false)}>{t('grants.end.keep')}</Button>
            <Button
              look="danger"
              data-testid="grant-destroy"
              aria-disabled={busy || undefined}
              onClick={() =>
                void run(async () => {
                  setAsking(false);
                  await call('grant.end', { id: grant.id });
                })
              }
            >
              {t('grants.end.confirm')}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
};

const Elsewhere = ({ grant }: { grant: GrantInfo }) => {
  const { run, busy, error } = useAction();
  return (
    <>
      <div className="given-do">
        <Button
          data-testid="grant-took"
          aria-disabled={busy || undefined}
          onClick={() =>
            void run(async () => {
              await call('grant.end', { id: grant.id });
            })
          }
        >
          {t(grant.venue ? 'grants.took' : 'grants.took.token')} <span className="sr">{grant.grantee}</span>
        </Button>
      </div>
      {error && <Note level="care">{t(error)}</Note>}
    </>
  );
};

const Grant = ({ grant, line }: { grant: GrantInfo; line: KillLine | undefined }) => {
  const state = stateOf(grant, now());
  const alive = grant.state !== 'ended';
  return (
    <li className="given" data-testid="grant" data-state={state} data-holder={grant.holder}>
      <b>{t(`grants.scope.${grant.scope}`)}</b>
      <span className="chip chip-plain">{t(`grants.state.${state}`)}</span>
      {alive && <p data-testid="grant-holder">{t(`grants.holder.${grant.holder}`)}</p>}
      <Facts grant={grant} />
      {!alive && <p>{t(grant.holder === 'wallet' ? 'grants.ended.wallet' : 'grants.ended.other')}</p>}
      {alive && (grant.holder === 'wallet' ? <Held grant={grant} line={line} /> : <Elsewhere grant={grant} />)}
    </li>
  );
};

const Group = ({ venue, grants, lines }: { venue: string; grants: GrantInfo[]; lines: KillLine[] }) => {
  const id = useId();
  return (
    <section aria-labelledby={id} className="kill-part">
      <h2 id={id}>{venue}</h2>
      <ul>
        {grants.map((grant) => (
          <Grant key={grant.id} grant={grant} line={lines.find(({ id }) => id === `revoke/${grant.id}`)} />
        ))}
      </ul>
    </section>
  );
};

export const Grants = () => {
  const answer = useAnswer('grant.list', null);
  const stopped = useAnswer('kill.view', null);
  const grants = answer && 'ok' in answer ? answer.ok : [];
  const lines = stopped && 'ok' in stopped ? stopped.ok.lines : [];
  return (
    <Page title={t('grants.title')} lead={t('grants.lead')} back="/settings">
      {!answer && <p className="muted">{t('grants.loading')}</p>}
      {answer && 'error' in answer && <Note level="care">{t(answer.error)}</Note>}
      {answer && 'ok' in answer && grants.length === 0 && (
        <p className="empty" data-testid="grants-empty">
          {t('grants.empty')}
        </p>
      )}
      {[...Map.groupBy(grants, venueOf)].map(([venue, own]) => (
        <Group key={venue} venue={venue} grants={own} lines={lines} />
      ))}
      <Note level="info">{t('grants.elsewhere')}</Note>
    </Page>
  );
};
