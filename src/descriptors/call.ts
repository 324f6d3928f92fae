/** Function signatures with the names of their parameters, as the keys of ERC-7730 descriptors are. @module */

import type { Hex } from '../lib/bytes.ts';
import { type AbiValue, decodeAbi, selectorOf } from '../signing/abi.ts';

/** `type`: without names: `(address,uint256)[]`. `members`: of the tuple, or of the tuples of the list. */
export type Parameter = { name: string; type: string; members: readonly Parameter[] };
export type Signature = { name: string; parameters: readonly Parameter[] };

const MAX_DEPTH = 8;

/** At each comma that stands in no brackets. */
const split = (text: string): string[] => {
  if (text.trim() === '') return [];
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim());
};

const parameter = (text: string, depth: number): Parameter | null => {
  if (depth > MAX_DEPTH) return null;
  const tuple = /^(?:tuple)?\((.*)\)((?:\[\d*\])*)(?: +(\w+))?$/s.exec(text);
  if (tuple) {
    const members = parameters(tuple[1] ?? '', depth + 1);
    return members && { name: tuple[3] ?? '', type: `(${typesOf(members)})${tuple[2]}`, members };
  }
  const found = /^(\w+)((?:\[\d*\])*)(?: +(?:calldata |memory )?(\w+))?$/.exec(text);
  if (!found) return null;
  const base = found[1] === 'uint' || found[1] === 'int' ? `${found[1]}256` : found[1];
  return { name: found[3] ?? '', type: `${base}${found[2]}`, members: [] };
};

const parameters = (text: string, depth: number): Parameter[] | null => {
  const found = split(text).map((part) => parameter(part, depth));
  return found.includes(null) ? null : (found as Parameter[]);
};

const typesOf = (of: readonly Parameter[]): string => of.map(({ type }) => type).join(',');

/** `transfer(address to, uint256 value)`; null for anything else. */
export const parseSignature = (text: string): Signature | null => {
  const found = /^\s*(?:function )?(\w+)\s*\((.*)\)\s*$/s.exec(text);
  const of = found && parameters(found[2] ?? '', 0);
  return of ? { name: found[1] ?? '', parameters: of } : null;
};

/** The selector of a signature. */
export const selectorIn = ({ name, parameters: of }: Signature): Hex => selectorOf(`${name}(${typesOf(of)})`);

/** The parameters of a call, in their order; null when the data is not exactly one of this signature. */
export const readCall = (signature: Signature, data: Hex): readonly AbiValue[] | null => {
  if (data.slice(0, 10) !== selectorIn(signature)) return null;
  return decodeAbi(typesOf(signature.parameters), `0x${data.slice(10)}`);
};
