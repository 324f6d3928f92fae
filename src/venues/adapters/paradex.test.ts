import { describe, expect, test } from 'vitest';
import { readPersonalParams } from '../../signing/personal.ts';
import { ACCOUNT, CONTEXT, dataOf, OTHER } from '../fixtures.ts';
import { readPersonal } from '../personal.ts';
import { matchDomain } from '../registry.ts';
import { readTypedData } from '../typed-data.ts';
import { unseen } from '../unseen.ts';
import { vectorsOf } from '../vertex/asked.ts';

const CONSTANT = 'Constant(string action)';
const DOMAIN = { name: 'Paradex', version: '1', chainId: 1 };
const MESSAGE = { action: 'STARK Key' };
const OWN = { ...CONTEXT, origin: 'https://app.paradex.trade' };

const matched = (domain: Record<string, unknown>, type = CONSTANT, message: Record<string, unknown> = MESSAGE) => {
  const found = matchDomain(dataOf(domain, type, message));
  return found && [found.adapter.id, found.fit];
};
const read = (domain: Record<string, unknown>, type = CONSTANT, message: Record<string, unknown> = MESSAGE) =>
  readTypedData(dataOf(domain, type, message), OWN);

test('what Paradex makes its key from, to the byte', () => {
  // `tests/api/test_account.py` of tradeparadex/paradex-py 334a7f8: this digest gives the L2 key that it asserts
  const data = dataOf({ ...DOMAIN, chainId: 11155111 }, CONSTANT, MESSAGE);
  expect(data.digest).toBe('0xaf7a452df1d98575210fe5bd0c759c73bd5eb1d79671856b875569a2c2c1601f');
  expect(matchDomain(data)).toMatchObject({ fit: 'exact', adapter: { id: 'paradex' } });
  expect(read(DOMAIN)).toMatchObject({
    kind: 'key-derivation',
    site: 'own',
    venue: { id: 'paradex', name: 'Paradex' },
    headline: { id: 'headline.keyDerivation', params: { venue: 'Paradex' } },
    notes: [{ level: 'danger', text: { id: 'note.keyDerivation' } }],
  });
  expect(read(DOMAIN).rows.map(({ label, value }) => [label, value])).toEqual([
    ['row.venue', { type: 'exact', text: 'Paradex' }],
    ['row.keyAction', { type: 'exact', text: 'STARK Key' }],
  ]);
});

test('both of its networks are its own, whichever the site is on', () => {
  for (const chainId of [1, 11155111, '0x1']) expect(matched({ ...DOMAIN, chainId })).toEqual(['paradex', 'exact']);
  const found = matchDomain(dataOf(DOMAIN, CONSTANT, MESSAGE));
  // Rule R14 leaves it alone: the key is the same from every network.
  expect(found?.fit === 'exact' && found.rule.anyNetwork).toBe(true);
});

describe('a domain that nearly is the one', () => {
  test.each<[Record<string, unknown>, string]>([
    [{ ...DOMAIN, chainId: 10 }, 'changed'],
    [{ ...DOMAIN, version: '2' }, 'changed'],
    [{ name: 'Paradex', chainId: 1 }, 'changed'],
    [{ name: 'Paradex', version: '1' }, 'changed'],
    [{ ...DOMAIN, salt: `0x${'00'.repeat(32)}` }, 'changed'],
    [{ ...DOMAIN, name: 'paradex' }, 'look-alike'],
    [{ ...DOMAIN, name: 'Paradex ' }, 'look-alike'],
    [{ ...DOMAIN, name: 'Pаradex' }, 'look-alike'],
    [{ ...DOMAIN, verifyingContract: OTHER }, 'look-alike'],
  ])('%j is not it, and the signature is a key all the same', (domain, how) => {
    expect(matched(domain)).toEqual(['paradex', how]);
    expect(read(domain)).toMatchObject({ kind: 'key-derivation', venue: { id: 'paradex' } });
  });

  test('under a name of its own is nobody’s, and still a key', () => {
    for (const name of ['Gift', 'Constant', '']) {
      expect(matched({ ...DOMAIN, name })).toBeNull();
      expect(read({ ...DOMAIN, name })).toMatchObject({ kind: 'key-derivation', venue: { name: 'Paradex' } });
    }
  });
});

test('at any site but its own two it is a key for somebody else', () => {
  const data = dataOf(DOMAIN, CONSTANT, MESSAGE);
  const siteAt = (origin: string) => {
    const reading = readTypedData(data, { ...CONTEXT, origin });
    return reading.kind === 'key-derivation' && reading.site;
  };
  expect(['https://app.paradex.trade', 'https://app.testnet.paradex.trade'].map(siteAt)).toEqual(['own', 'own']);
  for (const origin of [
    'http://app.paradex.trade',
    'https://app.paradex.trade:8443',
    'https://app.paradex.trade.example',
    'https://paradex.trade',
    'https://evil.app.paradex.trade',
    'https://app.paradеx.trade',
  ])
    expect(siteAt(origin), origin).toBe('foreign');
});

test('words that hide what they are do not change what it is', () => {
  for (const action of ['', 'Accept the terms of service', 'STARK Key\u0000', 'x'.repeat(5000)])
    expect(read(DOMAIN, CONSTANT, { action })).toMatchObject({ kind: 'key-derivation' });
  // What turns the direction of the text is written out.
  const shown = read(DOMAIN, CONSTANT, { action: 'a\u202eb' }).rows.find(({ label }) => label === 'row.keyAction');
  expect(JSON.stringify(shown)).not.toContain('\u202e');
});

test('whatever else is asked for in its domain is shown unread', () => {
  for (const [type, message] of [
    ['Constant(string action,string note)', { ...MESSAGE, note: '' }],
    ['Constant(string[] action)', { action: ['STARK Key'] }],
    ['Order(string market,string side,string size,string price)', { market: 'BTC', side: '1', size: '1', price: '1' }],
  ] as const)
    expect(read(DOMAIN, type, message), type).toMatchObject({ kind: 'unreadable', why: { id: 'why.unknownType' } });
  expect(read(DOMAIN, 'Constant(bytes32 action)', { action: `0x${'12'.repeat(32)}` })).toMatchObject({
    kind: 'unreadable',
    hashOnly: true,
  });
});

test('a message of 32 bytes, as a hash of Starknet would come, is a hash', () => {
  const hash = '0x02c144d2f2d4fc61b6f8967f3ba0012a87d90140bcfe5a3e92e8df83258c960f';
  const { message } = readPersonalParams(JSON.stringify([hash, ACCOUNT]));
  expect(readPersonal(message, null, OWN)).toMatchObject({ kind: 'unreadable', hashOnly: true });
});

test('every leaf of the message is seen, and every vector is a key', () => {
  // Of the domain it is the rules that speak: what is not exactly Paradex's is R16's, above.
  expect(unseen(DOMAIN, CONSTANT, MESSAGE).filter((path) => !path.startsWith('domain'))).toEqual([]);
  for (const vector of vectorsOf('paradex'))
    expect([vector.id, matched(vector.domain ?? {}, CONSTANT, vector.message)]).toEqual([
      vector.id,
      ['paradex', 'exact'],
    ]);
});
