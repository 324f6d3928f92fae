/**
 * Permits: a signature that lets a contract take tokens, in every form that is in use.
 * @see https://eips.ethereum.org/EIPS/eip-2612
 * @see https://github.com/Uniswap/permit2 (`PermitHash.sol`, `AllowanceTransfer.sol`)
 * @see https://github.com/Uniswap/sdks 241fb9a7, `sdks/permit2-sdk`
 * @module
 */
import type { Text } from '../lib/text.ts';
import { type Address, sameAddress } from '../signing/address.ts';
import { fixed, group } from '../signing/format.ts';
import type { TypedData } from '../signing/typed-data.ts';
import { visible } from '../signing/visible.ts';
import { address, type Card, exact, messageOf, row, seconds, time, unreadable, words } from './adapter.ts';
import type { Mark, Note, ReadingContext, Row, Spend, Value } from './reading.ts';
import { allowanceOf, isPermit2, spenderAt } from './spenders.ts';
import { tokenAt } from './tokens.ts';

/** `until`: when the allowance itself ends, where the form has such a field. */
type Allowance = { token: Address; amount: bigint; until?: bigint };
type Permit = {
  spender: Address;
  /** whose tokens, where the form says so */
  owner?: Address;
  allowances: Allowance[];
  /** the last moment at which it can be handed in */
  handIn: bigint;
  /** taken at once and then no more (Permit2's transfers); else an allowance stays */
  once: boolean;
  also: readonly string[];
};

type Details = { token: Address; amount: bigint; expiration: bigint };
type Permission = { token: Address; amount: bigint };
type Reader = (data: TypedData) => Permit | null;

const MAX_UINT96 = 2n ** 96n - 1n;
/** Larger than any supply, whatever the width of its type; or all that a token of 96 bits can count (UNI, COMP). */
export const isUnlimited = (amount: bigint): boolean => amount >= 2n ** 128n - 1n || amount === MAX_UINT96;
/** The end of the year 9999: what lies behind it is a way to say "never". */
export const isNever = (at: bigint): boolean => at > 253_402_300_799n;

const allowance = ({ token, amount, expiration }: Details): Allowance => ({ token, amount, until: expiration });

const single = (data: TypedData): Permit => {
  const { details, spender, sigDeadline } = messageOf<{ details: Details; spender: Address; sigDeadline: bigint }>(
    data,
  );
  return { spender, allowances: [allowance(details)], handIn: sigDeadline, once: false, also: ['details.nonce'] };
};
const batch = (data: TypedData): Permit => {
  const { details, spender, sigDeadline } = messageOf<{ details: Details[]; spender: Address; sigDeadline: bigint }>(
    data,
  );
  return { spender, allowances: details.map(allowance), handIn: sigDeadline, once: false, also: ['details.nonce'] };
};
const transfer = (data: TypedData): Permit => {
  const { permitted, spender, deadline } = messageOf<{
    permitted: Permission | Permission[];
    spender: Address;
    deadline: bigint;
  }>(data);
  return { spender, allowances: [permitted].flat(), handIn: deadline, once: true, also: ['nonce'] };
};
/** The token is the contract whose domain it is. */
const eip2612 = (data: TypedData): Permit | null => {
  const message = messageOf<{ owner: Address; spender: Address; value: bigint; deadline: bigint }>(data);
  const token = data.domain.verifyingContract;
  return token === undefined
    ? null
    : {
        spender: message.spender,
        owner: message.owner,
        allowances: [{ token, amount: message.value }],
        handIn: message.deadline,
        once: false,
        also: ['nonce'],
      };
};
/** `allowed` is all or nothing; an `expiry` of 0 is none. */
const dai = (data: TypedData): Permit | null => {
  const message = messageOf<{ holder: Address; spender: Address; expiry: bigint; allowed: boolean }>(data);
  const token = data.domain.verifyingContract;
  return token === undefined
    ? null
    : {
        spender: message.spender,
        owner: message.holder,
        allowances: [{ token, amount: message.allowed ? 2n ** 256n - 1n : 0n }],
        handIn: message.expiry === 0n ? 2n ** 256n - 1n : message.expiry,
        once: false,
        also: ['nonce'],
      };
};

