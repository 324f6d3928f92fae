import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTEXT, dataOf, OTHER } from './fixtures.ts';
import { permitElsewhere } from './permits.ts';
import { readTypedData } from './typed-data.ts';
import { type Message, unseen } from './unseen.ts';

const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48';
const DAI = '0x6B175474E89094C44Da98b954EedeAC495271d0F';
const PERMIT2 = '0x000000000022D473030F116dDEE9F6B43aC78BA3';
const ONEINCH = '0x111111125421cA6dc452d289314280a0f8842A65';
const END = 1_795_219_500;
const NEVER = String(2n ** 48n - 1n);
const MAX = String(2n ** 256n - 1n);
const MAX160 = String(2n ** 160n - 1n);

const TOKEN = { name: 'USD Coin', version: '2', chainId: 1, verifyingContract: USDC };
const P2 = { name: 'Permit2', chainId: 1, verifyingContract: PERMIT2 };
const DETAILS = 'PermitDetails(address token,uint160 amount,uint48 expiration,uint48 nonce)';
const PERMISSIONS = 'TokenPermissions(address token,uint256 amount)';
const TYPES = {
  eip2612: 'Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)',
  dai: 'Permit(address holder,address spender,uint256 nonce,uint256 expiry,bool allowed)',
  single: `PermitSingle(PermitDetails details,address spender,uint256 sigDeadline)${DETAILS}`,
  batch: `PermitBatch(PermitDetails[] details,address spender,uint256 sigDeadline)${DETAILS}`,
  transfer: `PermitTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline)${PERMISSIONS}`,
  transfers: `PermitBatchTransferFrom(TokenPermissions[] permitted,address spender,uint256 nonce,uint256 deadline)${PERMISSIONS}`,
  witness: `PermitWitnessTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline,MockWitness witness)MockWitness(uint256 mock)${PERMISSIONS}`,
  witnesses: `PermitBatchWitnessTransferFrom(TokenPermissions[] permitted,address spender,uint256 nonce,uint256 deadline,MockWitness witness)MockWitness(uint256 mock)${PERMISSIONS}`,
};
type Form = keyof typeof TYPES;
const details = { token: USDC, amount: '100000000', expiration: String(END + 1000), nonce: '0' };
const permitted = { token: USDC, amount: '100000000' };
const around = { spender: ONEINCH, nonce: '0', deadline: String(END) };
const MESSAGES: Record<Form, Message> = {
  eip2612: { owner: ACCOUNT, value: '100000000', ...around },
  dai: { holder: ACCOUNT, spender: ONEINCH, nonce: '0', expiry: String(END), allowed: true },
  single: { details, spender: ONEINCH, sigDeadline: String(END) },
  batch: { details: [details, { ...details, token: DAI }], spender: ONEINCH, sigDeadline: String(END) },
  transfer: { permitted, ...around },
  transfers: { permitted: [permitted, { ...permitted, token: DAI }], ...around },
  witness: { permitted, ...around, witness: { mock: '1' } },
  witnesses: { permitted: [permitted], ...around, witness: { mock: '1' } },
};
const domainOf = (form: Form): Message =>
  form === 'eip2612'
    ? TOKEN
    : form === 'dai'
      ? { ...TOKEN, name: 'Dai Stablecoin', version: '1', verifyingContract: DAI }
      : P2;
const read = (form: Form, changes: Message = {}, domain: Message = domainOf(form)) =>
  readTypedData(dataOf(domain, TYPES[form], { ...MESSAGES[form], ...changes }), CONTEXT);
const value = (reading: ReturnType<typeof read>, label: string) =>
  reading.rows.find((row) => row.label === label)?.value;

