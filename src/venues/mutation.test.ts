/**
 * One leaf of each vector at a time is changed. The digest must differ, and so must what a person sees: the card, or the list
 * of what is signed and not said in words, with the new value in it.
 */
import { describe, expect, test } from 'vitest';
import { examineTypedData } from '../policy/examine.ts';
import { RequestError } from '../signing/request-error.ts';
import { readTypedDataParams } from '../signing/typed-data.ts';
import { EXPECTED } from './expected/all.ts';
import { jsonMutations, type Mutation, mutations } from './expected/mutate.ts';
import { faults, unseen } from './expected/seen.ts';
import {
  ACCOUNT,
  type Json,
  NOW,
  paramsOf,
  preimageOf,
  type Read,
  readPreimage,
  readVector,
  type Vector,
  vectors,
} from './expected/vector.ts';
import { matchDomain } from './registry.ts';

const isText = ({ kind }: Vector): boolean => kind === 'personal_sign' || kind === 'siwe-format';

/** What the rules say of it on the network of the first one. */
const findings = (vector: Vector, chainId: number, account: string): string =>
  JSON.stringify(
    examineTypedData(paramsOf(vector, account), { origin: 'https://site.example', chainId, now: NOW }).verdict,
  );

/**
 * The domain is judged by the rules, too. Where it belongs to no venue, and for the network of a venue that takes every
 * network, the list of all fields is what shows it.
 */
const domainIsSeen = (first: Vector, second: Vector, path: string, account: string): boolean => {
  const chainId = Number(first.domain?.chainId ?? 1);
  if (findings(first, chainId, account) !== findings(second, chainId, account)) return true;
  // A key is one whatever the domain says: it is recognised by its type.
  if (readVector(first, account)?.reading.kind === 'key-derivation') return true;
  const match = matchDomain(readTypedDataParams(paramsOf(first, account)).data);
  if (match?.fit !== 'exact') return true;
  return path === 'domain.chainId' && match.rule.anyNetwork === true && match.rule.chainIds === undefined;
};

/** Why a change is not seen, or nothing when it is. */
const hidden = (first: Vector, { vector, path }: Mutation, account: string | undefined): string | null => {
  const before = readVector(first, account);
  let after: Read | null;
  try {
    after = readVector(vector, account);
  } catch (cause) {
    // What cannot be asked at all is seen by nobody. Anything but the parser's own error is a fault.
    if (cause instanceof RequestError) return null;
    throw cause;
  }
  if (!after || !before) return 'it is not read';
  const why = unseen(before, after, path);
  if (why === null || why === 'the digest is the same') return why;
  // A text stands below its card as it is.
  if (isText(first)) return null;
  if (path.startsWith('domain'))
    return domainIsSeen(first, vector, path, account ?? first.signer ?? ACCOUNT) ? null : 'nothing shows the domain';
  return why;
};

const all = vectors();

describe.each(Object.keys(EXPECTED))('%s', (file) => {
  const changed = all
    .filter((vector) => vector.file === file)
    .map((vector): [string, Vector, Mutation[]] => [vector.id, vector, mutations(vector)])
    .filter(([, , changes]) => changes.length > 0);
  if (changed.length > 0)
    test.each(changed)('%s', (id, vector, changes) => {
      const account = EXPECTED[file]?.[id]?.account;
      const first = readVector(vector, account);
      expect(first && faults(first.reading)).toEqual([]);
      const missed = changes.flatMap((change) => {
        const why = hidden(vector, change, account);
        return why === null ? [] : [`${change.path}: ${why}`];
      });
      expect(missed).toEqual([]);
    });
});

describe('what a hash is made of', () => {
  const given = all.flatMap((vector): [string, Vector, Record<string, Json>][] => {
    const preimage = preimageOf(vector, all);
    return preimage ? [[vector.id, vector, preimage]] : [];
  });
  test.each(given)('%s', (_, { signer }, preimage) => {
    const before = readPreimage(preimage, signer);
    expect(faults(before.reading)).toEqual([]);
    const missed = jsonMutations(preimage).flatMap(([path, other]) => {
      try {
        const why = unseen(before, readPreimage(other as Record<string, Json>, signer), path);
        return why === null ? [] : [`${path}: ${why}`];
      } catch (cause) {
        if (cause instanceof RequestError) return [];
        throw cause;
      }
    });
    expect(missed).toEqual([]);
  });
});
