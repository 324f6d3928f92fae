/** Brings records of an older schema forward. Pure: the vault writes the result as a generation of its own. @module */
import { recoveryKey, SCHEMA } from './records.ts';

export type Records = Record<string, Uint8Array>;

/** `STEPS[n]` brings schema n + 1 to n + 2. */
const STEPS: ((records: Records) => Records)[] = [
  // 1 kept the recovery key as 32 bytes alone; 2 says which backup it opens
  (records) => {
    const k = records[recoveryKey.id];
    return k
      ? { ...records, [recoveryKey.id]: recoveryKey.encode({ k: new Uint8Array(k), epoch: 0, backupVersion: 0 }) }
      : records;
  },
];

/** `schema` is at most SCHEMA. */
export const migrate = (schema: number, records: Records): Records =>
  STEPS.slice(schema - 1, SCHEMA - 1).reduce((now, step) => step(now), records);
