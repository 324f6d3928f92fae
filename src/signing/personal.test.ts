import fc from 'fast-check';
import { hashMessage } from 'viem';
import { expect, test } from 'vitest';
import { readPersonalParams } from './personal.ts';
import { RequestError } from './request-error.ts';

const ACCOUNT = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const OTHER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const read = (...params: unknown[]) => readPersonalParams(JSON.stringify(params));
const hex = (text: string) => `0x${Buffer.from(text).toString('hex')}`;

test('digests are those of viem, for text and for bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.uint8Array(), (text, bytes) => {
      fc.pre(!/^0x[\da-f]*$/i.test(text));
      expect(read(text, ACCOUNT).message.digest).toBe(hashMessage(text));
      expect(read(hex(text), ACCOUNT).message.digest).toBe(hashMessage(text));
      const raw = `0x${Buffer.from(bytes).toString('hex')}` as const;
      expect(read(raw, ACCOUNT).message.digest).toBe(hashMessage({ raw }));
    }),
  );
});

test('text is text however it is sent, and nothing in it is hidden', () => {
  for (const message of ['pay\u202e\nnow', hex('pay\u202e\nnow')])
    expect(read(message, ACCOUNT).message).toMatchObject({
      text: 'pay\u202e\nnow',
      shown: 'pay⟨U+202E⟩\nnow',
      hashOnly: false,
    });
  expect(read('0xff00', ACCOUNT).message).toMatchObject({ text: null, shown: '0xff00' });
  expect(read('0x', ACCOUNT).message).toMatchObject({ text: '', shown: '' });
  expect(read('0xyz', ACCOUNT).message.text).toBe('0xyz');
});

test.each([
  [`0x${'ab'.repeat(32)}`, true],
  [hex('ab'.repeat(32)), true],
  [hex(`0x${'ab'.repeat(32)}`), true],
  ['Sign in to Gannet, nonce 1234567', false],
  ['größte Sorgfalt beim Lesen, ja', false],
  [`0x${'ab'.repeat(31)}`, false],
  [`0x${'ab'.repeat(33)}`, false],
])('%s is only a hash: %s', (message, hashOnly) => {
  expect(read(message, ACCOUNT).message.hashOnly).toBe(hashOnly);
});

test('the account comes second, or first where only that makes sense', () => {
  expect(read('hello', ACCOUNT).account).toBe(ACCOUNT);
  expect(read(ACCOUNT.toLowerCase(), 'hello')).toMatchObject({ account: ACCOUNT, message: { text: 'hello' } });
  // Both could be accounts: the order of the specification counts.
  expect(read(OTHER, ACCOUNT).account).toBe(ACCOUNT);
  expect(read('hello', ACCOUNT, 'password').account).toBe(ACCOUNT);
});

test.each([
  [[]],
  [['hello']],
  [['hello', 'world']],
  [[1, ACCOUNT]],
  [['0xabc', ACCOUNT]],
  [['hello', ACCOUNT, 1, 2]],
  [[null, null]],
])('refuses %j', (params) => {
  expect(() => read(...params)).toThrow(RequestError);
});

test('any JSON gives a message or the one error', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.jsonValue(), fc.constant(ACCOUNT), fc.string()), { maxLength: 4 }), (params) => {
      try {
        expect(read(...params).message.digest).toHaveLength(66);
      } catch (error) {
        expect(error).toBeInstanceOf(RequestError);
      }
    }),
  );
});
