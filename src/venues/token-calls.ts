/**
 * The calls of tokens: what moves, and who may move it from now on.
 * @see https://eips.ethereum.org/EIPS/eip-20
 * @see https://eips.ethereum.org/EIPS/eip-721
 * @see https://eips.ethereum.org/EIPS/eip-2612
 * @see https://github.com/Uniswap/permit2 (`AllowanceTransfer`)
 * @module
 */
import type { Text, TextId } from '../lib/text.ts';
import type { AbiValue } from '../signing/abi.ts';
import { type Address, sameAddress } from '../signing/address.ts';
import { fixed, group } from '../signing/format.ts';
import { address, type Card, exact, row, seconds, time, words } from './adapter.ts';
import { endOf, isNever, isUnlimited } from './permits.ts';
import type { Mark, Note, ReadingContext, Row, Value } from './reading.ts';
import { allowanceOf } from './spenders.ts';
import { tokenAt } from './tokens.ts';

const MOST = 2n ** 256n - 1n;

type Sum = { asset: string; amount: string; text: Text; value: Value; known: boolean };

/** An amount of a token: with its unit when Vouch knows it, else in the smallest unit. */
const sumOf = (chainId: number, token: Address, amount: bigint): Sum => {
  const known = tokenAt(chainId, token);
  const decimal = known ? fixed(amount, known.decimals) : String(amount);
  const shown = known ? `${group(decimal)} ${known.symbol}` : group(decimal);
  return {
    asset: known?.symbol ?? token,
    amount: decimal,
    text: { id: known ? 'can.spend' : 'can.spendUnits', params: { amount: shown } },
    value: known ? exact(shown) : words('value.smallestUnits', { amount: shown }),
    known: known !== undefined,
  };
};

/** ERC-721 has the same calls with the number of a thing where ERC-20 has an amount. */
const maybeThing = (known: boolean, n: bigint): Note[] =>
  known ? [] : [{ level: 'care', text: { id: 'note.maybeNft', params: { n: String(n) } } }];

type Move = { token: Address; from: Address | null; to: Address; amount: bigint };

const moved = ({ token, from, to, amount }: Move, context: ReadingContext): Card => {
  const sum = sumOf(context.chainId, token, amount);
  const other = from !== null && !sameAddress(from, context.account);
  return {
    kind: 'move-funds',
    headline: sum.known
      ? { id: 'headline.send', params: { amount: `${group(sum.amount)} ${sum.asset}` } }
      : { id: 'headline.sendUnknownToken' },
    rows: [
      row('row.amount', sum.value),
      ...(from === null ? [] : [row('row.tokensOf', address(from))]),
      row('row.recipient', address(to)),
      row('row.token', address(token)),
    ],
    notes: [
      ...(from === null ? [] : maybeThing(sum.known, amount)),
      ...(other ? [{ level: 'care', text: { id: 'note.othersTokens' } } as const] : []),
    ],
    asset: sum.asset,
    amount: sum.amount,
    recipient: to,
    own: sameAddress(to, context.account),
  };
};

type Allowed = {
  token: Address;
  spender: Address;
  amount: bigint;
  /** seconds since 1970; 0: only in the block of the call */
  until?: bigint;
  /** whose tokens: absent where it is who sends the transaction */
  owner?: Address;
  /** the call exists for things as well */
  things?: true;
  more?: true;
  rows?: Row[];
  also?: readonly string[];
};

/** @param keeper the contract that is called */
const allowed = (of: Allowed, keeper: Address, context: ReadingContext): Card => {
  const { token, spender, amount, until } = of;
  const { asset, amount: decimal, text, value, known } = sumOf(context.chainId, token, amount);
  // The number of a thing can be any; only at the very top is it surely none.
  const unlimited = of.things && !known ? amount >= MOST - 2n ** 64n : isUnlimited(amount);
  // Of a thing, 0 is its number: only of a known token, or where there are no things, is it "nothing".
  const ends = amount === 0n && !of.more && (known || !of.things);
  const headline: TextId = ends
    ? 'headline.allowanceEnds'
    : unlimited
      ? 'headline.allowanceUnlimited'
      : of.more
        ? 'headline.allowanceMore'
        : 'headline.allowance';
  const other = of.owner !== undefined && !sameAddress(of.owner, context.account);
  return {
    kind: 'grant-authority',
    headline: { id: headline, params: { asset } },
    rows: [
      row(
        'row.amount',
        unlimited ? words('value.unlimited') : value,
        'signed',
        ...(of.more ? [[words('value.onTop'), 'signed'] as [Value, Mark]] : []),
      ),
      row('row.spender', address(spender)),
      row('row.token', address(token)),
      ...(of.owner === undefined ? [] : [row('row.tokensOf', address(of.owner))]),
      until === undefined ? row('row.until', words('value.untilChanged'), 'unsigned') : row('row.until', endOf(until)),
      ...(of.rows ?? []),
    ],
    notes: [
      ...(of.things ? maybeThing(known, amount) : []),
      ...(other ? [{ level: 'care', text: { id: 'note.othersTokens' } } as const] : []),
    ],
    grantee: spender,
    scope: ends ? 'nothing' : 'spend',
    can: ends ? [] : [unlimited ? { id: 'can.spendAll', params: { asset } } : text],
    cannot: [{ id: 'cannot.otherTokens' }],
    about: [allowanceOf(context.chainId, keeper, token)],
    ...(unlimited ? { unlimited } : {}),
    ...(ends ? {} : { spends: [{ chainId: context.chainId, token, asset, amount: unlimited ? null : decimal }] }),
    ...(until === undefined || until === 0n || isNever(until) ? {} : { until: seconds(until) }),
    // "unlimited" and "no end" do not say which number says so
    ...(unlimited || isNever(until ?? 0n) ? { also: ['call'] } : of.also ? { also: of.also } : {}),
  };
};

