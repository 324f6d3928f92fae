/** Gannet's page: one market, one account, and what the trader does with them. @module */
import { MARKETS, type Market, marketNamed, toTicks } from '../markets.ts';
import type { Candle } from '../prices.ts';
import type { Order } from '../schema.ts';
import type { OrderView, PositionView, StateView } from '../views.ts';
import { cancelOrder, config, faucet, follow, candles as loadCandles, placeOrder, setLeverage } from './api.ts';
import { drawBook, onLevel } from './book-pane.ts';
import { drawChart } from './chart.ts';
import { byId, dollars, group, millions, say } from './dom.ts';
import { hear, oneClick, readGrant, startOneClick } from './one-click.ts';
import { askForWallet, session, startSession } from './session.ts';
import { drawTables } from './tables.ts';
import {
  closingOrder,
  drawTicket,
  followPrice,
  leverageField,
  nextNonce,
  priceField,
  readTicket,
  setKind,
  setPart,
  sizeField,
} from './ticket.ts';
import { CHAIN_HEX, explain, signCancel, signOrder, toChain, walletError } from './wallet.ts';

const marketSelect = byId('market', HTMLSelectElement);
const statusLine = byId('status', HTMLElement);
const faucetButton = byId('faucet', HTMLButtonElement);
const form = byId('ticket', HTMLFormElement);

let market: Market = MARKETS[0] as Market;
let minutes = 15;
let candles: Candle[] = [];
let state: StateView | undefined;
let stream: EventSource | undefined;

/** `code` is the wallet's or the venue's, for whoever tests this page. */
const status = (kind: 'idle' | 'waiting' | 'done' | 'refused', text: string, code: string | number = ''): void => {
  statusLine.dataset.state = kind;
  statusLine.dataset.code = String(code);
  say(statusLine, text);
};

const fail = (error: unknown): void => {
  const answer = walletError(error);
  const { message, code } = error as { message?: string; code?: string };
  if (answer) status('refused', explain(answer), answer.code);
  else status('refused', message ?? String(error), code);
};

const drawMarket = ({ markets }: StateView) => {
  const view = markets.find(({ name }) => name === market.name);
  if (!view) return;
  const change = byId('change', HTMLElement);
  const up = view.change >= 0;
  say(byId('price', HTMLElement), group(view.price));
  say(change, `${up ? '▲ +' : '▼ −'}${Math.abs(view.change * 100).toFixed(2)} %`);
  change.className = up ? 'up' : 'down';
  say(byId('high', HTMLElement), group(view.high));
  say(byId('low', HTMLElement), group(view.low));
  say(byId('volume', HTMLElement), millions(view.volume));
  say(byId('interest', HTMLElement), millions(view.openInterest));
  document.title = `${group(view.price)} ${market.name} · Gannet`;
  return view.price;
};

const drawPurse = ({ account }: StateView) => {
  byId('purse', HTMLElement).hidden = !account;
  faucetButton.hidden = !session();
  if (!account) return;
  say(byId('equity', HTMLElement), dollars(account.equity));
  say(byId('free', HTMLElement), dollars(account.free));
  say(byId('balance', HTMLElement), group(account.balance));
  const leverage = account.leverage[market.name];
  if (leverage && document.activeElement !== leverageField) leverageField.value = String(leverage);
};

/** The open candle follows the price; a full one makes the page ask for all of them again. */
const followCandles = (ticks: number, now: number) => {
  const last = candles.at(-1);
  if (!last) return;
  if (now >= last.time + minutes * 60_000) return void openCandles();
  last.close = ticks;
  last.high = Math.max(last.high, ticks);
  last.low = Math.min(last.low, ticks);
};

const draw = () => {
  if (!state) return;
  const price = drawMarket(state);
  if (price === undefined) return;
  drawPurse(state);
  drawBook(market, state.book, price);
  followPrice(market, price);
  followCandles(toTicks(market, price) ?? 0, state.time);
  const mine = state.account?.positions.find((position) => position.market === market.name);
  drawChart(market, candles, minutes, mine && toTicks(market, mine.entry));
  drawTicket(market, session() !== undefined);
  drawTables(
    state.account,
    (position) => void close(position),
    (order) => void cancel(order),
  );
};

const openCandles = async () => {
  const [wanted, step] = [market, minutes];
  const loaded = await loadCandles(wanted.name, step).catch(() => undefined);
  if (!loaded || wanted !== market || step !== minutes) return;
  candles = loaded;
  draw();
};

const openStream = () => {
  stream?.close();
  const offline = byId('offline', HTMLElement);
  stream = follow(
    market.name,
    session()?.account ?? null,
    (next) => {
      offline.hidden = true;
      state = next;
      draw();
    },
    () => {
      offline.hidden = false;
    },
  );
};

const openMarket = (name: string) => {
  market = marketNamed(name) ?? market;
  marketSelect.value = market.name;
  candles = [];
  priceField.value = '';
  sizeField.value = '';
  openStream();
  void openCandles();
};

