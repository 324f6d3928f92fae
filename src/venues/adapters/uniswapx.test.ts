import { expect, test } from 'vitest';
import { ACCOUNT, CONTEXT, dataOf, OTHER } from '../fixtures.ts';
import { readTypedData } from '../typed-data.ts';
import { type Message, unseen } from '../unseen.ts';

const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48';
const WETH = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2';
const ZERO = `0x${'0'.repeat(40)}`;
const DOMAIN = { name: 'Permit2', chainId: 1, verifyingContract: '0x000000000022D473030F116dDEE9F6B43aC78BA3' };
const END = '1795219500';

/** As the contracts spell them: `src/lib/*OrderLib.sol` of Uniswap/UniswapX 52299e91, `PERMIT2_ORDER_TYPE`. */
const STUB = 'PermitWitnessTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline,';
const INFO =
  'OrderInfo(address reactor,address swapper,uint256 nonce,uint256 deadline,address additionalValidationContract,bytes additionalValidationData)';
const PERMISSIONS = 'TokenPermissions(address token,uint256 amount)';
const DUTCH = 'DutchOutput(address token,uint256 startAmount,uint256 endAmount,address recipient)';
const TYPES = {
  v2: `${STUB}V2DutchOrder witness)${DUTCH}${INFO}${PERMISSIONS}V2DutchOrder(OrderInfo info,address cosigner,address baseInputToken,uint256 baseInputStartAmount,uint256 baseInputEndAmount,DutchOutput[] baseOutputs)`,
  exclusive: `${STUB}ExclusiveDutchOrder witness)${DUTCH}ExclusiveDutchOrder(OrderInfo info,uint256 decayStartTime,uint256 decayEndTime,address exclusiveFiller,uint256 exclusivityOverrideBps,address inputToken,uint256 inputStartAmount,uint256 inputEndAmount,DutchOutput[] outputs)${INFO}${PERMISSIONS}`,
  v3: `${STUB}V3DutchOrder witness)NonlinearDutchDecay(uint256 relativeBlocks,int256[] relativeAmounts)${INFO}${PERMISSIONS}V3DutchInput(address token,uint256 startAmount,NonlinearDutchDecay curve,uint256 maxAmount,uint256 adjustmentPerGweiBaseFee)V3DutchOrder(OrderInfo info,address cosigner,uint256 startingBaseFee,V3DutchInput baseInput,V3DutchOutput[] baseOutputs)V3DutchOutput(address token,uint256 startAmount,NonlinearDutchDecay curve,address recipient,uint256 minAmount,uint256 adjustmentPerGweiBaseFee)`,
  priority: `${STUB}PriorityOrder witness)${INFO}PriorityInput(address token,uint256 amount,uint256 mpsPerPriorityFeeWei)PriorityOrder(OrderInfo info,address cosigner,uint256 auctionStartBlock,uint256 baselinePriorityFeeWei,PriorityInput input,PriorityOutput[] outputs)PriorityOutput(address token,uint256 amount,uint256 mpsPerPriorityFeeWei,address recipient)${PERMISSIONS}`,
};

const REACTORS = {
  v2: '0x00000011F84B9aa48e5f8aA8B9897600006289Be',
  exclusive: '0x6000da47483062A0D734Ba3dc7576Ce6A0B645C4',
  v3: '0x0000000015757c461808EA25Eb309638B62681cf',
  priority: '0x000000001Ec5656dcdB24D90DFa42742738De729',
};
type Kind = keyof typeof REACTORS;

