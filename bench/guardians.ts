/**
 * A program of its own (`node scripts/ts.mjs bench/guardians.ts [--times 15] [--samples <file>]`): what guardians cost to
 * compute, in one warm process of Node. No browser, no relay, no disk. Prints a table: median and p95, in ms.
 * @module
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { open, seal } from '../src/channel/envelope.ts';
import { accept, complete, confirm, finish, invite, reveal } from '../src/channel/handshake.ts';
import { offerPrekeys, takePrekeys } from '../src/channel/prekeys.ts';
import { checkProof, prove } from '../src/guardians/proof.ts';
import { addCommitments, addDelta, checkDelta, dealZero, redeal } from '../src/guardians/refresh.ts';
import { checkShare, combine, deal, freshSecret } from '../src/guardians/sharing.ts';
import { toBase64 } from '../src/lib/bytes.ts';
import { mailboxOf } from '../src/lib/mailbox.ts';
import { unwrap, wrap } from '../src/relay/gift.ts';
import { type Family, random, recover, setUp } from './ceremony.ts';
import { summarize } from './stats.ts';

const { values } = parseArgs({ options: { times: { type: 'string', default: '15' }, samples: { type: 'string' } } });
const times = Number(values.times);
/** Of one share, proof or letter, which take a few ms; and of what takes a second. */
const MANY = times * 4;
const FEW = Math.ceil(times / 2);
const WARM_UP = 20;
const FEW_WARM_UP = 1;

/** ms, by the name of the row, then of the column. */
const samples: Record<string, Record<string, number[]>> = {};
let column = '';

/** Times `act` alone. `holds` looks at what it gave: a number of something that went wrong is none. */
const measure = <T>(name: string, n: number, act: () => T, holds: (value: T) => boolean, warmUp = WARM_UP): void => {
  const taken: number[] = [];
  for (let i = 0; i < warmUp + n; i++) {
    const before = performance.now();
    const value = act();
    const ms = performance.now() - before;
    if (!holds(value)) throw new Error(`${name}, ${column}: the result is wrong`);
    if (i >= warmUp) taken.push(ms);
  }
  samples[name] = { ...samples[name], [column]: taken };
};

const given = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('There is nothing to measure with.');
  return value;
};
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

const dealt = (t: number, n: number) => {
  const xs = Array.from({ length: n }, (_, i) => BigInt(i + 1));
  const secret = freshSecret(random);
  return { t, xs, secret, ...deal(secret, t, xs, random) };
};
type Dealt = ReturnType<typeof dealt>;

const sharing = ({ t, xs, secret, commitments, shares }: Dealt, n: number, warmUp = WARM_UP): void => {
  const last = given(shares.at(-1));
  const share = () => deal(secret, t, xs, random);
  measure('share (deal to all)', n, share, (made) => made.shares.length === xs.length, warmUp);
  const verify = () => checkShare(commitments, t, last);
  measure('verify one share', n, verify, (fault) => fault === undefined, warmUp);
  const back = () => combine(commitments, t, shares.slice(-t));
  measure('combine t shares, each verified', n, back, ({ k }) => same(k, secret.k), warmUp);
};

const proving = ({ t, xs, secret, commitments, shares }: Dealt): void => {
  const share = given(shares.at(-1));
  const context = random(32);
  const proof = prove(share, commitments, context, random);
  measure(
    'prove',
    MANY,
    () => prove(share, commitments, context, random),
    ({ length }) => length === 97,
  );
  measure(
    'check a proof',
    MANY,
    () => checkProof(commitments, share.x, context, proof),
    (holds) => holds,
  );
  const refresh = () => {
    const zero = dealZero(t, xs, random);
    return shares.map((old, i) => {
      const delta = given(zero.shares[i]);
      const fault = checkDelta(zero.commitments, t, delta);
      return { fault, share: addDelta(old, delta), commitments: addCommitments(commitments, zero.commitments) };
    });
  };
  measure('refresh (deal zero, all check and add)', MANY, refresh, (all) =>
    all.every((one) => one.fault === undefined && checkShare(one.commitments, t, one.share) === undefined),
  );
  const again = () => redeal(commitments, secret, t, xs, random);
  measure('deal again', MANY, again, (made) => same(given(made.commitments[0]), given(commitments[0])));
};

