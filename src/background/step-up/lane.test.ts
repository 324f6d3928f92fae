import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { move } from '../../policy/fixtures.ts';
import { appendActivity } from '../../storage/activity.ts';
import { removeEverything } from '../../storage/db.ts';

const tools = vi.hoisted(() => ({
  asked: [] as unknown[],
  set: [] as boolean[],
  proofs: [] as string[],
  said: null as boolean | null,
  approved: false,
  record: undefined as unknown,
  role: 'declined' as 'accepted' | 'declined',
}));
vi.mock('../../lib/browser.ts', () => ({ browser: {} }));
vi.mock('../push.ts', () => ({ changed: () => {} }));
vi.mock('./judge.ts', () => ({
  isStepUpOn: async () => true,
  setStepUp: async (on: boolean) => void tools.set.push(on),
}));
vi.mock('./market.ts', () => ({
  marketShown: async () => [
    { base: 'ETH', source: 'Chainlink, Net', stress: { state: 'calm', hour: 0.42, day: 3, at: 1_795_219_200 } },
    { base: 'BTC', source: 'Chainlink, Net', stress: { state: 'unknown', hour: null, day: null, at: null } },
  ],
}));
vi.mock('../../vault/vault.ts', () => ({
  verify: async (attempt: string) => {
    tools.proofs.push(attempt);
    if (attempt !== 'right') throw new Error('wrong');
  },
}));
vi.mock('../../approvals/journal.ts', () => ({
  readRecord: async () => tools.record,
  isWaiting: ({ state }: { state: string }) => state === 'waiting',
}));
vi.mock('../guardians/store.ts', () => ({ readBook: async () => ({ owner: null }) }));
vi.mock('../../guardians/co-sign.ts', () => ({
  coOf: () => ({ asks: [{ id: 'r', digest: '0x01', yes: tools.said }] }),
}));
vi.mock('./co.ts', () => ({
  coGuardian: async () => ({ id: 'g', name: 'Mira', state: tools.role, endsAt: null }),
  candidates: async () => [],
  coApproved: async () => tools.approved,
  askCoApproval: async (asked: unknown) => void tools.asked.push(asked),
  askCoGuardian: async (id: string | null) => void tools.asked.push(id),
}));

const { stepUpHandlers: handlers } = await import('./lane.ts');
const key = new Uint8Array(32);

beforeEach(async () => {
  await removeEverything();
  Object.assign(tools, {
    asked: [],
    set: [],
    proofs: [],
    said: null,
    approved: false,
    record: undefined,
    role: 'declined',
  });
});

test('what is shown: the market in words, and each request that was asked for more, newest first', async () => {
  const verdict = { outcome: 'ask' as const, findings: [] };
  const why = [{ id: 'stepUp.why.recipient' as const }];
  for (let i = 0; i < 25; i++)
    await appendActivity({
      ...{ id: `a${i}`, at: i, origin: 'https://app.example', headline: move.headline, kind: 'move-funds' },
      ...{ state: 'approved', digest: '0x00', account: null },
      receipt: { rows: [], verdict: i % 5 === 0 ? verdict : { ...verdict, stepUp: { by: 'password', why } } },
    });
  const view = await handlers['stepUp.view'](null);
  expect(view.market).toEqual([
    { state: 'calm', text: expect.objectContaining({ id: 'stepUp.market.calm' }), at: 1_795_219_200_000 },
    { state: 'unknown', text: expect.objectContaining({ id: 'stepUp.market.unknown' }), at: null },
  ]);
  expect(view.last).toHaveLength(20);
  expect(view.last[0]).toEqual({ at: 24, headline: move.headline, by: 'password', why });
});

describe('the switch', () => {
  test('goes off with the password alone', async () => {
    await expect(handlers['stepUp.set']({ on: false, proof: null })).rejects.toMatchObject({
      text: { id: 'approval.password' },
    });
    await expect(handlers['stepUp.set']({ on: false, proof: { attempt: 'wrong', key } })).rejects.toThrow('wrong');
    expect(tools.set).toEqual([]);
    await handlers['stepUp.set']({ on: false, proof: { attempt: 'right', key } });
    expect(tools.set).toEqual([false]);
  });
  test('stays on while a guardian has the role, which the password alone cannot drop at once', async () => {
    tools.role = 'accepted';
    await expect(handlers['stepUp.set']({ on: false, proof: { attempt: 'right', key } })).rejects.toMatchObject({
      text: { id: 'stepUp.guardianFirst' },
    });
    expect(tools.set).toEqual([]);
  });
  test('goes on without', async () => {
    await handlers['stepUp.set']({ on: true, proof: null });
    expect([tools.set, tools.proofs]).toEqual([[true], []]);
  });
});

test('the role is given and taken back with the password alone', async () => {
  for (const id of ['g', null])
    await expect(handlers['stepUp.askGuardian']({ id, proof: { attempt: 'wrong', key } })).rejects.toThrow('wrong');
  expect(tools.asked).toEqual([]);
  await handlers['stepUp.askGuardian']({ id: 'g', proof: { attempt: 'right', key } });
  expect(tools.asked).toEqual(['g']);
});

describe('what the guardian said', () => {
  const record = (more = {}) => ({
    state: 'waiting',
    digest: '0x01',
    subject: { type: 'transaction', reading: move },
    verdict: { outcome: 'ask', findings: [] },
    ...more,
  });
  test.each([
    [true, true, true],
    [true, false, null],
    [false, false, false],
    [null, false, null],
  ])('%s, in time: %s', async (said, approved, yes) => {
    Object.assign(tools, { said, approved, record: record() });
    expect(await handlers['stepUp.answer']({ id: 'r', digest: '0x01' })).toEqual({ name: 'Mira', yes });
  });
  test('they are asked for what waits on the screen, and for nothing else', async () => {
    for (const wrong of [undefined, record({ state: 'approved' }), record({ digest: '0x02' })]) {
      tools.record = wrong;
      await handlers['stepUp.answer']({ id: 'r', digest: '0x01' });
    }
    expect(tools.asked).toEqual([]);
    tools.record = record();
    await handlers['stepUp.answer']({ id: 'r', digest: '0x01' });
    expect(tools.asked).toEqual([
      { id: 'r', digest: '0x01', headline: move.headline, why: [{ id: 'stepUp.why.late' }] },
    ]);
  });
});
