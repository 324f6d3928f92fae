/**
 * How the vault lies in its store.
 *
 *     ['wraps', n]       the data key, wrapped once for each way in
 *     ['index', g]       sealed: the schema and the ids of the records of generation g
 *     ['data', g, id]    sealed: one record
 *
 * Wraps and data count their generations apart, so that a new password touches no data. A new generation is written in
 * one transaction, read back, and only then is the old one dropped: at every moment one whole generation is there.
 * @module
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { fromUtf8, sameBytes, utf8 } from '../lib/bytes.ts';
import { SaidError } from '../lib/said-error.ts';
import { change, keys, read } from '../storage/db.ts';
import { aad, CutOff, importKey, NotOpened, open, type Sealed, seal } from './envelope.ts';
import { checkBounds, type Kdf, KdfOutOfBounds } from './kdf.ts';
import type { Records } from './migrate.ts';
import { SCHEMA } from './records.ts';

/** Of the layout above; the content of the records has a version of its own. */
const FORMAT = 1;

/** Something that Vouch did not write. */
class VaultTampered extends SaidError {
  override name = 'VaultTampered';
  constructor() {
    super('vault.tampered');
  }
}
/** A part is gone. */
export class VaultTruncated extends SaidError {
  override name = 'VaultTruncated';
  constructor() {
    super('vault.truncated');
  }
}
/** A later Vouch wrote it. */
export class VaultNewer extends SaidError {
  override name = 'VaultNewer';
  constructor() {
    super('vault.newer');
  }
}
class WrongPassword extends SaidError {
  override name = 'WrongPassword';
  constructor() {
    super('vault.wrong-password');
  }
}

/** A way to the data key. There is one type today; guardians never get one: they would open a stolen profile without the delay. */
export type Wrap = Sealed & { type: 'password'; id: string; kdf: Kdf };
type WrapsRow = {
  format: number;
  wraps: Wrap[] /** sha-256: tells a damaged wrap from a wrong password */;
  check: Uint8Array;
};

/** What the store holds, by its keys alone. Generations are newest first. */
export type Survey = { wraps: number[]; data: number[]; records: Map<number, Set<string>> };

const newestFirst = (found: Iterable<number>): number[] => [...found].sort((a, b) => b - a);

export const survey = async (): Promise<Survey | null> => {
  const found = await keys('vault');
  if (found.length === 0) return null;
  const wraps = new Set<number>();
  const data = new Set<number>();
  const records = new Map<number, Set<string>>();
  for (const [kind, generation, id] of found) {
    if (typeof generation !== 'number') continue;
    if (kind === 'wraps') wraps.add(generation);
    if (kind === 'index') data.add(generation);
    if (kind === 'data') records.set(generation, (records.get(generation) ?? new Set()).add(String(id)));
  }
  return { wraps: newestFirst(wraps), data: newestFirst(data), records };
};

const wrapAad = ({ type, id, kdf }: Pick<Wrap, 'type' | 'id' | 'kdf'>) =>
  aad('vouch wrap', FORMAT, type, id, kdf.salt, kdf.m, kdf.t, kdf.p);
const wrapsCheck = (wraps: Wrap[]): Uint8Array =>
  sha256(aad(FORMAT, ...wraps.flatMap((wrap) => [wrapAad(wrap), wrap.iv, wrap.sealed, wrap.size])));

export const wrapWithPassword = async (dataKey: Uint8Array, kdf: Kdf, key: Uint8Array): Promise<Wrap> => {
  const place = { type: 'password', id: crypto.randomUUID(), kdf } as const;
  return { ...place, ...(await seal(await importKey(key), dataKey, wrapAad(place))) };
};

/** @throws {WrongPassword | VaultTruncated} */
export const unwrap = async (wrap: Wrap, key: Uint8Array): Promise<Uint8Array> => {
  try {
    return await open(await importKey(key), wrap, wrapAad(wrap));
  } catch (error) {
    if (error instanceof NotOpened) throw new WrongPassword();
    throw error instanceof CutOff ? new VaultTruncated() : error;
  }
};

const newWrapsRow = (wraps: Wrap[]): WrapsRow => ({ format: FORMAT, wraps, check: wrapsCheck(wraps) });

const isWrap = (found: Partial<Record<keyof Wrap, unknown>>): found is Wrap =>
  found.type === 'password' &&
  typeof found.id === 'string' &&
  typeof found.kdf === 'object' &&
  found.kdf !== null &&
  found.iv instanceof Uint8Array &&
  found.sealed instanceof Uint8Array &&
  typeof found.size === 'number';

