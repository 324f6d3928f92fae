/**
 * Messages of the venues that Vouch reads, with values that no venue sends. For tests.
 * @module
 */
import { parseAddress } from '../../signing/address.ts';
import { ADDRESSES, anyValue, type Draw, pick, STRINGS } from '../../signing/testing/requests.ts';
import { readTypedDataParams } from '../../signing/typed-data.ts';
import { type DomainRule, FULL_DOMAIN } from '../adapter.ts';
import { mutations } from '../expected/mutate.ts';
import { unseen } from '../expected/seen.ts';
import {
  ACCOUNT,
  type Json,
  paramsOf,
  readVector,
  type Types,
  typesOf,
  type Vector,
  vectors,
} from '../expected/vector.ts';
import { adapters } from '../registry.ts';

export const all = vectors();

/** Texts, integers and bytes of real messages: what a reader looks for. */
const harvest = { strings: new Set<string>(), bytes: new Set<string>(), addresses: new Set<string>(ADDRESSES) };
const reap = (value: Json | undefined): void => {
  if (typeof value === 'string') {
    if (/^0x[\da-fA-F]{40}$/.test(value)) harvest.addresses.add(value);
    else if (/^0x([\da-f]{2})*$/i.test(value)) harvest.bytes.add(value);
    harvest.strings.add(value);
  } else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) reap(part as Json);
};
for (const { message, domain } of all) reap({ ...message, ...domain });
export const nonEmpty = <T>(items: Iterable<T>, first: T): [T, ...T[]] => [first, ...items];
export const texts = nonEmpty(
  [
    ...harvest.strings,
    ...STRINGS,
    'market',
    'limitIoc',
    'sell',
    'short',
    'Testnet',
    '0.5',
    '1000000.000001',
    '50%',
    '1e18',
    ' 1',
    '01',
    '1.',
    '.5',
    '9'.repeat(90),
  ],
  '',
);
export const addresses = nonEmpty(harvest.addresses, ACCOUNT);
const bytes = nonEmpty(harvest.bytes, '0x');

/** Ends, amounts and prices in the units that venues use. */
const likely = [
  0n,
  1n,
  2n,
  3n,
  10n ** 6n,
  10n ** 18n,
  3500n * 10n ** 6n,
  3500n * 10n ** 18n,
  -(10n ** 18n),
  1_789_000_060n,
  1_789_000_060_000n,
  2n ** 64n - 1n,
  2n ** 63n,
] as const;

/** Bytes of a real message with another word in them. */
const withOtherWord = (draw: Draw, hex: string): string => {
  const at = 2 + 64 * draw(Math.max(1, Math.floor((hex.length - 2) / 64)));
  const word = BigInt.asUintN(256, likely[draw(likely.length)] ?? 0n);
  return hex.slice(0, at) + word.toString(16).padStart(64, '0') + hex.slice(at + 64);
};

/**
 * A leaf: as a real message has it, as one of another venue has it, or anything that its type can hold.
 * @param rate one of so many leaves is changed
 */
export const leaf = (draw: Draw, type: string, real: Json | undefined, rate: number): unknown => {
  if (real !== undefined && real !== null && draw(rate) > 0) return real;
  if (type === 'string') return pick(draw, texts);
  if (type === 'address') return pick(draw, addresses);
  const number = /^(u?)int(\d+)$/.exec(type);
  if (number && draw(2)) {
    const [signed, bits] = [number[1] === '', Number(number[2])];
    const value = likely[draw(likely.length)] ?? 0n;
    return String(signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value));
  }
  if (type === 'bytes' && typeof real === 'string' && real.length > 66 && draw(4)) return withOtherWord(draw, real);
  const fixed = /^bytes(\d*)$/.exec(type);
  if (fixed && draw(2)) {
    const some = pick(draw, bytes);
    return fixed[1]
      ? `0x${some
          .slice(2)
          .padEnd(64, '0')
          .slice(0, 2 * Number(fixed[1]))}`
      : some;
  }
  return anyValue(draw, {}, type);
};

const build = (draw: Draw, types: Types, type: string, real: Json | undefined, rate: number): unknown => {
  const list = /^(.+)\[(\d*)\]$/.exec(type);
  if (list) {
    const items = Array.isArray(real) ? real : [];
    const length = list[2] ? Number(list[2]) : draw(rate) ? items.length : draw(4);
    return Array.from({ length }, (_, i) => build(draw, types, list[1] ?? '', items[i % (items.length || 1)], rate));
  }
  const members = types[type];
  if (!members) return leaf(draw, type, real, rate);
  const struct = (real ?? {}) as Record<string, Json>;
  return Object.fromEntries(members.map(({ name, type: of }) => [name, build(draw, types, of, struct[name], rate)]));
};

export type Schema = { venue: string; rule: DomainRule; encodeType: string; real: Vector[] };

