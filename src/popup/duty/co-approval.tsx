/** What a guardian who gives a second yes sees: the role as it is offered, and what is asked. Both answers look alike. */
import { stepUp } from '../../lib/text/step-up.en.ts';
import type { TextId } from '../../lib/text.ts';
import { call } from '../../messaging/call.ts';
import type { CoApprovalDuty } from '../../messaging/limits-lane.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { Sentence } from '../components/sentence.tsx';
import { clockTime, TimeLeft, useNow } from '../components/time.tsx';
import { useAction } from '../hooks/action.ts';
import { useAnswer } from '../hooks/answer.ts';
import { learn, t } from '../text.ts';
import { visible } from '../visible.ts';

learn(stepUp);

type Of = { duty: CoApprovalDuty };

const List = ({ title, ids }: { title: TextId; ids: TextId[] }) => (
  <div>
    <h4>{t(title)}</h4>
    <ul className="co-list">
      {ids.map((id) => (
        <li key={id}>{t(id)}</li>
      ))}
    </ul>
  </div>
);

const Role = ({ duty: { ward, wardName, role } }: Of) => {
  const { run, busy, error } = useAction();
  const answer = (accept: boolean) =>
    void run(async () => {
      await call('coApproval.role', { ward, accept });
    });
  const press = (id: TextId, accept: boolean, testid: string) => (
    <Button data-testid={testid} aria-disabled={busy || undefined} onClick={() => answer(accept)}>
      {t(id)}
    </Button>
  );
  const failed = error && (
    <Note level="care" alert>
      {t(error)}
    </Note>
  );
  if (role !== 'offered')
    return (
      <div className="stack" data-testid={`co-${role}`}>
        <p>
          {role === 'declined' ? (
            t('co.declined')
          ) : (
            <Sentence text={{ id: 'co.has', params: { name: wardName } }} plain />
          )}
        </p>
        {failed}
        {role === 'accepted' && (
          <div>
            {press('co.give', false, 'co-give')} <small className="muted">{t('co.give.more')}</small>
          </div>
        )}
      </div>
    );
  return (
    <div className="stack" data-testid="co-offer">
      <h3>
        <Sentence text={{ id: 'co.offer', params: { name: wardName } }} plain />
      </h3>
      <p>{t('co.offer.more')}</p>
      <List title="co.see" ids={['co.see.1', 'co.see.2']} />
      <List title="co.seeNot" ids={['co.seeNot.1', 'co.seeNot.2']} />
      <p className="muted">{t('co.apart')}</p>
      {failed}
      <div className="thirds">
        {press('co.accept', true, 'co-accept')}
        {press('co.decline', false, 'co-decline')}
      </div>
    </div>
  );
};

type Request = CoApprovalDuty['requests'][number];

const Ask = ({ duty: { ward, wardName }, request }: Of & { request: Request }) => {
  const { run, busy, error } = useAction();
  const { id, headline, why, at, expiresAt, answer } = request;
  const today = useNow(expiresAt);
  const open = answer === null && today < expiresAt;
  const press = (yes: boolean) => (
    <Button
      data-testid={yes ? 'co-yes' : 'co-no'}
      aria-disabled={busy || undefined}
      onClick={() =>
        void run(async () => {
          await call('coApproval.answer', { ward, id, yes });
        })
      }
    >
      {t(yes ? 'co.yes' : 'co.no')}
    </Button>
  );
  return (
    <li className="card stack" data-testid="co-ask">
      <h3>
        <Sentence text={{ id: 'co.asks', params: { name: wardName } }} plain />
      </h3>
      <blockquote className="co-words">{visible(headline)}</blockquote>
      {why.length > 0 && (
        <div>
          <h4>{t('co.why')}</h4>
          <ul className="co-list">
            {why.map((one) => (
              <li key={one}>{visible(one)}</li>
            ))}
          </ul>
        </div>
      )}
      <p className="muted">
        <TimeLeft at={at} />
      </p>
      {open ? (
        <>
          <p>{t('co.check')}</p>
          <div className="thirds">
            {press(true)}
            {press(false)}
          </div>
          <p className="muted">{t('co.until', { at: clockTime(expiresAt, today) })}</p>
        </>
      ) : (
        <p role="status" data-testid="co-said">
          {t(answer === null ? 'co.expired' : answer === 'yes' ? 'co.saidYes' : 'co.saidNo')}
        </p>
      )}
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
    </li>
  );
};

export const CoDuty = ({ duty }: Of) => (
  <section className="card stack" data-testid={`co-duty-${duty.ward}`}>
    {duty.requests.length > 0 && (
      <ul className="stack">
        {duty.requests.map((request) => (
          <Ask key={request.id} duty={duty} request={request} />
        ))}
      </ul>
    )}
    <Role duty={duty} />
  </section>
);

/** Nothing where nobody asked for it. */
export const CoApproval = () => {
  const answer = useAnswer('coApproval.duties', null);
  if (!answer || !('ok' in answer)) return null;
  return answer.ok.map((duty) => <CoDuty key={duty.ward} duty={duty} />);
};
