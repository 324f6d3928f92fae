/** Paradex: the signature is the L2 key. @module */
import { type Expectations, says } from './reading.ts';

export const paradex: Expectations = { 'stark-key-derivation-sepolia': says('derive-key') };
