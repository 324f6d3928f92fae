import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refusalIn } from './answer.ts';

test('answers that say yes', () => {
  for (const yes of [
    { status: 'ok', response: { type: 'cancel', data: { statuses: ['success', 'success'] } } },
    { status: 'ok', response: { type: 'default' } },
    { status: 'success', data: { cancelled_orders: [] }, request_type: 'execute_cancel_product_orders' },
    { success: true, timestamp: 1, data: { status: 'CANCEL_ALL_SENT' } },
    { code: 200, msg: 'The operation of cancel all open order is done.' },
    { code: '200', msg: 'done' },
    { id: 1, result: { cancelled_orders: 3 } },
    { error: null, result: 'ok' },
    [],
    {},
    null,
    'ok',
  ])
    expect(refusalIn(yes)).toBeNull();
});

test('answers that say no, with what they say', () => {
  expect(refusalIn({ status: 'err', response: 'User or API Wallet 0x12 does not exist.' })).toBe(
    'User or API Wallet 0x12 does not exist.',
  );
  // one order of several that is still there
  expect(
    refusalIn({ status: 'ok', response: { data: { statuses: ['success', { error: 'Order was never placed' }] } } }),
  ).toBe('Order was never placed');
  expect(refusalIn({ success: false, code: -1000, message: 'unknown' })).toBe('unknown');
  expect(refusalIn({ status: 'failure', error: 'Invalid nonce', error_code: 2026 })).toBe('Invalid nonce');
  expect(refusalIn({ code: -2011, msg: 'Unknown order sent.' })).toBe('Unknown order sent.');
  expect(refusalIn({ jsonrpc: '2.0', error: { code: -32602, message: 'Invalid params' } })).toBe(
    '{"code":-32602,"message":"Invalid params"}',
  );
  expect(refusalIn({ error: 'x'.repeat(5000) })).toHaveLength(201);
  expect(refusalIn({ success: false })).toBe('{"success":false}');
});

test('whatever a venue answers, it is looked through and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (answer) => {
      const said = refusalIn(answer);
      expect(said === null || said.length <= 201).toBe(true);
      expect(refusalIn({ answer, error: 'no' })).toBe('no');
    }),
  );
});
