/**
 * A sealed message. All sizes in bytes, numbers big-endian:
 *
 *     1 version = 1 | 16 channel id | 16 message id | 4 epoch | 8 counter | 8 heard | 8 expiry (ms since 1970)
 *     | 1 kind | 16 prekey id | 1120 X-Wing ciphertext | 24 nonce | body, padded, with its 16-byte tag | 32 code
 *
 * The header is all before the nonce: additional data of XChaCha20-Poly1305, and part of the message key. Kind 0 has no
 * prekey and zeros in its place, so that the size shows nothing but one of three. The code (HMAC-SHA256 under the
 * direction's key, over all before it) tells what the peer made from what it did not, also when the prekey is gone.
 * `heard` is the highest counter of the receiver's that the sender has opened: a receiver that never sent so many has
 * been put back to an older state.
 * @module
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, sameBytes } from '../lib/bytes.ts';
import { type Channel, ID } from './channel.ts';
import { decapsulate, encapsulate, KEM_CIPHERTEXT, type Random } from './kem.ts';
import { envelopeMacKey, messageKey, uint } from './schedule.ts';

const VERSION = 1;
const WINDOW = 256;
const HEADER = 1 + ID + ID + 4 + 8 + 8 + 8 + 1 + ID + KEM_CIPHERTEXT;
const NONCE = 24;
const TAG = 16;
const CODE = 32;
/** Of the padded body, its 4-byte length included. */
const SIZES = [1024, 4096, 12_288];
const LENGTH = 4;
const AROUND = HEADER + NONCE + TAG + CODE;

const BARE = 0;
const ONE_TIME = 1;
const LAST_RESORT = 2;

/** The longest body, in bytes. */
export const MAX_BODY = 12_284;

/** A body over `MAX_BODY` bytes: split it. */
export class BodyTooLarge extends Error {
  override name = 'BodyTooLarge';
  constructor() {
    super(`An envelope holds ${MAX_BODY} bytes. Split the message.`);
  }
}

/** The envelope would be expired when it is made. */
export class ExpiryPassed extends Error {
  override name = 'ExpiryPassed';
  constructor() {
    super('The expiry of this envelope has passed. Give it a later one.');
  }
}

/**
 * - `damaged`: cut off, too long, or of a newer version.
 * - `other-channel`: for another channel, or for one that a new handshake has replaced.
 * - `forged`: not what the peer made.
 * - `again`: opened before. Acknowledge it again, nothing else.
 * - `old`: more than 256 counters back; whether it was opened is no longer known. Drop it.
 * - `behind`: from the peer, but one of the two states is older than the other (restored or copied). Make a new
 *   handshake with the pinned identity.
 * - `expired`: from the peer, too late.
 */
export type RefusedReason = 'damaged' | 'other-channel' | 'forged' | 'again' | 'old' | 'behind' | 'expired';

export class Refused extends Error {
  override name = 'Refused';
  readonly reason: RefusedReason;
  constructor(reason: RefusedReason, options?: ErrorOptions) {
    super(`This envelope is refused: ${reason}.`, options);
    this.reason = reason;
  }
}

const pad = (body: Uint8Array): Uint8Array => {
  const size = SIZES.find((it) => body.length + LENGTH <= it);
  if (size === undefined) throw new BodyTooLarge();
  return concat(uint(body.length, LENGTH), body, new Uint8Array(size - LENGTH - body.length));
};

const unpad = (plain: Uint8Array): Uint8Array => {
  const length = new DataView(plain.buffer, plain.byteOffset).getUint32(0);
  const body = plain.slice(LENGTH, LENGTH + length);
  if (!sameBytes(pad(body), plain)) throw new Refused('forged');
  return body;
};

/**
 * Uses up a one-time prekey of the peer, else its last resort, else none. Store the channel and the envelope in one
 * write before sending, and resend the same bytes. `now`, `expiresAt`: ms.
 * @throws {BodyTooLarge | ExpiryPassed}
 */
