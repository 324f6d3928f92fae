/** What one side keeps of a channel. Plain data: `toJson` writes it, the schema reads it. @module */
import * as v from 'valibot';
import { bytes } from '../lib/json-bytes.ts';
import { KEM_PUBLIC, KEM_SECRET } from './kem.ts';
import { count, type Keys, type Role } from './schedule.ts';

export const ID = 16;

const OwnPrekey = v.object({ id: bytes(ID), secret: bytes(KEM_SECRET) });
const OwnLastResort = v.object({ ...OwnPrekey.entries, used: v.boolean() });
const PeerPrekey = v.object({ id: bytes(ID), key: bytes(KEM_PUBLIC) });

/**
 * `epoch` counts the handshakes of these two; of two channels the one with the greater epoch is current.
 * `identity`, `peer`: public keys. `sent`, `heard`: the highest counter sealed and opened, 0 for none. `seen`: the
 * counters of the replay window with their message ids. `lastResort`: the newest first, then the one before it, for
 * what is still under way. `peerPrekeys` and `peerLastResort` are used by `seal`.
 */
export const Channel = v.object({
  id: bytes(ID),
  role: v.picklist(['inviter', 'invited']),
  epoch: count,
  identity: bytes(33),
  peer: bytes(33),
  sendKey: bytes(32),
  receiveKey: bytes(32),
  sent: count,
  heard: count,
  seen: v.array(v.object({ counter: count, id: bytes(ID) })),
  prekeys: v.array(OwnPrekey),
  lastResort: v.array(OwnLastResort),
  peerPrekeys: v.array(PeerPrekey),
  peerLastResort: v.nullable(PeerPrekey),
});
export type Channel = v.InferOutput<typeof Channel>;

export const newChannel = (
  role: Role,
  keys: Keys,
  who: { identity: Uint8Array; peer: Uint8Array; epoch: number },
): Channel => ({
  ...who,
  role,
  id: keys.id,
  sendKey: role === 'inviter' ? keys.toInvited : keys.toInviter,
  receiveKey: role === 'inviter' ? keys.toInviter : keys.toInvited,
  sent: 0,
  heard: 0,
  seen: [],
  prekeys: [],
  lastResort: [],
  peerPrekeys: [],
  peerLastResort: null,
});