const DETAILS = 'PermitDetails(address token,uint160 amount,uint48 expiration,uint48 nonce)';
const PERMISSIONS = 'TokenPermissions(address token,uint256 amount)';
const TOKEN_FORMS: Readonly<Record<string, Reader>> = {
  'Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)': eip2612,
  'Permit(address holder,address spender,uint256 nonce,uint256 expiry,bool allowed)': dai,
};
const PERMIT2_FORMS: Readonly<Record<string, Reader>> = {
  [`PermitSingle(PermitDetails details,address spender,uint256 sigDeadline)${DETAILS}`]: single,
  [`PermitBatch(PermitDetails[] details,address spender,uint256 sigDeadline)${DETAILS}`]: batch,
  [`PermitTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline)${PERMISSIONS}`]:
    transfer,
  [`PermitBatchTransferFrom(TokenPermissions[] permitted,address spender,uint256 nonce,uint256 deadline)${PERMISSIONS}`]:
    transfer,
};
/** With terms of any type behind it. */
const WITNESS =
  /^Permit(?:Batch)?WitnessTransferFrom\(TokenPermissions(?:\[\])? permitted,address spender,uint256 nonce,uint256 deadline,(\w+) \w+\).*(?<=\))TokenPermissions\(address token,uint256 amount\)/;

const chainOf = ({ domain }: TypedData): number => Number(domain.chainId ?? 0);
const isPermit2Form = ({ encodeType }: TypedData): boolean =>
  Object.hasOwn(PERMIT2_FORMS, encodeType) || WITNESS.test(encodeType);

/** Whether this has the form of Permit2 but is for another contract (rules R10, R13). */
export const permitElsewhere = (data: TypedData): boolean =>
  isPermit2Form(data) && !isPermit2(chainOf(data), data.domain.verifyingContract);

/** A line below a row: a name from Vouch's lists. */
const under = (name: string | undefined): [Value, Mark][] => (name === undefined ? [] : [[exact(name), 'computed']]);

type Shown = { rows: Row[]; amount: string; symbol: string | undefined; unlimited: boolean };

const shownOf = ({ token, amount, until }: Allowance, chainId: number): Shown => {
  const known = tokenAt(chainId, token);
  const unlimited = isUnlimited(amount);
  const text = known ? `${group(fixed(amount, known.decimals))} ${known.symbol}` : group(String(amount));
  const value = unlimited
    ? words('value.unlimited')
    : known
      ? exact(text)
      : words('value.smallestUnits', { amount: text });
  return {
    rows: [
      row('row.token', address(token), 'signed', ...under(known?.symbol)),
      row('row.amount', value),
      ...(until === undefined ? [] : [row('row.until', endOf(until))]),
    ],
    amount: text,
    symbol: known?.symbol,
    unlimited,
  };
};

const spendOf = ({ token, amount }: Allowance, chainId: number): Spend => {
  const known = tokenAt(chainId, token);
  const decimal = known ? fixed(amount, known.decimals) : String(amount);
  return { chainId, token, asset: known?.symbol ?? token, amount: isUnlimited(amount) ? null : decimal };
};

/** Of an allowance at Permit2, where 0 is not 1970. */
export const endOf = (at: bigint): Value => {
  if (at === 0n) return words('value.inTransaction');
  return isNever(at) ? words('value.noEnd') : time(at);
};

const headlineOf = (who: string, shown: readonly Shown[], { once }: Permit, ends: boolean): Text => {
  if (ends) return { id: 'permit.ends', params: { who } };
  const [first] = shown;
  if (!first || shown.length > 1) return { id: 'permit.takeMany', params: { who, count: String(shown.length) } };
  const { symbol, unlimited, amount } = first;
  if (symbol === undefined) return { id: unlimited ? 'permit.takeUnknownAll' : 'permit.takeUnknown', params: { who } };
  if (unlimited) return { id: once ? 'permit.takeAllOnce' : 'permit.takeAll', params: { who, asset: symbol } };
  return { id: once ? 'permit.takeOnce' : 'permit.take', params: { who, amount } };
};

const canOf = (shown: readonly Shown[], { once }: Permit): Text => {
  const [first] = shown;
  if (!first || shown.length > 1) return { id: 'can.takeEach', params: { count: String(shown.length) } };
  const { symbol, unlimited, amount } = first;
  if (unlimited)
    return symbol === undefined
      ? { id: once ? 'can.spendUnknownAllOnce' : 'can.spendUnknownAll' }
      : { id: once ? 'can.spendAllOnce' : 'can.spendAll', params: { asset: symbol } };
  if (symbol === undefined) return { id: once ? 'can.spendUnitsOnce' : 'can.spendUnits', params: { amount } };
  return { id: once ? 'can.spendOnce' : 'can.spend', params: { amount } };
};

/** The latest moment at which anything can be taken; undefined where nothing ends it. */
const untilOf = ({ allowances, handIn }: Permit): number | undefined => {
  const ends = allowances.map(({ until }) => (until === undefined || until === 0n ? handIn : until));
  return ends.some(isNever) ? undefined : Math.max(...ends.map(seconds));
};

/** What the domain calls itself, which proves nothing. */
export const selfName = ({ domain: { name = '', version = '' } }: TypedData): string =>
  visible(version === '' ? name : `${name}, ${version}`) || '-';