/** All things that a contract keeps for the account, now and later. */
const allThings = (contract: Address, operator: Address, on: boolean, chainId: number): Card => ({
  kind: 'grant-authority',
  headline: { id: on ? 'headline.allThings' : 'headline.allThingsEnd' },
  rows: [
    row('row.spender', address(operator)),
    row('row.token', address(contract)),
    row('row.until', words('value.untilChanged'), 'unsigned'),
  ],
  notes: [],
  grantee: operator,
  scope: on ? 'spend' : 'nothing',
  can: on ? [{ id: 'can.takeThings' }] : [],
  cannot: [{ id: 'cannot.otherTokens' }],
  about: [`${allowanceOf(chainId, contract, contract)} things`],
  ...(on ? { unlimited: true as const, spends: [{ chainId, token: contract, asset: contract, amount: null }] } : {}),
});

/** The signature that a permit carries along; it is checked by the contract. */
const endRow = (end: bigint): Row => row('row.permitUntil', isNever(end) ? words('value.noEnd') : time(end));

type TokenCall = {
  signature: string;
  /** of Permit2 alone; else of any token */
  permit2?: true;
  read: (args: readonly AbiValue[], token: Address, context: ReadingContext) => Card;
};

/** The types of the signature have been read, so each value is what it says there. */
const as = <T>(args: readonly AbiValue[]): T => args as unknown as T;

export const TOKEN_CALLS: readonly TokenCall[] = [
  {
    signature: 'transfer(address,uint256)',
    read: (args, token, context) => {
      const [to, amount] = as<[Address, bigint]>(args);
      return moved({ token, from: null, to, amount }, context);
    },
  },
  {
    signature: 'transferFrom(address,address,uint256)',
    read: (args, token, context) => {
      const [from, to, amount] = as<[Address, Address, bigint]>(args);
      return moved({ token, from, to, amount }, context);
    },
  },
  {
    signature: 'approve(address,uint256)',
    read: (args, token, context) => {
      const [spender, amount] = as<[Address, bigint]>(args);
      return allowed({ token, spender, amount, things: true }, token, context);
    },
  },
  // Older tokens have the second name.
  ...['increaseAllowance(address,uint256)', 'increaseApproval(address,uint256)'].map(
    (signature): TokenCall => ({
      signature,
      read: (args, token, context) => {
        const [spender, amount] = as<[Address, bigint]>(args);
        return allowed({ token, spender, amount, more: true }, token, context);
      },
    }),
  ),
  {
    signature: 'setApprovalForAll(address,bool)',
    read: (args, contract, { chainId }) => {
      const [operator, on] = as<[Address, boolean]>(args);
      return allThings(contract, operator, on, chainId);
    },
  },
  {
    signature: 'permit(address,address,uint256,uint256,uint8,bytes32,bytes32)',
    read: (args, token, context) => {
      const [owner, spender, amount, end] = as<[Address, Address, bigint, bigint]>(args);
      return allowed(
        { token, spender, amount, owner, rows: [endRow(end)], also: ['call.4', 'call.5', 'call.6'] },
        token,
        context,
      );
    },
  },
  {
    // DAI: all or nothing
    signature: 'permit(address,address,uint256,uint256,bool,uint8,bytes32,bytes32)',
    read: (args, token, context) => {
      const [owner, spender, , end, on] = as<[Address, Address, bigint, bigint, boolean]>(args);
      // In this form an end of 0 is none.
      const rows = [endRow(end === 0n ? MOST : end)];
      return allowed(
        {
          token,
          spender,
          amount: on ? MOST : 0n,
          owner,
          rows,
          also: ['call.2', 'call.5', 'call.6', 'call.7'],
        },
        token,
        context,
      );
    },
  },
  {
    signature: 'approve(address,address,uint160,uint48)',
    permit2: true,
    read: (args, keeper, context) => {
      const [token, spender, amount, until] = as<[Address, Address, bigint, bigint]>(args);
      return allowed({ token, spender, amount, until }, keeper, context);
    },
  },
  {
    signature: 'permit(address,((address,uint160,uint48,uint48),address,uint256),bytes)',
    permit2: true,
    read: (args, keeper, context) => {
      const [owner, [[token, amount, until], spender, end]] =
        as<[Address, [[Address, bigint, bigint], Address, bigint]]>(args);
      return allowed(
        { token, spender, amount, until, owner, rows: [endRow(end)], also: ['call.1.0.3', 'call.2'] },
        keeper,
        context,
      );
    },
  },
];
