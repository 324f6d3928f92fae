/**
 * Keys given ahead to one peer alone, so that what it seals while we are away cannot be opened later by whoever takes
 * the channel's keys: twenty for one message each, and a last resort for when they are used up. The last resort's
 * messages are protected from replay by the envelope's window, which remembers their ids and refuses what is older.
 * @module
 */
import * as v from 'valibot';
import { sameBytes } from '../lib/bytes.ts';
import { bytes } from '../lib/json-bytes.ts';
import type { Channel } from './channel.ts';
import { encapsulate, KEM_PUBLIC, kemKeys, type Random } from './kem.ts';
import { prekeyId } from './schedule.ts';

const FULL = 20;
const LOW = 5;
/** Six keys as JSON are 10 kB; an envelope holds 12. */
const BATCH = 6;

/** Public keys, at most six in all. A key's id is its hash, so none travels. */
export const PrekeyOffer = v.pipe(
  v.object({ keys: v.array(bytes(KEM_PUBLIC)), lastResort: v.nullable(bytes(KEM_PUBLIC)) }),
  v.check(({ keys, lastResort }) => keys.length + (lastResort ? 1 : 0) <= BATCH),
);
export type PrekeyOffer = v.InferOutput<typeof PrekeyOffer>;

export class PrekeysRefused extends Error {
  override name = 'PrekeysRefused';
  constructor(options?: ErrorOptions) {
    super('These prekeys are not keys, or too many. Go on with the ones at hand.', options);
  }
}

/** The peer is about to run out, or has used the last resort. */
export const needsRefill = ({ prekeys, lastResort: [newest] }: Channel): boolean =>
  prekeys.length < LOW || !newest || newest.used;

/**
 * Makes up what is missing of twenty, and a last resort when there is none that is unused. Each batch goes to
 * the peer in an envelope of its own, sealed on the channel returned and stored with it in one write. An empty list:
 * nothing was missing.
 */
export const offerPrekeys = (channel: Channel, random: Random): { channel: Channel; offer: PrekeyOffer[] } => {
  const make = () => {
    const { secret, key } = kemKeys(random);
    return { key, own: { id: prekeyId(key), secret } };
  };
  const made = Array.from({ length: Math.max(0, FULL - channel.prekeys.length) }, make);
  const [newest] = channel.lastResort;
  const last = !newest || newest.used ? make() : undefined;
  const offer: PrekeyOffer[] = [];
  for (let at = 0; at < made.length; at += BATCH)
    offer.push({ keys: made.slice(at, at + BATCH).map(({ key }) => key), lastResort: null });
  if (last) {
    const end = offer.at(-1);
    if (end && end.keys.length < BATCH) end.lastResort = last.key;
    else offer.push({ keys: [], lastResort: last.key });
  }
  return {
    channel: {
      ...channel,
      prekeys: [...channel.prekeys, ...made.map(({ own }) => own)],
      lastResort: last ? [{ ...last.own, used: false }, ...channel.lastResort].slice(0, 2) : channel.lastResort,
    },
    offer,
  };
};

/**
 * Keeps what the peer offers. The same offer twice is kept once.
 * @throws {PrekeysRefused}
 */
export const takePrekeys = (channel: Channel, offer: PrekeyOffer): Channel => {
  const check = (key: Uint8Array) => {
    try {
      // A trial, so that a key that is none is found now and not when a message has to go.
      encapsulate(key, (n) => new Uint8Array(n));
    } catch (cause) {
      throw new PrekeysRefused({ cause });
    }
    return { id: prekeyId(key), key };
  };
  const peerPrekeys = [...channel.peerPrekeys];
  for (const key of offer.keys) {
    const taken = check(key);
    if (!peerPrekeys.some(({ id }) => sameBytes(id, taken.id))) peerPrekeys.push(taken);
  }
  if (peerPrekeys.length > FULL) throw new PrekeysRefused();
  return {
    ...channel,
    peerPrekeys,
    peerLastResort: offer.lastResort ? check(offer.lastResort) : channel.peerLastResort,
  };
};
