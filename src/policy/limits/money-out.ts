/**
 * The wait for money going out: what of a request goes out, and whether it waits. Off until chosen. Trading, closing,
 * cancelling, what stays with the account and deposits at a venue never wait. What cannot be counted is above every cap.
 * @module
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, utf8 } from '../../lib/bytes.ts';
import { sameAddress } from '../../signing/address.ts';
import { compare, isDecimal, plus } from '../../signing/format.ts';
import type { TransactionPlan } from '../../signing/transaction.ts';
import { isDeposit } from '../../venues/deposits.ts';
import type { CancelOrReduce, GrantAuthority, MoveFunds, Order, Reading } from '../../venues/reading.ts';
import type { Policy } from './document.ts';
import { DAY_MS } from './limits.ts';

/** How long it may be asked again once the wait is over. */
export const WINDOW_MS = 2 * DAY_MS;
const HOUR_MS = 3_600_000;
const TRANSFER = '0xa9059cbb';

/**
 * One sum that goes out. `asset`, `recipient` in lower case. `amount`: decimal in whole units, in the smallest where Vouch
 * does not know the token; null: nothing bounds it, or nobody can tell. An asset that begins with `?` cannot be counted:
 * `?pays` pays out to somebody, `?grant` gives everything away, and `?` has a hash of exactly this request for recipient.
 */
export type Out = { asset: string; amount: string | null; recipient: string };

/** What went out, for caps and known recipients. `wait`: the one that it used. `at`: ms since 1970. */
export type Sent = Out & { account: string; at: number; wait: string | null };

/** A wait as far as it decides. `amount`: decimal, or `any`, which one signature uses up. Times are ms since 1970. */
export type Wait = {
  id: string;
  account: string;
  asset: string;
  recipient: string;
  amount: string;
  opensAt: number;
  closesAt: number;
  stopped?: unknown;
};

/** Labels of rows that name who is paid, in orders. */
const PAYEES = new Set<string>(['row.recipient', 'row.cancelReceiver']);
/** A message that can be read as text moves nothing by itself. */
const TEXTS = new Set<string>(['why.message', 'why.signInForm']);

const amountOf = (amount: string): string | null => (isDecimal(amount) ? amount : null);

const exactly = (what: unknown): Out => ({
  asset: '?',
  amount: null,
  recipient: `#${toHex(sha256(utf8(JSON.stringify(what)))).slice(2)}`,
});

/**
 * What an asset is called here. Test money is not the asset that it plays, and so many smallest units are not so many of it: a
 * wait for the one opens nothing of the other.
 */
const assetOf = ({ asset, venue, rows }: MoveFunds): string => {
  const units = rows.some(
    ({ label, value }) => label === 'row.amount' && value.type === 'text' && value.text.id === 'value.smallestUnits',
  );
  const name = units && !asset.startsWith('0x') ? `${asset} (smallest units)` : asset;
  return venue?.network === undefined ? name : `${name} (${venue.network})`;
};

/** Only the same bytes may be asked again; gas and the number of the transaction are the wallet's. */
const callOf = ({ chainId, to, value, data }: TransactionPlan): unknown => ['call', chainId, to, value, data];

const ofMove = (reading: MoveFunds, plan: TransactionPlan | null, isOwn: (one: string) => boolean): Out[] => {
  const { recipient } = reading;
  const asset = assetOf(reading);
  const amount = amountOf(reading.amount);
  if (reading.own || isOwn(recipient)) {
    // it stays with the account, by the hands of somebody that the reading does not know
    const [by] = (reading.receivers ?? []).filter((one) => !isOwn(one));
    return by === undefined ? [] : [{ asset, amount, recipient: by }];
  }
  const token = plan?.data.startsWith(TRANSFER) ? plan.to : null;
  if (plan && token && isDeposit('transfer', { chainId: plan.chainId, contract: recipient, token })) return [];
  return [{ asset, amount, recipient }];
};

const ofGrant = (reading: GrantAuthority, isOwn: (one: string) => boolean): Out[] => {
  const { scope, grantee, spends } = reading;
  if (isOwn(grantee) || (scope !== 'spend' && scope !== 'everything')) return [];
  if (scope === 'everything' || !spends) return [{ asset: '?grant', amount: null, recipient: grantee }];
  return spends.flatMap(({ chainId, token, asset, amount }) =>
    amount !== null && isDeposit('allowance', { chainId, contract: grantee, token })
      ? []
      : [{ asset, amount, recipient: grantee }],
  );
};

/**
 * Of a swap, all who get something of it; of a position, whom its rows name as paid, since interfaces get fees there too. A fee
 * that is a sum and no share of the order is bounded by nothing.
 */
const ofPayees = (reading: Order | CancelOrReduce, isOwn: (one: string) => boolean): Out[] => {
  const swaps = reading.kind === 'order' && reading.orders.some(({ effect }) => effect === 'trade');
  const isPaid = (label: string): boolean =>
    PAYEES.has(label) || (label === 'row.appFeeTo' && reading.builderFee === undefined);
  const named = reading.rows.flatMap(({ label, value }) =>
    isPaid(label) && value.type === 'address' ? [value.address] : [],
  );
  return [...named, ...(swaps ? (reading.receivers ?? []) : [])]
    .filter((one) => !isOwn(one))
    .map((recipient) => ({ asset: '?pays', amount: null, recipient }));
};

