/** A page that lies: about who it is, about what was answered, and about what it asked. */
import { expect } from 'playwright/test';
import { mnemonicToAccount } from 'viem/accounts';
import { unknownTypedData } from '../dapp/payloads.ts';
import { ACCOUNT, connect, MNEMONIC, test } from '../fixtures.ts';
import { inBridge, pending, workerOf } from './pages.ts';

type Raw = { vouch?: string; id?: string; outcome?: unknown };
/** What a page can put on its own window. */
type Spying = { heard: Raw[] };

const signatureOf = (text: string) => {
  const { types, domain, primaryType, message } = JSON.parse(text);
  const { EIP712Domain: _, ...rest } = types;
  return mnemonicToAccount(MNEMONIC).signTypedData({ types: rest, domain, primaryType, message });
};

const listen = () => {
  const window = globalThis as unknown as Spying & Window;
  window.heard = [];
  window.addEventListener('message', ({ data }) => void window.heard.push(data));
};
const answersTo = (id: string) =>
  (globalThis as unknown as Spying).heard.filter((one) => one.vouch === 'answer' && one.id === id);

test('a page has no way to the lane of our own pages', async ({ connected: { vouch, dapp } }) => {
  await dapp.start('sign', 'eth_signTypedData_v4', [ACCOUNT, unknownTypedData('forge')]);
  const [request] = await pending(vouch, 1);
  expect(request).toBeDefined();
  const id = request?.id ?? '';
  const record = (await (
    await workerOf(vouch)
  ).evaluate(async (id) => (await chrome.storage.session.get(`approval/${id}`))[`approval/${id}`], id)) as {
    digest: string;
    requestId: string;
    state: string;
  };

  expect(
    await dapp.page.evaluate(() => typeof (globalThis as { chrome?: { runtime?: unknown } }).chrome?.runtime),
  ).toBe('undefined');
  // It knows more than a page could: the id and the digest of the record.
  await dapp.page.evaluate(
    ([id, digest]) => {
      const lies = [
        { lane: 'ui', method: 'approval.approve', params: { id, digest } },
        { lane: 'page', method: 'approval.approve', params: { id, digest } },
        { vouch: 'request', id: 'f1', method: 'approval.approve', params: JSON.stringify({ id, digest }) },
        { vouch: 'request', id: 'f2', method: 'vault.lock', params: '[]' },
        {
          vouch: 'request',
          id: 'f3',
          method: 'eth_accounts',
          params: '[]',
          lane: 'ui',
          origin: 'https://bank.example',
        },
        { vouch: 'approve', id, digest },
        { push: 'outcome', id, outcome: { result: 'approved' } },
        { push: 'changed' },
        { vouch: 'request', id: { toString: () => 'x' }.toString(), method: '__proto__', params: '[]' },
        { vouch: 'request', id: 7, method: ['eth_accounts'], params: [] },
        { vouch: 'request' },
        null,
        'vouch',
      ];
      for (const lie of lies) postMessage(lie, location.origin);
    },
    [id, record.digest] as const,
  );
  // Messages arrive in order: when this is answered, the lies have been looked at.
  expect(await dapp.ask('eth_accounts')).toEqual({ result: [ACCOUNT] });

  expect(await vouch.pending()).toEqual([request]);
  expect(await dapp.answers('sign')).toEqual([]);
  expect(await vouch.signatures()).toEqual([]);
  expect(await vouch.accounts()).toEqual([ACCOUNT]);

  // A press of the person is what it takes.
  await vouch.approve();
  await expect.poll(() => dapp.answers('sign')).toEqual([{ result: await signatureOf(unknownTypedData('forge')) }]);
  expect(await vouch.signatures()).toHaveLength(1);
});

test('not even code in the place of our bridge reaches that lane, or what the worker keeps', async ({
  connected: { vouch, dapp },
}) => {
  await dapp.start('sign', 'eth_signTypedData_v4', [ACCOUNT, unknownTypedData('bridge')]);
  const before = await pending(vouch, 1);
  const ask = (message: object) =>
    inBridge(
      vouch,
      dapp.page,
      `chrome.runtime.sendMessage(${JSON.stringify(message)}).catch((error) => String(error))`,
    );
  // What it may do, it can: so the lines below fail for the right reason.
  expect(
    await ask({ lane: 'page', method: 'request', params: { id: 'b', method: 'eth_accounts', params: '[]' } }),
  ).toEqual({ result: [ACCOUNT] });

  for (const [method, params] of [
    ['wallet.state', null],
    ['vault.lock', null],
    ['vault.attempt', null],
    ['approval.list', null],
    ['approval.approve', { id: before[0]?.id, digest: `0x${'00'.repeat(32)}` }],
    ['wallet.wipe', { typed: 'FORGET' }],
  ] as const) {
    const reply = await ask({ lane: 'ui', method, params });
    expect(reply === undefined || /Error/.test(String(reply)), `${method} -> ${JSON.stringify(reply)}`).toBe(true);
  }
  expect(
    await inBridge(
      vouch,
      dapp.page,
      'Promise.resolve().then(() => chrome.storage.session.get(null)).then((all) => Object.keys(all), (error) => String(error))',
    ),
  ).toMatch(/not allowed|undefined/i);
  expect(await inBridge(vouch, dapp.page, 'typeof chrome.storage.onChanged')).toBe('object');
  expect(await vouch.pending()).toEqual(before);
  expect(await vouch.accounts()).toEqual([ACCOUNT]);
});

