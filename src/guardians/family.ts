/** For tests: a wallet with guardians whose keys are all at hand. @module */
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8 } from '../lib/bytes.ts';
import { encodeScalar, type Random } from './group.ts';
import { type Kind, type Leaf, leafHash, tree } from './leaf.ts';
import { type Manifest, manifestHash, readManifest, type SignedManifest, signManifest } from './manifest.ts';
import * as notices from './notice.ts';
import { DEFAULT_DELAYS } from './rows.ts';
import { deal, freshSecret } from './sharing.ts';
import { type Watched, watchFrom } from './watch.ts';

/** The same bytes for the same seed, in order. */
export const seeded = (seed: string): Random => {
  let drawn = 0;
  return (length) => {
    const out = new Uint8Array(length);
    for (let at = 0; at < length; at += 32) out.set(sha256(utf8(`${seed} ${drawn++}`)).subarray(0, length - at), at);
    return out;
  };
};

const pair = (random: Random) => {
  const secret = random(32);
  return { secret, key: secp256k1.getPublicKey(secret, true) };
};

export const START = Date.UTC(2026, 0, 1);

/** `kinds`: P person, D device, F paper (a form), in the order of the leaves. */
export const family = (kinds: string, t: number, seed = kinds, over: Partial<Manifest> = {}) => {
  const random = seeded(`${seed} ${t}`);
  const wallet = random(32);
  const guardians = [...kinds].map((letter, i) => {
    const kind: Kind = letter === 'P' ? 'person' : letter === 'D' ? 'device' : 'paper';
    const approval = pair(random);
    const approvalKey = kind === 'paper' ? null : approval.key;
    const leaf: Leaf = { salt: random(32), x: encodeScalar(BigInt(i + 1)), kind, approvalKey };
    return { leaf, secret: approval.secret };
  });
  const { root, paths } = tree(guardians.map(({ leaf }) => leaf));
  const identity = pair(random);
  const stopKey = pair(random);
  const secret = freshSecret(random);
  const xs = guardians.map((_, i) => BigInt(i + 1));
  const { commitments, shares } = deal(secret, t, xs, random);
  const people = guardians.filter(({ leaf }) => leaf.kind === 'person').length;
  const manifest: Manifest = {
    v: 1,
    wallet,
    epoch: 1,
    version: 1,
    t,
    n: kinds.length,
    people,
    delays: DEFAULT_DELAYS,
    commitments,
    root,
    devices: [{ identity: identity.key, stop: stopKey.key }],
    box: 'ab'.repeat(32),
    ownerFactor: false,
    previous: null,
    at: START,
    ...over,
  };
  const signed = signManifest(manifest, identity.secret);

  const voter = (i: number, at: number, under: SignedManifest = signed) => {
    const [guardian, path] = [guardians[i], paths[i]];
    if (!guardian || !path) throw new RangeError('No such guardian.');
    return {
      fields: { wallet, manifest: manifestHash(under), leaf: guardian.leaf, path, at },
      secret: guardian.secret,
    };
  };
  const vote =
    (build: typeof notices.stop) =>
    (i: number, request: string, at = START, under?: SignedManifest) => {
      const { fields, secret: key } = voter(i, at, under);
      return build({ ...fields, request: notices.requestId(request) }, key);
    };
  const device = (key: Uint8Array, at: number, under: SignedManifest) => ({
    wallet,
    manifest: manifestHash(under),
    device: key,
    at,
  });
  return {
    wallet,
    signed,
    manifest,
    guardians,
    paths,
    shares,
    secret,
    identity,
    stopKey,
    random,
    leafOf: (i: number): Uint8Array => leafHash(voter(i, 0).fields.leaf),
    watched: (now = START, role: Watched['role'] = 'guardian'): Watched =>
      watchFrom(
        {
          role,
          peer: 'peer',
          name: 'Ana',
          current: signed,
          box: { address: manifest.box, readKey: new Uint8Array(32), postKey: new Uint8Array(32) },
          relays: [],
          ownLeaf: null,
        },
        now,
      ),
    request: (name = 'new', stops: Uint8Array[] = []) => {
      const machine = pair(seeded(`device ${name}`));
      return { ...machine, text: notices.makeRequest(machine.key, seeded(`request ${name}`), START, stops) };
    },
    approve: (i: number, request: string, at = START, under: SignedManifest = signed) => {
      const { fields, secret: key } = voter(i, at, under);
      if (fields.leaf.kind !== 'paper') return notices.approve({ ...fields, request }, key);
      const share = shares[i];
      if (!share) throw new RangeError('No such share.');
      return notices.approveByPaper({ ...fields, request }, share, readManifest(under).commitments, random);
    },
    withdraw: vote(notices.withdraw),
    stop: vote(notices.stop),
    freeze: vote(notices.freeze),
    object: (i: number, next: SignedManifest) => {
      const { fields, secret: key } = voter(i, START);
      return notices.object({ ...fields, next: manifestHash(next) }, key);
    },
    agree: (i: number, next: SignedManifest) => {
      const { fields, secret: key } = voter(i, START);
      return notices.agree({ ...fields, next: manifestHash(next) }, key);
    },
    ownerStop: (request: string, at = START, under = signed) =>
      notices.ownerStop({ ...device(stopKey.key, at, under), request: notices.requestId(request) }, stopKey.secret),
    alert: (from: number, until: number, under = signed) =>
      notices.alert({ ...device(stopKey.key, from, under), from, until }, stopKey.secret),
    change: (next: SignedManifest, under = signed) =>
      notices.change({ ...device(identity.key, START, under), next }, identity.secret),
    /** A manifest that follows the first, signed by its device. */
    after: (change: Partial<Manifest>, by = identity.secret): SignedManifest =>
      signManifest({ ...manifest, version: 2, previous: manifestHash(signed), ...change }, by),
  };
};
