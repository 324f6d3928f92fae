import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reading as catalogue } from '../../lib/text/reading.en.ts';
import { isObject, parseJson } from '../../signing/json.ts';
import { RequestError } from '../../signing/request-error.ts';
import { NotReadable } from '../adapter.ts';
import { faults } from '../expected/seen.ts';
import { CONTEXT, NOW } from '../fixtures.ts';
import { openText } from '../open.ts';
import type { Reading } from '../reading.ts';
import { said, sentence } from '../vertex/asked.ts';
import { openRequest } from './request.ts';

const KEY = `0x${'07'.repeat(32)}` as const;
const context = { ...CONTEXT, agent: KEY };
const preimage = (request: unknown) => {
  const json = parseJson(JSON.stringify({ request }));
  if (!isObject(json)) throw new Error('no object');
  return json;
};
const asked = (method: string, path: string, body?: unknown, timestamp: unknown = NOW) => ({
  timestamp,
  method,
  path,
  ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
});
const opened = (request: unknown) => {
  const json = parseJson(JSON.stringify({ venue: 'orderly', request }));
  const found = isObject(json) ? openText(json, context) : null;
  if (!found) throw new Error('not opened');
  return found;
};
const readingOf = (method: string, path: string, body?: unknown): Reading => opened(asked(method, path, body)).reading;
const whyOf = (request: unknown): string => {
  try {
    openRequest(preimage(request), context);
  } catch (error) {
    if (error instanceof NotReadable) {
      expect(catalogue).toHaveProperty([error.why.id]);
      return error.why.id;
    }
    if (error instanceof RequestError) return error.text.id;
    throw error;
  }
  return 'none';
};

/** From the documentation's example of what is signed (api-authentication.mdx), spaces and all. */
const EXAMPLE =
  '{"symbol": "PERP_ETH_USDC", "order_type": "LIMIT", "order_price": 1521.03, "order_quantity": 2.11, "side": "BUY"}';
const order = (more: Record<string, unknown> = {}) => ({
  symbol: 'PERP_ETH_USDC',
  order_type: 'LIMIT',
  order_price: 1521.03,
  order_quantity: 2.11,
  side: 'BUY',
  ...more,
});

describe('an order', () => {
  test('says that nothing in it says once', () => {
    const { notCovered } = readingOf('POST', '/v1/order', order());
    expect(notCovered?.map(({ id }) => id)).toEqual([
      'uncovered.orderlyAgain',
      'uncovered.orderlyAccount',
      'uncovered.leverage',
    ]);
  });

  const { message, reading } = opened(asked('POST', '/v1/order', EXAMPLE));

  test('is signed as the text that is posted', () => {
    expect(message).toBe(`${NOW}POST/v1/order${EXAMPLE}`);
  });

  test('is read', () => {
    expect(sentence(reading)).toBe('Open long 2.11 ETH-PERP at 1,521.03 or better, reduce-only off');
    expect(reading).toMatchObject({
      kind: 'order',
      venue: { id: 'orderly' },
      validUntil: NOW / 1000 + 300,
      orders: [
        {
          ...{ market: 'ETH-PERP', side: 'long', effect: 'open', reduceOnly: false },
          ...{ size: '2.11', price: '1521.03', notional: '3209.3733' },
        },
      ],
    });
    expect(reading.fields.map(({ path, value }) => [path, value])).toEqual([
      ['timestamp', String(NOW)],
      ['method', 'POST'],
      ['path', '/v1/order'],
      ['body.symbol', 'PERP_ETH_USDC'],
      ['body.order_type', 'LIMIT'],
      ['body.order_price', '1521.03'],
      ['body.order_quantity', '2.11'],
      ['body.side', 'BUY'],
    ]);
    expect(faults(reading)).toEqual([]);
  });

  test('whose numbers are text is the same order', () => {
    const text = readingOf('POST', '/v1/order', order({ order_price: '1521.03', order_quantity: '2.11' }));
    expect(text.kind === 'order' && text.orders).toEqual(reading.kind === 'order' && reading.orders);
  });

  test('that only reduces says so, by what is signed', () => {
    const reduce = readingOf('POST', '/v1/order', order({ side: 'SELL', reduce_only: true }));
    expect(reduce).toMatchObject({ orders: [{ effect: 'reduce', side: 'short', reduceOnly: true }] });
  });

  test('at the market has no price, and may be for an amount', () => {
    const { order_price: _, ...market } = order({ order_type: 'MARKET' });
    expect(readingOf('POST', '/v1/order', market)).toMatchObject({ orders: [{ size: '2.11' }] });
    const { order_quantity: __, ...amount } = { ...market, order_amount: '500' };
    const reading = readingOf('POST', '/v1/order', amount);
    expect(reading).toMatchObject({ orders: [{ notional: '500' }] });
    expect(said(reading, 'row.quoteAmount')).toBe('500 USDC');
    expect(said(reading, 'row.size')).toBeUndefined();
    expect(faults(reading)).toEqual([]);
  });

  test('shows every field that it has', () => {
    const all = readingOf(
      'POST',
      '/v1/order',
      order({
        ...{ order_type: 'POST_ONLY', post_only_adjust: true, visible_quantity: 0, margin_mode: 'ISOLATED' },
        ...{ client_order_id: 'my-1', order_tag: 'enum:broker_b:GRID_PRO' },
      }),
    );
    expect(said(all, 'row.clientOrder')).toBe('my-1');
    expect(said(all, 'row.marginMode')).toBe('ISOLATED');
    expect(said(all, 'row.visibleSize')).toBe('0 ETH');
    expect(said(all, 'row.tickAdjust')).toContain('joins the book');
    expect(said(all, 'row.orderTag')).toBe('enum:broker_b:GRID_PRO');
    // An app's fee that is nowhere in it: no session signs that without asking.
    expect(all.flags).toEqual([{ flag: 'hidden-parameters', what: 'order_tag' }]);
    expect(faults(all)).toEqual([]);
    const { order_price: _, ...pegged } = order({ order_type: 'BID', level: 2 });
    expect(said(readingOf('POST', '/v1/order', pegged), 'row.level')).toBe('2');
  });

  test('in the place of another opens, whatever it says, and no limit is checked for its market', () => {
    const edit = readingOf('PUT', '/v1/order', order({ order_id: '77', reduce_only: true }));
    expect(edit).toMatchObject({
      kind: 'order',
      orders: [{ effect: 'open', reduceOnly: false }],
      flags: [{ flag: 'unknown-market', what: 'order_id' }],
    });
    expect(said(edit, 'row.order')).toBe('77');
    expect(faults(edit)).toEqual([]);
  });
});

