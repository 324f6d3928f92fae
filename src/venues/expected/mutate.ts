/**
 * One change at a time in a message: every leaf, and every list longer and shorter by one. For tests.
 * @module
 */
import { Interface, type ParamType } from 'ethers';
import { shapeOf } from '../../signing/schema.ts';
import type { Json, Types, Vector } from './vector.ts';

export type Mutation = { path: string; vector: Vector };

const flip = (hex: string): string => {
  const last = Number.parseInt(hex.slice(-1), 16);
  return hex.slice(0, -1) + (last ^ 1).toString(16);
};

/** Another address, in lower case so that no check of capitals is in the way. */
const otherAddress = (address: string): string => flip(address.toLowerCase());

/** The last letter or digit becomes the next one, so that what had a form still has it. */
const otherText = (text: string): string => {
  const at = text.search(/[A-Za-z0-9][^A-Za-z0-9]*$/);
  if (at < 0) return `${text}1`;
  const code = text.charCodeAt(at);
  const next = '9zZ'.includes(text[at] ?? '') ? code - 1 : code + 1;
  return text.slice(0, at) + String.fromCharCode(next) + text.slice(at + 1);
};

const more = (value: Json, bits: number, signed: boolean): Json => {
  const integer = BigInt(value as string | number);
  const wrapped = signed ? BigInt.asIntN(bits, integer + 1n) : BigInt.asUintN(bits, integer + 1n);
  return typeof value === 'number' ? Number(wrapped) : String(wrapped);
};

/** Bytes change in each word of 32, first and last byte, and grow by one byte. */
const otherBytes = (hex: string): string[] => {
  const words = [...hex.slice(2).matchAll(/.{1,64}/g)].map((found) => 2 + found.index);
  const changed = words.flatMap((at) => {
    const end = Math.min(at + 64, hex.length);
    return [
      hex.slice(0, at) + flip(hex.slice(at, end)) + hex.slice(end),
      hex.slice(0, at) + flip(hex.slice(at, at + 2)) + hex.slice(at + 2),
    ];
  });
  return [...new Set(changed), `${hex}00`];
};

/** A struct or value of this type with nothing in it. */
const emptyOf = (types: Types, type: string): Json => {
  const shape = shapeOf(new Map(Object.entries(types)), type);
  switch (shape.kind) {
    case 'struct':
      return Object.fromEntries(shape.members.map((member) => [member.name, emptyOf(types, member.type)]));
    case 'list':
      return Array.from({ length: shape.length ?? 0 }, () => emptyOf(types, shape.item));
    case 'integer':
      return '0';
    case 'bool':
      return false;
    case 'address':
      return `0x${'0'.repeat(40)}`;
    case 'fixed-bytes':
      return `0x${'00'.repeat(shape.length)}`;
    case 'bytes':
      return '0x';
    case 'string':
      return '';
  }
};

/** Other values for this one, each with the path of what is changed in it. */
const others = (types: Types, type: string, value: Json, path: string): [string, Json][] => {
  const shape = shapeOf(new Map(Object.entries(types)), type);
  switch (shape.kind) {
    case 'struct': {
      const struct = value as Record<string, Json>;
      return shape.members.flatMap(({ name, type: of }) =>
        others(types, of, struct[name] ?? null, `${path}.${name}`).map(([at, other]): [string, Json] => [
          at,
          { ...struct, [name]: other },
        ]),
      );
    }
    case 'list': {
      const items = value as Json[];
      const inner = items.flatMap((item, i) =>
        others(types, shape.item, item, `${path}[${i}]`).map(([at, other]): [string, Json] => [
          at,
          items.with(i, other),
        ]),
      );
      if (shape.length !== null) return inner;
      const last = items.at(-1) ?? emptyOf(types, shape.item);
      return [
        ...inner,
        [path, [...items, last]],
        ...(items.length > 0 ? [[path, items.slice(0, -1)] as [string, Json]] : []),
      ];
    }
    case 'integer':
      return [[path, more(value, shape.bits, shape.signed)]];
    case 'bool':
      return [[path, !value]];
    case 'address':
      return [[path, otherAddress(String(value))]];
    case 'bytes':
      return otherBytes(String(value)).map((other) => [path, other]);
    case 'fixed-bytes':
      return [[path, flip(String(value))]];
    case 'string':
      return [[path, otherText(String(value))]];
  }
};

const DOMAIN = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
  { name: 'salt', type: 'bytes32' },
];