const permit = (kind: Kind, witness: Message, info: Message = {}, top: Message = {}): Message => ({
  permitted: { token: USDC, amount: '3500000000' },
  spender: REACTORS[kind],
  nonce: '10',
  deadline: END,
  witness: {
    info: {
      reactor: REACTORS[kind],
      swapper: ACCOUNT,
      nonce: '10',
      deadline: END,
      additionalValidationContract: ZERO,
      additionalValidationData: '0x',
      ...info,
    },
    ...witness,
  },
  ...top,
});
const output = { token: WETH, startAmount: '1000000000000000000', endAmount: '900000000000000000', recipient: ACCOUNT };
const WITNESS: Record<Kind, Message> = {
  v2: {
    cosigner: OTHER,
    baseInputToken: USDC,
    baseInputStartAmount: '3500000000',
    baseInputEndAmount: '3500000000',
    baseOutputs: [output],
  },
  exclusive: {
    decayStartTime: '1795219300',
    decayEndTime: '1795219400',
    exclusiveFiller: OTHER,
    exclusivityOverrideBps: '100',
    inputToken: USDC,
    inputStartAmount: '3500000000',
    inputEndAmount: '3500000000',
    outputs: [output],
  },
  v3: {
    cosigner: OTHER,
    startingBaseFee: '7',
    baseInput: {
      token: USDC,
      startAmount: '3400000000',
      curve: { relativeBlocks: '4', relativeAmounts: ['-100000000'] },
      maxAmount: '3500000000',
      adjustmentPerGweiBaseFee: '0',
    },
    baseOutputs: [
      {
        token: WETH,
        startAmount: '1000000000000000000',
        curve: { relativeBlocks: '4', relativeAmounts: ['1'] },
        recipient: ACCOUNT,
        minAmount: '900000000000000000',
        adjustmentPerGweiBaseFee: '0',
      },
    ],
  },
  priority: {
    cosigner: OTHER,
    auctionStartBlock: '1000',
    baselinePriorityFeeWei: '0',
    input: { token: USDC, amount: '3500000000', mpsPerPriorityFeeWei: '0' },
    outputs: [{ token: WETH, amount: '900000000000000000', mpsPerPriorityFeeWei: '1', recipient: ACCOUNT }],
  },
};
/** The priority reactor of Base, where USDC and WETH have other addresses. */
const ON_BASE = { ...DOMAIN, chainId: 8453 };
const domainOf = (kind: Kind) => (kind === 'priority' ? ON_BASE : DOMAIN);
const read = (kind: Kind, message: Message, domain: Record<string, unknown> = domainOf(kind)) =>
  readTypedData(dataOf(domain, TYPES[kind], message), CONTEXT);
const v2 = (changes: Message = {}, info: Message = {}, top: Message = {}) =>
  read('v2', permit('v2', { ...WITNESS.v2, ...changes }, info, top));

test('a V2 order: the worst amounts, and where it begins', () => {
  const reading = v2();
  expect(reading).toMatchObject({
    kind: 'order',
    venue: { id: 'uniswapx' },
    headline: { id: 'swap.sell', params: { sell: '3,500 USDC', buy: '0.9 WETH' } },
    orders: [{ market: 'WETH/USDC', side: 'long', size: '0.9', price: '3888.88888' }],
    notes: [{ level: 'info', text: { id: 'note.auction' } }],
    validUntil: Number(END),
  });
  expect(reading).not.toHaveProperty('receivers');
  expect(reading.rows).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ label: 'row.startsAt', value: { type: 'exact', text: '1 WETH' } }),
    ]),
  );
});

test.each(['exclusive', 'v3'] as const)('%s: the same bounds', (kind) => {
  expect(read(kind, permit(kind, WITNESS[kind]))).toMatchObject({
    kind: 'order',
    orders: [{ market: 'WETH/USDC', size: '0.9', price: '3888.88888', notional: '3500' }],
  });
});

test('a priority order has no auction below its amounts', () => {
  const [usdc, weth] = ['0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913', '0x4200000000000000000000000000000000000006'];
  const { input, outputs } = WITNESS.priority as { input: Message; outputs: Message[] };
  const message = permit('priority', {
    ...WITNESS.priority,
    input: { ...input, token: usdc },
    outputs: outputs.map((one) => ({ ...one, token: weth })),
  });
  message.permitted = { token: usdc, amount: '3500000000' };
  expect(read('priority', message)).toMatchObject({
    kind: 'order',
    notes: [],
    orders: [{ market: 'WETH/USDC', size: '0.9' }],
  });
});

test('an input that rises is a purchase for at most that', () => {
  expect(
    v2({ baseInputStartAmount: '3400000000', baseOutputs: [{ ...output, endAmount: output.startAmount }] }),
  ).toMatchObject({
    headline: { id: 'swap.buy', params: { sell: '3,500 USDC', buy: '1 WETH' } },
  });
});

