/** The two menus of the bar: whose account, which network. Native popovers: Esc and a press outside close them. */
import { Check, ChevronDown } from 'lucide-react';
import { type ReactNode, useId, useRef } from 'react';
import { Link } from 'wouter';
import { call } from '../../messaging/call.ts';
import { Icon } from '../components/icon.tsx';
import { Seal } from '../components/seal.tsx';
import type { OpenWallet } from '../hooks/wallet.ts';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { short } from './short.ts';

type MenuProps = {
  className: string;
  testid?: string;
  label: string;
  face: ReactNode;
  children: (close: () => void) => ReactNode;
};

const Menu = ({ className, testid, label, face, children }: MenuProps) => {
  const id = useId();
  const menu = useRef<HTMLElement>(null);
  return (
    <>
      <button type="button" className={className} popoverTarget={id} data-testid={testid}>
        {face}
        <span className="sr">{label}</span>
      </button>
      <section ref={menu} id={id} popover="auto" className="menu" aria-label={label}>
        {children(() => menu.current?.hidePopover())}
      </section>
    </>
  );
};

type ItemProps = { on: boolean; testid?: string; onPick: () => void; children: ReactNode };

const Item = ({ on, testid, onPick, children }: ItemProps) => (
  <button type="button" className="item" aria-pressed={on} data-testid={testid} onClick={onPick}>
    {children}
    {on && <Icon of={Check} size="sm" />}
  </button>
);

export const AccountMenu = ({ wallet }: { wallet: OpenWallet }) => {
  const current = wallet.accounts.find(({ address }) => address === wallet.selected);
  return (
    <Menu
      className="account"
      label={t('home.switchAccount')}
      face={
        <>
          <Seal address={wallet.selected} />
          <span>
            <b>
              <span className="cut">{visible(current?.name ?? '')}</span>
              <Icon of={ChevronDown} size="sm" />
            </b>
            <small className="mono">{short(wallet.selected)}</small>
          </span>
        </>
      }
    >
      {(close) => (
        <>
          {wallet.accounts.map(({ id, address, name }) => (
            <Item
              key={id}
              on={address === wallet.selected}
              onPick={() => {
                close();
                void call('account.select', { address });
              }}
            >
              <Seal address={address} />
              <span className="item-main">
                <b className="cut">{visible(name)}</b>
                <small className="mono">{short(address)}</small>
              </span>
            </Item>
          ))}
          <Link className="item item-link" href="/accounts" onClick={close}>
            {t('home.manageAccounts')}
          </Link>
        </>
      )}
    </Menu>
  );
};

export const NetworkMenu = ({ wallet }: { wallet: OpenWallet }) => (
  <Menu
    className="chip-btn"
    testid="network"
    label={t('home.switchNetwork')}
    face={
      <span className="chip chip-plain">
        <span className="cut">{visible(wallet.network.name)}</span>
        <Icon of={ChevronDown} size="sm" />
      </span>
    }
  >
    {(close) => (
      <>
        {wallet.networks.map(({ chainId, name, rpcUrl }) => (
          <Item
            key={chainId}
            on={chainId === wallet.network.chainId}
            testid={`network-${chainId}`}
            onPick={() => {
              close();
              void call('network.select', { chainId });
            }}
          >
            <span className="item-main">
              <b className="cut">{visible(name)}</b>
              <small>{rpcUrl ? t('networks.chain', { id: String(chainId) }) : t('networks.noNode')}</small>
            </span>
          </Item>
        ))}
        <Link className="item item-link" href="/networks" onClick={close}>
          {t('home.manageNetworks')}
        </Link>
      </>
    )}
  </Menu>
);
