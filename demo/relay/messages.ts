/** What a client may say to the relay (NIP-01, NIP-42), parsed before the engine sees it. @module */
import type { Event, IncomingMessage } from '@nostr-relay/common';
import * as v from 'valibot';

/** Of an event, in bytes. */
export const LARGEST_EVENT = 65_536;

const hex = (digits: number) => v.pipe(v.string(), v.length(digits), v.regex(/^[0-9a-f]*$/));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const sub = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const some = <S extends v.GenericSchema>(item: S) => v.optional(v.pipe(v.array(item), v.maxLength(1000)));

const EventSchema = v.strictObject({
  id: hex(64),
  pubkey: hex(64),
  created_at: count,
  kind: v.pipe(count, v.maxValue(65_535)),
  tags: v.pipe(v.array(v.array(v.string())), v.maxLength(2000)),
  content: v.string(),
  sig: hex(128),
});
const Filter = v.objectWithRest(
  {
    ids: some(hex(64)),
    authors: some(hex(64)),
    kinds: some(count),
    since: v.optional(count),
    until: v.optional(count),
    limit: v.optional(count),
  },
  v.pipe(v.array(v.string()), v.maxLength(1000)),
);
const Message = v.union([
  v.strictTuple([v.literal('EVENT'), EventSchema]),
  v.strictTuple([v.literal('AUTH'), EventSchema]),
  v.strictTuple([v.literal('CLOSE'), sub]),
  v.tupleWithRest([v.literal('REQ'), sub, Filter], Filter),
]);

/** Undefined when it is no message, or one that this relay does not know. */
export const parseMessage = (text: string): IncomingMessage | undefined => {
  try {
    const parsed = v.safeParse(Message, JSON.parse(text));
    return parsed.success ? (parsed.output as IncomingMessage) : undefined;
  } catch {
    return undefined;
  }
};

export const sizeOf = (event: Event): number => Buffer.byteLength(JSON.stringify(event));
