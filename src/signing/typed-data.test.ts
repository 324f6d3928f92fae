import { SignTypedDataVersion, TypedDataUtils } from '@metamask/eth-sig-util';
import { TypedDataEncoder } from 'ethers';
import fc from 'fast-check';
import { hashTypedData } from 'viem';
import { describe, expect, test } from 'vitest';
import published from './published-digests.json' with { type: 'json' };
import { RequestError } from './request-error.ts';
import { readTypedDataParams, readTypedDataV3Params } from './typed-data.ts';

const ACCOUNT = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const CONTRACT = '0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC';

const parse = (data: unknown) => readTypedDataParams(JSON.stringify([ACCOUNT, data])).data;
const parseText = (text: string) => readTypedDataParams(`["${ACCOUNT}",${text}]`).data;
/** One member of one type, with its value as JSON text. */
const one = (type: string, value: string) =>
  parseText(
    `{"types":{"T":[{"name":"a","type":"${type}"}]},"primaryType":"T","domain":{"name":"N"},"message":{"a":${value}}}`,
  );
const errorOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof RequestError) return error.text.id;
    throw error;
  }
  return 'none';
};

test.each(published)('$source', ({ digest, data }) => {
  expect(parse(data).digest).toBe(digest);
  expect(parse(JSON.stringify(data)).digest).toBe(digest);
});

type Member = { name: string; type: string };
type Data = {
  types: Record<string, Member[]>;
  primaryType: string;
  domain: Record<string, unknown>;
  message: Record<string, unknown>;
};

const integerTypes = Array.from({ length: 32 }, (_, i) => 8 * (i + 1));
const atom = fc.oneof(
  fc.constantFrom('string', 'bytes', 'bool', 'address', 'uint256', 'int8'),
  fc.constantFrom(...integerTypes).chain((bits) => fc.constantFrom(`uint${bits}`, `int${bits}`)),
  fc.integer({ min: 1, max: 32 }).map((length) => `bytes${length}`),
);
const hex = (bytes: Uint8Array) => `0x${Buffer.from(bytes).toString('hex')}`;

/** A value as a page would hold it; integers are bigint here and become text in JSON. */
const valuesOf = (types: Record<string, Member[]>, type: string): fc.Arbitrary<unknown> => {
  const list = /^(.*)\[(\d*)\]$/.exec(type);
  if (list) {
    const [, item = '', length] = list;
    const size = length ? { minLength: Number(length), maxLength: Number(length) } : { maxLength: 3 };
    return fc.array(valuesOf(types, item), size);
  }
  const members = types[type];
  if (members)
    return fc.record(Object.fromEntries(members.map((member) => [member.name, valuesOf(types, member.type)])));
  const integer = /^(u?)int(\d+)$/.exec(type);
  if (integer) {
    const bits = BigInt(integer[2] ?? 0);
    const half = 2n ** (bits - 1n);
    return integer[1] ? fc.bigInt({ min: 0n, max: 2n * half - 1n }) : fc.bigInt({ min: -half, max: half - 1n });
  }
  const length = Number(/^bytes(\d+)$/.exec(type)?.[1] ?? 0);
  if (length) return fc.uint8Array({ minLength: length, maxLength: length }).map(hex);
  if (type === 'bytes') return fc.uint8Array({ maxLength: 40 }).map(hex);
  if (type === 'address') return fc.uint8Array({ minLength: 20, maxLength: 20 }).map(hex);
  return type === 'bool' ? fc.boolean() : fc.string({ unit: 'grapheme', maxLength: 12 });
};

/** Types refer to later ones alone or in lists, so that every value ends. */
const schema = fc.integer({ min: 1, max: 4 }).chain((count) => {
  const membersOf = (index: number): fc.Arbitrary<Member[]> => {
    const later = Array.from({ length: count - index - 1 }, (_, i) => `Type${index + i + 1}`);
    const base = later.length
      ? fc.oneof({ weight: 2, arbitrary: atom }, { weight: 1, arbitrary: fc.constantFrom(...later) })
      : atom;
    const type = fc.tuple(base, fc.constantFrom('', '', '', '[]', '[2]', '[][1]')).map(([of, suffix]) => of + suffix);
    return fc
      .array(type, { minLength: 1, maxLength: 4 })
      .map((of) => of.map((item, i) => ({ name: i ? `member ${i}` : 'a', type: item })));
  };
  return fc
    .tuple(...Array.from({ length: count }, (_, i) => membersOf(i)))
    .map((all) => Object.fromEntries(all.map((members, i) => [`Type${i}`, members])));
});

