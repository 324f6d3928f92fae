import { type Address, type Hex, hashTypedData } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { beforeEach, describe, expect, test } from 'vitest';
import { fromUnits, leastMaxFee, marketNamed, toLots, toTicks, usdText, worth } from './markets.ts';
import {
  type Cancel,
  type CancelAll,
  cancelAllTypedData,
  cancelTypedData,
  type Order,
  orderTypedData,
} from './schema.ts';
import { createVenue, type Venue } from './venue.ts';

const START = Date.UTC(2026, 10, 20, 12);
const ann = privateKeyToAccount(generatePrivateKey());
const ben = privateKeyToAccount(generatePrivateKey());

let venue: Venue;
let balances: Map<Address, number>;
let now: number;
let nonce: number;

beforeEach(() => {
  balances = new Map([
    [ann.address, 10_000e6],
    [ben.address, 10_000e6],
  ]);
  now = START;
  nonce = START;
  venue = createVenue({ balanceOf: async (account) => balances.get(account) ?? 0, seed: 1, start: START });
});

const best = (side: 'long' | 'short', market = 'ETH-PERP') => {
  const found = venue.floors.get(market)?.book[side][0];
  if (!found) throw new Error('an empty book');
  return found;
};
const price = (ticks: number) => fromUnits(ticks, 1);

const orderOf = (change: Partial<Order> = {}, account = ann): Order => {
  const order: Order = {
    account: account.address,
    market: 'ETH-PERP',
    side: 'long',
    size: '0.5',
    limitPrice: '3440.0',
    maxFee: '',
    reduceOnly: false,
    timeInForce: 'GTC',
    expiry: String(START / 1000 + 3600),
    nonce: String(nonce++),
    ...change,
  };
  const market = marketNamed(order.market);
  const value = market ? worth(toLots(market, order.size) ?? 0, toTicks(market, order.limitPrice) ?? 0) : 0;
  return { ...order, maxFee: change.maxFee ?? usdText(leastMaxFee(value)) };
};

const sign = async (order: Order, signer = ann) => ({
  order,
  signature: await signer.signTypedData(orderTypedData(order)),
});
const place = async (change: Partial<Order> = {}, signer = ann) =>
  venue.place(await sign(orderOf(change, signer), signer), now);
const cancel = async (orderId: Hex, signer = ann) => {
  const message: Cancel = { account: signer.address, orderId, nonce: String(nonce++) };
  return venue.cancel({ cancel: message, signature: await signer.signTypedData(cancelTypedData(message)) }, now);
};
const accountOf = async (signer = ann) => venue.refresh(signer.address);
const position = async (signer = ann) => (await accountOf(signer)).positions.get('ETH-PERP')?.lots ?? 0;

const pass = (step: number) => {
  now += step;
  venue.tick(now);
};

/** Lets time pass until something is true. */
const passUntil = (done: () => boolean, step: number, most: number) => {
  for (let i = 0; i < most && !done(); i++) pass(step);
  expect(done(), 'it never came to pass').toBe(true);
};

