import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { toHex } from '../lib/bytes.ts';
import { toJson } from '../lib/json-bytes.ts';
import { Channel } from './channel.ts';
import {
  Accept,
  Accepting,
  accept,
  Confirm,
  complete,
  confirm,
  Finish,
  Finished,
  finish,
  type HandshakeReason,
  HandshakeRefused,
  IdentityChanged,
  Inviting,
  identityOf,
  invite,
  Reveal,
  Revealed,
  reveal,
} from './handshake.ts';
import { ANA, BEN, seeded, shake } from './testing.ts';
import { sameWords } from './words.ts';

const MALLORY = seeded('mallory')(32);
const random = seeded('handshake');

const stored = <S extends v.GenericSchema>(schema: S, value: v.InferOutput<S>): v.InferOutput<S> =>
  v.parse(schema, JSON.parse(toJson(value)));

const refusal = (work: () => unknown): HandshakeReason | 'none' => {
  try {
    work();
  } catch (error) {
    if (error instanceof HandshakeRefused) return error.reason;
    throw error;
  }
  return 'none';
};

/** One byte of one field changed, or the number of the epoch. */
const altered = <T extends object>(message: T, where: number, by: number): { field: string; message: T } => {
  const fields = Object.entries(message) as [string, unknown][];
  const total = fields.reduce((sum, [, value]) => sum + (value instanceof Uint8Array ? value.length : 1), 0);
  let at = where % total;
  for (const [field, value] of fields) {
    const length = value instanceof Uint8Array ? value.length : 1;
    if (at < length) {
      const other = value instanceof Uint8Array ? value.map((byte, i) => (i === at ? byte ^ by : byte)) : by;
      return { field, message: { ...message, [field]: other } };
    }
    at -= length;
  }
  throw new Error('unreachable');
};
const change = { where: fc.nat(), by: fc.integer({ min: 1, max: 255 }) };

describe('a handshake', () => {
  const inviting = invite(ANA, random);
  const accepting = accept(inviting.commit, BEN, random);
  const revealed = reveal(stored(Inviting, inviting.state), stored(Accept, accepting.message), random);
  const finished = finish(stored(Accepting, accepting.state), stored(Reveal, revealed.message), random);
  const confirmed = confirm(stored(Revealed, revealed.state), stored(Finish, finished.message));
  const ben = complete(stored(Finished, finished.state), stored(Confirm, confirmed.message));
  const ana = confirmed.channel;

  test('gives both sides one channel, stored and read back between all steps', () => {
    expect(ana.id).toEqual(ben.id);
    expect(ana.sendKey).toEqual(ben.receiveKey);
    expect(ana.receiveKey).toEqual(ben.sendKey);
    expect(ana.sendKey).not.toEqual(ana.receiveKey);
    expect([ana.identity, ana.peer]).toEqual([identityOf(ANA), identityOf(BEN)]);
    expect([ben.identity, ben.peer]).toEqual([identityOf(BEN), identityOf(ANA)]);
    expect([ana.role, ben.role, ana.epoch, ben.epoch]).toEqual(['inviter', 'invited', 1, 1]);
    expect(stored(Channel, ana)).toEqual(ana);
  });

  test('gives both the same words, five each way', () => {
    const { words } = revealed.state;
    expect(finished.state.words).toEqual(words);
    expect([...words.inviter, ...words.invited].filter((word) => /^[a-z]{3,8}$/.test(word))).toHaveLength(10);
    expect(sameWords(finished.state.words.inviter.join(' '), words.inviter)).toBe(true);
    expect(sameWords(finished.state.words.inviter.join(' '), words.invited)).toBe(false);
  });

  test('leaves no ephemeral and no identity key in what comes after', () => {
    const left = toJson([ana, finished.state]);
    for (const secret of [inviting.state.secret, accepting.state.secret, ANA, BEN])
      expect(left).not.toContain(toJson(secret));
  });

  test('changes none of the states it is given', () => {
    const before = toJson([inviting, accepting, revealed, finished]);
    reveal(inviting.state, accepting.message, random);
    finish(accepting.state, revealed.message, random);
    confirm(revealed.state, finished.message);
    complete(finished.state, confirmed.message);
    expect(toJson([inviting, accepting, revealed, finished])).toBe(before);
  });

  test('signs by RFC 6979: the last step taken again is the same, byte for byte', () => {
    expect(toJson(confirm(revealed.state, finished.message))).toBe(toJson(confirmed));
  });

  test('is another one each time', () => {
    const again = shake(random);
    expect(again.ben.id).not.toEqual(ben.id);
    expect(again.revealed.state.words).not.toEqual(revealed.state.words);
  });
});

