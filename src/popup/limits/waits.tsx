/** Money that waits to go out, here and on the owner's other devices: what, to whom, how much, and one press that stops it. */
import './limits.css';
import type { ReactNode } from 'react';
import { now as clock } from '../../lib/clock.ts';
import { policy } from '../../lib/text/policy.en.ts';
import { stepUp } from '../../lib/text/step-up.en.ts';
import { call } from '../../messaging/call.ts';
import type { ToldWait, WaitInfo } from '../../messaging/limits-lane.ts';
import { sameAddress } from '../../signing/address.ts';
import { group } from '../../signing/format.ts';
import { Address } from '../components/address.tsx';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { Sentence } from '../components/sentence.tsx';
import { clockTime, useNow } from '../components/time.tsx';
import { siteName } from '../home/short.ts';
import { useAction } from '../hooks/action.ts';
import { useAnswer } from '../hooks/answer.ts';
import { useWallet } from '../hooks/use-wallet.ts';
import { learn, t } from '../text.ts';
import { visible } from '../visible.ts';
import { Frame } from './frame.tsx';
import { Moment } from './parts.tsx';
import { momentOf } from './words.ts';

learn(policy);
learn(stepUp);

const NOT_COUNTED = { '?': 'wait.notRead', '?pays': 'wait.pays', '?grant': 'wait.grant' } as const;

/** How much of what. What cannot be counted is named, and never a number. */
const sumOf = (asset: string, amount: string): string => {
  const kind = Object.entries(NOT_COUNTED).find(([one]) => one === asset);
  if (kind) return t(kind[1]);
  const name = visible(asset.startsWith('0x') ? asset : asset.toUpperCase());
  return amount === 'any' ? t('wait.any', { asset: name }) : t('wait.sum', { amount: group(amount), asset: name });
};

const Row = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

/** The whole address; of what cannot be read there is none, but a hash of the request. */
const To = ({ recipient }: { recipient: string }) =>
  !recipient.startsWith('#') && (
    <Row label={t('wait.to')}>
      <Address of={recipient} />
    </Row>
  );

/** An account of this wallet by its name, with the address below it. */
const From = ({ account }: { account: string }) => {
  const wallet = useWallet();
  const accounts = wallet && 'state' in wallet && wallet.state.phase === 'open' ? wallet.state.accounts : [];
  const known = accounts.find(({ address }) => sameAddress(address, account));
  return (
    <Row label={t('wait.account')}>
      {known && <strong>{visible(known.name)}</strong>}
      <Address of={account} />
    </Row>
  );
};

/** From when to when it can be asked again, or why it cannot. */
const Times = ({ wait }: { wait: WaitInfo }) => {
  const { state, stopped, opensAt, closesAt } = wait;
  const today = useNow(opensAt);
  if (stopped)
    return (
      <Note level="info">
        {stopped.by ? t('wait.stoppedBy', { name: visible(stopped.by) }) : t('wait.stopped')} (
        {momentOf(stopped.at, today)})
      </Note>
    );
  if (state === 'closed') return <Note level="info">{t('wait.closed')}</Note>;
  const until = momentOf(closesAt, today);
  return state === 'open' ? (
    <Note level="care">
      {t('wait.open')} {t('waits.until', { when: until })}
    </Note>
  ) : (
    <Note level="info">
      {t('wait.opens')} <Moment at={opensAt} /> {t('wait.closes', { at: until })}
    </Note>
  );
};

const Press = ({
  label,
  more,
  testid,
  act,
}: {
  label: string;
  more: string;
  testid: string;
  act: () => Promise<void>;
}) => {
  const { run, busy, error } = useAction();
  return (
    <>
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
      <Button
        wide
        className="btn-tall"
        data-testid={testid}
        aria-disabled={busy || undefined}
        onClick={() => void run(act)}
      >
        <span className="btn-two">
          <span>{label}</span>
          <small>{more}</small>
        </span>
      </Button>
    </>
  );
};