export const seal = (
  channel: Channel,
  body: Uint8Array,
  { random, now, expiresAt }: { random: Random; now: number; expiresAt: number },
): { channel: Channel; envelope: Uint8Array; id: Uint8Array } => {
  if (expiresAt <= now) throw new ExpiryPassed();
  const padded = pad(body);
  const [oneTime, ...peerPrekeys] = channel.peerPrekeys;
  const prekey = oneTime ?? channel.peerLastResort;
  const kind = oneTime ? ONE_TIME : prekey ? LAST_RESORT : BARE;
  const { ciphertext, shared } = prekey
    ? encapsulate(prekey.key, random)
    : { ciphertext: new Uint8Array(KEM_CIPHERTEXT), shared: new Uint8Array() };
  const id = random(ID);
  const sent = channel.sent + 1;
  const header = concat(
    uint(VERSION, 1),
    channel.id,
    id,
    uint(channel.epoch, 4),
    uint(sent, 8),
    uint(channel.heard, 8),
    uint(expiresAt, 8),
    uint(kind, 1),
    prekey?.id ?? new Uint8Array(ID),
    ciphertext,
  );
  const nonce = random(NONCE);
  const key = messageKey(channel.sendKey, shared, channel.id, header);
  const coded = concat(header, nonce, xchacha20poly1305(key, nonce, header).encrypt(padded));
  const envelope = concat(coded, hmac(sha256, envelopeMacKey(channel.sendKey), coded));
  return { channel: { ...channel, sent, peerPrekeys }, envelope, id };
};

/** Fields of a header whose length has been checked. */
const readHeader = (header: Uint8Array) => {
  let at = 0;
  const take = (length: number): Uint8Array => {
    at += length;
    return header.slice(at - length, at);
  };
  const number = (length: number): number => take(length).reduce((sum, byte) => sum * 256 + byte, 0);
  return {
    version: number(1),
    channelId: take(ID),
    id: take(ID),
    epoch: number(4),
    counter: number(8),
    heard: number(8),
    expiresAt: number(8),
    kind: number(1),
    prekeyId: take(ID),
    ciphertext: take(KEM_CIPHERTEXT),
  };
};

/**
 * A refused envelope changes nothing. Once opened, the private half of its one-time prekey is gone. `now`: ms.
 * @throws {Refused}
 */
export const open = (
  channel: Channel,
  envelope: Uint8Array,
  { now }: { now: number },
): { channel: Channel; body: Uint8Array; id: Uint8Array } => {
  if (!SIZES.includes(envelope.length - AROUND) || envelope[0] !== VERSION) throw new Refused('damaged');
  const header = envelope.slice(0, HEADER);
  const { channelId, id, epoch, counter, heard, expiresAt, kind, prekeyId, ciphertext } = readHeader(header);
  if (!sameBytes(channelId, channel.id) || epoch !== channel.epoch) throw new Refused('other-channel');
  const coded = envelope.slice(0, -CODE);
  if (!sameBytes(hmac(sha256, envelopeMacKey(channel.receiveKey), coded), envelope.slice(-CODE)))
    throw new Refused('forged');

  // From here on the peer made it, or a copy of the peer. It may still be a peer that means ill.
  if (![counter, heard, expiresAt].every(Number.isSafeInteger)) throw new Refused('forged');
  const seen = channel.seen.find((it) => it.counter === counter);
  if (seen && sameBytes(seen.id, id)) throw new Refused('again');
  if (seen || heard > channel.sent) throw new Refused('behind');
  if (counter <= channel.heard - WINDOW) throw new Refused('old');
  if (expiresAt <= now) throw new Refused('expired');
  const own = kind === ONE_TIME ? channel.prekeys : kind === LAST_RESORT ? channel.lastResort : [];
  const prekey = own.find((it) => sameBytes(it.id, prekeyId));
  if (kind !== BARE && !prekey) throw new Refused('behind');

  let plain: Uint8Array;
  try {
    const shared = prekey ? decapsulate(ciphertext, prekey.secret) : new Uint8Array();
    const nonce = envelope.slice(HEADER, HEADER + NONCE);
    const key = messageKey(channel.receiveKey, shared, channel.id, header);
    plain = xchacha20poly1305(key, nonce, header).decrypt(coded.slice(HEADER + NONCE));
  } catch (cause) {
    throw new Refused('forged', { cause });
  }
  const body = unpad(plain);
  const highest = Math.max(channel.heard, counter);
  return {
    channel: {
      ...channel,
      heard: highest,
      seen: [...channel.seen, { counter, id }].filter((it) => it.counter > highest - WINDOW),
      prekeys: channel.prekeys.filter((it) => it !== prekey),
      lastResort: channel.lastResort.map((it) => (it === prekey ? { ...it, used: true } : it)),
    },
    body,
    id,
  };
};
