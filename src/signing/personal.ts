/** `personal_sign`: EIP-191, version 0x45. @see https://eips.ethereum.org/EIPS/eip-191 @module */
import { keccak_256 } from '@noble/hashes/sha3.js';
import { concat, fromHex, fromUtf8, type Hex, toHex, utf8 } from '../lib/bytes.ts';
import { type Address, parseAddress } from './address.ts';
import { parseParams } from './json.ts';
import { RequestError } from './request-error.ts';
import { checkReadable, visibleLines } from './visible.ts';

export type PersonalMessage = {
  bytes: Uint8Array;
  /** the message when it is text, exactly as it is signed */
  text: string | null;
  /** what may be shown: the text with what is hidden in it made visible, or the bytes in hexadecimal */
  shown: string;
  /** 32 bytes that are no words, or such bytes written out: a hash that stands for something else */
  hashOnly: boolean;
  digest: Hex;
};

const textOf = (bytes: Uint8Array): string | null => {
  try {
    return fromUtf8(bytes);
  } catch {
    return null;
  }
};

/** Hexadecimal means bytes, as every client sends it; anything else is text. */
const bytesOf = (message: string): Uint8Array => {
  if (!/^0x[\da-f]*$/i.test(message)) return utf8(message);
  if (message.length % 2 !== 0) throw new RequestError('request.oddHex');
  return fromHex(message);
};

export const readPersonalMessage = (bytes: Uint8Array): PersonalMessage => {
  const text = textOf(bytes);
  const words = text !== null && visibleLines(text) === text;
  return {
    bytes,
    text,
    shown: text === null ? toHex(bytes) : visibleLines(text),
    hashOnly: (bytes.length === 32 && !words) || /^\s*(?:0x)?[\da-f]{64}\s*$/i.test(text ?? ''),
    digest: toHex(keccak_256(concat(utf8(`\x19Ethereum Signed Message:\n${bytes.length}`), bytes))),
  };
};

const accountOf = (text: string): Address | null => {
  try {
    return parseAddress(text);
  } catch {
    return null;
  }
};

/**
 * The params as they arrived: `[message, account]`, and `[account, message]` of old clients where only that reading makes
 * sense. A third value, the password of old nodes, counts for nothing.
 * @throws {RequestError}
 */
export const readPersonalParams = (paramsText: string): { account: Address; message: PersonalMessage } => {
  const [first, second] = parseParams(paramsText, 2, 3);
  if (typeof first !== 'string' || typeof second !== 'string') throw new RequestError('request.personal');
  const account = accountOf(second) ?? accountOf(first);
  if (!account) throw new RequestError('request.personal');
  const message = readPersonalMessage(bytesOf(accountOf(second) ? first : second));
  checkReadable([message.shown]);
  return { account, message };
};
