/** Lighter: texts with numbers of 16 hexadecimal digits. @module */
import { type Expectations, says } from './reading.ts';

export const lighter: Expectations = {
  // The key takes part in everything that account 42 may do, and no end is named.
  'register-account-change-pubkey': says('grant-everything', {
    receiver: '0xabababababababababababababababababababababababababababababababababababababababab',
  }),
};
