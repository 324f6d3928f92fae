/**
 * ERC-7730 descriptors into the lists of fields that `src/descriptors/format.ts` takes: includes are merged, references
 * followed, groups opened. A format that is not wholly understood is left out, with a reason.
 * @see https://eips.ethereum.org/EIPS/eip-7730
 * @module
 */
import { mergeDescriptors } from '@ethereum-sourcify/clear-signing';
import { parseSignature, selectorIn } from '../src/descriptors/call.ts';
import { type DescribedField, type DescribedFormat, parseFormat } from '../src/descriptors/format.ts';

/** JSON as it was read: nothing of it is trusted. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Object = { [key: string]: Json };

export type Compiled = {
  kind: 'message' | 'call';
  owner: string;
  /** what the domain must hold besides network and contract; `separator`: its hash */
  domain: Record<string, string>;
  deployments: { chainId: number; address: string }[];
  /** by encodeType, or by selector */
  formats: Record<string, DescribedFormat>;
  /** what was left out, a sentence each */
  leftOut: string[];
};

const MOST_FORMATS = 400;
const MOST_DEPLOYMENTS = 400;
const MOST_DEPTH = 24;
const MOST_INCLUDES = 4;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** What makes a descriptor, or one format of it, unusable. */
export class BadDescriptor extends Error {
  override name = 'BadDescriptor';
}

const isObject = (json: Json | undefined): json is Object =>
  typeof json === 'object' && json !== null && !Array.isArray(json);
const objectOf = (json: Json | undefined): Object => (isObject(json) ? json : {});
const textOf = (json: Json | undefined): string => (typeof json === 'string' ? json : '');
const listOf = (json: Json | undefined): Json[] => (Array.isArray(json) ? json : []);

const check = (json: Json, depth = 0): void => {
  if (depth > MOST_DEPTH) throw new BadDescriptor('It is nested too deeply.');
  if (typeof json !== 'object' || json === null) return;
  for (const [key, value] of Object.entries(json)) {
    if (FORBIDDEN.has(key)) throw new BadDescriptor(`It has the key "${key}".`);
    check(value, depth + 1);
  }
};

/** @throws {BadDescriptor} */
export const parseDescriptor = (text: string): Object => {
  if (text.length > 1_000_000) throw new BadDescriptor('It is larger than 1 MB.');
  let json: Json;
  try {
    json = JSON.parse(text);
  } catch {
    throw new BadDescriptor('It is not JSON.');
  }
  check(json);
  if (!isObject(json)) throw new BadDescriptor('It is not an object.');
  return json;
};

const withIncludes = (descriptor: Object, include: (name: string) => Object, depth = 0): Object => {
  const name = descriptor.includes;
  if (name === undefined) return descriptor;
  if (typeof name !== 'string' || depth === MOST_INCLUDES) throw new BadDescriptor('Its includes do not end.');
  return mergeDescriptors(descriptor, withIncludes(include(name), include, depth + 1)) as Object;
};

/** What `$.metadata.constants.x` stands for. */
const follow = (root: Object, reference: string): Json | undefined =>
  reference
    .slice(2)
    .split('.')
    .reduce<Json | undefined>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), root);

const plain = (root: Object, json: Json | undefined): Json | undefined =>
  typeof json === 'string' && json.startsWith('$.') ? follow(root, json) : json;

