/**
 * The watch ring: what must stay readable while the wallet is locked, so that alarms show and delays run. Its keys
 * carry no authority; a share, a phrase, an identity, stop or approval key never lies here. What a stolen disk shows
 * of it is in README.md.
 * @module
 */
import * as v from 'valibot';
import { read, writeOnly } from './db.ts';

const bytes = (length: number) =>
  v.pipe(
    v.instance(Uint8Array),
    v.check((value) => value.length === length),
  );
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const Schema = v.strictObject({
  version: v.literal(1),
  /** one relationship, one mailbox: it opens the outer wrap of letters, not what is sealed in it */
  mailboxes: v.array(v.strictObject({ peer: v.string(), key: bytes(32) })),
  /** where approvals, stops and alarms about a wallet are posted */
  noticeBoxes: v.array(
    v.strictObject({ wallet: v.string(), address: v.string(), readKey: bytes(32), postKey: bytes(32) }),
  ),
  /** public halves alone: a signed manifest, and the keys that check approvals and stops */
  manifests: v.array(
    v.strictObject({
      wallet: v.string(),
      epoch: count,
      manifest: v.instance(Uint8Array),
      approvalKeys: v.array(v.instance(Uint8Array)),
      stopKeys: v.array(v.instance(Uint8Array)),
    }),
  ),
});
export type WatchRing = v.InferOutput<typeof Schema>;

const EMPTY: WatchRing = { version: 1, mailboxes: [], noticeBoxes: [], manifests: [] };

/** @throws {v.ValiError} when the row has another shape: nothing is guessed and nothing overwritten. */
export const readWatchRing = async (): Promise<WatchRing> => v.parse(Schema, (await read('watch', 'ring')) ?? EMPTY);

export const writeWatchRing = (ring: WatchRing): Promise<void> => writeOnly('watch', 'ring', v.parse(Schema, ring));
