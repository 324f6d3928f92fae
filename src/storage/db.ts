/**
 * The one user of IndexedDB. Every write is committed to the disk before it counts (`durability: 'strict'`; the
 * browser's relaxed default can lose a committed write when the machine loses power): about 1 ms.
 * @see https://www.w3.org/TR/IndexedDB/#transaction-durability-hint
 * @module
 */
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import { SaidError } from '../lib/said-error.ts';
import type {
  ActivityRow,
  AttemptsRow,
  GrantRow,
  LetterInRow,
  LetterOutRow,
  LiftRow,
  NetworkRow,
  PermissionRow,
  ReadTimesRow,
  SentRow,
  SessionRow,
  SettingsRow,
  SpentRow,
  TransactionRow,
  WaitRow,
  WatchRow,
} from './rows.ts';

export interface Schema extends DBSchema {
  /** Ciphertext, one row a record and generation; laid out by `vault/rows.ts`. */
  vault: { key: (string | number)[]; value: unknown };
  meta: { key: 'attempts'; value: AttemptsRow };
  /** by origin */
  permissions: { key: string; value: PermissionRow };
  /** by chain id */
  networks: { key: number; value: NetworkRow };
  settings: { key: 'settings'; value: SettingsRow };
  activity: { key: number; value: ActivityRow; indexes: { id: string } };
  /** by id of the approval record */
  transactions: { key: string; value: TransactionRow };
  /** Outside the vault: alarms and delays go on while it is locked. */
  watch: { key: 'ring'; value: WatchRow };
  /** Letters that arrived, by the id of what was wrapped: kept as long as they may come again. */
  lettersIn: { key: string; value: LetterInRow };
  /** Letters on their way, by id. */
  lettersOut: { key: string; value: LetterOutRow };
  /** by mailbox and relay */
  readTimes: { key: string; value: ReadTimesRow };
  /** by origin and rule */
  lifts: { key: string; value: LiftRow };
  /** by id of the session */
  sessions: { key: string; value: SessionRow };
  /** by id of the approval record, or of the line of the activity */
  spent: { key: string; value: SpentRow };
  grants: { key: string; value: GrantRow };
  /** money that waits to go out */
  waits: { key: string; value: WaitRow };
  /** money that went out, for caps and known recipients */
  sent: { key: string; value: SentRow };
}
type Store = StoreNames<Schema>;
type Key<S extends Store> = Schema[S]['key'];
type Value<S extends Store> = Schema[S]['value'];

const NAME = 'vouch';
const VERSION = 4;

/** The database was written by a later Vouch. */
export class DatabaseNewer extends SaidError {
  override name = 'DatabaseNewer';
  constructor() {
    super('vault.newer');
  }
}

/** One step a version, in order: a database at version `from` runs every step after it. */
const UPGRADES: ((db: IDBPDatabase<Schema>) => void)[] = [
  (db) => {
    for (const store of ['vault', 'meta', 'settings', 'watch'] as const) db.createObjectStore(store);
    db.createObjectStore('permissions', { keyPath: 'origin' });
    db.createObjectStore('networks', { keyPath: 'chainId' });
    db.createObjectStore('activity', { autoIncrement: true }).createIndex('id', 'entry.id', { unique: true });
    db.createObjectStore('transactions', { keyPath: 'id' });
  },
  (db) => {
    db.createObjectStore('lettersIn', { keyPath: 'id' });
    db.createObjectStore('lettersOut', { keyPath: 'id' });
    db.createObjectStore('readTimes', { keyPath: 'place' });
  },
  (db) => {
    db.createObjectStore('lifts', { keyPath: 'id' });
  },
  (db) => {
    for (const store of ['sessions', 'spent', 'grants', 'waits', 'sent'] as const)
      db.createObjectStore(store, { keyPath: 'id' });
  },
];

let opened: Promise<IDBPDatabase<Schema>> | undefined;

/** Opened at the first use of this worker's life. */
const open = (): Promise<IDBPDatabase<Schema>> => {
  const forget = (): void => {
    opened = undefined;
  };
  opened ??= openDB<Schema>(NAME, VERSION, {
    upgrade: (db, from) => {
      for (const step of UPGRADES.slice(from)) step(db);
    },
    // another context upgrades or deletes the database: stand aside, and open again at the next use
    blocking: (_from, _to, event) => {
      forget();
      (event.target as IDBDatabase).close();
    },
    terminated: forget,
  }).catch((error: unknown) => {
    forget();
    throw error instanceof DOMException && error.name === 'VersionError' ? new DatabaseNewer() : error;
  });
  return opened;
};

/** Runs one transaction. A connection that was closed under us fails before the transaction begins: open again, once. */
const run = async <T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> => {
  try {
    return await work(await open());
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'InvalidStateError')) throw error;
    opened = undefined;
    return work(await open());
  }
};

/**
 * One strict transaction over `stores`. `work` may await nothing but its own requests, or the transaction ends early.
 * When `work` throws, nothing of it is written.
 */
export const change = <S extends Store, T>(
  stores: S[],
  work: (tx: IDBPTransaction<Schema, S[], 'readwrite'>) => Promise<T> | T,
): Promise<T> =>
  run(async (db) => {
    const tx = db.transaction(stores, 'readwrite', { durability: 'strict' });
    try {
      // What counts on the disk must be there: a browser that takes no notice of the hint signs nothing.
      if (tx.durability !== 'strict') throw new SaidError('storage.durability');
      const result = await work(tx);
      await tx.done;
      return result;
    } catch (error) {
      tx.done.catch(() => {}); // the abort itself; the cause is thrown below
      try {
        tx.abort();
      } catch {} // ended already
      throw error;
    }
  });

export const read = <S extends Store>(store: S, key: Key<S>): Promise<Value<S> | undefined> =>
  run((db) => db.get(store, key));

/** In the order of the keys. */
export const readAll = <S extends Store>(store: S): Promise<Value<S>[]> => run((db) => db.getAll(store));

/** From the last row backwards, as long as `more` says so: a list that only grows is never read whole for its end. */
export const readBack = <S extends Store>(store: S, more: (value: Value<S>) => boolean): Promise<void> =>
  run(async (db) => {
    let cursor = await db.transaction(store).store.openCursor(null, 'prev');
    while (cursor && more(cursor.value)) cursor = await cursor.continue();
  });

export const keys = <S extends Store>(store: S): Promise<Key<S>[]> => run((db) => db.getAllKeys(store));

/** For the stores whose rows hold their own key. */
export const write = <
  S extends 'permissions' | 'networks' | 'transactions' | 'lettersIn' | 'lettersOut' | 'readTimes' | 'lifts',
>(
  store: S,
  row: Value<S>,
): Promise<void> =>
  change([store], async (tx) => {
    await tx.objectStore(store).put(row);
  });

/** For the stores of one row. */
export const writeOnly = <S extends 'settings' | 'watch'>(store: S, key: Key<S>, row: Value<S>): Promise<void> =>
  change([store], async (tx) => {
    await tx.objectStore(store).put(row, key);
  });

export const remove = <S extends Store>(store: S, key: Key<S>): Promise<void> =>
  change([store], (tx) => tx.objectStore(store).delete(key));

/** Empties every store at once: this computer holds nothing of Vouch any more. */
export const removeEverything = async (): Promise<void> => {
  const stores = [...(await open()).objectStoreNames];
  await change(stores, async (tx) => {
    await Promise.all(stores.map((store) => tx.objectStore(store).clear()));
  });
};
