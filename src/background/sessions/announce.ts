/** What a site is told of its own sessions. @module */
import type { Hex } from '../../lib/bytes.ts';
import { now } from '../../lib/clock.ts';
import type { SessionState } from '../../messaging/limits-lane.ts';
import type { Count } from '../../policy/limits/limits.ts';
import { compare, plus } from '../../signing/format.ts';
import type { SessionRow } from '../../storage/rows.ts';
import { tell } from '../events.ts';

/** Never below zero. */
export const leftOf = ({ session, used }: SessionRow): Count => {
  const rest = plus(session.budget, `-${used.notional}`);
  return { orders: Math.max(0, session.orders - used.orders), notional: compare(rest, '0') > 0 ? rest : '0' };
};

export const stateOf = (row: SessionRow): SessionState => {
  const left = leftOf(row);
  if (row.ended !== null || row.session.endsAt <= now()) return 'over';
  if (left.orders === 0 || left.notional === '0') return 'used-up';
  return row.session.paused ? 'paused' : 'running';
};

export const contextOf = ({ id }: SessionRow): Hex => id as Hex;

/** To the open documents of its site: EIP-1193 `message`, so that it shows what is left. */
export const announceSession = (row: SessionRow): void => {
  const data = { context: contextOf(row), state: stateOf(row), left: leftOf(row) };
  void tell(
    async () => ({ push: 'event', event: 'message', data: { type: 'vouch_session', data } }),
    [row.session.origin],
  );
};
