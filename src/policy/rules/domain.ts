/** R13, R14: is it where it says it is? @module */
import { sameAddress } from '../../signing/address.ts';
import { visible } from '../../signing/visible.ts';
import { NO_CONTRACT } from '../../venues/adapter.ts';
import { finding, type Rule } from '../rule.ts';

/** R13. A venue's name, or almost that, on another contract. */
export const lookAlike: Rule = ({ data, match }) =>
  data && match?.fit === 'look-alike'
    ? finding('R13', 'forbidden', 'rule.lookAlike', {
        name: visible(data.domain.name ?? ''),
        venue: match.adapter.name,
      })
    : null;

/** R14. A venue whose chainId is its own says so in its adapter. */
export const otherNetwork: Rule = ({ data, match, context }) => {
  const signed = data?.domain.chainId;
  if (!data || signed === undefined || signed === BigInt(context.chainId)) return null;
  if (match?.fit === 'exact' && match.rule.anyNetwork) return null;
  const contract = data.domain.verifyingContract;
  const level = contract === undefined || sameAddress(contract, NO_CONTRACT) ? 'danger' : 'forbidden';
  return finding('R14', level, 'rule.otherNetwork', { signed: String(signed), active: String(context.chainId) });
};
