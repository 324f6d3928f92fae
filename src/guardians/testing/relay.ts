/** For tests alone: relays that lose, delay, repeat, shuffle, withhold and die, all from one seed. @module */

/** What a relay holds: a wrap whose sender and sizes it may see, and nothing else of it. */
export type Wrap = { id: string; from: string; to: string; content: string };

/** A number in [0, 1), another one at each call. */
export type Chance = () => number;

/**
 * Probabilities, and times in ms. `lose`: the connection breaks before the relay has it. `forget`: it says OK and keeps
 * nothing. `cut`: a read ends before its end, and the reader sees that. `withhold`: never given, and nobody is told.
 */
export type Manners = {
  lose: number;
  forget: number;
  cut: number;
  twice: number;
  delay: number;
  withhold: (wrap: Wrap) => boolean;
};
const HONEST: Manners = { lose: 0, forget: 0, cut: 0, twice: 0, delay: 0, withhold: () => false };

export type Relay = { url: string; alive: boolean; manners: Manners; stored: { wrap: Wrap; visible: number }[] };

export const relay = (url: string, manners: Partial<Manners> = {}): Relay => ({
  url,
  alive: true,
  manners: { ...HONEST, ...manners },
  stored: [],
});

/** True when it said OK. */
export const publish = ({ alive, manners, stored }: Relay, wrap: Wrap, now: number, chance: Chance): boolean => {
  if (!alive || chance() < manners.lose) return false;
  if (chance() < manners.forget) return true;
  if (stored.some(({ wrap: { id } }) => id === wrap.id)) return true;
  stored.push({ wrap, visible: now + chance() * manners.delay });
  return true;
};

const shuffled = <T>(list: T[], chance: Chance): T[] =>
  list
    .map((value) => ({ value, at: chance() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);

/** In no order. `complete`: it said that this was all. */
export const read = (
  { alive, manners, stored }: Relay,
  to: string,
  now: number,
  chance: Chance,
): { wraps: Wrap[]; complete: boolean } => {
  if (!alive) return { wraps: [], complete: false };
  const all = stored
    .filter(({ wrap, visible }) => wrap.to === to && visible <= now && !manners.withhold(wrap))
    .flatMap(({ wrap }) => (chance() < manners.twice ? [wrap, wrap] : [wrap]));
  const wraps = shuffled(all, chance);
  if (chance() < manners.cut) return { wraps: wraps.slice(0, Math.floor(wraps.length / 2)), complete: false };
  return { wraps, complete: true };
};

/** The reader of a mailbox has it on its disk. */
export const remove = (relay: Relay, ids: Set<string>): void => {
  relay.stored = relay.stored.filter(({ wrap }) => !ids.has(wrap.id));
};
