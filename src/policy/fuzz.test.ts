/**
 * Messages of known venues with values that no venue sends: a reader says that it cannot read them, or makes a card in which
 * nothing is lost, hidden or made up. `npm run fuzz` runs the same for longer.
 */
import { AbiCoder, Interface, type ParamType } from 'ethers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddress } from '../signing/address.ts';
import { readPersonalParams } from '../signing/personal.ts';
import { parseSiwe } from '../signing/siwe.ts';
import { ADDRESSES, anyValue, type Draw, drawFrom, integer, pick, STRINGS, tape } from '../signing/testing/requests.ts';
import { CASES, SEED } from '../signing/testing/runs.ts';
import { digestOfShown } from '../signing/testing/shown.ts';
import { readTypedDataParams } from '../signing/typed-data.ts';
import type { DomainRule } from '../venues/adapter.ts';
import { mutations } from '../venues/expected/mutate.ts';
import { faults, unseen } from '../venues/expected/seen.ts';
import {
  ACCOUNT,
  type Json,
  NOW,
  paramsOf,
  readVector,
  type Types,
  typesOf,
  type Vector,
  vectors,
} from '../venues/expected/vector.ts';
import { readPersonal } from '../venues/personal.ts';
import { adapters } from '../venues/registry.ts';
import { NOT_SIGNED, summary } from '../venues/summary.ts';
import { examineTypedData } from './examine.ts';

const runs = (share: number) => ({ numRuns: Math.max(1, Math.round(CASES * share)), seed: SEED });
const all = vectors();

/** Texts, integers and bytes of real messages: what a reader looks for. */
const harvest = { strings: new Set<string>(), bytes: new Set<string>(), addresses: new Set<string>(ADDRESSES) };
const reap = (value: Json | undefined): void => {
  if (typeof value === 'string') {
    if (/^0x[\da-fA-F]{40}$/.test(value)) harvest.addresses.add(value);
    else if (/^0x([\da-f]{2})*$/i.test(value)) harvest.bytes.add(value);
    harvest.strings.add(value);
  } else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) reap(part as Json);
};
for (const { message, domain } of all) reap({ ...message, ...domain });
const nonEmpty = <T>(items: Iterable<T>, first: T): [T, ...T[]] => [first, ...items];
const texts = nonEmpty(
  [
    ...harvest.strings,
    ...STRINGS,
    'market',
    'limitIoc',
    'sell',
    'short',
    'Testnet',
    '0.5',
    '1000000.000001',
    '50%',
    '1e18',
    ' 1',
    '01',
    '1.',
    '.5',
    '9'.repeat(90),
  ],
  '',
);
const addresses = nonEmpty(harvest.addresses, ACCOUNT);
const bytes = nonEmpty(harvest.bytes, '0x');

/** Ends, amounts and prices in the units that venues use. */
const likely = [
  0n,
  1n,
  2n,
  3n,
  10n ** 6n,
  10n ** 18n,
  3500n * 10n ** 6n,
  3500n * 10n ** 18n,
  -(10n ** 18n),
  1_789_000_060n,
  1_789_000_060_000n,
  2n ** 64n - 1n,
  2n ** 63n,
] as const;

/** Bytes of a real message with another word in them. */
const withOtherWord = (draw: Draw, hex: string): string => {
  const at = 2 + 64 * draw(Math.max(1, Math.floor((hex.length - 2) / 64)));
  const word = BigInt.asUintN(256, likely[draw(likely.length)] ?? 0n);
  return hex.slice(0, at) + word.toString(16).padStart(64, '0') + hex.slice(at + 64);
};

/**
 * A leaf: as a real message has it, as one of another venue has it, or anything that its type can hold.
 * @param rate one of so many leaves is changed
 */
const leaf = (draw: Draw, type: string, real: Json | undefined, rate: number): unknown => {
  if (real !== undefined && real !== null && draw(rate) > 0) return real;
  if (type === 'string') return pick(draw, texts);
  if (type === 'address') return pick(draw, addresses);
  const number = /^(u?)int(\d+)$/.exec(type);
  if (number && draw(2)) {
    const [signed, bits] = [number[1] === '', Number(number[2])];
    const value = likely[draw(likely.length)] ?? 0n;
    return String(signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value));
  }
  if (type === 'bytes' && typeof real === 'string' && real.length > 66 && draw(4)) return withOtherWord(draw, real);
  const fixed = /^bytes(\d*)$/.exec(type);
  if (fixed && draw(2)) {
    const some = pick(draw, bytes);
    return fixed[1]
      ? `0x${some
          .slice(2)
          .padEnd(64, '0')
          .slice(0, 2 * Number(fixed[1]))}`
      : some;
  }
  return anyValue(draw, {}, type);
};

