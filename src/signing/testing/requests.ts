/**
 * Typed data as pages send it, made at random: the odd forms that are in use, and those that somebody could try. For tests.
 * @module
 */
import fc from 'fast-check';

export type Types = Record<string, { name: string; type: string }[]>;
export type Request = { types: Types; primaryType: string; domain: Record<string, unknown>; message: unknown };

/** One of `options` choices, from 0. */
export type Draw = (options: number) => number;

/** The choices that a request is made from: shorter and smaller is simpler, so a failure shrinks. */
export const tape = (length: number): fc.Arbitrary<Uint32Array> => fc.uint32Array({ maxLength: length, size: 'max' });

export const drawFrom = (choices: Uint32Array): Draw => {
  let at = 0;
  return (options) => (choices[at++] ?? 0) % options;
};

export const pick = <T>(draw: Draw, from: readonly [T, ...T[]]): T => from[draw(from.length)] ?? from[0];

const TYPE_NAMES = ['Order', 'Mail', 'HyperliquidTransaction:UsdSend', 'x-y', 'toString', "O'", '$'] as const;
const MEMBER_NAMES = [
  'a',
  'maker',
  'destination Chain',
  'a b c',
  'valueOf',
  '0',
  'length',
  '__',
  'domain',
  "it's",
] as const;
// biome-ignore format: a list
const LEAVES = [
  'uint256', 'string', 'address', 'bool', 'bytes', 'bytes32', 'int256', 'uint8', 'int8', 'uint64', 'int128', 'uint48', 'bytes1', 'bytes4',
] as const;
// biome-ignore format: a list
export const STRINGS = [
  '', 'a', ' ', '0', '-1', '1e3', 'ETH-PERP', '\u202e', '\u0000', '⟨U+202E⟩', '⟨', 'é', 'e\u0301', '\u{1f600}', '__proto__', '"', '\\', '\n', '\u200b0x', '{}', 'ﷺ', '\u{e0041}',
] as const;
export const ADDRESSES = [
  '0x0000000000000000000000000000000000000000',
  '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
  '0xffffffffffffffffffffffffffffffffffffffff',
  '0x000000000022d473030f116ddee9f6b43ac78ba3',
] as const;

const hexOf = (draw: Draw, bytes: number): string =>
  `0x${Array.from({ length: bytes }, () => draw(256).toString(16).padStart(2, '0')).join('')}`;

/** The edges of an integer's range, and what lies about 2^53 and within it. */
export const integer = (draw: Draw, bits: number, signed: boolean): bigint => {
  const most = 2n ** BigInt(signed ? bits - 1 : bits) - 1n;
  const least = signed ? -most - 1n : 0n;
  const any =
    [0n, 1n, most, least, 2n ** 53n, 2n ** 53n + 1n, 1_789_000_000n, BigInt(draw(2 ** 32)), -1n][draw(9)] ?? 0n;
  return any > most ? most : any < least ? least : any;
};

/** As pages write it: decimal text, hexadecimal text, or a bare number where that is exact. */
const integerJson = (draw: Draw, value: bigint): unknown => {
  const form = draw(3);
  if (form === 1 && value >= 0n) return `0x${value.toString(16)}`;
  return form === 2 && value >= -(2n ** 53n) && value < 2n ** 53n && value !== -(2n ** 53n)
    ? Number(value)
    : String(value);
};

const listIn = (type: string) => /^(.+)\[(\d*)\]$/.exec(type);

/** A value of a type, as JSON. Lists are short, and shorter the deeper they lie, so that every value ends. */
export const anyValue = (draw: Draw, types: Types, type: string, depth = 0): unknown => {
  const list = listIn(type);
  if (list) {
    const length = list[2] ? Number(list[2]) : depth > 3 ? 0 : draw(3);
    return Array.from({ length }, () => anyValue(draw, types, list[1] ?? '', depth + 1));
  }
  const members = types[type];
  if (members)
    return Object.fromEntries(members.map((member) => [member.name, anyValue(draw, types, member.type, depth + 1)]));
  if (type === 'string') return pick(draw, STRINGS);
  if (type === 'bool') return draw(2) === 1;
  if (type === 'address') return pick(draw, ADDRESSES);
  if (type === 'bytes') return hexOf(draw, draw(40));
  const fixed = /^bytes(\d+)$/.exec(type);
  if (fixed) return hexOf(draw, Number(fixed[1]));
  const number = /^(u?)int(\d+)$/.exec(type);
  return integerJson(draw, integer(draw, Number(number?.[2] ?? 256), number?.[1] === ''));
};

const membersOf = (draw: Draw, later: readonly string[]): Types[string] => {
  const members: Types[string] = [];
  for (let i = draw(5); i >= 0; i--) {
    const name = `${pick(draw, MEMBER_NAMES)}${members.length || ''}`;
    const base = draw(3) === 0 && later.length > 0 ? (later[draw(later.length)] ?? 'bool') : pick(draw, LEAVES);
    members.push({ name, type: `${base}${pick(draw, ['', '', '', '[]', '[2]', '[][1]', '[3]'])}` });
  }
  return members;
};

const domainOf = (draw: Draw): Record<string, unknown> => ({
  ...(draw(4) > 0 ? { name: pick(draw, ['Order', 'Permit2', 'Exchange', '\u202eX']) } : {}),
  ...(draw(2) ? { version: pick(draw, ['1', '0.0.1']) } : {}),
  ...(draw(2) ? { chainId: pick<unknown>(draw, [1, '1', '0x1', 42161, '42161', '0xa4b1']) } : {}),
  ...(draw(2) ? { verifyingContract: pick(draw, ['', ...ADDRESSES]) } : {}),
  ...(draw(8) === 1 ? { salt: `0x${'11'.repeat(32)}` } : {}),
});

const DOMAIN_TYPES: Record<string, string> = {
  name: 'string',
  version: 'string',
  chainId: 'uint256',
  verifyingContract: 'address',
  salt: 'bytes32',
};

/** A request that must be read. Some declare the domain, in their own order; some a type that nothing uses. */
export const requestOf = (draw: Draw): Request => {
  const names = TYPE_NAMES.slice(0, 1 + draw(4)).map((name, i) => (draw(2) ? name : `T${i}`));
  const types: Types = {};
  for (const [i, name] of names.entries()) types[name] = membersOf(draw, names.slice(i + 1));
  const [primaryType = ''] = names;
  const domain = domainOf(draw);
  if (draw(2)) {
    const declared = Object.keys(domain).filter((key) => domain[key] !== '');
    if (draw(2)) declared.reverse();
    types.EIP712Domain = declared.map((name) => ({ name, type: DOMAIN_TYPES[name] ?? '' }));
  }
  return { types, primaryType, domain, message: anyValue(draw, types, primaryType) };
};
