/**
 * Whatever a page sends: the parser refuses it with its own error, or what it shows is what is hashed. A second encoder
 * (`testing/shown.ts`) makes the digest from nothing but the fields that are shown. `npm run fuzz` runs the same for longer.
 */
import { TypedDataEncoder } from 'ethers';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { readPersonalParams } from './personal.ts';
import { RequestError } from './request-error.ts';
import { parseSiwe } from './siwe.ts';
import { drawFrom, pick, type Request, requestOf, STRINGS, tape } from './testing/requests.ts';
import { CASES, SEED, TIMEOUT_MS } from './testing/runs.ts';
import { digestOfShown } from './testing/shown.ts';
import { readTransactionParams } from './transaction.ts';
import { readTypedDataParams, type TypedData } from './typed-data.ts';

const ACCOUNT = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
/** Longer than any of them may take on a busy machine; the parser's caps are what it stays under. */
const TOO_LONG_MS = 5000;

vi.setConfig({ testTimeout: TIMEOUT_MS });
const runs = (share: number) => ({ numRuns: Math.max(1, Math.round(CASES * share)), seed: SEED });
const parse = (text: string): TypedData => readTypedDataParams(`["${ACCOUNT}",${text}]`).data;

/** What comes of a text: the data, or the id of the parser's own error. Anything else is a fault. */
const outcome = <T>(read: () => T): T | { refused: string } => {
  const before = performance.now();
  try {
    return read();
  } catch (cause) {
    if (cause instanceof RequestError) return { refused: cause.text.id };
    throw cause;
  } finally {
    expect(performance.now() - before).toBeLessThan(TOO_LONG_MS);
  }
};
const refusal = (text: string): string => {
  const found = outcome(() => parse(text));
  return 'refused' in found ? found.refused : 'none';
};
const shownIsHashed = (data: TypedData): void => {
  const digest = digestOfShown(data);
  if (digest !== data.digest) throw new Error(`shown: ${digest}, hashed: ${data.digest}`);
};

describe('a request that follows the rules', () => {
  test('is shown as it is hashed, as an object and as text', () => {
    fc.assert(
      fc.property(tape(160), (choices) => {
        const text = JSON.stringify(requestOf(drawFrom(choices)));
        const data = parse(text);
        shownIsHashed(data);
        if (parse(JSON.stringify(text)).digest !== data.digest) throw new Error('as text it is another message');
      }),
      runs(0.25),
    );
  });

  test('has the digest of ethers', () => {
    fc.assert(
      fc.property(tape(160), (choices) => {
        const request = requestOf(drawFrom(choices));
        const data = parse(JSON.stringify(request));
        // ethers takes the domain's fields in its own order, and no type that is not used.
        if (request.types.EIP712Domain) return;
        const used = [...data.encodeType.matchAll(/([^()]+)\([^()]*\)/g)].map(([, name = '']) => name);
        const types = Object.fromEntries(used.map((name) => [name, request.types[name] ?? []]));
        const domain = Object.fromEntries(Object.entries(request.domain).filter(([, value]) => value !== ''));
        expect(data.digest).toBe(TypedDataEncoder.hash(domain, types, request.message as Record<string, unknown>));
      }),
      runs(0.02),
    );
  });
});

test('a field that is shown wrongly, twice or not at all is found', () => {
  const text = JSON.stringify({
    types: {
      Order: [
        { name: 'a', type: 'uint256' },
        { name: 'b', type: 'string[]' },
      ],
    },
    primaryType: 'Order',
    domain: { name: 'N' },
    message: { a: '1', b: ['x', '\u202e'] },
  });
  const data = parse(text);
  shownIsHashed(data);
  const [first, ...rest] = data.fields;
  if (!first) throw new Error('no field');
  for (const fields of [
    [{ ...first, value: '2' }, ...rest],
    rest,
    [first, first, ...rest],
    data.fields.slice(0, -1),
    [...data.fields, first],
  ])
    expect(() => shownIsHashed({ ...data, fields })).toThrow();
});

