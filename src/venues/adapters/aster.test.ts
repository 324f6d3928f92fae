import { describe, expect, test } from 'vitest';
import { readPersonalMessage } from '../../signing/personal.ts';
import { ACCOUNT, CONTEXT, dataOf, NOW, OTHER } from '../fixtures.ts';
import { readPersonal } from '../personal.ts';
import type { Reading } from '../reading.ts';
import { readTypedData } from '../typed-data.ts';

const ZERO = '0x0000000000000000000000000000000000000000';
const domain = (chainId: number, name = 'AsterSignTransaction') => ({
  name,
  version: '1',
  chainId,
  verifyingContract: ZERO,
});
const read = (of: Record<string, unknown>, type: string, message: Record<string, unknown>): Reading =>
  readTypedData(dataOf(of, type, message), CONTEXT);
const labels = (reading: Reading) => reading.rows.map(({ label }) => label);

describe('a request as text', () => {
  const query = (msg: string, chainId = 1666) => read(domain(chainId), 'Message(string msg)', { msg });
  const LIMIT = 'symbol=ASTERUSDT&type=LIMIT&side=BUY&timeInForce=GTC&quantity=20&price=0.5&nonce=1748310859508867';
  const SIGNED = `${LIMIT}&signer=${ACCOUNT}`;

  test('is an order where every key is one', () => {
    expect(query(SIGNED)).toMatchObject({
      kind: 'order',
      headline: { id: 'order.openLong.limit.now', params: { size: '20 ASTERUSDT', price: '0.5' } },
      orders: [{ market: 'ASTERUSDT', side: 'long', effect: 'open', size: '20', price: '0.5', notional: '10' }],
      notShown: [{ path: 'message.msg' }],
      notCovered: [{ id: 'uncovered.endpoint' }, { id: 'uncovered.expiry' }, { id: 'uncovered.leverage' }],
    });
    expect(query(LIMIT)).toMatchObject({ kind: 'order' });
    expect(query(SIGNED, 714)).toMatchObject({ venue: { network: 'Testnet' } });
  });

  const CORE = 'symbol=BTCUSDT&side=SELL&nonce=1';
  test.each([
    [`${CORE}&type=MARKET&quantity=1`, { side: 'short', effect: 'open', size: '1' }],
    [`${CORE}&type=MARKET&quantity=1&reduceOnly=true`, { effect: 'reduce', reduceOnly: true }],
    [`${CORE}&type=MARKET&quantity=1&reduceOnly=false`, { effect: 'open', reduceOnly: false }],
    [`${CORE}&type=MARKET&quantity=1&positionSide=LONG`, { effect: 'open', reduceOnly: false }],
    [`${CORE}&type=STOP_MARKET&stopPrice=9&closePosition=true`, { effect: 'close' }],
    [`${CORE}&type=STOP&stopPrice=9&price=8&quantity=1`, { effect: 'open', price: '8' }],
  ])('%s', (msg, facts) => {
    expect(query(msg)).toMatchObject({ kind: 'order', orders: [facts] });
  });

  test('that names the side of a position may close instead', () => {
    const care = [{ level: 'care', text: { id: 'note.hedgeMode' } }];
    expect(query(`${CORE}&type=MARKET&quantity=1&positionSide=LONG`)).toMatchObject({ notes: care });
    expect(query(`${CORE}&type=MARKET&quantity=1&positionSide=BOTH`)).toMatchObject({ notes: [] });
  });

  test('names the fee of an app, in percent', () => {
    const reading = query(`${SIGNED}&builder=${OTHER}&feeRate=0.0005`);
    expect(reading).toMatchObject({ kind: 'order', builderFee: '0.05' });
    expect(query(SIGNED)).toMatchObject({ kind: 'order', builderFee: '0' });
    expect(labels(query(SIGNED))).not.toContain('row.fees');
    expect(query(`${SIGNED}&builder=${OTHER}`), 'a share that is not named').not.toHaveProperty('builderFee');
    expect(labels(reading)).toEqual(expect.arrayContaining(['row.builder', 'row.fees']));
  });

  test.each([
    ['a key twice', `${SIGNED}&price=1`, 'why.asterForm'],
    ['a key twice in another way of writing', `${SIGNED}&pr%69ce=1`, 'why.asterForm'],
    ['a key without a value', `${SIGNED}&price`, 'why.asterForm'],
    ['an empty part', `${SIGNED}&`, 'why.asterForm'],
    ['another mark between', `${LIMIT};signer=${ACCOUNT}`, 'why.asterForm'],
    ['a plus', SIGNED.replace('0.5', '+0.5'), 'why.asterForm'],
    ['a line end', `${SIGNED}\n`, 'why.asterForm'],
    ['a hidden character', `${SIGNED}\u200b`, 'why.asterForm'],
    ['nothing', '', 'why.asterForm'],
    ['an unknown key', `${SIGNED}&pegOffset=1`, 'why.asterRequest'],
    ['a key of another request', `${SIGNED}&orderId=1`, 'why.asterRequest'],
    ['a transfer', 'asset=USDT&amount=1&kindType=FUTURE_SPOT&nonce=1', 'why.asterRequest'],
    ['no side', 'symbol=BTCUSDT&type=MARKET&quantity=1&nonce=1', 'why.asterRequest'],
    ['no price', `${CORE}&type=LIMIT&quantity=1`, 'why.asterField'],
    ['a price at the market', `${CORE}&type=MARKET&quantity=1&price=1`, 'why.asterField'],
    [
      'a size beside the whole position',
      `${CORE}&type=STOP_MARKET&stopPrice=1&quantity=1&closePosition=true`,
      'why.asterField',
    ],
    ['an exponent', `${CORE}&type=MARKET&quantity=1e9`, 'why.value'],
    ['an empty size', `${CORE}&type=MARKET&quantity=`, 'why.value'],
    ['an unknown side', `${LIMIT.replace('BUY', 'buy')}`, 'why.value'],
    ['an unknown type', `${CORE}&type=OTOCO&quantity=1`, 'why.value'],
    ['another market', `${CORE.replace('BTCUSDT', 'BTCEUR')}&type=MARKET&quantity=1`, 'why.value'],
    ['a fee with an exponent', `${SIGNED}&feeRate=1e-05`, 'why.value'],
    ['another signer', `${LIMIT}&signer=${OTHER}`, 'why.otherAccount'],
  ])('with %s is unread', (_, msg, why) => {
    expect(query(msg)).toMatchObject({ kind: 'unreadable', hashOnly: false, why: { id: why } });
  });

  test('that is unread is shown part by part', () => {
    const reading = query('asset=USDT&amount=1');
    expect(reading.rows.slice(1)).toEqual([
      { label: 'row.parameter', value: { type: 'exact', text: 'asset=USDT' }, mark: 'signed' },
      { label: 'row.parameter', value: { type: 'exact', text: 'amount=1' }, mark: 'signed' },
    ]);
  });

  describe('that approves an agent', () => {
    const approval = (changes: Record<string, string> = {}) =>
      query(
        Object.entries({
          user: ACCOUNT,
          nonce: '1',
          agentName: 'bot',
          agentAddress: OTHER,
          expired: String(NOW + 86_400_000),
          signatureChainId: '56',
          canSpotTrade: 'false',
          canPerpTrade: 'true',
          canWithdraw: 'false',
          ipWhitelist: '',
          ...changes,
        })
          .map(([key, value]) => `${key}=${value}`)
          .join('&'),
        56,
      );
    test('is that approval', () => {
      expect(approval()).toMatchObject({
        kind: 'grant-authority',
        grantee: OTHER,
        scope: 'trade',
        until: NOW / 1000 + 86_400,
        notCovered: [{ id: 'uncovered.endpoint' }],
      });
      expect(approval({ canWithdraw: 'True', ipWhitelist: '10.0.0.0/24' })).toMatchObject({ scope: 'everything' });
    });
    test.each([
      { extra: '1' },
      { canWithdraw: '1' },
      { expired: '0' },
      { expired: '1e9' },
      { user: OTHER },
      { agentAddress: '0x1' },
    ])('with %j is unread', (changes) => {
      expect(approval(changes)).toMatchObject({ kind: 'unreadable' });
    });
    test('without what it can do is unread', () => {
      expect(query(`user=${ACCOUNT}&nonce=1&agentAddress=${OTHER}`)).toMatchObject({ kind: 'unreadable' });
    });
  });
});