/** Signs and sends one order, and says how it went. */
const send = async (make: () => Order) => {
  const held = session();
  if (!held) return askForWallet();
  try {
    // What stands in the ticket at this press, whatever is typed while the wallet is open.
    const order = make();
    const { rpcUrl } = await config();
    status(
      'waiting',
      oneClick()
        ? 'Your wallet signs this order at once when it is within your limits, and shows it to you when it is not.'
        : 'Your wallet shows this order. Nothing is signed until you approve it there.',
    );
    await toChain(held.wallet, rpcUrl);
    const signature = await signOrder(held.wallet, order);
    const { status: what, filled, price } = await placeOrder(order, signature);
    const base = marketNamed(order.market)?.base ?? '';
    const words = {
      filled: `Filled: ${order.side} ${filled} ${base} at ${group(price ?? '')}.`,
      resting: `In the book: ${order.side} ${order.size} ${base} at ${group(order.limitPrice)}.`,
      'partly filled, rest resting': `Filled ${filled} of ${order.size} ${base} at ${group(price ?? '')}; the rest waits in the book.`,
      'partly filled, rest cancelled': `Filled ${filled} of ${order.size} ${base} at ${group(price ?? '')}; nobody took the rest.`,
      cancelled: `Nobody took ${order.size} ${base} at ${group(order.limitPrice)}, so the order ended.`,
    };
    status('done', words[what], what);
  } catch (error) {
    fail(error);
  }
};

const close = (position: PositionView) => {
  const closed = marketNamed(position.market);
  const held = session();
  return closed && held ? send(() => closingOrder(held.account, closed, position)) : undefined;
};

const cancel = async ({ orderId }: OrderView) => {
  const held = session();
  if (!held) return;
  try {
    const { rpcUrl } = await config();
    status('waiting', oneClick() ? 'Cancelling.' : 'Your wallet shows this cancel.');
    await toChain(held.wallet, rpcUrl);
    const message = { account: held.account, orderId, nonce: nextNonce() };
    await cancelOrder(message, await signCancel(held.wallet, message));
    status('done', 'Cancelled.', 'cancelled');
  } catch (error) {
    fail(error);
  }
};

const press = (group_: Element, pressed: Element) => {
  for (const button of group_.querySelectorAll('button'))
    button.setAttribute('aria-pressed', String(button === pressed));
};

/** Calls back for a press on one of a group's buttons. */
const onPress = (id: string, act: (button: HTMLButtonElement, group: Element) => void) => {
  const holder = byId(id, HTMLElement);
  holder.addEventListener('click', ({ target }) => {
    if (target instanceof HTMLButtonElement) act(target, holder);
  });
};

onPress('steps', (button, holder) => {
  press(holder, button);
  minutes = Number(button.dataset.minutes);
  void openCandles();
});
onPress('kinds', (button, holder) => {
  press(holder, button);
  setKind(button.dataset.kind === 'market' ? 'market' : 'limit');
  draw();
});
onPress('parts', (button) => {
  setPart(market, Number(state?.account?.free ?? 0), Number(button.dataset.part));
  draw();
});
onLevel((price) => {
  if (!priceField.readOnly) priceField.value = group(price);
  draw();
});
form.addEventListener('input', () => (state ? draw() : drawTicket(market, session() !== undefined)));
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const held = session();
  if (!held) return askForWallet();
  const wanted = market;
  void send(() => readTicket(held.account, wanted));
});
leverageField.addEventListener('change', async () => {
  const held = session();
  if (!held) return;
  try {
    const account = await setLeverage(held.account, market.name, Number(leverageField.value));
    if (state) state = { ...state, account };
  } catch (error) {
    leverageField.value = String(state?.account?.leverage[market.name] ?? leverageField.value);
    fail(error);
  }
  draw();
});
faucetButton.addEventListener('click', async () => {
  const held = session();
  if (!held) return;
  try {
    status('waiting', 'The faucet mints 10,000 gUSD and sends you 1 ETH for gas.');
    const account = await faucet(held.account);
    if (state) state = { ...state, account };
    status('done', `You have ${group(account.balance)} gUSD on the local chain.`, 'faucet');
    draw();
  } catch (error) {
    fail(error);
  }
});
marketSelect.append(...MARKETS.map(({ name }) => new Option(name, name)));
marketSelect.addEventListener('change', () => openMarket(marketSelect.value));

startSession({
  onAccount: () => {
    const held = session();
    if (held) status('idle', `Connected with ${held.wallet.info.name}.`, 'connected');
    else status('idle', 'No account is connected.', 'disconnected');
    if (state) state = { ...state, account: null };
    draw();
    openStream();
    void readGrant();
  },
  onChain: (chainId) => {
    if (chainId === CHAIN_HEX) status('idle', 'Your wallet is on the chain of this demo.', 'chain');
    else
      status(
        'idle',
        `Your wallet went to chain ${Number(chainId)}. Gannet asks it back before the next order.`,
        'other-chain',
      );
  },
  onLost: fail,
  onError: fail,
  onMessage: async (message) => {
    try {
      const heard = await hear(message);
      if (heard) status('done', `Your wallet had your waiting orders cancelled: ${heard.cancelled}.`, 'cancelled-all');
    } catch (error) {
      fail(error);
    }
  },
});
startOneClick(async () => {
  const held = session();
  if (held) await toChain(held.wallet, (await config()).rpcUrl);
}, fail);
setKind('limit');
drawTicket(market, false);
openMarket(market.name);

// An open stream would keep the page out of the back-forward cache, and a page that comes back needs a new one.
addEventListener('pagehide', () => stream?.close());
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return;
  openStream();
  void readGrant();
});
