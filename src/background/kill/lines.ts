/**
 * How far each line of the kill switch has come. It lies in `storage.session`: the next worker still knows it, and the next
 * start of the browser begins with every session paused anyway.
 * @module
 */
import { now } from '../../lib/clock.ts';
import { get, set, withLock } from '../../storage/session.ts';
import type { Outcome } from './carry.ts';

const KEY = 'kill';

export type Kept = { pressedAt: number | null; lines: Record<string, Outcome & { at: number }> };

/** Lines that this worker is carrying out. */
const running = new Set<string>();

export const isRunning = (id: string): boolean => running.has(id);

export const readKept = async (): Promise<Kept> => (await get<Kept>(KEY)) ?? { pressedAt: null, lines: {} };

const change = (work: (kept: Kept) => Kept): Promise<void> =>
  withLock(KEY, async () => set({ [KEY]: work(await readKept()) }));

/** What is under way goes on. What was taken back at a venue stays known: its key signs nothing there any more. */
export const keepPress = (): Promise<void> =>
  change(({ lines }) => ({
    pressedAt: now(),
    lines: Object.fromEntries(
      Object.entries(lines).filter(
        ([id, { state }]) => running.has(id) || (id.startsWith('revoke/') && state === 'done'),
      ),
    ),
  }));

/** Each of these begins: nobody begins it a second time until it is kept. @returns those that were not under way */
export const begin = async (ids: readonly string[]): Promise<string[]> => {
  const fresh = ids.filter((id) => !running.has(id));
  for (const id of fresh) running.add(id);
  const at = now();
  const sending = fresh.map((id) => [id, { state: 'sending', text: { id: 'kill.sending' }, at }] as const);
  await change((kept) => ({ ...kept, lines: { ...kept.lines, ...Object.fromEntries(sending) } }));
  return fresh;
};

export const keep = async (id: string, outcome: Outcome): Promise<void> => {
  try {
    await change((kept) => ({ ...kept, lines: { ...kept.lines, [id]: { ...outcome, at: now() } } }));
  } finally {
    running.delete(id);
  }
};
