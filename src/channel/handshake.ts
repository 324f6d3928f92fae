/**
 * Two people agree on a channel in five messages, each carried by anything and at any time:
 *
 *     inviter  -> commit   hash of hello                        invite()
 *     invited  -> Accept   hello                                accept()
 *     inviter  -> Reveal   hello, ciphertext                    reveal()     from here both have the words
 *     invited  -> Finish   ciphertext, signature, code          finish()
 *     inviter  -> Confirm  signature, code                      confirm(), complete()
 *
 * The inviter is bound to its keys and nonce before it sees the invited's, the invited before it sees the inviter's. A
 * man in the middle must bind himself on both sides before he knows either pair of words, so each half matches with a
 * chance of 2^-55 and there is nothing to search. This holds as long as each state is used **once**: store the next
 * state together with its message before sending, answer a second message of the same kind with the stored one, and
 * never give an `Inviting` a second Accept.
 *
 * Signatures: ECDSA on secp256k1 over SHA-256, RFC 6979, low s, 64 bytes. The words say nothing until a person has
 * compared them; the caller keeps that verdict, and the words, which a channel does not hold.
 * @module
 */
import { secp256k1 } from '@noble/curves/secp256k1.js';
import * as v from 'valibot';
import { sameBytes } from '../lib/bytes.ts';
import { bytes } from '../lib/json-bytes.ts';
import { Channel, newChannel } from './channel.ts';
import { decapsulate, encapsulate, KEM_CIPHERTEXT, KEM_SECRET, kemKeys, type Random } from './kem.ts';
import {
  type Conversation,
  commitmentTo,
  confirmation,
  Hello,
  type Keys,
  keysOf,
  type Role,
  signedBy,
  transcriptOf,
  wordsHash,
} from './schedule.ts';
import { Words, wordsOf } from './words.ts';

/**
 * `commitment`: the inviter opened something else than it committed to. `key`: a key or ciphertext that is none, or
 * our own. `signature`, `confirmation`: the two sides did not have the same conversation, or the peer is another.
 */
export type HandshakeReason = 'commitment' | 'key' | 'signature' | 'confirmation';

export class HandshakeRefused extends Error {
  override name = 'HandshakeRefused';
  readonly reason: HandshakeReason;
  constructor(reason: HandshakeReason, options?: ErrorOptions) {
    super(`The ${reason} of this handshake does not hold. Invite again.`, options);
    this.reason = reason;
  }
}

/** A loud stop: the person has to compare new words. */
export class IdentityChanged extends Error {
  override name = 'IdentityChanged';
  constructor() {
    super('Somebody else answers in the name of a person who is paired already. Compare words with them again.');
  }
}

export const Accept = Hello;
export type Accept = v.InferOutput<typeof Accept>;
export const Reveal = v.object({ ...Hello.entries, ciphertext: bytes(KEM_CIPHERTEXT) });
export type Reveal = v.InferOutput<typeof Reveal>;
export const Confirm = v.object({ signature: bytes(64), mac: bytes(32) });
export type Confirm = v.InferOutput<typeof Confirm>;
export const Finish = v.object({ ...Confirm.entries, ciphertext: bytes(KEM_CIPHERTEXT) });
export type Finish = v.InferOutput<typeof Finish>;

// `identity` and `secret` are secret keys: our own for good, and the ephemeral one of `hello`.
const begun = { identity: bytes(32), secret: bytes(KEM_SECRET), hello: Hello, commit: bytes(32) };
export const Inviting = v.object({ step: v.literal('inviting'), ...begun });
export type Inviting = v.InferOutput<typeof Inviting>;
export const Accepting = v.object({ step: v.literal('accepting'), ...begun });
export type Accepting = v.InferOutput<typeof Accepting>;
export const Revealed = v.object({
  step: v.literal('revealed'),
  ...begun,
  peer: Hello,
  ciphertext: bytes(KEM_CIPHERTEXT),
  shared: bytes(32),
  words: Words,
});
export type Revealed = v.InferOutput<typeof Revealed>;
/** `channel` is not confirmed yet: nothing is sealed or opened with it before `complete`. */
export const Finished = v.object({
  step: v.literal('finished'),
  channel: Channel,
  transcript: bytes(32),
  confirmKey: bytes(32),
  words: Words,
});
export type Finished = v.InferOutput<typeof Finished>;

/** Compressed point, 33 bytes, of a 32-byte identity key. */
export const identityOf = (secret: Uint8Array): Uint8Array => secp256k1.getPublicKey(secret, true);

const refuse = <T>(reason: HandshakeReason, work: () => T): T => {
  try {
    return work();
  } catch (cause) {
    throw new HandshakeRefused(reason, { cause });
  }
};

const checkIdentity = (peer: Uint8Array, own: Uint8Array, pinned: Uint8Array | undefined): void => {
  if (pinned && !sameBytes(peer, pinned)) throw new IdentityChanged();
  if (sameBytes(peer, own) || !secp256k1.utils.isValidPublicKey(peer, true)) throw new HandshakeRefused('key');
};

const begin = (identity: Uint8Array, random: Random, epoch: number): { secret: Uint8Array; hello: Hello } => {
  const { secret, key } = kemKeys(random);
  return { secret, hello: { identity: identityOf(identity), ephemeral: key, nonce: random(32), epoch } };
};

