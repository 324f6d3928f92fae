/**
 * The backup that t guardians' shares open: encrypted, committed to its key, signed by a device.
 * @see docs/protocol.md#backup
 * @module
 */
import * as v from 'valibot';
import { bytes } from '../lib/json-bytes.ts';
import type { Random } from './group.ts';
import type { Device } from './manifest.ts';
import { Ms } from './notice.ts';

/** `records`: vault records by id. `duties`, `owner`: JSON of the background's. `at`: ms. */
export const Backup = v.strictObject({
  v: v.literal(1),
  at: Ms,
  records: v.record(v.string(), bytes()),
  duties: v.string(),
  owner: v.string(),
});
export type Backup = v.InferOutput<typeof Backup>;

/** `version` counts backups of one epoch upwards; it is not the manifest's. */
export type BackupPlace = { wallet: Uint8Array; epoch: number; version: number };
export type BackupHead = BackupPlace & { ownerFactor: boolean; signature: Uint8Array };

export type BackupFault = 'unreadable' | 'newer' | 'signature' | 'owner factor missing' | 'key' | 'altered';
export class BadBackup extends Error {
  override name = 'BadBackup';
  readonly reason: BackupFault;
  constructor(reason: BackupFault) {
    super(`This backup does not open: ${reason}.`);
    this.reason = reason;
  }
}

/** @param k 32 bytes. @param factor 16 or 32 bytes, or null. @param identity secret key of the device that signs. */
export const sealBackup = (
  _backup: Backup,
  _k: Uint8Array,
  _factor: Uint8Array | null,
  _place: BackupPlace,
  _identity: Uint8Array,
  _random: Random,
): Uint8Array => {
  throw new BadBackup('unreadable');
};

/** What stands in clear; nothing but its form is checked. @throws {BadBackup} `unreadable` or `newer` */
export const readBackup = (_bytes: Uint8Array): BackupHead => {
  throw new BadBackup('unreadable');
};

/** @param devices of the manifest: one of them must have signed it. @throws {BadBackup} */
export const openBackup = (
  _bytes: Uint8Array,
  _k: Uint8Array,
  _factor: Uint8Array | null,
  _devices: Device[],
): { backup: Backup; place: BackupPlace } => {
  throw new BadBackup('unreadable');
};

/** The newest of this wallet and epoch that one of the devices signed; undefined when there is none. */
export const newestBackup = (
  _list: Uint8Array[],
  _of: { wallet: Uint8Array; epoch: number },
  _devices: Device[],
): Uint8Array | undefined => undefined;
