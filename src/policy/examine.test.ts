import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reading as catalogue } from '../lib/text/reading.en.ts';
import { fill } from '../lib/text.ts';
import { RequestError } from '../signing/request-error.ts';
import { type TransactionPlan, transactionDigest } from '../signing/transaction.ts';
import { readTypedDataParams } from '../signing/typed-data.ts';
import { ACCOUNT, CONTEXT, DOMAINS, GANNET_ORDER, NOW, OTHER, paramsOf, SYNTHETIX_ORDER } from '../venues/fixtures.ts';
import { type Examined, examinePersonal, examineTransaction, examineTypedData } from './examine.ts';

const GANNET = { ...CONTEXT, chainId: 31337, origin: 'http://localhost:5173' };
const rules = ({ verdict }: Examined) => verdict.findings.map(({ rule, level }) => `${rule} ${level}`);
const HYPERLIQUID = 'HyperliquidTransaction:';
const plan: TransactionPlan = {
  chainId: 31337,
  from: ACCOUNT,
  to: OTHER,
  value: '1',
  data: '0x',
  nonce: 0,
  gasLimit: '21000',
  maxFeePerGas: '2',
  maxPriorityFeePerGas: '1',
};
const signIn = (domain: string) =>
  `${domain} wants you to sign in with your Ethereum account:\n${ACCOUNT}\n\n\nURI: https://${domain}\nVersion: 1\nChain ID: 1\nNonce: abcdefgh\nIssued At: 2026-11-21T00:00:00Z`;
const personal = (text: string) => examinePersonal(JSON.stringify([text, ACCOUNT]), CONTEXT);

describe('typed data', () => {
  test('an order in order has nothing to say against it', () => {
    const params = paramsOf(DOMAINS.gannet, GANNET_ORDER.type, GANNET_ORDER.message);
    const examined = examineTypedData(params, GANNET);
    expect(examined).toMatchObject({
      account: ACCOUNT,
      reading: { kind: 'order' },
      verdict: { outcome: 'ask', findings: [] },
    });
    expect(examined.digest).toBe(readTypedDataParams(params).data.digest);
  });

  test.each<[string, Record<string, unknown>, string, Record<string, unknown>, string, string[]]>([
    [
      'the order on another network',
      DOMAINS.gannet,
      GANNET_ORDER.type,
      GANNET_ORDER.message,
      'refuse',
      ['R14 forbidden'],
    ],
    [
      'the order on another contract',
      { ...DOMAINS.gannet, chainId: 1, verifyingContract: OTHER },
      GANNET_ORDER.type,
      GANNET_ORDER.message,
      'refuse',
      ['R13 forbidden'],
    ],
    [
      'an order without a price',
      DOMAINS.synthetix,
      SYNTHETIX_ORDER.type,
      { ...SYNTHETIX_ORDER.message, orders: [{ ...SYNTHETIX_ORDER.order, orderType: 'market', price: '' }] },
      'ask',
      ['R6 danger'],
    ],
    [
      'an order that has ended',
      DOMAINS.synthetix,
      SYNTHETIX_ORDER.type,
      { ...SYNTHETIX_ORDER.message, expiresAfter: 1735689900, orders: [SYNTHETIX_ORDER.order] },
      'ask',
      ['R15 warning'],
    ],
    ['an unknown message of a venue', DOMAINS.synthetix, 'AuthMessage(uint256 a)', { a: 1 }, 'ask', ['R16 danger']],
    [
      'an agent without end',
      DOMAINS.hyperliquid,
      `${HYPERLIQUID}ApproveAgent(string hyperliquidChain,address agentAddress,string agentName,uint64 nonce)`,
      { hyperliquidChain: 'Mainnet', agentAddress: OTHER, agentName: '', nonce: NOW },
      'ask',
      ['R4 danger'],
    ],
    [
      'an agent for a day',
      DOMAINS.hyperliquid,
      `${HYPERLIQUID}ApproveAgent(string hyperliquidChain,address agentAddress,string agentName,uint64 nonce)`,
      { hyperliquidChain: 'Mainnet', agentAddress: OTHER, agentName: `a valid_until ${NOW + 86_400_000}`, nonce: NOW },
      'ask',
      [],
    ],
    [
      'a builder fee',
      DOMAINS.hyperliquid,
      `${HYPERLIQUID}ApproveBuilderFee(string hyperliquidChain,string maxFeeRate,address builder,uint64 nonce)`,
      { hyperliquidChain: 'Mainnet', maxFeeRate: '0.2%', builder: OTHER, nonce: NOW },
      'ask',
      ['R4 danger', 'R9 warning'],
    ],
    [
      'money to somebody',
      DOMAINS.hyperliquid,
      `${HYPERLIQUID}UsdSend(string hyperliquidChain,string destination,string amount,uint64 time)`,
      { hyperliquidChain: 'Mainnet', destination: OTHER, amount: '1', time: NOW },
      'ask',
      ['R3 danger'],
    ],
    [
      'a new owner',
      DOMAINS.hyperliquid,
      `${HYPERLIQUID}ConvertToMultiSigUser(string hyperliquidChain,string signers,uint64 nonce)`,
      { hyperliquidChain: 'Mainnet', signers: '{}', nonce: NOW },
      'refuse',
      ['R5 forbidden'],
    ],
    [
      'more permissions',
      DOMAINS.synthetix,
      'AddDelegatedSigner(uint256 subAccountId,address walletAddress,string[] permissions,uint256 expiresAt,uint256 nonce)',
      { subAccountId: 1, walletAddress: OTHER, permissions: ['delegate'], expiresAt: 0, nonce: 1 },
      'refuse',
      ['R5 forbidden', 'R4 danger'],
    ],
    [
      'a hash',
      { name: 'Exchange', version: '1', chainId: 1337, verifyingContract: DOMAINS.synthetix.verifyingContract },
      'Agent(string source,bytes32 connectionId)',
      { source: 'a', connectionId: `0x${'12'.repeat(32)}` },
      'refuse',
      ['R2 forbidden'],
    ],
    [
      'a key',
      { name: 'Paradex', chainId: 1 },
      'Constant(string action)',
      { action: 'STARK Key' },
      'refuse',
      ['R1 forbidden'],
    ],
    [
      'a permit',
      { name: 'USD Coin', chainId: 1, verifyingContract: OTHER },
      'Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)',
      { owner: ACCOUNT, spender: OTHER, value: 1, nonce: 0, deadline: 1795219500 },
      'ask',
      ['R10 danger'],
    ],
    ['an unknown message', { name: 'Swell', chainId: 1 }, 'Intent(uint8 kind)', { kind: 7 }, 'ask', []],
  ])('%s', (_, domain, type, message, outcome, findings) => {
    const examined = examineTypedData(paramsOf(domain, type, message), CONTEXT);
    expect(rules(examined)).toEqual(findings);
    expect(examined.verdict.outcome).toBe(outcome);
  });
});