test('a forged answer settles only what the page itself has asked', async ({
  connected: { vouch, dapp },
  otherSite,
}) => {
  const victim = await connect(vouch, otherSite);
  await victim.start('sign', 'eth_signTypedData_v4', [ACCOUNT, unknownTypedData('victim')]);
  await pending(vouch, 1);

  await dapp.page.bringToFront();
  await dapp.page.evaluate(listen);
  await dapp.start('sign', 'eth_signTypedData_v4', [ACCOUNT, unknownTypedData('forger')]);
  await expect.poll(async () => (await vouch.pending()).length).toBe(2);
  await dapp.page.evaluate(() => {
    for (let id = 0; id < 50; id++)
      postMessage({ vouch: 'answer', id: String(id), outcome: { result: 'forged' } }, location.origin);
  });
  await expect.poll(() => dapp.answers('sign')).toEqual([{ result: 'forged' }]);

  expect(await vouch.pending()).toHaveLength(2);
  expect(await victim.answers('sign')).toEqual([]);
  // The forger's own first: its id is the same number in both pages.
  for (const { id } of (await vouch.pending()).reverse()) await vouch.approve({ id });
  await expect.poll(() => victim.answers('sign')).toEqual([{ result: await signatureOf(unknownTypedData('victim')) }]);
  // The true answer comes as well; the promise has been settled and stays as it is.
  await expect
    .poll(() => dapp.page.evaluate(() => JSON.stringify((globalThis as unknown as Spying).heard)))
    .toContain(await signatureOf(unknownTypedData('forger')));
  expect(await dapp.answers('sign')).toEqual([{ result: 'forged' }]);
});

test('an id that is used again asks nothing new', async ({ connected: { vouch, dapp } }) => {
  const [harmless, evil] = [unknownTypedData('harmless'), unknownTypedData('evil')];
  await dapp.page.evaluate(listen);
  const post = (text: string, method = 'eth_signTypedData_v4') =>
    dapp.page.evaluate(
      ([account, text, method]) =>
        postMessage({ vouch: 'request', id: 'one', method, params: JSON.stringify([account, text]) }, location.origin),
      [ACCOUNT, text, method] as const,
    );
  await post(harmless);
  const before = await pending(vouch, 1);
  expect(before).toHaveLength(1);
  await post(evil);
  await post(evil, 'personal_sign');
  expect(await dapp.ask('eth_accounts')).toEqual({ result: [ACCOUNT] });
  expect(await vouch.pending()).toEqual(before);
  await vouch.approve();
  await expect.poll(() => dapp.page.evaluate(answersTo, 'one')).toHaveLength(1);
  // Answered, the id stands for its answer, whatever comes with it.
  await post(evil);
  await expect.poll(() => dapp.page.evaluate(answersTo, 'one')).toHaveLength(2);
  const result = await signatureOf(harmless);
  expect((await dapp.page.evaluate(answersTo, 'one')).map((one) => one.outcome)).toEqual([{ result }, { result }]);
  expect(await vouch.pending()).toEqual([]);
});

test('a second answer for one id is dropped before it reaches the page', async ({ connected: { vouch, dapp } }) => {
  await dapp.page.evaluate(listen);
  await dapp.start('sign', 'eth_signTypedData_v4', [ACCOUNT, unknownTypedData('twice')]);
  await vouch.approve();
  await expect.poll(() => dapp.answers('sign')).toHaveLength(1);
  const push = async (message: object) =>
    (await workerOf(vouch)).evaluate(async (message) => {
      const told = (await chrome.tabs.query({})).map(({ id }) =>
        chrome.tabs.sendMessage(id ?? 0, message).catch(() => 'nobody'),
      );
      return Promise.all(told);
    }, message);
  const id = await dapp.page.evaluate(
    () => (globalThis as unknown as Spying).heard.find((one) => one.vouch === 'answer')?.id ?? '',
  );
  expect(await push({ push: 'outcome', id, outcome: { result: 'second' } }), 'the bridge heard it').toContain(true);
  // What the bridge is to pass on, it passes on: this comes after the second answer would have.
  await push({ push: 'event', event: 'chainChanged', data: '0xfeed' });
  await expect.poll(() => dapp.events()).toContainEqual({ event: 'chainChanged', data: '0xfeed' });
  expect(await dapp.page.evaluate(answersTo, id)).toHaveLength(1);
});
