/** Lighter: texts with numbers of 16 hexadecimal digits. @module */
import { type Expectations, says } from './reading.ts';

export const lighter: Expectations = {
  // A key trades, and takes money out to its own account alone: sending to others asks the wallet again. It has no end.
  'register-account-change-pubkey': says('grant-trade', {
    expiry: 'never',
    receiver: '0xabababababababababababababababababababababababababababababababababababababababab',
  }),
};
