/**
 * The published and computed messages that readings are checked with: those that lie in the project, and all of them where
 * the folder of vectors lies beside it. For tests.
 * @module
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type Address, parseAddress } from '../../signing/address.ts';
import { isObject, parseJson } from '../../signing/json.ts';
import { readPersonalParams } from '../../signing/personal.ts';
import { parseSiwe } from '../../signing/siwe.ts';
import { type TransactionPlan, transactionDigest } from '../../signing/transaction.ts';
import { readTypedDataParams } from '../../signing/typed-data.ts';
import { openPreimage } from '../open.ts';
import { readPersonal } from '../personal.ts';
import type { Reading, ReadingContext } from '../reading.ts';
import { readTransaction } from '../transaction.ts';
import { readTypedData } from '../typed-data.ts';
import published from './messages.json' with { type: 'json' };

export type Types = Record<string, { name: string; type: string }[]>;
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type Vector = {
  /** the file without `.json`: the venue */
  file: string;
  id: string;
  kind: string;
  signer?: string;
  privateKey?: string;
  domain?: Record<string, Json>;
  domainSeparator?: string;
  types?: Types;
  primaryType?: string;
  message?: Record<string, Json>;
  messageText?: string;
  messageRaw?: string;
  expectedDigest?: string;
  expectedSignature?: string;
  encodeType?: string;
  expectedTypehash?: string;
  chainId?: number;
  to?: string;
  data?: string;
  /** a function as Solidity writes it, its name and those of its arguments */
  humanReadable?: string;
  args?: Json[];
  input?: { signature: string };
  expected?: { entropy: string };
  hyperliquidL1?: {
    action: Json;
    vaultAddress: string | null;
    nonce: number;
    expiresAfter: number | null;
    isMainnet: boolean;
    expectedConnectionId: string;
  };
};

const FOLDER = new URL('../../../../shared/vectors/venues/', import.meta.url);

/** `A(B b)B(uint8 c)` as the types of a request. */
export const typesOf = (encodeType: string): Types =>
  Object.fromEntries(
    [...encodeType.matchAll(/([^()]+)\(([^()]*)\)/g)].map(([, name = '', members = '']) => [
      name,
      members === ''
        ? []
        : members.split(',').map((member) => {
            const space = member.indexOf(' ');
            return { type: member.slice(0, space), name: member.slice(space + 1) };
          }),
    ]),
  );

/** At least one of each venue, with where it comes from. */
export const MESSAGES: readonly Vector[] = (published as unknown as (Vector & { schema?: string })[]).map(
  ({ schema, ...vector }) => (schema === undefined ? vector : { ...vector, types: typesOf(schema) }),
);

/** All of them; `null` when the folder is missing. */
export const folder = (): Vector[] | null =>
  existsSync(FOLDER)
    ? readdirSync(FOLDER)
        .filter((name) => name.endsWith('.json'))
        .flatMap((name) => {
          const { vectors } = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as { vectors: Vector[] };
          return vectors.map((vector) => ({ ...vector, file: name.replace('.json', '') }));
        })
    : null;

/** Said aloud once where only part can be checked. */
export const vectors = (): readonly Vector[] => {
  const all = folder();
  if (!all)
    // biome-ignore lint/suspicious/noConsole: what was not checked is said
    console.warn(
      `NOT CHECKED: ../shared/vectors/venues is missing, so only the ${MESSAGES.length} messages in the project were read.`,
    );
  return all ?? MESSAGES;
};

export const ACCOUNT = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
/** 2026-09-10: the day on which most of the vectors were made */
export const NOW = 1_789_000_000_000;
/** Nobody's: a key derivation is then asked for by a foreign site. */
const ORIGIN = 'https://site.example';

/** The pre-image of `wallet_signVenueOrder` that a hash was made from; null for what is no hash of one. */
export const preimageOf = (vector: Vector, all: readonly Vector[]): Record<string, Json> | null => {
  if (vector.hyperliquidL1) {
    const { action, nonce, vaultAddress, expiresAfter, isMainnet } = vector.hyperliquidL1;
    return {
      ...{ venue: 'hyperliquid', action, nonce, isTestnet: !isMainnet },
      ...(vaultAddress === null ? {} : { vaultAddress }),
      ...(expiresAfter === null ? {} : { expiresAfter }),
    };
  }
  const digest = vector.primaryType === 'Minified' ? vector.message?.digest : undefined;
  const whole = digest && all.find(({ expectedDigest }) => expectedDigest === digest);
  if (!whole) return null;
  const { domain = {}, types = {}, primaryType = '', message = {} } = whole;
  return { venue: 'gmx', typedData: { domain, types, primaryType, message } };
};

/** What came with a request, opened. @throws {RequestError} */
export const readPreimage = (given: Record<string, Json>, account = ACCOUNT): Read => {
  const preimage = parseJson(JSON.stringify(given));
  if (!isObject(preimage)) throw new Error('no object');
  const context = { origin: ORIGIN, account: parseAddress(account), chainId: 1, now: NOW };
  const { data, reading } = openPreimage(preimage, context);
  return { reading, digest: data.digest };
};

export type Read = { reading: Reading; digest: string };

const planOf = (vector: Vector, from: Address): TransactionPlan => ({
  chainId: vector.chainId ?? 1,
  from,
  to: parseAddress(vector.to ?? ''),
  value: '0',
  data: (vector.data ?? '0x') as `0x${string}`,
  nonce: 7,
  gasLimit: '900000',
  maxFeePerGas: '20000000',
  maxPriorityFeePerGas: '1000000',
});

/** What the page would send. */
export const paramsOf = ({ types, primaryType, message, domain = {} }: Vector, account: string): string =>
  JSON.stringify([account, { domain, types, primaryType, message }]);

/** @param account who is asked, where that is not the one whose key made the signature */
export const readVector = (vector: Vector, account = vector.signer ?? ACCOUNT): Read | null => {
  const chainId = Number(vector.domain?.chainId ?? vector.chainId ?? 1);
  const context: ReadingContext = { origin: ORIGIN, account: parseAddress(account), chainId, now: NOW };
  switch (vector.kind) {
    case 'eip712':
    case 'eip712-raw-domain-separator': {
      const { data } = readTypedDataParams(paramsOf(vector, account));
      return { reading: readTypedData(data, context), digest: data.digest };
    }
    case 'personal_sign':
    case 'siwe-format': {
      const params = JSON.stringify([vector.messageRaw ?? vector.messageText ?? '', account]);
      const { message } = readPersonalParams(params);
      const signIn = message.text === null ? null : parseSiwe(message.text);
      return { reading: readPersonal(message, signIn, context), digest: message.digest };
    }
    case 'calldata': {
      const plan = planOf(vector, context.account);
      return { reading: readTransaction(plan, context), digest: transactionDigest(plan) };
    }
    default:
      return null;
  }
};