test('what goes to others is said, and they are receivers', () => {
  const fee = { ...output, startAmount: '10000000000000000', endAmount: '1', recipient: OTHER };
  const reading = v2({ baseOutputs: [output, fee] });
  expect(reading).toMatchObject({ orders: [{ size: '0.9' }], receivers: [OTHER] });
  expect(reading).not.toHaveProperty('builderFee');
  expect(reading.rows).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        label: 'row.feePaidOut',
        context: [{ value: { type: 'address', address: OTHER }, mark: 'signed' }],
      }),
    ]),
  );
  expect(v2({ baseOutputs: [{ ...output, recipient: OTHER }] })).toMatchObject({ receivers: [OTHER] });
});

test('at most 1 % in the same token, of the worst that can be got, is the fee of an app', () => {
  const of = (fee: string, changes: Message = {}) =>
    v2({ baseOutputs: [output, { ...output, startAmount: fee, endAmount: fee, recipient: OTHER, ...changes }] });
  // 0.9 WETH is the worst: 1/99 of it is 1 % of both together
  expect(of('9090909090909090')).toMatchObject({ builderFee: '1' });
  expect(of('9090909090909090')).not.toHaveProperty('receivers');
  expect(of('2255639097744360')).toMatchObject({ builderFee: '0.25' });
  expect(of('1')).toMatchObject({ builderFee: '0.0001' });
  expect(of('9090909090909091')).toMatchObject({ receivers: [OTHER] });
  expect(of('1', { token: ZERO })).toMatchObject({ receivers: [OTHER] });
  // Two of them count together.
  const half = { ...output, startAmount: '5000000000000000', endAmount: '0', recipient: OTHER };
  expect(v2({ baseOutputs: [output, half, half] })).toMatchObject({ receivers: [OTHER, OTHER] });
  expect(v2({ baseOutputs: [{ ...output, recipient: OTHER }] })).not.toHaveProperty('builderFee');
  expect(v2({ baseOutputs: [output] })).toMatchObject({ builderFee: '0' });
});

test('the coin itself stands as the zero address', () => {
  expect(v2({ baseOutputs: [{ ...output, token: ZERO }] })).toMatchObject({ orders: [{ market: 'ETH/USDC' }] });
});

test('a contract that decides who may fill it is code that runs', () => {
  expect(v2({}, { additionalValidationContract: OTHER })).toMatchObject({
    flags: [{ flag: 'hooks', what: 'additionalValidationContract' }],
  });
});

test.each([
  ['another contract that may take', {}, {}, { spender: OTHER }],
  ['a reactor of another kind', {}, { reactor: REACTORS.v3 }, { spender: REACTORS.v3 }],
  ['another reactor inside', {}, { reactor: OTHER }, {}],
  ['another swapper', {}, { swapper: OTHER }, {}],
  ['more allowed than the order takes', {}, {}, { permitted: { token: USDC, amount: '3500000001' } }],
  ['another token allowed', {}, {}, { permitted: { token: WETH, amount: '3500000000' } }],
  ['two ends', {}, {}, { deadline: '1795219501' }],
  ['two nonces', {}, { nonce: '11' }, {}],
  ['an input that falls', { baseInputStartAmount: '3500000001' }, {}, {}],
  ['an output that rises', { baseOutputs: [{ ...output, startAmount: '1' }] }, {}, {}],
  ['no output', { baseOutputs: [] }, {}, {}],
  ['one token for itself', { baseOutputs: [{ ...output, token: USDC }] }, {}, {}],
] as [string, Message, Message, Message][])('%s is not read', (_, witness, info, top) => {
  expect(v2(witness, info, top).kind).toBe('unreadable');
});

test('a reactor of another network is not read', () => {
  expect(read('v2', permit('v2', WITNESS.v2), { ...DOMAIN, chainId: 10 }).kind).toBe('unreadable');
});

test('every leaf is seen', () => {
  for (const kind of ['v2', 'exclusive', 'v3', 'priority'] as const)
    expect(unseen(domainOf(kind), TYPES[kind], permit(kind, WITNESS[kind])), kind).toEqual([]);
  const two = [output, { ...output, startAmount: '2', endAmount: '1', recipient: OTHER }];
  const shown = permit('v2', { ...WITNESS.v2, baseOutputs: two }, { additionalValidationContract: OTHER });
  expect(unseen(DOMAIN, TYPES.v2, shown)).toEqual([]);
});
