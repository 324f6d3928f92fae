/**
 * Gift wraps (NIP-59): rumor, seal, wrap. A relay sees the recipient's mailbox, a size and an expiry, and a signature of
 * a key that is used once. Written here and not taken from `nostr-tools/nip59`, whose wrap has no expiry (NIP-40) and
 * whose rumor id is whatever the sender says.
 * https://github.com/nostr-protocol/nips/blob/master/59.md
 * @module
 */
import { schnorr, secp256k1 } from '@noble/curves/secp256k1.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { decrypt, encrypt, getConversationKey } from 'nostr-tools/nip44';
import { getEventHash, verifyEvent } from 'nostr-tools/pure';
import * as v from 'valibot';
import { utf8 } from '../lib/bytes.ts';
import { mailboxOf } from '../lib/mailbox.ts';

/** As a relay stores it: ids and keys are 32 bytes in lower-case hexadecimal, `created_at` is seconds. */
export type NostrEvent = v.InferOutput<typeof Event>;

export const WRAP = 1059;
const SEAL = 13;
/**
 * Our own kind for what is inside, in the range of regular events. It never lies open on a relay.
 * The rest of a rumor is fixed (no tags, time 0), so that its id is the same however often one content is wrapped.
 */
const RUMOR = 2459;

/** What the smallest of the usual limits allows (strfry's `maxEventSize`). */
export const LARGEST_EVENT = 65_536;
export const TWO_DAYS_S = 2 * 24 * 60 * 60;

const hex = (digits: number) => v.pipe(v.string(), v.length(digits), v.regex(/^[0-9a-f]*$/));
const Unsigned = v.object({
  pubkey: hex(64),
  created_at: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  kind: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(65_535)),
  tags: v.array(v.array(v.string())),
  content: v.string(),
});
const Event = v.object({ ...Unsigned.entries, id: hex(64), sig: hex(128) });

/** Why a gift is not opened. Nothing of it may be used. */
export type GiftFault =
  | 'not an event'
  | 'too large'
  | 'wrong kind'
  | 'not for this mailbox'
  | 'bad signature'
  | 'not readable'
  | 'not sealed'
  | 'another sender inside';

export class GiftError extends Error {
  override name = 'GiftError';
  readonly fault: GiftFault;
  constructor(fault: GiftFault) {
    super(`This gift wrap is refused: ${fault}.`);
    this.fault = fault;
  }
}

type Random = (length: number) => Uint8Array;

export const sizeOf = (event: NostrEvent): number => utf8(JSON.stringify(event)).length;

/** Signs with the randomness it is given (BIP-340's auxiliary bytes), so that a simulation can be repeated. */
export const signEvent = (
  template: Pick<NostrEvent, 'kind' | 'created_at' | 'tags' | 'content'>,
  key: Uint8Array,
  random: Random,
): NostrEvent => {
  const unsigned = { ...template, pubkey: mailboxOf(key) };
  const id = getEventHash(unsigned);
  return { ...unsigned, id, sig: bytesToHex(schnorr.sign(hexToBytes(id), key, random(32))) };
};

/**
 * The event if it is well-formed, its id is the hash of its content and its signature holds; else undefined.
 * The copy matters: `verifyEvent` believes a mark that it left on an object it has seen before.
 */
export const verified = (value: unknown): NostrEvent | undefined => {
  const parsed = v.safeParse(Event, value);
  return parsed.success && verifyEvent({ ...parsed.output }) ? parsed.output : undefined;
};

/** One `p` tag, and it names this mailbox. */
export const isFor = (event: NostrEvent, mailbox: string): boolean => {
  const named = event.tags.filter(([name]) => name === 'p');
  return named.length === 1 && named[0]?.[1] === mailbox;
};

/** 0 up to, not including, two days, in seconds. */
const upToTwoDays = (random: Random): number => {
  const [a = 0, b = 0, c = 0, d = 0] = random(4);
  return Math.floor(((a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d) / 2 ** 32) * TWO_DAYS_S);
};

