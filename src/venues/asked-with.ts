/** What a site names for a key (`with`), read; and what the calls to venues share. @module */
import type { Hex } from '../lib/bytes.ts';
import type { Address } from '../signing/address.ts';
import { type AgentAsk, NotReadable, type VenueRequest } from './adapter.ts';

const missing = (venue: string, field: string): NotReadable =>
  new NotReadable({ id: 'why.agentWith', params: { venue, field } });

/** @throws {NotReadable} unless it fits */
export const textWith = (ask: AgentAsk, venue: string, field: string, pattern: RegExp, otherwise?: string): string => {
  const value = ask.with[field] ?? otherwise;
  if (typeof value !== 'string' || !pattern.test(value)) throw missing(venue, field);
  return value;
};

/** A number, or the same as text, from 0 to 2^53. @throws {NotReadable} */
export const wholeWith = (ask: AgentAsk, venue: string, field: string): number => {
  const value = ask.with[field];
  const number = typeof value === 'string' && /^(?:0|[1-9]\d{0,15})$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) throw missing(venue, field);
  return number;
};

/** Off where it is not named. @throws {NotReadable} */
export const flagWith = (ask: AgentAsk, venue: string, field: string): boolean => {
  const value = ask.with[field] ?? false;
  if (typeof value !== 'boolean') throw missing(venue, field);
  return value;
};

/** `Mainnet` where it is not named. @throws {NotReadable} */
export const networkWith = (ask: AgentAsk, venue: string): 'Mainnet' | 'Testnet' =>
  textWith(ask, venue, 'network', /^(?:Mainnet|Testnet)$/, 'Mainnet') === 'Testnet' ? 'Testnet' : 'Mainnet';

/** The key, of 20 bytes or of 32. @throws {NotReadable} where there is none, or one of the other curve */
export const keyOf = ({ agent }: AgentAsk, venue: string, length: 42 | 66): Address => {
  if (agent?.length !== length) throw new NotReadable({ id: 'why.agentKey', params: { venue } });
  return agent;
};

const MINUTE = 60_000;
const MOST_DAYS = 30;
/** When the key ends: within what Vouch gives, not sooner than so many minutes. @throws {NotReadable} */
export const endOf = ({ until, now }: AgentAsk, venue: string, least: number): number => {
  const ahead = until - now;
  if (Number.isSafeInteger(until) && ahead >= least * MINUTE && ahead <= MOST_DAYS * 1440 * MINUTE) return until;
  throw new NotReadable({ id: 'why.agentEnd', params: { venue, least: String(least), most: String(MOST_DAYS) } });
};

export const postJson = (
  host: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): VenueRequest => ({
  host,
  method: 'POST',
  path,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

/** r, s and v of 65 bytes. */
export const parts = (signature: Hex): { r: Hex; s: Hex; v: number } => ({
  r: `0x${signature.slice(2, 66)}`,
  s: `0x${signature.slice(66, 130)}`,
  v: Number.parseInt(signature.slice(130), 16),
});

/** `A(B b,C c)` as the types of typed data. */
export const typesFor = (encodeType: string): Record<string, { name: string; type: string }[]> => {
  const [, name = '', members = ''] = /^([^(]+)\((.*)\)$/.exec(encodeType) ?? [];
  return {
    [name]: members.split(',').map((member) => {
      const [type = '', of = ''] = member.split(' ');
      return { type, name: of };
    }),
  };
};
