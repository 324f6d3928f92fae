/** What a venue's adapter is made of. Adding a venue is one file in `adapters/` and its test. @module */
import type { AgentName, Curve } from '../keyring/agent.ts';
import type { Hex } from '../lib/bytes.ts';
import type { Text } from '../lib/text.ts';
import type { AbiValue } from '../signing/abi.ts';
import { type Address, AddressError, parseAddress, sameAddress } from '../signing/address.ts';
import { group, isDecimal } from '../signing/format.ts';
import type { JsonObject } from '../signing/json.ts';
import type { TransactionPlan } from '../signing/transaction.ts';
import type { TypedData } from '../signing/typed-data.ts';
import { visible, visibleStart } from '../signing/visible.ts';
import type { Field, Mark, Reading, ReadingContext, Row, Value } from './reading.ts';

/**
 * A reading without what is added to all of them. `also`: the fields that no row says in words, by their path without
 * `message.` and without indices (`nonce`, `common.group`, `orders.clientOrderId`); a name stands for all below it.
 */
export type Card = (Reading extends infer R ? (R extends Reading ? Omit<R, 'fields' | 'notShown'> : never) : never) & {
  also?: readonly string[];
};

/** By the exact encodeType of the message, never by its primary type alone. */
export type Readers = Readonly<Record<string, (data: TypedData, context: ReadingContext) => Card>>;

export type DomainRule = {
  name: string;
  /** absent: the domain has none */
  version?: string;
  /** the exact encodeType of the domain */
  type: string;
  /** absent: every network */
  chainIds?: readonly number[];
  /**
   * The venue's own. Empty: the domain names none. A function: the contract says something else than who checks the
   * signature (Nado: the number of the product), or the venue has one for each pool or token; its readers show it then.
   */
  verifyingContracts: readonly Address[] | ((contract: Address) => boolean);
  /** The chainId is the venue's own and need not be the network that the site is on (rule R14). */
  anyNetwork?: true;
  /** A name that many use: another contract with it is not a look-alike (rule R13). */
  common?: true;
  readers: Readers;
  /** For clients that send the fields in any order: by the encodeType with its members sorted (`sorted`). */
  unordered?: Readers;
};

/** A call of a contract, decoded strictly: nothing is left over, and encoding `args` again gives the same bytes. */
export type Call = { args: readonly AbiValue[]; to: Address; plan: TransactionPlan };

export type CallRule = {
  /** as Solidity counts it, types alone: `openTrade((address,uint32,bool),uint16,address)` */
  signature: string;
  chainIds: readonly number[];
  contracts: readonly Address[];
  read: (call: Call, context: ReadingContext) => Card;
};

/**
 * What a hash stands for, as the caller gives it, made into the typed data that the venue checks. `typedData` goes through
 * the same parser as a page's own; `fields` are the leaves of the pre-image in the order in which they are hashed.
 */
export type Opened = { typedData: Record<string, unknown>; card: Card; fields: Field[] };
/** The same for what an ed25519 key signs: text. */
export type OpenedText = { message: string; card: Card; fields: Field[] };

/** A call to a venue. `host`: `https://api.hyperliquid.xyz`; empty: the page's own. `body`: text as it is posted. */
export type VenueRequest = {
  host: string;
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  headers?: Record<string, string>;
  body?: string;
};

/**
 * Something to sign for a venue, and the call that carries it there. `typedData`: EIP-712, signed by the account or by a
 * secp256k1 key; `message`: text, signed by an ed25519 key.
 */
export type ToSign = { by: 'account' | 'agent'; request: (signature: Hex) => VenueRequest } & (
  | { typedData: Record<string, unknown> }
  | { message: string }
);

/**
 * For whom a key is, or was made. `agent`: null where the account itself trades. `id`: of the grant, 0x and 34 digits, for the key's name at the
 * venue. `until`, `now`: ms since 1970. `with`: what the site named: `network`, a subaccount, a broker.
 */
export type AgentAsk = {
  account: Address;
  agent: AgentName | null;
  id: Hex;
  until: number;
  now: number;
  with: Readonly<Record<string, string | number | boolean>>;
};

/** How a key of the wallet's own trades at a venue. Each throws {NotReadable} where `with` lacks something. */
export type AgentScheme = {
  curve: Curve;
  /** the narrowest scope and the shortest end that the venue knows, signed by the account */
  approve: (ask: AgentAsk) => ToSign;
  /** what has to be asked before a key can be taken back */
  list?: (ask: AgentAsk) => VenueRequest;
  /** takes the key back at the venue; absent where the venue has no way but its end. `listed`: the answer to `list` */
  revoke?: (ask: AgentAsk, listed?: unknown) => ToSign;
};

/** How all open orders are cancelled. `list`: what has to be asked first; `make` gets its answer, or null without one. */
export type CancelAll = {
  list?: (ask: AgentAsk) => VenueRequest;
  /** null: there is nothing open */
  make: (ask: AgentAsk, listed: unknown) => ToSign | null;
  /** It is for one market alone, as the venue names it: `with.symbol`. */
  oneMarket?: true;
  /** what is not cancelled */
  stays?: Text;
};

