/** Makes the wallet. @module */
import { call } from '../../messaging/call.ts';
import type { UiLane } from '../../messaging/ui-lane.ts';
import { calibrate } from '../stretch.ts';

/** Where a first account comes from. */
export type Source = UiLane['wallet.begin'][0]['source'];
export type Created = UiLane['wallet.create'][1];

/** Stretches a new password with parameters that suit this machine, and makes the wallet. `none`: without an account. */
export const create = async (password: string, source: Source | { type: 'none' }): Promise<Created> => {
  const floor = await call('wallet.prepare', null);
  const { kdf, key } = await calibrate(password, floor);
  return call('wallet.create', { kdf, key, source });
};
