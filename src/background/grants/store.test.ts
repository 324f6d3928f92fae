import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ApprovalRecord } from '../../approvals/record.ts';
import { agentRecord } from '../../keyring/agent.ts';
import type { Hex } from '../../lib/bytes.ts';
import { now, runAhead } from '../../lib/clock.ts';
import { encodeAbi, selectorOf, typesOf } from '../../signing/abi.ts';
import { removeEverything } from '../../storage/db.ts';
import type { GrantRow } from '../../storage/rows.ts';
import { clear } from '../../storage/session.ts';
import { freshKdf } from '../../vault/kdf.ts';
import * as lock from '../../vault/lock.ts';
import { createVault, NoSuchRecord, readRecord, writeRecords } from '../../vault/vault.ts';
import { NO_CONTRACT } from '../../venues/adapter.ts';
import { ACCOUNT, CONTEXT, dataOf, NOW, OTHER } from '../../venues/fixtures.ts';
import type { GrantAuthority, Reading } from '../../venues/reading.ts';
import { PERMIT2 } from '../../venues/spenders.ts';
import { readTransaction } from '../../venues/transaction.ts';
import { readTypedData } from '../../venues/typed-data.ts';
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

  describe('of a token', () => {
    const [USDC, DAI, UNKNOWN, SPENDER] = [
      '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48',
      '0x6B175474E89094C44Da98b954EedeAC495271d0F',
      '0x1111111111111111111111111111111111111111',
      OTHER,
    ] as const;
    const approval = (spender: Hex, amount: bigint): Hex => {
      const signature = 'approve(address,uint256)';
      return `${selectorOf(signature)}${encodeAbi(typesOf(signature), [spender, amount]).slice(2)}`;
    };
    const approve = (token: Hex, spender: Hex, amount: bigint, chainId = 1) =>
      readTransaction(
        {
          ...{ chainId, from: ACCOUNT, to: token, value: '0', nonce: 7, data: approval(spender, amount) },
          ...{ gasLimit: '50000', maxFeePerGas: '2000000000', maxPriorityFeePerGas: '1' },
        },
        { ...CONTEXT, chainId },
      );
    const permit = (token: Hex, value: string, chainId = 1) =>
      readTypedData(
        dataOf(
          { name: 'Token', version: '1', chainId, verifyingContract: token },
          'Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)',
          { owner: ACCOUNT, spender: SPENDER, value, nonce: 0, deadline: 1_800_000_000 },
        ),
        { ...CONTEXT, chainId },
      );
    const given = async (rows: Record<string, Reading>) => {
      for (const [id, of] of Object.entries(rows)) await recordGrant(record(id, of as GrantAuthority));
    };
    const left = async () => (await listGrants()).filter(({ state }) => state === 'given').map(({ id }) => id);

    test('an allowance ends with the same token and spender, by a transaction or a permit, whatever it is called', async () => {
      await given({ approved: approve(USDC, SPENDER, 5n), permitted: permit(USDC, '7') });
      await given({ other: approve(DAI, SPENDER, 5n), who: approve(USDC, ACCOUNT, 5n) });
      await given({ elsewhere: permit(USDC, '7', 10) });
      await given({ back: permit(USDC, '0') });
      expect((await left()).sort()).toEqual(['elsewhere', 'other', 'who']);
      await given({ again: approve(DAI, SPENDER, 0n) });
      expect((await left()).sort()).toEqual(['elsewhere', 'who']);
    });

    test('one that Vouch does not know ends with a permit of nothing', async () => {
      await given({ unknown: permit(UNKNOWN, '7'), known: permit(USDC, '7') });
      await given({ back: permit(UNKNOWN, '0') });
      expect(await left()).toEqual(['known']);
    });

    test('what is kept at Permit2 is another allowance, and of several tokens one is not all', async () => {
      const details = (token: Hex, amount: string) => ({ token, amount, expiration: 1_800_000_000, nonce: 0 });
      const DETAILS = 'PermitDetails(address token,uint160 amount,uint48 expiration,uint48 nonce)';
      const batch = (amount: string, ...tokens: Hex[]) =>
        readTypedData(
          dataOf(
            { name: 'Permit2', chainId: 1, verifyingContract: PERMIT2 },
            `PermitBatch(PermitDetails[] details,address spender,uint256 sigDeadline)${DETAILS}`,
            { details: tokens.map((token) => details(token, amount)), spender: SPENDER, sigDeadline: 1_800_000_000 },
          ),
          CONTEXT,
        );
      await given({ both: batch('7', USDC, DAI) });
      await given({ token: approve(USDC, SPENDER, 0n), one: batch('0', USDC) });
      expect(await left()).toEqual(['both']);
      await given({ all: batch('0', DAI, USDC) });
      expect(await left()).toEqual([]);
    });
  });

  test('a linked signer ends when nobody is linked to the same subaccount', async () => {
    const link = (sender: string, signer: string) =>
      readTypedData(
        dataOf(
          {
            ...{ name: 'Nado', version: '0.0.1', chainId: 57073 },
            verifyingContract: '0x05ec92D78ED421f3D3Ada77FFdE167106565974E',
          },
          'LinkSigner(bytes32 sender,bytes32 signer,uint64 nonce)',
          { sender: `${ACCOUNT}${sender}`, signer: `${signer}${'00'.repeat(12)}`, nonce: 1 },
        ),
        CONTEXT,
      ) as GrantAuthority;
    const [MAIN, SECOND] = ['64656661756c740000000000', '7365636f6e64000000000000'];
    await recordGrant(record('main', link(MAIN, OTHER)));
    await recordGrant(record('second', link(SECOND, OTHER)));
    await recordGrant(record('elsewhere', reading()));
    await recordGrant(record('back', link(MAIN, NO_CONTRACT)));
    expect([await stateOf('main'), await stateOf('second'), await stateOf('elsewhere')]).toEqual([
      'ended',
      'given',
      'given',
    ]);
  });

  test("where no end is signed the venue's own stands there in words", async () => {
    const agent = (agentName: string) =>
      readTypedData(
        dataOf(
          { name: 'HyperliquidSignTransaction', version: '1', chainId: 42161, verifyingContract: NO_CONTRACT },
          'HyperliquidTransaction:ApproveAgent(string hyperliquidChain,address agentAddress,string agentName,uint64 nonce)',
          { hyperliquidChain: 'Mainnet', agentAddress: OTHER, agentName, nonce: NOW },
        ),
        CONTEXT,
      ) as GrantAuthority;
    await recordGrant(record('bot', agent('bot')));
    await recordGrant(record('ends', agent('bot valid_until 1800000000000')));
    await recordGrant(record('none', reading()));
    const said = Object.fromEntries(
      (await listGrants()).map(({ id, until, untilSaid }) => [id, until ?? untilSaid?.id]),
    );
    expect(said).toEqual({ bot: 'value.agentDefault', ends: 1_800_000_000_000, none: undefined });
  });

  test('a site cannot have a key of the wallet marked as ended', async () => {
    await keepGrant(held());
    await recordGrant(record('back', reading({ scope: 'nothing', grantee: KEY })));
    expect(await stateOf(KEY)).toBe('given');
  });
});
