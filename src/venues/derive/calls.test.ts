import { expect, test } from 'vitest';
import { CONTEXT, OTHER } from '../fixtures.ts';
import { calls } from './calls.ts';

const PLAN = {
  chainId: 957,
  from: CONTEXT.account,
  to: null,
  value: '0',
  data: '0x',
  nonce: 0,
  gasLimit: '1',
  maxFeePerGas: '1',
  maxPriorityFeePerGas: '1',
} as const;

test('a session key of version 2 is the owner, until its end', () => {
  const [rule] = calls;
  expect(rule).toMatchObject({ signature: 'registerSessionKey(address,uint256)', chainIds: [957] });
  expect(rule?.read({ args: [OTHER, 1_795_305_600n], to: OTHER, plan: PLAN }, CONTEXT)).toMatchObject({
    kind: 'grant-authority',
    headline: { id: 'headline.ownerKey' },
    scope: 'everything',
    grantee: OTHER,
    until: 1_795_305_600,
    cannot: [],
  });
});
