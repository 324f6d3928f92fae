/**
 * The bridge between the provider in the page and the worker, in the isolated world. It passes messages and holds
 * nothing but the ids that wait for an answer. Who asks is told to the worker by the browser, not by the bridge.
 *
 * It uses the browser's own `chrome`: the polyfill would be most of its size.
 * @module
 */
import '../lib/harden.ts';
import {
  type Outcome,
  type PageLane,
  type PagePush,
  type ProviderMessage,
  TAKE_WINDOW_ETHEREUM,
} from '../messaging/page-lane.ts';

const TRIES = 5;
const RELOADED: Outcome = {
  error: {
    code: 4900,
    message: 'Vouch was updated or reloaded. Reload this page to go on; nothing was lost in Vouch.',
  },
};
const LOST: Outcome = {
  error: { code: -32603, message: 'Vouch has no record of this request. Nothing was signed for it; ask again.' },
};

const waiting = new Set<string>();
let watch: ReturnType<typeof setInterval> | undefined;

const toPage = (message: ProviderMessage) => window.postMessage(message, location.origin);
const alive = () => chrome.runtime?.id !== undefined;

/** A second answer to one request is dropped here. */
const answer = (id: string, outcome: Outcome) => {
  if (waiting.delete(id)) toPage({ vouch: 'answer', id, outcome });
  if (waiting.size === 0) {
    clearInterval(watch);
    watch = undefined;
  }
};

/** While a person decides nothing is sent: a look at our own id each second tells whether the extension is still there. */
const watchForReload = () => {
  watch ??= setInterval(() => {
    if (!alive()) for (const id of [...waiting]) answer(id, RELOADED);
  }, 1000);
};

const send = async <M extends keyof PageLane>(
  method: M,
  params: PageLane[M][0],
): Promise<PageLane[M][1] | undefined> => {
  for (let tried = 1; tried <= TRIES && alive(); tried++) {
    // A worker that dies with the message in its hands closes the channel. Sending again wakes the next one, and one id is one request.
    const reply = await chrome.runtime.sendMessage({ lane: 'page', method, params }).catch(() => undefined);
    if (reply !== undefined) return reply;
  }
  return undefined;
};

const ask = async (id: string, method: string, params: string) => {
  if (waiting.has(id)) return;
  waiting.add(id);
  const reply = await send('request', { id, method, params });
  if (reply === undefined) answer(id, alive() ? LOST : RELOADED);
  else if ('accepted' in reply) watchForReload();
  else answer(id, reply);
};

window.addEventListener('message', (event) => {
  if (event.source !== window || event.origin !== location.origin) return;
  const message = event.data as ProviderMessage | null;
  if (message?.vouch !== 'request') return;
  const { id, method, params } = message;
  if (typeof id === 'string' && typeof method === 'string' && typeof params === 'string') void ask(id, method, params);
});

chrome.runtime.onMessage.addListener((message: PagePush, _sender, reply) => {
  if (message.push === 'outcome') answer(message.id, message.outcome);
  else if (message.push === 'event') toPage({ vouch: 'event', event: message.event, data: message.data });
  reply(true);
});

window.addEventListener('pageshow', (event) => {
  if (!event.persisted || waiting.size === 0) return;
  void send('resume', { ids: [...waiting] }).then((reply) => {
    for (const id of reply?.unknown ?? []) answer(id, LOST);
  });
});

window.addEventListener('pagehide', (event) => {
  if (!event.persisted && waiting.size > 0) void send('gone', {});
});

void chrome.storage.local.get(TAKE_WINDOW_ETHEREUM).then((found) => {
  if (found[TAKE_WINDOW_ETHEREUM] === true) toPage({ vouch: 'take' });
});
