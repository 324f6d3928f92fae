/**
 * A second encoder of EIP-712, which sees only what a person is shown: the list of fields and the declared types. What it
 * makes of them must be the digest that is signed. Shares nothing with the first one but the hash function.
 * @module
 */
import { keccak_256 } from '@noble/hashes/sha3.js';
import type { SignedField, TypedData } from '../typed-data.ts';

type Members = readonly { name: string; type: string }[];
type Declared = ReadonlyMap<string, Members>;

class NotAsShown extends Error {
  override name = 'NotAsShown';
}

const bytesOf = (hex: string): Buffer => Buffer.from(hex.slice(2), 'hex');

/** `⟨U+202E⟩` back to the character that it stands for. */
const unmarked = (shown: string): string =>
  shown.replace(/⟨U\+([0-9A-F]{4,6})⟩/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));

const word = (number: bigint): Buffer =>
  bytesOf(`0x${(number < 0n ? (1n << 256n) + number : number).toString(16).padStart(64, '0')}`);

const listIn = (type: string): { item: string; length: string } | null => {
  if (!type.endsWith(']')) return null;
  const at = type.lastIndexOf('[');
  return { item: type.slice(0, at), length: type.slice(at + 1, -1) };
};

const baseOf = (type: string): string => {
  const list = listIn(type);
  return list ? baseOf(list.item) : type;
};

const describe = (types: Declared, primary: string): string => {
  const used = new Set<string>();
  const visit = (name: string): void => {
    if (used.has(name) || !types.has(name)) return;
    used.add(name);
    for (const member of types.get(name) ?? []) visit(baseOf(member.type));
  };
  visit(primary);
  used.delete(primary);
  return [primary, ...Array.from(used).sort()]
    .map((name) => `${name}(${(types.get(name) ?? []).map(({ name: of, type }) => `${type} ${of}`).join()})`)
    .join('');
};

const leafHash = ({ type, value }: SignedField): Buffer | Uint8Array => {
  if (type === 'string') return keccak_256(Buffer.from(unmarked(value)));
  if (type === 'bytes') return keccak_256(bytesOf(value));
  if (type.startsWith('bytes')) return Buffer.concat([bytesOf(value), Buffer.alloc(32)]).subarray(0, 32);
  if (type === 'bool') return word(value === 'true' ? 1n : 0n);
  return word(BigInt(value));
};

const structHash = (types: Declared, primary: string, root: string, fields: readonly SignedField[]): Uint8Array => {
  let at = 0;
  const take = (path: string, type: string): SignedField => {
    const field = fields[at++];
    if (field?.path !== path || field.type !== type)
      throw new NotAsShown(`${path} (${type}) is hashed, and ${field?.path} (${field?.type}) is shown`);
    return field;
  };
  const continues = (path: string): boolean => {
    const next = fields[at]?.path;
    return next?.startsWith(path) === true && /^(?:$|[.[])/.test(next.slice(path.length));
  };
  const hash = (type: string, path: string): Buffer | Uint8Array => {
    const list = listIn(type);
    const members = types.get(type);
    if (list) {
      const items: Uint8Array[] = [];
      if (fields[at]?.path === path) {
        if (take(path, type).value !== '[]') throw new NotAsShown(`${path} is no list`);
      } else while (continues(`${path}[${items.length}]`)) items.push(hash(list.item, `${path}[${items.length}]`));
      if (list.length !== '' && Number(list.length) !== items.length)
        throw new NotAsShown(`${path} has another length`);
      return keccak_256(Buffer.concat(items));
    }
    if (!members) return leafHash(take(path, type));
    if (members.length === 0 && path !== root && take(path, type).value !== '{}') throw new NotAsShown(path);
    if (members.length === 0 && path === root && fields[at]?.path === path) at++;
    const parts = members.map((member) => hash(member.type, `${path}.${member.name}`));
    return keccak_256(Buffer.concat([keccak_256(Buffer.from(describe(types, type))), ...parts]));
  };
  const result = hash(primary, root);
  if (at !== fields.length) throw new NotAsShown(`${fields[at]?.path} is shown and not hashed`);
  return result;
};

/** @throws {NotAsShown} when a field is shown that is not hashed, or the other way round. */
export const digestOfShown = ({ types, primaryType, fields, domainFields }: TypedData): string => {
  const domain = structHash(types, 'EIP712Domain', 'domain', domainFields);
  const message = structHash(types, primaryType, 'message', fields);
  return `0x${Buffer.from(keccak_256(Buffer.concat([Buffer.of(0x19, 0x01), domain, message]))).toString('hex')}`;
};
