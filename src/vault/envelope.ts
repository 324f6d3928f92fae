/**
 * AES-256-GCM with a fresh 96-bit IV, and additional data that says what a ciphertext is for, so that none can stand
 * in another's place.
 * @see https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf section 8.2.2
 * @module
 */
import { concat, random, utf8 } from '../lib/bytes.ts';

const IV = 12;
const TAG = 16;

/** `size`: bytes of `sealed`, so that one that was cut off is told from one that was changed. */
export type Sealed = { iv: Uint8Array; sealed: Uint8Array; size: number };

/** Not opened: changed, or sealed under another key or for another place. */
export class NotOpened extends Error {
  override name = 'NotOpened';
}
/** Not opened: shorter than it was. */
export class CutOff extends Error {
  override name = 'CutOff';
}

/** Additional data of several fields. Each carries its length, so that no two lists of fields give the same bytes. */
export const aad = (...fields: (string | number | Uint8Array)[]): Uint8Array<ArrayBuffer> =>
  concat(
    ...fields.flatMap((field) => {
      const bytes = typeof field === 'string' ? utf8(field) : typeof field === 'number' ? utf8(String(field)) : field;
      const kind = typeof field === 'string' ? 1 : typeof field === 'number' ? 2 : 3;
      const head = new DataView(new ArrayBuffer(5));
      head.setUint8(0, kind);
      head.setUint32(1, bytes.length);
      return [new Uint8Array(head.buffer), bytes];
    }),
  );

/** `bytes`: 32. */
export const importKey = (bytes: Uint8Array): Promise<CryptoKey> => {
  if (bytes.length !== 32) throw new RangeError('A key has 32 bytes');
  return crypto.subtle.importKey('raw', new Uint8Array(bytes), 'AES-GCM', false, ['encrypt', 'decrypt']);
};

export const seal = async (
  key: CryptoKey,
  plain: Uint8Array,
  additionalData: Uint8Array<ArrayBuffer>,
): Promise<Sealed> => {
  const iv = random(IV);
  const sealed = new Uint8Array(
    await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, new Uint8Array(plain)),
  );
  return { iv, sealed, size: sealed.length };
};

/**
 * `found` is a row as the disk gave it: nothing of it is trusted.
 * @throws {NotOpened | CutOff}
 */
export const open = async (
  key: CryptoKey,
  found: unknown,
  additionalData: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> => {
  const { iv, sealed, size } = (typeof found === 'object' && found !== null ? found : {}) as {
    [K in keyof Sealed]?: unknown;
  };
  if (!(iv instanceof Uint8Array) || iv.length !== IV || !(sealed instanceof Uint8Array)) throw new NotOpened();
  if (sealed.length < TAG || (typeof size === 'number' && sealed.length < size)) throw new CutOff();
  if (sealed.length !== size) throw new NotOpened();
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv: new Uint8Array(iv), additionalData },
        key,
        new Uint8Array(sealed),
      ),
    );
  } catch {
    throw new NotOpened();
  }
};