describe('a batch', () => {
  test('is read order by order', () => {
    const batch = readingOf('POST', '/v1/batch-order', {
      orders: [order(), order({ side: 'SELL', symbol: 'PERP_BTC_USDC', reduce_only: false })],
    });
    expect(batch).toMatchObject({ orders: [{ market: 'ETH-PERP' }, { market: 'BTC-PERP', side: 'short' }] });
    expect(faults(batch)).toEqual([]);
  });

  test('with reduce_only is refused: Orderly does not apply it', () => {
    const body = { orders: [order({ reduce_only: true })] };
    expect(whyOf(asked('POST', '/v1/batch-order', body))).toBe('why.orderlyBatchReduce');
  });

  test.each([[[]], [Array.from({ length: 11 }, () => order())], [[order({ slippage: 1 })]], ['x'], [[1]]])(
    'of %j is none',
    (orders) => {
      expect(whyOf(asked('POST', '/v1/batch-order', { orders }))).toBe('why.value');
    },
  );
});

/** The documentation's own examples ("Create algo order"). */
const child = (more: Record<string, unknown>) => ({
  ...{ symbol: 'PERP_NEAR_USDC', side: 'SELL', type: 'MARKET', reduce_only: true },
  ...more,
});
const TP_SL = {
  ...{ symbol: 'PERP_NEAR_USDC', algo_type: 'TP_SL', quantity: 5.5, trigger_price_type: 'MARK_PRICE' },
  child_orders: [
    child({ algo_type: 'TAKE_PROFIT', trigger_price: 3.365 }),
    child({ algo_type: 'STOP_LOSS', trigger_price: 3.36 }),
  ],
};
const closing = (more: Record<string, unknown>) => child({ type: 'CLOSE_POSITION', ...more });
const POSITIONAL = {
  ...{ symbol: 'PERP_NEAR_USDC', algo_type: 'POSITIONAL_TP_SL', trigger_price_type: 'MARK_PRICE' },
  child_orders: [
    closing({ algo_type: 'TAKE_PROFIT', trigger_price: 4.05, trigger_price_type: 'MARK_PRICE' }),
    closing({ algo_type: 'STOP_LOSS', trigger_price: 3.95 }),
  ],
};
const BRACKET = {
  ...{ symbol: 'PERP_NEAR_USDC', algo_type: 'BRACKET', quantity: 3, side: 'BUY', type: 'LIMIT', price: 4 },
  child_orders: [{ ...POSITIONAL, trigger_price_type: undefined }],
};
const STOP = {
  ...{ symbol: 'PERP_NEAR_USDC', algo_type: 'STOP', quantity: 3, side: 'SELL', type: 'MARKET', trigger_price: 3 },
};

