/**
 * The records of the vault that guardians need, and the schema of all records. Keys here are random: an identity or
 * stop key that could be derived from a phrase would make whoever steals the phrase the owner for ever.
 * @module
 */
import { secp256k1 } from '@noble/curves/secp256k1.js';
import * as v from 'valibot';
import { fromUtf8, utf8 } from '../lib/bytes.ts';
import { bytes, toJson } from '../lib/json-bytes.ts';

/** Raised when the content of a record changes; `migrate.ts` brings older ones forward. */
export const SCHEMA = 2;

const key32 = bytes(32);
const version = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** `k` in [1, q) opens the backup, never the vault. `backupVersion`: of the newest backup that guardians were given. */
const RecoveryKey = v.strictObject({
  k: v.pipe(
    key32,
    v.check((k) => secp256k1.utils.isValidSecretKey(k)),
  ),
  epoch: version,
  backupVersion: version,
});
/** The identity and the stop key of this device, listed in the manifest. */
const DeviceKeys = v.strictObject({ identity: key32, stop: key32 });

export type RecoveryKey = v.InferOutput<typeof RecoveryKey>;
export type DeviceKeys = v.InferOutput<typeof DeviceKeys>;

const codec = <S extends v.GenericSchema>(id: string, schema: S) => ({
  /** of the record in the vault */
  id,
  encode: (value: v.InferOutput<S>): Uint8Array => {
    const record = utf8(toJson(value));
    v.parse(schema, JSON.parse(fromUtf8(record)));
    return record;
  },
  /** @throws {v.ValiError} when the record has another shape. */
  decode: (record: Uint8Array): v.InferOutput<S> => v.parse(schema, JSON.parse(fromUtf8(record))),
});

export const recoveryKey = codec('guardians/recovery-key', RecoveryKey);
export const deviceKeys = codec('guardians/device-keys', DeviceKeys);
