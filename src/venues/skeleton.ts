/** The beginning of an adapter for typed data that Vouch cannot read, for developers to copy. @module */
import { type Member, shapeOf, type Types } from '../signing/schema.ts';
import { readTypedDataParams } from '../signing/typed-data.ts';
import { visible } from '../signing/visible.ts';

/** Inside quotes nothing of a payload ends them: it never writes code of its own. */
const quoted = (text: string): string =>
  `'${[...text].map((c) => (/[ -&(-[\]-~]/.test(c) ? c : [...c].map(escaped).join(''))).join('')}'`;
const escaped = (c: string): string => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`;

const keyOf = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : quoted(name));

/** A name of TypeScript for each struct; `Message` is what is signed. */
const namesOf = (structs: readonly string[]): Map<string, string> => {
  const names = new Map<string, string>();
  structs.forEach((struct, i) => {
    const plain = struct.replace(/\W+/g, '').replace(/^\d+/, '');
    const taken = plain === '' || plain === 'Message' || [...names.values()].includes(plain);
    names.set(struct, i === 0 ? 'Message' : taken ? `${plain}${i}` : plain);
  });
  return names;
};

/** Those that a message of this type can hold, itself first. */
const structsIn = (types: Types, primaryType: string): string[] => {
  const found = new Set([primaryType]);
  const add = (type: string): void => {
    const shape = shapeOf(types, type);
    if (shape.kind === 'list') add(shape.item);
    if (shape.kind === 'struct') found.add(type);
  };
  // A set grows while it is walked.
  for (const struct of found) for (const { type } of types.get(struct) ?? []) add(type);
  return [...found];
};

/** The values as the parser gives them. */
const memberType = (types: Types, names: Map<string, string>, type: string): string => {
  const shape = shapeOf(types, type);
  switch (shape.kind) {
    case 'list':
      return `readonly (${memberType(types, names, shape.item)})[]`;
    case 'struct':
      return names.get(type) ?? 'never';
    case 'integer':
      return 'bigint';
    case 'bool':
      return 'boolean';
    case 'address':
      return 'Address';
    default:
      return 'string';
  }
};

const structText = (types: Types, names: Map<string, string>, struct: string): string => {
  const line = ({ name, type }: Member) => `  ${keyOf(name)}: ${memberType(types, names, type)};`;
  return `type ${names.get(struct)} = {\n${(types.get(struct) ?? []).map(line).join('\n')}\n};`;
};

/**
 * TypeScript text of `src/venues/adapters/<id>.ts`: the domain and the encodeType as they came, the message's type, and a
 * reader that reads nothing yet.
 * @param paramsText of `eth_signTypedData_v4`, as received
 * @throws {RequestError}
 */
export const skeletonOf = (paramsText: string): string => {
  const { data } = readTypedDataParams(paramsText);
  const { domain, domainType, primaryType, types, encodeType } = data;
  const structs = structsIn(types, primaryType);
  const names = namesOf(structs);
  const name = visible(domain.name ?? '');
  const id =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'venue';
  return `import type { Address } from '../../signing/address.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import { type Adapter, type Card, type Coverage, messageOf, NotReadable } from '../adapter.ts';
import type { Venue } from '../reading.ts';

const venue: Venue = { id: ${quoted(id)}, name: ${quoted(name)} };

${structs.map((struct) => structText(types, names, struct)).join('\n\n')}

/** What each field means, in which unit, and which sources say so belongs here. Model: gannet.ts. */
const read = (data: TypedData): Card => {
  const message = messageOf<Message>(data);
  throw new NotReadable({ id: 'why.unknownType', params: { message: Object.keys(message).join(', ') } });
};

export const adapter: Adapter = {
  id: venue.id,
  name: venue.name,
  domains: [
    {
      name: ${quoted(domain.name ?? '')},${domain.version === undefined ? '' : `\n      version: ${quoted(domain.version)},`}
      type: ${quoted(domainType)},${domain.chainId === undefined ? '' : `\n      chainIds: [${domain.chainId}],`}
      verifyingContracts: [${domain.verifyingContract === undefined ? '' : quoted(domain.verifyingContract)}],
      readers: {
        ${quoted(encodeType)}: read,
      },
    },
  ],
};

export const coverage: Coverage[] = [
  { what: ${quoted(primaryType)}, reads: 'not', gap: 'Nothing is read yet.', source: 'name the source of schema and units' },
];
`;
};
