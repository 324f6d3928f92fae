import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTEXT, DOMAINS, dataOf, GANNET_ORDER, OTHER, SYNTHETIX_ORDER } from './fixtures.ts';
import { readTypedData } from './typed-data.ts';

const read = (domain: Record<string, unknown>, type: string, message: Record<string, unknown>) =>
  readTypedData(dataOf(domain, type, message), CONTEXT);
const HASH = `0x${'12'.repeat(32)}`;
const MAX = String(2n ** 256n - 1n);

describe('signatures that are keys, whatever the domain says', () => {
  test.each([
    ['dYdX', 'dYdX(string action,string onlySignOn)', { action: 'dYdX STARK Key', onlySignOn: 'https://x.example' }],
    ['dYdX', 'dYdX(string action)', { action: 'dYdX Chain Onboarding' }],
    ['Paradex', 'Constant(string action)', { action: 'STARK Key' }],
    [
      'Extended',
      'AccountCreation(int8 accountIndex,address wallet,bool tosAccepted)',
      { accountIndex: 0, wallet: ACCOUNT, tosAccepted: true },
    ],
    ['ApeX', 'ApeX(string action,string onlySignOn,string nonce)', { action: 'L2 Key', onlySignOn: '', nonce: '' }],
    ['Nado', 'CreateLinkedSignerWallet(bytes32 subaccount)', { subaccount: HASH }],
  ])('%s %s', (venue, type, message) => {
    expect(read({ name: 'Nado' }, type, message)).toMatchObject({ kind: 'key-derivation', venue: { name: venue } });
  });

  test.each([
    [{ name: 'dYdX Chain', chainId: 1 }, 'dYdX(string action)', 'dydx', 'https://dydx.trade', 'own'],
    [{ name: 'dYdX Chain', chainId: 1 }, 'dYdX(string action)', 'dydx', 'https://trade.dydx.exchange', 'foreign'],
    [{ name: 'dYdX', version: '1.0', chainId: 1 }, 'dYdX(string action)', 'dydx-v3', 'https://dydx.trade', 'foreign'],
    [
      { name: 'Paradex', version: '1', chainId: 1 },
      'Constant(string action)',
      'paradex',
      'https://app.paradex.trade',
      'own',
    ],
    [
      { name: 'Paradex', version: '1', chainId: 1 },
      'Constant(string action)',
      'paradex',
      'http://localhost',
      'foreign',
    ],
  ])('%j at a site: %#', (domain, type, id, origin, site) => {
    const data = dataOf(domain, type, { action: 'x' });
    const reading = readTypedData(data, { ...CONTEXT, origin });
    expect(reading).toMatchObject({ kind: 'key-derivation', venue: { id }, site });
  });

  test('of a fork without a list is at a site that nobody knows', () => {
    const type = 'CreateLinkedSignerWallet(bytes32 subaccount)';
    expect(read({ name: 'Some Fork' }, type, { subaccount: HASH })).toMatchObject({
      venue: { id: 'some-fork', name: 'Some Fork' },
      site: 'unknown',
    });
    expect(read({ name: '' }, type, { subaccount: HASH })).toMatchObject({
      venue: { name: 'Vertex' },
      site: 'unknown',
    });
    expect(read({ name: 'toString' }, type, { subaccount: HASH })).toMatchObject({ site: 'unknown' });
  });

  test('that looks like terms of service says what it is', () => {
    const type = 'AccountCreation(int8 accountIndex,address wallet,bool tosAccepted)';
    const reading = read({ name: 'extended.exchange' }, type, { accountIndex: -1, wallet: OTHER, tosAccepted: false });
    expect(reading.rows.map(({ label, value }) => [label, 'text' in value ? value.text : value])).toEqual([
      ['row.venue', 'Extended'],
      ['row.account', { type: 'address', address: OTHER }],
      ['row.accountIndex', '-1'],
      ['row.terms', 'false'],
    ]);
    expect(reading.notes).toContainEqual({ level: 'danger', text: { id: 'note.looksLikeTerms' } });
  });

  test('an onboarding that makes none is not one', () => {
    expect(
      read({ name: 'ApeX' }, 'ApeX(string action,string onlySignOn,string nonce)', {
        action: 'ApeX Onboarding',
        onlySignOn: '',
        nonce: '',
      }).kind,
    ).toBe('unreadable');
  });
});

describe('hashes', () => {
  test.each([
    ['Minified(bytes32 digest)', { digest: HASH }],
    ['Anything(bytes32 a,bytes32[] b)', { a: HASH, b: [HASH] }],
    ['Agent(string source,bytes32 connectionId)', { source: 'a', connectionId: HASH }],
  ])('%s', (type, message) => {
    expect(read({ name: 'Somebody' }, type, message)).toMatchObject({ kind: 'unreadable', hashOnly: true });
  });

  test('a message with more than hashes is not one', () => {
    expect(read({}, 'T(bytes32 a,uint8 b)', { a: HASH, b: 1 })).toMatchObject({ hashOnly: false });
  });
});

