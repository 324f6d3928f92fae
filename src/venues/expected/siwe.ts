/** Sign-In with Ethereum: who asks is its domain. @module */
import { type Expectations, says } from './reading.ts';

const at = (receiver: string) => says('sign-in', { receiver, expiry: 'never' });

export const siwe: Expectations = {
  // 2100-01-07T14:31:43Z
  'verify: example message': says('sign-in', { receiver: 'login.xyz', expiry: 4103015503 }),
  'verify: not yet valid': at('login.xyz'),
  'format: couple of optional fields': at('service.org'),
  'format: no optional field': at('service.org'),
  'format: domain is RFC 3986 authority with IP': at('127.0.0.1'),
  'format: domain is localhost authority with port': at('localhost:8080'),
  'format: domain ipv6': at('[::cafe]'),
  'format: uri with port': at('service.org'),
  'format: recovery byte starting at 0': at('www.tally.xyz'),
};
