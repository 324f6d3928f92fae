/** What of their duties a person is told on home. @module */
import type { Text } from '../../lib/text.ts';
import type { GuardiansView } from '../../messaging/guardians-lane.ts';

/** `loud`: somebody waits for this person. Requests that were answered, voted against or are over wait for nobody. */
export const dutyOf = ({
  wards,
  asks,
}: Pick<GuardiansView, 'wards' | 'asks'>): { wards: number; loud: Text | null } => {
  const asking = asks.filter(({ over, mine, myStop }) => over === null && mine === 'none' && !myStop).length;
  const todo = wards.filter(
    ({ rehearsal, change, contradiction, pairing }) =>
      rehearsal !== null ||
      contradiction ||
      pairing === 'words' ||
      (change !== null && change.state !== 'stopped' && !change.objected),
  ).length;
  const n = { n: String(asking || todo) };
  return {
    wards: wards.length,
    loud: asking
      ? { id: asking === 1 ? 'bare.asks.one' : 'bare.asks.many', params: n }
      : todo
        ? { id: todo === 1 ? 'bare.todo.one' : 'bare.todo.many', params: n }
        : null,
  };
};
