/**
 * What a card says, from the leaves once more: size, price and side of orders by another decoder, and the hash of an action by
 * another msgpack. `npm run fuzz` runs the same for longer.
 */
import { encode } from '@msgpack/msgpack';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { AbiCoder } from 'ethers';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { concat, fromHex, toHex } from '../lib/bytes.ts';
import { RequestError } from '../signing/request-error.ts';
import { type Draw, drawFrom, pick, tape } from '../signing/testing/requests.ts';
import { CASES, SEED, TIMEOUT_MS } from '../signing/testing/runs.ts';
import { jsonMutations } from '../venues/expected/mutate.ts';
import { faults, unseen } from '../venues/expected/seen.ts';
import { type Json, NOW, preimageOf, type Read, readPreimage, readVector } from '../venues/expected/vector.ts';
import { NOT_SIGNED, summary } from '../venues/summary.ts';
import { addresses, all, messageOf, type Schema, schemas, texts } from '../venues/testing/made.ts';

vi.setConfig({ testTimeout: TIMEOUT_MS });
/** Without shrinking, which takes minutes: an error has the whole message in it. */
const runs = (share: number) => ({
  numRuns: Math.max(1, Math.round(CASES * share)),
  seed: SEED,
  endOnFailure: true,
});

/** An integer with so many decimals, worked out here once more. */
const scaled = (value: unknown, decimals: number): string => {
  const number = BigInt(value as string);
  const digits = (number < 0n ? -number : number).toString().padStart(decimals + 1, '0');
  const [whole, rest] = [digits.slice(0, -decimals), digits.slice(-decimals).replace(/0+$/, '')];
  return rest ? `${whole}.${rest}` : whole;
};

