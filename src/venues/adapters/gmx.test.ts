import { existsSync, readFileSync } from 'node:fs';
import { type Hex, zeroAddress, zeroHash } from 'viem';
import { describe, expect, test } from 'vitest';
import { readTypedDataParams } from '../../signing/typed-data.ts';
import { ACCOUNT, CONTEXT, dataOf, OTHER } from '../fixtures.ts';
import {
  BTC,
  batch,
  type Changes,
  context,
  create,
  DOMAIN,
  ETH,
  KEY,
  MAX,
  order,
  USDC,
  usd,
  WETH,
} from '../gmx/fixtures.ts';
import { readTypedData } from '../typed-data.ts';

describe('an order', () => {
  test('that opens a long', () => {
    expect(create()).toMatchObject({
      kind: 'order',
      venue: { id: 'gmx' },
      side: 'long',
      headline: {
        id: 'order.openLong.limit.now',
        params: { size: '50,000 USD of ETH/USD [WETH-USDC]', price: '4,200' },
      },
      rows: [
        {
          label: 'row.market',
          value: { text: 'ETH/USD [WETH-USDC]' },
          context: [{ value: { text: { id: 'value.listOf', params: { date: '2026-08-20' } } } }],
        },
        { label: 'row.size', value: { text: '50,000 USD' }, mark: 'signed' },
        { label: 'row.worstPrice', value: { text: '4,200 USD' } },
        { label: 'row.orderType', value: { text: { id: 'value.trade.market' } } },
        { label: 'row.reduceOnly' },
        { label: 'row.leverage', value: { text: '50x' }, mark: 'computed' },
        { label: 'row.collateral', value: { text: '1,000 USDC' } },
        { label: 'row.acceptedUntil', mark: 'unsigned' },
        { label: 'row.executionFee', value: { text: '0.0003 ETH' } },
        { label: 'row.recipient', value: { text: { id: 'value.ownAccount' } } },
      ],
      orders: [
        {
          market: 'ETH/USD [WETH-USDC]',
          side: 'long',
          effect: 'open',
          price: '4200',
          notional: '50000',
          leverage: '50',
          reduceOnly: false,
        },
      ],
      flags: [{ flag: 'hidden-parameters', what: 'relayParams' }],
    });
    expect(create()).not.toHaveProperty('receivers');
    expect(create()).not.toHaveProperty('orders.0.size');
  });

  test.each([
    // type, long: verb, side, whether it waits
    ['2', true, 'openLong', 'long', 'now'],
    ['2', false, 'openShort', 'short', 'now'],
    ['3', true, 'openLong', 'long', 'when'],
    ['8', false, 'openShort', 'short', 'when'],
    ['4', true, 'reduceLong', 'short', 'now'],
    ['4', false, 'reduceShort', 'long', 'now'],
    ['5', true, 'reduceLong', 'short', 'when'],
    ['6', false, 'reduceShort', 'long', 'when'],
  ])('of type %s, long %s: %s', (orderType, isLong, verb, side, when) => {
    const reading = create({
      orderType,
      isLong,
      numbers: when === 'when' ? { triggerPrice: '4500000000000000' } : {},
    });
    expect(reading.headline.id).toBe(`order.${verb}.limit.${when}`);
    expect(reading.headline.params?.trigger).toBe(when === 'when' ? '4,500' : undefined);
    const reduces = verb.startsWith('reduce');
    expect(reading).toMatchObject({ side, orders: [{ effect: reduces ? 'reduce' : 'open', reduceOnly: reduces }] });
    expect(reading.rows.some(({ label }) => label === 'row.leverage')).toBe(!reduces);
  });

  test.each([
    ['2', true, MAX],
    ['2', false, '0'],
    ['4', true, '0'],
    ['4', false, MAX],
  ])('of type %s, long %s, at %s has no worst price', (orderType, isLong, acceptablePrice) => {
    const reading = create({ orderType, isLong, numbers: { acceptablePrice } });
    expect(reading.headline.id).toContain('.any.');
    expect(reading).not.toHaveProperty('orders.0.price');
  });

  test('counts the decimals of its market', () => {
    // BTC has 8: 95,000 USD is 95,000e22
    const reading = create({ addresses: { market: BTC }, numbers: { acceptablePrice: `95000${'0'.repeat(22)}` } });
    expect(reading).toMatchObject({ orders: [{ market: 'BTC/USD [WBTC-USDC]', price: '95000' }] });
  });

  test('closes all of a position', () => {
    const reading = create({ orderType: '4', numbers: { sizeDeltaUsd: MAX, initialCollateralDeltaAmount: '0' } });
    expect(reading).toMatchObject({ headline: { id: 'order.close.limit.now' }, orders: [{ effect: 'close' }] });
    expect(reading).not.toHaveProperty('orders.0.notional');
  });

  test('whose margin is no dollar, or not known, has no leverage that could be worked out', () => {
    const eth = create({ addresses: { initialCollateralToken: WETH } });
    expect(eth).not.toHaveProperty('orders.0.leverage');
    expect(eth.rows).toContainEqual(expect.objectContaining({ label: 'row.leverage', mark: 'unsigned' }));
    const unknown = create({ addresses: { initialCollateralToken: OTHER } });
    expect(unknown).not.toHaveProperty('orders.0.leverage');
    expect(unknown.flags).toContainEqual({ flag: 'unknown-market', what: 'initialCollateralToken' });
    expect(unknown.rows.find(({ label }) => label === 'row.collateral')).toMatchObject({
      value: { text: { id: 'value.smallestUnits', params: { amount: '1,000,000,000' } } },
      context: [{ value: { address: OTHER } }],
    });
  });

  test('names whoever else gets something from it', () => {
    expect(create({ addresses: { receiver: OTHER } })).toMatchObject({ receivers: [OTHER] });
    expect(create({ addresses: { receiver: zeroAddress } })).toMatchObject({ receivers: [zeroAddress] });
    expect(create({ addresses: { cancellationReceiver: OTHER } })).toMatchObject({ receivers: [OTHER] });
    expect(create({ addresses: { cancellationReceiver: ACCOUNT } })).not.toHaveProperty('receivers');
    const fee = create({ addresses: { uiFeeReceiver: OTHER } });
    expect(fee).not.toHaveProperty('receivers');
    for (const hidden of [fee, create()]) expect(hidden).not.toHaveProperty('builderFee');
    expect(fee).toMatchObject({
      rows: expect.arrayContaining([expect.objectContaining({ label: 'row.uiFee' })]),
      notCovered: expect.arrayContaining([{ id: 'uncovered.uiFee' }]),
    });
  });

  test('says what else runs with it', () => {
    const hooks = (changes: Changes) => (create(changes).flags ?? []).map(({ flag, what }) => `${flag} ${what}`);
    expect(hooks({})).toEqual(['hidden-parameters relayParams']);
    expect(hooks({ addresses: { callbackContract: OTHER } })).toContain('hooks callbackContract');
    expect(hooks({ dataList: [KEY] })).toContain('hooks dataList');
    expect(hooks({ subaccountApproval: KEY })).toContain('hidden-parameters subaccountApproval');
  });

  test.each<[string, Changes, string]>([
    ['of a market that is not in the list', { addresses: { market: OTHER } }, 'why.gmxMarket'],
    ['of a market for swaps', { addresses: { market: '0x9C2433dFD71096C435Be9465220BB2B189375eA7' } }, 'why.gmxMarket'],
    ['that is a liquidation', { orderType: '7' }, 'why.value'],
    ['of a type that there is not', { orderType: '9' }, 'why.value'],
    ['of a type far outside', { orderType: MAX }, 'why.value'],
    ['at once, with a trigger', { numbers: { triggerPrice: '1' } }, 'why.value'],
    ['that opens without end', { numbers: { sizeDeltaUsd: MAX } }, 'why.value'],
    ['that pays out in an unknown way', { orderType: '4', decreasePositionSwapType: '3' }, 'why.value'],
    ['for another account', { account: OTHER }, 'why.otherAccount'],
  ])('%s is unread', (_, changes, why) => {
    expect(create(changes)).toMatchObject({ kind: 'unreadable', why: { id: why } });
  });

  test('of size 0 moves margin', () => {
    const numbers = { sizeDeltaUsd: '0' };
    expect(create({ numbers })).toMatchObject({
      kind: 'move-funds',
      headline: { id: 'headline.gmxMarginIn', params: { amount: '1,000 USDC' } },
      own: true,
      amount: '1000',
      flags: [{ flag: 'hidden-parameters' }],
    });
    expect(create({ numbers, orderType: '4', addresses: { receiver: OTHER } })).toMatchObject({
      kind: 'move-funds',
      headline: { id: 'headline.gmxMarginOut' },
      own: false,
      recipient: OTHER,
      receivers: [OTHER],
      notes: [{ text: { id: 'note.marginOut' } }],
    });
  });
});

