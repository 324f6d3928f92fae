/**
 * A copy of everything the vault holds, as one text under a password of its own. What is read back is bounded and
 * checked before any password is stretched.
 *
 *     { "format": "vouch-export", "version": 1, "kdf": { salt, m, t, p }, "iv", "sealed", "check" }
 *
 * Bytes are base64. `check` is sha-256 of the rest: it tells a damaged file from a wrong password, and nothing else.
 * @module
 */
import { sha256 } from '@noble/hashes/sha2.js';
import * as v from 'valibot';
import { AGENT_RECORDS } from '../keyring/agent.ts';
import { fromBase64, fromUtf8, sameBytes, toBase64, utf8 } from '../lib/bytes.ts';
import { SaidError } from '../lib/said-error.ts';
import { aad, importKey, NotOpened, open, type Sealed, seal } from './envelope.ts';
import { checkBounds, type Kdf } from './kdf.ts';
import { migrate, type Records } from './migrate.ts';
import { SCHEMA } from './records.ts';
import { createVault, readAllRecords } from './vault.ts';

const FORMAT = 'vouch-export';
const VERSION = 1;

class ExportUnreadable extends SaidError {
  override name = 'ExportUnreadable';
  constructor() {
    super('vault.export-unreadable');
  }
}
class ExportDamaged extends SaidError {
  override name = 'ExportDamaged';
  constructor() {
    super('vault.export-damaged');
  }
}
class ExportNewer extends SaidError {
  override name = 'ExportNewer';
  constructor() {
    super('vault.export-newer');
  }
}
class ExportWrongPassword extends SaidError {
  override name = 'ExportWrongPassword';
  constructor() {
    super('vault.export-wrong-password');
  }
}

const bytes = v.pipe(v.string(), v.base64(), v.transform(fromBase64));
const Head = v.object({ format: v.literal(FORMAT), version: v.number() });
const File = v.object({
  kdf: v.object({ salt: bytes, m: v.number(), t: v.number(), p: v.number() }),
  iv: bytes,
  sealed: bytes,
  check: bytes,
});
const Content = v.object({ schema: v.number(), records: v.record(v.string(), bytes) });

const place = ({ salt, m, t, p }: Kdf) => aad(FORMAT, VERSION, salt, m, t, p);
const checkOf = (kdf: Kdf, { iv, sealed }: Pick<Sealed, 'iv' | 'sealed'>): Uint8Array =>
  sha256(aad(place(kdf), iv, sealed));

/** @throws {ExportUnreadable | ExportNewer | ExportDamaged | KdfOutOfBounds} */
const parse = (file: string): { kdf: Kdf; envelope: Sealed } => {
  let json: unknown;
  try {
    json = JSON.parse(file);
  } catch {
    // a copy that was cut off still begins like one
    throw file.includes(FORMAT) ? new ExportDamaged() : new ExportUnreadable();
  }
  const head = v.safeParse(Head, json);
  if (!head.success) throw new ExportUnreadable();
  if (head.output.version > VERSION) throw new ExportNewer();
  const body = v.safeParse(File, json);
  if (head.output.version !== VERSION || !body.success) throw new ExportDamaged();
  const { iv, sealed, check } = body.output;
  const kdf = checkBounds(body.output.kdf);
  if (!sameBytes(check, checkOf(kdf, { iv, sealed }))) throw new ExportDamaged();
  return { kdf, envelope: { iv, sealed, size: sealed.length } };
};

/**
 * @param kdf fresh, and `key` the file's password stretched with it
 * @throws {Locked | KdfOutOfBounds}
 */
export const exportVault = async (kdf: Kdf, key: Uint8Array): Promise<string> => {
  checkBounds(kdf);
  const records = Object.fromEntries(
    Object.entries(await readAllRecords())
      // A key for trading lives in one wallet and ends there: a copy of it would know nothing of its session.
      .filter(([id]) => !id.startsWith(AGENT_RECORDS))
      .map(([id, record]) => [id, toBase64(record)]),
  );
  const { iv, sealed } = await seal(
    await importKey(key),
    utf8(JSON.stringify({ schema: SCHEMA, records })),
    place(kdf),
  );
  const salt = toBase64(kdf.salt);
  return JSON.stringify(
    {
      format: FORMAT,
      version: VERSION,
      kdf: { ...kdf, salt },
      iv: toBase64(iv),
      sealed: toBase64(sealed),
      check: toBase64(checkOf(kdf, { iv, sealed })),
    },
    null,
    2,
  );
};

/** What its password is stretched with. @throws {ExportUnreadable | ExportNewer | ExportDamaged | KdfOutOfBounds} */
export const readExportKdf = (file: string): Kdf => parse(file).kdf;

/**
 * Makes a vault of an export file and leaves it unlocked. The file's password becomes the vault's.
 * @throws {ExportWrongPassword} and what `readExportKdf` and `createVault` throw. Nothing is written then.
 */
export const restoreExport = async (file: string, key: Uint8Array): Promise<void> => {
  const { kdf, envelope } = parse(file);
  const plain = await open(await importKey(key), envelope, place(kdf)).catch((error: unknown) => {
    throw error instanceof NotOpened ? new ExportWrongPassword() : error;
  });
  const { schema, records } = v.parse(Content, JSON.parse(fromUtf8(plain))) as { schema: number; records: Records };
  if (schema > SCHEMA) throw new ExportNewer();
  await createVault(kdf, key, migrate(schema, records));
};
