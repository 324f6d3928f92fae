import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTEXT, DOMAINS, dataOf, NOW, OTHER } from '../fixtures.ts';
import { readTypedData } from '../typed-data.ts';

const read = (name: string, members: string, message: Record<string, unknown>) =>
  readTypedData(
    dataOf(DOMAINS.hyperliquid, `HyperliquidTransaction:${name}(string hyperliquidChain,${members})`, {
      hyperliquidChain: 'Mainnet',
      ...message,
    }),
    CONTEXT,
  );

describe('an agent', () => {
  const agent = (agentName: string, more: Record<string, unknown> = {}) =>
    read('ApproveAgent', 'address agentAddress,string agentName,uint64 nonce', {
      agentAddress: OTHER,
      agentName,
      nonce: NOW,
      ...more,
    });

  test('whose name says when it ends', () => {
    expect(agent('bot valid_until 1795305600123')).toMatchObject({
      kind: 'grant-authority',
      venue: { id: 'hyperliquid', name: 'Hyperliquid' },
      grantee: OTHER,
      scope: 'trade',
      until: 1795305600,
      rows: [
        { label: 'row.key' },
        { label: 'row.keyName', value: { text: 'bot' } },
        { label: 'row.network' },
        { label: 'row.until', value: { type: 'time', at: 1795305600 }, mark: 'signed' },
        { label: 'row.holder', mark: 'unsigned' },
        { label: 'row.revoke', value: { text: { id: 'revoke.replace' } }, mark: 'unsigned' },
      ],
    });
  });

  test('without an end has the default of the venue, which is not signed', () => {
    for (const name of ['bot', '']) {
      const reading = agent(name);
      expect(reading).not.toHaveProperty('until');
      expect(reading.rows.find((row) => row.label === 'row.until')?.mark).toBe('unsigned');
    }
  });

  test('with a name that hides the rest, or only looks like an end, is unread', () => {
    for (const name of [
      'a'.repeat(65),
      'bot valid_until soon',
      'bot valid_until 1795305600123 ',
      'bot valid_until 1795305600123 valid_until 1826841600000',
      'bot VALID_UNTIL 1795305600123',
      'bot valid_until 0',
    ])
      expect(agent(name).kind).toBe('unreadable');
  });

  test('of the test network says so', () => {
    expect(agent('bot', { hyperliquidChain: 'Testnet' })).toMatchObject({ venue: { network: 'Testnet' } });
    expect(agent('bot', { hyperliquidChain: 'mainnet' })).toMatchObject({
      kind: 'unreadable',
      why: { id: 'why.value' },
    });
  });

  test('asked for at another time is looked at again', () => {
    const odd = (nonce: number) => agent('bot', { nonce }).notes.some((note) => note.text.id === 'note.nonceTime');
    expect([NOW, NOW - 86_400_000, NOW + 3_600_000].map(odd)).toEqual([false, false, false]);
    expect([NOW / 1000, NOW - 3 * 86_400_000, NOW + 2 * 86_400_000].map(odd)).toEqual([true, true, true]);
  });
});

describe('a builder fee', () => {
  const fee = (maxFeeRate: string) =>
    read('ApproveBuilderFee', 'string maxFeeRate,address builder,uint64 nonce', {
      maxFeeRate,
      builder: OTHER,
      nonce: NOW,
    });

  test('is shown for $10,000', () => {
    expect(fee('0.001%')).toMatchObject({
      scope: 'fee',
      fee: '0.001',
      grantee: OTHER,
      rows: [
        {
          value: { text: '0.001%' },
          mark: 'signed',
          context: [{ value: { text: { params: { amount: '$0.10' } } }, mark: 'computed' }],
        },
        {},
        {},
        {},
      ],
    });
  });

  test('of nothing takes an earlier one back', () => {
    for (const rate of ['0%', '0.00%']) expect(fee(rate)).toMatchObject({ scope: 'nothing', can: [] });
  });

  test('that is no share is unread', () => {
    for (const rate of ['0.001', '%', '1e-3%', '-1%', '1%%', 'all']) expect(fee(rate).kind).toBe('unreadable');
  });
});