const Wait = ({ wait }: { wait: WaitInfo }) => {
  const { id, state, headline, asset, amount, recipient, account, origin, askedAt } = wait;
  const goesOn = state === 'waiting' || state === 'open';
  return (
    <li className="limits-rule" data-testid="wait" data-state={state}>
      <p className="limits-about">
        <b className="exact">
          <bdi>{sumOf(asset, amount)}</bdi>
        </b>
        <span className={goesOn ? 'chip chip-care' : 'chip chip-plain'}>{t(`waits.${state}`)}</span>
      </p>
      <p className="muted">
        <Sentence text={headline} plain />
      </p>
      <dl className="ledger ledger-sm">
        <To recipient={recipient} />
        <From account={account} />
        <Row label={t('wait.by')}>
          {visible(siteName(origin))}
          <span>{clockTime(askedAt, clock())}</span>
        </Row>
      </dl>
      <Times wait={wait} />
      {goesOn && (
        <Press
          label={t('wait.stop')}
          more={t('wait.stop.more')}
          testid="stop-wait"
          act={async () => {
            await call('wait.stop', { id });
          }}
        />
      )}
    </li>
  );
};

/** As another device of the owner told of it. */
const Told = ({ told }: { told: ToldWait }) => {
  const { ward, id, name, asset, amount, recipient, account, opensAt, answer } = told;
  const say = (said: 'stopped' | 'mine') => async () => {
    await call('wait.answer', { ward, id, answer: said });
  };
  return (
    <li className="limits-rule" data-testid="told" data-answer={answer ?? 'none'}>
      <p className="limits-about">
        <b className="exact">
          <bdi>{sumOf(asset, amount)}</bdi>
        </b>
      </p>
      <p className="muted">{t('wait.told', { name: visible(name) })}</p>
      <dl className="ledger ledger-sm">
        <To recipient={recipient} />
        <Row label={t('wait.account')}>{t('wait.accountEnds', { last: visible(account) })}</Row>
        <Row label={t('wait.opens')}>
          <Moment at={opensAt} />
        </Row>
      </dl>
      {answer === 'stopped' && <Note level="info">{t('wait.told.stopped', { name: visible(name) })}</Note>}
      {answer === 'mine' && <Note level="info">{t('wait.mine.said')}</Note>}
      {answer !== 'stopped' && (
        <Press label={t('wait.stop')} more={t('wait.stop.more')} testid="told-stop" act={say('stopped')} />
      )}
      {answer === null && (
        <Press label={t('wait.mine')} more={t('wait.mine.more')} testid="told-mine" act={say('mine')} />
      )}
    </li>
  );
};

export const Waits = () => {
  const waits = useAnswer('wait.list', null);
  const told = useAnswer('wait.told', null);
  const all = waits && 'ok' in waits ? waits.ok : [];
  const others = told && 'ok' in told ? told.ok : [];
  const now = all.filter(({ state }) => state === 'waiting' || state === 'open');
  const before = all.filter(({ state }) => state === 'stopped' || state === 'closed');
  const error = (waits && 'error' in waits && waits.error) || (told && 'error' in told && told.error);
  const open = others.filter(({ answer }) => answer === null).length + now.length;
  return (
    <Frame title={t('wait.title')} lead={t('wait.lead')}>
      {error && <Note level="care">{t(error)}</Note>}
      {(!waits || !told) && (
        <p role="status" className="muted">
          {t('waits.loading')}
        </p>
      )}
      {waits && told && !error && open === 0 && (
        <div className="empty limits-empty" data-testid="no-waits">
          <p>
            <b>{t('wait.none')}</b>
          </p>
          <p>{t('wait.none.more')}</p>
        </div>
      )}
      {open > 0 && <Note level="care">{t('waits.notYou')}</Note>}
      <ul>
        {now.map((wait) => (
          <Wait key={wait.id} wait={wait} />
        ))}
      </ul>
      {others.length > 0 && (
        <section className="limits-group">
          <h2>{t('waits.others')}</h2>
          <ul>
            {others.map((one) => (
              <Told key={`${one.ward} ${one.id}`} told={one} />
            ))}
          </ul>
        </section>
      )}
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
