/** JSON whose byte strings are Uint8Array in memory and base64 in the text. @module */
import * as v from 'valibot';
import { fromBase64, toBase64 } from './bytes.ts';

export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => (inner instanceof Uint8Array ? toBase64(inner) : inner));

/** Base64 in the text, `length` bytes in memory (any number when left out). */
export const bytes = (length?: number) =>
  v.pipe(
    v.string(),
    v.base64(),
    v.transform((text): Uint8Array => fromBase64(text)),
    v.check((value) => length === undefined || value.length === length),
  );