const build = (draw: Draw, types: Types, type: string, real: Json | undefined, rate: number): unknown => {
  const list = /^(.+)\[(\d*)\]$/.exec(type);
  if (list) {
    const items = Array.isArray(real) ? real : [];
    const length = list[2] ? Number(list[2]) : draw(rate) ? items.length : draw(4);
    return Array.from({ length }, (_, i) => build(draw, types, list[1] ?? '', items[i % (items.length || 1)], rate));
  }
  const members = types[type];
  if (!members) return leaf(draw, type, real, rate);
  const struct = (real ?? {}) as Record<string, Json>;
  return Object.fromEntries(members.map(({ name, type: of }) => [name, build(draw, types, of, struct[name], rate)]));
};

type Schema = { venue: string; rule: DomainRule; encodeType: string; real: Vector[] };

const encodeTypeOf = (vector: Vector): string => readTypedDataParams(paramsOf(vector, ACCOUNT)).data.encodeType;
const typed = all
  .filter(({ kind }) => kind === 'eip712')
  .map((vector) => ({ vector, encodeType: encodeTypeOf(vector) }));
const schemas: Schema[] = adapters.flatMap((adapter) =>
  adapter.domains.flatMap((rule) =>
    Object.keys(rule.readers).map((encodeType) => ({
      venue: adapter.id,
      rule,
      encodeType,
      real: typed
        .filter(({ vector, encodeType: of }) => of === encodeType && vector.domain?.name === rule.name)
        .map(({ vector }) => vector),
    })),
  ),
);

/** The real one where it is of this network, else another that the venue has. */
const domainOf = (draw: Draw, { rule }: Schema, vector: Vector | undefined): Record<string, Json> => {
  const { name, version, chainIds, verifyingContracts: known, type } = rule;
  const contracts =
    typeof known === 'function'
      ? addresses.concat(`0x${'0'.repeat(39)}${draw(10)}`).filter((one) => known(parseAddress(one)))
      : known;
  const parts: Record<string, Json | undefined> = {
    name,
    version,
    chainId: chainIds ? (chainIds[draw(chainIds.length)] ?? 1) : pick(draw, [1, 421614, 42161]),
    verifyingContract: contracts[draw(contracts.length || 1)] ?? ACCOUNT,
    salt: `0x${'00'.repeat(32)}`,
  };
  const real = vector?.domain ?? {};
  const fits = chainIds === undefined || chainIds.includes(Number(real.chainId));
  const declared = typesOf(type).EIP712Domain ?? [];
  return Object.fromEntries(
    declared.map(({ name: of }) => [of, (fits && draw(8) ? real[of] : undefined) ?? parts[of] ?? '']),
  );
};

/** A message of a venue that Vouch reads, as the page would send it. */
const messageOf = (draw: Draw, schema: Schema): Vector => {
  const types = typesOf(schema.encodeType);
  const primaryType = schema.encodeType.slice(0, schema.encodeType.indexOf('('));
  const real = schema.real[draw(schema.real.length || 1)];
  return {
    file: schema.venue,
    id: primaryType,
    kind: 'eip712',
    ...(real?.signer === undefined ? {} : { signer: real.signer }),
    domain: domainOf(draw, schema, real),
    types: { ...types, EIP712Domain: typesOf(schema.rule.type).EIP712Domain ?? [] },
    primaryType,
    message: build(draw, types, primaryType, real?.message, pick(draw, [16, 4, 2])) as Record<string, Json>,
  };
};

const fail = (vector: Vector, what: readonly string[]): void => {
  if (what.length === 0) return;
  const { file, id, domain, message, data, messageText } = vector;
  throw new Error(`${file} ${id}\n${what.join('\n')}\n${JSON.stringify({ domain, message, data, messageText })}`);
};

/** One leaf is changed, and it must be seen. */
const changeIsSeen = (draw: Draw, vector: Vector): string[] => {
  const before = readVector(vector);
  if (!before || before.reading.kind === 'unreadable') return [];
  const changes = mutations(vector).filter(({ path }) => !path.startsWith('domain'));
  const change = changes[draw(changes.length || 1)];
  const after = change && readVector(change.vector);
  const why = after && unseen(before, after, change.path);
  return why ? [`${change.path}: ${why}`] : [];
};

describe('typed data of the venues', () => {
  test('is read, or said to be unread', () => {
    fc.assert(
      fc.property(tape(200), (choices) => {
        const draw = drawFrom(choices);
        const vector = messageOf(draw, schemas[draw(schemas.length)] as Schema);
        const params = paramsOf(vector, vector.signer ?? ACCOUNT);
        const chainId = Number(vector.domain?.chainId ?? 1);
        const { reading, digest } = examineTypedData(params, { origin: 'https://site.example', chainId, now: NOW });
        fail(vector, faults(reading));
        expect(digestOfShown(readTypedDataParams(params).data)).toBe(digest);
        if (draw(3) === 0) fail(vector, changeIsSeen(draw, vector));
      }),
      runs(0.6),
    );
  });

  test('a good part of what is made is readable', () => {
    let read = 0;
    const tried = fc.sample(tape(200), { numRuns: 400, seed: SEED });
    for (const choices of tried) {
      const draw = drawFrom(choices);
      const vector = messageOf(
        draw,
        schemas.filter(({ real }) => real.length > 0)[draw(schemas.length)] ?? (schemas[0] as Schema),
      );
      if (readVector(vector)?.reading.kind !== 'unreadable') read++;
    }
    expect(read).toBeGreaterThan(tried.length / 4);
  });
});

