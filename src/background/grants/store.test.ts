import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ApprovalRecord } from '../../approvals/record.ts';
import { agentRecord } from '../../keyring/agent.ts';
import { now, runAhead } from '../../lib/clock.ts';
import { removeEverything } from '../../storage/db.ts';
import type { GrantRow } from '../../storage/rows.ts';
import { clear } from '../../storage/session.ts';
import { freshKdf } from '../../vault/kdf.ts';
import * as lock from '../../vault/lock.ts';
import { createVault, NoSuchRecord, readRecord, writeRecords } from '../../vault/vault.ts';
import { ACCOUNT, OTHER } from '../../venues/fixtures.ts';
import type { GrantAuthority } from '../../venues/reading.ts';
import {
  endAgentsThatAreOver,
  endGrant,
  findAgent,
  forgetGrants,
  keepGrant,
  listGrants,
  recordGrant,
} from './store.ts';

vi.mock('../../lib/browser.ts', async () => ({ browser: (await import('../../storage/fake.ts')).fakeBrowser }));

const KEY = '0x1111111111111111111111111111111111111111';
const DAY = 86_400_000;
const SECRET = new Uint8Array(32).fill(7);

const held = (more: Partial<GrantRow> = {}): GrantRow => ({
  id: KEY,
  at: now(),
  origin: 'https://app.example',
  account: ACCOUNT,
  venue: { id: 'hyperliquid', name: 'Hyperliquid' },
  scope: 'trade',
  grantee: KEY,
  headline: { id: 'headline.key', params: { venue: 'Hyperliquid' } },
  can: [{ id: 'can.trade' }],
  until: now() + DAY,
  holder: 'wallet',
  revoke: null,
  state: 'given',
  agent: { curve: 'secp256k1', name: KEY, session: '0x01', with: {} },
  ...more,
});

const reading = (more: Partial<GrantAuthority> = {}): GrantAuthority => ({
  kind: 'grant-authority',
  venue: { id: 'hyperliquid', name: 'Hyperliquid' },
  headline: { id: 'headline.key', params: { venue: 'Hyperliquid' } },
  rows: [
    { label: 'row.holder', value: { type: 'text', text: { id: 'holder.page' } }, mark: 'unsigned' },
    { label: 'row.revoke', value: { type: 'text', text: { id: 'revoke.expires' } }, mark: 'unsigned' },
  ],
  notes: [],
  fields: [],
  grantee: OTHER,
  scope: 'trade',
  can: [{ id: 'can.trade' }],
  cannot: [],
  ...more,
});

const record = (id: string, of: GrantAuthority, more: Partial<ApprovalRecord> = {}): ApprovalRecord =>
  ({
    id,
    origin: 'https://app.example',
    account: ACCOUNT,
    subject: { type: 'typed-data', reading: of },
    createdAt: now(),
    decision: { by: 'person', answer: 'approve', at: now() },
    ...more,
  }) as ApprovalRecord;

const stateOf = async (id: string) => (await listGrants()).find((row) => row.id === id)?.state;
const workerDies = forgetGrants;

beforeEach(async () => {
  runAhead(0);
  await removeEverything();
  await clear();
  forgetGrants();
  await createVault(freshKdf(), new Uint8Array(32).fill(1), {});
});

