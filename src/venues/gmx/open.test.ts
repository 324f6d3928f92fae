import { describe, expect, test } from 'vitest';
import { isObject, parseJson } from '../../signing/json.ts';
import { RequestError } from '../../signing/request-error.ts';
import { parseTypedData } from '../../signing/typed-data.ts';
import { NotReadable } from '../adapter.ts';
import { adapter } from '../adapters/gmx.ts';
import { dataOf, OTHER } from '../fixtures.ts';
import { readTypedData } from '../typed-data.ts';
import { CREATE, context, DOMAIN, order, RELAYED } from './fixtures.ts';

describe('a hash', () => {
  const message = { ...RELAYED, ...order() };
  const data = dataOf(DOMAIN, CREATE, message);
  const json = (domain: Record<string, unknown> = DOMAIN, more: Record<string, unknown> = {}, extra = {}): string =>
    JSON.stringify({
      typedData: {
        domain,
        types: Object.fromEntries(data.types),
        primaryType: 'CreateOrder',
        message: { ...message, ...more },
        ...extra,
      },
    });
  const open = (text: string) => {
    const preimage = parseJson(text);
    if (!isObject(preimage) || !adapter.open) throw new Error('no pre-image');
    return adapter.open(preimage, context);
  };

  test('alone is a hash', () => {
    const minified = dataOf(DOMAIN, 'Minified(bytes32 digest)', { digest: data.digest });
    expect(readTypedData(minified, context)).toMatchObject({ kind: 'unreadable', hashOnly: true });
  });

  test('with its message is read, and made again from it', () => {
    const { typedData, card, fields } = open(json());
    const made = parseTypedData(parseJson(JSON.stringify(typedData)));
    expect(made.digest).toBe(dataOf(DOMAIN, 'Minified(bytes32 digest)', { digest: data.digest }).digest);
    expect(card).toMatchObject({ kind: 'order', orders: [{ notional: '50000' }] });
    expect(fields).toEqual(data.fields);
  });

  test('of another message has another digest', () => {
    const { typedData } = open(json(DOMAIN, { isLong: false }));
    expect(typedData.message).not.toEqual({ digest: data.digest });
  });

  test.each([
    ['for another contract', json({ ...DOMAIN, verifyingContract: OTHER })],
    ['for another network', json({ ...DOMAIN, chainId: 1 })],
    ['of another version', json({ ...DOMAIN, version: '2' })],
    ['with more than is hashed', json(DOMAIN, { note: 'close' })],
    ['with more beside it', `{"action":{},${json().slice(1)}`],
    [
      'of a type that is not its own',
      json(DOMAIN, {}, { primaryType: 'CreateOrderNumbers', message: order().numbers }),
    ],
    ['for another account', json(DOMAIN, { account: OTHER })],
  ])('%s is refused', (_, text) => {
    expect(() => open(text)).toThrow(NotReadable);
  });

  test('without a message is a wrong request', () => {
    for (const text of ['{}', '{"typedData":1}', '{"typedData":{"types":{}}}'])
      expect(() => open(text)).toThrow(RequestError);
  });
});