const domain = fc.record(
  {
    name: fc.string(),
    version: fc.string(),
    chainId: fc.integer({ min: 1 }),
    verifyingContract: fc.constant(CONTRACT),
    salt: fc.uint8Array({ minLength: 32, maxLength: 32 }).map(hex),
  },
  { requiredKeys: [] },
);
const anyData: fc.Arbitrary<Data> = fc
  .tuple(schema, domain)
  .chain(([types, of]) =>
    valuesOf(types, 'Type0').map((message) => ({
      types,
      primaryType: 'Type0',
      domain: { ...of },
      message: message as Record<string, unknown>,
    })),
  )
  // An empty text in the domain means "not there" (dYdX).
  .filter(({ domain: of }) => of.name !== '' && of.version !== '');

const asText = (data: unknown) =>
  JSON.stringify(data, (_, value) => (typeof value === 'bigint' ? value.toString() : value));

/** Paths of all leaves, as keys to follow. An empty list is a leaf. */
const leaves = (value: unknown, path: (string | number)[] = []): (string | number)[][] => {
  if (Array.isArray(value)) return value.length ? value.flatMap((item, i) => leaves(item, [...path, i])) : [path];
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, part]) => leaves(part, [...path, key]));
};

describe('over generated schemas', () => {
  test('the digest is the one of viem', () => {
    fc.assert(
      fc.property(anyData, (data) => {
        expect(parseText(asText(data)).digest).toBe(hashTypedData(data as Parameters<typeof hashTypedData>[0]));
      }),
      { numRuns: 300 },
    );
  });

  test('a colon in the name of an inner type is hashed as ethers does it', () => {
    const types = { 'A:B': [{ name: 'a', type: 'C:D[]' }], 'C:D': [{ name: 'd e', type: 'int8' }] };
    const message = { a: [{ 'd e': -1 }, { 'd e': 1 }] };
    const data = parse({ types, primaryType: 'A:B', domain: { name: 'N' }, message });
    expect(data.encodeType).toBe('A:B(C:D[] a)C:D(int8 d e)');
    expect(data.digest).toBe(TypedDataEncoder.hash({ name: 'N' }, types, message));
  });

  test('every signed leaf is shown, and changing one changes the digest and that field alone', () => {
    fc.assert(
      fc.property(anyData, fc.nat(), (data, seed) => {
        const before = parseText(asText(data));
        const paths = leaves(data.message);
        expect(before.fields).toHaveLength(paths.length);
        const index = seed % paths.length;
        const path = paths[index] ?? [];
        const changed = structuredClone(data);
        const last = path.at(-1) ?? '';
        // biome-ignore lint/suspicious/noExplicitAny: walks a value of unknown shape
        const holder = path.slice(0, -1).reduce((of: any, key) => of[key], changed.message);
        const old = holder[last];
        if (typeof old === 'boolean') holder[last] = !old;
        else if (typeof old === 'bigint') holder[last] = old === 0n ? 1n : old - (old > 0n ? 1n : -1n);
        else if (typeof old === 'string' && /^0x(?:[\da-f]{2})+$/.test(old))
          holder[last] = `${old.slice(0, -1)}${old.endsWith('0') ? '1' : '0'}`;
        else if (typeof old === 'string' && old !== '0x') holder[last] = `${old}.`;
        else return; // an empty list or no bytes: nothing of it to change
        const after = parseText(asText(changed));
        expect(after.digest).not.toBe(before.digest);
        const differing = after.fields.flatMap((field, i) => (field.value === before.fields[i]?.value ? [] : [i]));
        expect(differing).toEqual([index]);
      }),
      { numRuns: 300 },
    );
  });

  test('damaged params give the same error class or other data, and nothing else', () => {
    fc.assert(
      fc.property(anyData, fc.nat(), fc.nat(6), fc.string({ maxLength: 3 }), (data, at, cut, put) => {
        const text = `["${ACCOUNT}",${asText(data)}]`;
        const place = at % text.length;
        try {
          expect(readTypedDataParams(text.slice(0, place) + put + text.slice(place + cut)).data.digest).toMatch(
            /^0x[\da-f]{64}$/,
          );
        } catch (error) {
          expect(error).toBeInstanceOf(RequestError);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('any JSON at any place of the typed data gives an error or data', () => {
    fc.assert(
      fc.property(
        fc.record({
          types: fc.jsonValue(),
          primaryType: fc.jsonValue(),
          domain: fc.jsonValue(),
          message: fc.jsonValue(),
        }),
        fc.jsonValue(),
        (data, account) => {
          for (const params of [[ACCOUNT, data], [account, data], data]) {
            try {
              readTypedDataParams(JSON.stringify(params));
            } catch (error) {
              expect(error).toBeInstanceOf(RequestError);
            }
          }
        },
      ),
    );
  });
});

describe('domain', () => {
  const types = { T: [{ name: 'a', type: 'bool' }] };
  const base = { types, primaryType: 'T', message: { a: true } };

  test('without EIP712Domain it is what the domain has', () => {
    const data = parse({ ...base, domain: { chainId: 1, name: 'N' } });
    expect(data.domainType).toBe('EIP712Domain(string name,uint256 chainId)');
    expect(data.domain).toEqual({ name: 'N', chainId: 1n });
  });

  test('chainId may be a number, decimal or hexadecimal', () => {
    const digests = [1337, '1337', '0x539', '0x0539'].map((chainId) => parse({ ...base, domain: { chainId } }).digest);
    expect(new Set(digests).size).toBe(1);
  });

  test('an empty verifyingContract that is not declared counts for nothing', () => {
    const declared = { ...types, EIP712Domain: [{ name: 'name', type: 'string' }] };
    const data = parse({ ...base, types: declared, domain: { name: 'N', verifyingContract: '' } });
    expect(data.domainType).toBe('EIP712Domain(string name)');
    expect(data.unsigned).toEqual([]);
    expect(data.digest).toBe(parse({ ...base, domain: { name: 'N' } }).digest);
  });

  test('what it has but does not declare is not signed, and not taken for it', () => {
    const declared = { ...types, EIP712Domain: [{ name: 'name', type: 'string' }] };
    const data = parse({ ...base, types: declared, domain: { name: 'N', chainId: 1, verifyingContract: CONTRACT } });
    expect(data.domain).toEqual({ name: 'N' });
    expect(data.unsigned).toEqual(['domain.chainId', 'domain.verifyingContract']);
  });

  test('other types than those of EIP-712 are hashed, but are no chainId and no contract', () => {
    const declared = {
      ...types,
      EIP712Domain: [
        { name: 'verifyingContract', type: 'string' },
        { name: 'salt', type: 'string' },
      ],
    };
    const data = parse({ ...base, types: declared, domain: { verifyingContract: 'cosmos', salt: '0' } });
    expect(data.domain).toEqual({});
    expect(data.domainFields.map((field) => field.value)).toEqual(['cosmos', '0']);
  });
});

describe('values', () => {
  test('integers above 2^53 must be text', () => {
    expect(one('uint256', '9007199254740991').fields[0]?.value).toBe('9007199254740991');
    expect(one('uint256', '"9007199254740993"').fields[0]?.value).toBe('9007199254740993');
    for (const number of ['9007199254740993', '1000000000000000000000', '-9007199254740992'])
      expect(errorOf(() => one('int256', number))).toBe('request.rounded');
    for (const number of ['1e+30', '1.5', '1.0', '-0'])
      expect(errorOf(() => one('int256', number))).toBe('request.integer');
  });

  test.each([
    ['int8', '-128', '-128'],
    ['int8', '"127"', '127'],
    ['uint8', '"0xff"', '255'],
    ['uint256', '"0x00000000000000000000000000000000000000000000000000000000000000ff"', '255'],
    ['bool', 'false', 'false'],
    ['address', `"${ACCOUNT.toLowerCase()}"`, ACCOUNT],
    ['bytes', '"0x"', '0x'],
    ['bytes2', '"0xABcd"', '0xabcd'],
    ['string', '"a\\u202eb"', 'a⟨U+202E⟩b'],
    ['string', '""', ''],
    ['T[]', '[]', '[]'],
    ['uint8[2][]', '[[1,2]]', '1'],
  ])('%s %s', (type, value, shown) => {
    expect(one(type, value).fields[0]?.value).toBe(shown);
  });

  test.each([
    ['int8', '128', 'request.range'],
    ['int8', '-129', 'request.range'],
    ['uint8', '256', 'request.range'],
    ['uint8', '-1', 'request.range'],
    ['uint8', '"-0x1"', 'request.integer'],
    ['uint8', '""', 'request.integer'],
    ['uint8', '"01"', 'request.integer'],
    ['uint8', '" 1"', 'request.integer'],
    ['uint8', 'true', 'request.integer'],
    ['uint256', `"1${'0'.repeat(80)}"`, 'request.integer'],
    ['bool', '1', 'request.bool'],
    ['bool', '"true"', 'request.bool'],
    ['string', '1', 'request.string'],
    ['string', 'null', 'request.missing'],
    ['address', '"0xF39fd6e51aad88F6F4ce6aB8827279cffFb92266"', 'request.address'],
    ['address', '"0x"', 'request.address'],
    ['address', '1', 'request.address'],
    ['bytes2', '"0xab"', 'request.bytes'],
    ['bytes2', '"0xabcdef"', 'request.bytes'],
    ['bytes', '"0xa"', 'request.bytes'],
    ['bytes', '"text"', 'request.bytes'],
    ['uint8[2]', '[1]', 'request.list'],
    ['uint8[2]', '{"0":1,"1":2}', 'request.list'],
    ['T', '1', 'request.struct'],
    ['uint', '1', 'request.unknownType'],
    ['uint7', '1', 'request.unknownType'],
    ['uint264', '1', 'request.unknownType'],
    ['bytes33', '"0x"', 'request.unknownType'],
    ['uint8[0]', '[]', 'request.unknownType'],
    ['Nowhere', '{}', 'request.unknownType'],
  ])('%s takes no %s', (type, value, id) => {
    expect(errorOf(() => one(type, value))).toBe(id);
  });

  test('a type may contain itself in a list', () => {
    const types = {
      T: [
        { name: 'v', type: 'uint8' },
        { name: 'next', type: 'T[]' },
      ],
    };
    const data = { types, primaryType: 'T', domain: {}, message: { v: 1n, next: [{ v: 2n, next: [] }] } };
    const parsed = parseText(asText(data));
    expect(parsed.encodeType).toBe('T(uint8 v,T[] next)');
    expect(parsed.fields.map(({ path, value }) => [path, value])).toEqual([
      ['message.v', '1'],
      ['message.next[0].v', '2'],
      ['message.next[0].next', '[]'],
    ]);
    expect(parsed.digest).toBe(hashTypedData(data as unknown as Parameters<typeof hashTypedData>[0]));
  });

  test('what no type declares is never a field', () => {
    const data = parse({
      types: { T: [{ name: 'a', type: 'S[]' }], S: [{ name: 'b', type: 'bool' }] },
      primaryType: 'T',
      domain: {},
      message: { a: [{ b: true, price: '1' }], note: 'harmless' },
      metadata: 1,
    });
    expect(data.fields.map((field) => field.path)).toEqual(['message.a[0].b']);
    expect(data.unsigned).toEqual(['metadata', 'message.a[0].price', 'message.note']);
  });

  test('types that are not used change nothing', () => {
    const data = { types: { T: [{ name: 'a', type: 'bool' }] }, primaryType: 'T', domain: {}, message: { a: true } };
    expect(parse({ ...data, types: { ...data.types, Unused: [{ name: 'x', type: 'Nowhere' }] } }).digest).toBe(
      parse(data).digest,
    );
  });
});

describe('types', () => {
  const withTypes = (types: unknown, primaryType: unknown = 'T') =>
    errorOf(() => parse({ types, primaryType, domain: {}, message: { a: true, 'a b': true } }));
  const member = [{ name: 'a', type: 'bool' }];

  test.each([
    [{ T: member, 'a b': member }, 'request.typeName'],
    [{ T: member, 'T(': member }, 'request.typeName'],
    [{ T: member, Т: member }, 'request.typeName'],
    [{ T: member, uint256: member }, 'request.typeName'],
    [{ T: member, address: member }, 'request.typeName'],
    [{ T: [{ name: 'a,bool b', type: 'bool' }] }, 'request.member'],
    [{ T: [{ name: ' a', type: 'bool' }] }, 'request.member'],
    [{ T: [{ name: 'a.b', type: 'bool' }] }, 'request.member'],
    [{ T: [{ name: 'a\u200b', type: 'bool' }] }, 'request.member'],
    [{ T: [{ name: '', type: 'bool' }] }, 'request.member'],
    [{ T: [{ type: 'bool' }] }, 'request.member'],
    [{ T: ['a'] }, 'request.member'],
    [{ T: [...member, ...member] }, 'request.memberTwice'],
    [{ T: {} }, 'request.members'],
    [{ T: Array.from({ length: 129 }, (_, i) => ({ name: `a${i}`, type: 'bool' })) }, 'request.members'],
    [Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`T${i}`, member])), 'request.types'],
    [[], 'request.types'],
    [undefined, 'request.types'],
  ])('%# refuses', (types, id) => {
    expect(withTypes(types)).toBe(id);
  });

  test('the primary type is one of them, and not the domain', () => {
    for (const primaryType of ['U', 1, null, 'EIP712Domain'])
      expect(withTypes({ T: member, EIP712Domain: [] }, primaryType)).toBe('request.primaryType');
    expect(withTypes({ T: [{ name: 'a b', type: 'bool' }] })).toBe('none');
  });
});

test('params are an account and typed data, and perhaps what a hash in it is made of', () => {
  for (const text of ['[]', `["${ACCOUNT}"]`, `["${ACCOUNT}",{},{},{}]`])
    expect(errorOf(() => readTypedDataParams(text))).toBe('request.params');
  for (const third of ['1', '"x"', '[]', 'true'])
    expect(errorOf(() => readTypedDataParams(`["${ACCOUNT}",{},${third}]`))).toBe('request.preimageObject');
  expect(errorOf(() => readTypedDataParams(`["${ACCOUNT}",1]`))).toBe('request.typedData');
  expect(errorOf(() => readTypedDataParams('["0x1",{}]'))).toBe('request.address');
});

test('more fields than a person could ever read are refused', () => {
  const list = `[${'0,'.repeat(1023)}0]`;
  expect(errorOf(() => one('uint8[][]', `[${list},${list},${list}]`))).toBe('request.manyFields');
});

describe('version 3', () => {
  const DOMAIN_TYPE = [
    { name: 'name', type: 'string' },
    { name: 'chainId', type: 'uint256' },
  ];
  const mail = (message: Record<string, unknown>, types: Record<string, Member[]> = {}): Data => ({
    types: {
      EIP712Domain: DOMAIN_TYPE,
      Person: [
        { name: 'name', type: 'string' },
        { name: 'wallet', type: 'address' },
      ],
      Mail: [
        { name: 'from', type: 'Person' },
        { name: 'amount', type: 'uint256' },
        { name: 'change', type: 'int64' },
        { name: 'ok', type: 'bool' },
        { name: 'id', type: 'bytes32' },
        { name: 'data', type: 'bytes' },
      ],
      ...types,
    },
    primaryType: 'Mail',
    domain: { name: 'N', chainId: 1 },
    message,
  });
  const v3 = (data: unknown) => readTypedDataV3Params(JSON.stringify([ACCOUNT, data])).data;

  test('is hashed as the library that made it hashes it', () => {
    const bytes = (length: number) =>
      fc.uint8Array({ minLength: length, maxLength: length }).map((all) => `0x${Buffer.from(all).toString('hex')}`);
    const message = fc.record({
      from: fc.record({ name: fc.string({ unit: 'grapheme' }), wallet: bytes(20) }),
      amount: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }).map(String),
      change: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
      ok: fc.boolean(),
      id: bytes(32),
      data: fc.nat({ max: 70 }).chain(bytes),
    });
    fc.assert(
      fc.property(message, (values) => {
        const data = mail(values);
        const theirs = TypedDataUtils.eip712Hash(data as never, SignTypedDataVersion.V3);
        expect(v3(data).digest).toBe(`0x${theirs.toString('hex')}`);
      }),
    );
  });

  test('has no lists, a declared domain and no third parameter', () => {
    const values = {
      from: { name: 'a', wallet: CONTRACT },
      amount: 1,
      change: 1,
      ok: true,
      id: `0x${'12'.repeat(32)}`,
      data: '0x',
    };
    expect(errorOf(() => v3(mail(values)))).toBe('none');
    expect(errorOf(() => v3(mail(values, { Unused: [{ name: 'a', type: 'uint8[]' }] })))).toBe('request.noArrays');
    const { EIP712Domain: _, ...types } = mail(values).types;
    expect(errorOf(() => v3({ ...mail(values), types }))).toBe('request.noDomainType');
    expect(errorOf(() => readTypedDataV3Params(JSON.stringify([ACCOUNT, mail(values), {}])))).toBe('request.params');
  });
});