describe('an agent', () => {
  const members = [
    'string AgentName',
    'string AgentAddress',
    'string IpWhitelist',
    'uint256 Expired',
    'bool CanSpotTrade',
    'bool CanPerpTrade',
    'bool CanWithdraw',
    'string AsterChain',
    'string User',
    'uint256 Nonce',
  ];
  const message = {
    AgentName: 'ivanbuilder',
    AgentAddress: OTHER,
    IpWhitelist: '',
    Expired: NOW + 86_400_000,
    CanSpotTrade: true,
    CanPerpTrade: false,
    CanWithdraw: false,
    AsterChain: 'Mainnet',
    User: ACCOUNT,
    Nonce: '1748310859000000',
  };
  const approve = (changes: Record<string, unknown> = {}, of = members) =>
    read(domain(56), `ApproveAgent(${of.join(',')})`, { ...message, ...changes });

  test('can what its flags say, and not what they do not', () => {
    expect(approve()).toMatchObject({
      kind: 'grant-authority',
      scope: 'trade',
      grantee: OTHER,
      until: NOW / 1000 + 86_400,
      can: [{ id: 'can.tradeSpot' }],
      cannot: [{ id: 'cannot.tradePerp' }, { id: 'cannot.leverage' }, { id: 'cannot.withdraw' }],
    });
    expect(approve({ CanPerpTrade: true })).toMatchObject({
      can: [{ id: 'can.trade' }, { id: 'can.leverage' }, { id: 'can.tradeSpot' }],
    });
    expect(approve({ CanSpotTrade: false })).toMatchObject({ scope: 'login', can: [] });
    expect(approve({ CanWithdraw: true })).toMatchObject({ scope: 'everything', can: [{}, { id: 'can.withdraw' }] });
  });

  test('is read in any order of its fields, and with no other types', () => {
    expect(approve({}, [...members].reverse())).toMatchObject({ kind: 'grant-authority', scope: 'trade' });
    expect(approve({}, members.slice().sort())).toMatchObject({ kind: 'grant-authority' });
    expect(approve({}, members.slice(1))).toMatchObject({ kind: 'unreadable', why: { id: 'why.unknownType' } });
    const text = members.map((member) => member.replace('bool', 'string'));
    const flags = { CanSpotTrade: 'false', CanPerpTrade: 'false', CanWithdraw: 'false' };
    expect(approve(flags, text)).toMatchObject({ kind: 'unreadable', why: { id: 'why.unknownType' } });
  });

  test.each([
    ['for another account', { User: OTHER }, 'why.otherAccount'],
    ['for no account', { User: '' }, 'why.value'],
    ['of no address', { AgentAddress: 'me' }, 'why.value'],
    ['of another network', { AsterChain: 'Mainnet ' }, 'why.value'],
    ['without an end', { Expired: 0 }, 'why.value'],
  ])('%s is unread', (_, changes, why) => {
    expect(approve(changes)).toMatchObject({ kind: 'unreadable', why: { id: why } });
  });

  const COMMON = 'string AsterChain,string User,uint256 Nonce';
  const common = { AsterChain: 'Mainnet', User: ACCOUNT, Nonce: 1 };

  test('that is changed names no end, and one taken back can nothing', () => {
    const type = `UpdateAgent(string AgentAddress,string IpWhitelist,bool CanSpotTrade,bool CanPerpTrade,bool CanWithdraw,${COMMON})`;
    const changed = read(domain(56), type, message);
    expect(changed).toMatchObject({ scope: 'trade' });
    expect(changed).not.toHaveProperty('until');
    expect(
      read(domain(56), `DelAgent(string AgentAddress,${COMMON})`, { ...common, AgentAddress: OTHER }),
    ).toMatchObject({
      scope: 'nothing',
      grantee: OTHER,
      can: [],
    });
  });

  test('of a fee takes a share, not percent', () => {
    const type = `ApproveBuilder(string Builder,string MaxFeeRate,string BuilderName,${COMMON})`;
    const of = (MaxFeeRate: string) =>
      read(domain(56), type, { ...common, Builder: OTHER, MaxFeeRate, BuilderName: 'ivan3' });
    expect(of('0.00001')).toMatchObject({ scope: 'fee', fee: '0.001', grantee: OTHER });
    expect(of('0.00001').headline).toEqual({ id: 'headline.builderFee', params: { rate: '0.001%' } });
    expect(of('1e-05')).toMatchObject({ kind: 'unreadable' });
    expect(of('0.1%')).toMatchObject({ kind: 'unreadable' });
    expect(read(domain(56), `DelBuilder(string Builder,${COMMON})`, { ...common, Builder: OTHER })).toMatchObject({
      scope: 'nothing',
    });
  });

  test('that may move everything without a destination is more than trading', () => {
    expect(read(domain(56), `UserAssetMigrate(${COMMON})`, common)).toMatchObject({
      kind: 'grant-authority',
      scope: 'everything',
      notCovered: [{ id: 'uncovered.destination' }],
      notes: [{ level: 'danger' }],
    });
  });
});

