/**
 * EIP-712 typed data as `eth_signTypedData_v4` gets it, read strictly. One parsed object gives the digest and all that is
 * shown: what is hashed and what is read cannot differ.
 * @see https://eips.ethereum.org/EIPS/eip-712
 * @module
 */
import { keccak_256 } from '@noble/hashes/sha3.js';
import { concat, fromHex, type Hex, toHex, utf8 } from '../lib/bytes.ts';
import { type Address, AddressError, parseAddress } from './address.ts';
import { isNumber, isObject, type Json, type JsonObject, parseJson, parseParams } from './json.ts';
import { RequestError } from './request-error.ts';
import { encodeType, type Member, readTypes, shapeOf, type Types, typeHasher } from './schema.ts';
import { checkReadable, visible } from './visible.ts';

/** `string`: text as it is. `bytes`: lower-case hexadecimal. `address`: with its check. Integers: bigint. */
export type Leaf = string | bigint | boolean;
export type Value = Leaf | readonly Value[] | Struct;
/** Has no prototype: only what was declared is there. */
export type Struct = { readonly [name: string]: Value };

/** One leaf in the order in which it is hashed. `value` can be shown: what is hidden in a text is made visible. */
export type SignedField = { path: string; type: string; value: string };

/** What the domain declares with the types of EIP-712. Anything else of it is in `domainFields` alone. */
export type Domain = { name?: string; version?: string; chainId?: bigint; verifyingContract?: Address; salt?: Hex };

export type TypedData = {
  domain: Domain;
  /** the encodeType of the domain, for example `EIP712Domain(string name)` */
  domainType: string;
  domainFields: SignedField[];
  /** whether the types of the request have `EIP712Domain` */
  domainDeclared: boolean;
  primaryType: string;
  types: Types;
  /** the encodeType of the primary type: what an adapter matches */
  encodeType: string;
  message: Struct;
  fields: SignedField[];
  /** paths of what the page sent along and this signature does not cover */
  unsigned: string[];
  domainSeparator: Hex;
  structHash: Hex;
  digest: Hex;
};

const MAX_FIELDS = 2048;
const DOMAIN = 'EIP712Domain';
const DOMAIN_MEMBERS: Member[] = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
  { name: 'salt', type: 'bytes32' },
];

/** Some clients send what they do not have as nothing (dYdX: `verifyingContract: ""`). */
const isNothing = (json: Json | undefined): boolean => json === undefined || json === null || json === '';

const readInteger = (json: Json, bits: number, signed: boolean, path: string, type: string): bigint => {
  const text = isNumber(json) ? json.number : json;
  if (typeof text !== 'string' || !/^(?:0|-?[1-9]\d{0,77}|0x[\da-fA-F]{1,64})$/.test(text))
    throw new RequestError('request.integer', { path, type });
  const value = BigInt(text);
  // A page that rounded 2^53 + 1 prints 2^53: above it a bare number proves nothing about what the page meant.
  if (isNumber(json) && !Number.isSafeInteger(Number(text))) throw new RequestError('request.rounded', { path });
  const fits = signed ? BigInt.asIntN(bits, value) === value : BigInt.asUintN(bits, value) === value;
  if (!fits) throw new RequestError('request.range', { path, type });
  return value;
};

const readAddress = (json: Json | undefined, path: string): Address => {
  try {
    return parseAddress(typeof json === 'string' ? json : '');
  } catch (cause) {
    if (!(cause instanceof AddressError)) throw cause;
    throw new RequestError('request.address', { path });
  }
};

const readBytes = (json: Json, length: number | null, path: string, type: string): Hex => {
  if (
    typeof json !== 'string' ||
    !/^0x(?:[\da-fA-F]{2})*$/.test(json) ||
    (length !== null && json.length !== 2 + 2 * length)
  )
    throw new RequestError('request.bytes', { path, type });
  return toHex(fromHex(json));
};

