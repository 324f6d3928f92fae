/**
 * The wallet's state, asked for as soon as this module loads and again whenever the worker says that it has changed.
 * It knows nothing of React, so the question leaves before React is evaluated.
 * @module
 */
import type { Text } from '../../lib/text.ts';
import { CallError, call, onChanged } from '../../messaging/call.ts';
import type { WalletState } from '../../messaging/ui-lane.ts';
import { showTheme } from '../theme.ts';

/** null: not known yet */
export type Wallet = { state: WalletState } | { error: Text } | null;

let wallet: Wallet = null;
let asked = 0;
let latest = Promise.resolve();
const listeners = new Set<() => void>();

export type OpenWallet = Extract<WalletState, { phase: 'open' }>;

const put = (next: Wallet): void => {
  wallet = next;
  if (wallet && 'state' in wallet && 'settings' in wallet.state) showTheme(wallet.state.settings.theme);
  for (const listener of listeners) listener();
};

const ask = async (number: number): Promise<void> => {
  let next: Wallet;
  try {
    next = { state: await call('wallet.state', null) };
  } catch (cause) {
    next = { error: cause instanceof CallError ? cause.text : { id: 'error.unknown' } };
  }
  if (number === asked) put(next);
  else await latest;
};

/** Asks the worker anew. An older answer never takes the place of a newer one; whoever waits for it waits for the newer. */
export const refresh = (): Promise<void> => {
  latest = ask(++asked);
  return latest;
};

/** Takes a state that another call has brought along. */
export const setWallet = (state: WalletState): void => {
  asked++;
  latest = Promise.resolve();
  put({ state });
};

void refresh();
onChanged(() => void refresh());

export const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const current = (): Wallet => wallet;