const isNothing = ({ asset, amount }: Out): boolean =>
  // of a token that Vouch does not know, 0 may be the number of a thing
  amount !== null && compare(amount, '0') === 0 && !asset.startsWith('0x');

const added = (a: string | null, b: string | null): string | null => (a === null || b === null ? null : plus(a, b));

/**
 * What goes out by this request; sums of one asset to one recipient are one.
 * @param plan of a transaction
 * @param own the accounts of this wallet
 */
export const outsOf = (reading: Reading, plan: TransactionPlan | null, own: readonly string[]): Out[] => {
  const isOwn = (one: string): boolean => own.some((account) => sameAddress(account, one));
  const outs = ((): Out[] => {
    switch (reading.kind) {
      case 'move-funds':
        return ofMove(reading, plan, isOwn);
      case 'grant-authority':
        return ofGrant(reading, isOwn);
      case 'order':
        return ofPayees(reading, isOwn);
      case 'cancel-or-reduce':
        return reading.act === 'reduce' ? ofPayees(reading, isOwn) : [];
      case 'key-derivation':
        return reading.site === 'own' ? [] : [exactly(['key', reading.venue.id, reading.fields])];
      case 'change-owner':
        return [exactly(plan ? callOf(plan) : ['owner', reading.before, reading.after, reading.rows])];
      case 'unreadable':
        return TEXTS.has(reading.why.id) ? [] : [exactly(plan ? callOf(plan) : ['data', reading.rows, reading.fields])];
    }
  })();
  const sums = new Map<string, Out>();
  for (const { asset, amount, recipient } of outs) {
    const one = { asset: asset.toLowerCase(), amount, recipient: recipient.toLowerCase() };
    const key = `${one.asset} ${one.recipient}`;
    const before = sums.get(key);
    sums.set(key, before ? { ...one, amount: added(before.amount, amount) } : one);
  }
  return [...sums.values()].filter((one) => !isNothing(one));
};

/** What went out in a day without a wait, and this: over the cap of the asset? One without a cap has a cap of 0. */
const isOver = ({ asset, amount }: Out, above: Rules['above'], sent: readonly Sent[], now: number): boolean => {
  if (above.length === 0) return false;
  if (amount === null) return true;
  // a clock that was turned back forgets nothing
  const cap = above.find((one) => one.asset.toLowerCase() === asset)?.amount ?? '0';
  const day = sent.filter((one) => one.asset === asset && one.wait === null && now - one.at < DAY_MS);
  const total = day.reduce<string | null>((sum, one) => added(sum, one.amount), amount);
  return total === null || compare(total, cap) > 0;
};
type Rules = NonNullable<Policy['moneyOut']>;

/** What is left of a wait; null: nothing. */
const leftOf = ({ id, amount }: Wait, sent: readonly Sent[]): string | null => {
  const used = sent.filter((one) => one.wait === id);
  if (amount === 'any') return used.length === 0 ? 'any' : null;
  const sum = used.reduce<string | null>((total, one) => added(total, one.amount), '0');
  return sum === null || compare(sum, amount) >= 0 ? null : plus(amount, `-${sum}`);
};

const covers = (wait: Wait, { asset, amount, recipient }: Out, account: string, sent: readonly Sent[]): boolean => {
  if (wait.stopped || wait.account !== account || wait.asset !== asset || wait.recipient !== recipient) return false;
  const left = leftOf(wait, sent);
  return left !== null && (left === 'any' || (amount !== null && compare(amount, left) <= 0));
};

/** `account` in lower case; `sent`: everything that is remembered, in any order. */
export type Circumstance = {
  rules: Policy['moneyOut'];
  account: string;
  sent: readonly Sent[];
  waits: readonly Wait[];
  now: number;
};

/**
 * - `free`: may be asked; `wait`: the one that it uses, null where none is needed
 * - `again`: it waits already
 * - `wait`: it is to begin to wait
 */
export type OutVerdict = { is: 'free'; wait: string | null } | { is: 'again'; opensAt: number } | { is: 'wait' };

const isKnown = ({ asset, recipient }: Out, { account, sent }: Circumstance): boolean =>
  asset !== '?' && sent.some((one) => one.account === account && one.recipient === recipient);

export const judgeOut = (out: Out, around: Circumstance): OutVerdict => {
  const { rules, account, sent, waits, now } = around;
  if (!rules) return { is: 'free', wait: null };
  const isNew = rules.newAddress && !isKnown(out, around);
  if (!isNew && !isOver(out, rules.above, sent, now)) return { is: 'free', wait: null };
  const covering = waits.filter((wait) => covers(wait, out, account, sent)).sort((a, b) => a.closesAt - b.closesAt);
  const open = covering.find(({ opensAt, closesAt }) => opensAt <= now && now < closesAt);
  if (open) return { is: 'free', wait: open.id };
  const waiting = covering.filter(({ opensAt }) => now < opensAt).map(({ opensAt }) => opensAt);
  return waiting.length > 0 ? { is: 'again', opensAt: Math.min(...waiting) } : { is: 'wait' };
};

/** A wait that begins now. */
export const newWait = (out: Out, { rules, account, now }: Circumstance, id: string): Wait => {
  const opensAt = now + (rules?.hours ?? 24) * HOUR_MS;
  const { asset, recipient } = out;
  return { id, account, asset, recipient, amount: out.amount ?? 'any', opensAt, closesAt: opensAt + WINDOW_MS };
};
