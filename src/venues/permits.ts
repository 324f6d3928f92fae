/**
 * Permits: a signature that lets a contract take tokens, in every form that is in use. Recognised so that none passes as
 * something harmless; the amounts stand in the token's smallest unit.
 * @see https://eips.ethereum.org/EIPS/eip-2612
 * @see https://github.com/Uniswap/permit2
 * @module
 */
import { type Address, parseAddress } from '../signing/address.ts';
import type { Struct, TypedData, Value } from '../signing/typed-data.ts';
import { address, type Card, row, seconds, time, words } from './adapter.ts';

type Allowance = { token: Address | undefined; amount: bigint | undefined };

/** Larger than any supply: every form of "without limit", whatever the width of its type. */
const isUnlimited = (amount: bigint | undefined): boolean => amount === undefined || amount >= 2n ** 128n - 1n;

const addressOf = (value: Value | undefined): Address | undefined =>
  typeof value === 'string' && /^0x[\da-fA-F]{40}$/.test(value) ? parseAddress(value) : undefined;
const integerOf = (value: Value | undefined): bigint | undefined => (typeof value === 'bigint' ? value : undefined);
const isStruct = (value: Value | undefined): value is Struct => typeof value === 'object' && !Array.isArray(value);

/** `details` and `permitted` of Permit2, one or many; else the token whose own domain this is. */
const allowancesOf = ({ message, domain }: TypedData): Allowance[] => {
  const given = message.details ?? message.permitted;
  const parts = (Array.isArray(given) ? given : [given]).filter(isStruct);
  if (given !== undefined)
    return parts.map((part) => ({ token: addressOf(part.token), amount: integerOf(part.amount) }));
  return [{ token: domain.verifyingContract, amount: message.allowed === false ? 0n : integerOf(message.value) }];
};

export const permitIn = (data: TypedData): Card | null => {
  const spender = addressOf(data.message.spender);
  if (!/^\w*Permit/i.test(data.primaryType) || spender === undefined) return null;
  const { message } = data;
  const end = integerOf(message.deadline ?? message.sigDeadline ?? message.expiry);
  const allowances = allowancesOf(data);
  return {
    kind: 'grant-authority',
    headline: { id: 'headline.permit' },
    rows: [
      row('row.spender', address(spender)),
      ...allowances.flatMap(({ token, amount }) => [
        ...(token === undefined ? [] : [row('row.token', address(token))]),
        row(
          'row.amount',
          isUnlimited(amount) ? words('value.unlimited') : words('value.smallestUnits', { amount: String(amount) }),
        ),
      ]),
      row('row.until', end === undefined ? words('value.noEnd') : time(end)),
    ],
    notes: [],
    grantee: spender,
    scope: 'spend',
    can: [{ id: 'can.spendPermit' }],
    cannot: [],
    ...(end === undefined ? {} : { until: seconds(end) }),
    ...(allowances.some(({ amount }) => isUnlimited(amount)) ? { unlimited: true as const } : {}),
  };
};
