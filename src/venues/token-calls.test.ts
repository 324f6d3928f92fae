import { describe, expect, test } from 'vitest';
import type { Hex } from '../lib/bytes.ts';
import { type AbiValue, encodeAbi, selectorOf, typesOf } from '../signing/abi.ts';
import type { TransactionPlan } from '../signing/transaction.ts';
import { ACCOUNT, CONTEXT, OTHER } from './fixtures.ts';
import { readTransaction } from './transaction.ts';

const TOKEN = '0x700b6A60ce7EaaEA56F065753d8dcB9653dbAD35';
const PERMIT2 = '0x000000000022D473030F116dDEE9F6B43aC78BA3';
const SOON = 1_795_305_600n;
const MAX = 2n ** 256n - 1n;
const R = `0x${'ab'.repeat(32)}`;

const written = (signature: string, args: readonly AbiValue[]): Hex =>
  `${selectorOf(signature)}${encodeAbi(typesOf(signature), args).slice(2)}`;
const read = (changes: Pick<TransactionPlan, 'data'> & Partial<TransactionPlan>) =>
  readTransaction(
    {
      ...{ chainId: 31337, from: ACCOUNT, to: TOKEN, value: '0', nonce: 7 },
      ...{ gasLimit: '50000', maxFeePerGas: '2000000000', maxPriorityFeePerGas: '1' },
      ...changes,
    },
    CONTEXT,
  );

describe('allowances in their other forms', () => {
  test('of what somebody else lets go', () => {
    const from = (owner: string) =>
      read({ data: written('transferFrom(address,address,uint256)', [owner, OTHER, 5_000_000n]) });
    expect(from(ACCOUNT)).toMatchObject({
      kind: 'move-funds',
      asset: 'gUSD',
      amount: '5',
      recipient: OTHER,
      notes: [],
    });
    expect(from(OTHER)).toMatchObject({ notes: [{ level: 'care', text: { id: 'note.othersTokens' } }] });
    const data = written('transferFrom(address,address,uint256)', [ACCOUNT, OTHER, 7n]);
    expect(read({ to: OTHER, data })).toMatchObject({ notes: [{ text: { id: 'note.maybeNft', params: { n: '7' } } }] });
  });

  test('on top of another', () => {
    const more = (amount: bigint) => read({ data: written('increaseAllowance(address,uint256)', [OTHER, amount]) });
    expect(more(5_000_000n)).toMatchObject({ scope: 'spend', headline: { id: 'headline.allowanceMore' } });
    expect(more(MAX)).toMatchObject({ unlimited: true });
    // More by nothing is not the end of it.
    expect(more(0n)).toMatchObject({ scope: 'spend' });
  });

  test('by the older name', () => {
    const data = written('increaseApproval(address,uint256)', [OTHER, 5_000_000n]);
    expect(read({ data })).toMatchObject({ scope: 'spend', headline: { id: 'headline.allowanceMore' } });
  });

  test('without limit is also one short of the largest number, but not the number of a thing', () => {
    const approve = (amount: bigint, to: Hex = TOKEN) =>
      read({ to, data: written('approve(address,uint256)', [OTHER, amount]) });
    for (const amount of [MAX, MAX - 1n, 2n ** 255n, 2n ** 160n - 1n, 2n ** 128n, 2n ** 96n - 1n])
      expect(approve(amount)).toMatchObject({ unlimited: true, headline: { id: 'headline.allowanceUnlimited' } });
    expect(approve(2n ** 96n)).not.toHaveProperty('unlimited');
    expect(approve(MAX - 1n, OTHER)).toMatchObject({ unlimited: true });
    expect(approve(BigInt(R), OTHER)).not.toHaveProperty('unlimited');
  });

  test('of all things', () => {
    const all = (on: boolean) => read({ to: OTHER, data: written('setApprovalForAll(address,bool)', [OTHER, on]) });
    expect(all(true)).toMatchObject({ kind: 'grant-authority', scope: 'spend', unlimited: true, grantee: OTHER });
    expect(all(false)).toMatchObject({ scope: 'nothing', can: [] });
  });

  test('of Permit2, at its own contract alone', () => {
    const signature = 'approve(address,address,uint160,uint48)';
    const permit2 = (amount: bigint, until: bigint, to: Hex = PERMIT2) =>
      read({ to, data: written(signature, [TOKEN, OTHER, amount, until]) });
    expect(permit2(5_000_000n, SOON)).toMatchObject({
      scope: 'spend',
      grantee: OTHER,
      until: Number(SOON),
      can: [{ params: { amount: '5 gUSD' } }],
    });
    expect(permit2(2n ** 160n - 1n, 2n ** 48n - 1n)).toMatchObject({ unlimited: true });
    expect(permit2(2n ** 160n - 1n, 2n ** 48n - 1n)).not.toHaveProperty('until');
    // 0 is the block of the call, not 1970.
    expect(permit2(1n, 0n)).not.toHaveProperty('until');
    expect(permit2(1n, 0n).rows).toContainEqual(
      expect.objectContaining({ label: 'row.until', value: { type: 'text', text: { id: 'value.inTransaction' } } }),
    );
    expect(permit2(1n, SOON, OTHER)).toMatchObject({ kind: 'unreadable', why: { id: 'why.unknownCall' } });
  });

  test('that a permit brings along', () => {
    const eip2612 = 'permit(address,address,uint256,uint256,uint8,bytes32,bytes32)';
    expect(read({ data: written(eip2612, [OTHER, OTHER, MAX, SOON, 27n, R, R]) })).toMatchObject({
      kind: 'grant-authority',
      grantee: OTHER,
      unlimited: true,
      notes: [{ level: 'care', text: { id: 'note.othersTokens' } }],
    });
    const dai = 'permit(address,address,uint256,uint256,bool,uint8,bytes32,bytes32)';
    const ofDai = (on: boolean) => read({ data: written(dai, [ACCOUNT, OTHER, 0n, 0n, on, 27n, R, R]) });
    expect(ofDai(true)).toMatchObject({ unlimited: true, notes: [] });
    expect(ofDai(true).rows).toContainEqual(
      expect.objectContaining({ label: 'row.permitUntil', value: { type: 'text', text: { id: 'value.noEnd' } } }),
    );
    expect(ofDai(false)).toMatchObject({ scope: 'nothing' });
    const single = 'permit(address,((address,uint160,uint48,uint48),address,uint256),bytes)';
    const args = [ACCOUNT, [[TOKEN, 5_000_000n, SOON, 1n], OTHER, SOON], '0x12'];
    expect(read({ to: PERMIT2, data: written(single, args) })).toMatchObject({ grantee: OTHER, until: Number(SOON) });
  });
});
