/** Keys of the wallet's own: what the account signs for them is read by our own readers as exactly that. */
import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { encodeAbiParameters, keccak256, recoverTypedDataAddress, stringToHex } from 'viem';
import { describe, expect, test } from 'vitest';
import { type AgentName, makeAgent, signAsAgent } from '../keyring/agent.ts';
import { sign } from '../keyring/sign.ts';
import { fromBase64, fromHex, type Hex, utf8 } from '../lib/bytes.ts';
import { isObject, parseJson } from '../signing/json.ts';
import { parseTypedData } from '../signing/typed-data.ts';
import { type AgentAsk, NotReadable, type ToSign } from './adapter.ts';
import { faults } from './expected/seen.ts';
import { vectors } from './expected/vector.ts';
import { ACCOUNT, NOW, OTHER } from './fixtures.ts';
import { keyText } from './orderly/key.ts';
import type { Reading } from './reading.ts';
import { adapters } from './registry.ts';
import { readTypedData } from './typed-data.ts';

const SECRET = fromHex('0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80');
const SEED = new Uint8Array(32).fill(7);
const ED = makeAgent('ed25519', SEED);
const ID: Hex = '0x00112233445566778899aabbccddeeff01';
const DAY = 86_400_000;
const ask = (agent: AgentName | null, more: AgentAsk['with'] = {}, until = NOW + 7 * DAY): AgentAsk => ({
  account: ACCOUNT,
  agent,
  id: ID,
  until,
  now: NOW,
  with: more,
});

const adapterOf = (id: string) => {
  const found = adapters.find((one) => one.id === id);
  if (!found) throw new Error(`no adapter ${id}`);
  return found;
};
const schemeOf = (id: string) => {
  const { agents } = adapterOf(id);
  if (!agents) throw new Error(`no agents at ${id}`);
  return agents;
};
const dataOf = (toSign: ToSign) => {
  if (!('typedData' in toSign)) throw new Error('no typed data');
  return parseTypedData(parseJson(JSON.stringify(toSign.typedData)));
};
const readingOf = (toSign: ToSign, chainId = 1): Reading =>
  readTypedData(dataOf(toSign), { origin: '', account: ACCOUNT, chainId, now: NOW });
/** By an implementation that is not ours. */
const recovered = async (toSign: ToSign, signature: Hex): Promise<string> =>
  recoverTypedDataAddress({ ...(('typedData' in toSign ? toSign.typedData : {}) as object), signature } as Parameters<
    typeof recoverTypedDataAddress
  >[0]);
const byAccount = (toSign: ToSign): Hex => sign(fromHex(dataOf(toSign).digest), SECRET, ACCOUNT).hex65;
const bodyOf = (toSign: ToSign, signature: Hex) => {
  const request = toSign.request(signature);
  return { ...request, json: JSON.parse(request.body ?? 'null') };
};
const whyOf = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    if (error instanceof NotReadable) return error.why;
    throw error;
  }
  return null;
};

type Case = {
  id: string;
  with: AgentAsk['with'];
  agent: AgentName;
  grantee: string;
  scope: 'trade' | 'everything';
  until: number | undefined;
};
const CASES: Case[] = [
  { id: 'hyperliquid', with: {}, agent: OTHER, grantee: OTHER, scope: 'trade', until: (NOW + 7 * DAY) / 1000 },
  {
    id: 'orderly',
    with: { brokerId: 'woofi_pro', chainId: 42161 },
    ...{ agent: ED.name, grantee: keyText(ED.name as Hex), scope: 'trade', until: (NOW + 7 * DAY) / 1000 },
  },
  { id: 'aster', with: {}, agent: OTHER, grantee: OTHER, scope: 'trade', until: (NOW + 7 * DAY) / 1000 },
  {
    id: 'derive',
    with: { subaccount: 7 },
    agent: OTHER,
    grantee: OTHER,
    scope: 'trade',
    until: (NOW + 7 * DAY) / 1000,
  },
  // The venue knows neither an end nor a limit.
  { id: 'nado', with: { nonce: 3 }, agent: OTHER, grantee: OTHER, scope: 'everything', until: undefined },
];

test('there are keys at these venues and no other', () => {
  expect(adapters.flatMap(({ id, agents }) => (agents ? [id] : [])).sort()).toEqual(CASES.map(({ id }) => id).sort());
});

