/** Personal messages, read: a sign-in, a key in disguise, a hash, or words. @module */
import type { PersonalMessage } from '../signing/personal.ts';
import { isMalformed, type Malformed, type Siwe } from '../signing/siwe.ts';
import { visible } from '../signing/visible.ts';
import { address, type Card, exact, row, time, unreadable, words } from './adapter.ts';
import { keyInText } from './keys.ts';
import type { Reading } from './reading.ts';

const signInCard = (siwe: Siwe): Card => ({
  kind: 'grant-authority',
  headline: { id: 'headline.signIn', params: { domain: siwe.domain } },
  rows: [
    row('row.site', exact(siwe.domain)),
    row('row.account', address(siwe.address)),
    row('row.address', exact(siwe.uri)),
    row('row.chainId', exact(String(siwe.chainId))),
    ...(siwe.statement === undefined ? [] : [row('row.statement', exact(siwe.statement))]),
    row('row.until', siwe.expiresAt === undefined ? words('value.noEnd') : time(BigInt(siwe.expiresAt))),
    ...siwe.resources.map((resource) => row('row.resource', exact(visible(resource)))),
  ],
  notes: [],
  grantee: siwe.domain,
  scope: siwe.resources.some((resource) => resource.startsWith('urn:recap:')) ? 'everything' : 'login',
  can: [{ id: 'can.signIn', params: { domain: siwe.domain } }],
  cannot: [{ id: 'cannot.moveOrTrade' }],
  ...(siwe.expiresAt === undefined ? {} : { until: siwe.expiresAt }),
});

const cardOf = (message: PersonalMessage, siwe: Siwe | Malformed | null): Card => {
  if (message.hashOnly) return unreadable({ id: 'why.hash' }, [], true);
  if (message.text === null) return unreadable({ id: 'why.bytes' });
  const key = keyInText(message.text);
  if (key) return key;
  if (!siwe) return unreadable({ id: 'why.message' });
  return isMalformed(siwe) ? unreadable({ id: 'why.signInForm' }) : signInCard(siwe);
};

export const readPersonal = (message: PersonalMessage, siwe: Siwe | Malformed | null): Reading => ({
  ...cardOf(message, siwe),
  fields: [{ path: 'message', type: message.text === null ? 'bytes' : 'string', value: message.shown }],
});
