/** R7: what no limit can be held against. The limits themselves decide in `policy/limits/decide.ts`. @module */
import { finding, type Rule } from '../rule.ts';

/** R7 */
export const unknownMarket: Rule = ({ reading }) =>
  reading.flags?.some(({ flag }) => flag === 'unknown-market') ? finding('R7', 'warning', 'rule.unknownMarket') : null;
