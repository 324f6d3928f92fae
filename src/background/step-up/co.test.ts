import { beforeEach, describe, expect, test, vi } from 'vitest';
import { EMPTY, type State } from '../../guardians/book.ts';
import { family } from '../../guardians/testing/stories.ts';
import { runAhead } from '../../lib/clock.ts';
import { Locked } from '../../vault/lock.ts';
import { ACCOUNT } from '../../venues/fixtures.ts';

/** A wallet whose guardians are paired; what a step makes of it is kept, as the vault would. */
const kept = vi.hoisted(() => ({ state: null as unknown as State, locked: false, record: undefined as unknown }));
vi.mock('../../lib/browser.ts', async () => ({ browser: (await import('../../storage/fake.ts')).fakeBrowser }));
vi.mock('../push.ts', () => ({ changed: () => {} }));
vi.mock('../guardians/run.ts', () => ({ soon: () => {} }));
vi.mock('../../approvals/journal.ts', () => ({ readRecord: async () => kept.record }));
vi.mock('../guardians/store.ts', async () => {
  const { seeded } = await import('../../channel/testing.ts');
  const { now } = await import('../../lib/clock.ts');
  const random = seeded('co');
  const open = () => {
    if (kept.locked) throw new Locked();
    return kept.state;
  };
  return {
    readBook: async () => open().book,
    move: async (work: (state: State, world: object) => State) => {
      kept.state = work(open(), { now: now(), random, relays: [] });
    },
  };
});
const { askCoApproval, askCoGuardian, candidates, coApproved, coGuardian } = await import('./co.ts');
const { stateOf } = await import('../../guardians/testing/clients.ts');
const { hearCo } = await import('../../guardians/co-sign.ts');

vi.setConfig({ testTimeout: 60_000 });
const DAY = 86_400_000;
const DIGEST = `0x${'ab'.repeat(32)}`;
const asked = {
  ...{ id: 'record-1', digest: DIGEST, headline: { id: 'headline.send', params: { amount: '5 ETH' } } as const },
  why: [{ id: 'stepUp.why.recipient' }] as const,
};
const world = () => ({ now: Date.now(), random: (n: number) => new Uint8Array(n), relays: [] });
const co = () => kept.state.book.owner?.co;
const answers = (message: Parameters<typeof hearCo>[2], peer = co()?.peer ?? '') => {
  kept.state = hearCo(kept.state, peer, message, world());
};
const accept = () => answers({ type: 'co-role', role: co()?.role ?? new Uint8Array(), accept: true });

beforeEach(() => {
  runAhead(0);
  kept.state = stateOf(family('PPD', 2).owner);
  kept.locked = false;
  kept.record = undefined;
});

describe('a second yes, at the owner', () => {
  test('is asked of nobody before a guardian took the role', async () => {
    expect(await coGuardian()).toBeNull();
    expect(await candidates()).toHaveLength(3);
    await askCoApproval(asked);
    const [first] = await candidates();
    await askCoGuardian(first?.id ?? '');
    await askCoApproval(asked);
    expect(co()?.asks).toEqual([]);
    expect(await coGuardian()).toMatchObject({ id: first?.id, name: 'guardian 0', state: 'asked', endsAt: null });
  });

  test('says what it is about, and counts for exactly this record and digest', async () => {
    await askCoGuardian((await candidates())[0]?.id ?? '');
    accept();
    const reading = { kind: 'move-funds', recipient: '0x00000000000000000000000000000000000000aa' };
    kept.record = {
      ...{ subject: { type: 'typed-data', reading }, account: ACCOUNT, origin: 'https://app.example' },
      expiresAt: Date.now() + 60_000,
    };
    const out = kept.state.book.out.length;
    await askCoApproval(asked);
    await askCoApproval(asked);
    expect(co()?.asks).toHaveLength(1);
    expect(kept.state.book.out).toHaveLength(out + 1);
    // what was said is on the channel; the last body said is the ask
    const said = kept.state.book.peers.find(({ id }) => id === co()?.peer)?.said.at(-1) ?? '';
    for (const part of ['5 ETH', 'aa.', '2266', 'https://app.example', 'never sent']) expect(said).toContain(part);
    expect(await coApproved('record-1', DIGEST)).toBe(false);
    answers({ type: 'co-answer', id: 'record-1', digest: DIGEST, yes: true });
    expect(await coApproved('record-1', DIGEST)).toBe(true);
    expect(await coApproved('record-1', `0x${'cd'.repeat(32)}`)).toBe(false);
    expect(await coApproved('record-2', DIGEST)).toBe(false);
    kept.locked = true;
    expect(await coApproved('record-1', DIGEST)).toBe(false);
    expect(await coGuardian()).toBeNull();
    kept.locked = false;
    runAhead(61_000);
    expect(await coApproved('record-1', DIGEST)).toBe(false);
  });

  test('says who gets it and which site asks, however long the site makes the rest', async () => {
    await askCoGuardian((await candidates())[0]?.id ?? '');
    accept();
    const reading = { kind: 'move-funds', recipient: '0x00000000000000000000000000000000000000aa' };
    const origin = `https://app.hyperliquid.xyz.${'a'.repeat(150)}.evil.example`;
    kept.record = {
      ...{ subject: { type: 'typed-data', reading }, account: ACCOUNT, origin },
      expiresAt: Date.now() + 1,
    };
    await askCoApproval({ ...asked, headline: { id: 'headline.send', params: { amount: '5 ETH '.repeat(200) } } });
    const said = kept.state.book.peers.find(({ id }) => id === co()?.peer)?.said.at(-1) ?? '';
    for (const part of ['5 ETH', '0x00000000000000000000000000000000000000aa.', '2266', '.evil.example'])
      expect(said).toContain(part);
  });

  test('says the terms of a session', async () => {
    await askCoGuardian((await candidates())[0]?.id ?? '');
    accept();
    const offer = { venue: { name: 'Gannet' }, asked: { orders: 20, budget: '5000', endsAt: 1_800_000_000_000 } };
    kept.record = {
      ...{ subject: { type: 'session', offers: [offer] }, account: ACCOUNT, origin: 'https://app.example' },
      expiresAt: Date.now() + 1,
    };
    await askCoApproval({ ...asked, headline: { id: 'approve.session.headline', params: { venue: 'Gannet' } } });
    const said = kept.state.book.peers.find(({ id }) => id === co()?.peer)?.said.at(-1) ?? '';
    expect(said).not.toContain('approve.session');
    for (const part of ['Gannet', '20 orders', '5000 in all', '2027-01-15 08:00 UTC', 'https://app.example'])
      expect(said).toContain(part);
  });

  test('goes on for a day when the role is taken back', async () => {
    await askCoGuardian((await candidates())[0]?.id ?? '');
    accept();
    await askCoGuardian(null);
    expect((await coGuardian())?.state).toBe('accepted');
    await expect(askCoGuardian((await candidates())[1]?.id ?? '')).rejects.toThrow();
    runAhead(DAY + 1);
    expect(await coGuardian()).toBeNull();
  });

  test('is nothing for a wallet without guardians', async () => {
    kept.state = { ...kept.state, book: EMPTY };
    await askCoGuardian(null);
    await askCoApproval(asked);
    expect(await coGuardian()).toBeNull();
    expect(await candidates()).toEqual([]);
  });
});
