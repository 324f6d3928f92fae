import fc from 'fast-check';
import { createSiweMessage } from 'viem/siwe';
import { describe, expect, test } from 'vitest';
import { hostOf, isMalformed, parseSiwe } from './siwe.ts';

const ADDRESS = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2';
const HEAD = `service.org wants you to sign in with your Ethereum account:\n${ADDRESS}\n\n`;
const REST =
  'URI: https://service.org/login\nVersion: 1\nChain ID: 1\nNonce: 32891757\nIssued At: 2021-09-30T16:25:24.000Z';
const FULL = `${HEAD}I accept: https://service.org/tos\n\n${REST}\nExpiration Time: 2021-10-30T16:25:24Z\nNot Before: 2021-09-30T16:25:24+02:00\nRequest ID: a-1\nResources:\n- ipfs://Qme7\n- https://example.com/x`;

test('reads every field', () => {
  expect(parseSiwe(FULL)).toEqual({
    domain: 'service.org',
    address: ADDRESS,
    statement: 'I accept: https://service.org/tos',
    uri: 'https://service.org/login',
    chainId: 1,
    nonce: '32891757',
    issuedAt: 1633019124,
    expiresAt: 1635611124,
    notBefore: 1633011924,
    requestId: 'a-1',
    resources: ['ipfs://Qme7', 'https://example.com/x'],
  });
  expect(parseSiwe(`${HEAD}\n${REST}`)).toMatchObject({ domain: 'service.org', resources: [] });
  expect(parseSiwe(`https://${HEAD}\n${REST}\nResources:`)).toMatchObject({ scheme: 'https', resources: [] });
  for (const domain of ['127.0.0.1', 'localhost:8080', '[::cafe]', '[::1]:80'])
    expect(parseSiwe(`${HEAD.replace('service.org', domain)}\n${REST}`)).toMatchObject({ domain });
});

test('reads what viem writes', () => {
  const date = fc.date({ min: new Date('1970-01-02'), max: new Date('9990-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(
      fc.webAuthority(),
      date,
      fc.integer({ min: 1, max: 2 ** 40 }),
      fc.option(fc.stringMatching(/^[\w .,-]{1,30}$/), { nil: undefined }),
      (domain, issuedAt, chainId, statement) => {
        fc.pre(!domain.includes('@') && URL.canParse(`https://${domain}`) && !/^\[/.test(domain));
        const message = createSiweMessage({
          address: ADDRESS,
          chainId,
          domain,
          nonce: 'abcdefgh1',
          uri: `https://${domain}/x`,
          version: '1',
          issuedAt,
          ...(statement ? { statement } : {}),
        });
        expect(parseSiwe(message)).toMatchObject({
          domain,
          chainId,
          issuedAt: Math.floor(issuedAt.getTime() / 1000),
          ...(statement ? { statement } : {}),
        });
      },
    ),
  );
});

describe('what asks to sign in without the form', () => {
  test.each([
    ['a line too much', FULL.replace('Version', '\nVersion')],
    ['a second domain', FULL.replace('service.org wants', 'service.org@evil.example wants')],
    ['another version', FULL.replace('Version: 1', 'Version: 2')],
    ['a short nonce', FULL.replace('32891757', '1234567')],
    ['no date', FULL.replace('2021-09-30T16:25:24.000Z', 'yesterday')],
    ['an impossible date', FULL.replace('2021-09-30T16:25:24.000Z', '2021-13-30T16:25:24.000Z')],
    ['fields out of order', FULL.replace('Chain ID: 1\nNonce: 32891757', 'Nonce: 32891757\nChain ID: 1')],
    ['an address with a wrong check', FULL.replace('C02aaA', 'c02aaA')],
    ['hidden characters', FULL.replace('I accept', 'I\u202eaccept')],
    ['white space at the end', `${FULL}\n`],
    ['something before it', `\n${FULL}`],
    ['Windows line ends', FULL.replaceAll('\n', '\r\n')],
    ['other capitals', FULL.replace('Ethereum account', 'ethereum account')],
    ['other spaces', FULL.replace('wants you', 'wants\u00a0you')],
  ])('%s', (_, text) => {
    expect(parseSiwe(text)).toMatchObject({ malformed: true });
  });
});

test('the domain of a first line is known, of anything else not', () => {
  expect(parseSiwe(`${FULL}\n`)).toEqual({ malformed: true, claim: 'service.org' });
  expect(parseSiwe(`https://${FULL}\n`)).toEqual({ malformed: true, claim: 'service.org' });
  for (const text of [`\n${FULL}`, ` ${FULL}`, FULL.replace('wants you', 'wants  you')])
    expect(parseSiwe(text)).toEqual({ malformed: true, claim: '' });
});

test('another text is no sign-in', () => {
  for (const text of ['', 'hello', 'You are signing into Astherus 123456']) expect(parseSiwe(text)).toBeNull();
});

test('damaging a message never throws, and never changes what it says without being seen', () => {
  fc.assert(
    fc.property(fc.nat(FULL.length), fc.nat(4), fc.string({ maxLength: 3 }), (at, cut, put) => {
      const text = FULL.slice(0, at) + put + FULL.slice(at + cut);
      const found = parseSiwe(text);
      if (found && !isMalformed(found))
        expect(text.startsWith(`${found.scheme ? `${found.scheme}://` : ''}${found.domain} wants`)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('a host is one that cannot be mistaken', () => {
  expect(hostOf('https://a.example:8443/x')).toBe('a.example:8443');
  for (const uri of ['https://a.example@evil.example', 'did:key:z6', 'ipfs', 'https://'])
    expect(hostOf(uri)).toBeNull();
});
