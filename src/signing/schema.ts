/** The types of typed data: what may be declared, and `encodeType`. @see https://eips.ethereum.org/EIPS/eip-712 @module */
import { keccak_256 } from '@noble/hashes/sha3.js';
import { utf8 } from '../lib/bytes.ts';
import { isList, isObject, type Json } from './json.ts';
import { RequestError } from './request-error.ts';
import { visible } from './visible.ts';

export type Member = { name: string; type: string };
export type Types = ReadonlyMap<string, readonly Member[]>;

/** A type, taken apart. */
export type Shape =
  | { kind: 'string' | 'bytes' | 'bool' | 'address' }
  | { kind: 'integer'; bits: number; signed: boolean }
  | { kind: 'fixed-bytes'; length: number }
  | { kind: 'list'; item: string; length: number | null }
  | { kind: 'struct'; members: readonly Member[] };

const MAX_TYPES = 64;
const MAX_MEMBERS = 128;

/** Printable ASCII but brackets and commas. Colons are in use (`HyperliquidTransaction:UsdSend`). A space would let one encodeType stand for two schemas. */
const TYPE_NAME = /^[!-'*+\-./0-Z\\^-~]{1,128}$/;
/** Spaces inside are in use (`destination Chain`). */
const MEMBER_NAME = /^[!-'*+\-/0-Z\\^-~]+(?: [!-'*+\-/0-Z\\^-~]+)*$/;
const LIST = /^(.+)\[([1-9]\d{0,3})?\]$/;
const RESERVED = /^(?:u?int\d*|bytes\d*|string|bool|address|u?fixed.*|function)$/;

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const readMember = (type: string, value: Json): Member => {
  const name = isObject(value) ? textOf(value.get('name')) : '';
  const of = isObject(value) ? textOf(value.get('type')) : '';
  if (name.length > 128 || !MEMBER_NAME.test(name) || of.length > 160)
    throw new RequestError('request.member', { type: visible(type), name: visible(name) });
  return { name, type: of };
};

/** @throws {RequestError} */
export const readTypes = (json: Json | undefined): Types => {
  if (!isObject(json) || json.size > MAX_TYPES) throw new RequestError('request.types', { most: String(MAX_TYPES) });
  const types = new Map<string, Member[]>();
  for (const [type, value] of json) {
    if (!TYPE_NAME.test(type) || RESERVED.test(type))
      throw new RequestError('request.typeName', { type: visible(type) });
    if (!isList(value) || value.length > MAX_MEMBERS)
      throw new RequestError('request.members', { type, most: String(MAX_MEMBERS) });
    const members = value.map((member) => readMember(type, member));
    if (new Set(members.map((member) => member.name)).size !== members.length)
      throw new RequestError('request.memberTwice', { type });
    types.set(type, members);
  }
  return types;
};

/**
 * `uint` and `int` without a size are no types of EIP-712.
 * @throws {RequestError} for a type that is neither built in nor declared.
 */
export const shapeOf = (types: Types, type: string): Shape => {
  const list = LIST.exec(type);
  if (list?.[1]) return { kind: 'list', item: list[1], length: list[2] ? Number(list[2]) : null };
  if (type === 'string' || type === 'bytes' || type === 'bool' || type === 'address') return { kind: type };
  const integer = /^(u?)int([1-9]\d{0,2})$/.exec(type);
  const bits = Number(integer?.[2]);
  if (integer && bits <= 256 && bits % 8 === 0) return { kind: 'integer', bits, signed: integer[1] === '' };
  const length = Number(/^bytes([1-9]\d?)$/.exec(type)?.[1]);
  if (length <= 32) return { kind: 'fixed-bytes', length };
  const members = types.get(type);
  if (!members) throw new RequestError('request.unknownType', { type: visible(type) });
  return { kind: 'struct', members };
};

const structOf = (types: Types, type: string): string | null => {
  const shape = shapeOf(types, type);
  if (shape.kind === 'list') return structOf(types, shape.item);
  return shape.kind === 'struct' ? type : null;
};

/** `Mail(Person from,Person to,string contents)Person(string name,address wallet)` */
export const encodeType = (types: Types, primaryType: string): string => {
  const seen = new Set<string>([primaryType]);
  // A set grows while it is walked, so this visits every type that can be reached, cycles included.
  for (const type of seen)
    for (const member of types.get(type) ?? []) {
      const struct = structOf(types, member.type);
      if (struct) seen.add(struct);
    }
  const [first = '', ...rest] = seen;
  return [first, ...rest.sort()]
    .map((type) => `${type}(${(types.get(type) ?? []).map((member) => `${member.type} ${member.name}`).join(',')})`)
    .join('');
};

/** Type hashes of one request, each worked out once. */
export const typeHasher = (types: Types): ((type: string) => Uint8Array) => {
  const known = new Map<string, Uint8Array>();
  return (type) => {
    const hash = known.get(type) ?? keccak_256(utf8(encodeType(types, type)));
    known.set(type, hash);
    return hash;
  };
};
