/**
 * The descriptors of `docs/erc7730/` and `descriptors/`: valid by the published schema, rendered by the library as their
 * tests say, and said by Vouch with the same values.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Descriptor, formatTypedData, type TypedData } from '@ethereum-sourcify/clear-signing';
import { keccak_256 } from '@noble/hashes/sha3.js';
import Ajv from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { describe as say } from '../src/descriptors/describe.ts';
import { toHex, utf8 } from '../src/lib/bytes.ts';
import { parseJson } from '../src/signing/json.ts';
import { parseTypedData } from '../src/signing/typed-data.ts';
import { compileDescriptor, parseDescriptor } from './compile-descriptor.ts';

type Case = {
  description: string;
  data: Omit<TypedData, 'account'>;
  expected: { intent: string; owner: string; fields: { label: string; value: string }[] };
};
type Token = { symbol: string; decimals: number; name: string };
type Cases = { dataProvider?: { tokens: Record<string, Token> }; tests: Case[] };

const DOCS = join(import.meta.dirname, '../docs/erc7730');
const OWN = join(import.meta.dirname, '../descriptors');
const SIGNER = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const read = (...path: string[]) => JSON.parse(readFileSync(join(...path), 'utf8'));

const ajv = new Ajv({ strict: false, validateFormats: false });
const valid = ajv.compile(read(DOCS, 'erc7730-v2.schema.json'));

const docs = readdirSync(DOCS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) =>
    readdirSync(join(DOCS, name))
      .filter((file) => file.endsWith('.json'))
      .map((file) => ({ entity: name, file })),
  );
const own = readdirSync(OWN).filter((file) => /^(?:calldata|eip712)-/.test(file));

const compile = (...path: string[]) =>
  compileDescriptor(parseDescriptor(readFileSync(join(...path), 'utf8')), () => {
    throw new Error('nothing is included');
  });

/** The whole of the library: what others who take the descriptor show. */
const library = async (
  descriptor: Descriptor,
  data: Case['data'],
  encodeType: string,
  tokens: Record<string, Token>,
) => {
  const { chainId, verifyingContract = '' } = data.domain;
  const entry = { path: '-', encodeTypeHashes: [toHex(keccak_256(utf8(encodeType)))] };
  const model = await formatTypedData(
    { account: SIGNER, ...data },
    {
      externalDataProvider: {
        resolveToken: async (_, address) => tokens[address] ?? null,
        resolveChainInfo: async () => ({
          name: 'Arbitrum One',
          nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
        }),
      },
      descriptorResolverOptions: {
        type: 'custom',
        resolver: {
          index: {
            calldataIndex: {},
            typedDataIndex: {
              [`eip155:${chainId}:${verifyingContract.toLowerCase()}`]: { [data.primaryType]: [entry] },
            },
          },
          fetchDescriptor: async () => descriptor,
        },
      },
    },
  );
  return {
    intent: model.intent,
    owner: model.metadata?.owner,
    fields: (model.fields ?? [])
      .flatMap((one) => ('fields' in one ? one.fields : [one]))
      .map(({ label, value }) => ({ label, value })),
  };
};

test('there are descriptors', () => {
  expect(docs.length).toBeGreaterThan(7);
  expect(own.length).toBeGreaterThan(0);
});

test.each(own)('descriptors/%s is valid and whole', (file) => {
  expect(valid(read(OWN, file)), JSON.stringify(valid.errors)).toBe(true);
  const { deployments, formats, leftOut } = compile(OWN, file);
  expect(leftOut).toEqual([]);
  expect(deployments.length).toBeGreaterThan(0);
  expect(Object.keys(formats).length).toBeGreaterThan(0);
});

describe.each(docs)('$entity/$file', ({ entity, file }) => {
  const descriptor = read(DOCS, entity, file);
  const cases: Cases = read(DOCS, entity, 'testsv2', file.replace('.json', '.tests.json'));
  const compiled = compile(DOCS, entity, file);

  test('is valid and whole', () => {
    expect(valid(descriptor), JSON.stringify(valid.errors)).toBe(true);
    expect(compiled.leftOut).toEqual([]);
    expect(compiled.deployments.length).toBeGreaterThan(0);
  });

  test.each(cases.tests)('$description', async ({ data, expected }) => {
    const parsed = parseTypedData(parseJson(JSON.stringify(data)));
    const format = compiled.formats[parsed.encodeType];
    expect(format).toBeDefined();
    expect(await library(descriptor, data, parsed.encodeType, cases.dataProvider?.tokens ?? {})).toEqual(expected);

    const fields = [...parsed.domainFields, ...parsed.fields];
    const said = await say(format, { type: 'message', fields }, SIGNER);
    expect(said?.intent).toBe(expected.intent);
    // An empty list is said here, and passed over by the library.
    const lines = said?.lines.filter(({ value }) => value !== '[]') ?? [];
    expect(lines).toHaveLength(expected.fields.length);
    for (const [i, { label, value }] of expected.fields.entries()) {
      const line = lines[i];
      // `Order: Market` for a field of a group
      expect(line?.label.endsWith(label)).toBe(true);
      // Tokens of a test are none that Vouch knows; a network stays a number; an address in a text stays as it is signed.
      if (!line?.understood) expect(entity).toBe('cowswap');
      else if (value === 'Arbitrum One') expect(line.value).toBe('42161');
      else expect(line.value?.toLowerCase()).toBe(value.toLowerCase());
    }
  });

  test('each of its formats has a test, or is one that the library renders wrongly', () => {
    const tested = new Set(cases.tests.map(({ data }) => parseTypedData(parseJson(JSON.stringify(data))).encodeType));
    const untested = Object.keys(compiled.formats).filter((one) => !tested.has(one));
    expect(untested.map((one) => one.split('(')[0])).toEqual(entity === 'perennial' ? ['Take'] : []);
  });
});
