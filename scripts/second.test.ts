/**
 * Guardian shares against the second implementation (scripts/second, Python's standard library), both ways: its golden
 * vectors come out of ours, and what ours makes of fresh seeds comes out of it.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { secp256k1_hasher } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import golden from '../src/guardians/fixtures/golden.json' with { type: 'json' };
import { encodePoint, H, type Random } from '../src/guardians/group.ts';
import { checkProof, prove } from '../src/guardians/proof.ts';
import { addCommitments, addDelta, checkDelta, dealZero, redeal } from '../src/guardians/refresh.ts';
import {
  checkShare,
  combine,
  type Dealing,
  deal,
  decodeShare,
  encodeShare,
  freshSecret,
  SharingRefused,
} from '../src/guardians/sharing.ts';
import { concat, fromHex, fromUtf8, random, toHex } from '../src/lib/bytes.ts';

/** SHA-256 of the seed and a counter (u32, big-endian), block after block. */
const stream = (seed: Uint8Array): Random => {
  let rest = new Uint8Array();
  let counter = 0;
  return (length) => {
    while (rest.length < length) {
      const count = new Uint8Array(4);
      new DataView(count.buffer).setUint32(0, counter++);
      rest = concat(rest, sha256(concat(seed, count)));
    }
    const out = rest.slice(0, length);
    rest = rest.slice(length);
    return out;
  };
};

const hex = v.pipe(v.string(), v.transform(fromHex));
const number = v.pipe(
  v.string(),
  v.transform((text) => BigInt(text)),
);
const share = v.pipe(hex, v.transform(decodeShare));
const drawn = v.pipe(hex, v.transform(stream));
const list = v.array(hex);
const secret = { k: hex, blind: hex };
const places = { t: v.number(), xs: v.array(number) };

const dealt = ({ commitments, shares }: Dealing) => ({
  commitments: commitments.map(toHex),
  shares: shares.map((one) => toHex(encodeShare(one))),
});
const fault = (reason: ReturnType<typeof checkShare>) => {
  if (reason === 'share') return reason;
  if (reason) throw new SharingRefused(reason);
  return null;
};
/** A share that cannot be decoded is, to those who combine, one that does not fit. */
const shares = v.pipe(
  list,
  v.transform((all) =>
    all.map((one) => {
      try {
        return decodeShare(one);
      } catch {
        return { x: 0n, s: 0n, r: 0n };
      }
    }),
  ),
);

type Given = Record<string, unknown>;
const op =
  <T extends v.ObjectEntries>(entries: T, run: (given: v.InferOutput<v.StrictObjectSchema<T, undefined>>) => unknown) =>
  (given: Given): unknown =>
    run(v.parse(v.strictObject(entries), given));

const OPERATIONS: Record<string, (given: Given) => unknown> = {
  hashToCurve: op({ message: hex, domain: hex }, ({ message, domain }) =>
    toHex(secp256k1_hasher.hashToCurve(message, { DST: fromUtf8(domain) }).toBytes(true)),
  ),
  generator: op({}, () => toHex(encodePoint(H))),
  freshSecret: op({ seed: drawn }, ({ seed }) => {
    const { k, blind } = freshSecret(seed);
    return { k: toHex(k), blind: toHex(blind) };
  }),
  deal: op({ ...secret, ...places, seed: drawn }, ({ k, blind, t, xs, seed }) =>
    dealt(deal({ k, blind }, t, xs, seed)),
  ),
  dealZero: op({ ...places, seed: drawn }, ({ t, xs, seed }) => dealt(dealZero(t, xs, seed))),
  redeal: op({ commitments: list, ...secret, ...places, seed: drawn }, ({ commitments, k, blind, t, xs, seed }) =>
    dealt(redeal(commitments, { k, blind }, t, xs, seed)),
  ),
  checkShare: op({ commitments: list, t: v.number(), share: hex }, ({ commitments, t, share }) =>
    fault(checkShare(commitments, t, decodeShare(share))),
  ),
  checkDelta: op({ commitments: list, t: v.number(), delta: share }, ({ commitments, t, delta }) =>
    fault(checkDelta(commitments, t, delta)),
  ),
  addDelta: op({ share, delta: share }, ({ share, delta }) => toHex(encodeShare(addDelta(share, delta)))),
  addCommitments: op({ commitments: list, zero: list }, ({ commitments, zero }) =>
    addCommitments(commitments, zero).map(toHex),
  ),
  combine: op({ commitments: list, t: v.number(), shares }, ({ commitments, t, shares }) => {
    const { k, blind, blamed } = combine(commitments, t, shares);
    return { k: toHex(k), blind: toHex(blind), blamed };
  }),
  prove: op({ share, commitments: list, context: hex, seed: drawn }, ({ share, commitments, context, seed }) =>
    toHex(prove(share, commitments, context, seed)),
  ),
  checkProof: op({ commitments: list, x: number, context: hex, proof: hex }, ({ commitments, x, context, proof }) =>
    checkProof(commitments, x, context, proof),
  ),
};

