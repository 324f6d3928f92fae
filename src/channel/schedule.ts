/**
 * What the two sides hash, and the keys they draw from it. Everything hashed is framed (lib/frame.ts), so that no field
 * can flow into its neighbour and no hash can stand for another.
 *
 * The words cover the commitment, the invited's hello and the inviter's hello, and *not* the ciphertext that travels
 * with it. Both hellos are fixed before either side has seen both, so a man in the middle gets one try; a ciphertext is
 * chosen afterwards, and whoever could vary it could search for words that match (55 bits a half, with days to do it).
 * The signatures cover the ciphertexts, and the words vouch for the keys that sign.
 * @module
 */
import { expand, extract } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import * as v from 'valibot';
import { utf8 } from '../lib/bytes.ts';
import { frame } from '../lib/frame.ts';
import { bytes } from '../lib/json-bytes.ts';
import { KEM_PUBLIC } from './kem.ts';

export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const epoch = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(0xffff_fffe));

/**
 * `identity`: compressed secp256k1 point. `ephemeral`: X-Wing public key. `epoch`: the last one this side knows of with
 * that peer, 0 at first.
 */
export const Hello = v.object({ identity: bytes(33), ephemeral: bytes(KEM_PUBLIC), nonce: bytes(32), epoch });
export type Hello = v.InferOutput<typeof Hello>;

export type Role = 'inviter' | 'invited';

/** Big-endian, `length` bytes. */
export const uint = (value: number, length: number): Uint8Array => {
  const out = new Uint8Array(length);
  for (let at = length - 1, rest = value; at >= 0; at -= 1, rest = Math.floor(rest / 256)) out[at] = rest % 256;
  return out;
};

const fields = (hello: Hello): Uint8Array[] => [hello.identity, hello.ephemeral, hello.nonce, uint(hello.epoch, 4)];

export const commitmentTo = (hello: Hello): Uint8Array => sha256(frame('vouch/channel/commit/v1', ...fields(hello)));

export const wordsHash = (commit: Uint8Array, invited: Hello, inviter: Hello): Uint8Array =>
  sha256(frame('vouch/channel/words/v1', commit, ...fields(invited), ...fields(inviter)));

/** `toInvited`, `toInviter`: the ciphertexts under the invited's and the inviter's ephemeral key. */
export type Conversation = {
  commit: Uint8Array;
  invited: Hello;
  inviter: Hello;
  toInvited: Uint8Array;
  toInviter: Uint8Array;
};

export const transcriptOf = ({ commit, invited, inviter, toInvited, toInviter }: Conversation): Uint8Array =>
  sha256(frame('vouch/channel/transcript/v1', commit, ...fields(invited), ...fields(inviter), toInvited, toInviter));

/** `toInvited`, `toInviter`: what the ciphertexts hold. `identities`: x of the ECDH of both identity keys. 32 bytes each. */
export type Secrets = { toInvited: Uint8Array; toInviter: Uint8Array; identities: Uint8Array };

/** `toInvited`, `toInviter`: the directional keys. `confirmInviter`, `confirmInvited`: whose confirmation it keys. */
export type Keys = {
  id: Uint8Array;
  toInvited: Uint8Array;
  toInviter: Uint8Array;
  confirmInviter: Uint8Array;
  confirmInvited: Uint8Array;
};

export const keysOf = (transcript: Uint8Array, secrets: Secrets): Keys => {
  const ikm = frame('vouch/channel/secret/v1', secrets.toInvited, secrets.toInviter, secrets.identities);
  const root = extract(sha256, ikm, transcript);
  const key = (label: string, length = 32) => expand(sha256, root, frame('vouch/channel/key/v1', utf8(label)), length);
  return {
    id: key('id', 16),
    toInvited: key('to-invited'),
    toInviter: key('to-inviter'),
    confirmInviter: key('confirm-inviter'),
    confirmInvited: key('confirm-invited'),
  };
};

/** What `role` signs with its identity key. */
export const signedBy = (role: Role, transcript: Uint8Array): Uint8Array =>
  frame('vouch/channel/signature/v1', utf8(role), transcript);

export const confirmation = (key: Uint8Array, transcript: Uint8Array, signature: Uint8Array): Uint8Array =>
  hmac(sha256, key, frame('vouch/channel/confirm/v1', transcript, signature));

/** Keys the code over a whole envelope: what the peer made is known without any prekey. */
export const envelopeMacKey = (directional: Uint8Array): Uint8Array =>
  expand(sha256, directional, frame('vouch/channel/envelope-mac/v1'), 32);

/** `shared`: what was encapsulated to the prekey; empty without one. */
export const messageKey = (
  directional: Uint8Array,
  shared: Uint8Array,
  id: Uint8Array,
  header: Uint8Array,
): Uint8Array =>
  expand(
    sha256,
    extract(sha256, frame('vouch/channel/message-secret/v1', directional, shared), id),
    frame('vouch/channel/message/v1', header),
    32,
  );

export const prekeyId = (key: Uint8Array): Uint8Array => sha256(frame('vouch/channel/prekey/v1', key)).slice(0, 16);
