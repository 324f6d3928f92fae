/**
 * What is hashed, signed or proved is framed first: a domain, then every part with its length before it, so that no
 * two different lists of parts give the same bytes.
 * @module
 */
import { concat, utf8 } from './bytes.ts';

/** u32 big-endian length, then the bytes; the domain first. */
export const frame = (domain: string, ...parts: Uint8Array[]): Uint8Array<ArrayBuffer> =>
  concat(
    ...[utf8(domain), ...parts].flatMap((part) => {
      const length = new Uint8Array(4);
      new DataView(length.buffer).setUint32(0, part.length);
      return [length, part];
    }),
  );
