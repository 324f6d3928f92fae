/**
 * UniswapX orders: a Permit2 transfer with the order as its witness. The contract that may take the tokens (`spender`) is the
 * one that holds to the order, so only Uniswap's own reactors are read. Amounts move from start to end, from better to worse;
 * the card says the worst.
 * @see https://github.com/Uniswap/UniswapX 52299e91 (2026-06-03), `src/lib/*OrderLib.sol`
 * @see https://github.com/Uniswap/sdks 241fb9a7 (2026-08-07), `sdks/uniswapx-sdk/src/order`
 * @module
 */
import { type Address, sameAddress } from '../../signing/address.ts';
import { fixed } from '../../signing/format.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import { address, type Card, messageOf, NO_CONTRACT, NotReadable, own, type Readers, row, time } from '../adapter.ts';
import type { Flag, Note, ReadingContext, Row, Venue } from '../reading.ts';
import { coin, type Side, swapCard, tokenValue } from '../swap.ts';
import { isReactor, type Kind } from './reactors.ts';

const venue: Venue = { id: 'uniswapx', name: 'UniswapX' };

type Info = {
  reactor: Address;
  swapper: Address;
  nonce: bigint;
  deadline: bigint;
  additionalValidationContract: Address;
};
type Permit<W> = {
  permitted: { token: Address; amount: bigint };
  spender: Address;
  nonce: bigint;
  deadline: bigint;
  witness: W & { info: Info };
};
/** What all kinds come to. `start`: the better amount at which it begins. */
type Bounds = {
  input: { token: Address; start: bigint; worst: bigint };
  outputs: readonly { token: Address; start: bigint; worst: bigint; recipient: Address }[];
  rows?: Row[];
  also: readonly string[];
};

type DutchOutput = { token: Address; startAmount: bigint; endAmount: bigint; recipient: Address };
type Exclusive = {
  decayStartTime: bigint;
  decayEndTime: bigint;
  exclusiveFiller: Address;
  inputToken: Address;
  inputStartAmount: bigint;
  inputEndAmount: bigint;
  outputs: DutchOutput[];
};
type V2 = {
  baseInputToken: Address;
  baseInputStartAmount: bigint;
  baseInputEndAmount: bigint;
  baseOutputs: DutchOutput[];
};
type V3 = {
  baseInput: { token: Address; startAmount: bigint; maxAmount: bigint };
  baseOutputs: { token: Address; startAmount: bigint; minAmount: bigint; recipient: Address }[];
};
type Priority = {
  input: { token: Address; amount: bigint };
  outputs: { token: Address; amount: bigint; recipient: Address }[];
};

const dutch = ({ token, startAmount, endAmount, recipient }: DutchOutput) => ({
  token,
  start: startAmount,
  worst: endAmount,
  recipient,
});

const BOUNDS: { [K in Kind]: (witness: never) => Bounds } = {
  ExclusiveDutchOrder: (order: Exclusive) => ({
    input: { token: order.inputToken, start: order.inputStartAmount, worst: order.inputEndAmount },
    outputs: order.outputs.map(dutch),
    rows: [
      row('row.decayFrom', time(order.decayStartTime)),
      row('row.decayTo', time(order.decayEndTime)),
      ...(sameAddress(order.exclusiveFiller, NO_CONTRACT) ? [] : [row('row.executor', address(order.exclusiveFiller))]),
    ],
    also: ['exclusivityOverrideBps'],
  }),
  V2DutchOrder: (order: V2) => ({
    input: { token: order.baseInputToken, start: order.baseInputStartAmount, worst: order.baseInputEndAmount },
    outputs: order.baseOutputs.map(dutch),
    also: ['cosigner'],
  }),
  V3DutchOrder: ({ baseInput, baseOutputs }: V3) => ({
    input: { token: baseInput.token, start: baseInput.startAmount, worst: baseInput.maxAmount },
    outputs: baseOutputs.map(({ token, startAmount, minAmount, recipient }) => ({
      token,
      start: startAmount,
      worst: minAmount,
      recipient,
    })),
    also: [
      'cosigner',
      'startingBaseFee',
      'baseInput.curve',
      'baseInput.adjustmentPerGweiBaseFee',
      'baseOutputs.curve',
      'baseOutputs.adjustmentPerGweiBaseFee',
    ],
  }),
  PriorityOrder: ({ input, outputs }: Priority) => ({
    input: { token: input.token, start: input.amount, worst: input.amount },
    outputs: outputs.map(({ token, amount, recipient }) => ({ token, start: amount, worst: amount, recipient })),
    also: [
      'cosigner',
      'auctionStartBlock',
      'baselinePriorityFeeWei',
      'input.mpsPerPriorityFeeWei',
      'outputs.mpsPerPriorityFeeWei',
    ],
  }),
};

