/** The UI lane of money that waits: here, and as another device of the same owner told of it. @module */
import { answerMoney } from '../../guardians/co-sign.ts';
import { now } from '../../lib/clock.ts';
import type { LaneHandlers, WaitInfo } from '../../messaging/limits-lane.ts';
import type { WaitRow } from '../../storage/rows.ts';
import { isUnlocked } from '../../vault/lock.ts';
import { soon } from '../guardians/run.ts';
import { move, readBook } from '../guardians/store.ts';
import { changed } from '../push.ts';
import { LISTED_MS, listWaits, stopWait } from './store.ts';

const stateOf = ({ stopped, closed, opensAt }: WaitRow): WaitInfo['state'] => {
  if (stopped) return 'stopped';
  if (closed) return 'closed';
  return now() < opensAt ? 'waiting' : 'open';
};

export const waitHandlers: LaneHandlers<'wait'> = {
  'wait.list': async () => (await listWaits()).map((row) => ({ ...row, state: stateOf(row) })),
  /** Works while locked: it only refuses. */
  'wait.stop': async ({ id }) => {
    await stopWait(id, '');
    changed();
    return null;
  },
  'wait.told': async () => {
    // letters of other devices are in the vault
    if (!(await isUnlocked())) return [];
    const { wards, peers } = await readBook();
    return wards.flatMap(({ peer, money }) => {
      const name = peers.find(({ id }) => id === peer)?.name ?? '';
      const recent = money.filter(({ opensAt }) => now() - opensAt < LISTED_MS);
      return recent.map((one) => ({ ...one, ward: peer, name }));
    });
  },
  'wait.answer': async ({ ward, id, answer }) => {
    await move((state, world) => answerMoney(state, ward, id, answer, world));
    changed();
    soon();
    return null;
  },
};
