/** The limits as they hold, what is on its way, and the ways to change them. */
import { ChevronRight, Clock, FileJson, Hourglass, type LucideIcon, Plus, Snowflake } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { now } from '../../lib/clock.ts';
import { call } from '../../messaging/call.ts';
import type { PolicyInfo } from '../../messaging/limits-lane.ts';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { Note } from '../components/note.tsx';
import { useAction } from '../hooks/action.ts';
import { Page } from '../settings/page.tsx';
import { t } from '../text.ts';
import { Changes, Subject } from './changes.tsx';
import type { About } from './differences.ts';
import type { Shown } from './editor.tsx';
import { Moment, Rows } from './parts.tsx';
import { callRows, moneyOutRows, orderRows, type Row } from './words.ts';

const Pending = ({ pending, names }: { pending: NonNullable<PolicyInfo['pending']>; names: Shown['names'] }) => {
  const { run, busy, error } = useAction();
  return (
    <section className="limits-pending" data-testid="pending" aria-labelledby="pending-title">
      <h2 id="pending-title">
        <Icon of={Clock} size="sm" /> {t('limits.pending')} <Moment at={pending.at} />
      </h2>
      <p className="muted">{t('limits.pending.more')}</p>
      <Changes differences={pending.differences} names={names} />
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
      <Button
        data-testid="keep-limits"
        aria-disabled={busy || undefined}
        onClick={() =>
          void run(async () => {
            await call('policy.keep', null);
          })
        }
      >
        {t('limits.pending.keep')}
      </Button>
    </section>
  );
};

const Rule = ({
  about,
  names,
  rows,
  over,
  href,
}: {
  about: About;
  names: Shown['names'];
  rows: Row[];
  over?: 'ask' | 'refuse';
  href: string;
}) => (
  <li className="limits-rule" data-testid="limit" data-kind={about.kind}>
    <p className="limits-about">
      <Subject of={about} names={names} />
      {over && <span className="chip chip-plain">{t(`limits.chip.${over}`)}</span>}
    </p>
    <Rows rows={rows} />
    <Link className="btn" href={href} data-testid="edit-limit">
      {t(about.kind === 'hours' ? 'limits.hours.edit' : 'limits.edit')}
    </Link>
  </li>
);

const Group = ({
  title,
  add,
  href,
  testid,
  first,
  children,
}: {
  title: string;
  add: string;
  href: string;
  testid: string;
  /** nothing is limited yet */
  first?: boolean;
  children: ReactNode;
}) => (
  <section className="limits-group">
    <h2>{title}</h2>
    {children}
    <Link className={first ? 'btn btn-ink' : 'btn'} href={href} data-testid={testid}>
      <Icon of={Plus} size="sm" />
      {add}
    </Link>
  </section>
);

const Way = ({
  icon,
  title,
  more,
  href,
  testid,
}: {
  icon: LucideIcon;
  title: string;
  more: ReactNode;
  href: string;
  testid: string;
}) => (
  <li>
    <Link className="item" href={href} data-testid={testid}>
      <Icon of={icon} />
      <span className="item-main">
        <b>{title}</b>
        <small>{more}</small>
      </span>
      <Icon of={ChevronRight} size="sm" turns />
    </Link>
  </li>
);

export const List = ({ view, names }: Shown) => {
  const { inForce, pending, coolingUntil } = view;
  const { orders, calls, hours, moneyOut } = inForce;
  const none = orders.length + calls.length + hours.length === 0 && !moneyOut;
  const cooling = coolingUntil !== null && coolingUntil > now() ? coolingUntil : null;
  return (
    <Page title={t('limits.title')} lead={t('limits.lead')} back="/settings">
      {cooling && (
        <Note level="care">
          {t('limits.cooling.until')} <Moment at={cooling} />. {t('limits.cooling.goesOn')}
        </Note>
      )}
      {pending && <Pending pending={pending} names={names} />}
      {none && (
        <div className="empty limits-empty" data-testid="no-limits">
          <p>
            <b>{t('limits.none')}</b>
          </p>
          <p>{t('limits.none.more')}</p>
        </div>
      )}
      <Group
        title={t('limits.orders')}
        add={t('limits.orders.new')}
        href="/limits/orders/new"
        testid="add-orders"
        first={none}
      >
        {orders.length === 0 && !none && <p className="muted">{t('limits.orders.none')}</p>}
        <ul>
          {orders.map((rule) => (
            <Rule
              key={`${rule.account} ${rule.venue}`}
              about={{ kind: 'orders', account: rule.account, venue: rule.venue }}
              names={names}
              rows={orderRows(rule)}
              over={rule.over}
              href={`/limits/orders/edit/${rule.account}/${encodeURIComponent(rule.venue)}`}
            />
          ))}
        </ul>
      </Group>
      <Group title={t('limits.calls')} add={t('limits.calls.new')} href="/limits/calls/new" testid="add-calls">
        {calls.length === 0 && <p className="muted">{t('limits.calls.none')}</p>}
        <ul>
          {calls.map((rule) => (
            <Rule
              key={`${rule.account} ${rule.chainId} ${rule.contract} ${rule.selector}`}
              about={{
                kind: 'calls',
                account: rule.account,
                chainId: String(rule.chainId),
                contract: rule.contract,
                selector: rule.selector ?? null,
              }}
              names={names}
              rows={callRows(rule)}
              over={rule.over}
              href={`/limits/calls/edit/${rule.account}/${rule.chainId}/${rule.contract}/${rule.selector ?? ''}`}
            />
          ))}
        </ul>
      </Group>
      <Group title={t('limits.span.title')} add={t('limits.hours.new')} href="/limits/hours/new" testid="add-hours">
        {hours.length === 0 && <p className="muted">{t('limits.hours.none')}</p>}
        <ul>
          {hours.map(({ account, from, to }) => (
            <Rule
              key={`${account} ${from} ${to}`}
              about={{ kind: 'hours', account }}
              names={names}
              rows={[{ field: 'span', raw: `${from}-${to}` }]}
              href={`/limits/hours/edit/${account}/${from}-${to}`}
            />
          ))}
        </ul>
      </Group>
      <section className="limits-group">
        <h2>{t('limits.moneyOut')}</h2>
        {moneyOut ? <Rows rows={moneyOutRows(moneyOut)} /> : <p className="muted">{t('limits.moneyOut.off')}</p>}
        <Link className="btn" href="/limits/money-out" data-testid="money-out">
          {t(moneyOut ? 'limits.moneyOut.change' : 'limits.moneyOut.choose')}
        </Link>
      </section>
      <ul className="list limits-ways">
        <Way icon={Hourglass} title={t('waits.title')} more={t('waits.way')} href="/waits" testid="to-waits" />
        <Way
          icon={Snowflake}
          title={t('limits.cooling')}
          more={t('limits.cooling.way')}
          href="/limits/cool-off"
          testid="to-cool-off"
        />
        <Way
          icon={FileJson}
          title={t('limits.file')}
          more={t('limits.file.way')}
          href="/limits/file"
          testid="to-file"
        />
      </ul>
    </Page>
  );
};