const sideOf = (chainId: number, token: Address, amount: bigint): Side =>
  sameAddress(token, NO_CONTRACT) ? coin(chainId, token, amount) : { token, amount };

const refuse = (field: string, value: bigint | string): NotReadable =>
  new NotReadable({ id: 'why.value', params: { field, value: String(value) } });

/** What the reactor itself derives from the order must stand in the permit, else neither is what it seems. */
const check = (kind: Kind, chainId: number, permit: Permit<unknown>, { input, outputs }: Bounds): void => {
  const { info } = permit.witness;
  if (!isReactor(kind, chainId, permit.spender) || !sameAddress(permit.spender, info.reactor))
    throw new NotReadable({ id: 'why.reactor', params: { contract: permit.spender } });
  if (!sameAddress(permit.permitted.token, input.token)) throw refuse('permitted.token', permit.permitted.token);
  if (permit.permitted.amount !== input.worst) throw refuse('permitted.amount', permit.permitted.amount);
  if (permit.nonce !== info.nonce) throw refuse('nonce', permit.nonce);
  if (permit.deadline !== info.deadline) throw refuse('deadline', permit.deadline);
  if (input.start > input.worst) throw refuse('startAmount', input.start);
  const odd = outputs.find(({ start, worst }) => start < worst);
  if (odd) throw refuse('startAmount', odd.start);
};

type Output = Bounds['outputs'][number];

/** The share, in percent, of what is paid out that goes to others: at most 1 % of the same token is the fee of an app. */
const appFee = (got: readonly Output[], others: readonly Output[]): string | undefined => {
  const token = got[0]?.token ?? NO_CONTRACT;
  if (others.length === 0 || [...got, ...others].some((one) => !sameAddress(one.token, token))) return undefined;
  const fee = others.reduce((sum, { start }) => sum + start, 0n);
  const whole = got.reduce((sum, { worst }) => sum + worst, fee);
  if (whole === 0n || fee * 100n > whole) return undefined;
  return fixed((fee * 1_000_000n + whole - 1n) / whole, 4);
};

const reader =
  (kind: Kind) =>
  (data: TypedData, context: ReadingContext): Card => {
    const permit = messageOf<Permit<never>>(data);
    const chainId = Number(data.domain.chainId);
    const { info } = permit.witness as { info: Info };
    own(info.swapper, context);
    const bounds = BOUNDS[kind](permit.witness);
    check(kind, chainId, permit, bounds);
    const { input, outputs } = bounds;
    const mine = outputs.filter(({ recipient }) => sameAddress(recipient, context.account));
    const [first] = outputs;
    const receiver = mine.length > 0 ? context.account : first?.recipient;
    if (!first || receiver === undefined) throw new NotReadable({ id: 'why.noOrder' });
    const got = outputs.filter(({ recipient }) => sameAddress(recipient, receiver));
    const others = outputs.filter(({ recipient }) => !sameAddress(recipient, receiver));
    const moves = input.start !== input.worst || outputs.some(({ start, worst }) => start !== worst);
    const validated = !sameAddress(info.additionalValidationContract, NO_CONTRACT);
    const notes: Note[] = [
      ...(moves ? [{ level: 'info', text: { id: 'note.auction' } } as const] : []),
      ...(validated ? [{ level: 'care', text: { id: 'note.validation' } } as const] : []),
    ];
    const flags: Flag[] = validated ? [{ flag: 'hooks', what: 'additionalValidationContract' }] : [];
    const startRows = [
      ...(input.start === input.worst ? [] : [{ token: input.token, start: input.start }]),
      ...got.filter(({ start, worst }) => start !== worst),
    ].map(({ token, start }) => row('row.startsAt', tokenValue(sideOf(chainId, token, start), chainId)));
    const share = mine.length > 0 ? appFee(mine, others) : undefined;
    const card = swapCard(
      {
        venue,
        chainId,
        give: { token: input.token, amount: input.worst },
        get: got.map(({ token, worst }) => sideOf(chainId, token, worst)),
        fixed: input.start === input.worst ? 'give' : 'get',
        receiver,
        end: info.deadline,
        rows: [
          ...startRows,
          ...others.map(({ token, start, recipient }) =>
            row('row.feePaidOut', tokenValue(sideOf(chainId, token, start), chainId), 'signed', [
              address(recipient),
              'signed',
            ]),
          ),
          ...(bounds.rows ?? []),
          ...(validated ? [row('row.executor', address(info.additionalValidationContract))] : []),
        ],
        notes,
        flags,
        receivers: share === undefined ? others.map(({ recipient }) => recipient) : [],
        also: [
          'nonce',
          'witness.info.nonce',
          'witness.info.additionalValidationData',
          ...(others.some(({ start, worst }) => start !== worst)
            ? ['witness.outputs.endAmount', 'witness.baseOutputs.endAmount', 'witness.baseOutputs.minAmount']
            : []),
          ...bounds.also.map((name) => `witness.${name}`),
        ],
      },
      context,
    );
    // What is paid out is what is signed: where nothing goes to others, no app gets a share.
    const fee = mine.length > 0 && others.length === 0 ? '0' : share;
    return fee === undefined ? card : { ...card, builderFee: fee };
  };