describe.each(CASES)('$id', ({ id, with: named, agent, grantee, scope, until }) => {
  const scheme = schemeOf(id);
  const approved = scheme.approve(ask(agent, named));

  test('is a grant to exactly this key, with this scope and this end', () => {
    const reading = readingOf(approved);
    expect(reading).toMatchObject({ kind: 'grant-authority', grantee, scope, venue: { id } });
    if (reading.kind !== 'grant-authority') throw new Error(reading.kind);
    expect(reading.until).toBe(until);
    expect(reading.allSubaccounts).toBeUndefined();
    expect(faults(reading)).toEqual([]);
    expect(JSON.stringify(reading.can)).not.toContain('can.withdraw"');
  });

  test('is signed by the account, and the signature is in the request', async () => {
    expect(approved.by).toBe('account');
    const signature = byAccount(approved);
    expect(await recovered(approved, signature)).toBe(ACCOUNT);
    const { body = '', host, method } = approved.request(signature);
    expect(host).toMatch(/^https:\/\/[a-z.]+$/);
    expect(method).toBe('POST');
    expect(body).toContain(signature.slice(2, 66));
    // What is posted says what was signed.
    expect(body.toLowerCase()).toContain(grantee.slice(2).toLowerCase());
  });

  test('is for no account and no key but these', () => {
    expect(whyOf(() => scheme.approve(ask(null, named)))).toMatchObject({ id: 'why.agentKey' });
    const wrong: AgentName = scheme.curve === 'ed25519' ? OTHER : ED.name;
    expect(whyOf(() => scheme.approve(ask(wrong, named)))).toMatchObject({ id: 'why.agentKey' });
    const foreign = scheme.approve({ ...ask(agent, named), account: OTHER });
    // The messages of these two name no account: whoever signs gives it.
    const nameless = ['hyperliquid', 'orderly'].includes(id);
    expect(readingOf(foreign).kind).toBe(nameless ? 'grant-authority' : 'unreadable');
  });

  test('has an end that is neither past nor far', () => {
    if (until === undefined) return;
    for (const end of [NOW - 1, NOW, NOW + 31 * DAY, Number.NaN, Number.POSITIVE_INFINITY, NOW + 90_000.5])
      expect(whyOf(() => scheme.approve(ask(agent, named, end)))).toMatchObject({ id: 'why.agentEnd' });
  });

  test('with something else than the venue knows is not made', () => {
    for (const network of ['mainnet', '', 1, true])
      expect(whyOf(() => scheme.approve(ask(agent, { ...named, network })))).toMatchObject({ id: 'why.agentWith' });
    for (const key of Object.keys(named))
      for (const value of [-1, 1.5, '', 'a b', '"', Number.NaN, true, 2 ** 60])
        expect(whyOf(() => scheme.approve(ask(agent, { ...named, [key]: value })))).toMatchObject({
          id: 'why.agentWith',
        });
  });
});

/**
 * Domain separators and types that each venue's own code gives: asterdex/api-docs 265e024 `demo/aster-code.py`,
 * nadohq/nado-python-sdk f514e48 `contracts/eip712`, OrderlyNetwork/js-sdk 0d1ae77 `packages/types/src/sign.ts`,
 * derivexyz/derive-py 92fa887 `config/contracts.py` (Sepolia), each hashed by viem 2.47.0 and ethers 6.17.0.
 */
test.each([
  ['aster', {}, '0x0b1c7560da00539a1ba5774edb75f7735da844730b7bfa41fa66bf107b4456ff'],
  ['nado', { nonce: 1 }, '0x500352397d72384ea1fc8aeb9dc320094855853ec552aadaa0dd4f92d38c49e9'],
  [
    'orderly',
    { brokerId: 'woofi_pro', chainId: 42161 },
    '0x2c8b7c3b8d1c30ae77ce31aa12b9b2bb7ec63da9fb55fae3fd6f5b841df122a4',
  ],
  [
    'derive',
    { subaccount: 1, network: 'Testnet' },
    '0x24d674cd5f2b9d564691c51e9d88f649b99246a2244dd74ce27b96578d773e85',
  ],
])('the domain of %s is the one that the venue has', (id, named, separator) => {
  const approved = schemeOf(id).approve(ask(id === 'orderly' ? ED.name : OTHER, named));
  expect(dataOf(approved).domainSeparator).toBe(separator);
});

