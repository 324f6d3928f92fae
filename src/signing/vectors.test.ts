/** Every digest of the venue vectors that lie beside the project, and a table of published ones that is always checked. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { describe, expect, test } from 'vitest';
import { concat, fromHex, toHex, utf8 } from '../lib/bytes.ts';
import { readPersonalParams } from './personal.ts';
import { parseSiwe } from './siwe.ts';
import { readTypedDataParams } from './typed-data.ts';

const FOLDER = new URL('../../../shared/vectors/venues/', import.meta.url);
const ACCOUNT = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';

type Vector = {
  id: string;
  kind: string;
  signer?: string;
  domain?: Record<string, unknown>;
  domainSeparator?: `0x${string}`;
  types?: Record<string, { name: string; type: string }[]>;
  primaryType?: string;
  message?: unknown;
  messageText?: string;
  messageRaw?: string;
  expectedDigest?: string;
  expectedStructHash?: string;
  expectedDomainSeparator?: string;
  encodeType?: string;
  expectedTypehash?: string;
  fields?: Record<string, unknown>;
};

const typed = (vector: Vector, domain = vector.domain) => {
  const { types, primaryType, message } = vector;
  return { domain, types, primaryType, message };
};
const asObject = (data: unknown) => readTypedDataParams(JSON.stringify([ACCOUNT, data])).data;
const asText = (data: unknown) => readTypedDataParams(JSON.stringify([ACCOUNT, JSON.stringify(data)])).data;

/** Checks what a vector has and says whether there was a digest among it. */
const check = (vector: Vector): boolean => {
  const { kind, expectedDigest } = vector;
  switch (kind) {
    case 'eip712': {
      for (const data of [asObject(typed(vector)), asText(typed(vector))]) {
        expect(data.digest).toBe(expectedDigest);
        expect(data.structHash).toBe(vector.expectedStructHash);
        expect(data.domainSeparator).toBe(vector.expectedDomainSeparator);
      }
      return true;
    }
    case 'eip712-raw-domain-separator': {
      const { structHash } = asObject(typed(vector, {}));
      const parts = [Uint8Array.of(0x19, 0x01), fromHex(vector.domainSeparator ?? ''), fromHex(structHash)];
      expect(toHex(keccak_256(concat(...parts)))).toBe(expectedDigest);
      return true;
    }
    case 'personal_sign': {
      const text = vector.messageText ?? vector.messageRaw ?? '';
      const hex = vector.messageRaw ?? toHex(utf8(text));
      for (const message of [text, hex])
        expect(readPersonalParams(JSON.stringify([message, ACCOUNT])).message.digest).toBe(expectedDigest);
      if (vector.fields)
        expect(parseSiwe(text)).toMatchObject({ domain: vector.fields.domain, uri: vector.fields.uri });
      return true;
    }
    case 'siwe-format': {
      const { domain, address, uri, chainId, nonce, statement, resources, issuedAt } = vector.fields ?? {};
      expect(parseSiwe(vector.messageText ?? '')).toMatchObject({
        ...{ domain, address, uri, chainId, nonce, resources: resources ?? [] },
        ...(statement === undefined ? {} : { statement }),
        issuedAt: Math.floor(Date.parse(String(issuedAt)) / 1000),
      });
      return false;
    }
    case 'domainSeparator': {
      const types = { T: [{ name: 'a', type: 'bool' }] };
      const data = { domain: vector.domain, types, primaryType: 'T', message: { a: true } };
      expect(asObject(data).domainSeparator).toBe(vector.expectedDomainSeparator);
      return false;
    }
    default:
      return false;
  }
};

describe('venue vectors', () => {
  if (!existsSync(FOLDER)) {
    console.warn('NOT CHECKED: ../shared/vectors/venues is missing, so only the published table below was compared.');
    test.skip('the folder of vectors is missing', () => {});
    return;
  }
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.json'))) {
    const { vectors } = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as { vectors: Vector[] };
    test(`${file}: ${vectors.length} vectors`, () => {
      expect.hasAssertions();
      expect(vectors.length).toBeGreaterThan(0);
      const withDigest = vectors.filter((vector) => vector.expectedDigest !== undefined).length;
      const checked = vectors.filter(check).length;
      expect(checked, 'a vector with a digest was not checked').toBe(withDigest);
    });
  }
});