const ours = (name: string, given: Given): unknown => {
  try {
    return { ok: OPERATIONS[name]?.(given) };
  } catch (error) {
    if (error instanceof SharingRefused) return { refused: error.reason, blamed: error.blamed };
    throw error;
  }
};

const python = spawnSync('python3', ['--version']).status === 0;
if (!python)
  console.warn(
    'python3 is not here: the second implementation did NOT run. Guardian shares were checked against the committed golden vectors alone.',
  );

const second = (request: unknown): unknown => {
  const { status, stdout, stderr } = spawnSync('python3', [join('scripts', 'second', 'main.py')], {
    input: JSON.stringify(request),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
};

describe('guardian shares and the second implementation', () => {
  it('has every kind of vector', () => {
    expect(new Set(golden.cases.map((one) => one.op))).toEqual(new Set(Object.keys(OPERATIONS)));
  });

  it.each(golden.cases)('ours gives the golden answer: $op, $name', ({ op, in: given, out }) => {
    expect(ours(op, given)).toEqual(out);
  });

  // RFC 9380, appendix J.8.1, so that both are held to something that neither of them made.
  it.each([
    ['the empty message', 'c1cae290e291aee617ebaef1be6d73861479c48b841eaba9b7b5852ddfeb1346'],
    ['abc', '3377e01eab42db296b512293120c6cee72b6ecf9f9205760bd9ff11fb3cb2c4b'],
  ])('the golden vectors are those of RFC 9380: %s', (name, x) => {
    const found = golden.cases.find((one) => one.name === `RFC 9380 J.8.1, ${name}`);
    expect(found?.out.ok?.toString().slice(4)).toBe(x);
  });

  it.runIf(python)('the second implementation gives the committed golden vectors', { timeout: 120_000 }, () => {
    expect(second({ part: 'golden' })).toEqual(golden);
  });

  it.runIf(python)('what ours makes of fresh seeds, the second makes too, and verifies', { timeout: 120_000 }, () => {
    const cases: { op: string; in: Given }[] = [];
    const answers: unknown[] = [];
    const make = (name: string, given: Given): unknown => {
      const answer = ours(name, given);
      cases.push({ op: name, in: given });
      answers.push(answer);
      return v.parse(v.object({ ok: v.unknown() }), answer).ok;
    };
    const sharing = v.object({ commitments: v.array(v.string()), shares: v.array(v.string()) });
    const seed = () => toHex(random(32));
    for (const [t, n] of [
      [2, 3],
      [3, 5],
      [5, 9],
    ] as const) {
      const small = Array.from({ length: n }, (_, i) => `0x${(i + 1).toString(16)}`);
      const large = small.map(seed).map((x) => `0x0${x.slice(3)}`);
      const fresh = v.parse(v.record(v.string(), v.string()), make('freshSecret', { seed: seed() }));
      for (const xs of [small, large]) {
        const { commitments, shares } = v.parse(sharing, make('deal', { ...fresh, t, xs, seed: seed() }));
        const zero = v.parse(sharing, make('dealZero', { t, xs, seed: seed() }));
        const next = v.parse(v.array(v.string()), make('addCommitments', { commitments, zero: zero.commitments }));
        const refreshed = shares.map((share, i) => make('addDelta', { share, delta: zero.shares[i] }));
        make('combine', { commitments, t, shares: shares.slice(-t) });
        make('combine', { commitments: next, t, shares: [shares[0], ...refreshed.slice(-t)] });
        make('checkDelta', { commitments: zero.commitments, t, delta: zero.shares[0] });
        make('checkShare', { commitments: next, t, share: shares[0] });
        const [share, x, context] = [refreshed[1], xs[1], toHex(random(40))];
        const proof = make('prove', { share, commitments: next, context, seed: seed() });
        make('checkProof', { commitments: next, x, context, proof });
        make('checkProof', { commitments, x, context, proof });
        make('redeal', { commitments: next, ...fresh, t: t + 1, xs, seed: seed() });
      }
    }
    expect(second({ part: 'sharing', cases })).toEqual({ results: answers });
  });
});
