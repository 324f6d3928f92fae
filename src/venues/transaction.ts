/** Transactions, read: calls of venues, coins and tokens that move, and allowances. Any other is shown as it is. @module */
import type { Text } from '../lib/text.ts';
import { abiLeaves, decodeAbi, selectorOf, typesOf } from '../signing/abi.ts';
import { type Address, sameAddress } from '../signing/address.ts';
import { fixed, group } from '../signing/format.ts';
import type { TransactionPlan } from '../signing/transaction.ts';
import { visible } from '../signing/visible.ts';
import {
  type Adapter,
  address,
  type CallRule,
  type Card,
  exact,
  NotReadable,
  notShown,
  row,
  unreadable,
} from './adapter.ts';
import { coinsRow } from './coins.ts';
import type { Field, Reading, ReadingContext, Row } from './reading.ts';
import { adapters } from './registry.ts';
import { isPermit2 } from './spenders.ts';
import { TOKEN_CALLS } from './token-calls.ts';
import { coinOf } from './tokens.ts';

/** Calls that give an account or a contract away: ERC-173 and Safe. */
const OWNER_CALLS = [
  'transferOwnership(address)',
  'addOwnerWithThreshold(address,uint256)',
  'swapOwner(address,address,address)',
  'removeOwner(address,address,uint256)',
];
/** Many contracts have a call of this form: at one that is not known it says nothing about a venue. */
const COMMON_CALLS = ['multicall(bytes[])', 'setDelegate(address)', 'removeDelegate()'];

type VenueCall = { adapter: Adapter; rule: CallRule };

const bySelector = <T>(items: readonly T[], signature: (item: T) => string): Map<string, T[]> => {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const selector = selectorOf(signature(item));
    found.set(selector, [...(found.get(selector) ?? []), item]);
  }
  return found;
};

let known: {
  owners: Map<string, string[]>;
  tokens: Map<string, (typeof TOKEN_CALLS)[number][]>;
  venues: Map<string, VenueCall[]>;
};
/** Made once, when the first transaction is read. */
const knownCalls = (): typeof known => {
  known ??= {
    owners: bySelector(OWNER_CALLS, (signature) => signature),
    tokens: bySelector(TOKEN_CALLS, ({ signature }) => signature),
    venues: bySelector(
      adapters.flatMap((adapter) => (adapter.calls ?? []).map((rule) => ({ adapter, rule }))),
      ({ rule }) => rule.signature,
    ),
  };
  return known;
};

const feeRow = (plan: TransactionPlan): Row =>
  row(
    'row.networkFee',
    exact(`${group(fixed(BigInt(plan.gasLimit) * BigInt(plan.maxFeePerGas), 18))} ${coinOf(plan.chainId)}`),
    'computed',
  );

const sendCoins = (plan: TransactionPlan, to: Address, context: ReadingContext): Card => {
  const asset = coinOf(plan.chainId);
  const amount = fixed(BigInt(plan.value), 18);
  const sum = `${group(amount)} ${asset}`;
  return {
    kind: 'move-funds',
    headline: { id: 'headline.send', params: { amount: sum } },
    rows: [row('row.amount', exact(sum)), row('row.recipient', address(to))],
    notes: [],
    asset,
    amount,
    recipient: to,
    own: sameAddress(to, context.account),
  };
};

const unread = (plan: TransactionPlan, why: Text, rows: Row[] = []): Card =>
  unreadable(why, [...(plan.to ? [row('row.contract', address(plan.to))] : []), coinsRow(plan), ...rows]);

const ownerCall = (plan: TransactionPlan, to: Address, signature: string): Card => {
  const name = signature.slice(0, signature.indexOf('('));
  return {
    kind: 'change-owner',
    headline: { id: 'headline.changeOwnerOf' },
    rows: [
      row('row.contract', address(to)),
      row('row.call', exact(name)),
      ...(plan.value === '0' ? [] : [coinsRow(plan)]),
    ],
    notes: [],
    before: { id: 'owner.ofContract', params: { contract: to } },
    after: { id: 'owner.inCall', params: { call: name } },
  };
};

