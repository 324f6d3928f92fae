import '../lib/harden.ts';
import { expect, it } from 'vitest';
import { random } from '../lib/bytes.ts';
import { mailboxOf } from '../lib/mailbox.ts';
import { relayClient } from './connection.ts';
import { GiftError, unwrap, wrap } from './gift.ts';

it('works with frozen intrinsics, as in the worker', async () => {
  expect(Object.isFrozen(Uint8Array.prototype)).toBe(true);
  const [from, key] = [random(32), random(32)];
  const event = wrap({ from, to: mailboxOf(key), content: 'x', expiresAt: 1e12, now: 1e12, random });
  expect(unwrap(JSON.parse(JSON.stringify(event)), key)).toMatchObject({ from: mailboxOf(from), content: 'x' });
  expect(() => unwrap({ ...event, kind: 1 }, key)).toThrow(GiftError);

  const client = relayClient({
    socket: () => {
      throw new SyntaxError('not an address');
    },
  });
  expect(await client.read('nonsense', key, 0)).toEqual({ events: [], complete: false, fault: 'unreachable' });
  expect(await client.publish('nonsense', key, [event])).toEqual([{ id: event.id, answer: 'none' }]);
});
