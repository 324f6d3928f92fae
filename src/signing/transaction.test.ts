import { Signature, Transaction } from 'ethers';
import fc from 'fast-check';
import { keccak256, serializeTransaction } from 'viem';
import { describe, expect, test } from 'vitest';
import { checksum } from './address.ts';
import { RequestError } from './request-error.ts';
import {
  encodeSigned,
  readTransactionParams,
  type TransactionPlan,
  transactionDigest,
  transactionHash,
  unsignedBytes,
} from './transaction.ts';

const FROM = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const hex = (bytes: Uint8Array): `0x${string}` => `0x${Buffer.from(bytes).toString('hex')}`;
const read = (transaction: unknown) => readTransactionParams(JSON.stringify([transaction]));

const wei = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });
const word = fc
  .bigInt({ min: 1n, max: 2n ** 255n })
  .map((value) => `0x${value.toString(16).padStart(64, '0')}` as const);
const plans: fc.Arbitrary<TransactionPlan> = fc
  .record({
    chainId: fc.integer({ min: 1, max: 2 ** 50 }),
    from: fc.constant<TransactionPlan['from']>(FROM),
    to: fc.option(fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => checksum(hex(bytes)))),
    value: wei.map(String),
    data: fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.uint8Array({ minLength: 250, maxLength: 300 })).map(hex),
    nonce: fc.nat(),
    gasLimit: fc.bigInt({ min: 0n, max: 2n ** 60n }).map(String),
    fees: fc.tuple(fc.bigInt({ min: 0n, max: 2n ** 100n }), fc.bigInt({ min: 0n, max: 2n ** 100n })),
  })
  .map(({ fees: [tip, rest], ...plan }) => ({
    ...plan,
    maxPriorityFeePerGas: String(tip),
    maxFeePerGas: String(tip + rest),
  }));

const forViem = (plan: TransactionPlan) => ({
  type: 'eip1559' as const,
  chainId: plan.chainId,
  nonce: plan.nonce,
  to: plan.to,
  value: BigInt(plan.value),
  data: plan.data,
  gas: BigInt(plan.gasLimit),
  maxFeePerGas: BigInt(plan.maxFeePerGas),
  maxPriorityFeePerGas: BigInt(plan.maxPriorityFeePerGas),
});

test('the bytes are those of viem and ethers, unsigned and signed', () => {
  fc.assert(
    fc.property(plans, word, word, fc.constantFrom(0 as const, 1 as const), (plan, r, s, yParity) => {
      const unsigned = hex(unsignedBytes(plan));
      expect(unsigned).toBe(serializeTransaction(forViem(plan)));
      expect(transactionDigest(plan)).toBe(keccak256(unsigned));
      const ethers = Transaction.from(unsigned);
      expect(ethers.unsignedHash).toBe(transactionDigest(plan));
      const signed = encodeSigned(plan, { r, s, yParity });
      expect(signed).toBe(serializeTransaction(forViem(plan), { r, s, yParity }));
      expect(transactionHash(signed)).toBe(keccak256(signed));
    }),
    { numRuns: 300 },
  );
});

test('ethers recovers the fields of a signed transaction', () => {
  const plan: TransactionPlan = {
    chainId: 31337,
    from: FROM,
    to: null,
    value: '0',
    data: '0x00',
    nonce: 0,
    gasLimit: '21000',
    maxFeePerGas: '2',
    maxPriorityFeePerGas: '1',
  };
  const signature = { r: `0x${'11'.repeat(32)}`, s: `0x${'22'.repeat(32)}`, yParity: 1 } as const;
  const signed = Transaction.from(encodeSigned(plan, signature));
  expect(signed.hash).toBe(transactionHash(encodeSigned(plan, signature)));
  expect([signed.nonce, signed.value, signed.to, signed.gasLimit]).toEqual([0, 0n, null, 21000n]);
  expect(signed.signature?.serialized).toBe(Signature.from(signature).serialized);
});

describe('eth_sendTransaction', () => {
  test('reads what is there and leaves out what is not', () => {
    expect(read({ from: FROM.toLowerCase() })).toEqual({ from: FROM, to: null, value: '0', data: '0x' });
    expect(
      read({
        from: FROM,
        to: FROM,
        value: '0xde0b6b3a7640000',
        data: '0xAB',
        input: '0xab',
        gas: '0x5208',
        nonce: '0x0',
        chainId: '0x7a69',
        type: '0x2',
        maxFeePerGas: '0x2',
        maxPriorityFeePerGas: '0x1',
        accessList: [],
      }),
    ).toEqual({
      from: FROM,
      to: FROM,
      value: '1000000000000000000',
      data: '0xab',
      gasLimit: '21000',
      nonce: 0,
      chainId: 31337,
      maxFeePerGas: '2',
      maxPriorityFeePerGas: '1',
    });
    expect(read({ from: FROM, to: '', chainId: 1, gasPrice: '0x1', gasLimit: '0x1', nonce: null })).toMatchObject({
      to: null,
      chainId: 1,
      gasPrice: '1',
      gasLimit: '1',
    });
  });

  test.each([
    [{}, 'request.address'],
    [[], 'request.transaction'],
    [{ from: '0x1' }, 'request.address'],
    [{ from: FROM, to: '0x12' }, 'request.address'],
    [{ from: FROM, to: 1 }, 'request.address'],
    [{ from: FROM, value: '1' }, 'request.quantity'],
    [{ from: FROM, value: 1 }, 'request.quantity'],
    [{ from: FROM, value: '0x' }, 'request.quantity'],
    [{ from: FROM, value: `0x1${'0'.repeat(64)}` }, 'request.quantity'],
    [{ from: FROM, value: '-0x1' }, 'request.quantity'],
    [{ from: FROM, nonce: '0x20000000000000' }, 'request.quantity'],
    [{ from: FROM, nonce: 1.5 }, 'request.quantity'],
    [{ from: FROM, chainId: -1 }, 'request.quantity'],
    [{ from: FROM, data: '0xa' }, 'request.bytes'],
    [{ from: FROM, data: 'a' }, 'request.bytes'],
    [{ from: FROM, data: '0xaa', input: '0xbb' }, 'request.dataTwice'],
    [{ from: FROM, type: '0x3' }, 'request.transactionType'],
    [{ from: FROM, type: '0x1' }, 'request.transactionType'],
    [{ from: FROM, accessList: [{ address: FROM, storageKeys: [] }] }, 'request.transactionKey'],
    [{ from: FROM, authorizationList: [] }, 'request.transactionKey'],
    [{ from: FROM, vaule: '0x1' }, 'request.transactionKey'],
  ])('refuses %j', (transaction, id) => {
    expect(() => read(transaction)).toThrow(RequestError);
    try {
      read(transaction);
    } catch (error) {
      expect((error as RequestError).text.id).toBe(id);
    }
  });

  test('any JSON gives a transaction or the one error', () => {
    const keys = fc.constantFrom('from', 'to', 'value', 'data', 'gas', 'nonce', 'type', 'x');
    const values = fc.oneof(fc.jsonValue(), fc.constantFrom(FROM, '0x', '0x1', '0x0g'));
    fc.assert(
      fc.property(fc.dictionary(keys, values), (transaction) => {
        try {
          expect(read(transaction).from).toBe(FROM);
        } catch (error) {
          expect(error).toBeInstanceOf(RequestError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
