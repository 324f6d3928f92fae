/** Lets a paused session go on: what is left, and the password. */
import { Link, useLocation } from 'wouter';
import { call } from '../../messaging/call.ts';
import type { SessionInfo } from '../../messaging/limits-lane.ts';
import { group } from '../../signing/format.ts';
import { TimeLeft } from '../components/time.tsx';
import { ProofForm } from '../secrets/proof-form.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { Budget } from './budget.tsx';
import { marketsIn, money } from './words.ts';

export const Resume = ({ info }: { info: SessionInfo }) => {
  const [, go] = useLocation();
  const { session, left, state, venueName } = info;
  const way = `/sessions/${session.id}`;
  if (state !== 'paused') return <p className="muted">{t('sessions.resume.not')}</p>;
  return (
    <>
      <dl className="ledger">
        <div>
          <dt>{t('sessions.resume.left')}</dt>
          <dd>
            <strong data-testid="left">{money(left.notional)}</strong>
          </dd>
        </div>
        <div>
          <dt>{t('sessions.resume.leftOrders')}</dt>
          <dd>
            <strong>{group(String(left.orders))}</strong>
          </dd>
        </div>
        <div>
          <dt>{t('sessions.row.venue')}</dt>
          <dd>
            <strong>{visible(venueName)}</strong>
          </dd>
        </div>
        <div>
          <dt>{t('sessions.resume.markets')}</dt>
          <dd>
            <strong>{visible(marketsIn(session.limits.markets))}</strong>
          </dd>
        </div>
        <div>
          <dt>{t('sessions.row.ends')}</dt>
          <dd>
            <strong>
              <TimeLeft at={session.endsAt} />
            </strong>
          </dd>
        </div>
      </dl>
      <article className="session">
        <Budget info={info} />
      </article>
      <ProofForm
        verb={t('sessions.resume')}
        onProof={async (proof) => {
          await call('session.resume', { id: session.id, proof });
          go(way);
        }}
        beside={
          <Link className="btn" href={way}>
            {t('sessions.resume.keep')}
          </Link>
        }
      />
    </>
  );
};