describe('an order that waits for a price', () => {
  const algo = (body: unknown) => readingOf('POST', '/v1/algo/order', body);
  test.each([
    ['a stop', STOP, [{ effect: 'open', side: 'short', size: '3' }]],
    ['a stop that reduces', { ...STOP, reduce_only: true }, [{ effect: 'reduce' }]],
    ['take profit and stop loss', TP_SL, [{ effect: 'reduce', size: '5.5' }, { effect: 'reduce' }]],
    ['the same for the whole position', POSITIONAL, [{ effect: 'close' }, { effect: 'close' }]],
    ['an order with both', BRACKET, [{ effect: 'open', notional: '12' }, { effect: 'close' }, { effect: 'close' }]],
  ])('%s', (_, body, orders) => {
    const reading = algo(body);
    expect(reading).toMatchObject({ kind: 'order', orders });
    expect(faults(reading)).toEqual([]);
  });

  test.each([
    ['that follows the price', { ...STOP, algo_type: 'TRAILING_STOP' }],
    [
      'that closes without reduce_only',
      { ...POSITIONAL, child_orders: [closing({ algo_type: 'STOP_LOSS', trigger_price: 1, reduce_only: false })] },
    ],
    [
      'of another market inside',
      { ...TP_SL, child_orders: [child({ symbol: 'PERP_BTC_USDC', algo_type: 'STOP_LOSS', trigger_price: 1 })] },
    ],
    ['with a price that its type has not', { ...STOP, price: 1 }],
    ['without a trigger', { ...STOP, trigger_price: undefined }],
    ['with a key more', { ...STOP, callbackRate: '0.1' }],
    ['with children that a stop has not', { ...STOP, child_orders: [] }],
    ['with a side beside its children', { ...TP_SL, side: 'SELL' }],
    ['with three children', { ...TP_SL, child_orders: [...TP_SL.child_orders, TP_SL.child_orders[0]] }],
  ])('%s is not read', (_, body) => {
    expect(whyOf(asked('POST', '/v1/algo/order', body))).toMatch(/^why\./);
  });
});

describe('a cancel', () => {
  test.each([
    ['/v1/order?order_id=12&symbol=PERP_ETH_USDC', 'headline.cancel'],
    ['/v1/order?symbol=PERP_ETH_USDC&order_id=12', 'headline.cancel'],
    ['/v1/client/order?client_order_id=my-1&symbol=PERP_ETH_USDC', 'headline.cancel'],
    ['/v1/algo/order?order_id=12&symbol=PERP_ETH_USDC', 'headline.cancel'],
    ['/v1/algo/client/order?client_order_id=a&symbol=PERP_ETH_USDC', 'headline.cancel'],
    ['/v1/batch-order?order_ids=12,13', 'headline.cancelMany'],
    ['/v1/client/batch-order?client_order_ids=a,b', 'headline.cancelMany'],
    ['/v1/orders', 'headline.cancelAll'],
    ['/v1/orders?symbol=PERP_ETH_USDC', 'headline.cancelAllIn'],
    ['/v1/algo/orders', 'headline.cancelAllAlgo'],
    ['/v1/algo/orders?algo_type=STOP&symbol=PERP_ETH_USDC', 'headline.cancelAllAlgo'],
  ])('DELETE %s', (path, headline) => {
    const { message, reading } = opened(asked('DELETE', path));
    expect(message).toBe(`${NOW}DELETE${path}`);
    expect(reading).toMatchObject({ kind: 'cancel-or-reduce', act: 'cancel', headline: { id: headline } });
    expect(faults(reading)).toEqual([]);
  });

  test.each([
    '/v1/order',
    '/v1/order?order_id=12',
    '/v1/order?order_id=12&symbol=PERP_ETH_USDC&x=1',
    '/v1/order?order_id=12&order_id=13&symbol=PERP_ETH_USDC',
    '/v1/order?order_id=1%32&symbol=PERP_ETH_USDC',
    '/v1/order?order_id=&symbol=PERP_ETH_USDC',
    '/v1/orders?',
    '/v1/orders#x',
    '/v1/orders/',
    '/v1//orders',
    'v1/orders',
    '/v1/orders?symbol=SPOT_ETH_USDC',
    `/v1/batch-order?order_ids=${Array.from({ length: 11 }, (_, i) => i).join(',')}`,
    '/v1/client/broker',
    '/v1/order ',
    '/v1/ORDERS',
    '/v1/../v1/orders',
  ])('DELETE %s is none', (path) => {
    expect(whyOf(asked('DELETE', path))).toMatch(/^why\./);
  });

  test('with a body is none', () => {
    expect(whyOf(asked('DELETE', '/v1/orders', {}))).toBe('why.orderlyRequest');
  });
});

