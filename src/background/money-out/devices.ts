/**
 * The owner's other devices: they hear of money that waits over the guardians' channel, and any of them can stop it. What is
 * still to be told stands on the disk, so a death only delays it.
 * @module
 */
import { devicesOf, tellDevices } from '../../guardians/co-sign.ts';
import { now } from '../../lib/clock.ts';
import { SaidError } from '../../lib/said-error.ts';
import type { WaitRow } from '../../storage/rows.ts';
import { move, readBook } from '../guardians/store.ts';
import { isOn, listWaits, markTold, stopWait } from './store.ts';

/** @throws {Locked} */
export const hasDevices = async (): Promise<boolean> => devicesOf(await readBook()).length > 0;

const factsOf = ({ id, asset, amount, recipient, account, opensAt }: WaitRow) => ({
  ...{ id, asset, amount, recipient, opensAt },
  account: account.slice(-4),
});

/** Says what has not been said yet, each of it once. @throws {Locked} */
export const tellWaits = async (): Promise<void> => {
  const untold = (await listWaits()).filter((row) => isOn(row) && !row.told && now() < row.opensAt);
  if (untold.length === 0 || !(await hasDevices())) return;
  await move((state, world) => {
    let next = state;
    for (const row of untold) next = tellDevices(next, factsOf(row), world);
    return next;
  });
  await markTold(untold.map(({ id }) => id));
};

/** What other devices stopped counts here. @throws {Locked} */
export const takeStops = async (): Promise<void> => {
  const { owner } = await readBook();
  if (!owner?.stops.length) return;
  const on = new Set((await listWaits()).filter(isOn).map(({ id }) => id));
  for (const { id, by } of owner.stops)
    if (on.has(id))
      await stopWait(id, by).catch((error: unknown) => {
        if (!(error instanceof SaidError)) throw error; // over meanwhile
      });
};
