/** Limits of transactions, by contract and function: what a transaction is measured by, and which limits it is over. @module */
import { type Address, sameAddress } from '../../signing/address.ts';
import { compare, fixed } from '../../signing/format.ts';
import type { TransactionPlan } from '../../signing/transaction.ts';
import { isDeposit } from '../../venues/deposits.ts';
import type { Reading, Spend } from '../../venues/reading.ts';
import type { CallLimit } from './limits.ts';
import { over, type Rule } from './said.ts';

/** `unknown`: there may be one of any size. Null: there is none. Else decimal, in whole tokens. */
export type Allowance = string | 'unlimited' | 'unknown' | null;

/** `contract`: null where the transaction makes one. `selector`: null where it only sends coins. `coins`: decimal. */
export type CallFacts = {
  chainId: number;
  contract: Address | null;
  selector: string | null;
  coins: string;
  allowance: Allowance;
  /** margin: a venue credits it to the account that sends it */
  deposit: boolean;
};

/** What is added to an allowance does not say how much it comes to; of a token without a name nobody knows the unit. */
const allowanceIn = ({ asset, amount }: Spend, reading: Reading): Allowance => {
  if (amount === null) return 'unlimited';
  return asset.startsWith('0x') || reading.headline.id === 'headline.allowanceMore' ? 'unknown' : amount;
};

const allowanceOf = (plan: TransactionPlan, reading: Reading): Allowance => {
  if (plan.data === '0x') return null;
  // A call that nobody can read may set one.
  if (reading.kind === 'unreadable') return 'unknown';
  if (reading.kind !== 'grant-authority' || reading.scope !== 'spend') return null;
  const [spend, ...more] = reading.spends ?? [];
  return spend && more.length === 0 ? allowanceIn(spend, reading) : 'unknown';
};

/** Tokens for a venue's own contract: sent, or let go up to an amount. */
const isMargin = ({ chainId, to }: TransactionPlan, reading: Reading, allowance: Allowance): boolean => {
  if (to === null) return false;
  if (reading.kind === 'move-funds') return isDeposit('transfer', { chainId, contract: reading.recipient, token: to });
  const bounded = allowance !== null && allowance !== 'unlimited' && allowance !== 'unknown';
  return (
    bounded &&
    reading.kind === 'grant-authority' &&
    isDeposit('allowance', { chainId, contract: reading.grantee, token: to })
  );
};

/** @param reading of this very plan */
export const callFacts = (plan: TransactionPlan, reading: Reading): CallFacts => {
  const allowance = allowanceOf(plan, reading);
  return {
    chainId: plan.chainId,
    contract: plan.to,
    selector: plan.data === '0x' ? null : plan.data.slice(0, 10).toLowerCase(),
    coins: fixed(BigInt(plan.value), 18),
    allowance,
    deposit: isMargin(plan, reading, allowance),
  };
};

const isFor = ({ contract }: CallLimit, to: string | null): boolean =>
  contract === 'every' || (to !== null && sameAddress(contract, to));

const overAllowance = (allowance: Allowance, limit: string | undefined): Rule[] => {
  if (limit === undefined || allowance === null) return [];
  if (allowance === 'unknown') return [over('limit.notCheckable.allowance')];
  if (allowance === 'unlimited') return [over('limit.unlimited', { limit })];
  return compare(allowance, limit) > 0 ? [over('limit.allowance', { allowance, limit })] : [];
};

/** One limit that holds for this transaction. */
const overOne = ({ contract, coins, allowance }: CallFacts, limit: CallLimit): Rule[] => [
  ...(limit.only && !(contract !== null && limit.only.some((one) => sameAddress(one, contract)))
    ? [over('limit.contract', { contract: contract ?? '-' })]
    : []),
  ...(limit.coins !== undefined && compare(coins, limit.coins) > 0
    ? [over('limit.coins', { coins, limit: limit.coins })]
    : []),
  ...overAllowance(allowance, limit.allowance),
];

/** `chainId` 0: not said, so it may be any. */
type Named = { chainId: number; token: string; allowance: Allowance };

/**
 * Allowances of tokens that are named in what is signed: of a permit, which costs no transaction, and of a call of Permit2.
 * Where a permit cannot be read, each address in it may be the token.
 */
const named = (reading: Reading): Named[] => {
  if (reading.kind === 'grant-authority' && reading.scope === 'spend' && reading.spends)
    return reading.spends.map((spend) => ({ ...spend, allowance: allowanceIn(spend, reading) }));
  const mayBe = reading.kind === 'grant-authority' ? reading.scope === 'spend' : reading.kind === 'unreadable';
  if (!mayBe || !reading.rows.some(({ label }) => label === 'row.spender')) return [];
  return reading.rows.flatMap(({ value }) =>
    value.type === 'address' ? [{ chainId: 0, token: value.address, allowance: 'unknown' as const }] : [],
  );
};

const overToken = (reading: Reading, limit: CallLimit): Rule[] =>
  named(reading)
    .filter(({ chainId, token }) => (chainId === 0 || chainId === limit.chainId) && isFor(limit, token))
    .flatMap(({ allowance }) => overAllowance(allowance, limit.allowance));

/** What each limit that this request is over has to say. `call`: null for what is no transaction. */
export const overCalls = (
  call: CallFacts | null,
  reading: Reading,
  limits: readonly CallLimit[],
): { limit: CallLimit; found: Rule[] }[] =>
  limits
    .map((limit) => {
      const holds =
        call !== null &&
        limit.chainId === call.chainId &&
        isFor(limit, call.contract) &&
        (limit.selector === undefined || limit.selector.toLowerCase() === call.selector);
      return { limit, found: holds ? overOne(call, limit) : overToken(reading, limit) };
    })
    .filter(({ found }) => found.length > 0);
