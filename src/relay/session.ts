/**
 * A line on which a mailbox can say that it is itself (NIP-42).
 * https://github.com/nostr-protocol/nips/blob/master/42.md
 * @module
 */
import { random } from '../lib/bytes.ts';
import { signEvent } from './gift.ts';
import type { Line } from './line.ts';

const AUTH = 22_242;
/** A relay that keeps asking only wants our time. */
const MOST_ANSWERS = 5;

export type Auth = {
  /** Answers a challenge; the relay's OK comes later. The same challenge is answered once. */
  answer: (challenge: unknown) => void;
  /** What an OK says about our answer: `none` when it is about something else. */
  heard: (id: unknown, ok: unknown) => 'accepted' | 'refused' | 'none';
  /** An answer is on its way. */
  pending: () => boolean;
  accepted: () => boolean;
};

/** @param key secret key of the mailbox, 32 bytes */
export const openAuth = (line: Line, url: string, key: Uint8Array): Auth => {
  let answered: unknown;
  let waitsFor: string | undefined;
  let accepted = false;
  let answers = 0;
  return {
    answer: (challenge) => {
      if (
        typeof challenge !== 'string' ||
        challenge.length > 1000 ||
        challenge === answered ||
        answers === MOST_ANSWERS
      )
        return;
      answers += 1;
      answered = challenge;
      accepted = false;
      // The machine's own time, whatever the clock of a test build says: the relay compares it with its own.
      const created_at = Math.floor(Date.now() / 1000);
      const tags = [
        ['relay', url],
        ['challenge', challenge],
      ];
      const event = signEvent({ kind: AUTH, created_at, tags, content: '' }, key, random);
      waitsFor = event.id;
      line.send(['AUTH', event]);
    },
    heard: (id, ok) => {
      if (waitsFor === undefined || id !== waitsFor) return 'none';
      waitsFor = undefined;
      accepted = ok === true;
      return accepted ? 'accepted' : 'refused';
    },
    pending: () => waitsFor !== undefined,
    accepted: () => accepted,
  };
};

/** The relay's word for "say first who you are" or "not for you". */
export const asksForAuth = (reason: unknown): boolean =>
  typeof reason === 'string' && /^(auth-required|restricted):/.test(reason);