test.each([
  ['aster', 'ApproveAgent-56', {}],
  ['nado', 'LinkSigner', { nonce: 1 }],
  ['orderly', 'AddOrderlyKey', { brokerId: 'woofi_pro', chainId: 42161 }],
  ['hyperliquid', 'user-approve-agent-named', {}],
])('the type of %s is that of the vector %s', (id, vector, named) => {
  const found = vectors().find((one) => one.file === id && one.id === vector);
  if (!found) return void console.warn(`NOT CHECKED: there is no vector ${vector} of ${id} here.`);
  const approved = schemeOf(id).approve(ask(id === 'orderly' ? ED.name : OTHER, named));
  expect(dataOf(approved).types.get(found.primaryType ?? '')).toEqual(found.types?.[found.primaryType ?? '']);
});

/** derivexyz/derive-py 92fa887, tests/test_action_signing/expected.py `EXPECTED_SESSION_KEY`: the layout of the bytes. */
test('the bytes of Derive are laid out as its SDK does', () => {
  const { data } = dataOf(schemeOf('derive').approve(ask(OTHER, { subaccount: 7 }))).message as { data: string };
  expect(data.slice(2).match(/.{64}/g)).toEqual(
    [OTHER.slice(2).toLowerCase(), ((NOW + 7 * DAY) / 1000).toString(16), ...['80', 'e0', '2', '5', '6', '1', '7']].map(
      (word) => word.padStart(64, '0'),
    ),
  );
});