describe('a message that was changed on its way is refused', () => {
  const { inviting, accepting, revealed, finished, confirmed } = shake(random);

  test('the commitment', () => {
    fc.assert(
      fc.property(fc.record(change), ({ where, by }) => {
        const { commit } = altered({ commit: inviting.commit }, where, by).message;
        const { state, message } = accept(commit, BEN, random);
        const answer = reveal(inviting.state, message, random).message;
        expect(refusal(() => finish(state, answer, random))).toBe('commitment');
      }),
      { numRuns: 20 },
    );
  });

  test('Accept: by the inviter at the latest, and the words differ', () => {
    fc.assert(
      fc.property(fc.record(change), ({ where, by }) => {
        const { message } = altered(accepting.message, where, by);
        let late: ReturnType<typeof reveal>;
        try {
          late = reveal(inviting.state, message, random);
        } catch (error) {
          expect(error).toBeInstanceOf(HandshakeRefused);
          return;
        }
        const { state, message: answer } = finish(accepting.state, late.message, random);
        expect(state.words).not.toEqual(late.state.words);
        expect(refusal(() => confirm(late.state, answer))).toBe('signature');
      }),
      { numRuns: 60 },
    );
  });

  test('Reveal: the hello at once, the ciphertext by the inviter', () => {
    fc.assert(
      fc.property(fc.record(change), ({ where, by }) => {
        const { field, message } = altered(revealed.message, where, by);
        if (field !== 'ciphertext') {
          expect(refusal(() => finish(accepting.state, message, random))).toBe('commitment');
          return;
        }
        const answer = finish(accepting.state, message, random).message;
        expect(refusal(() => confirm(revealed.state, answer))).toBe('signature');
      }),
      { numRuns: 60 },
    );
  });

  test('Finish', () => {
    fc.assert(
      fc.property(fc.record(change), ({ where, by }) => {
        const { field, message } = altered(finished.message, where, by);
        expect(refusal(() => confirm(revealed.state, message))).toBe(field === 'mac' ? 'confirmation' : 'signature');
      }),
      { numRuns: 60 },
    );
  });

  test('Confirm', () => {
    fc.assert(
      fc.property(fc.record(change), ({ where, by }) => {
        const { field, message } = altered(confirmed.message, where, by);
        expect(refusal(() => complete(finished.state, message))).toBe(field === 'mac' ? 'confirmation' : 'signature');
      }),
      { numRuns: 60 },
    );
  });

  test('cut off: the schema does not read it', () => {
    const { ciphertext, ...rest } = finished.message;
    const short = JSON.parse(toJson({ ...rest, ciphertext: ciphertext.slice(1) }));
    expect(v.safeParse(Finish, short).success).toBe(false);
    expect(v.safeParse(Finish, JSON.parse(toJson(rest))).success).toBe(false);
  });

  test('one of another handshake, or sent back to where it came from', () => {
    const other = shake(random);
    expect(refusal(() => finish(accepting.state, other.revealed.message, random))).toBe('commitment');
    expect(refusal(() => confirm(revealed.state, other.finished.message))).toBe('signature');
    expect(refusal(() => complete(finished.state, other.confirmed.message))).toBe('signature');
    const { signature, mac } = finished.message;
    expect(refusal(() => complete(finished.state, { signature, mac }))).toBe('signature');
    expect(refusal(() => reveal(inviting.state, inviting.state.hello, random))).toBe('key');
  });

  test('keys that are none', () => {
    const point = { ...accepting.message, identity: new Uint8Array(33) };
    expect(refusal(() => reveal(inviting.state, point, random))).toBe('key');
    const lattice = { ...accepting.message, ephemeral: new Uint8Array(1216).fill(0xff) };
    expect(refusal(() => reveal(inviting.state, lattice, random))).toBe('key');
    // X25519 of order one: the shared secret would be zero for everybody
    const low = { ...accepting.message, ephemeral: accepting.message.ephemeral.slice() };
    low.ephemeral.fill(0, 1184);
    expect(refusal(() => reveal(inviting.state, low, random))).toBe('key');
  });
});