describe('permits', () => {
  const permitted = 'TokenPermissions(address token,uint256 amount)';
  const part = { token: OTHER, amount: '5' };
  test.each([
    [
      'Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)',
      { owner: ACCOUNT, spender: OTHER, value: '5', nonce: 0, deadline: 1795219500 },
    ],
    [
      `PermitTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline)${permitted}`,
      { permitted: part, spender: OTHER, nonce: 0, deadline: 1795219500 },
    ],
    [
      `PermitBatchTransferFrom(TokenPermissions[] permitted,address spender,uint256 nonce,uint256 deadline)${permitted}`,
      { permitted: [part, part], spender: OTHER, nonce: 0, deadline: 1795219500 },
    ],
    [
      'PermitSingle(PermitDetails details,address spender,uint256 sigDeadline)PermitDetails(address token,uint160 amount,uint48 expiration,uint48 nonce)',
      { details: { ...part, expiration: 1795219500, nonce: 0 }, spender: OTHER, sigDeadline: 1795219500 },
    ],
  ])('%.60s', (type, message) => {
    const reading = read({ name: 'Permit2', chainId: 1, verifyingContract: OTHER }, type, message);
    expect(reading).toMatchObject({ kind: 'grant-authority', scope: 'spend', grantee: OTHER, until: 1795219500 });
    expect(reading).not.toHaveProperty('unlimited');
  });

  const token = { name: 'USD Coin', chainId: 1, verifyingContract: OTHER };
  const DAI = 'Permit(address holder,address spender,uint256 nonce,uint256 expiry,bool allowed)';

  test('without a limit', () => {
    const type = 'Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)';
    const message = { owner: ACCOUNT, spender: OTHER, value: MAX, nonce: 0, deadline: MAX };
    expect(read(token, type, message)).toMatchObject({ unlimited: true });
    expect(read(token, DAI, { holder: ACCOUNT, spender: OTHER, nonce: 0, expiry: 0, allowed: true })).toMatchObject({
      unlimited: true,
    });
  });

  test('that takes an allowance back spends nothing', () => {
    const message = { holder: ACCOUNT, spender: OTHER, nonce: 0, expiry: 1795219500, allowed: false };
    expect(read(token, DAI, message)).toMatchObject({ kind: 'grant-authority', scope: 'nothing' });
  });

  test('that carries something nobody knows is unread', () => {
    const type = `PermitWitnessTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline,Order witness)Order(uint256 a)${permitted}`;
    const message = { permitted: part, spender: OTHER, nonce: 0, deadline: 1795219500, witness: { a: 1 } };
    expect(read({ name: 'Permit2', chainId: 1, verifyingContract: OTHER }, type, message).kind).toBe('unreadable');
  });
});

describe('what is not known', () => {
  test('has every field and says what it is called', () => {
    const reading = read({ name: 'Sw\u202eell', chainId: 1 }, 'Intent(address maker,Slot[] slots)Slot(uint8 a)', {
      maker: ACCOUNT,
      slots: [{ a: 7 }],
      extra: 1,
    });
    expect(reading).toMatchObject({
      kind: 'unreadable',
      hashOnly: false,
      why: { id: 'why.unknownSchema' },
      rows: [{ value: { text: 'Sw⟨U+202E⟩ell' } }, { value: { text: 'Intent' } }],
      notes: [{ level: 'care', text: { id: 'note.unsigned', params: { names: 'message.extra' } } }],
    });
    expect(reading.fields.map(({ path }) => path)).toEqual([
      'domain.name',
      'domain.chainId',
      'message.maker',
      'message.slots[0].a',
    ]);
  });

  test('at a known venue says so', () => {
    expect(read(DOMAINS.synthetix, 'AuthMessage(uint256 a)', { a: 1 })).toMatchObject({
      kind: 'unreadable',
      why: { id: 'why.unknownType' },
    });
  });

  test('a known type under another domain gets no card', () => {
    for (const domain of [{ ...DOMAINS.gannet, version: '2' }, { ...DOMAINS.gannet, name: 'Other' }, DOMAINS.synthetix])
      expect(read(domain, GANNET_ORDER.type, GANNET_ORDER.message).kind).toBe('unreadable');
  });

  test('a known name with other members gets no card', () => {
    for (const type of [
      GANNET_ORDER.type.replace('string size', 'uint256 size'),
      GANNET_ORDER.type.replace('string market,string side', 'string side,string market'),
      GANNET_ORDER.type.replace(')', ',bool x)'),
    ])
      expect(read(DOMAINS.gannet, type, { ...GANNET_ORDER.message, size: '1', x: true }).kind).toBe('unreadable');
  });

  test('names of the prototype are no types', () => {
    expect(read(DOMAINS.gannet, 'toString(bool a)', { a: true }).kind).toBe('unreadable');
  });
});

test('every reading shows every signed leaf, whatever the values are', () => {
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom('long', '0.5', 'ETH-PERP', 'GTC', 'BTC-USDT', 'limitGtc', 'sell', '0'),
  );
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('market', 'side', 'size', 'limitPrice', 'maxFee', 'timeInForce'), value),
      fc.boolean(),
      (changes, reduceOnly) => {
        const reading = read(DOMAINS.gannet, GANNET_ORDER.type, { ...GANNET_ORDER.message, reduceOnly, ...changes });
        expect(reading.fields).toHaveLength(14);
        expect(['order', 'unreadable']).toContain(reading.kind);
      },
    ),
  );
  fc.assert(
    fc.property(
      fc.array(
        fc.dictionary(fc.constantFrom('symbol', 'side', 'orderType', 'price', 'triggerPrice', 'quantity'), value),
        { maxLength: 3 },
      ),
      (orders) => {
        const all = orders.map((changes) => ({ ...SYNTHETIX_ORDER.order, ...changes }));
        const reading = read(DOMAINS.synthetix, SYNTHETIX_ORDER.type, { ...SYNTHETIX_ORDER.message, orders: all });
        expect(reading.fields).toHaveLength(4 + 4 + (orders.length ? 10 * orders.length : 1));
        if (reading.kind === 'order') expect(reading.orders).toHaveLength(orders.length);
      },
    ),
  );
});