const INFO =
  'OrderInfo(address reactor,address swapper,uint256 nonce,uint256 deadline,address additionalValidationContract,bytes additionalValidationData)';
const DUTCH_OUTPUT = 'DutchOutput(address token,uint256 startAmount,uint256 endAmount,address recipient)';
const PERMISSIONS = 'TokenPermissions(address token,uint256 amount)';

/** As EIP-712 sorts them: the permit, then every struct it reaches by name. */
const typeOf = (kind: Kind, ...structs: string[]): string =>
  `PermitWitnessTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline,${kind} witness)${[PERMISSIONS, INFO, ...structs].sort().join('')}`;

/** By the encodeType of the whole permit, for the domain of Permit2. */
export const readers: Readers = {
  [typeOf(
    'ExclusiveDutchOrder',
    DUTCH_OUTPUT,
    'ExclusiveDutchOrder(OrderInfo info,uint256 decayStartTime,uint256 decayEndTime,address exclusiveFiller,uint256 exclusivityOverrideBps,address inputToken,uint256 inputStartAmount,uint256 inputEndAmount,DutchOutput[] outputs)',
  )]: reader('ExclusiveDutchOrder'),
  [typeOf(
    'V2DutchOrder',
    DUTCH_OUTPUT,
    'V2DutchOrder(OrderInfo info,address cosigner,address baseInputToken,uint256 baseInputStartAmount,uint256 baseInputEndAmount,DutchOutput[] baseOutputs)',
  )]: reader('V2DutchOrder'),
  [typeOf(
    'V3DutchOrder',
    'NonlinearDutchDecay(uint256 relativeBlocks,int256[] relativeAmounts)',
    'V3DutchInput(address token,uint256 startAmount,NonlinearDutchDecay curve,uint256 maxAmount,uint256 adjustmentPerGweiBaseFee)',
    'V3DutchOrder(OrderInfo info,address cosigner,uint256 startingBaseFee,V3DutchInput baseInput,V3DutchOutput[] baseOutputs)',
    'V3DutchOutput(address token,uint256 startAmount,NonlinearDutchDecay curve,address recipient,uint256 minAmount,uint256 adjustmentPerGweiBaseFee)',
  )]: reader('V3DutchOrder'),
  [typeOf(
    'PriorityOrder',
    'PriorityInput(address token,uint256 amount,uint256 mpsPerPriorityFeeWei)',
    'PriorityOrder(OrderInfo info,address cosigner,uint256 auctionStartBlock,uint256 baselinePriorityFeeWei,PriorityInput input,PriorityOutput[] outputs)',
    'PriorityOutput(address token,uint256 amount,uint256 mpsPerPriorityFeeWei,address recipient)',
  )]: reader('PriorityOrder'),
};
