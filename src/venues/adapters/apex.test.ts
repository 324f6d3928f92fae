import { expect, test } from 'vitest';
import { CONTEXT, dataOf } from '../fixtures.ts';
import { readTypedData } from '../typed-data.ts';

const read = (action: string, onlySignOn = 'https://pro.apex.exchange') =>
  readTypedData(
    dataOf({ name: 'ApeX', version: '1.0', chainId: 1 }, 'ApeX(string action,string onlySignOn,string nonce)', {
      action,
      onlySignOn,
      nonce: '1188491033265307648',
    }),
    CONTEXT,
  );

test('an onboarding registers, a key is a key, and anything else is unread', () => {
  expect(read('ApeX Onboarding')).toMatchObject({
    kind: 'grant-authority',
    scope: 'login',
    grantee: 'https://pro.apex.exchange',
    notShown: [{ path: 'message.nonce' }],
  });
  expect(read('L2 Key')).toMatchObject({ kind: 'key-derivation', venue: { id: 'apex' }, site: 'foreign' });
  expect(read('ApeX Withdrawal')).toMatchObject({ kind: 'unreadable', why: { id: 'why.value' } });
  expect(read('ApeX Onboarding', 'a\u202eb')).toMatchObject({ grantee: 'a⟨U+202E⟩b' });
});
