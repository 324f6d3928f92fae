/**
 * Counting what a client holds of a wallet: who counts, which rows are reached, whether alert mode is on.
 * @see docs/protocol.md#who-counts
 * @module
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import { type Kind, type Leaf, leafHash } from './leaf.ts';
import { type Body, type Notice, readNotice } from './notice.ts';
import { ALERT_MS, ALERT_WINDOW_MS, type Row } from './rows.ts';
import type { Watched, Watching } from './watch.ts';

/** Who is behind these votes: leaf hash in hexadecimal -> kind. One leaf is one voice. */
export const voices = (votes: Notice[]): Map<string, Kind> =>
  new Map(
    votes.map((notice) => {
      const body = readNotice(notice);
      if (!('leaf' in body)) throw new TypeError('Not a vote.');
      return [bytesToHex(leafHash(body.leaf)), body.leaf.kind];
    }),
  );

/** The same list when this leaf has a voice in it. */
export const addVoice = (votes: Notice[], notice: Notice, { leaf }: { leaf: Leaf }): Notice[] =>
  voices(votes).has(bytesToHex(leafHash(leaf))) ? votes : [...votes, notice];

/** Who counts for a request now: approved and not withdrawn. */
export const approvers = ({
  approvals,
  withdrawals,
}: Pick<Watching, 'approvals' | 'withdrawals'>): Map<string, Kind> => {
  const gone = voices(withdrawals);
  return new Map([...voices(approvals)].filter(([leaf]) => !gone.has(leaf)));
};

/** How far a request is on each of its rows. Where only paper approves, one voice is always missing. */
export const progress = (watching: Pick<Watching, 'approvals' | 'withdrawals' | 'needs'>): Progress[] => {
  const kinds = [...approvers(watching).values()];
  const people = kinds.filter((kind) => kind === 'person').length;
  const onlyPaper = kinds.every((kind) => kind === 'paper');
  const have = (row: Row, need: number): number => {
    if (row === 3) return people;
    return onlyPaper ? Math.min(kinds.length, need - 1) : kinds.length;
  };
  const { one, two, three } = watching.needs;
  return ([1, 2, 3] as const).flatMap((row) => {
    const need = [one, two, three][row - 1] ?? null;
    return need === null ? [] : [{ row, need, have: have(row, need) }];
  });
};
export type Progress = { row: Row; need: number; have: number };

export const NAME = { 1: 'one', 2: 'two', 3: 'three' } as const satisfies Record<Row, keyof Watching['reached']>;

/** A row keeps its start while it is reached and loses it when it is not. */
export const recount = (watching: Watching, at: number): Watching => {
  const reached: Watching['reached'] = { one: null, two: null, three: null };
  for (const { row, need, have } of progress(watching))
    if (have >= need) reached[NAME[row]] = watching.reached[NAME[row]] ?? at;
  // row 3 goes on where the owner's device has stopped the others: the person is asked again
  const again = watching.decided === 'stopped' && reached.three !== null && watching.reached.three === null;
  return { ...watching, reached, decided: again ? null : watching.decided };
};

export const hasReached = ({ reached }: Watching): boolean => Object.values(reached).some((at) => at !== null);

/**
 * Is alert mode on at this time (ms)? An alert runs from when this client saw it at the earliest; what exceeds the
 * allowance is void.
 */
export const alertOn = (alerts: Watched['alerts'], at: number): boolean => {
  const granted: { from: number; until: number }[] = [];
  const all = alerts.map(({ notice, at: seen }) => {
    const { from, until } = readNotice(notice) as Body<'alert'>;
    return { said: from, from: Math.max(from, seen), until };
  });
  // One that begins later and ends earlier takes the rest of another back, in whatever order the two came.
  const cut = all.map((one) => {
    const against = all.filter(({ said, until }) => said > one.said && until < one.until);
    return { from: one.from, until: Math.min(one.until, ...against.map(({ from, until }) => Math.max(from, until))) };
  });
  const asked = cut.sort((a, b) => a.from - b.from || a.until - b.until);
  for (const { from, until } of asked) {
    const last = granted.at(-1);
    const start = Math.max(from, last?.until ?? 0);
    const used = granted.reduce(
      (sum, one) => sum + Math.max(0, one.until - Math.max(one.from, start - ALERT_WINDOW_MS)),
      0,
    );
    const end = Math.min(until, start + ALERT_MS - used);
    if (end > start) granted.push({ from: start, until: end });
  }
  return granted.some(({ from, until }) => from <= at && at < until);
};
