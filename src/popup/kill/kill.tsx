/** Stop all trading: one button, and for each of its three things how far it got. */
import './kill.css';
import { ChevronRight, OctagonPause } from 'lucide-react';
import { useId, useState } from 'react';
import { Link } from 'wouter';
import { now } from '../../lib/clock.ts';
import { kill } from '../../lib/text/kill.en.ts';
import { call } from '../../messaging/call.ts';
import type { KillInfo, KillLine } from '../../messaging/limits-lane.ts';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { Note } from '../components/note.tsx';
import { Sentence } from '../components/sentence.tsx';
import { timeLeft } from '../components/time.tsx';
import { short } from '../home/short.ts';
import { useAction } from '../hooks/action.ts';
import { useAnswer } from '../hooks/answer.ts';
import { useWallet } from '../hooks/use-wallet.ts';
import { Page } from '../settings/page.tsx';
import { learn, t } from '../text.ts';
import { visible } from '../visible.ts';
import { StateChip } from './state.tsx';
import { STOP_KEYS } from './use-stop.ts';

learn(kill);

const useAccountName = (): ((address: string) => string) => {
  const wallet = useWallet();
  const accounts = wallet && 'state' in wallet && wallet.state.phase === 'open' ? wallet.state.accounts : [];
  return (address) => {
    const name = accounts.find((one) => one.address.toLowerCase() === address.toLowerCase())?.name;
    return name === undefined ? short(address) : `${visible(name)} (${short(address)})`;
  };
};

const Line = ({ line }: { line: KillLine }) => {
  const { run, busy, error } = useAction();
  const nameOf = useAccountName();
  const { id, what, venue, account, state, text, stays } = line;
  const name = venue && account && t('kill.at', { venue: visible(venue.name), account: nameOf(account) });
  const can = venue !== null && (state === 'ready' || state === 'failed');
  return (
    <li className="kill-line" data-testid={`kill-${what}`} data-state={state}>
      {name && <b>{name}</b>}
      {!name && (
        <span>
          <Sentence text={text} plain />
        </span>
      )}
      <StateChip state={state} />
      {name && (
        <p>
          <Sentence text={text} plain /> {stays && <Sentence text={stays} plain />}
        </p>
      )}
      {can && what !== 'pause' && (
        <Button
          aria-disabled={busy || undefined}
          data-testid={`kill-act-${what}`}
          onClick={() =>
            void run(async () => {
              await call('kill.act', { id });
            })
          }
        >
          {t(state === 'failed' ? 'kill.act.retry' : `kill.act.${what}`)} <span className="sr">{name}</span>
        </Button>
      )}
      {error && <Note level="care">{t(error)}</Note>}
    </li>
  );
};

const Lines = ({ what, lines }: { what: KillLine['what']; lines: KillLine[] }) => {
  const id = useId();
  const own = lines.filter((line) => line.what === what);
  return (
    <section aria-labelledby={id} className="kill-part">
      <h2 id={id}>{t(`kill.${what}`)}</h2>
      {what === 'cancel' && (
        <div data-testid="kill-stops">
          <Note level="care">{t('kill.stops')}</Note>
        </div>
      )}
      {own.length === 0 && what !== 'pause' && <p className="muted">{t(`kill.nothing.${what}`)}</p>}
      <ul>
        {own.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </ul>
    </section>
  );
};

const Hosts = ({ hosts }: { hosts: KillInfo['hosts'] }) => {
  const { run, error } = useAction();
  const id = useId();
  return (
    <section aria-labelledby={id} className="kill-part">
      <h2 id={id}>{t('kill.hosts')}</h2>
      <p className="muted">{t('kill.hosts.lead')}</p>
      {error && <Note level="care">{t(error)}</Note>}
      {hosts.length === 0 && <p className="muted">{t('kill.hosts.none')}</p>}
      {hosts.map(({ venue, host, on }) => (
        <div className="setting" key={host}>
          <label htmlFor={`${id}${host}`}>
            <b>{t('kill.host.call', { venue: visible(venue) })}</b>
            <small>
              <bdi>{host}</bdi>
            </small>
          </label>
          <input
            id={`${id}${host}`}
            type="checkbox"
            role="switch"
            className="switch"
            data-testid="kill-host"
            data-host={host}
            aria-checked={on}
            checked={on}
            onChange={({ currentTarget }) => {
              const next = currentTarget.checked;
              void run(async () => {
                await call('kill.host', { host, on: next });
              });
            }}
          />
        </div>
      ))}
    </section>
  );
};

export const Kill = () => {
  const answer = useAnswer('kill.view', null);
  const { run, busy, error } = useAction();
  const [again, setAgain] = useState(false);
  const info = answer && 'ok' in answer ? answer.ok : null;
  const press = () =>
    void run(async () => {
      await call('kill.press', null);
      setAgain(true);
    });
  return (
    <Page title={t('kill.title')} lead={t('kill.lead')}>
      <Button
        look="text"
        wide
        className="btn-tall"
        icon={OctagonPause}
        data-testid="stop-press"
        aria-keyshortcuts={STOP_KEYS}
        aria-disabled={busy || undefined}
        onClick={press}
      >
        <span className="btn-two">
          {t(again || info?.pressedAt ? 'kill.again' : 'kill.press')}
          <small>{t('kill.keys')}</small>
        </span>
      </Button>
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
      {!answer && <p className="muted">{t('kill.loading')}</p>}
      {answer && 'error' in answer && <Note level="care">{t(answer.error)}</Note>}
      {info && (
        <>
          {info.pressedAt !== null && (
            <p role="status" data-testid="kill-pressed">
              {t('kill.pressed', { when: timeLeft(info.pressedAt, now()) })}
            </p>
          )}
          <div aria-live="polite">
            {(['pause', 'cancel', 'revoke'] as const).map((what) => (
              <Lines key={what} what={what} lines={info.lines} />
            ))}
          </div>
          <Note level="info">{t('kill.closing')}</Note>
          <ul className="list">
            <li>
              <Link className="item" href="/sessions">
                <span className="item-main">{t('kill.resume')}</span>
                <Icon of={ChevronRight} size="sm" turns />
              </Link>
            </li>
            <li>
              <Link className="item" href="/grants">
                <span className="item-main">{t('kill.grants')}</span>
                <Icon of={ChevronRight} size="sm" turns />
              </Link>
            </li>
          </ul>
          <Hosts hosts={info.hosts} />
        </>
      )}
    </Page>
  );
};
