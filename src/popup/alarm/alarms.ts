/** Which alarm is shown, and where. @module */
import type { AlarmView } from '../../messaging/guardians-lane.ts';
import type { ToldWait } from '../../messaging/limits-lane.ts';

/** It waits for this person's answer. */
export const isOpen = (alarm: AlarmView): boolean => alarm.answered === null && alarm.over === null;

export const pathOf = ({ wallet, request }: AlarmView): string =>
  `/alarm/${encodeURIComponent(wallet)}/${encodeURIComponent(request)}`;

/**
 * The alarm that stands before everything else on this path, if any. One about this computer's own wallet leaves only the
 * way out of a forgotten password; one about somebody else's also lets people read the request before they answer. Open, the
 * first stands on home alone, so that nobody is thrown out of something else, and the second is a row there.
 */
export const gateOf = (alarms: AlarmView[], path: string, locked: boolean): AlarmView | undefined => {
  const named = alarms.find((alarm) => pathOf(alarm) === path);
  if (named) return named;
  if (path === '/forgotten' || !(locked || path === '/')) return undefined;
  const open = alarms.filter(isOpen);
  return open.find(({ mine }) => mine) ?? (locked && !path.startsWith('/people') ? open[0] : undefined);
};

/** The first that waits for this person's answer; `at`: ms since 1970. */
export const firstTold = (told: readonly ToldWait[], at: number): ToldWait | undefined =>
  told.find(({ answer, opensAt }) => answer === null && at < opensAt);
