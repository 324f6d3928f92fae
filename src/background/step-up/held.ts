/**
 * Stress that was seen a moment ago is not over because the node answers no more: a site reads through the same node, and can
 * keep it busy while it asks for what it wants signed.
 * @module
 */
import { now } from '../../lib/clock.ts';
import { get, set } from '../../storage/session.ts';
import type { Move } from './market.ts';

const HELD_MS = 10 * 60_000;

type Held = { at: number; move: Move }[];

const KEY = (demo: boolean): string => `stepUp.held.${demo ? 'demo' : 'all'}`;

const heldOf = async (demo: boolean): Promise<Held> =>
  ((await get<Held>(KEY(demo))) ?? []).filter(({ at }) => Math.abs(now() - at) < HELD_MS);

const isKnown = ({ stress }: Move): boolean => stress.state !== 'unknown';

/** What the node said: stress is kept for a while, and calm ends it. */
export const hold = async (demo: boolean, moves: readonly Move[]): Promise<void> => {
  const before = await heldOf(demo);
  const known = moves.filter(isKnown).map(({ base }) => base);
  const fresh = moves.filter(({ stress }) => stress.state === 'stressed').map((move) => ({ at: now(), move }));
  const next = [...before.filter(({ move }) => !known.includes(move.base)), ...fresh];
  if (next.length > 0 || before.length > 0) await set({ [KEY(demo)]: next });
};

/** With what is held in the place of what is not known now. @param moves empty where the node did not answer */
export const withHeld = async (demo: boolean, moves: readonly Move[]): Promise<Move[]> => {
  const known = moves.filter(isKnown).map(({ base }) => base);
  const held = (await heldOf(demo)).map(({ move }) => move).filter(({ base }) => !known.includes(base));
  const bases = held.map(({ base }) => base);
  return [...moves.filter(({ base }) => !bases.includes(base)), ...held];
};
