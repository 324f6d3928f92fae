/** Money that waits to go out: what, to whom, how much, from when and until when, and one press that stops it. */
import './limits.css';
import { policy } from '../../lib/text/policy.en.ts';
import { call } from '../../messaging/call.ts';
import type { WaitInfo } from '../../messaging/limits-lane.ts';
import { sameAddress } from '../../signing/address.ts';
import { group } from '../../signing/format.ts';
import { Address } from '../components/address.tsx';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { Sentence } from '../components/sentence.tsx';
import { siteName } from '../home/short.ts';
import { useAction } from '../hooks/action.ts';
import { useAnswer } from '../hooks/answer.ts';
import { useWallet } from '../hooks/use-wallet.ts';
import { learn, t } from '../text.ts';
import { visible } from '../visible.ts';
import { Frame } from './frame.tsx';
import { Moment } from './parts.tsx';

learn(policy);

/** An account of this wallet by its name, with the address below it. */
const From = ({ account }: { account: string }) => {
  const wallet = useWallet();
  const accounts = wallet && 'state' in wallet && wallet.state.phase === 'open' ? wallet.state.accounts : [];
  const known = accounts.find(({ address }) => sameAddress(address, account));
  return (
    <>
      {known && <strong>{visible(known.name)}</strong>}
      <Address of={account} />
    </>
  );
};

const Wait = ({ wait }: { wait: WaitInfo }) => {
  const { id, state, headline, asset, amount, recipient, account, origin, askedAt, opensAt, closesAt, stopped } = wait;
  const { run, busy, error } = useAction();
  const goesOn = state === 'waiting' || state === 'open';
  return (
    <li className="limits-rule" data-testid="wait" data-state={state}>
      <p className="limits-about">
        <b>
          <Sentence text={headline} plain />
        </b>
        <span className={goesOn ? 'chip chip-care' : 'chip chip-plain'}>{t(`waits.state.${state}`)}</span>
      </p>
      {stopped && (
        <Note level="info">
          {t('waits.stopped', { by: visible(stopped.by) })} <Moment at={stopped.at} />. {t('waits.stopped.more')}
        </Note>
      )}
      <dl className="ledger ledger-sm">
        <div>
          <dt>{t('waits.amount')}</dt>
          <dd>
            <strong className="exact">
              <bdi>
                {group(amount)} <Address of={asset} />
              </bdi>
            </strong>
          </dd>
        </div>
        <div>
          <dt>{t('waits.to')}</dt>
          <dd>
            <Address of={recipient} />
          </dd>
        </div>
        <div>
          <dt>{t('waits.from')}</dt>
          <dd>
            <From account={account} />
          </dd>
        </div>
        <div>
          <dt>{t('waits.asked')}</dt>
          <dd>
            {visible(siteName(origin))}
            <span>
              <Moment at={askedAt} />
            </span>
          </dd>
        </div>
        {!stopped && (
          <>
            <div>
              <dt>{t('waits.opens')}</dt>
              <dd>
                <Moment at={opensAt} />
              </dd>
            </div>
            <div>
              <dt>{t('waits.closes')}</dt>
              <dd>
                <Moment at={closesAt} />
              </dd>
            </div>
          </>
        )}
      </dl>
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
      {goesOn && (
        <Button
          wide
          className="btn-tall"
          data-testid="stop-wait"
          aria-disabled={busy || undefined}
          onClick={() =>
            void run(async () => {
              await call('wait.stop', { id });
            })
          }
        >
          {t('waits.stop')}
        </Button>
      )}
    </li>
  );
};

export const Waits = () => {
  const answer = useAnswer('wait.list', null);
  const all = answer && 'ok' in answer ? answer.ok : [];
  const now = all.filter(({ state }) => state === 'waiting' || state === 'open');
  const before = all.filter(({ state }) => state === 'stopped' || state === 'closed');
  return (
    <Frame title={t('waits.title')} lead={t('waits.lead')}>
      {!answer && (
        <p role="status" className="muted">
          {t('waits.loading')}
        </p>
      )}
      {answer && 'error' in answer && <Note level="care">{t(answer.error)}</Note>}
      {answer && 'ok' in answer && now.length === 0 && (
        <p className="empty" data-testid="no-waits">
          {t('waits.none')}
        </p>
      )}
      {now.length > 0 && <Note level="care">{t('waits.notYou')}</Note>}
      <ul>
        {now.map((wait) => (
          <Wait key={wait.id} wait={wait} />
        ))}
      </ul>
      {before.length > 0 && (
        <section className="limits-group">
          <h2>{t('waits.before')}</h2>
          <ul>
            {before.map((wait) => (
              <Wait key={wait.id} wait={wait} />
            ))}
          </ul>
        </section>
      )}
    </Frame>
  );
};
