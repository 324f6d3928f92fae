/** Transactions, read: coins and tokens that move, and allowances. Any other call is shown as it is. @module */
import type { Text } from '../lib/text.ts';
import { type Address, checksum, sameAddress } from '../signing/address.ts';
import { fixed, group } from '../signing/format.ts';
import type { TransactionPlan } from '../signing/transaction.ts';
import { address, type Card, exact, row, unreadable, words } from './adapter.ts';
import type { Field, Reading, ReadingContext, Row, Value } from './reading.ts';
import { coinOf, tokenAt } from './tokens.ts';

type Call = { name: 'transfer' | 'approve'; account: Address; amount: bigint };

const CALLS: Record<string, Call['name']> = { '0xa9059cbb': 'transfer', '0x095ea7b3': 'approve' };
/** Calls that give an account or a contract away: ERC-173 and Safe. */
const OWNER_CALLS: Record<string, string> = {
  '0xf2fde38b': 'transferOwnership',
  '0x0d582f13': 'addOwnerWithThreshold',
  '0xe318b52b': 'swapOwner',
  '0xf8dc5dd9': 'removeOwner',
};
const UNLIMITED = 2n ** 256n - 1n;

/** `(address,uint256)`, strictly: anything left over, or in the unused bytes of the address, is hidden from a reader. */
const decode = (data: string): Call | 'hidden' | null => {
  const name = CALLS[data.slice(0, 10)];
  if (!name) return null;
  const found = /^0x[\da-f]{8}0{24}([\da-f]{40})([\da-f]{64})$/.exec(data);
  return found ? { name, account: checksum(`0x${found[1]}`), amount: BigInt(`0x${found[2]}`) } : 'hidden';
};

const feeRow = (plan: TransactionPlan): Row =>
  row(
    'row.networkFee',
    exact(`${group(fixed(BigInt(plan.gasLimit) * BigInt(plan.maxFeePerGas), 18))} ${coinOf(plan.chainId)}`),
    'computed',
  );

type Sum = { asset: string; amount: string; text: Text; value: Value };

/** An amount of a token: with its unit when Vouch knows it, else in the smallest unit. */
const sumOf = (plan: TransactionPlan, token: Address, amount: bigint): Sum => {
  const known = tokenAt(plan.chainId, token);
  const decimal = known ? fixed(amount, known.decimals) : String(amount);
  const shown = known ? `${group(decimal)} ${known.symbol}` : group(decimal);
  const text: Text = known
    ? { id: 'can.spend', params: { amount: shown } }
    : { id: 'can.spendUnits', params: { amount: shown } };
  return {
    asset: known?.symbol ?? token,
    amount: decimal,
    text,
    value: known ? exact(shown) : words('value.smallestUnits', { amount: shown }),
  };
};

const transfer = (plan: TransactionPlan, token: Address, call: Call, context: ReadingContext): Card => {
  const { asset, amount, value } = sumOf(plan, token, call.amount);
  return {
    kind: 'move-funds',
    headline:
      asset === token
        ? { id: 'headline.sendUnknownToken' }
        : { id: 'headline.send', params: { amount: `${group(amount)} ${asset}` } },
    rows: [
      row('row.amount', value),
      row('row.recipient', address(call.account)),
      row('row.token', address(token)),
      feeRow(plan),
    ],
    notes: [],
    asset,
    amount,
    recipient: call.account,
    own: sameAddress(call.account, context.account),
  };
};

