/** dYdX v3 and v4: keys of both chains, and the keys of v3's interface, are hashed from these signatures. @module */
import { cannotBeRead, type Expectations, says } from './reading.ts';

export const dydx: Expectations = {
  'v3-eth-private-action': cannotBeRead('a request to an interface that was shut down; its body can be anything'),
  // the key, secret and passphrase of v3's interface are made from it
  'v3-onboarding-personal': says('derive-key'),
  'v3-stark-key-derivation': says('derive-key'),
  'v3-stark-key-derivation-sepolia': says('derive-key'),
  'v4-onboarding-typed-data': says('derive-key'),
};