/** @throws {VaultTampered | VaultTruncated | VaultNewer | KdfOutOfBounds} */
const parseWraps = (found: unknown): Wrap[] => {
  const { format, wraps, check } = (typeof found === 'object' && found !== null ? found : {}) as {
    [K in keyof WrapsRow]?: unknown;
  };
  if (typeof format !== 'number') throw new VaultTampered();
  if (format > FORMAT) throw new VaultNewer();
  if (format !== FORMAT || !Array.isArray(wraps) || !(check instanceof Uint8Array)) throw new VaultTampered();
  if (wraps.length === 0) throw new VaultTruncated();
  for (const wrap of wraps as unknown[]) {
    if (typeof wrap !== 'object' || wrap === null || !isWrap(wrap)) throw new VaultTampered();
    checkBounds(wrap.kdf);
    if (wrap.sealed.length < wrap.size) throw new VaultTruncated();
  }
  if (!sameBytes(check, wrapsCheck(wraps))) throw new VaultTampered();
  return wraps;
};

/**
 * The wraps in force: the newest that are whole. Older ones are there only when a change of the password was cut short.
 * @throws {VaultTampered | VaultTruncated | VaultNewer | KdfOutOfBounds}
 */
export const readWraps = async ({ wraps: generations }: Survey): Promise<{ generation: number; wraps: Wrap[] }> => {
  let first: unknown;
  for (const generation of generations) {
    try {
      return { generation, wraps: parseWraps(await read('vault', ['wraps', generation])) };
    } catch (error) {
      if (error instanceof VaultNewer || error instanceof KdfOutOfBounds) throw error;
      first ??= error;
    }
  }
  throw first ?? new VaultTruncated();
};

export const writeWraps = (generation: number, wraps: Wrap[]): Promise<void> =>
  change(['vault'], async (tx) => {
    await tx.objectStore('vault').put(newWrapsRow(wraps), ['wraps', generation]);
  });

const recordAad = (generation: number, id: string) => aad('vouch record', FORMAT, id, generation);
const indexAad = (generation: number) => aad('vouch index', FORMAT, generation);

const opened = async (key: CryptoKey, row: unknown, place: Uint8Array<ArrayBuffer>): Promise<Uint8Array> => {
  if (row === undefined) throw new VaultTruncated();
  try {
    return await open(key, row, place);
  } catch (error) {
    if (error instanceof NotOpened) throw new VaultTampered();
    throw error instanceof CutOff ? new VaultTruncated() : error;
  }
};

/** The record, or undefined when there is no such row: the index tells whether there should be. */
export const openRow = async (key: CryptoKey, generation: number, id: string): Promise<Uint8Array | undefined> => {
  const row = await read('vault', ['data', generation, id]);
  return row === undefined ? undefined : opened(key, row, recordAad(generation, id));
};

/**
 * What a generation says it holds.
 * @throws {VaultTampered | VaultTruncated | VaultNewer}
 */
export const openIndex = async (key: CryptoKey, generation: number): Promise<{ schema: number; ids: string[] }> => {
  const index = JSON.parse(
    fromUtf8(await opened(key, await read('vault', ['index', generation]), indexAad(generation))),
  ) as { schema: number; ids: string[] };
  if (index.schema > SCHEMA) throw new VaultNewer();
  return index;
};

/** @throws {VaultTampered | VaultTruncated | VaultNewer} */
export const openAll = async (key: CryptoKey, generation: number): Promise<{ schema: number; records: Records }> => {
  const { schema, ids } = await openIndex(key, generation);
  const all = ids.map(
    async (id) =>
      [id, await opened(key, await read('vault', ['data', generation, id]), recordAad(generation, id))] as const,
  );
  return { schema, records: Object.fromEntries(await Promise.all(all)) };
};

/** A whole generation, in one transaction with `wraps` when the vault is new. */
export const writeGeneration = async (
  key: CryptoKey,
  generation: number,
  records: Records,
  wraps?: Wrap[],
): Promise<void> => {
  const index = await seal(
    key,
    utf8(JSON.stringify({ schema: SCHEMA, ids: Object.keys(records).sort() })),
    indexAad(generation),
  );
  const rows = await Promise.all(
    Object.entries(records).map(
      async ([id, plain]) => [id, await seal(key, plain, recordAad(generation, id))] as const,
    ),
  );
  await change(['vault'], async (tx) => {
    const store = tx.objectStore('vault');
    if (wraps) await store.put(newWrapsRow(wraps), ['wraps', 1]);
    await store.put(index, ['index', generation]);
    for (const [id, row] of rows) await store.put(row, ['data', generation, id]);
  });
};

/** Drops every generation of `kinds` but the one that stays; with null, all of them. */
export const dropOthers = (kinds: ('wraps' | 'index' | 'data')[], stays: number | null): Promise<void> =>
  change(['vault'], async (tx) => {
    const store = tx.objectStore('vault');
    for (const key of await store.getAllKeys()) {
      const [kind, generation] = key;
      if (kinds.some((one) => one === kind) && generation !== stays) await store.delete(key);
    }
  });

/** Drops one generation of `kinds`: it did not read back. */
export const dropGeneration = (kinds: ('wraps' | 'index' | 'data')[], gone: number): Promise<void> =>
  change(['vault'], async (tx) => {
    const store = tx.objectStore('vault');
    for (const key of await store.getAllKeys())
      if (kinds.some((one) => one === key[0]) && key[1] === gone) await store.delete(key);
  });