describe('what each venue gets', () => {
  test('Hyperliquid: a name of 16 characters and its end, at the network that was named', () => {
    const approved = schemeOf('hyperliquid').approve(ask(OTHER, { network: 'Testnet' }));
    const { json, ...request } = bodyOf(approved, byAccount(approved));
    expect(request).toMatchObject({ host: 'https://api.hyperliquid-testnet.xyz', path: '/exchange' });
    expect(json).toMatchObject({
      action: {
        type: 'approveAgent',
        signatureChainId: '0x66eee',
        hyperliquidChain: 'Testnet',
        agentAddress: OTHER.toLowerCase(),
        agentName: `Vouch ccddeeff01 valid_until ${NOW + 7 * DAY}`,
        nonce: NOW,
      },
      nonce: NOW,
    });
    expect(json.action.agentName.replace(/ valid_until \d+$/, '')).toHaveLength(16);
    expect([27, 28]).toContain(json.signature.v);
    expect(`${json.signature.r}${json.signature.s.slice(2)}`).toBe(byAccount(approved).slice(0, 130));
  });

  test('Hyperliquid: taken back by the same name for an address that is new each time', () => {
    const { revoke } = schemeOf('hyperliquid');
    const nameOf = (reading: Reading) => JSON.stringify(reading.rows.find(({ label }) => label === 'row.keyName'));
    const first = readingOf(revoke?.(ask(OTHER)) as ToSign);
    const second = readingOf(revoke?.({ ...ask(OTHER), now: NOW + 1 }) as ToSign);
    expect(nameOf(first)).toBe(nameOf(readingOf(schemeOf('hyperliquid').approve(ask(OTHER)))));
    if (first.kind !== 'grant-authority' || second.kind !== 'grant-authority') throw new Error('no grant');
    expect(new Set([first.grantee, second.grantee, OTHER]).size).toBe(3);
  });

  test('Orderly: the scope for orders alone, and taken back by the key itself', () => {
    const scheme = schemeOf('orderly');
    const named = { brokerId: 'woofi_pro', chainId: 42161 };
    const approved = scheme.approve(ask(ED.name, named));
    expect(bodyOf(approved, byAccount(approved)).json).toMatchObject({
      message: { scope: 'trading', timestamp: NOW, expiration: NOW + 7 * DAY, brokerId: 'woofi_pro', chainId: 42161 },
      userAddress: ACCOUNT,
    });
    const back = scheme.revoke?.(ask(ED.name, named)) as ToSign;
    if (!('message' in back)) throw new Error('no text');
    const body = `{"orderly_key":"${keyText(ED.name as Hex)}"}`;
    expect(back.message).toBe(`${NOW}POST/v1/client/remove_orderly_key${body}`);
    expect(back.by).toBe('agent');
    const { headers = {}, ...request } = back.request(signAsAgent('ed25519', SEED, utf8(back.message)));
    expect(request).toMatchObject({ method: 'POST', path: '/v1/client/remove_orderly_key', body });
    const standard = (headers['orderly-signature'] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    expect(standard).not.toContain('=');
    expect(ed25519.verify(fromBase64(`${standard}==`), utf8(back.message), fromHex(ED.name))).toBe(true);
    const parts = [{ type: 'address' }, { type: 'bytes32' }] as const;
    const account = keccak256(encodeAbiParameters(parts, [ACCOUNT, keccak256(stringToHex('woofi_pro'))]));
    expect(headers['orderly-account-id']).toBe(account);
  });

  test('Aster: perpetuals alone, spot where it is named, and never withdrawals', () => {
    const approved = schemeOf('aster').approve(ask(OTHER));
    const form = new URLSearchParams(approved.request(byAccount(approved)).body);
    expect(Object.fromEntries(form)).toMatchObject({
      ...{ agentAddress: OTHER, canPerpTrade: 'true', canSpotTrade: 'false', canWithdraw: 'false' },
      ...{ expired: String(NOW + 7 * DAY), nonce: `${NOW}000`, asterChain: 'Mainnet', signatureChainId: '56' },
    });
    const spot = readingOf(schemeOf('aster').approve(ask(OTHER, { spot: true })));
    expect(JSON.stringify(spot.kind === 'grant-authority' && spot.can)).toContain('can.tradeSpot');
    const back = schemeOf('aster').revoke?.(ask(OTHER)) as ToSign;
    expect(readingOf(back)).toMatchObject({ kind: 'grant-authority', scope: 'nothing', grantee: OTHER });
    expect(back.request('0x12')).toMatchObject({ method: 'DELETE', path: '/fapi/v3/agent' });
  });

  test('Derive: the order book in one subaccount, and set again without rights', () => {
    const scheme = schemeOf('derive');
    const approved = scheme.approve(ask(OTHER, { subaccount: 7 }));
    const { json, path, host } = bodyOf(approved, byAccount(approved));
    expect([host, path]).toEqual(['https://api.derive.xyz', '/v3/private/set_session_key']);
    expect(json).toMatchObject({
      ...{ wallet: ACCOUNT, signer: ACCOUNT, public_session_key: OTHER, subaccount_ids: [7] },
      ...{ expiry_sec: (NOW + 7 * DAY) / 1000, nonce: `${NOW}000000`, signature_expiry_sec: NOW / 1000 + 600 },
      ...{ protocol_scopes: ['trade:orderbook:perp', 'trade:orderbook:option'], offchain_scopes: [] },
    });
    const can = (more: AgentAsk['with']) => {
      const reading = readingOf(scheme.approve(ask(OTHER, { subaccount: 7, ...more })));
      return reading.kind === 'grant-authority' ? reading.can.map(({ id }) => id) : [];
    };
    expect(can({})).toEqual(['can.scopeTradePerp', 'can.scopeTradeOption', 'can.readAccount']);
    expect(can({ rfq: true })).toContain('can.scopeRfqPerp');
    const back = readingOf(scheme.revoke?.(ask(OTHER, { subaccount: 7 })) as ToSign);
    expect(back).toMatchObject({ kind: 'grant-authority', grantee: OTHER, scope: 'login', until: NOW / 1000 + 360 });
    expect(dataOf(scheme.approve(ask(OTHER, { subaccount: 7, network: 'Testnet' }))).domain.chainId).toBe(11155111n);
  });

  test('Nado: the venue’s own number of the transaction, and the empty address takes it back', () => {
    const scheme = schemeOf('nado');
    const approved = scheme.approve(ask(OTHER, { nonce: '1' }));
    expect(bodyOf(approved, byAccount(approved)).json).toMatchObject({
      link_signer: {
        tx: {
          sender: `${ACCOUNT.toLowerCase()}64656661756c740000000000`,
          signer: `${OTHER.toLowerCase()}${'0'.repeat(24)}`,
          nonce: '1',
        },
        signature: byAccount(approved),
      },
    });
    // The number that the approval used is used: the venue is asked for the next.
    const { host, path, body } = scheme.list?.(ask(null)) ?? {};
    expect([host, path, JSON.parse(body ?? '')]).toEqual([
      'https://gateway.prod.nado.xyz',
      '/v1/query',
      { type: 'nonces', address: ACCOUNT },
    ]);
    const back = (listed: unknown) => scheme.revoke?.(ask(null, { nonce: 1 }), listed) as ToSign;
    const answer = { status: 'success', data: { tx_nonce: '2', order_nonce: '9' } };
    expect(readingOf(back(answer))).toMatchObject({ kind: 'grant-authority', scope: 'nothing' });
    expect(dataOf(back(answer)).message.nonce).toBe(2n);
    for (const lie of [
      undefined,
      null,
      [],
      {},
      { data: null },
      { data: { tx_nonce: '-1' } },
      { data: { tx_nonce: {} } },
    ])
      expect(whyOf(() => back(lie))).toMatchObject({ params: { field: 'nonce' } });
    expect(whyOf(() => scheme.approve(ask(OTHER)))).toMatchObject({ params: { field: 'nonce' } });
  });
});

describe('all open orders', () => {
  const cancelOf = (id: string, asked: AgentAsk, listed: unknown = null): ToSign | null => {
    const { cancelAll } = adapterOf(id);
    if (!cancelAll) throw new Error(`no cancelAll at ${id}`);
    return cancelAll.make(asked, listed);
  };

  test('are cancelled at these venues; at Derive a cancel is a login, and Vouch makes none', () => {
    expect(adapters.flatMap(({ id, cancelAll }) => (cancelAll ? [id] : []))).toEqual([
      'aster',
      'gannet',
      'hyperliquid',
      'nado',
      'orderly',
    ]);
  });

  test.each(['gannet', 'nado'])('of %s are read as a cancel, for the own account alone', async (id) => {
    const made = cancelOf(id, ask(id === 'nado' ? OTHER : null)) as ToSign;
    expect(readingOf(made)).toMatchObject({ kind: 'cancel-or-reduce', act: 'cancel', venue: { id } });
    expect(faults(readingOf(made))).toEqual([]);
    expect(made.by).toBe(id === 'nado' ? 'agent' : 'account');
    expect(await recovered(made, byAccount(made))).toBe(ACCOUNT);
    const foreign = cancelOf(id, { ...ask(OTHER), account: OTHER }) as ToSign;
    expect(readingOf(foreign).kind).toBe('unreadable');
  });

  test('of Gannet go to the page’s own host', () => {
    const made = cancelOf('gannet', ask(null)) as ToSign;
    expect(bodyOf(made, '0x12')).toMatchObject({
      ...{ host: '', method: 'POST', path: '/api/cancel-all' },
      json: { cancelAll: { account: ACCOUNT, nonce: String(NOW) }, signature: '0x12' },
    });
  });

  test('of Nado are those of every product that it lists; without a list none is named', () => {
    const ids = (listed: unknown) => {
      const { productIds } = dataOf(cancelOf('nado', ask(OTHER), listed) as ToSign).message as { productIds: bigint[] };
      return productIds.map(Number);
    };
    const symbols = {
      A: { product_id: '0' },
      B: { product_id: 2 },
      C: { product_id: '4' },
      D: { product_id: 'x' },
      E: null,
    };
    expect(ids({ status: 'success', data: { symbols } })).toEqual([2, 4]);
    for (const nothing of [null, undefined, 1, 'x', [], {}, { data: null }, { data: { symbols: 'x' } }])
      expect(ids(nothing)).toEqual([]);
    const { nonce } = dataOf(cancelOf('nado', ask(OTHER)) as ToSign).message as { nonce: bigint };
    expect(Number(nonce >> 20n)).toBe(NOW + 90_000);
    expect(whyOf(() => cancelOf('nado', ask(OTHER, { network: 'Testnet' })))).toMatchObject({ id: 'why.agentWith' });
  });

  test('of Aster are those of one market, by the key', () => {
    const made = cancelOf('aster', ask(OTHER, { symbol: 'ETHUSDT' })) as ToSign;
    const reading = readTypedData(dataOf(made), { origin: '', account: ACCOUNT, agent: OTHER, chainId: 1, now: NOW });
    expect(reading).toMatchObject({ kind: 'cancel-or-reduce', headline: { id: 'headline.cancelAllIn' } });
    expect(faults(reading)).toEqual([]);
    // Without the key it is no message of the account's own.
    expect(readingOf(made).kind).toBe('unreadable');
    const { path, method } = made.request('0x12');
    expect([method, path.split('?')[0]]).toEqual(['DELETE', '/fapi/v3/allOpenOrders']);
    const { msg } = dataOf(made).message as { msg: string };
    expect(path).toBe(`/fapi/v3/allOpenOrders?${msg}&signature=0x12`);
    for (const symbol of ['ethusdt', 'A&B=1', '', 1])
      expect(whyOf(() => cancelOf('aster', ask(OTHER, { symbol })))).toMatchObject({ id: 'why.agentWith' });
    expect(whyOf(() => cancelOf('aster', ask(null, { symbol: 'A' })))).toMatchObject({ id: 'why.agentKey' });
  });

  describe('of Hyperliquid', () => {
    const order = (coin: string, oid: number) => ({ coin, oid, side: 'B', limitPx: '1' });
    const actionOf = (listed: unknown, more: AgentAsk['with'] = {}) => {
      const made = cancelOf('hyperliquid', ask(OTHER, more), listed);
      return made && bodyOf(made, byAccount(made)).json.action;
    };

    test('are cancelled by their numbers', () => {
      const listed = [
        order('BTC', 11),
        order('ETH', 12),
        order('@107', 13),
        order('PURR/USDC', 14),
        order('xyz:TSLA', 15),
      ];
      expect(actionOf(listed)).toEqual({
        type: 'cancel',
        cancels: [
          { a: 0, o: 11 },
          { a: 1, o: 12 },
          { a: 10107, o: 13 },
          { a: 10000, o: 14 },
          { a: 110001, o: 15 },
        ],
      });
    });

    test('are none: nothing is signed', () => {
      expect(cancelOf('hyperliquid', ask(OTHER), [])).toBeNull();
    });

    test('without a list, or of markets that have no name here, go by the timer', () => {
      const timer = { type: 'scheduleCancel', time: NOW + 10_000 };
      for (const listed of [
        null,
        undefined,
        {},
        'x',
        [null, 1, { coin: 1, oid: 2 }, { coin: 'BTC', oid: -1 }],
        [order('NEWCOIN', 1)],
      ])
        expect(actionOf(listed)).toEqual(timer);
      expect(actionOf([order('BTC', 1)], { network: 'Testnet' })).toEqual(timer);
      expect(actionOf([order('NEWCOIN', 1), order('BTC', 2)])).toEqual({ type: 'cancel', cancels: [{ a: 0, o: 2 }] });
    });

    test('are at most 500 at a time', () => {
      expect(actionOf(Array.from({ length: 700 }, (_, i) => order('BTC', i))).cancels).toHaveLength(500);
    });

    test('whatever the venue answers, nothing but a cancel is made', () => {
      fc.assert(
        fc.property(fc.oneof(fc.jsonValue(), fc.array(fc.record({ coin: fc.string(), oid: fc.nat() }))), (listed) => {
          expect(['cancel', 'scheduleCancel', undefined]).toContain(actionOf(listed)?.type);
        }),
      );
    });
  });

  test('of Orderly are read as a cancel by the reader of requests', () => {
    const made = cancelOf('orderly', ask(ED.name, { brokerId: 'woofi_pro' })) as ToSign;
    if (!('message' in made)) throw new Error('no text');
    expect(made.message).toBe(`${NOW}DELETE/v1/orders`);
    const request = { timestamp: NOW, method: 'DELETE', path: '/v1/orders' };
    const preimage = parseJson(JSON.stringify({ request }));
    const opened =
      isObject(preimage) &&
      adapterOf('orderly').openText?.(preimage, {
        ...{ origin: '', account: ACCOUNT, agent: ED.name, chainId: 1, now: NOW },
      });
    expect(opened).toMatchObject({ message: made.message, card: { kind: 'cancel-or-reduce', act: 'cancel' } });
    expect(whyOf(() => cancelOf('orderly', ask(null, { brokerId: 'x' })))).toMatchObject({ id: 'why.agentKey' });
  });
});