const ofTypedData = (vector: Vector): Mutation[] => {
  const { types = {}, primaryType = '', message = {}, domain = {} } = vector;
  const domainTypes = { ...types, EIP712Domain: DOMAIN.filter(({ name }) => domain[name] !== undefined) };
  return [
    ...others(types, primaryType, message, 'message').map(([path, other]) => ({
      path,
      vector: { ...vector, message: other as Record<string, Json> },
    })),
    ...others(domainTypes, 'EIP712Domain', domain, 'domain').map(([path, other]) => ({
      path,
      vector: { ...vector, domain: other as Record<string, Json> },
    })),
  ];
};

/** The type of an argument as typed data has it: a tuple becomes a struct named by its place. */
const structsOf = (inputs: readonly ParamType[], name: string, types: Types): void => {
  types[name] = inputs.map((input, i) => {
    const item = input.baseType === 'array' ? (input.arrayChildren as ParamType) : input;
    const member = input.name || `arg${i}`;
    if (item.baseType !== 'tuple') return { name: member, type: input.type };
    structsOf(item.components ?? [], `${name}${i}`, types);
    return { name: member, type: `${name}${i}${input.baseType === 'array' ? '[]' : ''}` };
  });
};

/** Tuples by the names of their parts, whether they came as objects or as lists. */
const named = (types: Types, type: string, value: Json): Json => {
  if (type.endsWith('[]')) return (value as Json[]).map((item) => named(types, type.slice(0, -2), item));
  const members = types[type];
  if (!members) return value;
  const parts = value as Json[] & Record<string, Json>;
  return Object.fromEntries(
    members.map(({ name, type: of }, i) => [
      name,
      named(types, of, (Array.isArray(parts) ? parts[i] : parts[name]) ?? null),
    ]),
  );
};

/** The other way round, as an encoder takes it. */
const listed = (types: Types, type: string, value: Json): Json => {
  if (type.endsWith('[]')) return (value as Json[]).map((item) => listed(types, type.slice(0, -2), item));
  const members = types[type];
  if (!members) return value;
  return members.map(({ name, type: of }) => listed(types, of, (value as Record<string, Json>)[name] ?? null));
};

const ofCall = (vector: Vector): Mutation[] => {
  const { humanReadable = '', args = [] } = vector;
  const abi = new Interface([humanReadable]);
  const call = abi.fragments.find((fragment) => fragment.type === 'function');
  const types: Types = {};
  structsOf(call?.inputs ?? [], 'Call', types);
  const given = named(types, 'Call', args);
  return others(types, 'Call', given, 'call').map(([path, other]) => {
    const next = listed(types, 'Call', other) as Json[];
    const data = abi.encodeFunctionData((call as { name?: string } | undefined)?.name ?? '', next);
    return { path, vector: { ...vector, args: next, data } };
  });
};

/** Each word or number of it. */
const ofText = (vector: Vector): Mutation[] => {
  const text = vector.messageRaw ?? vector.messageText ?? '';
  return [...text.matchAll(/[A-Za-z0-9]+/g)].map((found) => {
    const changed = text.slice(0, found.index) + otherText(found[0]) + text.slice(found.index + found[0].length);
    return {
      path: `text: ${found[0]}`,
      vector: { ...vector, ...(vector.messageRaw === undefined ? { messageText: changed } : { messageRaw: changed }) },
    };
  });
};

export const mutations = (vector: Vector): Mutation[] => {
  if (vector.kind === 'eip712') return ofTypedData(vector);
  if (vector.kind === 'calldata') return ofCall(vector);
  return vector.kind === 'personal_sign' || vector.kind === 'siwe-format' ? ofText(vector) : [];
};

/** Other JSON with one leaf changed: numbers one more, texts the next, true and false swapped, lists shorter and longer. */
export const jsonMutations = (value: Json, path = ''): [string, Json][] => {
  if (typeof value === 'boolean') return [[path, !value]];
  if (typeof value === 'number') return [[path, value + 1]];
  if (typeof value === 'string') return [[path, otherText(value)]];
  if (value === null) return [];
  if (Array.isArray(value)) {
    const inner = value.flatMap((item, i) =>
      jsonMutations(item, `${path}[${i}]`).map(([at, other]): [string, Json] => [at, value.with(i, other)]),
    );
    const last = value.at(-1);
    return last === undefined ? inner : [...inner, [path, [...value, last]], [path, value.slice(0, -1)]];
  }
  return Object.entries(value).flatMap(([key, part]) =>
    jsonMutations(part, path === '' ? key : `${path}.${key}`).map(([at, other]): [string, Json] => [
      at,
      { ...value, [key]: other },
    ]),
  );
};