describe('what moves funds', () => {
  const token = 'PURR:0xc4bf3f870c0e9465323c0b6ed28096c2';
  const usdSend = (destination: string, amount = '1000.5') =>
    read('UsdSend', 'string destination,string amount,uint64 time', { destination, amount, time: NOW });

  test('names the sum and the whole address', () => {
    expect(usdSend(OTHER.toLowerCase())).toMatchObject({
      kind: 'move-funds',
      headline: { id: 'headline.send', params: { amount: '1,000.5 USDC' } },
      asset: 'USDC',
      amount: '1000.5',
      recipient: OTHER,
      own: false,
    });
    expect(usdSend(ACCOUNT)).toMatchObject({ own: true });
  });

  test('to what is no address, or of what is no amount, is unread', () => {
    for (const [to, amount] of [
      ['bob.eth', '1'],
      [OTHER, '-1'],
      [OTHER, '1 000'],
      [`${OTHER}0`, '1'],
      [OTHER.replace('C5', 'c5'), '1'],
    ] as const)
      expect(usdSend(to, amount).kind).toBe('unreadable');
  });

  test('withdraws', () => {
    const reading = read('Withdraw', 'string destination,string amount,uint64 time', {
      destination: ACCOUNT,
      amount: '5',
      time: NOW,
    });
    expect(reading).toMatchObject({ kind: 'move-funds', headline: { id: 'headline.withdraw' }, own: true });
  });

  test('sends a spot token by the id that counts', () => {
    const spot = (name: string) =>
      read('SpotSend', 'string destination,string token,string amount,uint64 time', {
        destination: OTHER,
        token: name,
        amount: '0.1',
        time: NOW,
      });
    expect(spot(token)).toMatchObject({
      asset: 'PURR',
      rows: [{}, {}, { label: 'row.token', value: { text: token } }, {}],
    });
    for (const name of ['PURR', 'PURR:0x12', `PU RR:${token.slice(5)}`]) expect(spot(name).kind).toBe('unreadable');
  });

  test('does not send one token under the name of another', () => {
    const spot = (name: string, hyperliquidChain = 'Mainnet') =>
      read('SpotSend', 'string destination,string token,string amount,uint64 time', {
        ...{ destination: OTHER, token: name, amount: '1000', time: NOW, hyperliquidChain },
      });
    const said = (name: string, chain?: string) => spot(name, chain).notes.map(({ text }) => text.id);
    const HYPE = '0x0d01dc56dcaaca66ad901c959b4011ec';
    expect(spot(`HYPE:${HYPE}`)).toMatchObject({ asset: 'HYPE', notes: [] });
    expect(spot(`PURR:${HYPE}`)).toMatchObject({ kind: 'unreadable', why: { params: { field: 'token' } } });
    expect(said(token)).toEqual(['note.hlToken']);
    expect(said(`PURR:${HYPE}`, 'Testnet')).toEqual(['note.hlToken']);
  });

  test('sends an asset between market places', () => {
    const send = (changes: Record<string, unknown>) =>
      read(
        'SendAsset',
        'string destination,string sourceDex,string destinationDex,string token,string amount,string fromSubAccount,uint64 nonce',
        {
          ...{
            destination: ACCOUNT,
            sourceDex: '',
            destinationDex: 'spot',
            token,
            amount: '1',
            fromSubAccount: '',
            nonce: NOW,
          },
          ...changes,
        },
      );
    expect(send({}).rows.map((row) => row.label)).toEqual([
      'row.amount',
      'row.recipient',
      'row.fromDex',
      'row.toDex',
      'row.token',
      'row.network',
    ]);
    expect(send({ fromSubAccount: OTHER }).rows.map((row) => row.label)).toContain('row.subaccount');
    for (const changes of [
      { fromSubAccount: 'x' },
      { sourceDex: 'main perpetuals account' },
      { destinationDex: 'a\u202e' },
    ])
      expect(send(changes).kind).toBe('unreadable');
  });

  test('moves between the own accounts', () => {
    const move = (amount: string, toPerp = true) =>
      read('UsdClassTransfer', 'string amount,bool toPerp,uint64 nonce', { amount, toPerp, nonce: NOW });
    expect(move('250.5')).toMatchObject({
      headline: { id: 'headline.toPerp', params: { amount: '250.5 USDC' } },
      amount: '250.5',
      own: true,
    });
    expect(move('1', false).headline.id).toBe('headline.toSpot');
    expect(move(`1 subaccount:${OTHER}`)).toMatchObject({
      amount: '1',
      rows: [{}, {}, { label: 'row.subaccount', value: { address: OTHER } }, {}],
    });
    for (const amount of ['1 subaccount:0x12', '1 to:me', '']) expect(move(amount).kind).toBe('unreadable');
  });

  test('stakes in units of 1e8', () => {
    const stake = (isUndelegate: boolean) =>
      read('TokenDelegate', 'address validator,uint64 wei,bool isUndelegate,uint64 nonce', {
        validator: OTHER,
        wei: '100163871320',
        isUndelegate,
        nonce: NOW,
      });
    expect(stake(true)).toMatchObject({
      headline: { id: 'headline.unstake', params: { amount: '1,001.6387132 HYPE' } },
      amount: '1001.6387132',
      own: true,
    });
    expect(stake(false).headline.id).toBe('headline.stake');
  });
});

test('handing the account over is a change of owner', () => {
  const signers = '{"authorizedUsers":["0x0000000000000000000000000000000000000001"],"threshold":1}';
  expect(read('ConvertToMultiSigUser', 'string signers,uint64 nonce', { signers, nonce: NOW })).toMatchObject({
    kind: 'change-owner',
    after: { params: { signers } },
  });
});