describe('a swap', () => {
  const swap = (changes: Changes = {}) =>
    create({
      orderType: '0',
      ...changes,
      addresses: { market: zeroAddress, swapPath: [ETH], ...changes.addresses },
      numbers: { sizeDeltaUsd: '0', acceptablePrice: '0', minOutputAmount: '250000000000000000', ...changes.numbers },
    });

  test('follows its way through the pools', () => {
    expect(swap()).toMatchObject({
      kind: 'order',
      headline: { id: 'swap.sell', params: { sell: '1,000 USDC', buy: '0.25 WETH' } },
      orders: [{ market: 'WETH/USDC', side: 'long', price: '4000', notional: '1000', effect: 'trade' }],
    });
    // USDC to WETH in one pool, WETH to wstETH in another
    const far = swap({ addresses: { swapPath: [ETH, '0xb56E5E2eB50cf5383342914b0C85Fe62DbD861C8'] } });
    expect(far.headline.params?.buy).toBe('0.25 wstETH');
  });

  test.each<[string, Changes]>([
    ['through no pool', { addresses: { swapPath: [] } }],
    ['through a pool that is not in the list', { addresses: { swapPath: [OTHER] } }],
    [
      'through a pool without the token',
      { addresses: { swapPath: ['0xC25cEf6061Cf5dE5eb761b50E4743c1F5D7E5407', ETH, ETH, OTHER] } },
    ],
    ['with a size', { numbers: { sizeDeltaUsd: '1' } }],
    ['with a trigger', { numbers: { triggerPrice: '1' } }],
    ['with a market', { addresses: { market: ETH } }],
  ])('%s is unread', (_, changes) => {
    expect(swap(changes)).toMatchObject({ kind: 'unreadable', why: { id: 'why.gmxSwap' } });
  });
});