/** The network where it counts, if the site is on another one (rule R14). */
export const networkRows = ({ domain }: TypedData, { chainId }: ReadingContext): Row[] =>
  domain.chainId === BigInt(chainId) ? [] : [row('row.chainId', exact(String(domain.chainId ?? '-')))];

const cardOf = (permit: Permit, data: TypedData, elsewhere: boolean, context: ReadingContext): Card => {
  const chainId = chainOf(data);
  const { spender, allowances, handIn, once } = permit;
  const maker = spenderAt(chainId, spender);
  const shown = allowances.map((one) => shownOf(one, chainId));
  // On a contract that is not Permit2 nobody knows what 0 means.
  const ends = !elsewhere && allowances.every(({ amount }) => amount === 0n);
  const stays = !once && allowances.some(({ until }) => until === undefined);
  const until = untilOf(permit);
  const notes: Note[] = [
    ...(elsewhere ? [{ level: 'danger', text: { id: 'why.permitElsewhere' } } as const] : []),
    ...(maker === undefined ? [] : [{ level: 'info', text: { id: 'note.spender', params: { who: maker } } } as const]),
    ...(maker === 'Permit2' ? [{ level: 'info', text: { id: 'note.permit2' } } as const] : []),
    ...(stays && !ends ? [{ level: 'info', text: { id: 'note.permitStays' } } as const] : []),
    ...(allowances.length > 1
      ? [{ level: 'care', text: { id: 'note.permitMany', params: { count: String(allowances.length) } } } as const]
      : []),
    ...(shown.some(({ symbol }) => symbol === undefined)
      ? [{ level: 'care', text: { id: 'note.unknownToken' } } as const]
      : []),
  ];
  return {
    kind: 'grant-authority',
    headline: headlineOf(maker ?? spender, shown, permit, ends),
    rows: [
      row('row.spender', address(spender), 'signed', ...under(maker)),
      ...shown.flatMap(({ rows }) => rows),
      ...(permit.owner !== undefined || elsewhere || selfName(data) !== 'Permit2'
        ? [row('row.domain', exact(selfName(data)))]
        : []),
      ...networkRows(data, context),
      row('row.handIn', isNever(handIn) ? words('value.noEnd') : time(handIn)),
      ...(stays && !ends ? [row('row.until', words('value.untilSpent'), 'unsigned')] : []),
    ],
    notes,
    grantee: spender,
    scope: ends ? 'nothing' : 'spend',
    can: ends ? [] : [canOf(shown, permit)],
    cannot: [{ id: 'cannot.otherTokens' }],
    about: allowances.map(({ token }) => allowanceOf(chainId, data.domain.verifyingContract ?? token, token)),
    ...(until === undefined ? {} : { until }),
    ...(isNever(handIn) ? {} : { validUntil: seconds(handIn) }),
    ...(shown.some(({ unlimited }) => unlimited) ? { unlimited: true as const } : {}),
    ...(ends ? {} : { spends: allowances.map((one) => spendOf(one, chainId)) }),
    also: [
      ...permit.also,
      // "any amount" and "no end" do not say which number says so
      ...(shown.some(({ unlimited }) => unlimited) ? ['value', 'permitted.amount', 'details.amount'] : []),
      ...(isNever(handIn) ? ['deadline', 'sigDeadline', 'expiry'] : []),
      ...(allowances.some(({ until = 0n }) => isNever(until)) ? ['details.expiration'] : []),
    ],
  };
};

/** What anybody may take at most, whatever the terms are. */
const worstRows = (permit: Permit, chainId: number): Row[] => [
  row('row.spender', address(permit.spender)),
  ...permit.allowances.flatMap((one) => shownOf(one, chainId).rows),
];

/** Null for what is no permit. */
export const permitIn = (data: TypedData, context: ReadingContext): Card | null => {
  const { encodeType, message } = data;
  const witness = WITNESS.exec(encodeType);
  const read = TOKEN_FORMS[encodeType] ?? PERMIT2_FORMS[encodeType] ?? (witness ? transfer : undefined);
  if (!read)
    return /^\w*Permit/i.test(data.primaryType) && 'spender' in message ? unreadable({ id: 'why.permitForm' }) : null;
  const permit = read(data);
  if (!permit) return unreadable({ id: 'why.permitToken' });
  if (permit.owner !== undefined && !sameAddress(permit.owner, context.account))
    return unreadable({ id: 'why.otherAccount', params: { account: permit.owner } });
  if (permit.allowances.length === 0) return unreadable({ id: 'why.permitEmpty' });
  if (witness)
    return unreadable({ id: 'why.witness', params: { type: witness[1] ?? '' } }, worstRows(permit, chainOf(data)));
  return cardOf(permit, data, permitElsewhere(data), context);
};