/** Values as declared by `types`; what no type declares is noted in `unsigned`. */
const reader = (types: Types, unsigned: string[]) => {
  const read = (type: string, json: Json | undefined, path: string): Value => {
    const shape = shapeOf(types, type);
    if (json === undefined || json === null) throw new RequestError('request.missing', { path, type });
    switch (shape.kind) {
      case 'struct':
        return readStruct(shape.members, json, path);
      case 'list': {
        if (!Array.isArray(json)) throw new RequestError('request.list', { path, type });
        if (shape.length !== null && json.length !== shape.length)
          throw new RequestError('request.list', { path, type });
        return json.map((item, i) => read(shape.item, item, `${path}[${i}]`));
      }
      case 'integer':
        return readInteger(json, shape.bits, shape.signed, path, type);
      case 'address':
        return readAddress(json, path);
      case 'bytes':
        return readBytes(json, null, path, type);
      case 'fixed-bytes':
        return readBytes(json, shape.length, path, type);
      case 'bool':
        if (typeof json !== 'boolean') throw new RequestError('request.bool', { path });
        return json;
      case 'string':
        if (typeof json !== 'string') throw new RequestError('request.string', { path });
        return json;
    }
  };
  const readStruct = (members: readonly Member[], json: Json | undefined, path: string): Struct => {
    if (!isObject(json)) throw new RequestError('request.struct', { path });
    const struct: Record<string, Value> = Object.create(null);
    for (const { name, type } of members) struct[name] = read(type, json.get(name), `${path}.${name}`);
    for (const [key, value] of json)
      if (!(key in struct) && !isNothing(value)) unsigned.push(`${path}.${visible(key)}`);
    return struct;
  };
  return readStruct;
};

const word = (value: bigint): Uint8Array => fromHex(`0x${BigInt.asUintN(256, value).toString(16).padStart(64, '0')}`);

/** `hashStruct` of EIP-712, over values that `reader` has read. */
const hasher = (types: Types) => {
  const typeHash = typeHasher(types);
  const encode = (type: string, value: Value): Uint8Array => {
    if (typeof value === 'bigint') return word(value);
    if (typeof value === 'boolean') return word(value ? 1n : 0n);
    const shape = shapeOf(types, type);
    if (shape.kind === 'list') return keccak_256(concat(...(value as Value[]).map((item) => encode(shape.item, item))));
    if (typeof value !== 'string') return hashStruct(type, value as Struct);
    if (shape.kind === 'string') return keccak_256(utf8(value));
    if (shape.kind === 'bytes') return keccak_256(fromHex(value));
    if (shape.kind === 'address') return word(BigInt(value));
    return fromHex(`0x${value.slice(2).padEnd(64, '0')}`);
  };
  const hashStruct = (type: string, struct: Struct): Uint8Array =>
    keccak_256(
      concat(
        typeHash(type),
        ...(types.get(type) ?? []).map((member) => encode(member.type, struct[member.name] as Value)),
      ),
    );
  return hashStruct;
};

/** Every leaf. A list or struct with nothing in it is signed too, and shown as such. */
const leavesOf = (types: Types, type: string, value: Value, path: string): SignedField[] => {
  const shape = shapeOf(types, type);
  if (shape.kind === 'list') {
    const items = value as readonly Value[];
    if (items.length === 0) return [{ path, type, value: '[]' }];
    return items.flatMap((item, i) => leavesOf(types, shape.item, item, `${path}[${i}]`));
  }
  if (shape.kind === 'struct') {
    if (shape.members.length === 0) return [{ path, type, value: '{}' }];
    return shape.members.flatMap(({ name, type: of }) =>
      leavesOf(types, of, (value as Struct)[name] as Value, `${path}.${name}`),
    );
  }
  return [{ path, type, value: visible(String(value)) }];
};

const domainOf = (members: readonly Member[], struct: Struct): Domain => {
  const found: Record<string, Value | undefined> = {};
  for (const { name, type } of members)
    if (
      DOMAIN_MEMBERS.some(
        (known) => known.name === name && (known.type === type || (name === 'chainId' && type.startsWith('uint'))),
      )
    )
      found[name] = struct[name];
  return found as Domain;
};