describe('a batch', () => {
  test('adds up', () => {
    const reading = batch({
      createOrderParamsList: [order(), order({ isLong: false, numbers: { sizeDeltaUsd: usd(20_000) } })],
      cancelOrderKeys: [KEY],
    });
    expect(reading).toMatchObject({
      kind: 'order',
      headline: { id: 'headline.orders', params: { count: '2' } },
      orders: [{ notional: '50000' }, { notional: '20000', side: 'short' }],
    });
    const rows = reading.rows.map(({ label, value }) => [label, value.type === 'exact' ? value.text : '']);
    expect(rows).toContainEqual(['row.net', '+30,000 USD of ETH/USD [WETH-USDC]']);
    expect(rows).toContainEqual(['row.cancelled', KEY]);
  });

  test('of cancellations alone', () => {
    expect(batch({ cancelOrderKeys: [KEY, KEY] })).toMatchObject({
      kind: 'cancel-or-reduce',
      act: 'cancel',
      headline: { params: { count: '2' } },
      flags: [{ flag: 'hidden-parameters' }],
    });
  });

  const update = {
    ...{ key: KEY, sizeDeltaUsd: usd(10_000), acceptablePrice: '0', triggerPrice: '1', minOutputAmount: '0' },
    ...{ validFromTime: '0', autoCancel: false, executionFeeIncrease: '0' },
  };
  test.each<[string, Record<string, unknown>, string]>([
    ['of nothing', {}, 'why.noOrder'],
    ['with a change', { createOrderParamsList: [order()], updateOrderParamsList: [update] }, 'why.gmxUpdate'],
    ['with a swap beside an order', { createOrderParamsList: [order(), order({ orderType: '0' })] }, 'why.gmxMixed'],
    [
      'with margin beside an order',
      { createOrderParamsList: [order(), order({ numbers: { sizeDeltaUsd: '0' } })] },
      'why.gmxMixed',
    ],
  ])('%s is unread', (_, changes, why) => {
    expect(batch(changes)).toMatchObject({
      kind: 'unreadable',
      hashOnly: false,
      why: { id: why },
    });
  });
});

describe('a one-click key', () => {
  const TYPE =
    'SubaccountApproval(address subaccount,bool shouldAdd,uint256 expiresAt,uint256 maxAllowedCount,bytes32 actionType,uint256 nonce,uint256 desChainId,uint256 deadline,bytes32 integrationId)';
  const approve = (changes: Record<string, unknown> = {}) =>
    readTypedData(
      dataOf(DOMAIN, TYPE, {
        ...{ subaccount: OTHER, shouldAdd: true, expiresAt: '1795824000', maxAllowedCount: '90' },
        ...{ actionType: '0x2a0791687fd34f2095c484a9fa4e25057d3ef79a97fcd8c61436047a7bdf4cbe', nonce: '0' },
        ...{ desChainId: '42161', deadline: '1795305600', integrationId: zeroHash },
        ...changes,
      }),
      context,
    );

  test('trades until its end, so often', () => {
    expect(approve()).toMatchObject({
      kind: 'grant-authority',
      scope: 'trade',
      grantee: OTHER,
      until: 1795824000,
      validUntil: 1795305600,
      cannot: [{ id: 'cannot.withdraw' }],
      notes: [{ text: { id: 'note.outsideLimits' } }, { text: { id: 'note.gmxSize' } }],
      rows: [
        { label: 'row.key', value: { address: OTHER } },
        { label: 'row.actions', value: { text: { params: { count: '90' } } } },
        { label: 'row.keyAdded' },
        { label: 'row.chainId', value: { text: '42161' } },
        { label: 'row.permitUntil' },
        { label: 'row.until', value: { at: 1795824000 } },
        { label: 'row.holder' },
        { label: 'row.revoke' },
      ],
    });
  });

  test('of another kind, or without end, reaches further', () => {
    expect(approve({ actionType: KEY })).toMatchObject({ scope: 'everything', cannot: [] });
    expect(approve({ expiresAt: MAX })).not.toHaveProperty('until');
    const listed = approve({ expiresAt: MAX, maxAllowedCount: MAX }).notShown?.map(({ path }) => path);
    for (const name of ['expiresAt', 'maxAllowedCount']) expect(listed).toContain(`message.${name}`);
    expect(approve({ maxAllowedCount: MAX }).rows[1]).toMatchObject({ value: { text: { id: 'value.unlimited' } } });
    expect(approve({ expiresAt: '0' }).rows.find(({ label }) => label === 'row.until')).toMatchObject({
      mark: 'unsigned',
    });
  });

  test('is taken back', () => {
    const type = 'RemoveSubaccount(address subaccount,bytes32 relayParams)';
    expect(readTypedData(dataOf(DOMAIN, type, { subaccount: OTHER, relayParams: KEY }), context)).toMatchObject({
      kind: 'grant-authority',
      scope: 'nothing',
      grantee: OTHER,
      flags: [{ flag: 'hidden-parameters' }],
    });
  });
});

