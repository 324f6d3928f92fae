import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { runAhead } from '../../lib/clock.ts';
import { NO_POLICY, type Policy, textOf } from '../../policy/limits/document.ts';
import { DAY_MS } from '../../policy/limits/limits.ts';
import { removeEverything } from '../../storage/db.ts';
import { clear } from '../../storage/session.ts';
import { freshKdf, type Kdf } from '../../vault/kdf.ts';
import { lock } from '../../vault/lock.ts';
import { stretch } from '../../vault/testing.ts';
import * as vault from '../../vault/vault.ts';
import { readVector, vectors } from '../../venues/expected/vector.ts';
import { adapters } from '../../venues/registry.ts';
import { policyHandlers, WITHOUT_ORDERS } from './lane.ts';
import { forgetPolicy, policyNow } from './policy.ts';

vi.mock('../../lib/browser.ts', async () => ({ browser: (await import('../../storage/fake.ts')).fakeBrowser }));
const told = vi.hoisted(() => ({ times: 0 }));
vi.mock('../push.ts', () => ({
  changed: () => {
    told.times++;
  },
}));

const at = { venue: 'hyperliquid', account: 'every', over: 'ask' } as const;
const perOrder = (amount: string): Policy => ({ ...NO_POLICY, orders: [{ ...at, perOrder: amount }] });
const lane = policyHandlers;
const START = new Date('2026-11-21T12:00:00Z').getTime();

let kdf: Kdf;
const proof = async (password = 'right') => {
  const { attempt } = await vault.beginAttempt();
  return { attempt, key: stretch(password, kdf) };
};
const open = async () => {
  const { attempt, key } = await proof();
  await vault.unlock(attempt, key);
};
/** So much after the start, in a life of its own: the wallet has locked meanwhile. */
const later = async (ms: number) => {
  vi.setSystemTime(START + ms);
  forgetPolicy();
  await open();
};

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  runAhead(0);
  await removeEverything();
  await clear();
  forgetPolicy();
  kdf = freshKdf();
  await vault.createVault(kdf, stretch('right', kdf), {});
  told.times = 0;
});

describe('the policy', () => {
  test('of a new vault limits nothing, and nobody knows it while it is locked', async () => {
    expect(await policyNow()).toEqual({ policy: NO_POLICY, coolingUntil: null });
    await lane['policy.change']({ policy: perOrder('500'), proof: null });
    expect(await policyNow()).toMatchObject({ policy: perOrder('500') });
    await lock();
    expect(await policyNow()).toBeNull();
    await expect(lane['policy.view'](null)).rejects.toMatchObject({ name: 'Locked' });
    await expect(lane['policy.change']({ policy: NO_POLICY, proof: null })).rejects.toMatchObject({ name: 'Locked' });
    await expect(lane['policy.coolOff']({ forMs: 60_000 })).rejects.toMatchObject({ name: 'Locked' });
    await open();
    expect(await policyNow()).toMatchObject({ policy: perOrder('500') });
  });

  test('survives the worker, as bytes that nobody reads from the disk', async () => {
    await lane['policy.change']({ policy: perOrder('500'), proof: null });
    forgetPolicy();
    expect(await policyNow()).toMatchObject({ policy: perOrder('500') });
    expect(told.times).toBe(1);
  });

  test('of another vault is another', async () => {
    await lane['policy.change']({ policy: perOrder('500'), proof: null });
    await vault.wipe();
    forgetPolicy();
    await vault.createVault(kdf, stretch('right', kdf), {});
    expect(await policyNow()).toMatchObject({ policy: NO_POLICY });
  });

  test('is not changed by a write that fails', async () => {
    await lane['policy.change']({ policy: perOrder('500'), proof: null });
    const broken = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('The disk is full.', 'QuotaExceededError');
    });
    await expect(lane['policy.change']({ policy: perOrder('100'), proof: null })).rejects.toThrow();
    broken.mockRestore();
    expect(await policyNow()).toMatchObject({ policy: perOrder('500') });
    expect(told.times).toBe(1);
  });
});