type Read = { card: Card; leaves?: Field[] };

const decoded = (signature: string, data: TransactionPlan['data']) => {
  const types = typesOf(signature);
  const args = decodeAbi(types, `0x${data.slice(10)}`);
  if (args === null) return null;
  const leaves = abiLeaves(types, args, 'call').map((leaf) => ({ ...leaf, value: visible(leaf.value) }));
  return { args, leaves };
};

const readCall = (plan: TransactionPlan, to: Address, context: ReadingContext): Read => {
  const selector = plan.data.slice(0, 10);
  const { owners, tokens, venues } = knownCalls();
  const [owner] = owners.get(selector) ?? [];
  if (owner) return { card: ownerCall(plan, to, owner) };

  const ofVenues = venues.get(selector) ?? [];
  const venue = ofVenues.find(
    ({ rule }) => rule.chainIds.includes(plan.chainId) && rule.contracts.some((one) => sameAddress(one, to)),
  );
  const token = tokens.get(selector)?.find(({ permit2 }) => !permit2 || isPermit2(plan.chainId, to));
  const signature = venue?.rule.signature ?? token?.signature;
  if (signature === undefined) {
    const like = ofVenues.find(({ rule }) => !COMMON_CALLS.includes(rule.signature));
    if (!like) return { card: unread(plan, { id: 'why.unknownCall' }) };
    const card = unread(plan, { id: 'why.likeVenue', params: { venue: like.adapter.name } });
    return {
      card: {
        ...card,
        notes: [{ level: 'care', text: { id: 'note.likeVenue', params: { venue: like.adapter.name } } }],
      },
    };
  }
  const call = decoded(signature, plan.data);
  if (call === null) return { card: unread(plan, { id: 'why.hiddenBytes' }) };
  const { args, leaves } = call;
  const card = venue ? venue.rule.read({ args, to, plan }, context) : token?.read(args, to, context);
  // A contract that takes no coins would refuse them, or keep them.
  const takes = card?.rows.some(({ label }) => label === 'row.coinsSent');
  if (!card || (plan.value !== '0' && !takes)) return { card: unread(plan, { id: 'why.callWithCoins' }), leaves };
  return { card, leaves };
};

const read = (plan: TransactionPlan, context: ReadingContext): Read => {
  if (plan.to === null) return { card: unread(plan, { id: 'why.newContract' }) };
  if (plan.data === '0x') return { card: sendCoins(plan, plan.to, context) };
  try {
    return readCall(plan, plan.to, context);
  } catch (cause) {
    if (cause instanceof NotReadable) return { card: unread(plan, cause.why) };
    throw cause;
  }
};

const fieldsOf = (plan: TransactionPlan, leaves: Field[]): Field[] => {
  const field = (path: string, type: string, value: string | number): Field => ({ path, type, value: String(value) });
  return [
    field('chainId', 'uint256', plan.chainId),
    field('nonce', 'uint64', plan.nonce),
    field('maxPriorityFeePerGas', 'uint256', plan.maxPriorityFeePerGas),
    field('maxFeePerGas', 'uint256', plan.maxFeePerGas),
    field('gasLimit', 'uint64', plan.gasLimit),
    field('to', 'address', plan.to ?? '-'),
    field('value', 'uint256', plan.value),
    ...leaves,
    field('data', 'bytes', plan.data),
  ];
};

/**
 * One of the seven readings. `fields` are those of the transaction; between `value` and `data` stands what the call was
 * decoded to, as `call.0.3` (see `abiLeaves`).
 */
export const readTransaction = (plan: TransactionPlan, context: ReadingContext): Reading => {
  const at = { ...context, chainId: plan.chainId };
  const { card, leaves = [] } = read(plan, at);
  const { also, ...rest } = card;
  const fields = fieldsOf(plan, leaves);
  return { ...rest, rows: [...rest.rows, feeRow(plan)], fields, ...notShown(fields, also) };
};
