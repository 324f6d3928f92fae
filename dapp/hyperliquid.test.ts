import { ExchangeClient } from '@nktkas/hyperliquid';
import { describe, expect, test } from 'vitest';
import { throughVouch, VouchTransportError } from './hyperliquid.ts';

const ACCOUNT = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
const SIGNATURE = `0x${'11'.repeat(32)}${'22'.repeat(32)}1b`;
const ORDER = {
  orders: [{ a: 1, b: true, p: '3484', s: '0.5', r: false, t: { limit: { tif: 'Gtc' } } }],
  grouping: 'na',
} as const;
const OK = { status: 'ok', response: { type: 'order', data: { statuses: [{ resting: { oid: 1 } }] } } };

type Asked = { method: string; params?: unknown };

const set = (answer: (asked: Asked) => unknown = () => SIGNATURE) => {
  const asked: Asked[] = [];
  const sent: [string, { [key: string]: unknown }][] = [];
  const provider = {
    request: async (one: Asked) => {
      asked.push(one);
      return one.method === 'eth_chainId' ? '0xa4b1' : answer(one);
    },
  };
  const inner = {
    isTestnet: false,
    request: async <T>(endpoint: string, payload: unknown) => {
      sent.push([endpoint, payload as { [key: string]: unknown }]);
      return OK as T;
    },
  };
  const made = throughVouch({ provider, account: ACCOUNT, transport: inner });
  return { ...made, client: new ExchangeClient(made), asked, sent };
};

const HASH = {
  domain: { name: 'Exchange', version: '1', chainId: 1337, verifyingContract: `0x${'0'.repeat(40)}` as const },
  types: { Agent: [] },
  primaryType: 'Agent',
  message: { source: 'a', connectionId: `0x${'12'.repeat(32)}` },
};
const halves = (placeholder: string) => ({ r: placeholder.slice(0, 66), s: `0x${placeholder.slice(66, 130)}`, v: 27 });

test('an order of the SDK is signed by Vouch, and what is sent is what was asked for', async () => {
  const { client, asked, sent } = set();
  await client.order({ ...ORDER, orders: [...ORDER.orders] }, { expiresAfter: 1_800_000_000_000 });
  expect(asked).toHaveLength(1);
  const [{ method, params } = { method: '', params: [] }] = asked;
  expect(method).toBe('wallet_signVenueOrder');
  const [[endpoint, payload] = ['', {}]] = sent;
  expect(endpoint).toBe('exchange');
  expect(payload.signature).toEqual({ r: `0x${'11'.repeat(32)}`, s: `0x${'22'.repeat(32)}`, v: 27 });
  expect(params).toEqual([
    {
      venue: 'hyperliquid',
      account: ACCOUNT,
      action: { type: 'order', ...ORDER },
      nonce: payload.nonce,
      expiresAfter: 1_800_000_000_000,
      isTestnet: false,
    },
  ]);
  expect(JSON.stringify(payload.action)).toBe(JSON.stringify((params as { action: unknown }[])[0]?.action));
});

test('what the account signs in the clear goes to Vouch as it is', async () => {
  const { client, asked, sent } = set();
  await client.approveAgent({ agentAddress: ACCOUNT, agentName: 'bot' });
  expect(asked.map(({ method }) => method)).toEqual(['eth_chainId', 'eth_signTypedData_v4']);
  const [account, text] = (asked[1]?.params ?? []) as string[];
  expect(account).toBe(ACCOUNT);
  expect(JSON.parse(text ?? '')).toMatchObject({
    primaryType: 'HyperliquidTransaction:ApproveAgent',
    message: { hyperliquidChain: 'Mainnet', agentName: 'bot' },
  });
  expect(sent).toHaveLength(1);
});

test('a rejection reaches the caller, and nothing is sent', async () => {
  const { client, sent } = set(() => {
    throw Object.assign(new Error('The person rejected this request.'), { code: 4001 });
  });
  await expect(client.order({ ...ORDER, orders: [...ORDER.orders] })).rejects.toMatchObject({ code: 4001 });
  expect(sent).toEqual([]);
});

describe('a placeholder never leaves', () => {
  test('to another endpoint, twice, in the action, or when it is made up', async () => {
    const { wallet, transport, sent } = set();
    const placeholder = () => wallet.signTypedData(HASH);
    const payload = { action: { type: 'noop' }, nonce: 1, signature: halves(await placeholder()) };
    await transport.request('exchange', payload);
    expect(sent).toHaveLength(1);
    for (const [endpoint, wrong] of [
      ['exchange', payload],
      ['info', { ...payload, signature: halves(await placeholder()) }],
      [
        'exchange',
        { action: { type: 'multiSig', signatures: [halves(await placeholder())] }, nonce: 1, signature: {} },
      ],
      ['exchange', { ...payload, signature: halves((await placeholder()).toUpperCase().replace('0X', '0x')) }],
      ['exchange', [await placeholder()]],
      ['exchange', await placeholder()],
    ] as const)
      await expect(transport.request(endpoint, wrong)).rejects.toThrow(VouchTransportError);
    expect(sent).toHaveLength(1);
  });

  test('with something that would not be signed, or for another network', async () => {
    const { wallet, transport, asked, sent } = set();
    const signature = halves(await wallet.signTypedData(HASH));
    await expect(transport.request('exchange', { action: {}, nonce: 1, signature, extra: 1 })).rejects.toThrow(
      /"extra"/,
    );
    const testnet = await wallet.signTypedData({ ...HASH, message: { ...HASH.message, source: 'b' } });
    await expect(transport.request('exchange', { action: {}, nonce: 1, signature: halves(testnet) })).rejects.toThrow(
      /different networks/,
    );
    expect([asked, sent]).toEqual([[], []]);
  });

  test('when the answer is no signature, or nobody waits for it any more', async () => {
    const bad = set(() => '0x12');
    await expect(bad.client.order({ ...ORDER, orders: [...ORDER.orders] })).rejects.toThrow(VouchTransportError);
    const gone = new AbortController();
    const late = set(() => {
      gone.abort(new Error('gave up'));
      return SIGNATURE;
    });
    await expect(late.client.order({ ...ORDER, orders: [...ORDER.orders] }, { signal: gone.signal })).rejects.toThrow();
    expect([bad.sent, late.sent]).toEqual([[], []]);
  });
});

test('reading goes through untouched', async () => {
  const { transport, sent, asked } = set();
  const payload = { type: 'meta' };
  await transport.request('info', payload);
  expect(sent).toEqual([['info', payload]]);
  expect(sent[0]?.[1]).toBe(payload);
  expect(asked).toEqual([]);
});