describe('personal messages', () => {
  test('a sign-in here, and one elsewhere', () => {
    expect(personal(signIn('app.example'))).toMatchObject({
      reading: { kind: 'grant-authority', scope: 'login' },
      verdict: { outcome: 'ask', findings: [] },
    });
    expect(rules(personal(signIn('bank.example')))).toEqual(['R17 forbidden', 'R17 danger']);
    expect(rules(personal(`${signIn('app.example')}\n`))).toEqual(['R17 danger']);
    expect(rules(personal(`${signIn('bank.example')}\n`))).toEqual(['R17 forbidden']);
    expect(rules(personal(`${signIn('app.example')}\nResources:\n- urn:recap:e30`))).toEqual([
      'R5 forbidden',
      'R4 danger',
    ]);
  });

  test('words, with what is hidden in them', () => {
    expect(personal('hello\u202e')).toMatchObject({
      text: 'hello⟨U+202E⟩',
      reading: { kind: 'unreadable' },
      verdict: { outcome: 'ask' },
    });
  });

  test('bytes, a hash and a key', () => {
    expect(personal('0xff')).not.toHaveProperty('text');
    expect(rules(personal(`0x${'12'.repeat(32)}`))).toEqual(['R2 forbidden']);
    expect(rules(personal('Generate a GMX 1CT (One-Click Trading) session.'))).toEqual(['R1 forbidden']);
  });
});

test('a transaction', () => {
  const examined = examineTransaction(plan, GANNET);
  expect(examined).toMatchObject({
    account: ACCOUNT,
    digest: transactionDigest(plan),
    reading: { kind: 'move-funds' },
  });
  expect(rules(examined)).toEqual(['R3 danger']);
  expect(
    rules(
      examineTransaction(
        { ...plan, value: '0', data: `0x095ea7b3${OTHER.slice(2).toLowerCase().padStart(64, '0')}${'f'.repeat(64)}` },
        GANNET,
      ),
    ),
  ).toEqual(['R10 danger']);
});

test('the gate gets the same again', () => {
  const params = paramsOf(DOMAINS.gannet, GANNET_ORDER.type, GANNET_ORDER.message);
  expect(examineTypedData(params, GANNET)).toEqual(examineTypedData(params, GANNET));
  expect(examineTransaction(plan, GANNET)).toEqual(examineTransaction(plan, GANNET));
});

