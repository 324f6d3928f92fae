/** What no button can sign: answered at once with the rule that forbids it, and nobody is bothered. */
import { expect } from 'playwright/test';
import { openDapp } from '../dapp/dapp.ts';
import { unknownTypedData } from '../dapp/payloads.ts';
import { ACCOUNT, test } from '../fixtures.ts';
import { approvalPages, badge, pending, records } from './pages.ts';

const OTHER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const TOKEN = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48';
const NONE = '0x0000000000000000000000000000000000000000';
const AT_ONCE_MS = 5000;
const WORD = `0x${'a7'.repeat(32)}`;
const DOMAIN_TYPES: Record<string, string> = {
  name: 'string',
  version: 'string',
  chainId: 'uint256',
  verifyingContract: 'address',
};

/** `N(string a,Other b)` in the short form: 'string a, uint256 b'. */
const members = (text: string) =>
  text.split(/, ?/).map((member) => {
    const at = member.indexOf(' ');
    return { name: member.slice(at + 1), type: member.slice(0, at) };
  });
const typed = (
  domain: Record<string, unknown>,
  primaryType: string,
  types: Record<string, string>,
  message: Record<string, unknown>,
) =>
  JSON.stringify({
    types: {
      EIP712Domain: Object.keys(domain).map((name) => ({ name, type: DOMAIN_TYPES[name] })),
      ...Object.fromEntries(Object.entries(types).map(([name, text]) => [name, members(text)])),
    },
    primaryType,
    domain,
    message,
  });
const full = (name: string, verifyingContract = NONE, chainId = 1) => ({
  name,
  version: '1',
  chainId,
  verifyingContract,
});

type Request = readonly [string, readonly unknown[]];
const v4 = (text: string): Request => ['eth_signTypedData_v4', [ACCOUNT, text]];
const personal = (text: string): Request => ['personal_sign', [text, ACCOUNT]];

const signIn = (domain: string) =>
  `${domain} wants you to sign in with your Ethereum account:\n${ACCOUNT}\n\nWelcome\n\nURI: http://${domain}/\nVersion: 1\nChain ID: 1\nNonce: 32891756\nIssued At: 2026-01-01T00:00:00Z`;