const oneTimeKey = (random: Random): Uint8Array => {
  let key = random(32);
  while (!secp256k1.utils.isValidSecretKey(key)) key = random(32);
  return key;
};

/**
 * @param gift `from`: secret key of the sender's mailbox, 32 bytes; `to`: the recipient's mailbox, 64 hexadecimal
 *   digits; `content`: 1 byte and more; `expiresAt`, `now`: ms. The relay may drop the wrap between `expiresAt` and two
 *   days after it: an exact expiry would tell when it was sent.
 * @throws {GiftError} 'too large' when the wrap would have more than 65,536 bytes (content of 16,000 always fits)
 */
export const wrap = ({
  from,
  to,
  content,
  expiresAt,
  now,
  random,
}: {
  from: Uint8Array;
  to: string;
  content: string;
  expiresAt: number;
  now: number;
  random: Random;
}): NostrEvent => {
  const seconds = Math.floor(now / 1000);
  const rumor = { pubkey: mailboxOf(from), created_at: 0, kind: RUMOR, tags: [], content };
  const seal = signEvent(
    {
      kind: SEAL,
      created_at: seconds - upToTwoDays(random),
      tags: [],
      content: encrypt(JSON.stringify({ ...rumor, id: getEventHash(rumor) }), getConversationKey(from, to), random(32)),
    },
    from,
    random,
  );
  const once = oneTimeKey(random);
  const event = signEvent(
    {
      kind: WRAP,
      created_at: seconds - upToTwoDays(random),
      tags: [
        ['p', to],
        ['expiration', String(Math.ceil(expiresAt / 1000) + upToTwoDays(random))],
      ],
      content: encrypt(JSON.stringify(seal), getConversationKey(once, to), random(32)),
    },
    once,
    random,
  );
  if (sizeOf(event) > LARGEST_EVENT) throw new GiftError('too large');
  return event;
};

const open = <S extends v.GenericSchema>(schema: S, event: NostrEvent, key: Uint8Array): v.InferOutput<S> => {
  try {
    return v.parse(schema, JSON.parse(decrypt(event.content, getConversationKey(key, event.pubkey))));
  } catch {
    // Why it failed is of no use to anybody but the one who made it so.
    throw new GiftError('not readable');
  }
};

/**
 * @param key secret key of the mailbox, 32 bytes
 * @returns `from`: the sender's mailbox, 64 hexadecimal digits; `id`: hash of sender and content, computed here, the
 *   same for every wrap of one content
 * @throws {GiftError} for everything that is not whole, signed and of one sender
 */
export const unwrap = (value: unknown, key: Uint8Array): { from: string; content: string; id: string } => {
  const parsed = v.safeParse(Event, value);
  if (!parsed.success) throw new GiftError('not an event');
  const event = parsed.output;
  if (event.content.length > LARGEST_EVENT) throw new GiftError('too large');
  if (event.kind !== WRAP) throw new GiftError('wrong kind');
  const to = mailboxOf(key);
  if (!isFor(event, to)) throw new GiftError('not for this mailbox');
  if (!verified(event)) throw new GiftError('bad signature');

  const seal = open(Event, event, key);
  if (seal.kind !== SEAL || seal.tags.length > 0) throw new GiftError('not sealed');
  if (!verified(seal)) throw new GiftError('bad signature');

  const rumor = open(Unsigned, seal, key);
  // NIP-59: without this anybody may speak in the name of anybody (nostr-tools up to 2.24.2 let them).
  if (rumor.pubkey !== seal.pubkey) throw new GiftError('another sender inside');
  if (rumor.kind !== RUMOR || rumor.created_at !== 0 || rumor.tags.length > 0) throw new GiftError('wrong kind');
  return { from: seal.pubkey, content: rumor.content, id: getEventHash(rumor) };
};