type Told = { size: string; price: string; side: 'long' | 'short' };
type Message = Record<string, unknown>;
/** What an order says, taken from its leaves without the reader. */
const TOLD: Record<string, (message: Message) => Told[]> = {
  synthetix: ({ orders }) =>
    (orders as Record<string, string>[]).map(({ quantity = '', price = '', side }) => ({
      size: quantity,
      price,
      side: side === 'buy' ? 'long' : 'short',
    })),
  aevo: ({ amount, limitPrice, isBuy }) => [
    { size: scaled(amount, 6), price: scaled(limitPrice, 6), side: isBuy ? 'long' : 'short' },
  ],
  nado: ({ amount, priceX18 }) => [
    { size: scaled(amount, 18), price: scaled(priceX18, 18), side: BigInt(amount as string) < 0n ? 'short' : 'long' },
  ],
  vertex: ({ amount, priceX18 }) => [
    { size: scaled(amount, 18), price: scaled(priceX18, 18), side: BigInt(amount as string) < 0n ? 'short' : 'long' },
  ],
  perennial: ({ amount, price }) => [
    { size: scaled(amount, 6), price: scaled(price, 6), side: BigInt(amount as string) < 0n ? 'short' : 'long' },
  ],
  derive: ({ data }) => {
    const words = AbiCoder.defaultAbiCoder().decode(
      ['address', 'uint256', 'int256', 'int256', 'uint256', 'uint256', 'bool'],
      data as string,
    );
    return [{ size: scaled(words[3], 18), price: scaled(words[2], 18), side: words[6] ? 'long' : 'short' }];
  },
};
const ORDERS = /^(?:PlaceOrders|Order|Intent|Action)\(/;

test.each(Object.keys(TOLD).filter((venue) => schemas.some((schema) => schema.venue === venue)))(
  'what a card of %s says is what its leaves say',
  (venue) => {
    const own = schemas.filter((schema) => schema.venue === venue && ORDERS.test(schema.encodeType));
    let compared = 0;
    fc.assert(
      fc.property(tape(120), (choices) => {
        const draw = drawFrom(choices);
        const vector = messageOf(draw, own[draw(own.length)] as Schema);
        const reading = readVector(vector)?.reading;
        if (reading?.kind !== 'order') return;
        // Of Derive, a quote holds other words than a trade.
        if (venue === 'derive' && String(vector.message?.data).length !== 2 + 7 * 64) return;
        const told = TOLD[venue]?.(vector.message ?? {}) ?? [];
        const rows = summary(reading);
        expect(rows.length).toBe(told.length);
        for (const [i, { size, price, side }] of rows.entries()) {
          // A whole position and a market order have none that counts.
          if (size !== 'all') expect(size).toBe(told[i]?.size);
          if (price !== NOT_SIGNED) expect(price).toBe(told[i]?.price);
          expect(side).toBe(told[i]?.side);
        }
        compared++;
      }),
      runs(0.04),
    );
    expect(compared).toBeGreaterThan(0);
  },
);

const CLOID = `0x${'1f'.repeat(16)}`;
const ADDRESS = '0x1d9470d4b963f552e6f671a81619d395877bf409';
const order = { a: 1, b: true, p: '3484', s: '0.5', r: false, t: { limit: { tif: 'Gtc' } } };
const stop = {
  ...order,
  b: false,
  r: true,
  t: { trigger: { isMarket: true, triggerPx: '3400', tpsl: 'sl' } },
  c: CLOID,
};
const ACTIONS: Json[] = [
  { type: 'order', orders: [order, stop], grouping: 'normalTpsl', builder: { b: ADDRESS, f: 25 } },
  { type: 'order', orders: [{ ...order, a: 10107 }], grouping: 'na' },
  { type: 'modify', oid: 7, order },
  { type: 'batchModify', modifies: [{ oid: CLOID, order: stop }] },
  { type: 'twapOrder', twap: { a: 1, b: true, s: '2', r: false, m: 30, t: true } },
  { type: 'cancel', cancels: [{ a: 1, o: 77 }] },
  { type: 'scheduleCancel', time: NOW + 60_123 },
  { type: 'updateLeverage', asset: 1, isCross: true, leverage: 25 },
  { type: 'updateIsolatedMargin', asset: 1, isBuy: true, ntli: 1_500_000 },
  { type: 'vaultTransfer', vaultAddress: ADDRESS, isDeposit: true, usd: 10_000_000 },
  {
    type: 'subAccountSpotTransfer',
    subAccountUser: ADDRESS,
    isDeposit: true,
    token: `PURR:0x${'c4'.repeat(16)}`,
    amount: '1.5',
  },
  { type: 'vaultModify', vaultAddress: ADDRESS, allowDeposits: true, alwaysCloseOnWithdraw: null },
  { type: 'setReferrer', code: 'FRIEND' },
  { type: 'reserveRequestWeight', weight: 10, destination: ADDRESS },
];
const NUMBERS = [
  0,
  1,
  2,
  -1,
  300,
  10_000,
  110_000,
  2 ** 32,
  Number.MAX_SAFE_INTEGER,
  -(2 ** 53) + 1,
  1.5,
  NOW,
  2 ** 31 - 1,
];

/** Another JSON of the same form, in which one of `rate` leaves is another. */
const other = (draw: Draw, json: Json, rate: number): Json => {
  if (Array.isArray(json)) {
    const items = json.map((item) => other(draw, item, rate));
    return draw(rate) > 0 ? items : [...items, ...items].slice(0, draw(4));
  }
  if (typeof json === 'object' && json !== null) {
    const parts = Object.entries(json).map(([key, part]): [string, Json] => [key, other(draw, part, rate)]);
    if (draw(4 * rate) === 1) parts.reverse();
    if (draw(4 * rate) === 1) parts.pop();
    if (draw(4 * rate) === 1) parts.push(['extra', 1]);
    return Object.fromEntries(parts);
  }
  if (draw(rate) > 0) return json;
  return pick<Json>(draw, [
    null,
    !json,
    NUMBERS[draw(NUMBERS.length)] ?? 0,
    pick(draw, texts),
    pick(draw, addresses).toLowerCase(),
  ]);
};

/** As `signing.py` of the venue puts it together. */
const connectionOf = ({ action, nonce, vaultAddress, expiresAfter }: Record<string, Json>): string => {
  const uint64 = (value: Json) => fromHex(`0x${BigInt(Number(value)).toString(16).padStart(16, '0')}`);
  const vault = typeof vaultAddress === 'string' ? [Uint8Array.of(1), fromHex(vaultAddress)] : [Uint8Array.of(0)];
  const end = typeof expiresAfter === 'number' ? [Uint8Array.of(0), uint64(expiresAfter)] : [];
  return toHex(keccak_256(concat(encode(action), uint64(nonce ?? 0), ...vault, ...end)));
};

describe('what a hash is made of', () => {
  const opened = (given: Record<string, Json>): Read | null => {
    try {
      return readPreimage(given);
    } catch (cause) {
      if (cause instanceof RequestError) return null;
      throw cause;
    }
  };
  const check = (draw: Draw, given: Record<string, Json>): void => {
    const read = opened(given);
    if (!read) return;
    const wrong = faults(read.reading);
    if (given.venue === 'hyperliquid') {
      const shown = read.reading.fields.find(({ path }) => path === 'message.connectionId')?.value;
      if (shown !== connectionOf(given)) wrong.push(`${shown} is hashed and not ${connectionOf(given)}`);
    }
    if (draw(3) === 0) {
      const changes = jsonMutations(given);
      const [path, changed] = changes[draw(changes.length)] ?? ['', given];
      const after = opened(changed as Record<string, Json>);
      const why = after && unseen(read, after, path);
      if (why) wrong.push(`${path}: ${why}`);
    }
    if (wrong.length > 0) throw new Error(`${wrong.join('\n')}\n${JSON.stringify(given)}`);
  };

  test('of Hyperliquid is read and hashed, or refused', () => {
    const frames: Record<string, Json>[] = [{}, { vaultAddress: ADDRESS }, { expiresAfter: NOW + 5500 }];
    fc.assert(
      fc.property(tape(120), (choices) => {
        const draw = drawFrom(choices);
        const action = ACTIONS[draw(ACTIONS.length)] ?? null;
        const frame = { action, nonce: NOW, isTestnet: draw(2) === 1, ...frames[draw(frames.length)] };
        check(draw, { venue: 'hyperliquid', ...(other(draw, frame, pick(draw, [32, 8, 3])) as Record<string, Json>) });
      }),
      runs(0.1),
    );
  });

  const [gmx] = all.flatMap((vector) => {
    const preimage = vector.hyperliquidL1 ? null : preimageOf(vector, all);
    return preimage ? [preimage] : [];
  });
  if (gmx)
    test('of GMX is read and hashed, or refused', () => {
      fc.assert(
        fc.property(tape(120), (choices) => {
          const draw = drawFrom(choices);
          const { domain, types, primaryType, message } = gmx.typedData as Record<string, Json>;
          const changed = other(draw, message ?? null, pick(draw, [64, 16, 8]));
          check(draw, { venue: 'gmx', typedData: { domain, types, primaryType, message: changed } as Json });
        }),
        runs(0.03),
      );
    });
});