describe('a withdrawal', () => {
  const type =
    'Action(string type,address destination,string destination Chain,string token,string amount,string fee,uint256 nonce,string aster chain)';
  const message = {
    type: 'Withdraw',
    destination: ACCOUNT,
    'destination Chain': 'BSC',
    token: 'ASTER',
    amount: '1.23',
    fee: '0.01',
    nonce: '1748310859508000',
    'aster chain': 'Mainnet',
  };
  const withdraw = (changes: Record<string, unknown> = {}, chainId = 56) =>
    read(domain(chainId, 'Aster'), type, { ...message, ...changes });

  test('says how much, to whom, on which network and at what fee', () => {
    expect(withdraw()).toMatchObject({
      kind: 'move-funds',
      headline: { id: 'headline.withdraw', params: { amount: '1.23 ASTER' } },
      recipient: ACCOUNT,
      own: true,
    });
    expect(labels(withdraw())).toEqual([
      'row.amount',
      'row.recipient',
      'row.toNetwork',
      'row.withdrawFee',
      'row.network',
    ]);
    expect(withdraw({ destination: OTHER })).toMatchObject({ own: false });
  });

  test.each([
    [{ type: 'Deposit' }],
    [{ 'destination Chain': 'ETH' }],
    [{ 'destination Chain': 'Solana' }],
    [{ amount: '-1' }],
    [{ amount: '' }],
    [{ fee: '' }],
    [{ token: `0x${'1'.repeat(40)}` }],
  ])('with %j is unread', (changes) => {
    expect(withdraw(changes)).toMatchObject({ kind: 'unreadable' });
  });
});

describe('the text that signs in and makes a key', () => {
  const sign = (text: string, origin: string) =>
    readPersonal(readPersonalMessage(new TextEncoder().encode(text)), null, { ...CONTEXT, origin });
  const TEXT = 'You are signing into Astherus 123456';

  test('says both, and is worth everything away from the venue', () => {
    expect(sign(TEXT, 'https://app.example')).toMatchObject({
      kind: 'grant-authority',
      scope: 'everything',
      notes: [{ level: 'danger', text: { id: 'note.signInOrKey' } }],
    });
    expect(sign(TEXT, 'https://www.asterdex.com')).toMatchObject({ scope: 'trade' });
  });

  test.each([`${TEXT} and more`, `${TEXT}\n`, 'you are signing into astherus 1', 'You are signing into Astherus'])(
    'in another form is unread: %j',
    (text) => {
      expect(sign(text, 'https://www.asterdex.com')).toMatchObject({ kind: 'unreadable' });
    },
  );
});
