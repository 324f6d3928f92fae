/** Every screen about limits, by its path. */
import './limits.css';
import { policy } from '../../lib/text/policy.en.ts';
import type { PolicyInfo } from '../../messaging/limits-lane.ts';
import { sameAddress } from '../../signing/address.ts';
import { Note } from '../components/note.tsx';
import { useAnswer } from '../hooks/answer.ts';
import { useWallet } from '../hooks/use-wallet.ts';
import { Page } from '../settings/page.tsx';
import { learn, t } from '../text.ts';
import { CallForm } from './calls.tsx';
import { CoolOff } from './cool-off.tsx';
import type { Shown } from './editor.tsx';
import { intended } from './edits.ts';
import { Frame } from './frame.tsx';
import { HoursForm } from './hours.tsx';
import { List } from './list.tsx';
import { MoneyOutForm } from './money-out.tsx';
import { OrderForm } from './orders.tsx';
import { Transfer } from './transfer.tsx';

learn(policy);

/** A rule as it is meant to be; one that is on its way out, as it holds. */
const find = <T,>(view: PolicyInfo, rules: (policy: PolicyInfo['inForce']) => readonly T[], is: (rule: T) => boolean) =>
  rules(intended(view)).find(is) ?? rules(view.inForce).find(is);

const Nothing = () => (
  <Frame title={t('settings.nothing.title')}>
    <p className="muted">{t('settings.nothing.more')}</p>
  </Frame>
);

/** What the path names besides its kind: `new`, or a rule by what it is about. */
const Form = ({ view, names, kind, words }: Shown & { kind: string; words: string[] }) => {
  const [verb, account = '', ...rest] = words;
  const fresh = verb === 'new' && words.length === 1;
  const shown = { view, names };
  switch (kind) {
    case 'orders': {
      const rule = find(
        view,
        ({ orders }) => orders,
        (one) => sameAddress(one.account, account) && one.venue === rest.join('/'),
      );
      return fresh || rule ? <OrderForm {...shown} rule={rule ?? null} /> : <Nothing />;
    }
    case 'calls': {
      const [chainId, contract = '', selector = ''] = rest;
      const rule = find(
        view,
        ({ calls }) => calls,
        (one) =>
          sameAddress(one.account, account) &&
          String(one.chainId) === chainId &&
          sameAddress(one.contract, contract) &&
          (one.selector ?? '') === selector,
      );
      return fresh || rule ? <CallForm {...shown} rule={rule ?? null} /> : <Nothing />;
    }
    case 'hours': {
      const rule = find(
        view,
        ({ hours }) => hours,
        (one) => sameAddress(one.account, account) && `${one.from}-${one.to}` === rest[0],
      );
      return fresh || rule ? <HoursForm {...shown} rule={rule ?? null} /> : <Nothing />;
    }
    default:
      return <Nothing />;
  }
};

/** @param path `/limits` and what is below it */
export const LimitsScreens = ({ path }: { path: string }) => {
  const answer = useAnswer('policy.view', null);
  const wallet = useWallet();
  const open = wallet && 'state' in wallet && wallet.state.phase === 'open' ? wallet.state : null;
  const [, , kind = '', ...words] = path.split('/');
  if (!answer || !open)
    return (
      <Page title={t('limits.title')} back="/settings">
        <p role="status" className="muted">
          {t('limits.loading')}
        </p>
      </Page>
    );
  if ('error' in answer)
    return (
      <Page title={t('limits.title')} back="/settings">
        <Note level="care">{t(answer.error)}</Note>
        <p className="muted">{t('limits.error')}</p>
      </Page>
    );
  const view = answer.ok;
  const names = { accounts: open.accounts, networks: open.networks, venues: view.venues };
  switch (kind) {
    case '':
      return <List view={view} names={names} />;
    case 'money-out':
      return <MoneyOutForm view={view} names={names} />;
    case 'cool-off':
      return <CoolOff view={view} names={names} />;
    case 'file':
      return <Transfer view={view} names={names} />;
    default:
      return <Form view={view} names={names} kind={kind} words={words} />;
  }
};
