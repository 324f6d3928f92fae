/** Extended: what looks like terms of service makes the key; the registration beside it makes none. @module */
import { type Expectations, says } from './reading.ts';

export const extended: Expectations = {
  'account-creation-key-derivation-x10.exchange': says('derive-key'),
  'account-registration': says('sign-in', { receiver: 'x10.exchange' }),
};
