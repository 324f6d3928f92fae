/**
 * Bebop's orders. JAM: a taker gives up to these tokens for at least those. Blend (`SingleOrder`, `MultiOrder`,
 * `AggregateOrder`): a quote between a taker and one or several makers; either side may be the one that signs.
 * @see https://github.com/bebop-dex/bebop-jam-contracts e00f8dd (2025-03-31), `src/libraries`, `src/base/JamPartner.sol`
 * Blend's own contract is verified at 0xbbbbbBB520d69a9775E85b458C58c648259FAD5F: `Commands.sol`, `BebopTransfer.sol`, `BebopPartner.sol`.
 * @module
 */
import { type Address, checksum, sameAddress } from '../../signing/address.ts';
import { fixed } from '../../signing/format.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import {
  address,
  type Card,
  exact,
  messageOf,
  NO_CONTRACT,
  NotReadable,
  own,
  type Readers,
  row,
  time,
  words,
} from '../adapter.ts';
import type { Flag, Note, ReadingContext, Row, Venue } from '../reading.ts';
import { BEBOP_BALANCES, BEBOP_CHAINS } from '../spenders.ts';
import { type Side, sideOf, swapCard } from '../swap.ts';
import { coinOf } from '../tokens.ts';
import { commanded, type Flow } from './commands.ts';

export const venue: Venue = { id: 'bebop', name: 'Bebop' };

type Jam = {
  taker: Address;
  receiver: Address;
  expiry: bigint;
  exclusivityDeadline: bigint;
  executor: Address;
  partnerInfo: bigint;
  sellTokens: Address[];
  buyTokens: Address[];
  sellAmounts: bigint[];
  buyAmounts: bigint[];
  hooksHash: string;
};
type Blend = {
  partner_id: bigint;
  expiry: bigint;
  taker_address: Address;
  receiver: Address;
  hooksHash?: string;
};
type Single = Blend & {
  maker_address: Address;
  taker_token: Address;
  maker_token: Address;
  taker_amount: bigint;
  maker_amount: bigint;
  packed_commands: bigint;
};
type Multi = Blend & {
  maker_address: Address;
  taker_tokens: Address[];
  maker_tokens: Address[];
  taker_amounts: bigint[];
  maker_amounts: bigint[];
  commands: string;
};
type Aggregate = Blend & {
  maker_addresses: Address[];
  taker_tokens: Address[][];
  maker_tokens: Address[][];
  taker_amounts: bigint[][];
  maker_amounts: bigint[][];
  commands: string;
};

/** What `JamValidation.sol` takes for a limit order without end. */
const NO_END = 9_999_999_999n;
const NOTHING = `0x${'00'.repeat(32)}`;

const refuse = (field: string, value: string): NotReadable =>
  new NotReadable({ id: 'why.value', params: { field, value } });

/** @throws {NotReadable} when tokens and amounts are not pairs */
const sides = (chainId: number, field: string, tokens: readonly Address[], amounts: readonly bigint[]): Side[] => {
  if (tokens.length !== amounts.length) throw refuse(field, `${tokens.length} / ${amounts.length}`);
  return tokens.map((token, i) => sideOf(chainId, token, amounts[i] ?? 0n));
};

/** JAM pays each entry from what its contract holds then: a token that stands twice is not paid twice. */
const once = (sidesOf: Side[], field: string): Side[] => {
  const tokens = new Set(sidesOf.map(({ token }) => token.toLowerCase()));
  if (tokens.size !== sidesOf.length) throw refuse(field, String(sidesOf.length));
  return sidesOf;
};

const hooks = (hash: string | undefined): { notes: Note[]; flags: Flag[] } =>
  hash === undefined || hash === NOTHING
    ? { notes: [], flags: [] }
    : { notes: [{ level: 'care', text: { id: 'note.hooks' } }], flags: [{ flag: 'hooks', what: 'hooksHash' }] };

/** `address << 32 | partner's fee << 16 | Bebop's fee`, both in hundredths of a percent. What is got at least is what they leave. */
const partnerRows = (info: bigint): Row[] => {
  if (info >> 192n !== 0n) throw refuse('partnerInfo', String(info));
  const bps = (info & 0xffffn) + ((info >> 16n) & 0xffffn);
  const partner = checksum(`0x${(info >> 32n).toString(16).padStart(40, '0')}`);
  return info === 0n
    ? []
    : [
        row('row.fees', exact(`${fixed(bps, 2)}%`), 'signed'),
        ...(sameAddress(partner, NO_CONTRACT) ? [] : [row('row.partner', address(partner))]),
      ];
};