test('an examination is plain data that survives being stored', () => {
  const params = paramsOf(DOMAINS.gannet, GANNET_ORDER.type, GANNET_ORDER.message);
  for (const examined of [
    examineTypedData(params, GANNET),
    personal(signIn('bank.example')),
    examineTransaction(plan, GANNET),
  ])
    expect(JSON.parse(JSON.stringify(examined))).toEqual(examined);
});

test('every text that is said has words for all it names', () => {
  const params = [
    paramsOf(DOMAINS.gannet, GANNET_ORDER.type, { ...GANNET_ORDER.message, reduceOnly: true, extra: 1 }),
    paramsOf(DOMAINS.gannet, GANNET_ORDER.type, { ...GANNET_ORDER.message, side: 'x' }),
    paramsOf(DOMAINS.synthetix, SYNTHETIX_ORDER.type, {
      ...SYNTHETIX_ORDER.message,
      orders: [SYNTHETIX_ORDER.order, { ...SYNTHETIX_ORDER.order, triggerPrice: '1' }],
    }),
    paramsOf({ name: 'GANNET', chainId: 7 }, 'T(bool a)', { a: true }),
  ];
  const all = [
    ...params.map((text) => examineTypedData(text, CONTEXT)),
    personal(signIn('bank.example')),
    examineTransaction(plan, CONTEXT),
  ];
  const texts: { id: keyof typeof catalogue; params?: Record<string, string> }[] = [];
  JSON.stringify(all, (_, value) => {
    if (value && typeof value === 'object' && typeof value.id === 'string' && value.id in catalogue) texts.push(value);
    return value;
  });
  expect(texts.length).toBeGreaterThan(20);
  for (const text of texts) expect(fill(catalogue[text.id], text.params), text.id).not.toMatch(/\{\w+\}/);
});

test('no params break it with anything but the one error', () => {
  const params = paramsOf(DOMAINS.synthetix, SYNTHETIX_ORDER.type, {
    ...SYNTHETIX_ORDER.message,
    orders: [SYNTHETIX_ORDER.order],
  });
  const texts = fc.oneof(
    fc.json(),
    fc.string(),
    fc
      .tuple(fc.nat(params.length), fc.nat(8), fc.string({ maxLength: 3 }))
      .map(([at, cut, put]) => params.slice(0, at) + put + params.slice(at + cut)),
  );
  fc.assert(
    fc.property(texts, (text) => {
      for (const one of [examineTypedData, examinePersonal])
        try {
          expect(one(text, CONTEXT).digest).toHaveLength(66);
        } catch (error) {
          expect(error).toBeInstanceOf(RequestError);
          expect((error as RequestError).message).not.toMatch(/\{\w+\}/);
        }
    }),
    { numRuns: 2000 },
  );
});

test('what is mostly hidden characters is refused: spelled out it would fill the page, and nobody would read it', () => {
  const hidden = (count: number) => '\u200b'.repeat(count);
  expect(() => personal(hidden(4096))).not.toThrow();
  expect(() => personal(hidden(4097))).toThrow(RequestError);
  const order = (market: string) => paramsOf(DOMAINS.gannet, GANNET_ORDER.type, { ...GANNET_ORDER.message, market });
  expect(() => examineTypedData(order(hidden(4097)), GANNET)).toThrow(RequestError);
});

describe('what may be an order', () => {
  const GTRADE = '0xFF162c694eAA571f685030649814282eA457f169';
  const typed = (domain: Record<string, unknown>) =>
    examineTypedData(paramsOf(domain, 'T(bool a)', { a: true }), GANNET).mayBeOrder;
  const call = (to: string, data: string) =>
    examineTransaction(
      { ...plan, chainId: 42161, value: '0', to: to as `0x${string}`, data: data as `0x${string}` },
      CONTEXT,
    );

  test('is a hash, and what a venue takes and nobody reads', () => {
    expect(personal(`0x${'12'.repeat(32)}`).mayBeOrder).toBe(true);
    expect(typed(DOMAINS.gannet)).toBe(true);
    expect(typed({ ...DOMAINS.gannet, verifyingContract: OTHER }), 'or what pretends to be a venue').toBe(true);
    const changed = call(GTRADE, '0x12345678');
    expect(changed).toMatchObject({ reading: { kind: 'unreadable' }, mayBeOrder: true });
  });

  test('is nothing that is read, and no words or calls for others', () => {
    expect(typed({ name: 'Letters' })).toBeUndefined();
    expect(personal('hello').mayBeOrder).toBeUndefined();
    expect(call(OTHER, '0x12345678').mayBeOrder).toBeUndefined();
    expect(
      examineTypedData(paramsOf(DOMAINS.gannet, GANNET_ORDER.type, GANNET_ORDER.message), GANNET),
    ).not.toHaveProperty('mayBeOrder');
  });
});
