import { encodeFunctionData, type Hex, parseAbi } from 'viem';
import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTEXT, OTHER } from '../fixtures.ts';
import { readTransaction } from '../transaction.ts';
import { type Changes, KEY, order, USDC, VAULT, WETH } from './fixtures.ts';

describe('a transaction', () => {
  const abi = parseAbi([
    'function multicall(bytes[] data) payable',
    'function sendWnt(address receiver, uint256 amount) payable',
    'function sendTokens(address token, address receiver, uint256 amount) payable',
    'function makeExternalCalls(address[] a, bytes[] b, address[] c, address[] d)',
    'struct A { address receiver; address cancellationReceiver; address callbackContract; address uiFeeReceiver; address market; address initialCollateralToken; address[] swapPath; }',
    'struct N { uint256 sizeDeltaUsd; uint256 initialCollateralDeltaAmount; uint256 triggerPrice; uint256 acceptablePrice; uint256 executionFee; uint256 callbackGasLimit; uint256 minOutputAmount; uint256 validFromTime; }',
    'struct O { A addresses; N numbers; uint8 orderType; uint8 decreasePositionSwapType; bool isLong; bool shouldUnwrapNativeToken; bool autoCancel; bytes32 referralCode; bytes32[] dataList; }',
    'function createOrder(O params) payable',
    'function cancelOrder(bytes32 key) payable',
    'function updateOrder(bytes32 key, uint256 a, uint256 b, uint256 c, uint256 d, uint256 e, bool f) payable',
  ]);
  const encode = (functionName: string, args: readonly unknown[]): Hex =>
    encodeFunctionData({ abi, functionName, args } as never);
  const FEE = 300_000_000_000_000n;
  const wnt = (to: string = VAULT, amount = FEE) => encode('sendWnt', [to, amount]);
  const tokens = (amount = 1_000_000_000n, to: string = VAULT, token = USDC) =>
    encode('sendTokens', [token, to, amount]);
  const make = (changes: Changes = {}) => encode('createOrder', [order(changes)]);
  const send = (calls: Hex[], value = FEE, changes: Record<string, unknown> = {}) =>
    readTransaction(
      {
        chainId: 42161,
        from: ACCOUNT,
        to: '0x7dE39FF2e232A2203196788d37e234cF8F1b83f1',
        value: String(value),
        data: encode('multicall', [calls]),
        nonce: 1,
        gasLimit: '1000000',
        maxFeePerGas: '100000000',
        maxPriorityFeePerGas: '1',
        ...changes,
      },
      CONTEXT,
    );

  test('makes the same order, with nothing hidden', () => {
    const reading = send([wnt(), tokens(), make()]);
    expect(reading).toMatchObject({
      kind: 'order',
      headline: { id: 'order.openLong.limit.now', params: { price: '4,200' } },
      orders: [{ market: 'ETH/USD [WETH-USDC]', notional: '50000', leverage: '50' }],
    });
    expect(reading).not.toHaveProperty('flags');
    expect(reading).toMatchObject({ builderFee: '0' });
    const paid = send([wnt(), tokens(), make({ addresses: { uiFeeReceiver: WETH } })]);
    expect(paid.kind, 'the share is kept by the contract').toBe('order');
    expect(paid).not.toHaveProperty('builderFee');
    expect(reading.rows.slice(-2)).toMatchObject([
      { label: 'row.coinsSent', value: { text: '0.0003 ETH' } },
      { label: 'row.networkFee', value: { text: '0.0001 ETH' } },
    ]);
  });

  test('with coins as margin counts them apart from the fee', () => {
    const margin = { addresses: { initialCollateralToken: WETH }, numbers: { initialCollateralDeltaAmount: '5' } };
    expect(send([wnt(VAULT, FEE + 5n), make(margin)], FEE + 5n).kind).toBe('order');
    expect(send([wnt(VAULT, FEE + 6n), make(margin)], FEE + 6n).kind).toBe('unreadable');
  });

  test('cancels', () => {
    expect(send([encode('cancelOrder', [KEY])], 0n)).toMatchObject({
      kind: 'cancel-or-reduce',
      rows: [{ value: { text: KEY } }, {}],
    });
  });

  test.each<[string, Hex[], bigint, string]>([
    ['a fee for somebody else', [wnt(OTHER), tokens(), make()], FEE, 'why.gmxReceiver'],
    ['tokens for somebody else', [wnt(), tokens(1_000_000_000n, OTHER), make()], FEE, 'why.gmxReceiver'],
    ['more margin than the order names', [wnt(), tokens(2_000_000_000n), make()], FEE, 'why.gmxSent'],
    ['less margin than the order names', [wnt(), tokens(1n), make()], FEE, 'why.gmxSent'],
    ['another token', [wnt(), tokens(1_000_000_000n, VAULT, OTHER), make()], FEE, 'why.gmxSent'],
    ['tokens after the order', [wnt(), tokens(), make(), tokens()], FEE, 'why.gmxSent'],
    ['a higher fee', [wnt(VAULT, 2n * FEE), tokens(), make()], 2n * FEE, 'why.gmxSent'],
    ['coins that stay behind', [wnt(), tokens(), make()], FEE + 1n, 'why.gmxSent'],
    ['nothing but money', [wnt(), tokens()], FEE, 'why.gmxSent'],
    ['no calls', [], 0n, 'why.noOrder'],
    [
      'calls of other contracts',
      [encode('makeExternalCalls', [[], [], [], []]), wnt(), tokens(), make()],
      FEE,
      'why.innerCall',
    ],
    ['bytes behind an inner call', [wnt(), tokens(), `${make()}00`], FEE, 'why.hiddenBytes'],
    ['a bundle in a bundle', [encode('multicall', [[wnt(), tokens(), make()]])], FEE, 'why.innerCall'],
    ['an empty call', ['0x'], 0n, 'why.innerCall'],
    ['a changed order', [wnt(), encode('updateOrder', [KEY, 1n, 1n, 1n, 1n, 0n, false])], FEE, 'why.gmxUpdate'],
  ])('with %s is unread', (_, calls, value, why) => {
    expect(send(calls, value)).toMatchObject({ kind: 'unreadable', why: { id: why } });
  });

  test('with hidden bytes, or at another contract or network, is unread', () => {
    const calls = [wnt(), tokens(), make()];
    const data = encode('multicall', [calls]);
    expect(send(calls, FEE, { data: `${data}00` })).toMatchObject({ why: { id: 'why.hiddenBytes' } });
    expect(send(calls, FEE, { to: OTHER })).toMatchObject({ why: { id: 'why.unknownCall' } });
    expect(send(calls, FEE, { chainId: 1 })).toMatchObject({ why: { id: 'why.unknownCall' } });
    const many = encode('multicall', [Array.from({ length: 10_000 }, () => encode('cancelOrder', [KEY]))]);
    expect(send(calls, 0n, { data: many })).toMatchObject({ why: { id: 'why.hiddenBytes' } });
  });
});