const jamCard = (order: Jam, chainId: number, also: readonly string[], context: ReadingContext): Card => {
  own(order.taker, context);
  const { notes, flags } = hooks(order.hooksHash);
  const exclusive = !sameAddress(order.executor, NO_CONTRACT);
  const card = swapCard(
    {
      venue,
      chainId,
      give: once(sides(chainId, 'sellAmounts', order.sellTokens, order.sellAmounts), 'sellTokens'),
      get: once(sides(chainId, 'buyAmounts', order.buyTokens, order.buyAmounts), 'buyTokens'),
      fixed: 'give',
      receiver: order.receiver,
      end: order.expiry === NO_END ? 'none' : order.expiry,
      rows: [
        ...(exclusive
          ? [row('row.executor', address(order.executor)), row('row.exclusiveUntil', time(order.exclusivityDeadline))]
          : []),
        ...partnerRows(order.partnerInfo),
      ],
      notes,
      flags,
      also,
    },
    context,
  );
  const share = (order.partnerInfo >> 16n) & 0xffffn;
  return { ...card, builderFee: fixed(share, 2) };
};

type Blended = Flow & { order: Blend; makers: readonly Address[] };

/** Anybody can register as a partner, with a fee of up to all that the makers pay; it stands in the contract alone. */
const partnerOf = ({ partner_id: id }: Blend): { rows: Row[]; notes: Note[]; loose?: true } =>
  id === 0n
    ? { rows: [], notes: [] }
    : {
        rows: [row('row.partner', exact(String(id)))],
        notes: [{ level: 'danger', text: { id: 'note.bebopPartner', params: { id: String(id) } } }],
        loose: true,
      };

/** The taker gives `gives` and `receiver` gets `gets`; a maker that signs gives `maker` and gets `taker` itself, without fee. */
const blendCard = (
  { order, taker, maker, gives, gets, coins, makers }: Blended,
  chainId: number,
  also: readonly string[],
  context: ReadingContext,
): Card => {
  const takes = sameAddress(order.taker_address, context.account);
  const [only] = makers;
  if (!takes && (makers.length !== 1 || only === undefined || !sameAddress(only, context.account)))
    throw new NotReadable({ id: 'why.otherAccount', params: { account: order.taker_address } });
  const { notes, flags } = hooks(order.hooksHash);
  const partner = takes ? partnerOf(order) : { rows: [], notes: [] };
  const card = swapCard(
    {
      venue,
      chainId,
      give: takes ? gives : maker,
      get: takes ? gets : taker,
      fixed: 'give',
      receiver: takes ? order.receiver : context.account,
      end: order.expiry,
      ...partner,
      rows: [
        ...(takes ? makers : [order.taker_address]).map((one) => row('row.maker', address(one))),
        ...(takes && coins ? [row('row.settlement', words('value.nativeCoin', { coin: coinOf(chainId) }))] : []),
        ...partner.rows,
      ],
      notes: [...partner.notes, ...notes],
      flags,
      also: [...also, ...(takes ? [] : ['receiver'])],
    },
    context,
  );
  return takes && order.partner_id !== 0n ? card : { ...card, builderFee: '0' };
};

/** Bits of `packed_commands`: 1 the taker pays in coins, 2 the receiver gets coins, 4 through Permit2; others say nothing. */
const singleOf = (order: Single, chainId: number): Blended => {
  const taker = [sideOf(chainId, order.taker_token, order.taker_amount)];
  const maker = [sideOf(chainId, order.maker_token, order.maker_amount)];
  const coins = (order.packed_commands & 2n) === 2n;
  return { order, taker, maker, gives: taker, gets: maker, coins, makers: [order.maker_address] };
};

const multiOf = (order: Multi, chainId: number): Blended => {
  const taker = sides(chainId, 'taker_amounts', order.taker_tokens, order.taker_amounts);
  const maker = sides(chainId, 'maker_amounts', order.maker_tokens, order.maker_amounts);
  return { order, ...commanded([{ taker, maker }], order.commands), makers: [order.maker_address] };
};

const aggregateOf = (order: Aggregate, chainId: number): Blended => {
  const makers = order.maker_addresses;
  const pairs = (field: string, tokens: Address[][], amounts: bigint[][]): Side[][] => {
    if (tokens.length !== amounts.length || tokens.length !== makers.length)
      throw refuse(field, `${tokens.length} / ${amounts.length}`);
    return tokens.map((some, i) => sides(chainId, field, some, amounts[i] ?? []));
  };
  const taker = pairs('taker_amounts', order.taker_tokens, order.taker_amounts);
  const maker = pairs('maker_amounts', order.maker_tokens, order.maker_amounts);
  const parts = makers.map((_, i) => ({ taker: taker[i] ?? [], maker: maker[i] ?? [] }));
  return { order, ...commanded(parts, order.commands), makers };
};

const JAM_ALSO = ['nonce', 'hooksHash', 'exclusivityDeadline', 'partnerInfo'];
const BLEND_ALSO = ['partner_id', 'maker_nonce', 'maker_nonces', 'packed_commands', 'commands', 'hooksHash'];