const approve = (plan: TransactionPlan, token: Address, call: Call): Card => {
  const { asset, text, value } = sumOf(plan, token, call.amount);
  const unlimited = call.amount === UNLIMITED;
  const unknown = asset === token;
  // ERC-721 has the same call, and there 0 is a thing like any other: only of a known token is it "nothing".
  const ends = call.amount === 0n && !unknown;
  const can: Text = unlimited ? { id: 'can.spendAll', params: { asset } } : text;
  return {
    kind: 'grant-authority',
    headline: {
      id: ends ? 'headline.allowanceEnds' : unlimited ? 'headline.allowanceUnlimited' : 'headline.allowance',
      params: { asset },
    },
    rows: [
      row('row.amount', unlimited ? words('value.unlimited') : value),
      row('row.spender', address(call.account)),
      row('row.token', address(token)),
      row('row.until', words('value.untilChanged'), 'unsigned'),
      feeRow(plan),
    ],
    notes: unknown ? [{ level: 'care', text: { id: 'note.maybeNft', params: { n: String(call.amount) } } }] : [],
    grantee: call.account,
    scope: ends ? 'nothing' : 'spend',
    can: ends ? [] : [can],
    cannot: [{ id: 'cannot.otherTokens' }],
    ...(unlimited ? { unlimited } : {}),
  };
};

const sendCoins = (plan: TransactionPlan, to: Address, context: ReadingContext): Card => {
  const asset = coinOf(plan.chainId);
  const amount = fixed(BigInt(plan.value), 18);
  const sum = `${group(amount)} ${asset}`;
  return {
    kind: 'move-funds',
    headline: { id: 'headline.send', params: { amount: sum } },
    rows: [row('row.amount', exact(sum)), row('row.recipient', address(to)), feeRow(plan)],
    notes: [],
    asset,
    amount,
    recipient: to,
    own: sameAddress(to, context.account),
  };
};

const unknownCall = (plan: TransactionPlan, why: Text): Card => {
  const sent = `${group(fixed(BigInt(plan.value), 18))} ${coinOf(plan.chainId)}`;
  const to = plan.to ? [row('row.contract', address(plan.to))] : [];
  return unreadable(why, [...to, row('row.coinsSent', exact(sent)), feeRow(plan)]);
};

const ownerCall = (plan: TransactionPlan, to: Address, name: string): Card => ({
  kind: 'change-owner',
  headline: { id: 'headline.changeOwnerOf' },
  rows: [row('row.contract', address(to)), row('row.call', exact(name)), feeRow(plan)],
  notes: [],
  before: { id: 'owner.ofContract', params: { contract: to } },
  after: { id: 'owner.inCall', params: { call: name } },
});

const cardOf = (plan: TransactionPlan, context: ReadingContext): Card => {
  if (plan.to === null) return unknownCall(plan, { id: 'why.newContract' });
  if (plan.data === '0x') return sendCoins(plan, plan.to, context);
  const owner = OWNER_CALLS[plan.data.slice(0, 10)];
  if (owner) return ownerCall(plan, plan.to, owner);
  const call = decode(plan.data);
  if (call === 'hidden') return unknownCall(plan, { id: 'why.hiddenBytes' });
  if (call === null) return unknownCall(plan, { id: 'why.unknownCall' });
  // A token takes no coins: what is sent along would be lost or means something else.
  if (plan.value !== '0') return unknownCall(plan, { id: 'why.callWithCoins' });
  return call.name === 'transfer' ? transfer(plan, plan.to, call, context) : approve(plan, plan.to, call);
};

const fieldsOf = (plan: TransactionPlan): Field[] => {
  const field = (path: string, type: string, value: string | number): Field => ({ path, type, value: String(value) });
  return [
    field('chainId', 'uint256', plan.chainId),
    field('nonce', 'uint64', plan.nonce),
    field('maxPriorityFeePerGas', 'uint256', plan.maxPriorityFeePerGas),
    field('maxFeePerGas', 'uint256', plan.maxFeePerGas),
    field('gasLimit', 'uint64', plan.gasLimit),
    field('to', 'address', plan.to ?? '-'),
    field('value', 'uint256', plan.value),
    field('data', 'bytes', plan.data),
  ];
};

export const readTransaction = (plan: TransactionPlan, context: ReadingContext): Reading => {
  const { also: _, ...card } = cardOf(plan, context);
  return { ...card, fields: fieldsOf(plan) };
};