describe('what each form says', () => {
  test.each([
    ['eip2612', { id: 'permit.take', params: { who: '1inch', amount: '100 USDC' } }, 'can.spend', END],
    ['dai', { id: 'permit.takeAll', params: { who: '1inch', asset: 'DAI' } }, 'can.spendAll', END],
    ['single', { id: 'permit.take', params: { who: '1inch', amount: '100 USDC' } }, 'can.spend', END + 1000],
    ['batch', { id: 'permit.takeMany', params: { who: '1inch', count: '2' } }, 'can.takeEach', END + 1000],
    ['transfer', { id: 'permit.takeOnce', params: { who: '1inch', amount: '100 USDC' } }, 'can.spendOnce', END],
    ['transfers', { id: 'permit.takeMany', params: { who: '1inch', count: '2' } }, 'can.takeEach', END],
  ] as const)('%s', (form, headline, can, until) => {
    expect(read(form)).toMatchObject({
      kind: 'grant-authority',
      scope: 'spend',
      headline,
      grantee: ONEINCH,
      can: [{ id: can }],
      until,
      validUntil: END,
    });
    expect(value(read(form), 'row.handIn')).toEqual({ type: 'time', at: END });
  });

  test('an allowance of a token stays after its signature has ended, one of Permit2 does not', () => {
    expect(value(read('eip2612'), 'row.until')).toMatchObject({ text: { id: 'value.untilSpent' } });
    expect(value(read('single'), 'row.until')).toEqual({ type: 'time', at: END + 1000 });
    expect(value(read('transfer'), 'row.until')).toBeUndefined();
  });

  test('terms of a type that is not known: nothing is read, the worst is said', () => {
    for (const form of ['witness', 'witnesses'] as const) {
      const reading = read(form);
      expect(reading).toMatchObject({
        kind: 'unreadable',
        why: { id: 'why.witness', params: { type: 'MockWitness' } },
      });
      expect(value(reading, 'row.amount')).toEqual({ type: 'exact', text: '100 USDC' });
      expect(value(reading, 'row.spender')).toEqual({ type: 'address', address: ONEINCH });
    }
  });
});

describe('without a limit', () => {
  test.each([
    ['eip2612', { value: MAX }, 'permit.takeAll'],
    ['eip2612', { value: String(2n ** 96n - 1n) }, 'permit.takeAll'],
    ['single', { details: { ...details, amount: MAX160 } }, 'permit.takeAll'],
    ['transfer', { permitted: { ...permitted, amount: MAX } }, 'permit.takeAllOnce'],
    ['single', { details: { ...details, token: OTHER, amount: MAX160 } }, 'permit.takeUnknownAll'],
    ['batch', { details: [details, { ...details, amount: MAX160 }] }, 'permit.takeMany'],
  ] as [Form, Message, string][])('%s %j', (form, changes, headline) => {
    const reading = read(form, changes);
    expect(reading).toMatchObject({ unlimited: true, headline: { id: headline } });
    expect(reading.rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ label: 'row.amount', value: { type: 'text', text: { id: 'value.unlimited' } } }),
      ]),
    );
  });

  test('an amount is not unlimited', () => {
    for (const form of ['eip2612', 'single', 'transfer'] as const) expect(read(form)).not.toHaveProperty('unlimited');
  });

  test.each([
    ['eip2612', { deadline: MAX }],
    ['dai', { expiry: '0' }],
    ['single', { details: { ...details, expiration: NEVER } }],
    ['transfer', { deadline: MAX }],
    ['batch', { details: [details, { ...details, expiration: NEVER }] }],
  ] as [Form, Message][])('without an end: %s %j', (form, changes) => {
    expect(read(form, changes)).not.toHaveProperty('until');
  });

  test('milliseconds are no date', () => {
    expect(read('eip2612', { deadline: '1795219500000' })).not.toHaveProperty('until');
  });

  test('an end of 0 with Permit2 is the moment of handing in', () => {
    const reading = read('single', { details: { ...details, expiration: '0' } });
    expect(reading).toMatchObject({ until: END });
    expect(value(reading, 'row.until')).toMatchObject({ text: { id: 'value.inTransaction' } });
  });
});

describe('nothing is given', () => {
  test.each([
    ['eip2612', { value: '0' }],
    ['dai', { allowed: false }],
    ['single', { details: { ...details, amount: '0' } }],
  ] as [Form, Message][])('%s takes back', (form, changes) => {
    expect(read(form, changes)).toMatchObject({ scope: 'nothing', headline: { id: 'permit.ends' }, can: [] });
  });

  test('one amount among others that are 0 is still one', () => {
    expect(read('batch', { details: [{ ...details, amount: '0' }, details] })).toMatchObject({ scope: 'spend' });
  });
});

