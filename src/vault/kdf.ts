/**
 * The parameters of the password's key stretching: Argon2id, version 0x13. A page runs it; the vault only says which
 * parameters it accepts, and refuses any other before anything is stretched: a stored file that asks for less is an
 * attack, and one that asks for more hangs the machine.
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id
 * @module
 */
import { random } from '../lib/bytes.ts';
import { SaidError } from '../lib/said-error.ts';

/** `m` is KiB, `salt` 16 bytes. */
export type Kdf = { salt: Uint8Array; m: number; t: number; p: number };

const SALT = 16;
/** OWASP: m = 46 MiB with t = 1. */
const FLOOR = { m: 47104, t: 1 };
const CEILING = { m: 262144, t: 4 };

export class KdfOutOfBounds extends SaidError {
  override name = 'KdfOutOfBounds';
  constructor() {
    super('vault.kdf-bounds');
  }
}

/** A fresh salt and the floor. The page that calibrates goes up from there. */
export const freshKdf = (): Kdf => ({ salt: random(SALT), ...FLOOR, p: 1 });

const within = (value: unknown, floor: number, ceiling: number): value is number =>
  Number.isInteger(value) && Number(value) >= floor && Number(value) <= ceiling;

/**
 * What came from a disk, a file or a page, as parameters that may be used.
 * @throws {KdfOutOfBounds}
 */
export const checkBounds = (found: { [K in keyof Kdf]?: unknown }): Kdf => {
  const { salt, m, t, p } = found;
  if (
    !(salt instanceof Uint8Array) ||
    salt.length !== SALT ||
    !within(m, FLOOR.m, CEILING.m) ||
    !within(t, FLOOR.t, CEILING.t) ||
    p !== 1
  )
    throw new KdfOutOfBounds();
  return { salt, m, t, p };
};