describe('a change', () => {
  test('that tightens needs no password and holds at once', async () => {
    await lane['policy.change']({ policy: perOrder('500'), proof: null });
    await lane['policy.change']({ policy: perOrder('100'), proof: null });
    expect(await lane['policy.view'](null)).toMatchObject({ inForce: perOrder('100'), pending: null });
  });

  test('that loosens needs the password, waits a day in sight, and can be taken back', async () => {
    await lane['policy.change']({ policy: perOrder('500'), proof: null });
    for (const policy of [perOrder('501'), NO_POLICY, { ...NO_POLICY, orders: [{ ...at, perDay: '1' }] }])
      await expect(lane['policy.change']({ policy, proof: null })).rejects.toMatchObject({
        text: { id: 'policy.proof' },
      });
    await expect(
      lane['policy.change']({ policy: perOrder('2000'), proof: await proof('wrong') }),
    ).rejects.toMatchObject({ name: 'WrongPassword' });
    expect(await lane['policy.view'](null)).toMatchObject({ inForce: perOrder('500'), pending: null });

    await lane['policy.change']({ policy: perOrder('2000'), proof: await proof() });
    const path = 'orders every hyperliquid perOrder';
    expect(await lane['policy.view'](null)).toMatchObject({
      inForce: perOrder('500'),
      pending: {
        policy: perOrder('2000'),
        at: START + DAY_MS,
        differences: [{ path, before: '500', after: '2000' }],
      },
    });
    await later(DAY_MS - 1);
    expect(await policyNow()).toMatchObject({ policy: perOrder('500') });
    await lane['policy.keep'](null);
    await later(DAY_MS);
    expect(await lane['policy.view'](null)).toMatchObject({ inForce: perOrder('500'), pending: null });
  });

  test('holds when its day has come, whoever looks first', async () => {
    await lane['policy.change']({ policy: perOrder('500'), proof: null });
    await lane['policy.change']({ policy: perOrder('2000'), proof: await proof() });
    await later(DAY_MS);
    expect(await policyNow()).toMatchObject({ policy: perOrder('2000') });
    expect(await lane['policy.view'](null)).toMatchObject({ inForce: perOrder('2000'), pending: null });
    // what was loosened is tightened again at once
    await lane['policy.change']({ policy: perOrder('500'), proof: null });
    expect(await policyNow()).toMatchObject({ policy: perOrder('500') });
  });

  test('two at once have their turn, one after the other', async () => {
    const both: Policy = { ...NO_POLICY, orders: [{ ...at, perOrder: '500', perDay: '900' }] };
    await Promise.all([
      lane['policy.change']({ policy: perOrder('500'), proof: null }),
      lane['policy.change']({ policy: both, proof: null }),
      lane['policy.coolOff']({ forMs: 60_000 }),
    ]);
    expect(await policyNow()).toEqual({ policy: both, coolingUntil: START + 60_000 });
  });
});

describe('cooling off', () => {
  test('gets longer and never shorter, outlives everything but its time', async () => {
    const until = async () => (await policyNow())?.coolingUntil;
    await lane['policy.coolOff']({ forMs: 3_600_000 });
    await lane['policy.coolOff']({ forMs: 60_000 });
    expect(await until()).toBe(START + 3_600_000);
    await lane['policy.coolOff']({ forMs: 7_200_000 });
    await lane['policy.change']({ policy: perOrder('1'), proof: null });
    await lane['policy.keep'](null);
    await later(7_199_999);
    expect(await until()).toBe(START + 7_200_000);
    await later(7_200_000);
    expect(await until()).toBeNull();
    expect((await lane['policy.view'](null)).coolingUntil).toBeNull();
  });
});

describe('a file', () => {
  test('goes out and comes back the same', async () => {
    await lane['policy.change']({ policy: perOrder('500'), proof: null });
    const { file, name } = await lane['policy.export'](null);
    expect(name).toBe('vouch-policy-2026-11-21.json');
    expect(file).toBe(`${textOf(perOrder('500'))}\n`);
    expect(await lane['policy.compare']({ file })).toEqual({
      policy: perOrder('500'),
      differences: [],
      loosens: false,
    });
  });

  test('says what it would change, and changes nothing', async () => {
    await lane['policy.change']({ policy: perOrder('500'), proof: null });
    const compare = (policy: Policy) => lane['policy.compare']({ file: JSON.stringify(policy) });
    expect(await compare(perOrder('2000'))).toMatchObject({ loosens: true, differences: [{ after: '2000' }] });
    expect(await compare(perOrder('50'))).toMatchObject({ loosens: false, differences: [{ after: '50' }] });
    expect(await policyNow()).toMatchObject({ policy: perOrder('500') });
  });

  test.each<[string, string]>([
    ['{', 'it is no JSON'],
    ['null', 'Object'],
    [JSON.stringify({ ...NO_POLICY, version: 2 }), 'version: '],
    [JSON.stringify({ ...NO_POLICY, orders: [{ ...at, perOder: '5' }] }), 'orders.0.perOder: '],
    [JSON.stringify({ ...NO_POLICY, orders: [{ ...at, perOrder: '1e3' }] }), 'orders.0.perOrder: a plain decimal'],
    [JSON.stringify({ ...NO_POLICY, hours: [{ account: 'every', from: 1440, to: 0 }] }), 'hours.0.from: '],
    [JSON.stringify({ ...NO_POLICY, orders: [at, { ...at, venue: 'Hyperliquid' }] }), 'orders.1.venue: '],
  ])('%s is told where it is wrong', async (file, problem) => {
    const failed = lane['policy.compare']({ file });
    await expect(failed).rejects.toMatchObject({ text: { id: 'policy.file' } });
    const said = await failed.catch((error) => error.text.params.problem);
    expect(said).toContain(problem);
  });
});

describe('the venues that can be limited', () => {
  test('are those whose orders are read', async () => {
    const { venues } = await lane['policy.view'](null);
    const ids = venues.map(({ id }) => id);
    expect([...ids, ...WITHOUT_ORDERS].sort()).toEqual(adapters.map(({ id }) => id).sort());
    const all = vectors();
    if (all.length === 0) console.warn('No vectors of venues here: whose orders are read was not looked at.');
    const read = all.flatMap((vector) => {
      const reading = readVector(vector)?.reading;
      return reading?.kind === 'order' ? [reading.venue.id] : [];
    });
    expect([...new Set(read)].filter((id) => !ids.includes(id))).toEqual([]);
  });
});