describe('a key that the wallet holds', () => {
  beforeEach(async () => {
    await writeRecords({ [agentRecord(KEY)]: SECRET });
    await keepGrant(held());
  });

  test('is found by its name, however it is written, and not after its end', async () => {
    expect((await findAgent(KEY.toUpperCase().replace('0X', '0x') as typeof KEY))?.id).toBe(KEY);
    expect(await findAgent(OTHER)).toBeNull();
    runAhead(DAY);
    expect(await findAgent(KEY)).toBeNull();
  });

  test('ended: its secret leaves the vault, its name stays and is never given again', async () => {
    await endGrant(KEY);
    await expect(readRecord(agentRecord(KEY))).rejects.toThrow(NoSuchRecord);
    workerDies();
    expect(await stateOf(KEY)).toBe('ended');
    await keepGrant(held());
    expect(await stateOf(KEY)).toBe('ended');
    expect(await findAgent(KEY)).toBeNull();
    await endGrant(KEY); // once more changes nothing
    await expect(endGrant('nothing')).rejects.toMatchObject({ text: { id: 'grant.gone' } });
  });

  test('while locked nothing of it changes', async () => {
    await lock.lock();
    await expect(endGrant(KEY)).rejects.toThrow(lock.Locked);
    expect(await stateOf(KEY)).toBe('given');
    runAhead(DAY);
    await endAgentsThatAreOver();
    expect(await stateOf(KEY)).toBe('given');
    expect(await findAgent(KEY)).toBeNull();
  });

  test('past its end it is destroyed; before it is not', async () => {
    await keepGrant(held({ until: now() + 60_000 }));
    await endAgentsThatAreOver();
    expect(await readRecord(agentRecord(KEY))).toEqual(SECRET);
    runAhead(60_000);
    await endAgentsThatAreOver();
    await expect(readRecord(agentRecord(KEY))).rejects.toThrow(NoSuchRecord);
    runAhead(0); // a clock turned back does not bring it back
    expect(await findAgent(KEY)).toBeNull();
  });

  test('what a death left of an ended key is destroyed by the next sweep', async () => {
    await keepGrant(held({ state: 'ended' }));
    expect(await readRecord(agentRecord(KEY))).toEqual(SECRET);
    workerDies();
    await endAgentsThatAreOver();
    await expect(readRecord(agentRecord(KEY))).rejects.toThrow(NoSuchRecord);
  });
});

describe('what is approved', () => {
  test('a grant is kept once, with who holds the key, until when, and how it ends', async () => {
    const until = Math.floor(now() / 1000) + 60;
    await recordGrant(record('r', reading({ until })));
    await recordGrant(record('r', reading({ until })));
    const rows = await listGrants();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      id: 'r',
      holder: 'page',
      revoke: { id: 'revoke.expires' },
      until: until * 1000,
      grantee: OTHER,
      state: 'given',
    });
    expect(rows[0]).not.toHaveProperty('agent');
  });

  test('newest first; without an end, null; without a word of who holds it, somebody', async () => {
    await recordGrant(record('old', reading(), { decision: { by: 'person', answer: 'approve', at: 1 } }));
    await recordGrant(record('new', reading({ rows: [], scope: 'fee' })));
    expect((await listGrants()).map(({ id, until, holder }) => [id, until, holder])).toEqual([
      ['new', null, 'other'],
      ['old', null, 'page'],
    ]);
  });

  test('a sign-in, an order and a connection leave nothing', async () => {
    await recordGrant(record('s', reading({ scope: 'login' })));
    await recordGrant(record('c', reading(), { subject: { type: 'connect' } }));
    await recordGrant(record('n', reading(), { account: null }));
    expect(await listGrants()).toEqual([]);
  });

  test('taking back ends the same grantee of the same account and venue, given before it, and nothing else', async () => {
    await recordGrant(record('this', reading()));
    await recordGrant(record('venue', reading({ venue: { id: 'aster', name: 'Aster' } })));
    await recordGrant(
      record('net', reading({ venue: { id: 'hyperliquid', name: 'Hyperliquid', network: 'Testnet' } })),
    );
    await recordGrant(record('who', reading({ grantee: '0x2222222222222222222222222222222222222222' })));
    await recordGrant(record('account', reading(), { account: OTHER }));
    await recordGrant(record('later', reading(), { decision: { by: 'person', answer: 'approve', at: now() + 1000 } }));
    await recordGrant(record('back', reading({ scope: 'nothing', grantee: OTHER.toLowerCase() })));
    const states = Object.fromEntries((await listGrants()).map(({ id, state }) => [id, state]));
    expect(states).toEqual({
      this: 'ended',
      venue: 'given',
      net: 'given',
      who: 'given',
      account: 'given',
      later: 'given',
    });
  });

  test('a spender keeps the other token', async () => {
    const spend = (asset: string, scope: 'spend' | 'nothing') => {
      const { venue: _venue, ...of } = reading({ headline: { id: 'headline.allowance', params: { asset } }, scope });
      return of;
    };
    await recordGrant(record('usdc', spend('USDC', 'spend')));
    await recordGrant(record('weth', spend('WETH', 'spend')));
    await recordGrant(record('back', spend('USDC', 'nothing')));
    expect([await stateOf('usdc'), await stateOf('weth')]).toEqual(['ended', 'given']);
  });

  test('a site cannot have a key of the wallet marked as ended', async () => {
    await keepGrant(held());
    await recordGrant(record('back', reading({ scope: 'nothing', grantee: KEY })));
    expect(await stateOf(KEY)).toBe('given');
  });
});
