/** 0x v4: two orders on a contract of its own tests, and the blind way to sign one. @module */
import { cannotBeRead, type Expectations } from './reading.ts';

export const zeroex: Expectations = {
  'limit-hash': cannotBeRead('the contract is not the one of 0x'),
  'rfq-hash': cannotBeRead('the contract is not the one of 0x'),
  'limit-ethsign': cannotBeRead('the hash of an order, as a message'),
};