const JAM =
  'JamOrder(address taker,address receiver,uint256 expiry,uint256 exclusivityDeadline,uint256 nonce,address executor,uint256 partnerInfo,address[] sellTokens,address[] buyTokens,uint256[] sellAmounts,uint256[] buyAmounts,bytes32 hooksHash)';
const SINGLE =
  'SingleOrder(uint64 partner_id,uint256 expiry,address taker_address,address maker_address,uint256 maker_nonce,address taker_token,address maker_token,uint256 taker_amount,uint256 maker_amount,address receiver,uint256 packed_commands';
const MULTI =
  'MultiOrder(uint64 partner_id,uint256 expiry,address taker_address,address maker_address,uint256 maker_nonce,address[] taker_tokens,address[] maker_tokens,uint256[] taker_amounts,uint256[] maker_amounts,address receiver,bytes commands';
const AGGREGATE =
  'AggregateOrder(uint64 partner_id,uint256 expiry,address taker_address,address[] maker_addresses,uint256[] maker_nonces,address[][] taker_tokens,address[][] maker_tokens,uint256[][] taker_amounts,uint256[][] maker_amounts,address receiver,bytes commands';

const chainOf = (data: TypedData): number => Number(data.domain.chainId);

export const jamReaders: Readers = {
  [JAM]: (data, context) => jamCard(messageOf<Jam>(data), chainOf(data), JAM_ALSO, context),
};

export const blendReaders: Readers = {
  [`${SINGLE})`]: (data, context) =>
    blendCard(singleOf(messageOf<Single>(data), chainOf(data)), chainOf(data), BLEND_ALSO, context),
  [`${MULTI})`]: (data, context) =>
    blendCard(multiOf(messageOf<Multi>(data), chainOf(data)), chainOf(data), BLEND_ALSO, context),
  [`${AGGREGATE})`]: (data, context) =>
    blendCard(aggregateOf(messageOf<Aggregate>(data), chainOf(data)), chainOf(data), BLEND_ALSO, context),
};

type Permit<P, W> = { permitted: P; spender: Address; deadline: bigint; witness: W };
type Permission = { token: Address; amount: bigint };

/** The permit must give exactly what the order gives, to the contract that holds to the order, until the order's end. */
const check = (
  { permitted, spender, deadline }: Permit<Permission | Permission[], unknown>,
  end: bigint,
  given: readonly Side[],
  chainId: number,
): void => {
  const all = [permitted].flat();
  if (!sameAddress(spender, BEBOP_BALANCES) || !BEBOP_CHAINS.includes(chainId)) throw refuse('spender', spender);
  if (deadline !== end) throw refuse('deadline', String(deadline));
  const same =
    all.length === given.length &&
    all.every(({ token, amount }, i) => {
      const side = given[i];
      return side !== undefined && sameAddress(side.token, token) && side.amount === amount;
    });
  if (!same) throw refuse('permitted', String(all.length));
};

const witness = (names: readonly string[]): string[] => ['nonce', ...names.map((name) => `witness.${name}`)];
const batch = (type: string, order: string): string =>
  `PermitBatchWitnessTransferFrom(TokenPermissions[] permitted,address spender,uint256 nonce,uint256 deadline,${type} witness)${order}TokenPermissions(address token,uint256 amount)`;

/** A taker's orders as the terms of a Permit2 permit. */
export const permitReaders: Readers = {
  [batch('JamOrder', JAM)]: (data, context) => {
    const permit = messageOf<Permit<Permission[], Jam>>(data);
    const order = permit.witness;
    const given = sides(chainOf(data), 'sellAmounts', order.sellTokens, order.sellAmounts);
    check(permit, order.expiry, given, chainOf(data));
    return jamCard(order, chainOf(data), witness(JAM_ALSO), context);
  },
  [`PermitWitnessTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline,SingleOrder witness)${SINGLE},bytes32 hooksHash)TokenPermissions(address token,uint256 amount)`]:
    (data, context) => {
      const permit = messageOf<Permit<Permission, Single>>(data);
      own(permit.witness.taker_address, context);
      const blended = singleOf(permit.witness, chainOf(data));
      check(permit, permit.witness.expiry, blended.taker, chainOf(data));
      return blendCard(blended, chainOf(data), witness(BLEND_ALSO), context);
    },
  [batch('MultiOrder', `${MULTI},bytes32 hooksHash)`)]: (data, context) => {
    const permit = messageOf<Permit<Permission[], Multi>>(data);
    own(permit.witness.taker_address, context);
    const blended = multiOf(permit.witness, chainOf(data));
    check(permit, permit.witness.expiry, blended.taker, chainOf(data));
    return blendCard(blended, chainOf(data), witness(BLEND_ALSO), context);
  },
};