const encodeTypeOf = (vector: Vector): string => readTypedDataParams(paramsOf(vector, ACCOUNT)).data.encodeType;
const typed = all
  .filter(({ kind }) => kind === 'eip712')
  .map((vector) => ({ vector, encodeType: encodeTypeOf(vector) }));
const ofVenues: Schema[] = adapters.flatMap((adapter) =>
  adapter.domains.flatMap((rule) =>
    Object.keys(rule.readers).map((encodeType) => ({
      venue: adapter.id,
      rule,
      encodeType,
      real: typed
        .filter(({ vector, encodeType: of }) => of === encodeType && vector.domain?.name === rule.name)
        .map(({ vector }) => vector),
    })),
  ),
);

/** What is read by its type whatever the domain is: permits, votes, and signatures that are keys. */
const ANYWHERE = [
  'Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)',
  'Permit(address holder,address spender,uint256 nonce,uint256 expiry,bool allowed)',
  'PermitSingle(PermitDetails details,address spender,uint256 sigDeadline)PermitDetails(address token,uint160 amount,uint48 expiration,uint48 nonce)',
  'PermitBatchTransferFrom(TokenPermissions[] permitted,address spender,uint256 nonce,uint256 deadline)TokenPermissions(address token,uint256 amount)',
  'Ballot(uint256 proposalId,uint8 support)',
  'Ballot(uint256 proposalId,uint8 support,address voter,uint256 nonce)',
  'Delegation(address delegatee,uint256 nonce,uint256 expiry)',
  'Vote(address from,string space,uint64 timestamp,bytes32 proposal,uint32 choice,string reason,string app,string metadata)',
  'dYdX(string action,string onlySignOn)',
  'Constant(string action)',
  'AccountCreation(int8 accountIndex,address wallet,bool tosAccepted)',
  'CreateLinkedSignerWallet(bytes32 subaccount)',
].map((encodeType): Schema => {
  const rule: DomainRule = {
    name: 'USD Coin',
    version: '2',
    type: FULL_DOMAIN,
    verifyingContracts: () => true,
    readers: {},
  };
  const own = typed.filter((one) => one.encodeType === encodeType).map(({ vector }) => vector);
  return { venue: 'any domain', rule, encodeType, real: own };
});

export const schemas: readonly Schema[] = [...ofVenues, ...ANYWHERE];

/** The real one where it is of this network, else another that the venue has. */
const domainOf = (draw: Draw, { rule }: Schema, vector: Vector | undefined): Record<string, Json> => {
  const { name, version, chainIds, verifyingContracts: known, type } = rule;
  const contracts =
    typeof known === 'function'
      ? addresses.concat(`0x${'0'.repeat(39)}${draw(10)}`).filter((one) => known(parseAddress(one)))
      : known;
  const parts: Record<string, Json | undefined> = {
    name,
    version,
    chainId: chainIds ? (chainIds[draw(chainIds.length)] ?? 1) : pick(draw, [1, 421614, 42161]),
    verifyingContract: contracts[draw(contracts.length || 1)] ?? ACCOUNT,
    salt: `0x${'00'.repeat(32)}`,
  };
  const real = vector?.domain ?? {};
  const fits = chainIds === undefined || chainIds.includes(Number(real.chainId));
  const declared = typesOf(type).EIP712Domain ?? [];
  return Object.fromEntries(
    declared.map(({ name: of }) => [of, (fits && draw(8) ? real[of] : undefined) ?? parts[of] ?? '']),
  );
};

/** A message of a venue that Vouch reads, as the page would send it. */
export const messageOf = (draw: Draw, schema: Schema): Vector => {
  const types = typesOf(schema.encodeType);
  const primaryType = schema.encodeType.slice(0, schema.encodeType.indexOf('('));
  const real = schema.real[draw(schema.real.length || 1)];
  return {
    file: schema.venue,
    id: primaryType,
    kind: 'eip712',
    ...(real?.signer === undefined ? {} : { signer: real.signer }),
    domain: domainOf(draw, schema, real),
    types: { ...types, EIP712Domain: typesOf(schema.rule.type).EIP712Domain ?? [] },
    primaryType,
    message: build(draw, types, primaryType, real?.message, pick(draw, [16, 4, 2])) as Record<string, Json>,
  };
};

export const fail = (vector: Vector, what: readonly string[]): void => {
  if (what.length === 0) return;
  const { file, id, domain, message, data, messageText } = vector;
  throw new Error(`${file} ${id}\n${what.join('\n')}\n${JSON.stringify({ domain, message, data, messageText })}`);
};

/** One leaf is changed, and it must be seen. */
export const changeIsSeen = (draw: Draw, vector: Vector): string[] => {
  const before = readVector(vector);
  if (!before || before.reading.kind === 'unreadable') return [];
  const changes = mutations(vector).filter(({ path }) => !path.startsWith('domain'));
  const change = changes[draw(changes.length || 1)];
  const after = change && readVector(change.vector);
  const why = after && unseen(before, after, change.path);
  return why ? [`${change.path}: ${why}`] : [];
};