const pathOf = (base: string, path: string): string => {
  if (path.startsWith('@.')) return path;
  const own = path.replace(/^#\./, '');
  return [base, own].filter((part) => part !== '').join('.');
};

const ADDRESS = /^0x[\da-f]{40}$/i;

const withToken = (root: Object, params: Object, base: string): Partial<DescribedField> => {
  const named = params.token ?? params.tokenPath;
  if (named === '$.metadata.token') {
    const { ticker, decimals } = objectOf(objectOf(root.metadata).token);
    return { ticker: { symbol: textOf(ticker), decimals: Number(decimals) } };
  }
  const token = textOf(plain(root, named));
  // An amount in the coin of another network is one that is not known here.
  if (token === '' || params.chainId !== undefined || params.chainIdPath !== undefined) return {};
  return { token: ADDRESS.test(token) ? token.toLowerCase() : pathOf(base, token) };
};

const FORMATS: readonly string[] = [
  'raw',
  'amount',
  'tokenAmount',
  'date',
  'duration',
  'unit',
  'enum',
  'chainId',
  'addressName',
  'tokenTicker',
];

/** The parameters that are kept. Thresholds, prefixes and names for the sender are not: the number itself is shown. */
const paramsOf = (root: Object, format: string, params: Object, base: string): Partial<DescribedField> => {
  switch (format) {
    case 'tokenAmount':
      return withToken(root, params, base);
    case 'unit':
      return {
        base: textOf(plain(root, params.base)),
        ...(params.decimals === undefined ? {} : { decimals: Number(params.decimals) }),
      };
    case 'enum': {
      const words = objectOf(plain(root, params.$ref));
      return { words: Object.entries(words).map(([key, word]) => [key.toLowerCase(), textOf(word)]) };
    }
    default:
      return {};
  }
};

const fieldOf = (root: Object, field: Object, base: string, group: string): DescribedField[] => {
  const reference = textOf(field.$ref);
  const definition = reference === '' ? {} : follow(root, reference);
  if (!isObject(definition)) throw new BadDescriptor(`"${reference}" leads nowhere.`);
  const all: Object = { ...definition, ...field };
  const params = { ...objectOf(definition.params), ...objectOf(field.params) };
  const { visible, value } = all;
  const only = isObject(visible) ? listOf(visible.mustMatch).map(String) : [];
  if (visible === 'never') return [];
  const known = FORMATS.includes(textOf(all.format)) && all.encryption === undefined;
  const blocks = all.format === 'date' && params.encoding !== 'timestamp';
  const format = known && !blocks ? textOf(all.format) : 'other';
  const fixed = plain(root, value);
  if (fixed === undefined && typeof all.path !== 'string') throw new BadDescriptor('A field has no path.');
  const inPath = typeof all.path === 'string' && all.path.startsWith('$.') ? follow(root, all.path) : undefined;
  const literal = fixed ?? inPath;
  return [
    {
      label: [group, textOf(all.label) || (only.length > 0 ? '-' : '')].filter((part) => part !== '').join(': '),
      ...(literal === undefined ? { path: pathOf(base, textOf(all.path)) } : { value: String(literal) }),
      format: format as DescribedField['format'],
      ...paramsOf(root, format, params, base),
      ...(only.length > 0 ? { only } : {}),
    },
  ];
};

const fieldsOf = (root: Object, fields: Json | undefined, base = '', group = '', depth = 0): DescribedField[] => {
  if (depth > 4) throw new BadDescriptor('Its groups are nested too deeply.');
  return listOf(fields).flatMap((field) => {
    if (!isObject(field)) throw new BadDescriptor('A field is no object.');
    if (!('fields' in field)) return fieldOf(root, field, base, group);
    const path = pathOf(base, textOf(field.path));
    return fieldsOf(root, field.fields, path, textOf(field.label) || group, depth + 1);
  });
};

const intentOf = (intent: Json | undefined): string =>
  isObject(intent)
    ? Object.entries(intent)
        .map(([key, value]) => `${key}: ${textOf(value)}`)
        .join(', ')
    : textOf(intent);

/** The key under which a format is looked up: exact, never by a name alone. */
const keyOf = (kind: Compiled['kind'], key: string): { key: string; signature?: string } => {
  if (kind === 'message') {
    if (!/^[^\s(]+\(/.test(key)) throw new BadDescriptor('Its key is no encodeType.');
    return { key };
  }
  const signature = parseSignature(key);
  if (!signature) throw new BadDescriptor('Its key is no function with its parameters.');
  return { key: selectorIn(signature), signature: key };
};

const DOMAIN_KEYS = ['name', 'version', 'chainId', 'verifyingContract', 'salt'];

const domainOf = (eip712: Object): Record<string, string> => {
  const out: Record<string, string> = {};
  for (const [key, value] of Object.entries(objectOf(eip712.domain))) {
    if (!DOMAIN_KEYS.includes(key)) throw new BadDescriptor(`Its domain has "${key}".`);
    out[key] = String(value);
  }
  if (eip712.domainSeparator !== undefined) out.separator = String(eip712.domainSeparator);
  return out;
};

const deploymentsOf = (context: Object): Compiled['deployments'] => {
  const found = listOf(context.deployments).map((one) => {
    const { chainId, address } = objectOf(one);
    if (typeof chainId !== 'number' || !Number.isSafeInteger(chainId) || !ADDRESS.test(textOf(address)))
      throw new BadDescriptor('A deployment is not a network and an address.');
    return { chainId, address: textOf(address).toLowerCase() };
  });
  if (found.length > MOST_DEPLOYMENTS) throw new BadDescriptor(`More than ${MOST_DEPLOYMENTS} deployments.`);
  return found;
};

/**
 * @param include the descriptor of a name that it includes; throws BadDescriptor for one that is not there
 * @throws {BadDescriptor} when none of it can be used
 */
export const compileDescriptor = (source: Object, include: (name: string) => Object): Compiled => {
  const root = withIncludes(source, include);
  check(root);
  const { eip712, contract } = objectOf(root.context);
  const kind = isObject(eip712) ? 'message' : 'call';
  const context = kind === 'message' ? objectOf(eip712) : objectOf(contract);
  const formats = Object.entries(objectOf(objectOf(root.display).formats));
  if (formats.length > MOST_FORMATS) throw new BadDescriptor(`More than ${MOST_FORMATS} formats.`);
  const compiled: Compiled = {
    kind,
    owner: textOf(objectOf(root.metadata).owner).slice(0, 100),
    domain: kind === 'message' ? domainOf(context) : {},
    deployments: deploymentsOf(context),
    formats: {},
    leftOut: [],
  };
  if (compiled.owner === '') throw new BadDescriptor('It names no owner.');
  for (const [name, json] of formats)
    try {
      const { key, signature } = keyOf(kind, name);
      const { intent, fields } = objectOf(json);
      const format = parseFormat({
        intent: intentOf(intent),
        ...(signature === undefined ? {} : { signature }),
        fields: fieldsOf(root, fields),
      });
      if (!format) throw new BadDescriptor('A field is not one of ERC-7730, or too long.');
      if (Object.hasOwn(compiled.formats, key)) throw new BadDescriptor('It is there twice.');
      compiled.formats[key] = format;
    } catch (cause) {
      if (!(cause instanceof BadDescriptor)) throw cause;
      compiled.leftOut.push(`${name.slice(0, 80)}: ${cause.message}`);
    }
  return compiled;
};
