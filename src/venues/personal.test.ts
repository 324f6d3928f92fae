import { describe, expect, test } from 'vitest';
import { readPersonalMessage } from '../signing/personal.ts';
import { parseSiwe } from '../signing/siwe.ts';
import { CONTEXT } from './fixtures.ts';
import { readPersonal } from './personal.ts';

const read = (text: string) =>
  readPersonal(readPersonalMessage(new TextEncoder().encode(text)), parseSiwe(text), CONTEXT);
const SIGN_IN =
  'app.example wants you to sign in with your Ethereum account:\n0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266\n\nHello\n\nURI: https://app.example\nVersion: 1\nChain ID: 1\nNonce: abcdefgh\nIssued At: 2026-11-21T00:00:00Z';

test('a sign-in says where, and that it does nothing else', () => {
  expect(read(SIGN_IN)).toMatchObject({
    kind: 'grant-authority',
    scope: 'login',
    grantee: 'app.example',
    can: [{ id: 'can.signIn', params: { domain: 'app.example' } }],
    cannot: [{ id: 'cannot.moveOrTrade' }],
  });
  expect(read(`${SIGN_IN}\nExpiration Time: 2026-11-22T00:00:00Z`)).toMatchObject({ until: 1795305600 });
});

test.each(['urn:recap:eyJhdHQiOnt9fQ', 'URN:ReCap:eyJhdHQiOnt9fQ'])(
  'one that hands out capabilities does more (ERC-5573): %s',
  (resource) => {
    expect(read(`${SIGN_IN}\nResources:\n- https://a.example\n- ${resource}`)).toMatchObject({
      scope: 'everything',
      rows: expect.arrayContaining([expect.objectContaining({ label: 'row.resource' })]),
      can: [{ id: 'can.signIn' }, { id: 'can.capabilities' }],
      cannot: [],
    });
  },
);

test('one that is to be valid later says from when', () => {
  expect(read(`${SIGN_IN}\nNot Before: 2026-11-22T00:00:00Z`).rows).toContainEqual(
    expect.objectContaining({ label: 'row.from', value: { type: 'time', at: 1795305600 } }),
  );
});

test('one without the form is unread', () => {
  expect(read(`${SIGN_IN}\n`)).toMatchObject({ kind: 'unreadable', why: { id: 'why.signInForm' } });
});

describe('texts whose signature is a key', () => {
  test.each([
    ['https://app.gmx.io', 'own'],
    ['https://gmx.example', 'foreign'],
  ])('at %s: %s', (origin, site) => {
    const text = 'Generate a GMX 1CT (One-Click Trading) session. Only sign this message on a trusted website.';
    const message = readPersonalMessage(new TextEncoder().encode(text));
    expect(readPersonal(message, null, { ...CONTEXT, origin })).toMatchObject({ site });
  });

  test.each([
    ['ApeX', 'name: ApeX\nversion: 1.0\nenvId: 1\naction: L2 Key\nonlySignOn: https://pro.apex.exchange'],
    ['ApeX Omni', 'ApeX Omni Mainnet\nAction: ApeX Omni Onboarding'],
    ['GMX', 'Generate a GMX 1CT (One-Click Trading) session. Only sign this message on a trusted website.'],
    ['dYdX', '{\n  "name": "dYdX",\n  "action": "dYdX Onboarding"\n}'],
  ])('%s', (venue, text) => {
    expect(read(text)).toMatchObject({ kind: 'key-derivation', venue: { name: venue } });
  });
});

test('words are shown whole, bytes as bytes, a hash as a hash', () => {
  const text = 'Register an account\n\npubkey: 0xab\u202e';
  expect(read(text)).toMatchObject({
    kind: 'unreadable',
    hashOnly: false,
    why: { id: 'why.message' },
    fields: [{ path: 'message', type: 'string', value: 'Register an account\n\npubkey: 0xab⟨U+202E⟩' }],
  });
  const bytes = readPersonal(readPersonalMessage(Uint8Array.of(0xff, 0)), null, CONTEXT);
  expect(bytes).toMatchObject({ why: { id: 'why.bytes' }, fields: [{ type: 'bytes', value: '0xff00' }] });
  expect(readPersonal(readPersonalMessage(new Uint8Array(32)), null, CONTEXT)).toMatchObject({ hashOnly: true });
});