test('funds that leave go to the own account, by a bridge that is named', () => {
  const bridge = (provider: string) =>
    readTypedData(
      dataOf(
        { ...DOMAIN, chainId: 8453, verifyingContract: '0x3f6772B95423fC03264adf90Efb8A9922B6C8c6e' },
        'BridgeOut(address token,uint256 amount,uint256 minAmountOut,address provider,bytes data,bytes32 relayParams)',
        { token: USDC, amount: '1000000000', minAmountOut: '990000000', provider, data: '0x', relayParams: KEY },
      ),
      { ...CONTEXT, chainId: 8453 },
    );
  expect(bridge('0x0B33EBA531e5a5A331a3Ff9F418B8205F01C2869')).toMatchObject({
    kind: 'move-funds',
    headline: { id: 'headline.withdraw', params: { amount: '1,000 USDC' } },
    own: true,
    rows: [{}, {}, {}, { label: 'row.receive', value: { text: '990 USDC' } }, { value: { text: '8453' } }, {}],
    flags: [{ flag: 'hidden-parameters' }],
  });
  expect(bridge(OTHER)).toMatchObject({ receivers: [OTHER], flags: [{}, { flag: 'hooks', what: 'provider' }] });
});

test('on a router that is not its own, or for another network, is not read', () => {
  for (const domain of [
    { ...DOMAIN, verifyingContract: OTHER },
    { ...DOMAIN, chainId: 8453 },
    { ...DOMAIN, version: '2' },
  ])
    expect(create({}, domain).kind).toBe('unreadable');
});

describe('vectors', () => {
  const file = new URL('../../../../shared/vectors/venues/gmx.json', import.meta.url);
  if (!existsSync(file)) {
    console.warn('NOT CHECKED: ../shared/vectors/venues/gmx.json is missing.');
    test.skip('the vectors are missing', () => {});
    return;
  }
  type Vector = {
    id: string;
    kind: string;
    primaryType: string;
    signer: string;
    types: object;
    domain: { chainId: number };
    message: object;
  };
  const vectors: Vector[] = JSON.parse(readFileSync(file, 'utf8')).vectors;
  const read = (vector: Vector) => {
    const { data } = readTypedDataParams(JSON.stringify([vector.signer, vector]));
    return readTypedData(data, { ...context, account: vector.signer as Hex, chainId: vector.domain.chainId });
  };
  test.each([
    ['Batch-market-long', { kind: 'order', orders: [{ notional: '50000', price: '4200', leverage: '50' }] }],
    ['Batch-market-long-MINIFIED', { kind: 'unreadable', hashOnly: true }],
    ['CreateOrder-limit-short', { headline: { params: { price: '4,480', trigger: '4,500' } }, side: 'short' }],
    ['UpdateOrder', { kind: 'unreadable', why: { id: 'why.gmxUpdate' }, flags: [{ flag: 'hidden-parameters' }] }],
    ['CancelOrder', { kind: 'cancel-or-reduce', act: 'cancel' }],
    ['SubaccountApproval-7d-90', { scope: 'trade', until: 1789604800 }],
    ['RemoveSubaccount', { scope: 'nothing' }],
    ['BridgeOut', { kind: 'move-funds', amount: '1000', own: true }],
  ])('%s', (id, reading) => {
    const vector = vectors.find((one) => one.id === id);
    if (!vector) throw new Error(`${id} is missing`);
    expect(read(vector)).toMatchObject(reading);
  });
});