/** Each recovery is of a set-up of its own. */
const ceremonies = (t: number, n: number): string => {
  const families: Family[] = [];
  const keep = (family: Family) => families.push(family) > 0;
  measure('ceremony: first link to held parts and backup', FEW, () => setUp(t, n), keep, FEW_WARM_UP);
  const [posted, asked] = [given(families[0]).letters, new Set<number>()];
  const back = () => recover(given(families.pop()));
  const count = ({ letters }: { letters: number }) => asked.add(letters).size > 0;
  measure('ceremony: recovery link to opened backup', FEW, back, count, FEW_WARM_UP);
  return `${t}-of-${n} ${posted} and ${[...asked].join(' or ')}`;
};

const shake = () => {
  const [ana, ben] = [random(32), random(32)];
  const inviting = invite(ana, random);
  const accepting = accept(inviting.commit, ben, random);
  const revealed = reveal(inviting.state, accepting.message, random);
  const finished = finish(accepting.state, revealed.message, random);
  const confirmed = confirm(revealed.state, finished.message);
  return { ana: confirmed.channel, ben: complete(finished.state, confirmed.message) };
};

const letters = (): void => {
  measure('handshake, both sides', MANY, shake, ({ ana, ben }) => same(ana.sendKey, ben.receiveKey));
  const fresh = shake();
  const { channel: ben, offer } = offerPrekeys(fresh.ben, random);
  const ana = offer.reduce(takePrekeys, fresh.ana);
  const now = Date.now();
  const when = { random, now, expiresAt: now + 60_000 };
  const body = random(1000);
  const { envelope } = seal(ana, body, when);
  measure(
    'seal an envelope, 1000 bytes',
    MANY,
    () => seal(ana, body, when),
    (made) => made.channel.sent === 1,
  );
  measure(
    'open it',
    MANY,
    () => open(ben, envelope, { now }),
    (read) => same(read.body, body),
  );

  const [from, mailbox] = [random(32), random(32)];
  const gift = { ...when, from, to: mailboxOf(mailbox), content: toBase64(envelope) };
  const wrapped = wrap(gift);
  measure(
    'gift wrap',
    MANY,
    () => wrap(gift),
    ({ kind }) => kind === 1059,
  );
  measure(
    'gift unwrap',
    MANY,
    () => unwrap(wrapped, mailbox),
    (read) => read.content === gift.content,
  );
};

const SETS = [
  [2, 3],
  [3, 5],
  [5, 9],
] as const;
recover(setUp(2, 3)); // so that the first column is as warm as the others
const posted: string[] = [];
for (const [t, n] of SETS) {
  column = `${t}-of-${n}`;
  const made = dealt(t, n);
  sharing(made, MANY);
  proving(made);
  posted.push(ceremonies(t, n));
}
column = '128-of-255';
sharing(dealt(128, 255), FEW, FEW_WARM_UP);
column = 'any';
letters();

const columns = [...SETS.map(([t, n]) => `${t}-of-${n}`), '128-of-255', 'any'];
const cell = (taken: number[] | undefined): string => {
  if (!taken) return '-';
  const { median, p95, n } = summarize(taken);
  return `${median.toFixed(1)} (p95 ${p95.toFixed(1)}, n ${n})`;
};
const table = [
  ['guardians, ms', ...columns],
  ...Object.entries(samples).map(([name, row]) => [name, ...columns.map((one) => cell(row[one]))]),
];
const widths = table[0]?.map((_, at) => Math.max(...table.map((row) => (row[at] ?? '').length))) ?? [];
for (const row of table)
  console.log(row.map((text, at) => (at ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0))).join('   '));
console.log(`A ceremony has so many letters, each wrapped and unwrapped besides: ${posted.join(', ')}.`);
if (values.samples) writeFileSync(values.samples, JSON.stringify(samples));
