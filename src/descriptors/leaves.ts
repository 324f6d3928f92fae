/** The signed values that a description may speak of, by the paths of ERC-7730: `orders.[0].price`, `@.to`. @module */
import type { AbiValue } from '../signing/abi.ts';
import { checksum } from '../signing/address.ts';
import type { SignedField } from '../signing/typed-data.ts';
import { visible } from '../signing/visible.ts';
import type { Parameter } from './call.ts';

/** `value` as a reading shows it: integers in decimals, bytes in hexadecimal, addresses with their check. */
export type Leaf = { type: string; value: string };
export type Leaves = ReadonlyMap<string, Leaf>;

/** The fields of a typed message. What the domain holds is no part of it. */
export const leavesOfMessage = (fields: readonly SignedField[]): Map<string, Leaf> =>
  new Map(
    fields
      .filter(({ path }) => path.startsWith('message.'))
      .map(({ path, type, value }) => [path.slice('message.'.length).replaceAll('[', '.['), { type, value }]),
  );

const grow = (leaves: Map<string, Leaf>, { type, members }: Parameter, value: AbiValue, path: string): void => {
  const item = /^(.*)\[\d*\]$/s.exec(type)?.[1];
  if (Array.isArray(value) && value.length > 0 && item !== undefined)
    for (const [i, one] of value.entries()) grow(leaves, { name: '', type: item, members }, one, `${path}.[${i}]`);
  else if (Array.isArray(value) && item === undefined)
    for (const [i, member] of members.entries())
      grow(leaves, member, value[i] ?? '', `${path}.${member.name || `?${i}`}`);
  else leaves.set(path, { type, value: Array.isArray(value) ? '[]' : visible(String(value)) });
};

/** The parameters of a call. One without a name cannot be spoken of. */
export const leavesOfCall = (parameters: readonly Parameter[], values: readonly AbiValue[]): Map<string, Leaf> => {
  const leaves = new Map<string, Leaf>();
  for (const [i, parameter] of parameters.entries())
    grow(leaves, parameter, values[i] ?? '', parameter.name || `?${i}`);
  return leaves;
};

/** How many items the list at this path has; null when there is no list. */
export const lengthAt = (leaves: Leaves, path: string): number | null => {
  const leaf = leaves.get(path);
  if (leaf) return leaf.type.endsWith(']') ? 0 : null;
  const starts = new Set<string>();
  for (const key of leaves.keys())
    if (key.startsWith(`${path}.[`)) starts.add(key.slice(path.length + 1).split('.', 1)[0] ?? '');
  return starts.size || null;
};

/** The same path with `[-1]` as the place that it means. */
export const countFromEnd = (leaves: Leaves, path: string): string => {
  const found = /^(.*?)\.\[-(\d+)\](.*)$/s.exec(path);
  if (!found) return path;
  const [, list = '', back = '', rest = ''] = found;
  const place = (lengthAt(leaves, list) ?? 0) - Number(back);
  return place < 0 ? path : countFromEnd(leaves, `${list}.[${place}]${rest}`);
};

/** Bytes of a value; an integer is 32 bytes. */
const slice = ({ type, value }: Leaf, from: string, to: string): Leaf | null => {
  const digits = /^u?int/.test(type)
    ? BigInt.asUintN(256, BigInt(value)).toString(16).padStart(64, '0')
    : /^(?:bytes|address)/.test(type) && value.startsWith('0x')
      ? value.slice(2).toLowerCase()
      : null;
  if (digits === null) return null;
  const part = digits.slice(Number(from || 0) * 2, to === '' ? undefined : Number(to) * 2);
  if (part === '') return null;
  return part.length === 40
    ? { type: 'address', value: checksum(`0x${part}`) }
    : { type: `bytes${part.length / 2}`, value: `0x${part}` };
};

/** The value at a path without `[]`; null when there is none. */
export const leafAt = (leaves: Leaves, path: string): Leaf | null => {
  const found = /^(.*)\.\[(-?\d*):(-?\d*)\]$/s.exec(path);
  if (!found) return leaves.get(countFromEnd(leaves, path)) ?? null;
  const leaf = leaves.get(countFromEnd(leaves, found[1] ?? ''));
  return leaf ? slice(leaf, found[2] ?? '', found[3] ?? '') : null;
};
