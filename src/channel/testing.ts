/** For tests alone: randomness from a seed, and two sides that are through their handshake. @module */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, utf8 } from '../lib/bytes.ts';
import type { Channel } from './channel.ts';
import { accept, complete, confirm, finish, invite, reveal } from './handshake.ts';
import type { Random } from './kem.ts';
import { uint } from './schedule.ts';

/** The same bytes for the same seed, other ones at each call. */
export const seeded = (seed: string): Random => {
  let block = 0;
  return (n) => {
    let out: Uint8Array = new Uint8Array();
    while (out.length < n) out = concat(out, sha256(concat(utf8(seed), uint(block++, 8))));
    return out.slice(0, n);
  };
};

export const ANA = seeded('ana')(32);
export const BEN = seeded('ben')(32);

/** Every message and state of a whole handshake; Ana invites. */
export const shake = (random: Random, ana = ANA, ben = BEN) => {
  const inviting = invite(ana, random);
  const accepting = accept(inviting.commit, ben, random);
  const revealed = reveal(inviting.state, accepting.message, random);
  const finished = finish(accepting.state, revealed.message, random);
  const confirmed = confirm(revealed.state, finished.message);
  return { inviting, accepting, revealed, finished, confirmed, ben: complete(finished.state, confirmed.message) };
};

export const pair = (random: Random): { ana: Channel; ben: Channel } => {
  const { confirmed, ben } = shake(random);
  return { ana: confirmed.channel, ben };
};
