/** Keys that the wallet holds: whose orders they sign, and what else they never do. */
import 'fake-indexeddb/auto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SessionOffer } from '../../approvals/record.ts';
import { agentRecord } from '../../keyring/agent.ts';
import { fromHex, type Hex, toHex, utf8 } from '../../lib/bytes.ts';
import { cancel, grant as grantReading, move, order } from '../../policy/fixtures.ts';
import type { Terms } from '../../policy/limits/permission.ts';

import { lock } from '../../vault/lock.ts';
import { NoSuchRecord, readRecord } from '../../vault/vault.ts';
import { NotReadable } from '../../venues/adapter.ts';
import { ACCOUNT, NOW, OTHER } from '../../venues/fixtures.ts';
import type { Reading } from '../../venues/reading.ts';
import { endGrant, findAgent, listGrants } from '../grants/store.ts';
import { agentFor, makeAgentFor, readGrant } from './agents.ts';
import { signWith } from './sign.ts';
import * as core from './testing.ts';

vi.mock('../../lib/browser.ts', async () => ({ browser: (await import('./fakes.ts')).fakeBrowser }));

const { ELSEWHERE, SITE } = core;
const ID = (last: string): Hex => `0x${'00'.repeat(16)}${last}`;
const offer = (id: Hex = ID('01'), account = ACCOUNT, venue = 'hyperliquid'): SessionOffer => ({
  ...{ id, venue: { id: venue, name: venue }, account, chainId: 1, adjustable: true, grant: null },
  asked: terms(venue),
});
const terms = (venue = 'hyperliquid', more: Partial<Terms> = {}): Terms => ({
  ...{ venue, limits: {}, orders: 5, budget: '100', endsAt: NOW + 86_400_000, agent: { with: {} } },
  ...more,
});
const make = (of = offer(), at = NOW) => makeAgentFor(of, terms(of.venue.id), SITE, at);
const at = { id: 'hyperliquid', name: 'Hyperliquid' };
const ofVenue = (reading: Reading, venue: typeof at | null = at) =>
  ({ ...reading, venue: venue ?? undefined }) as unknown as Reading;
const asked = (name: Hex, reading: Reading = ofVenue(order), account = ACCOUNT) => ({
  ...{ account, reading, agent: { name, what: `0x${'ab'.repeat(32)}` as const } },
});

beforeEach(core.begin);
afterEach(() => vi.useRealTimers());

describe('a key', () => {
  test('is made once for one session, and the same is told to the venue again after a death', async () => {
    const once = await make();
    await core.workerDies();
    core.later(5000);
    expect((await make()).name).toBe(once.name);
    const again = (await make()).approve;
    expect(again.body).toBe(once.approve.body);
    const other = await make(offer(ID('02')));
    expect(other.name).not.toBe(once.name);
    expect(await listGrants()).toHaveLength(2);
    expect((await readRecord(agentRecord(once.name))).length).toBe(32);
  });

  test('is not made at a venue without keys, nor while the wallet is locked', async () => {
    await expect(make(offer(ID('03'), ACCOUNT, 'synthetix'))).rejects.toBeInstanceOf(NotReadable);
    expect(() => readGrant(offer(ID('03'), ACCOUNT, 'nowhere'), terms('nowhere'), NOW)).toThrow(NotReadable);
    expect(await listGrants()).toEqual([]);
    await lock();
    await expect(make()).rejects.toMatchObject({ name: 'Locked' });
    expect(await listGrants()).toEqual([]);
  });

  test('is shown with what the venue is told', () => {
    expect(readGrant(offer(), terms(), NOW)).toMatchObject({ kind: 'grant-authority', scope: 'trade' });
  });

  test('leaves no secret where it is listed', async () => {
    const { name, approve } = await make();
    const secret = Buffer.from(await readRecord(agentRecord(name))).toString('hex');
    expect(JSON.stringify([await listGrants(), approve])).not.toContain(secret);
  });
});

describe('for its own site, account and venue', () => {
  test('it signs orders and cancels', async () => {
    const { name } = await make();
    for (const reading of [order, cancel])
      expect(await agentFor(SITE, asked(name, ofVenue(reading)))).toMatchObject({ row: { id: name } });
    // an address is the same in any letters
    expect(await agentFor(SITE, asked(name.toLowerCase() as Hex))).toMatchObject({ row: { id: name } });
    expect(await agentFor(SITE, { account: ACCOUNT, reading: move })).toBeNull();
  });

  test('it signs nothing else', async () => {
    const { name } = await make();
    for (const reading of [move, grantReading])
      await expect(agentFor(SITE, asked(name, ofVenue(reading))), reading.kind).rejects.toMatchObject({
        text: { id: 'page.agentOnly' },
      });
    for (const venue of [{ id: 'nado', name: 'Nado' }, null])
      await expect(agentFor(SITE, asked(name, ofVenue(order, venue)))).rejects.toMatchObject({
        text: { id: 'page.agentOnly' },
      });
  });

  test('and for no other, nor after its end', async () => {
    const { name } = await make();
    const unknown = { text: { id: 'page.agentUnknown' } };
    await expect(agentFor(ELSEWHERE, asked(name))).rejects.toMatchObject(unknown);
    await expect(agentFor(SITE, asked(name, ofVenue(order), OTHER))).rejects.toMatchObject(unknown);
    await expect(agentFor(SITE, asked(OTHER))).rejects.toMatchObject(unknown);
    await expect(agentFor(SITE, asked('0x'))).rejects.toMatchObject(unknown);
    const { name: second } = await make(offer(ID('02')));
    await endGrant(second);
    await expect(agentFor(SITE, asked(second))).rejects.toMatchObject(unknown);
    await expect(readRecord(agentRecord(second))).rejects.toBeInstanceOf(NoSuchRecord);
    core.later(86_400_000);
    await expect(agentFor(SITE, asked(name))).rejects.toMatchObject(unknown);
    expect(await findAgent(name)).toBeNull();
  });

  test('a key that somebody else holds, which is listed too, is none of these', async () => {
    await make();
    const [row] = await listGrants();
    if (!row) throw new Error('not listed');
    const { keepGrant } = await import('../grants/store.ts');
    const { agent: _, ...page } = row;
    await keepGrant({ ...page, id: OTHER, grantee: OTHER, holder: 'page' });
    await expect(agentFor(SITE, asked(OTHER))).rejects.toMatchObject({ text: { id: 'page.agentUnknown' } });
  });
});

test('of ed25519, it signs text that its public key proves', async () => {
  const { name } = await makeAgentFor(
    offer(ID('05'), ACCOUNT, 'orderly'),
    terms('orderly', { agent: { with: { brokerId: 'woofi_dex', chainId: 42161 } } }),
    ...([SITE, NOW] as const),
  );
  const message = utf8('1795219200000POST/v1/order{}');
  const own = await agentFor(SITE, {
    ...{ account: ACCOUNT, reading: ofVenue(order, { id: 'orderly', name: 'Orderly' }) },
    agent: { name, what: toHex(message) },
  });
  const signature = await signWith({ account: ACCOUNT, digest: `0x${'00'.repeat(32)}` }, own);
  expect(ed25519.verify(fromHex(signature), message, fromHex(name))).toBe(true);
  await lock();
  await expect(signWith({ account: ACCOUNT, digest: `0x${'00'.repeat(32)}` }, own)).rejects.toMatchObject({
    name: 'Locked',
  });
});
