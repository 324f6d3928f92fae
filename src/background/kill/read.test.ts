import { expect, test } from 'vitest';
import { type AgentName, makeAgent } from '../../keyring/agent.ts';
import { toHex } from '../../lib/bytes.ts';
import { type AgentAsk, NotReadable, type ToSign } from '../../venues/adapter.ts';
import { ACCOUNT, NOW, OTHER } from '../../venues/fixtures.ts';
import { adapters } from '../../venues/registry.ts';
import { NotWhatItSays, readAgain } from './read.ts';

const ED = makeAgent('ed25519', new Uint8Array(32).fill(7)).name;
const THIRD = '0x2222222222222222222222222222222222222222';

const adapterOf = (id: string) => {
  const found = adapters.find((one) => one.id === id);
  if (!found) throw new Error(`no adapter ${id}`);
  return found;
};
const ask = (agent: AgentName | null, more: AgentAsk['with'] = {}): AgentAsk => ({
  account: ACCOUNT,
  agent,
  id: '0x00112233445566778899aabbccddeeff01',
  until: NOW + 7 * 86_400_000,
  now: NOW,
  with: more,
});

/** What the sites name for each, and what the venue answers where it has to be asked. */
const VENUES: {
  id: string;
  agent: AgentName;
  with: AgentAsk['with'];
  listed: unknown[];
  byAccount?: true;
  numbers?: unknown;
}[] = [
  {
    id: 'hyperliquid',
    agent: OTHER,
    with: {},
    listed: [
      [{ coin: 'ETH', oid: 77 }],
      [
        { coin: 'ETH', oid: 77 },
        { coin: 'nothing', oid: 1 },
      ],
      null,
    ],
    byAccount: true,
  },
  { id: 'hyperliquid', agent: OTHER, with: { network: 'Testnet' }, listed: [null], byAccount: true },
  { id: 'orderly', agent: ED, with: { brokerId: 'woofi_pro', chainId: 42161 }, listed: [null] },
  { id: 'aster', agent: OTHER, with: { symbol: 'ETHUSDT' }, listed: [null] },
  { id: 'derive', agent: OTHER, with: { subaccount: 7 }, listed: [] },
  {
    id: 'nado',
    agent: OTHER,
    with: { nonce: 3 },
    listed: [null, { data: { symbols: { ETH: { product_id: 4 } } } }],
    byAccount: true,
    numbers: { data: { tx_nonce: '4' } },
  },
  { id: 'gannet', agent: OTHER, with: {}, listed: [null], byAccount: true },
];

test.each(VENUES)('$id $with: what takes a key back and what cancels is read as that, and as nothing else', (venue) => {
  const adapter = adapterOf(venue.id);
  const asks = [ask(venue.agent, venue.with), ...(venue.byAccount ? [ask(null, venue.with)] : [])];
  let read = 0;
  for (const one of asks)
    for (const listed of venue.listed) {
      const toSign = adapter.cancelAll?.make(one, listed);
      if (!toSign) throw new Error('nothing to sign');
      expect(readAgain('cancel', adapter, toSign, one).bytes.length).toBeGreaterThan(20);
      expect(() => readAgain('revoke', adapter, toSign, one)).toThrow(NotWhatItSays);
      // Of the same account alone, where the message names one; and only at its venue.
      expect(() => readAgain('cancel', { ...adapter, id: 'other' }, toSign, one)).toThrow(NotWhatItSays);
      read++;
    }
  const first = asks[0] ?? ask(null);
  const back = adapter.agents?.revoke?.(first, venue.numbers);
  if (back) {
    expect(readAgain('revoke', adapter, back, first).bytes.length).toBeGreaterThan(20);
    expect(() => readAgain('cancel', adapter, back, first)).toThrow(NotWhatItSays);
    read++;
  }
  const given = adapter.agents?.approve(first);
  if (given) expect(() => readAgain('revoke', adapter, given, first)).toThrow(NotWhatItSays);
  expect(read).toBeGreaterThan(0);
});

test('every venue that cancels or takes keys back is in the table above', () => {
  const can = adapters.filter(({ agents, cancelAll }) => agents?.revoke ?? cancelAll).map(({ id }) => id);
  expect([...new Set(VENUES.map(({ id }) => id))].sort()).toEqual([...can].sort());
});

test('text: the very key, the very time, and what is sent is what is signed', () => {
  const adapter = adapterOf('orderly');
  const one = ask(ED, { brokerId: 'woofi_pro', chainId: 42161 });
  const back = adapter.agents?.revoke?.(one);
  const cancel = adapter.cancelAll?.make(one, null);
  if (!back || !cancel || !('message' in back) || !('message' in cancel)) throw new Error('no text');
  const other = ask(makeAgent('ed25519', new Uint8Array(32).fill(8)).name, one.with);
  const wrong: [ToSign, AgentAsk][] = [
    [back, other],
    [back, { ...one, now: NOW + 1 }],
    [{ ...back, message: `${back.message} ` }, one],
    [{ ...back, request: cancel.request }, one],
    [{ ...cancel, request: back.request }, one],
    [{ ...cancel, message: cancel.message.replace('/v1/orders', '/v1/order') }, one],
  ];
  for (const [toSign, by] of wrong)
    for (const goal of ['revoke', 'cancel'] as const)
      expect(() => readAgain(goal, adapter, toSign, by)).toThrow(NotWhatItSays);
});

test('a key that is taken back goes to nobody: not to an address that somebody else named', () => {
  const adapter = adapterOf('hyperliquid');
  const one = ask(OTHER);
  const back = adapter.agents?.revoke?.(one);
  if (!back || !('typedData' in back)) throw new Error('no typed data');
  const to = (agentAddress: string): ToSign => {
    const { message } = back.typedData as { message: object };
    return { ...back, typedData: { ...back.typedData, message: { ...message, agentAddress } } };
  };
  expect(toHex(readAgain('revoke', adapter, to(`0x${'00'.repeat(20)}`), one).bytes)).toMatch(/^0x/);
  for (const wrong of [OTHER, THIRD, ACCOUNT])
    expect(() => readAgain('revoke', adapter, to(wrong), one)).toThrow(NotWhatItSays);
  // made for another moment, it is another nobody
  expect(() => readAgain('revoke', adapter, back, { ...one, now: NOW + 1 })).toThrow(NotWhatItSays);
});

test('a key that is set again without rights is the very key', () => {
  const adapter = adapterOf('derive');
  const one = ask(OTHER, { subaccount: 7 });
  const back = adapter.agents?.revoke?.(one);
  if (!back) throw new Error('nothing to sign');
  expect(readAgain('revoke', adapter, back, one).bytes).toHaveLength(32);
  expect(() => readAgain('revoke', adapter, back, { ...one, agent: THIRD })).toThrow(NotWhatItSays);
  expect(() => readAgain('revoke', adapter, back, { ...one, agent: null })).toThrow(NotWhatItSays);
});

test('an adapter says what it lacks', () => {
  expect(() => adapterOf('orderly').cancelAll?.make(ask(ED), null)).toThrow(NotReadable);
});