/** The value of a random key or item of a text: where something is put in or taken out. */
const places = (text: string): number[] => [...text.matchAll(/[{[,:]/g)].map(({ index }) => index + 1);

describe('a request that does not', () => {
  const spoilt = (
    name: string,
    spoil: (text: string, request: Request, draw: (n: number) => number) => string,
    expected: readonly string[],
  ) =>
    test(name, () => {
      fc.assert(
        fc.property(tape(120), (choices) => {
          const draw = drawFrom(choices);
          const request = requestOf(draw);
          const found = refusal(spoil(JSON.stringify(request), request, draw));
          if (!expected.includes(found)) throw new Error(`${found} instead of ${expected.join(' or ')}`);
        }),
        runs(0.02),
      );
    });

  /** Puts a member first into one of the objects. */
  const within = (text: string, member: string, draw: (n: number) => number): string => {
    const objects = [...text.matchAll(/\{(?=")/g)].map(({ index }) => index + 1);
    const at = objects[draw(objects.length)] ?? 1;
    return `${text.slice(0, at)}${member},${text.slice(at)}`;
  };
  const firstKey = (text: string, at: number): string => /^"(?:[^"\\]|\\.)*"/.exec(text.slice(at))?.[0] ?? '""';

  spoilt(
    'has a key twice',
    (text, _, draw) => {
      const objects = [...text.matchAll(/\{(?=")/g)].map(({ index }) => index + 1);
      const at = objects[draw(objects.length)] ?? 1;
      return `${text.slice(0, at)}${firstKey(text, at)}:1,${text.slice(at)}`;
    },
    ['request.duplicateKey'],
  );
  spoilt(
    'has a key of the prototype',
    (text, _, draw) =>
      within(text, `"${pick(draw, ['__proto__', 'constructor', 'prototype', '\\u005f_proto__'])}":{}`, draw),
    ['request.refusedKey'],
  );
  spoilt('is nested too deep', (text, _, draw) => within(text, `"deep":${'['.repeat(40)}1${']'.repeat(40)}`, draw), [
    'request.deep',
  ]);
  spoilt('is too large', (text, _, draw) => within(text, `"large":"${'x'.repeat(256 * 1024)}"`, draw), [
    'request.large',
  ]);
  spoilt('has too many items', (text, _, draw) => within(text, `"many":[${Array(1025).fill(1)}]`, draw), [
    'request.manyItems',
  ]);
  spoilt('goes on behind its end', (text, _, draw) => `${text}${pick(draw, ['{}', ',', '1', ']', '\u00a0'])}`, [
    'request.json',
    'request.params',
  ]);
  spoilt(
    'has a number that was rounded',
    (_, request, draw) => {
      const types = { ...request.types, Big: [{ name: 'n', type: 'uint256' }] };
      const number = pick(draw, [
        '9007199254740992',
        '9007199254740993',
        '1e16',
        '123456789012345678901234567890',
        '1e400',
      ]);
      const domain = JSON.stringify(request.domain);
      return `{"types":${JSON.stringify(types)},"primaryType":"Big","domain":${domain},"message":{"n":${number}}}`;
    },
    ['request.rounded', 'request.integer'],
  );
  spoilt(
    'has an integer outside of its type',
    (_, request, draw) => {
      const bits = 8 * (1 + draw(32));
      const signed = draw(2) === 1;
      const most = 2n ** BigInt(signed ? bits - 1 : bits);
      const value = draw(2) ? most : signed ? -most - 1n : -1n;
      const types = { ...request.types, Far: [{ name: 'n', type: `${signed ? '' : 'u'}int${bits}` }] };
      return JSON.stringify({ ...request, types, primaryType: 'Far', message: { n: String(value) } });
    },
    ['request.range', 'request.integer'],
  );
});

test('what is sent along and not declared is never shown as signed', () => {
  fc.assert(
    fc.property(tape(120), (choices) => {
      const draw = drawFrom(choices);
      const request = requestOf(draw);
      const plain = parse(JSON.stringify(request));
      const key = `extra${pick(draw, ['', ' price', '\u202e'])}`;
      const data = parse(JSON.stringify({ ...request, message: { ...(request.message as object), [key]: '1' } }));
      expect(data.digest).toBe(plain.digest);
      expect(data.fields).toEqual(plain.fields);
      expect(data.unsigned).toHaveLength(plain.unsigned.length + 1);
    }),
    runs(0.02),
  );
});

describe('any text', () => {
  /** A good request, cut, doubled and changed at random places. */
  const damaged = (choices: Uint32Array): string => {
    const draw = drawFrom(choices);
    let text = JSON.stringify(requestOf(draw));
    for (let i = draw(4); i >= 0; i--) {
      const at = draw(3) ? (places(text)[draw(places(text).length || 1)] ?? 0) : draw(text.length + 1);
      const end = at + draw(12);
      const piece = text.slice(at, end);
      const put = [
        '',
        piece + piece,
        pick(draw, [
          '"',
          '{',
          '}',
          '[',
          ']',
          ',',
          ':',
          'null',
          '-',
          '0x',
          '\\',
          '\\ud800',
          '\u0000',
          '1e9',
          'true',
          '""',
        ]),
        JSON.stringify(pick(draw, STRINGS)),
        pick(draw, [
          '"type":"uint","name":"a"',
          '"uint256[]"',
          '"EIP712Domain"',
          '"Order[]"',
          '9007199254740993',
          '"function"',
        ]),
      ][draw(5)];
      text = text.slice(0, at) + put + text.slice(end);
    }
    return text;
  };

  test('is refused, or shown as it is hashed', () => {
    fc.assert(
      fc.property(tape(160), (choices) => {
        const found = outcome(() => parse(damaged(choices)));
        if (!('refused' in found)) shownIsHashed(found);
      }),
      runs(0.4),
    );
  });

  const plain = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.json({ maxDepth: 5 }),
    fc.constantFrom(...STRINGS).map((text) => JSON.stringify(text)),
  );
  test('as params of any method is refused or read', () => {
    fc.assert(
      fc.property(plain, (text) => {
        outcome(() => readTypedDataParams(text));
        outcome(() => readTypedDataParams(`["${ACCOUNT}",${text}]`));
        outcome(() => readTransactionParams(`[${text}]`));
        const personal = outcome(() => readPersonalParams(`[${text},"${ACCOUNT}"]`));
        if (!('refused' in personal)) parseSiwe(personal.message.text ?? '');
      }),
      runs(0.15),
    );
  });
});
