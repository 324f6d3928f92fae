/**
 * What a venue's hash is made of, handed over by the caller, made into the typed data that the venue checks and into the card
 * that a person reads. The caller never hands over the hash.
 * @module
 */
import { reading as catalogue } from '../lib/text/reading.en.ts';
import { fill, type Text } from '../lib/text.ts';
import { type Address, AddressError, parseAddress, sameAddress } from '../signing/address.ts';
import { isObject, type Json, type JsonObject, parseJson, parseParams } from '../signing/json.ts';
import { RequestError } from '../signing/request-error.ts';
import { parseTypedData, type TypedData } from '../signing/typed-data.ts';
import { checkReadable, visible } from '../signing/visible.ts';
import { type Adapter, NotReadable, notShown, type Opened } from './adapter.ts';
import type { Reading, ReadingContext } from './reading.ts';
import { adapters } from './registry.ts';

const MOST_FIELDS = 2048;
/** Who is asked and for what venue; the rest is the pre-image. */
const ADDRESSED = ['venue', 'account'];

const OPENING = adapters.filter((adapter) => adapter.open);
/** The ids of the venues whose hashes can be made here. */
export const VENUES = OPENING.map(({ id }) => id).join(', ');

const opener = (venue: Json | undefined): NonNullable<Adapter['open']> => {
  const found = OPENING.find((adapter) => adapter.id === venue)?.open;
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

const sentence = ({ id, params }: Text): string => fill((catalogue as Record<string, string>)[id] ?? id, params);

const opened = (open: NonNullable<Adapter['open']>, rest: JsonObject, context: ReadingContext): Opened => {
  try {
    return open(rest, context);
  } catch (cause) {
    if (cause instanceof NotReadable) throw new RequestError('request.venueUnread', { why: sentence(cause.why) });
    throw cause;
  }
};

/**
 * `{venue, account?, ...preimage}`; an adapter's `open` gets it without the first two.
 * @throws {RequestError}
 */
export const openPreimage = (given: JsonObject, context: ReadingContext): { data: TypedData; reading: Reading } => {
  const open = opener(given.get('venue'));
  if (given.has('account') && !sameAddress(accountIn(given.get('account')), context.account))
    throw new RequestError('request.preimageAccount');
  const rest = new Map([...given].filter(([key]) => !ADDRESSED.includes(key)));
  const { typedData, card, fields } = opened(open, rest, context);
  const data = parseTypedData(parseJson(JSON.stringify(typedData)));
  if (fields.length > MOST_FIELDS) throw new RequestError('request.manyFields', { most: String(MOST_FIELDS) });
  checkReadable(fields.map(({ path, value }) => visible(path) + value));
  const { also, ...shown } = card;
  return {
    data,
    reading: { ...shown, fields: [...fields, ...data.domainFields, ...data.fields], ...notShown(fields, also) },
  };
};

/** The params of `wallet_signVenueOrder` as they arrived: `[{venue, account, ...preimage}]`. @throws {RequestError} */
export const readVenueOrderParams = (paramsText: string): { account: Address; preimage: JsonObject } => {
  const [preimage] = parseParams(paramsText, 1, 1);
  if (!isObject(preimage)) throw new RequestError('request.venueOrder');
  return { account: accountIn(preimage.get('account')), preimage };
};
