/**
 * What the kill switch is about to sign, read once more by the reader that reads a site's requests. An adapter that made
 * something else than a cancel, by a mistake or a lie of the venue, is not signed.
 * @module
 */
import { fromHex, utf8 } from '../../lib/bytes.ts';
import type { Text } from '../../lib/text.ts';
import { sameAddress } from '../../signing/address.ts';
import { isObject, type Json, parseJson } from '../../signing/json.ts';
import { parseTypedData, type TypedData } from '../../signing/typed-data.ts';
import { type Adapter, type AgentAsk, NO_CONTRACT, type ToSign } from '../../venues/adapter.ts';
import { nobody } from '../../venues/hyperliquid/agent.ts';
import { openPreimage, openText } from '../../venues/open.ts';
import { keyText } from '../../venues/orderly/key.ts';
import type { Reading, ReadingContext } from '../../venues/reading.ts';
import { readTypedData } from '../../venues/typed-data.ts';

/** Vouch signs by itself only what it reads as what the line says. */
export class NotWhatItSays extends Error {
  override name = 'NotWhatItSays';
  readonly text: Text = { id: 'kill.notRead' };
}

type Goal = 'cancel' | 'revoke';

/** 65 bytes that no account signs, with a v that every form of a signature takes. */
const BLANK = `0x${'00'.repeat(64)}1b` as const;

/** The body as it will be sent, without the signature: for a venue that signs a hash, what the hash is made of. */
const bodyOf = (toSign: ToSign): ReadonlyMap<string, Json> | null => {
  const { body } = toSign.request(BLANK);
  const json = body === undefined ? undefined : parseJson(body);
  return isObject(json) ? new Map([...json].filter(([key]) => key !== 'signature')) : null;
};

/** A hash, opened with what is sent along: only what leads to the same 32 bytes counts. */
const opened = (adapter: Adapter, toSign: ToSign, data: TypedData, context: ReadingContext): Reading | null => {
  if (!adapter.open) return null;
  for (const isTestnet of [false, true])
    try {
      const body = bodyOf(toSign);
      if (!body) return null;
      const found = openPreimage(new Map([...body, ['venue', adapter.id], ['isTestnet', isTestnet]]), context);
      if (found.data.digest === data.digest) return found.reading;
    } catch {} // not what this hash is made of
  return null;
};

/** Text that a key signs: the time, then the request itself. Only what leads to the same text counts. */
const openedText = (adapter: Adapter, toSign: ToSign, text: string, context: ReadingContext): Reading | null => {
  const [timestamp = ''] = /^\d+/.exec(text) ?? [];
  try {
    const { method, path, body } = toSign.request(BLANK);
    const request = new Map<string, Json>([
      ['timestamp', timestamp],
      ['method', method],
      ['path', path],
      ...(body === undefined ? [] : ([['body', body]] as const)),
    ]);
    const found = openText(
      new Map<string, Json>([
        ['venue', adapter.id],
        ['request', request],
      ]),
      context,
    );
    return found?.message === text ? found.reading : null;
  } catch {
    return null; // a request that the venue's reader does not know
  }
};

/**
 * Orderly: a key that removes itself. Sites may not ask a key for it, so the reader of what they ask for does not know it; it
 * is read here, letter by letter.
 */
const removesItself = (text: string, toSign: ToSign, { agent, now }: AgentAsk): boolean => {
  if (agent?.length !== 66) return false;
  const body = JSON.stringify({ orderly_key: keyText(agent) });
  const request = toSign.request(BLANK);
  return (
    text === `${now}POST/v1/client/remove_orderly_key${body}` &&
    text === `${now}${request.method}${request.path}${request.body}`
  );
};

const isGoal = (goal: Goal, reading: Reading, adapter: Adapter, ask: AgentAsk): boolean => {
  if (reading.flags?.some(({ flag }) => flag === 'hidden-parameters' || flag === 'hooks')) return false;
  if (reading.receivers?.length) return false;
  if (goal === 'cancel')
    return reading.kind === 'cancel-or-reduce' && reading.act === 'cancel' && reading.venue.id === adapter.id;
  if (reading.kind !== 'grant-authority' || reading.venue?.id !== adapter.id) return false;
  // what is given to an address of which nobody has the key is taken from whoever had it
  const { scope, grantee } = reading;
  // a venue that forgets no key sets it again, with no right but to look (Derive)
  if (scope === 'login') return ask.agent !== null && sameAddress(grantee, ask.agent);
  return scope === 'nothing' || [NO_CONTRACT, nobody(ask)].some((none) => sameAddress(none, grantee));
};

/** `reading`: null for a key that removes itself. */
export type ReadAgain = { bytes: Uint8Array; reading: Reading | null };

/**
 * The bytes to sign (a digest for typed data, the message itself for text), and what they say.
 * @throws {NotWhatItSays}
 */
export const readAgain = (goal: Goal, adapter: Adapter, toSign: ToSign, ask: AgentAsk): ReadAgain => {
  const { account, agent, now } = ask;
  const context: ReadingContext = {
    ...{ origin: '', account, now, chainId: 0 },
    ...(toSign.by === 'agent' && agent !== null && { agent }),
  };
  if ('message' in toSign) {
    const { message } = toSign;
    const read = openedText(adapter, toSign, message, context);
    const removes = goal === 'revoke' && adapter.id === 'orderly' && removesItself(message, toSign, ask);
    if (!removes && !(read && isGoal(goal, read, adapter, ask))) throw new NotWhatItSays();
    return { bytes: utf8(message), reading: read };
  }
  const data = parseTypedData(parseJson(JSON.stringify(toSign.typedData)));
  const at = { ...context, chainId: Number(data.domain.chainId ?? 0) };
  const reading = readTypedData(data, at);
  const read = reading.kind === 'unreadable' ? opened(adapter, toSign, data, at) : reading;
  if (!read || !isGoal(goal, read, adapter, ask)) throw new NotWhatItSays();
  return { bytes: fromHex(data.digest), reading: read };
};
