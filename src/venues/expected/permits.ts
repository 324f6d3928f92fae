/** Permits. The first six are on the zero address, which is not Permit2. @module */
import { cannotBeRead, type Expectations, says } from './reading.ts';

const ZERO = '0x0000000000000000000000000000000000000000';
const nothing = says('grant-spend', { market: ZERO, size: '0 units', expiry: 0, receiver: ZERO });

const terms = cannotBeRead('the terms that come with it are those of a test and of no venue');

export const permits: Expectations = {
  'permit2-single': nothing,
  'permit2-batch': nothing,
  'permit2-transfer': nothing,
  'permit2-transfer-witness': terms,
  'permit2-batch-transfer': nothing,
  'permit2-batch-transfer-witness': terms,
  // 100 USDC of Arbitrum
  'eip2612-usdc-arbitrum-gmx-router': says('grant-spend', {
    market: '0xaf88d065e77c8cC2239327C5EDb3A432268e5831',
    size: '100 USDC',
    expiry: 1893456000,
    receiver: '0x7452c558d45f8afC8c83dAe62C3f8A5BE19c71f6',
  }),
};
