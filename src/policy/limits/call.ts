/** Limits of transactions, by contract and function: what a transaction is measured by, and which limits it is over. @module */
import { type AbiValue, decodeAbi, selectorOf, typesOf } from '../../signing/abi.ts';
import { type Address, sameAddress } from '../../signing/address.ts';
import { compare, fixed } from '../../signing/format.ts';
import type { TransactionPlan } from '../../signing/transaction.ts';
import { isDeposit } from '../../venues/deposits.ts';
import type { Reading } from '../../venues/reading.ts';
import { tokenAt } from '../../venues/tokens.ts';
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

type Amount = { token: Address; amount: bigint };

/** Calls that set an allowance to an amount. Those that add to one do not say how much it comes to. */
const SETS: readonly { signature: string; read: (args: readonly AbiValue[], to: Address) => Amount }[] = [
  { signature: 'approve(address,uint256)', read: ([, amount], to) => ({ token: to, amount: amount as bigint }) },
  {
    signature: 'permit(address,address,uint256,uint256,uint8,bytes32,bytes32)',
    read: ([, , amount], to) => ({ token: to, amount: amount as bigint }),
  },
  // Permit2
  {
    signature: 'approve(address,address,uint160,uint48)',
    read: ([token, , amount]) => ({ token: token as Address, amount: amount as bigint }),
  },
  {
    signature: 'permit(address,((address,uint160,uint48,uint48),address,uint256),bytes)',
    read: ([, permit]) => {
      const [[token, amount]] = permit as unknown as [[Address, bigint]];
      return { token, amount };
    },
  },
];

const amountIn = ({ chainId, to, data }: TransactionPlan): Allowance => {
  const call = SETS.find(({ signature }) => data.startsWith(selectorOf(signature)));
  const args = call && decodeAbi(typesOf(call.signature), `0x${data.slice(10)}`);
  if (!call || !args || to === null) return 'unknown';
  const { token, amount } = call.read(args, to);
  const known = tokenAt(chainId, token);
  return known ? fixed(amount, known.decimals) : 'unknown';
};

const allowanceOf = (plan: TransactionPlan, reading: Reading): Allowance => {
  if (plan.data === '0x') return null;
  // A call that nobody can read may set one.
  if (reading.kind === 'unreadable') return 'unknown';
  if (reading.kind !== 'grant-authority' || reading.scope !== 'spend') return null;
  return reading.unlimited ? 'unlimited' : amountIn(plan);
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

/**
 * A permit is an allowance that costs no transaction. What it lets take is compared with no amount (its network is not in
 * the reading): under a limit of its token, or of every contract, it cannot be checked.
 */
const overPermit = (reading: Reading, limit: CallLimit): Rule[] => {
  if (reading.kind === 'grant-authority' ? reading.scope !== 'spend' : reading.kind !== 'unreadable') return [];
  if (!reading.rows.some(({ label }) => label === 'row.spender')) return [];
  const named = reading.rows.flatMap(({ value, context = [] }) =>
    [value, ...context.map((below) => below.value)].flatMap((one) => (one.type === 'address' ? [one.address] : [])),
  );
  if (!named.some((one) => isFor(limit, one))) return [];
  return overAllowance('unlimited' in reading && reading.unlimited ? 'unlimited' : 'unknown', limit.allowance);
};

/** What each limit that this request is over has to say. `call`: null for what is no transaction. */
export const overCalls = (
  call: CallFacts | null,
  reading: Reading,
  limits: readonly CallLimit[],
): { limit: CallLimit; found: Rule[] }[] =>
  limits
    .map((limit) => {
      if (call === null) return { limit, found: overPermit(reading, limit) };
      const holds =
        limit.chainId === call.chainId &&
        isFor(limit, call.contract) &&
        (limit.selector === undefined || limit.selector.toLowerCase() === call.selector);
      return { limit, found: holds ? overOne(call, limit) : [] };
    })
    .filter(({ found }) => found.length > 0);