describe('tokens and spenders that are not known', () => {
  test('an amount stands in its smallest unit', () => {
    const reading = read('single', { details: { ...details, token: OTHER } });
    expect(reading).toMatchObject({
      headline: { id: 'permit.takeUnknown' },
      can: [{ id: 'can.spendUnits', params: { amount: '100,000,000' } }],
    });
    expect(reading.notes).toEqual(expect.arrayContaining([{ level: 'care', text: { id: 'note.unknownToken' } }]));
  });

  test('a token is known by its contract, never by the name of its domain', () => {
    expect(read('eip2612', {}, { ...TOKEN, verifyingContract: OTHER }).headline.id).toBe('permit.takeUnknown');
    expect(read('eip2612', {}, { ...TOKEN, chainId: 10 }).headline.id).toBe('permit.takeUnknown');
  });

  test('a spender goes by its address', () => {
    expect(read('eip2612', { spender: OTHER })).toMatchObject({ headline: { params: { who: OTHER } }, grantee: OTHER });
  });

  test('Permit2 as the spender is explained', () => {
    expect(read('eip2612', { spender: PERMIT2 }).notes).toEqual(
      expect.arrayContaining([{ level: 'info', text: { id: 'note.permit2' } }]),
    );
  });
});

test("another account's tokens are not read", () => {
  expect(read('eip2612', { owner: OTHER })).toMatchObject({ kind: 'unreadable', why: { id: 'why.otherAccount' } });
  expect(read('dai', { holder: OTHER })).toMatchObject({ kind: 'unreadable', why: { id: 'why.otherAccount' } });
});

test('a list of none, no token, another form are not read', () => {
  expect(read('batch', { details: [] })).toMatchObject({ kind: 'unreadable', why: { id: 'why.permitEmpty' } });
  expect(read('transfers', { permitted: [] })).toMatchObject({ kind: 'unreadable', why: { id: 'why.permitEmpty' } });
  expect(read('eip2612', {}, { name: 'USD Coin', version: '2', chainId: 1 })).toMatchObject({
    kind: 'unreadable',
    why: { id: 'why.permitToken' },
  });
  const nft = 'Permit(address spender,uint256 tokenId,uint256 nonce,uint256 deadline)';
  expect(
    readTypedData(dataOf(TOKEN, nft, { spender: OTHER, tokenId: '1', nonce: '0', deadline: '1' }), CONTEXT),
  ).toMatchObject({ kind: 'unreadable', why: { id: 'why.permitForm' } });
});

describe('the form of Permit2 on another contract', () => {
  const forms = Object.keys(TYPES).filter((form) => domainOf(form as Form) === P2) as Form[];
  test.each(forms)('%s', (form) => {
    const data = (domain: Message) => dataOf(domain, TYPES[form], MESSAGES[form]);
    expect(permitElsewhere(data(P2))).toBe(false);
    for (const domain of [
      { ...P2, verifyingContract: OTHER },
      { ...P2, name: 'Permit3', verifyingContract: OTHER },
      { name: 'Permit2', chainId: 1 },
      { ...P2, chainId: 324 },
    ])
      expect(permitElsewhere(data(domain)), JSON.stringify(domain)).toBe(true);
  });

  test('says so, and an amount of 0 is no comfort there', () => {
    const elsewhere = { ...P2, verifyingContract: OTHER };
    expect(read('single', { details: { ...details, amount: '0' } }, elsewhere)).toMatchObject({
      scope: 'spend',
      notes: expect.arrayContaining([{ level: 'danger', text: { id: 'why.permitElsewhere' } }]),
    });
  });

  test('another struct with its members, under a longer name, makes none', () => {
    const type =
      'PermitWitnessTransferFrom(TokenPermissions permitted,address spender,uint256 nonce,uint256 deadline,W witness)TokenPermissions(bool x)W(XTokenPermissions y)XTokenPermissions(address token,uint256 amount)';
    const data = dataOf(P2, type, { ...around, permitted: { x: true }, witness: { y: permitted } });
    expect(readTypedData(data, CONTEXT)).toMatchObject({ kind: 'unreadable', why: { id: 'why.permitForm' } });
  });

  test('a permit of a token is none of them', () => {
    expect(permitElsewhere(dataOf(TOKEN, TYPES.eip2612, MESSAGES.eip2612))).toBe(false);
  });
});

test('which number means "unlimited" or "never" is listed', () => {
  const never = String(2n ** 256n - 1n);
  const endless: [Form, Message][] = [
    ['eip2612', { value: MAX, deadline: never }],
    ['single', { details: { ...details, amount: MAX160, expiration: NEVER }, sigDeadline: never }],
    ['transfer', { permitted: { ...permitted, amount: MAX }, deadline: never }],
  ];
  for (const [form, changes] of endless)
    expect(unseen(domainOf(form), TYPES[form], { ...MESSAGES[form], ...changes }), form).toEqual([]);
});

test('every leaf is seen', () => {
  for (const form of Object.keys(TYPES) as Form[])
    expect(unseen(domainOf(form), TYPES[form], MESSAGES[form]), form).toEqual([]);
});
