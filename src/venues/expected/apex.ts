/** ApeX: the second text is hashed into the L2 key; the typed data signs in to the venue. @module */
import { type Expectations, says } from './reading.ts';

export const apex: Expectations = {
  'onboarding-eip712': says('sign-in', { receiver: 'https://pro.apex.exchange' }),
  'l2-key-personal': says('derive-key'),
};
