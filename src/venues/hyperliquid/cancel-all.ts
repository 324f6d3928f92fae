/**
 * All open orders of the main exchange cancelled by their numbers; without their list, by a timer that the venue keeps. Asked
 * for again it takes what is left.
 * @see https://github.com/nktkas/hyperliquid/blob/db80d59/src/api/info/_methods/frontendOpenOrders.ts
 * @see https://github.com/nktkas/hyperliquid/blob/db80d59/src/api/exchange/_methods/scheduleCancel.ts at least 5 s ahead
 * @module
 */
import { isObject, parseJson } from '../../signing/json.ts';
import { type AgentAsk, type CancelAll, NotReadable, type ToSign } from '../adapter.ts';
import { networkWith, parts, postJson } from '../asked-with.ts';
import { hostOf } from './agent.ts';
import { NAME } from './common.ts';
import { open } from './l1.ts';
import { assetOf } from './markets.ts';

/** An action with more is split: what is asked for again is the rest. */
const MOST = 500;
const TIMER_MS = 10_000;

type OpenOrder = { coin: string; oid: number };
const isOpenOrder = (one: unknown): one is OpenOrder =>
  typeof one === 'object' &&
  one !== null &&
  'coin' in one &&
  typeof one.coin === 'string' &&
  'oid' in one &&
  Number.isSafeInteger(one.oid) &&
  Number(one.oid) >= 0;

/** Made and read again by the reader of what sites ask for: what is no cancel is not signed. */
const signed = (action: Record<string, unknown>, ask: AgentAsk): ToSign => {
  const network = networkWith(ask, NAME);
  const preimage = parseJson(JSON.stringify({ action, nonce: ask.now, network }));
  if (!isObject(preimage)) throw new NotReadable({ id: 'why.unknownType' });
  const { typedData, card } = open(preimage, { origin: '', account: ask.account, chainId: 1337, now: ask.now });
  if (card.kind !== 'cancel-or-reduce') throw new NotReadable({ id: 'why.unknownType' });
  return {
    by: ask.agent === null ? 'account' : 'agent',
    typedData,
    request: (signature) => postJson(hostOf(ask), '/exchange', { action, nonce: ask.now, signature: parts(signature) }),
  };
};

export const cancelAll: CancelAll = {
  stays: { id: 'kill.stays.hyperliquid' },
  list: (ask) => postJson(hostOf(ask), '/info', { type: 'frontendOpenOrders', user: ask.account.toLowerCase() }),
  make: (ask, listed) => {
    const main = networkWith(ask, NAME) === 'Mainnet';
    if (Array.isArray(listed) && listed.length === 0) return null;
    const orders = (Array.isArray(listed) ? listed : []).filter(isOpenOrder).flatMap(({ coin, oid }) => {
      const asset = main ? assetOf(coin) : undefined;
      return asset === undefined ? [] : [{ a: asset, o: oid }];
    });
    return orders.length > 0
      ? signed({ type: 'cancel', cancels: orders.slice(0, MOST) }, ask)
      : signed({ type: 'scheduleCancel', time: ask.now + TIMER_MS }, ask);
  },
};
