/** Calldata, read strictly. @module */
import type { Hex } from '../lib/bytes.ts';

/** Integers: bigint. Addresses: with their check. `bytes`: lower-case hexadecimal. Tuples and arrays: lists. */
export type AbiValue = bigint | boolean | string | Hex | readonly AbiValue[];