/** Signature and code of `role` over a transcript. */
const vouch = (role: Role, identity: Uint8Array, transcript: Uint8Array, key: Uint8Array): Confirm => {
  const signature = secp256k1.sign(signedBy(role, transcript), identity);
  return { signature, mac: confirmation(key, transcript, signature) };
};

const checkVouched = (
  role: Role,
  { signature, mac }: Confirm,
  transcript: Uint8Array,
  key: Uint8Array,
  peer: Uint8Array,
): void => {
  const signed = refuse('signature', () => secp256k1.verify(signature, signedBy(role, transcript), peer));
  if (!signed) throw new HandshakeRefused('signature');
  if (!sameBytes(mac, confirmation(key, transcript, signature))) throw new HandshakeRefused('confirmation');
};

const derive = (
  role: Role,
  identity: Uint8Array,
  conversation: Conversation,
  shared: { toInvited: Uint8Array; toInviter: Uint8Array },
): { transcript: Uint8Array; keys: Keys; channel: Channel } => {
  const { inviter, invited } = conversation;
  const [own, peer] = role === 'inviter' ? [inviter, invited] : [invited, inviter];
  const transcript = transcriptOf(conversation);
  const identities = secp256k1.getSharedSecret(identity, peer.identity, true).slice(1);
  const keys = keysOf(transcript, { ...shared, identities });
  const epoch = Math.max(inviter.epoch, invited.epoch) + 1;
  return { transcript, keys, channel: newChannel(role, keys, { identity: own.identity, peer: peer.identity, epoch }) };
};

/**
 * `identity`: our secret key, 32 bytes. `epoch`: that of the channel this one is to replace, 0 for a first one.
 * `commit` (32 bytes) goes into the link.
 */
export const invite = (identity: Uint8Array, random: Random, epoch = 0): { state: Inviting; commit: Uint8Array } => {
  const { secret, hello } = begin(identity, random, epoch);
  const commit = commitmentTo(hello);
  return { state: { step: 'inviting', identity, secret, hello, commit }, commit };
};

/** `commit`: 32 bytes from the link. `identity`, `epoch` as for `invite`. */
export const accept = (
  commit: Uint8Array,
  identity: Uint8Array,
  random: Random,
  epoch = 0,
): { state: Accepting; message: Accept } => {
  const { secret, hello } = begin(identity, random, epoch);
  return { state: { step: 'accepting', identity, secret, hello, commit }, message: hello };
};

/**
 * `pinned`: the identity that must stand on the other side when a channel is made anew; no new words then.
 * @throws {HandshakeRefused | IdentityChanged}
 */
export const reveal = (
  state: Inviting,
  message: Accept,
  random: Random,
  pinned?: Uint8Array,
): { state: Revealed; message: Reveal } => {
  const { identity, secret, hello, commit } = state;
  checkIdentity(message.identity, hello.identity, pinned);
  const { ciphertext, shared } = refuse('key', () => encapsulate(message.ephemeral, random));
  const words = wordsOf(wordsHash(commit, message, hello));
  return {
    state: { step: 'revealed', identity, secret, hello, commit, peer: message, ciphertext, shared, words },
    message: { ...hello, ciphertext },
  };
};

/**
 * `pinned` as for `reveal`.
 * @throws {HandshakeRefused | IdentityChanged}
 */
export const finish = (
  state: Accepting,
  message: Reveal,
  random: Random,
  pinned?: Uint8Array,
): { state: Finished; message: Finish } => {
  const { identity, secret, hello, commit } = state;
  const { ciphertext: toInvited, ...inviter } = message;
  if (!sameBytes(commitmentTo(inviter), commit)) throw new HandshakeRefused('commitment');
  checkIdentity(inviter.identity, hello.identity, pinned);
  const shared = refuse('key', () => decapsulate(toInvited, secret));
  const { ciphertext, shared: back } = refuse('key', () => encapsulate(inviter.ephemeral, random));
  const { transcript, keys, channel } = derive(
    'invited',
    identity,
    { commit, invited: hello, inviter, toInvited, toInviter: ciphertext },
    { toInvited: shared, toInviter: back },
  );
  const words = wordsOf(wordsHash(commit, hello, inviter));
  return {
    state: { step: 'finished', channel, transcript, confirmKey: keys.confirmInviter, words },
    message: { ...vouch('invited', identity, transcript, keys.confirmInvited), ciphertext },
  };
};

/** @throws {HandshakeRefused} */
export const confirm = (state: Revealed, message: Finish): { channel: Channel; message: Confirm } => {
  const { identity, hello, commit, peer, ciphertext: toInvited } = state;
  const back = refuse('key', () => decapsulate(message.ciphertext, state.secret));
  const { transcript, keys, channel } = derive(
    'inviter',
    identity,
    { commit, invited: peer, inviter: hello, toInvited, toInviter: message.ciphertext },
    { toInvited: state.shared, toInviter: back },
  );
  checkVouched('invited', message, transcript, keys.confirmInvited, peer.identity);
  return { channel, message: vouch('inviter', identity, transcript, keys.confirmInviter) };
};

/** @throws {HandshakeRefused} */
export const complete = (state: Finished, message: Confirm): Channel => {
  checkVouched('inviter', message, state.transcript, state.confirmKey, state.channel.peer);
  return state.channel;
};