describe('who signed what', () => {
  test('an order of the account is taken, and the log holds the address its signature gives', async () => {
    const order = orderOf();
    const signed = await sign(order);
    const answer = await venue.place(signed, now);
    expect(answer).toEqual({
      orderId: hashTypedData(orderTypedData(order)),
      status: 'resting',
      filled: '0',
      price: null,
    });
    expect(venue.log).toEqual([
      {
        time: now,
        kind: 'order',
        accepted: true,
        account: ann.address,
        recovered: ann.address,
        orderId: answer.orderId,
        ...signed,
        status: 'resting',
        filled: '0',
        price: null,
      },
    ]);
  });

  test('somebody else is refused, and the log names who it was', async () => {
    await expect(venue.place(await sign(orderOf(), ben), now)).rejects.toMatchObject({ code: 'wrong-signer' });
    expect(venue.log).toMatchObject([
      { accepted: false, account: ann.address, recovered: ben.address, code: 'wrong-signer' },
    ]);
    expect((await accountOf()).orders.size).toBe(0);
  });

  test.each([
    ['name', { name: 'Gannett' }],
    ['version', { version: '2' }],
    ['chainId', { chainId: 1 }],
    ['verifyingContract', { verifyingContract: '0x0000000000000000000000000000000000000001' as const }],
  ])('another domain is refused: %s', async (_, change) => {
    const order = orderOf();
    const data = orderTypedData(order);
    const signature = await ann.signTypedData({
      ...data,
      domain: { ...data.domain, ...change },
    } as unknown as typeof data);
    await expect(venue.place({ order, signature }, now)).rejects.toMatchObject({ code: 'wrong-signer' });
  });

  test.each<[keyof Order, Partial<Order>]>([
    ['account', { account: ben.address }],
    ['market', { market: 'BTC-PERP' }],
    ['side', { side: 'short' }],
    ['size', { size: '0.6' }],
    ['size', { size: '0.50' }],
    ['limitPrice', { limitPrice: '3450.0' }],
    ['maxFee', { maxFee: '9.00' }],
    ['reduceOnly', { reduceOnly: true }],
    ['timeInForce', { timeInForce: 'IOC' }],
    ['expiry', { expiry: String(START / 1000 + 7200) }],
    ['nonce', { nonce: String(START + 999) }],
  ])('a field changed after signing is refused: %s', async (_, change) => {
    const { order, signature } = await sign(orderOf());
    await expect(venue.place({ order: { ...order, ...change }, signature }, now)).rejects.toMatchObject({
      code: 'wrong-signer',
    });
  });

  test('an order that expired on its way is refused', async () => {
    await expect(place({ expiry: String(START / 1000) })).rejects.toMatchObject({ code: 'expired' });
    await expect(place({ expiry: String(START / 1000 + 1) })).resolves.toMatchObject({ status: 'resting' });
  });

  test('the same message counts once, also when it was refused the first time', async () => {
    const first = await sign(orderOf());
    await venue.place(first, now);
    await expect(venue.place(first, now)).rejects.toMatchObject({ code: 'nonce-used' });
    const both = await sign(orderOf());
    const raced = await Promise.allSettled([venue.place(both, now), venue.place(both, now)]);
    expect(raced.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    balances.set(ann.address, 0);
    const poor = await sign(orderOf());
    await expect(venue.place(poor, now)).rejects.toMatchObject({ code: 'no-margin' });
    balances.set(ann.address, 10_000e6);
    await expect(venue.place(poor, now)).rejects.toMatchObject({ code: 'nonce-used' });
    // A stranger cannot spend somebody's nonce.
    const stolen = orderOf();
    await expect(venue.place(await sign(stolen, ben), now)).rejects.toMatchObject({ code: 'wrong-signer' });
    await expect(venue.place(await sign(stolen), now)).resolves.toMatchObject({ status: 'resting' });
    await expect(place({ nonce: String(START - 2 * 24 * 3600 * 1000) })).rejects.toMatchObject({ code: 'bad-nonce' });
  });

  test('a request of another shape is refused before anything is recovered', async () => {
    const { order, signature } = await sign(orderOf());
    const { nonce: _, ...short } = order;
    const bad: unknown[] = [
      null,
      'order',
      {},
      { order },
      { order: short, signature },
      { order: { ...order, leverage: '10' }, signature },
      { order: { ...order, size: 0.5 }, signature },
      { order: { ...order, size: '5e-1' }, signature },
      { order: { ...order, side: 'buy' }, signature },
      { order: { ...order, reduceOnly: 'false' }, signature },
      { order, signature: signature.slice(0, -2) },
    ];
    for (const request of bad) await expect(venue.place(request, now)).rejects.toMatchObject({ code: 'bad-request' });
    await expect(venue.place({ order, signature: `0x${'00'.repeat(65)}` }, now)).rejects.toMatchObject({
      code: 'bad-signature',
    });
    expect(venue.log.every(({ accepted }) => !accepted)).toBe(true);
  });
});

describe('what the market takes', () => {
  test.each<[string, Partial<Order>]>([
    ['unknown-market', { market: 'DOGE-PERP' }],
    ['bad-size', { size: '0' }],
    ['bad-size', { size: '0.0001' }],
    ['bad-size', { size: '1000.001' }],
    ['bad-price', { limitPrice: '3440.05' }],
    ['bad-price', { limitPrice: '1000.0' }],
    ['fee-too-low', { maxFee: '0.76' }],
    ['bad-expiry', { expiry: String(START / 1000 + 40 * 24 * 3600) }],
    ['no-margin', { size: '100' }],
    ['nothing-to-reduce', { reduceOnly: true }],
  ])('%s', async (code, change) => {
    await expect(place(change)).rejects.toMatchObject({ code });
  });

  test('an order fills level by level at the prices that wait, and the rest waits', async () => {
    const asks = structuredClone(venue.floors.get('ETH-PERP')?.book.short ?? []);
    const [first, second] = asks;
    if (!first || !second) throw new Error('an empty book');
    const lots = first.lots + 100;
    balances.set(ann.address, 1_000_000e6);
    const answer = await place({ size: fromUnits(lots, 3), limitPrice: price(first.ticks) });
    expect(answer).toMatchObject({
      status: 'partly filled, rest resting',
      filled: fromUnits(first.lots, 3).replace(/\.?0+$/, ''),
      price: price(first.ticks),
    });
    expect(best('long')).toMatchObject({ owner: ann.address.toLowerCase(), lots: 100, ticks: first.ticks });
    expect(best('short').ticks).toBe(second.ticks);
    expect(await position()).toBe(first.lots);
  });

  test('IOC ends what nobody took, ALO never takes', async () => {
    const ask = best('short');
    await expect(place({ timeInForce: 'IOC', limitPrice: price(ask.ticks - 1) })).resolves.toMatchObject({
      status: 'cancelled',
      filled: '0',
    });
    await expect(place({ timeInForce: 'ALO', limitPrice: price(ask.ticks) })).rejects.toMatchObject({
      code: 'would-cross',
    });
    await expect(place({ timeInForce: 'ALO', limitPrice: price(ask.ticks - 1) })).resolves.toMatchObject({
      status: 'resting',
    });
    expect((await accountOf()).orders.size).toBe(1);
  });

  test('the fee is never above what was signed', async () => {
    // A short far below the market fills high above its limit, where the fee would be higher.
    await place({ side: 'short', limitPrice: '2000.0', maxFee: '0.45' });
    const { fills, realized } = await accountOf();
    expect(fills.reduce((sum, { fee }) => sum + fee, 0)).toBe(450_000);
    expect(realized).toBe(-450_000);
  });

  test('a waiting order fills at its own price once the market comes to it', async () => {
    const limit = best('long').ticks - 30;
    const { orderId } = await place({ limitPrice: price(limit), expiry: String(START / 1000 + 6 * 24 * 3600) });
    passUntil(() => venue.log.some(({ kind }) => kind === 'fill'), 1000, 24 * 3600);
    expect(venue.log.filter(({ kind }) => kind === 'fill')).toMatchObject([
      { orderId, price: price(limit), filled: '0.5' },
    ]);
    expect(await position()).toBe(500);
    expect((await accountOf()).orders.size).toBe(0);
  });

  test('a waiting order ends at its expiry', async () => {
    const { orderId } = await place({ expiry: String(START / 1000 + 5), limitPrice: '2000.0' });
    passUntil(() => venue.log.some(({ kind }) => kind === 'expired'), 1000, 5);
    expect(now).toBe(START + 5000);
    expect(venue.log.at(-1)).toMatchObject({ kind: 'expired', orderId });
    expect(venue.floors.get('ETH-PERP')?.book.long.some(({ id }) => id === orderId)).toBe(false);
  });

  test('two traders meet: one buys what the other sells', async () => {
    const between = best('short').ticks - 1;
    await place({ side: 'short', limitPrice: price(between) }, ben);
    await expect(place({ limitPrice: price(between), size: '0.7' })).resolves.toMatchObject({
      filled: '0.5',
      price: price(between),
    });
    expect([await position(ann), await position(ben)]).toEqual([500, -500]);
  });

  test('a reduce-only order never opens: it is cut to the position, and goes with it', async () => {
    await place({ limitPrice: price(best('short').ticks) });
    const above = await place({ side: 'short', reduceOnly: true, size: '2', limitPrice: '3900.0' });
    expect((await accountOf()).orders.get(above.orderId)?.lots).toBe(500);
    await expect(
      place({ side: 'short', reduceOnly: true, size: '3', limitPrice: price(best('long').ticks) }),
    ).resolves.toMatchObject({ status: 'filled', filled: '0.5' });
    expect(await position()).toBe(0);
    pass(1000);
    expect(venue.log.at(-1)).toMatchObject({ kind: 'dropped', orderId: above.orderId });
    await expect(place({ side: 'short', reduceOnly: true })).rejects.toMatchObject({ code: 'nothing-to-reduce' });
  });

  test('a cancel is the account’s own, once, for an order that waits', async () => {
    const { orderId } = await place();
    await expect(cancel(orderId, ben)).rejects.toMatchObject({ code: 'unknown-order' });
    const forged: Cancel = { account: ann.address, orderId, nonce: String(nonce++) };
    const signature = await ben.signTypedData(cancelTypedData(forged));
    await expect(venue.cancel({ cancel: forged, signature }, now)).rejects.toMatchObject({ code: 'wrong-signer' });
    await expect(cancel(orderId)).resolves.toEqual({ orderId });
    expect(venue.log.at(-1)).toMatchObject({
      kind: 'cancel',
      accepted: true,
      recovered: ann.address,
      cancel: { orderId },
    });
    await expect(cancel(orderId)).rejects.toMatchObject({ code: 'unknown-order' });
    expect(venue.floors.get('ETH-PERP')?.book.long.some(({ id }) => id === orderId)).toBe(false);
  });

  test('cancelling everything takes every waiting order of the account that signed it, once, and of nobody else', async () => {
    const low = { limitPrice: '2000.0' };
    const orders = [await place(low), await place({ market: 'BTC-PERP', limitPrice: '60000.0', size: '0.01' })];
    const other = await place(low, ben);
    const all = async (signer = ann, message: CancelAll = { account: signer.address, nonce: String(nonce++) }) => ({
      cancelAll: message,
      signature: await signer.signTypedData(cancelAllTypedData(message)),
    });
    const forged = await all(ben, { account: ann.address, nonce: String(nonce++) });
    await expect(venue.cancelAll(forged, now)).rejects.toMatchObject({ code: 'wrong-signer' });
    const signed = await all();
    const changed = { ...signed, cancelAll: { ...signed.cancelAll, nonce: String(nonce++) } };
    await expect(venue.cancelAll(changed, now)).rejects.toMatchObject({ code: 'wrong-signer' });
    for (const bad of [{}, { ...signed, cancelAll: { ...signed.cancelAll, orderId: '0x00' } }])
      await expect(venue.cancelAll(bad, now)).rejects.toMatchObject({ code: 'bad-request' });
    const late = await all(ann, { account: ann.address, nonce: String(now - 2 * 24 * 3600 * 1000) });
    await expect(venue.cancelAll(late, now)).rejects.toMatchObject({ code: 'bad-nonce' });
    expect((await accountOf()).orders.size).toBe(2);

    await expect(venue.cancelAll(signed, now)).resolves.toEqual({ orderIds: orders.map(({ orderId }) => orderId) });
    expect(venue.log.at(-1)).toMatchObject({
      ...{ kind: 'cancelAll', accepted: true, account: ann.address, recovered: ann.address },
      cancelAll: signed.cancelAll,
    });
    expect((await accountOf()).orders.size).toBe(0);
    const waiting = [...venue.floors.values()].flatMap(({ book }) => [...book.long, ...book.short]);
    expect(waiting.filter(({ owner }) => owner === ann.address.toLowerCase())).toEqual([]);
    expect((await accountOf(ben)).orders.has(other.orderId)).toBe(true);
    expect(waiting.some(({ id }) => id === other.orderId)).toBe(true);
    await expect(venue.cancelAll(signed, now)).rejects.toMatchObject({ code: 'nonce-used' });
    await expect(venue.cancelAll(await all(), now)).resolves.toEqual({ orderIds: [] });
  });

  test('leverage stays within the market and the margin', async () => {
    await expect(venue.setLeverage(ann.address, 'ETH-PERP', 26)).rejects.toMatchObject({ code: 'bad-leverage' });
    await expect(venue.setLeverage(ann.address, 'ETH-PERP', 1.5)).rejects.toMatchObject({ code: 'bad-leverage' });
    await place({ size: '20', limitPrice: '3440.0' });
    await expect(venue.setLeverage(ann.address, 'ETH-PERP', 2)).rejects.toMatchObject({ code: 'no-margin' });
    await venue.setLeverage(ann.address, 'ETH-PERP', 20);
    await expect(place({ size: '20', limitPrice: '3440.0' })).resolves.toMatchObject({ status: 'resting' });
  });

  test('a position whose margin is gone is taken away, and costs that margin alone', async () => {
    await venue.setLeverage(ann.address, 'ETH-PERP', 25);
    await venue.setLeverage(ben.address, 'ETH-PERP', 25);
    await place({ limitPrice: price(best('short').ticks), size: '1' });
    await place({ side: 'short', limitPrice: price(best('long').ticks), size: '1' }, ben);
    passUntil(() => venue.log.some(({ kind }) => kind === 'liquidation'), 60_000, 10_000);
    const gone = venue.log.find(({ kind }) => kind === 'liquidation')?.account === ann.address ? ann : ben;
    const { realized, positions, fills } = await accountOf(gone);
    expect(positions.size).toBe(0);
    const paid = fills.reduce((sum, { fee }) => sum + fee, 0);
    expect(-(realized + paid)).toBe(Math.ceil(worth(1000, fills[0]?.ticks ?? 0) / 25));
  });

  test('the same seed, start and calls are the same venue', async () => {
    const run = async () => {
      venue = createVenue({ balanceOf: async () => 10_000e6, seed: 7, start: START });
      now = START;
      nonce = START;
      await place({ limitPrice: price(best('short').ticks) });
      await place({ limitPrice: price(best('long').ticks - 5) });
      for (let i = 0; i < 300; i++) pass(1000);
      return JSON.stringify([
        venue.log,
        [...venue.floors.values()].map(({ book, path }) => [book, path.candles(15, 60)]),
      ]);
    };
    expect(await run()).toBe(await run());
  });
});