describe('what is none of these', () => {
  test.each([
    ['POST', '/v1/client/remove_orderly_key', { orderly_key: 'x' }],
    ['POST', '/v1/client/leverage', { leverage: 50 }],
    ['POST', '/v1/withdraw_request', {}],
    ['POST', '/v1/sub_account', {}],
    ['POST', '/v1/internal_transfer', {}],
    ['GET', '/v1/orders', undefined],
    ['GET', '/v1/client/holding', undefined],
    ['PUT', '/v1/algo/order', { order_id: '1', price: 2 }],
    ['post', '/v1/order', order()],
    ['POST', '/v1/order?x=1', order()],
    ['POST', '/v1/order', undefined],
    ['POST', 'toString', order()],
  ])('%s %s', (method, path, body) => {
    expect(whyOf(asked(method, path, body))).toMatch(/^why\./);
  });

  test.each([
    order({ secret: 1 }),
    order({ side: 'HOLD' }),
    order({ order_type: 'STOP' }),
    order({ symbol: 'ETH' }),
    order({ symbol: 'PERP_ETH_USDC ' }),
    order({ order_price: -1 }),
    order({ order_price: 0 }),
    order({ order_quantity: '1e3' }),
    order({ order_quantity: null }),
    order({ order_amount: 5 }),
    order({ order_price: undefined }),
    order({ order_type: 'MARKET' }),
    order({ reduce_only: 'true' }),
    order({ slippage: 0.1 }),
    order({ level: 1 }),
    order({ post_only_adjust: true }),
    order({ margin_mode: 'x' }),
    order({ client_order_id: '-x' }),
    order({ visible_quantity: -1 }),
    { orders: [order()] },
  ])('an order with %j', (body) => {
    expect(whyOf(asked('POST', '/v1/order', body))).toMatch(/^why\./);
  });

  test('a body that can be read in two ways', () => {
    expect(whyOf(asked('POST', '/v1/order', '{"side":"BUY","side":"SELL"}'))).toBe('request.duplicateKey');
    expect(whyOf(asked('POST', '/v1/order', `${EXAMPLE}{}`))).toBe('request.json');
    expect(whyOf(asked('POST', '/v1/order', '[]'))).toBe('why.value');
    expect(whyOf(asked('POST', '/v1/order', EXAMPLE.replace('2.11', '2.11e5')))).toBe('why.value');
  });

  test('a body that is no text', () => {
    expect(whyOf({ timestamp: NOW, method: 'POST', path: '/v1/order', body: order() })).toBe('why.value');
  });

  test.each([NOW + 30_001, NOW - 300_001, NOW + 86_400_000])('a request that is not of now: %d', (at) => {
    expect(whyOf(asked('DELETE', '/v1/orders', undefined, at))).toBe('why.orderlyTime');
  });

  test.each([0, -1, 1.5, '1e12', `0${NOW}`, `${NOW}0`, null, `${NOW} `])('a time of %j', (at) => {
    expect(whyOf(asked('DELETE', '/v1/orders', undefined, at))).toBe('why.value');
  });

  test('of now is what is half a minute ahead, or five minutes old', () => {
    for (const at of [NOW + 30_000, NOW - 300_000, String(NOW)])
      expect(whyOf(asked('DELETE', '/v1/orders', undefined, at))).toBe('none');
  });

  test.each([{ request: asked('DELETE', '/v1/orders'), hash: '0x12' }, {}, { request: 1 }])('%j', (given) => {
    const json = parseJson(JSON.stringify(given));
    expect(() => isObject(json) && openRequest(json, context)).toThrow(NotReadable);
  });

  test('a key more in the request', () => {
    expect(whyOf({ ...asked('DELETE', '/v1/orders'), host: 'x' })).toBe('why.value');
  });
});

/** Whatever is read as closing is signed as reduce-only, or closes by its type. */
test('nothing that can open is read as closing', () => {
  const bodies = [order(), order({ reduce_only: true }), TP_SL, POSITIONAL, BRACKET, STOP];
  fc.assert(
    fc.property(
      fc.constantFrom(...bodies),
      fc.constantFrom('/v1/order', '/v1/algo/order'),
      fc.constantFrom('reduce_only', 'side', 'type', 'algo_type', 'order_type', 'quantity', 'child_orders'),
      fc.oneof(fc.boolean(), fc.constantFrom('BUY', 'SELL', 'MARKET', 'CLOSE_POSITION', 'STOP', 'TP_SL', undefined)),
      (body, path, key, value) => {
        const request = asked('POST', path, { ...body, [key]: value });
        if (whyOf(request) !== 'none') return;
        const { reading } = opened(request);
        if (reading.kind !== 'order') throw new Error(reading.kind);
        const closes = reading.orders.every(({ effect }) => effect !== 'open');
        if (closes) expect(request.body).toContain('"reduce_only":true');
      },
    ),
    { numRuns: 500 },
  );
});
