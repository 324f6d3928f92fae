/** Which wallet and account the page trades with. @module */
import type { Address } from 'viem';
import { byId, say, short } from './dom.ts';
import { accountsOf, connect, discover, type Wallet } from './wallet.ts';

const REMEMBERED = 'gannet.wallet';

const connectButton = byId('connect', HTMLButtonElement);
const accountButton = byId('account', HTMLButtonElement);
const chooser = byId('wallets', HTMLDialogElement);
const list = byId('wallet-list', HTMLUListElement);
const accountDialog = byId('signed-in', HTMLDialogElement);

const wallets: Wallet[] = [];
let current: { wallet: Wallet; account: Address } | undefined;

export const session = () => current;

/** What the page hears of its wallet. */
type Events = {
  /** Another account, or none. */
  onAccount: () => void;
  /** The wallet went to another chain, given in hexadecimal. */
  onChain: (chainId: string) => void;
  /** The wallet says that it lost its chains or itself. */
  onLost: (error: unknown) => void;
  onError: (error: unknown) => void;
  /** What the wallet says by itself (EIP-1193 `message`). */
  onMessage: (message: unknown) => void;
};
let events: Events | undefined;

const show = () => {
  connectButton.hidden = current !== undefined;
  accountButton.hidden = current === undefined;
  if (current) {
    accountButton.dataset.address = current.account;
    accountButton.title = current.account;
    accountButton.className = 'who fig';
    say(accountButton, short(current.account));
    say(byId('whole-address', HTMLElement), current.account);
  } else accountDialog.close();
};

const take = (wallet: Wallet, accounts: readonly Address[]) => {
  const [account] = accounts;
  current = account && { wallet, account };
  show();
  events?.onAccount();
};

const listening = new Set<Wallet>();
const listen = (wallet: Wallet) => {
  if (listening.has(wallet)) return;
  listening.add(wallet);
  const mine = () => current?.wallet === wallet;
  wallet.provider.on('accountsChanged', (accounts) => {
    // After a lock and an unlock the same wallet comes back without a new connection.
    if (mine() || (!current && localStorage.getItem(REMEMBERED) === wallet.info.rdns)) take(wallet, accounts);
  });
  wallet.provider.on('chainChanged', (chainId) => {
    if (mine()) events?.onChain(chainId);
  });
  wallet.provider.on('message', (message) => {
    if (mine()) events?.onMessage(message);
  });
  wallet.provider.on('disconnect', (error) => {
    if (mine()) events?.onLost(error);
  });
};

const use = async (wallet: Wallet) => {
  try {
    listen(wallet);
    const accounts = await connect(wallet);
    localStorage.setItem(REMEMBERED, wallet.info.rdns);
    take(wallet, accounts);
  } catch (error) {
    events?.onError(error);
  }
};

const choose = () => {
  list.replaceChildren(
    ...wallets.map((wallet) => {
      const item = document.createElement('li');
      const button = document.createElement('button');
      button.type = 'button';
      button.dataset.testid = `wallet-${wallet.info.rdns}`;
      const name = document.createElement('span');
      name.textContent = wallet.info.name;
      const rdns = document.createElement('small');
      rdns.textContent = wallet.info.rdns;
      name.append(rdns);
      if (wallet.info.icon.startsWith('data:image/')) {
        const icon = document.createElement('img');
        icon.src = wallet.info.icon;
        icon.alt = '';
        button.append(icon);
      }
      button.append(name);
      button.onclick = () => {
        chooser.close();
        void use(wallet);
      };
      item.append(button);
      return item;
    }),
  );
  chooser.showModal();
};

/** The connect button's work: the only wallet at once, one of several by choice. */
export const askForWallet = (): void => {
  const [only] = wallets;
  if (wallets.length > 1) choose();
  else if (only) void use(only);
  else events?.onError(new Error('No wallet announced itself to this page. Install or enable one, then reload.'));
};

const leave = async () => {
  const wallet = current?.wallet;
  current = undefined;
  localStorage.removeItem(REMEMBERED);
  show();
  events?.onAccount();
  // Not every wallet knows this method; leaving works without it.
  await wallet?.provider
    .request({ method: 'wallet_revokePermissions', params: [{ eth_accounts: {} }] })
    .catch(() => undefined);
};

export const startSession = (handlers: Events): void => {
  events = handlers;
  connectButton.onclick = askForWallet;
  accountButton.onclick = () => accountDialog.showModal();
  byId('disconnect', HTMLButtonElement).onclick = () => void leave();
  discover((wallet) => {
    wallets.push(wallet);
    if (current || localStorage.getItem(REMEMBERED) !== wallet.info.rdns) return;
    listen(wallet);
    void accountsOf(wallet).then(
      (accounts) => !current && accounts.length > 0 && take(wallet, accounts),
      () => undefined,
    );
  });
};
