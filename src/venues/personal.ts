/** Personal messages, read: a sign-in, a key in disguise, a hash, or words. @module */
import type { PersonalMessage } from '../signing/personal.ts';
import { isMalformed, type Malformed, type Siwe } from '../signing/siwe.ts';
import { visible } from '../signing/visible.ts';
import { address, type Card, exact, NotReadable, row, time, unreadable, words } from './adapter.ts';
import { keyInText } from './keys.ts';
import type { Reading, ReadingContext } from './reading.ts';
import { adapters } from './registry.ts';

/** ERC-5573: resources that hand out capabilities. The name of a URN and of its namespace have no case. */
const grantsMore = ({ resources }: Siwe): boolean => resources.some((resource) => /^urn:recap:/i.test(resource));

const signInCard = (siwe: Siwe): Card => ({
  kind: 'grant-authority',
  headline: { id: 'headline.signIn', params: { domain: siwe.domain } },
  rows: [
    row('row.site', exact(siwe.domain)),
    row('row.account', address(siwe.address)),
    row('row.address', exact(siwe.uri)),
    row('row.chainId', exact(String(siwe.chainId))),
    ...(siwe.statement === undefined ? [] : [row('row.statement', exact(siwe.statement))]),
    ...(siwe.notBefore === undefined ? [] : [row('row.from', time(BigInt(siwe.notBefore)))]),
    row('row.until', siwe.expiresAt === undefined ? words('value.noEnd') : time(BigInt(siwe.expiresAt))),
    ...siwe.resources.map((resource) => row('row.resource', exact(visible(resource)))),
  ],
  notes: [],
  grantee: siwe.domain,
  scope: grantsMore(siwe) ? 'everything' : 'login',
  can: [
    { id: 'can.signIn', params: { domain: siwe.domain } },
    ...(grantsMore(siwe) ? [{ id: 'can.capabilities' } as const] : []),
  ],
  cannot: grantsMore(siwe) ? [] : [{ id: 'cannot.moveOrTrade' }],
  ...(siwe.expiresAt === undefined ? {} : { until: siwe.expiresAt }),
});

/** The first venue that knows the message; what it cannot explain is shown unread. */
const fromVenue = (text: string, context: ReadingContext): Card | null => {
  try {
    for (const { readText } of adapters) {
      const card = readText?.(text, context);
      if (card) return card;
    }
    return null;
  } catch (cause) {
    if (cause instanceof NotReadable) return unreadable(cause.why);
    throw cause;
  }
};

const cardOf = (message: PersonalMessage, siwe: Siwe | Malformed | null, context: ReadingContext): Card => {
  if (message.hashOnly) return unreadable({ id: 'why.hash' }, [], true);
  if (message.text === null) return unreadable({ id: 'why.bytes' });
  const known = keyInText(message.text, context) ?? fromVenue(message.text, context);
  if (known) return known;
  if (!siwe) return unreadable({ id: 'why.message' });
  return isMalformed(siwe) ? unreadable({ id: 'why.signInForm' }) : signInCard(siwe);
};

export const readPersonal = (
  message: PersonalMessage,
  siwe: Siwe | Malformed | null,
  context: ReadingContext,
): Reading => {
  const { also: _, ...card } = cardOf(message, siwe, context);
  return {
    ...card,
    fields: [{ path: 'message', type: message.text === null ? 'bytes' : 'string', value: message.shown }],
  };
};
