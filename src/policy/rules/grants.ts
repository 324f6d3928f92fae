/** R4, R5, R9, R10: what is given away, to whom, and until when. @module */
import { compare } from '../../signing/format.ts';
import { permitElsewhere } from '../../venues/permits.ts';
import { spenderAt } from '../../venues/spenders.ts';
import { finding, type Rule } from '../rule.ts';

const MONTH_SECONDS = 30 * 86_400;

/** What goes on by itself. */
const LASTS: ReadonlySet<string> = new Set(['trade', 'fee', 'everything']);

/** R4. */
export const grantEnd: Rule = ({ reading, context }) => {
  if (reading.kind !== 'grant-authority' || !LASTS.has(reading.scope)) return null;
  if (reading.until === undefined) return finding('R4', 'danger', 'rule.grantNoEnd');
  return reading.until > context.now / 1000 + MONTH_SECONDS ? finding('R4', 'danger', 'rule.grantLong') : null;
};

/** R5. More than trading, every subaccount, or the account itself. */
export const grantPower: Rule = ({ reading }) => {
  if (reading.kind === 'change-owner') return finding('R5', 'forbidden', 'rule.ownerChange');
  if (reading.kind !== 'grant-authority') return null;
  if (reading.scope === 'everything') return finding('R5', 'forbidden', 'rule.grantEverything');
  return reading.scope === 'trade' && reading.allSubaccounts ? finding('R5', 'forbidden', 'rule.allSubaccounts') : null;
};

/** R9. Percent of an order: what a grant allows from now on, or what this order pays. */
export const builderFee: Rule = ({ reading }) => {
  const fee = reading.kind === 'grant-authority' ? (reading.fee ?? reading.builderFee) : reading.builderFee;
  if (fee === undefined || compare(fee, '0') === 0) return null;
  const high = compare(fee, '0.1') > 0;
  return finding('R9', high ? 'warning' : 'info', high ? 'rule.highFee' : 'rule.fee', { fee });
};

/** R10. For permits; an allowance in a transaction is shown with its amount and costs a fee before it counts. */
export const allowance: Rule = ({ reading, data, match, context }) => {
  if (data && permitElsewhere(data)) return finding('R10', 'forbidden', 'rule.permitElsewhere');
  // In a venue's own domain, R16 says so.
  if (data && match === null && reading.kind === 'unreadable' && /^permit/i.test(data.primaryType))
    return finding('R10', 'danger', 'rule.unknownPermit');
  if (reading.kind !== 'grant-authority' || reading.scope !== 'spend') return null;
  if (reading.unlimited) return finding('R10', 'danger', 'rule.unlimited');
  if (!data) return finding('R10', 'warning', 'rule.unknownSpender');
  if (reading.until === undefined) return finding('R10', 'danger', 'rule.permitNoEnd');
  const who = spenderAt(Number(data.domain.chainId ?? context.chainId), reading.grantee);
  return who === undefined
    ? finding('R10', 'danger', 'rule.unknownSpender')
    : finding('R10', 'warning', 'rule.knownSpender', { who });
};