/** name -> rule (../shared/reference/venues.md part 7), request */
const FORBIDDEN: Record<string, [string, Request]> = {
  'a dYdX key': [
    'R1',
    v4(
      typed(
        { name: 'dYdX', version: '1.0', chainId: 1 },
        'dYdX',
        { dYdX: 'string action, string onlySignOn' },
        { action: 'DYDX Onboarding', onlySignOn: 'https://trade.dydx.exchange' },
      ),
    ),
  ],
  'a dYdX chain key': [
    'R1',
    v4(
      typed({ name: 'dYdX Chain', chainId: 1 }, 'dYdX', { dYdX: 'string action' }, { action: 'dYdX Chain Onboarding' }),
    ),
  ],
  'a Paradex key': [
    'R1',
    v4(
      typed(
        { name: 'Paradex', version: '1', chainId: 1 },
        'Constant',
        { Constant: 'string action' },
        { action: 'STARK Key' },
      ),
    ),
  ],
  'an Extended key that reads like terms of service': [
    'R1',
    v4(
      typed(
        { name: 'extended.exchange' },
        'AccountCreation',
        { AccountCreation: 'int8 accountIndex, address wallet, bool tosAccepted' },
        { accountIndex: 0, wallet: ACCOUNT, tosAccepted: true },
      ),
    ),
  ],
  'a dYdX key under a harmless name': [
    'R1',
    v4(typed({ name: 'Newsletter', chainId: 1 }, 'dYdX', { dYdX: 'string action' }, { action: 'Subscribe' })),
  ],
  'an ApeX key in words': [
    'R1',
    personal('name: ApeX\nversion: 1.0\nenvId: 1\naction: L2 Key\nonlySignOn: https://pro.apex.exchange'),
  ],
  'a GMX key in words': [
    'R1',
    personal('Generate a GMX 1CT (One-Click Trading) session. Only sign this message on a trusted website.'),
  ],
  'a Hyperliquid order, which is a hash': [
    'R2',
    v4(
      typed(
        full('Exchange', NONE, 1337),
        'Agent',
        { Agent: 'string source, bytes32 connectionId' },
        { source: 'a', connectionId: WORD },
      ),
    ),
  ],
  'a GMX order, which is a hash': [
    'R2',
    v4(typed(full('GmxBaseGelatoRelayRouter', TOKEN), 'Minified', { Minified: 'bytes32 digest' }, { digest: WORD })),
  ],
  'a hash as a message': ['R2', personal(WORD)],
  'a hash in words': ['R2', personal('a7'.repeat(32))],
  'a permit of Permit2 on a contract that only calls itself so': [
    'R10',
    v4(
      typed(
        { name: 'Permit2', chainId: 1, verifyingContract: OTHER },
        'PermitSingle',
        {
          PermitSingle: 'PermitDetails details, address spender, uint256 sigDeadline',
          PermitDetails: 'address token, uint160 amount, uint48 expiration, uint48 nonce',
        },
        {
          details: { token: TOKEN, amount: '1', expiration: '1900000000', nonce: '0' },
          spender: OTHER,
          sigDeadline: '1900000000',
        },
      ),
    ),
  ],
  'a change of owner': [
    'R5',
    v4(
      typed(
        full('HyperliquidSignTransaction'),
        'HyperliquidTransaction:ConvertToMultiSigUser',
        { 'HyperliquidTransaction:ConvertToMultiSigUser': 'string hyperliquidChain, string signers, uint64 nonce' },
        {
          hyperliquidChain: 'Mainnet',
          signers: `{"authorizedUsers":["${OTHER}"],"threshold":1}`,
          nonce: '1700000000000',
        },
      ),
    ),
  ],
  'the name of a venue on another contract': [
    'R13',
    v4(typed(full('Synthetix', OTHER), 'Note', { Note: 'string text' }, { text: 'hello' })),
  ],
  'almost the name of a venue': [
    'R13',
    // A Cyrillic letter stands for the first one.
    v4(typed(full('Ѕynthetix', OTHER), 'Note', { Note: 'string text' }, { text: 'hello' })),
  ],
  'a contract on another network': [
    'R14',
    v4(typed(full('Somewhere', OTHER, 10), 'Note', { Note: 'string text' }, { text: 'hello' })),
  ],
  'a sign-in for another site': ['R17', personal(signIn('bank.example'))],
  'a sign-in for another port': ['R17', personal(signIn('localhost:1'))],
};

/** What cannot be read in one way alone, or is offered by nobody. */
const DAMAGED: Record<string, [number, Request]> = {
  eth_sign: [4200, ['eth_sign', [ACCOUNT, WORD]]],
  'typed data of version 1': [4200, ['eth_signTypedData', [[{ type: 'string', name: 'a', value: 'b' }], ACCOUNT]]],
  'a list in typed data of version 3': [
    -32602,
    [
      'eth_signTypedData_v3',
      [ACCOUNT, unknownTypedData('v3').replace('"Note":[', '"Other":[{"name":"a","type":"uint8[]"}],"Note":[')],
    ],
  ],
  'an order at a venue whose hashes Vouch cannot make': [
    -32602,
    ['wallet_signVenueOrder', [{ venue: 'gannet', account: ACCOUNT, order: {} }]],
  ],
  'an unlocked node': [4200, ['personal_unlockAccount', [ACCOUNT, 'password', 1]]],
  'a raw transaction to sign': [4200, ['eth_signTransaction', [{ from: ACCOUNT, to: OTHER }]]],
  'a name from the prototype': [4200, ['constructor', []]],
  'a key __proto__': [-32602, v4(unknownTypedData('x').replace('"text":"x"', '"text":"x","__proto__":{"text":"y"}'))],
  'a key constructor': [
    -32602,
    v4(unknownTypedData('x').replace('"text":"x"', '"text":"x","constructor":{"prototype":{}}')),
  ],
  'a key that stands twice': [-32602, v4(unknownTypedData('x').replace('"text":"x"', '"text":"x","text":"y"'))],
  'a key that stands twice, once escaped': [
    -32602,
    v4(unknownTypedData('x').replace('"text":"x"', '"text":"x","te\\u0078t":"y"')),
  ],
  'a type that stands twice': [-32602, v4(unknownTypedData('x').replace('"Note":[', '"Note":[],"Note":['))],
  'something after the end': [-32602, v4(`${unknownTypedData('x')}{}`)],
  'half a character': [-32602, v4(unknownTypedData('x').replace('"text":"x"', '"text":"\\ud800"'))],
  'an account that is not connected': [4100, ['personal_sign', ['0x68', OTHER]]],
};

