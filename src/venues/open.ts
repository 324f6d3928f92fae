/**
 * What a venue's hash is made of, handed over by the caller, made into the typed data that the venue checks and into the card
 * that a person reads. The caller never hands over the hash.
 * @module
 */
import type { AgentName } from '../keyring/agent.ts';
import { reading as catalogue } from '../lib/text/reading.en.ts';
import { fill, type Text } from '../lib/text.ts';
import { type Address, AddressError, parseAddress, sameAddress } from '../signing/address.ts';
import { isObject, type Json, type JsonObject, parseJson, parseParams } from '../signing/json.ts';
import { RequestError } from '../signing/request-error.ts';
import { parseTypedData, type TypedData } from '../signing/typed-data.ts';
import { checkReadable, visible } from '../signing/visible.ts';
import { type Card, NotReadable, notShown } from './adapter.ts';
import { keyIn } from './orderly/key.ts';
import type { Field, Reading, ReadingContext } from './reading.ts';
import { adapters } from './registry.ts';

const MOST_FIELDS = 2048;
/** Who is asked and for what venue; the rest is the pre-image. */
const ADDRESSED = ['venue', 'account', 'agent'];

const OPENING = adapters.filter(({ open, openText }) => open ?? openText);
/** The ids of the venues whose orders can be made here. */
export const VENUES = OPENING.map(({ id }) => id).join(', ');

const adapterFor = (venue: Json | undefined): (typeof OPENING)[number] => {
  const found = OPENING.find((adapter) => adapter.id === venue);
  if (!found) throw new RequestError('request.venue', { venues: VENUES });
  return found;
};

const accountIn = (json: Json | undefined): Address => {
  try {
    return parseAddress(typeof json === 'string' ? json : '');
  } catch (cause) {
    if (!(cause instanceof AddressError)) throw cause;
    throw new RequestError('request.address', { path: 'account' });
  }
};

/** An ed25519 key is lower-case hexadecimal, an address has its check. */
const agentIn = (json: Json): AgentName => {
  const text = typeof json === 'string' ? json : '';
  const key = /^0x[\da-fA-F]{64}$/.test(text) ? (text.toLowerCase() as AgentName) : keyIn(text);
  if (key) return key;
  try {
    return parseAddress(text);
  } catch (cause) {
    if (!(cause instanceof AddressError)) throw cause;
    throw new RequestError('request.agent');
  }
};

/** The curve of a key by its name: 20 bytes or 32. */
const signsText = (agent: AgentName | undefined): boolean => agent?.length === 66;

const sentence = ({ id, params }: Text): string => fill((catalogue as Record<string, string>)[id] ?? id, params);

const opened = <T>(
  open: (preimage: JsonObject, context: ReadingContext) => T,
  given: JsonObject,
  context: ReadingContext,
): T => {
  if (given.has('account') && !sameAddress(accountIn(given.get('account')), context.account))
    throw new RequestError('request.preimageAccount');
  try {
    return open(new Map([...given].filter(([key]) => !ADDRESSED.includes(key))), context);
  } catch (cause) {
    if (cause instanceof NotReadable) throw new RequestError('request.venueUnread', { why: sentence(cause.why) });
    throw cause;
  }
};

const readingOf = ({ also, ...card }: Card, fields: readonly Field[], more: readonly Field[]): Reading => {
  if (fields.length > MOST_FIELDS) throw new RequestError('request.manyFields', { most: String(MOST_FIELDS) });
  checkReadable(fields.map(({ path, value }) => visible(path) + value));
  return { ...card, fields: [...fields, ...more], ...notShown([...fields, ...more], also) };
};

/**
 * `{venue, account?, agent?, ...preimage}`; an adapter's `open` gets it without the first three.
 * @throws {RequestError}
 */
export const openPreimage = (given: JsonObject, context: ReadingContext): { data: TypedData; reading: Reading } => {
  const { id, open } = adapterFor(given.get('venue'));
  if (given.has('agent') && context.agent === undefined) throw new RequestError('request.agentHere');
  if (!open) throw new RequestError(context.agent ? 'request.agent' : 'request.agentNeeded', { venue: id });
  const { typedData, card, fields } = opened(open, given, context);
  const data = parseTypedData(parseJson(JSON.stringify(typedData)));
  return { data, reading: readingOf(card, fields, [...data.domainFields, ...data.fields]) };
};

/**
 * The same for text, which an ed25519 key signs; null where the agent of the context is none.
 * @throws {RequestError}
 */
export const openText = (given: JsonObject, context: ReadingContext): { message: string; reading: Reading } | null => {
  if (!signsText(context.agent)) return null;
  const { openText: open } = adapterFor(given.get('venue'));
  if (!open) throw new RequestError('request.agent');
  const { message, card, fields } = opened(open, given, context);
  return { message, reading: readingOf(card, fields, []) };
};

/**
 * The params of `wallet_signVenueOrder` as they arrived: `[{venue, account, agent?, ...preimage}]`. `agent`: a key of the
 * wallet's own that is to sign instead of the account.
 * @throws {RequestError}
 */
export const readVenueOrderParams = (
  paramsText: string,
): { account: Address; agent?: AgentName; preimage: JsonObject } => {
  const [preimage] = parseParams(paramsText, 1, 1);
  if (!isObject(preimage)) throw new RequestError('request.venueOrder');
  const agent = preimage.get('agent');
  return {
    account: accountIn(preimage.get('account')),
    ...(agent === undefined ? {} : { agent: agentIn(agent) }),
    preimage,
  };
};
