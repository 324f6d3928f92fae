/** R3, R15: where it goes, and when it ends. @module */
import { sameAddress } from '../../signing/address.ts';
import { finding, type Rule } from '../rule.ts';

const CENTURY_SECONDS = 100 * 365 * 86_400;

/** R3. The page asks for the last four characters of the address. */
export const otherRecipient: Rule = ({ reading, context }) => {
  if (reading.kind === 'move-funds' && !reading.own) return finding('R3', 'danger', 'rule.otherRecipient');
  const others = (reading.receivers ?? []).filter((receiver) => !sameAddress(receiver, context.account));
  return others.length > 0 ? finding('R3', 'danger', 'rule.otherReceiver', { addresses: others.join(', ') }) : null;
};

/** R15. Milliseconds in a field of seconds lie far behind the century, seconds in one of milliseconds in 1970. */
export const endTime: Rule = ({ reading, context }) => {
  // A grant has an end of its own besides that of the message which gives it.
  const ends = [reading.validUntil ?? [], ('until' in reading ? reading.until : undefined) ?? []].flat();
  const now = context.now / 1000;
  if (ends.some((end) => end <= now)) return finding('R15', 'warning', 'rule.past');
  return ends.some((end) => end > now + CENTURY_SECONDS) ? finding('R15', 'warning', 'rule.oddTime') : null;
};