test('what no button can sign is refused with its rule, and opens no window', async ({
  connected: { vouch, dapp, site },
}) => {
  await dapp.page.bringToFront();
  for (const page of approvalPages(vouch.context)) await page.close();
  const before = await records(vouch);
  let opened = 0;
  vouch.context.on('page', () => opened++);
  /** A request that a person would be asked about has no answer for as long as nobody gives one. */
  const atOnce = ([method, params]: Request) =>
    Promise.race([
      dapp.ask(method, params),
      new Promise((resolve) => setTimeout(() => resolve('a person is asked'), AT_ONCE_MS)),
    ]);
  for (const [name, [rule, request]] of Object.entries(FORBIDDEN))
    expect.soft([name, await atOnce(request)]).toMatchObject([
      name,
      {
        error: {
          code: -32082,
          data: { rule },
          message: expect.stringMatching(/^Vouch refuses to sign this: .{10}/s),
        },
      },
    ]);
  for (const [name, [code, request]] of Object.entries(DAMAGED))
    expect
      .soft([name, await atOnce(request)])
      .toMatchObject([name, { error: { code, message: expect.stringMatching(/.{10}/s) } }]);
  expect(opened).toBe(0);
  expect(await badge(vouch)).toBe('');
  expect(await records(vouch)).toEqual(before);
  expect(await vouch.signatures()).toEqual([]);
  opened = 0;

  // The nearest harmless neighbours of some of them do ask: the list above is not refused for being odd.
  const here = new URL(site.origin).host;
  for (const [method, params] of [
    personal(signIn(here)),
    personal('a7'.repeat(31)),
    v4(typed({ name: 'Newsletter', chainId: 1 }, 'dYdY', { dYdY: 'string action' }, { action: 'Subscribe' })),
  ]) {
    await dapp.page.bringToFront();
    const answer = dapp.ask(method, params);
    await pending(vouch, 1);
    await vouch.approve();
    expect(await answer).toHaveProperty('result');
  }
  expect(opened).toBe(3);
});

test('a site that is not connected is told so, whatever it asks', async ({ onboarded: vouch, site }) => {
  const dapp = await openDapp(vouch.context, site.origin);
  for (const [method, params] of [
    v4(unknownTypedData('stranger')),
    personal('stranger'),
    ['eth_sendTransaction', [{ from: ACCOUNT, to: OTHER, value: '0x1' }]] as const,
    ['wallet_switchEthereumChain', [{ chainId: '0xa4b1' }]] as const,
  ])
    expect(await dapp.ask(method, params), method).toMatchObject({ error: { code: 4100 } });
  expect(await dapp.ask('eth_accounts')).toEqual({ result: [] });
  expect(await badge(vouch)).toBe('');
  expect(approvalPages(vouch.context)).toHaveLength(0);
});