test('settings are what they are called, and only the own ones', () => {
  const set = (abstraction: string, user = ACCOUNT) =>
    read('UserSetAbstraction', 'address user,string abstraction,uint64 nonce', { user, abstraction, nonce: NOW });
  expect(set('disabled')).toMatchObject({ scope: 'nothing' });
  expect(set('unifiedAccount')).toMatchObject({ scope: 'settings', cannot: [{ id: 'cannot.withdraw' }] });
  expect(set('everything').kind).toBe('unreadable');
  expect(set('disabled', OTHER).kind).toBe('unreadable');
  const dex = (enabled: boolean) =>
    read('UserDexAbstraction', 'address user,bool enabled,uint64 nonce', { user: ACCOUNT, enabled, nonce: NOW });
  expect([dex(true), dex(false)]).toMatchObject([{ scope: 'settings' }, { scope: 'nothing' }]);
});

test('hashes are unreadable', () => {
  const hash = `0x${'12'.repeat(32)}`;
  const exchange = {
    name: 'Exchange',
    version: '1',
    chainId: 1337,
    verifyingContract: '0x0000000000000000000000000000000000000000',
  };
  expect(
    readTypedData(
      dataOf(exchange, 'Agent(string source,bytes32 connectionId)', { source: 'a', connectionId: hash }),
      CONTEXT,
    ),
  ).toMatchObject({ kind: 'unreadable', hashOnly: true });
  expect(
    read('SendMultiSig', 'bytes32 multiSigActionHash,uint64 nonce', { multiSigActionHash: hash, nonce: NOW }),
  ).toMatchObject({ kind: 'unreadable', hashOnly: true });
});

describe('as one of the owners of a shared account', () => {
  const OWNERS = 'address payloadMultiSigUser,address outerSigner,';
  const send = (destination: string, members = `${OWNERS}string destination,string amount,uint64 time`) =>
    read('UsdSend', members, { payloadMultiSigUser: OTHER, outerSigner: ACCOUNT, destination, amount: '1', time: NOW });

  test('it counts for that account, and says so', () => {
    const reading = send(ACCOUNT);
    expect(reading).toMatchObject({ kind: 'move-funds', own: false, recipient: ACCOUNT });
    expect(reading.rows.slice(-2)).toMatchObject([
      { label: 'row.hlMultiSig', value: { address: OTHER } },
      { label: 'row.hlOuterSigner', value: { address: ACCOUNT } },
    ]);
    expect(reading.notes).toMatchObject([
      { level: 'care', text: { id: 'note.hlMultiSig', params: { account: OTHER } } },
    ]);
    expect(send(OTHER)).toMatchObject({ own: true });
  });

  test('the two addresses stand where the venue has them, or it is unread', () => {
    expect(send(OTHER, `string destination,string amount,uint64 time,${OWNERS.slice(0, -1)}`)).toMatchObject({
      kind: 'unreadable',
      why: { id: 'why.unknownType' },
    });
  });

  test('a setting is for the shared account', () => {
    const set = (user: string) =>
      read('UserDexAbstraction', `${OWNERS}address user,bool enabled,uint64 nonce`, {
        payloadMultiSigUser: OTHER,
        outerSigner: ACCOUNT,
        user,
        enabled: true,
        nonce: NOW,
      });
    expect(set(OTHER)).toMatchObject({ scope: 'settings' });
    expect(set(ACCOUNT).kind).toBe('unreadable');
  });
});

test('staking moves between the own accounts, in units of 1e8', () => {
  const stake = (name: string) => read(name, 'uint64 wei,uint64 nonce', { wei: '150000000', nonce: NOW });
  expect(stake('CDeposit')).toMatchObject({
    headline: { id: 'headline.hlStakeIn' },
    amount: '1.5',
    asset: 'HYPE',
    own: true,
  });
  expect(stake('CWithdraw')).toMatchObject({ headline: { id: 'headline.hlStakeOut' }, amount: '1.5', own: true });
});

test('what goes to another chain names it, and the code that runs there', () => {
  const send = (changes: Record<string, unknown> = {}) =>
    read(
      'SendToEvmWithData',
      'string token,string amount,string sourceDex,string destinationRecipient,string addressEncoding,uint32 destinationChainId,uint64 gasLimit,bytes data,uint64 nonce',
      {
        token: 'USDC',
        amount: '5',
        sourceDex: '',
        destinationRecipient: OTHER,
        addressEncoding: 'hex',
        destinationChainId: 42161,
        gasLimit: 200000,
        data: '0x',
        nonce: NOW,
        ...changes,
      },
    );
  expect(send()).toMatchObject({ kind: 'move-funds', own: false, asset: 'USDC', amount: '5' });
  expect(send()).not.toHaveProperty('flags');
  expect(send({ data: '0x12' })).toMatchObject({ flags: [{ flag: 'hooks', what: 'data' }] });
  for (const changes of [{ addressEncoding: 'base58' }, { destinationRecipient: 'x' }, { token: 'a b' }])
    expect(send(changes).kind).toBe('unreadable');
});