const calls = adapters.flatMap((adapter) => (adapter.calls ?? []).map((rule) => ({ venue: adapter.id, rule })));

/** An argument as the ABI has it: addresses of the account and of others, integers of use and at the edges. */
const argument = (draw: Draw, type: ParamType): unknown => {
  if (type.baseType === 'array')
    return Array.from({ length: type.arrayLength && type.arrayLength > 0 ? type.arrayLength : draw(4) }, () =>
      argument(draw, type.arrayChildren as ParamType),
    );
  if (type.baseType === 'tuple') return (type.components ?? []).map((part) => argument(draw, part));
  if (type.baseType === 'address') return draw(2) ? ACCOUNT : pick(draw, addresses).toLowerCase();
  const number = /^(u?)int(\d+)$/.exec(type.baseType);
  if (number && draw(2) === 0) return integer(draw, Number(number[2]), number[1] === '');
  return leaf(draw, type.baseType, undefined, 1);
};

describe('calls of the venues', () => {
  if (calls.length === 0) {
    test.skip('no adapter reads calls', () => {});
    return;
  }
  test('are read, or said to be unread', () => {
    fc.assert(
      fc.property(tape(160), (choices) => {
        const draw = drawFrom(choices);
        const { venue, rule } = calls[draw(calls.length)] as (typeof calls)[number];
        const abi = new Interface([`function ${rule.signature}`]);
        const call = abi.fragments[0] as unknown as { name: string; inputs: ParamType[] };
        const args = call.inputs.map((input) => argument(draw, input));
        let data = abi.encodeFunctionData(call.name, args);
        const damage = draw(6);
        if (damage === 1) data = data.slice(0, Math.max(10, data.length - 2 * (1 + draw(64))));
        if (damage === 2) data += '00'.repeat(1 + draw(40));
        if (damage === 3 && data.length > 10) {
          const at = 10 + draw(data.length - 10);
          data = `${data.slice(0, at)}f${data.slice(at + 1)}`;
        }
        const vector: Vector = {
          file: venue,
          id: call.name,
          kind: 'calldata',
          data,
          chainId: rule.chainIds[draw(rule.chainIds.length)] ?? 1,
          to: rule.contracts[draw(rule.contracts.length)] ?? ACCOUNT,
        };
        const read = readVector(vector);
        fail(vector, read ? faults(read.reading) : ['it is not read']);
        if (damage === 2 && read?.reading.kind !== 'unreadable') fail(vector, ['what is left over is not said']);
        if (damage === 0 && draw(3) === 0) {
          const plain = args.map((arg) =>
            JSON.parse(JSON.stringify(arg, (_, v) => (typeof v === 'bigint' ? String(v) : v))),
          );
          fail(vector, changeIsSeen(draw, { ...vector, humanReadable: `function ${rule.signature}`, args: plain }));
        }
      }),
      runs(0.2),
    );
  });
});

describe('messages', () => {
  const seeds = nonEmpty(
    all.flatMap(({ messageText }) => (messageText === undefined ? [] : [messageText])),
    'hello',
  );
  const context = { origin: 'https://site.example', account: parseAddress(ACCOUNT), chainId: 1, now: NOW };

  test('are read, or said to be unread', () => {
    fc.assert(
      fc.property(tape(40), fc.string({ unit: 'binary', maxLength: 8 }), (choices, junk) => {
        const draw = drawFrom(choices);
        let text = pick(draw, seeds);
        for (let i = draw(4); i > 0; i--) {
          const at = draw(text.length + 1);
          const put = pick(draw, ['', '0', '\n', 'ffffffffffffffff', ' ', junk.toWellFormed(), pick(draw, texts)]);
          text = text.slice(0, at) + put + text.slice(at + draw(20));
        }
        const { message } = readPersonalParams(JSON.stringify([text.toWellFormed(), ACCOUNT]));
        const signIn = message.text === null ? null : parseSiwe(message.text);
        const found = faults(readPersonal(message, signIn, context));
        fail({ file: 'text', id: 'message', kind: 'personal_sign', messageText: text }, found);
      }),
      runs(0.15),
    );
  });
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
      runs(0.01),
    );
    expect(compared).toBeGreaterThan(0);
  },
);
