/** R8, R11, R12: what an adapter found in the payload and no row can say alone. @module */
import type { ReadingText } from '../../signing/request-error.ts';
import type { Flag } from '../../venues/reading.ts';
import { finding, type Rule } from '../rule.ts';
import type { Level } from '../verdict.ts';

const onFlag =
  (flag: Flag['flag'], rule: string, level: Level, text: ReadingText['id']): Rule =>
  ({ reading }) => {
    const found = (reading.flags ?? []).filter((one) => one.flag === flag);
    return found.length > 0 ? finding(rule, level, text, { what: found.map(({ what }) => what).join(', ') }) : null;
  };

/** R8 */
export const stopLoss = onFlag('no-stop-loss', 'R8', 'info', 'rule.noStopLoss');
/** R11. GMX: what stands behind the hash can call other contracts and pay fees in tokens of the account. */
export const hiddenParameters = onFlag('hidden-parameters', 'R11', 'danger', 'rule.hiddenParameters');
/** R12 */
export const hooks = onFlag('hooks', 'R12', 'warning', 'rule.hooks');
