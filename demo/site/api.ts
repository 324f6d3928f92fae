/** The venue's JSON API. @module */
import type { Address, Hex } from 'viem';
import type { OrderAnswer } from '../log.ts';
import type { Candle } from '../prices.ts';
import type { Cancel, Order } from '../schema.ts';
import type { AccountView, StateView } from '../views.ts';

/** What the venue refused, in its words. */
class VenueError extends Error {
  override name = 'VenueError';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const call = async <T>(path: string, body?: unknown): Promise<T> => {
  const response = await fetch(
    path,
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  ).catch(() => {
    throw new VenueError('offline', 'Gannet does not answer. Is the demo still running?');
  });
  const answer = await response.json();
  if (!response.ok) throw new VenueError(answer.code, answer.message);
  return answer;
};

export const config = () => call<{ rpcUrl: string }>('/api/config');
export const candles = (market: string, minutes: number) =>
  call<Candle[]>(`/api/candles?market=${market}&minutes=${minutes}`);
export const placeOrder = (order: Order, signature: Hex) => call<OrderAnswer>('/api/orders', { order, signature });
export const cancelOrder = (cancel: Cancel, signature: Hex) =>
  call<{ orderId: Hex }>('/api/cancel', { cancel, signature });
/** @param request `{ cancelAll, signature }`, as the wallet made it */
export const sendCancelAll = (request: Record<string, unknown>) =>
  call<{ orderIds: Hex[] }>('/api/cancel-all', request);
export const setLeverage = (account: Address, market: string, leverage: number) =>
  call<AccountView>('/api/leverage', { account, market, leverage });
export const faucet = (address: Address) => call<AccountView>('/api/faucet', { address });

/** Follows a market and an account until it is closed. */
export const follow = (
  market: string,
  account: Address | null,
  onState: (state: StateView) => void,
  onOffline: () => void,
): EventSource => {
  const stream = new EventSource(`/api/stream?market=${market}${account ? `&account=${account}` : ''}`);
  stream.addEventListener('state', (event) => onState(JSON.parse(event.data)));
  stream.addEventListener('error', onOffline);
  return stream;
};