/**
 * Reads typed data. `types` without `EIP712Domain` means the fields of EIP-712 that the domain has, in their order.
 * @throws {RequestError}
 */
export const parseTypedData = (json: Json | undefined): TypedData => {
  if (!isObject(json)) throw new RequestError('request.typedData');
  const primaryType = json.get('primaryType');
  const domainJson = json.get('domain');
  const declared = readTypes(json.get('types'));
  if (!isObject(domainJson)) throw new RequestError('request.struct', { path: 'domain' });
  if (typeof primaryType !== 'string' || primaryType === DOMAIN || !declared.has(primaryType))
    throw new RequestError('request.primaryType');

  const members = declared.get(DOMAIN) ?? DOMAIN_MEMBERS.filter(({ name }) => !isNothing(domainJson.get(name)));
  const types = new Map([...declared, [DOMAIN, members]]);
  const unsigned = [...json.keys()]
    .filter((key) => !['types', 'primaryType', 'domain', 'message'].includes(key))
    .map(visible);
  const read = reader(types, unsigned);
  const domain = read(members, domainJson, 'domain');
  const message = read(types.get(primaryType) ?? [], json.get('message'), 'message');
  const fields = leavesOf(types, primaryType, message, 'message');
  const domainFields = members.length === 0 ? [] : leavesOf(types, DOMAIN, domain, 'domain');
  if (fields.length + domainFields.length > MAX_FIELDS)
    throw new RequestError('request.manyFields', { most: String(MAX_FIELDS) });

  checkReadable([...domainFields, ...fields].map(({ value }) => value));

  const hashStruct = hasher(types);
  const domainSeparator = hashStruct(DOMAIN, domain);
  const structHash = hashStruct(primaryType, message);
  return {
    domain: domainOf(members, domain),
    domainType: encodeType(types, DOMAIN),
    domainFields,
    domainDeclared: declared.has(DOMAIN),
    primaryType,
    types,
    encodeType: encodeType(types, primaryType),
    message,
    fields,
    unsigned,
    domainSeparator: toHex(domainSeparator),
    structHash: toHex(structHash),
    digest: toHex(keccak_256(concat(Uint8Array.of(0x19, 0x01), domainSeparator, structHash))),
  };
};

/**
 * The params of `eth_signTypedData_v4` as they arrived: `[account, typedData, preimage?]`, the typed data as an object or as
 * JSON text. `preimage`: what a hash in it is made of, for the venue that it names (`docs/sign-venue-order.md`).
 * @throws {RequestError}
 */
export const readTypedDataParams = (
  paramsText: string,
): { account: Address; data: TypedData; preimage: JsonObject | null } => {
  const [account, data, preimage = null] = parseParams(paramsText, 2, 3);
  if (preimage !== null && !isObject(preimage)) throw new RequestError('request.preimageObject');
  return {
    account: readAddress(account, 'params[0]'),
    data: parseTypedData(typeof data === 'string' ? parseJson(data) : data),
    preimage,
  };
};

/** Of all that EIP-712 can say, version 3 leaves lists out; what it has, it hashes in the same way. */
const hasList = ({ types }: TypedData): boolean =>
  [...types.values()].some((members) => members.some(({ type }) => type.includes('[')));

/**
 * The params of `eth_signTypedData_v3`: the same without lists, and with the domain's type declared.
 * @throws {RequestError}
 */
export const readTypedDataV3Params = (paramsText: string): { account: Address; data: TypedData; preimage: null } => {
  const { account, data, preimage } = readTypedDataParams(paramsText);
  if (preimage) throw new RequestError('request.params', { count: '2' });
  if (hasList(data)) throw new RequestError('request.noArrays');
  if (!data.domainDeclared) throw new RequestError('request.noDomainType');
  return { account, data, preimage: null };
};
