/**
 * The key schedule against a second implementation (scripts/second/channel.py), which made the golden file. Where
 * Python 3 is present it also recomputes a fresh handshake and fresh envelopes of ours.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { fromHex, random, toHex, utf8 } from '../lib/bytes.ts';
import type { Channel } from './channel.ts';
import { open, Refused, seal } from './envelope.ts';
import golden from './fixtures/golden.json' with { type: 'json' };
import { decapsulate } from './kem.ts';
import { offerPrekeys, takePrekeys } from './prekeys.ts';
import {
  commitmentTo,
  confirmation,
  type Hello,
  keysOf,
  messageKey,
  prekeyId,
  signedBy,
  transcriptOf,
  wordsHash,
} from './schedule.ts';
import { ANA, pair, shake } from './testing.ts';
import { type Words, wordsOf } from './words.ts';

const hex = (bytes: Uint8Array): string => toHex(bytes).slice(2);
const fromText = (text: string): Uint8Array => fromHex(`0x${text}`);
const octets = v.pipe(v.string(), v.transform(fromText));
const text = v.object({ identity: octets, ephemeral: octets, nonce: octets, epoch: v.number() });
const Handshake = v.object({
  inviter: text,
  invited: text,
  toInvited: octets,
  toInviter: octets,
  secrets: v.object({ toInvited: octets, toInviter: octets, identities: octets }),
  signatures: v.object({ inviter: octets, invited: octets }),
});
const numbers = ({ inviter, invited }: Words) => ({
  inviter: inviter.map((word) => wordlist.indexOf(word)),
  invited: invited.map((word) => wordlist.indexOf(word)),
});

const handshake = (given: unknown) => {
  const { inviter, invited, toInvited, toInviter, secrets, signatures } = v.parse(Handshake, given);
  const commit = commitmentTo(inviter);
  const transcript = transcriptOf({ commit, inviter, invited, toInvited, toInviter });
  const keys = keysOf(transcript, secrets);
  return {
    commit: hex(commit),
    words: numbers(wordsOf(wordsHash(commit, invited, inviter))),
    transcript: hex(transcript),
    epoch: Math.max(inviter.epoch, invited.epoch) + 1,
    id: hex(keys.id),
    toInvitedKey: hex(keys.toInvited),
    toInviterKey: hex(keys.toInviter),
    inviterSigns: hex(signedBy('inviter', transcript)),
    inviterMac: hex(confirmation(keys.confirmInviter, transcript, signatures.inviter)),
    invitedSigns: hex(signedBy('invited', transcript)),
    invitedMac: hex(confirmation(keys.confirmInvited, transcript, signatures.invited)),
  };
};

const Envelope = v.object({ envelope: octets, key: octets, shared: octets });
const Answer = v.object({
  channel: octets,
  id: octets,
  epoch: v.number(),
  expiresAt: v.number(),
  kind: v.number(),
  messageKey: v.string(),
  body: v.string(),
});
const HEADER = 1198;

const python = (given: string[] | object): unknown => {
  const script = fileURLToPath(new URL('../../scripts/second/channel.py', import.meta.url));
  const [args, input] = Array.isArray(given) ? [given, ''] : [[], JSON.stringify(given)];
  const { status, stdout, stderr } = spawnSync('python3', [script, ...args], { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(`channel.py: ${stderr}`);
  return JSON.parse(stdout);
};
const present = spawnSync('python3', ['--version']).status === 0;
const MISSING = 'NOT CHECKED: python3 is missing, so the second implementation recomputed nothing of the channel.';
if (!present) console.warn(MISSING);

describe('what the second implementation made', () => {
  test('the file has every kind of case', () =>
    expect(golden.map(({ what }) => what)).toEqual([
      ...Array(3).fill('handshake'),
      ...Array(5).fill('envelope'),
      'prekey',
    ]));

  for (const [at, { what, given, answer }] of golden.entries())
    test(`${at}: ${what}`, () => {
      if (what === 'handshake') expect(handshake(given)).toEqual(answer);
      else if (what === 'prekey') {
        const { key } = v.parse(v.object({ key: octets }), given);
        expect({ id: hex(prekeyId(key)) }).toEqual(answer);
      } else {
        const { envelope, key, shared } = v.parse(Envelope, given);
        const { channel, epoch, expiresAt, kind, body, ...said } = v.parse(Answer, answer);
        expect(hex(messageKey(key, shared, channel, envelope.slice(0, HEADER)))).toBe(said.messageKey);
        const ours: Channel = { ...pair(random).ben, id: channel, epoch, receiveKey: key };
        const opened = () => open(ours, envelope, { now: expiresAt - 1 });
        if (kind === 0) expect(hex(opened().body)).toBe(body);
        // The code holds; the prekey that would open it is made up.
        else expect(opened).toThrow(new Refused('behind'));
      }
    });
});

describe('the second implementation, now', () => {
  test('makes the same file', (context) => {
    if (!present) context.skip(MISSING);
    expect(python(['golden'])).toEqual(golden);
  });

  test('finds the words, keys and codes of a fresh handshake', (context) => {
    if (!present) context.skip(MISSING);
    const { inviting, accepting, revealed, finished, confirmed, ben } = shake(random);
    const plain = ({ identity, ephemeral, nonce, epoch }: Hello) => ({
      ...{ identity: hex(identity), ephemeral: hex(ephemeral), nonce: hex(nonce), epoch },
    });
    const shared = secp256k1.getSharedSecret(ANA, accepting.message.identity, true).slice(1);
    const given = {
      inviter: plain(revealed.message),
      invited: plain(accepting.message),
      toInvited: hex(revealed.message.ciphertext),
      toInviter: hex(finished.message.ciphertext),
      secrets: {
        toInvited: hex(decapsulate(revealed.message.ciphertext, accepting.state.secret)),
        toInviter: hex(decapsulate(finished.message.ciphertext, inviting.state.secret)),
        identities: hex(shared),
      },
      signatures: { inviter: hex(confirmed.message.signature), invited: hex(finished.message.signature) },
    };
    expect(python({ what: 'handshake', given })).toMatchObject({
      commit: hex(inviting.commit),
      words: numbers(revealed.state.words),
      transcript: hex(finished.state.transcript),
      epoch: ben.epoch,
      id: hex(ben.id),
      toInvitedKey: hex(ben.receiveKey),
      toInviterKey: hex(ben.sendKey),
      inviterMac: hex(confirmed.message.mac),
      invitedMac: hex(finished.message.mac),
    });
  });

  test('opens fresh envelopes, with and without a prekey', (context) => {
    if (!present) context.skip(MISSING);
    const { ana, ben } = pair(random);
    const { channel: offering, offer } = offerPrekeys(ben, random);
    const [batch] = offer;
    if (!batch) throw new Error('nothing was offered');
    for (const sender of [ana, takePrekeys(ana, batch)]) {
      const body = utf8('The words of a call');
      const { envelope, id } = seal(sender, body, { random, now: 1, expiresAt: 2_000_000_000_000 });
      const ciphertext = envelope.slice(HEADER - 1120, HEADER);
      const [prekey] = sender.peerPrekeys;
      const secret = offering.prekeys.find((own) => prekey && hex(own.id) === hex(prekey.id))?.secret;
      const shared = secret ? decapsulate(ciphertext, secret) : new Uint8Array();
      const given = { envelope: hex(envelope), key: hex(ana.sendKey), shared: hex(shared) };
      expect(python({ what: 'envelope', given })).toMatchObject({
        version: 1,
        channel: hex(ana.id),
        id: hex(id),
        epoch: 1,
        counter: 1,
        heard: 0,
        expiresAt: 2_000_000_000_000,
        kind: prekey ? 1 : 0,
        prekey: prekey ? hex(prekey.id) : '0'.repeat(32),
        body: hex(body),
      });
    }
  });
});
