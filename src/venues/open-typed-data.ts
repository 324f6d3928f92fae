/**
 * Typed data handed over as a pre-image: a key of the wallet's own signs no digest, so it gets the message itself, and one
 * that a reader of this very venue reads.
 * @module
 */
import { isList, isNumber, isObject, type Json, type JsonObject } from '../signing/json.ts';
import { parseTypedData } from '../signing/typed-data.ts';
import { visibleStart } from '../signing/visible.ts';
import { type DomainRule, NotReadable, type Opened } from './adapter.ts';
import { isExact, readerOf } from './domain-rule.ts';
import type { ReadingContext } from './reading.ts';

const strange = (value: string): NotReadable =>
  new NotReadable({ id: 'why.value', params: { field: 'preimage', value: visibleStart(value, 100) } });

/** Numbers as the text that they are written in: the parser takes both, and a double would round them. */
const plain = (json: Json): unknown => {
  if (isNumber(json)) return json.number;
  if (isList(json)) return json.map(plain);
  return isObject(json) ? Object.fromEntries([...json].map(([key, value]) => [key, plain(value)])) : json;
};

/**
 * An `open` that takes `{typedData: {domain, types, primaryType, message}}` of these domains.
 * @throws {NotReadable} for what is not exactly this venue's, is not read whole, or holds more than is signed
 * @throws {RequestError} for what is no typed data
 */
export const openTypedData =
  (domains: readonly DomainRule[]) =>
  (preimage: JsonObject, context: ReadingContext): Opened => {
    const extra = [...preimage.keys()].find((key) => key !== 'typedData');
    if (extra !== undefined) throw strange(extra);
    const typedData = preimage.get('typedData');
    const data = parseTypedData(typedData);
    if (!isObject(typedData) || data.unsigned.length > 0) throw strange(data.unsigned.join(', '));
    const rule = domains.find((one) => isExact(one, data));
    const read = rule && readerOf(rule, data.encodeType);
    if (!read) throw new NotReadable({ id: 'why.unknownType' });
    const card = read(data, context);
    if (card.kind === 'unreadable') throw new NotReadable(card.why);
    return { typedData: plain(typedData) as Record<string, unknown>, card, fields: [] };
  };