export type Adapter = {
  id: string;
  name: string;
  domains: readonly DomainRule[];
  calls?: readonly CallRule[];
  /** Personal messages; null for one that is not the venue's. */
  readText?: (text: string, context: ReadingContext) => Card | null;
  /** @throws {NotReadable | RequestError} */
  open?: (preimage: JsonObject, context: ReadingContext) => Opened;
  /** What a key of the wallet's own signs there that is text. @throws {NotReadable | RequestError} */
  openText?: (preimage: JsonObject, context: ReadingContext) => OpenedText;
  agents?: AgentScheme;
  cancelAll?: CancelAll;
};

/** What an adapter's file says of itself for `docs/venues.md`; not part of the extension. One for each kind of message. */
export type Coverage = {
  /** primary type, function or first words */
  what: string;
  reads: 'whole' | 'in part' | 'not';
  /** what is missing and why, one sentence; absent when nothing is */
  gap?: string;
  /** where schema, units and addresses come from: repository and commit, or page and date */
  source: string;
};

export const FULL_DOMAIN = 'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)';
export const DOMAIN_WITHOUT_CONTRACT = 'EIP712Domain(string name,string version,uint256 chainId)';
export const NO_CONTRACT: Address = '0x0000000000000000000000000000000000000000';

/** A value that the venue's rules do not explain: the whole payload is shown unread instead of a card with a hole. */
export class NotReadable extends Error {
  override name = 'NotReadable';
  readonly why: Text;
  constructor(why: Text) {
    super(why.id);
    this.why = why;
  }
}

/** `B(string z,bool a)` as `B(bool a,string z)`. Types with structs in them stay as they are. */
export const sorted = (encodeType: string): string => {
  const [, name = '', members = ''] = /^([^()]+)\(([^()]*)\)$/.exec(encodeType) ?? [];
  return name === '' ? encodeType : `${name}(${members.split(',').sort().join(',')})`;
};

/** The message as an adapter declares it. The exact encodeType has been matched, so its shape is known. */
export const messageOf = <M>(data: TypedData): M => data.message as unknown as M;

const unknown = (field: string, value: string): NotReadable =>
  new NotReadable({ id: 'why.value', params: { field, value: visibleStart(value, 100) } });

/** @throws {NotReadable} unless the text is one of these. */
export const oneOf = <T extends string>(field: string, value: string, known: readonly T[]): T => {
  const found = known.find((one) => one === value);
  if (found === undefined) throw unknown(field, value);
  return found;
};

/** @throws {NotReadable} unless the text is a plain decimal. */
export const decimal = (field: string, value: string): string => {
  if (!isDecimal(value) || value.length > 80) throw unknown(field, value);
  return value;
};

/** @throws {NotReadable} unless the text fits this pattern. */
export const matching = (field: string, value: string, pattern: RegExp): RegExpExecArray => {
  const found = pattern.exec(value);
  if (!found) throw unknown(field, value);
  return found;
};

/** An address that the schema calls a string. @throws {NotReadable} */
export const addressIn = (field: string, value: string): Address => {
  try {
    return parseAddress(value);
  } catch (cause) {
    if (cause instanceof AddressError) throw unknown(field, value);
    throw cause;
  }
};

/** @throws {NotReadable} when the payload is for another account than the one that signs. */
export const own = (account: Address, context: ReadingContext): void => {
  if (!sameAddress(account, context.account)) throw new NotReadable({ id: 'why.otherAccount', params: { account } });
};

/** A request whose content stands elsewhere, or that is not understood. */
export const unreadable = (why: Text, rows: Row[] = [], hashOnly = false): Card => ({
  kind: 'unreadable',
  headline: { id: 'reading.unreadable' },
  rows,
  notes: [],
  why,
  hashOnly,
});

export const exact = (text: string): Value => ({ type: 'exact', text });
/** `amount` is a decimal. */
export const amountOf = (amount: string, unit: string): Value => exact(`${group(amount)} ${unit}`);
/** Text of others, whole and on one line. */
export const given = (text: string): Value => (text === '' ? words('value.noneNamed') : exact(visible(text)));
export const words = (id: Text['id'], params?: Record<string, string>): Value => ({
  type: 'text',
  text: params ? { id, params } : { id },
});
/** The end of the year 9999. What lies behind it is no date but a number of something else, or a way to say "never". */
const LAST = 253_402_300_799n;
/** Seconds since 1970, at most the last second of the year 9999. */
export const seconds = (at: bigint): number => Number(at > LAST ? LAST : at);
export const time = (at: bigint): Value => (at > LAST ? exact(String(at)) : { type: 'time', at: Number(at) });
export const address = (of: Address): Value => ({ type: 'address', address: of });

/** A row of the ledger; `context` are at most two lines below it. */
export const row = (label: Row['label'], value: Value, mark: Mark = 'signed', ...context: [Value, Mark][]): Row => ({
  label,
  value,
  mark,
  ...(context.length > 0 ? { context: context.map(([shown, of]) => ({ value: shown, mark: of })) } : {}),
});

/** `message.orders[0].price` -> `orders.price` */
const nameOf = (path: string): string => path.replace(/^(?:message|action)\./, '').replace(/\[\d+\]/g, '');

/** The fields that `also` names, to be listed as signed but not said in words. */
export const notShown = (fields: readonly Field[], also: readonly string[] = []): { notShown?: Field[] } => {
  const found = fields.filter(({ path }) => {
    const name = nameOf(path);
    return also.some((one) => name === one || name.startsWith(`${one}.`));
  });
  return found.length > 0 ? { notShown: found } : {};
};