describe('a man in the middle', () => {
  test('who runs two handshakes shows each side other words, in both halves', () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const ana = invite(ANA, random);
      const towardsBen = invite(MALLORY, random);
      const ben = accept(towardsBen.commit, BEN, random);
      const towardsAna = accept(ana.commit, MALLORY, random);
      const seenByAna = reveal(ana.state, towardsAna.message, random);
      const seenByBen = finish(ben.state, reveal(towardsBen.state, ben.message, random).message, random);
      expect(sameWords(seenByBen.state.words.inviter, seenByAna.state.words.inviter)).toBe(false);
      expect(sameWords(seenByBen.state.words.invited, seenByAna.state.words.invited)).toBe(false);
    }
  });

  test('who answers with keys of his own in another name is refused', () => {
    const ana = invite(ANA, random);
    const answer = accept(ana.commit, MALLORY, random);
    const name = identityOf(BEN);
    const revealed = reveal(ana.state, { ...answer.message, identity: name }, random, name);
    const state = { ...answer.state, hello: { ...answer.state.hello, identity: name } };
    const finished = finish(state, revealed.message, random);
    expect(refusal(() => confirm(revealed.state, finished.message))).toBe('signature');
  });

  test('cannot search with the ciphertext: the words are fixed before it is chosen', () => {
    const { inviting, accepting } = shake(random);
    const [one, two] = [1, 2].map(() => reveal(inviting.state, accepting.message, random));
    expect(one?.message.ciphertext).not.toEqual(two?.message.ciphertext);
    expect(one?.state.words).toEqual(two?.state.words);
  });

  test('cannot open the commitment to something else once he has seen the answer', () => {
    const towardsBen = invite(MALLORY, random);
    const ben = accept(towardsBen.commit, BEN, random);
    const { message } = reveal(towardsBen.state, ben.message, random);
    for (const other of [
      { ...message, nonce: random(32) },
      { ...message, identity: identityOf(ANA) },
      { ...message, ephemeral: ben.message.ephemeral },
      { ...message, epoch: 1 },
    ])
      expect(refusal(() => finish(ben.state, other, random))).toBe('commitment');
  });
});

describe('a handshake made again', () => {
  const again = (ana: Uint8Array, ben: Uint8Array) => {
    const inviting = invite(ana, random, 1);
    const accepting = accept(inviting.commit, ben, random, 4);
    const revealed = reveal(inviting.state, accepting.message, random, identityOf(BEN));
    const finished = finish(accepting.state, revealed.message, random, identityOf(ANA));
    return { ana: confirm(revealed.state, finished.message), finished };
  };

  test('with the pinned identities has an epoch after both', () => {
    const { ana, finished } = again(ANA, BEN);
    expect([ana.channel.epoch, complete(finished.state, ana.message).epoch]).toEqual([5, 5]);
  });
  test('stops loudly when another identity answers, on either side', () => {
    expect(() => again(ANA, MALLORY)).toThrow(IdentityChanged);
    expect(() => again(MALLORY, BEN)).toThrow(IdentityChanged);
    expect(toHex(identityOf(MALLORY))).not.toBe(toHex(identityOf(BEN)));
  });
});
