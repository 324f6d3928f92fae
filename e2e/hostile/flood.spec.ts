/** A site that asks again and again, and too much at once. */
import { expect } from 'playwright/test';
import { type Dapp, openDapp } from '../dapp/dapp.ts';
import { unknownTypedData } from '../dapp/payloads.ts';
import { type Site, serveSite } from '../dapp/server.ts';
import type { Vouch } from '../driver/vouch.ts';
import { ACCOUNT, connect, PASSWORD, test } from '../fixtures.ts';
import { badge, pending, workerOf } from './pages.ts';

/** Any site may ask for a network, connected or not. `bulk` makes the request larger. */
const network = (number: number, bulk = '') => [
  {
    chainId: `0x${(0x10000 + number).toString(16)}`,
    chainName: `Network ${number}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: ['http://127.0.0.1:1'],
    ...(bulk && { bulk }),
  },
];

const ask = async (dapp: Dapp, number: number, bulk?: string) => {
  const name = `network ${number}`;
  await dapp.start(name, 'wallet_addEthereumChain', network(number, bulk));
  return () => dapp.answers(name);
};

test('five requests of a site wait and a sixth is turned away; twenty of all sites, and a twenty-first', async ({
  onboarded: vouch,
}) => {
  const sites: Site[] = [];
  for (let s = 0; s < 4; s++) {
    const site = await serveSite();
    sites.push(site);
    const dapp = await openDapp(vouch.context, site.origin);
    // From the background: windows would cover each other.
    await (await openDapp(vouch.context, site.origin)).page.bringToFront();
    const five = [];
    for (let i = 0; i < 5; i++) five.push(await ask(dapp, s * 10 + i));
    await expect.poll(() => badge(vouch)).toBe(String((s + 1) * 5));
    for (const answers of five) expect(await answers()).toEqual([]);
    await expect.poll(await ask(dapp, s * 10 + 5)).toMatchObject([{ error: { code: -32002 } }]);
    if (s === 0) {
      await vouch.killWorker();
      await expect
        .poll(await ask(dapp, 6))
        .toMatchObject([{ error: { code: -32002, message: expect.stringContaining('5') } }]);
    }
  }
  const fifth = await serveSite();
  sites.push(fifth);
  const dapp = await openDapp(vouch.context, fifth.origin);
  const refused = { error: { code: -32002, message: expect.stringContaining('20') } };
  await expect.poll(await ask(dapp, 50)).toMatchObject([refused]);
  await vouch.killWorker();
  await expect.poll(await ask(dapp, 51)).toMatchObject([refused]);
  expect(await badge(vouch)).toBe('20');
  for (const site of sites) await site.stop();
});

test('after three rejections a site waits a minute, and a dead worker forgets nothing of it', async ({
  connected: { vouch, dapp },
}) => {
  const sign = (note: string) => dapp.ask('eth_signTypedData_v4', [ACCOUNT, unknownTypedData(note)]);
  for (const note of ['one', 'two', 'three']) {
    await dapp.page.bringToFront();
    const answer = sign(note);
    await pending(vouch, 1);
    await vouch.reject();
    expect(await answer).toMatchObject({ error: { code: 4001 } });
  }
  const waits = { error: { code: -32005, data: { retryAfterSeconds: expect.any(Number) } } };
  expect(await sign('four')).toMatchObject(waits);
  await vouch.killWorker();
  expect(await sign('five')).toMatchObject(waits);
  // A reload is no new site.
  await dapp.page.reload();
  expect(await sign('six')).toMatchObject(waits);
  // What nobody is asked for goes on.
  expect(await dapp.ask('eth_accounts')).toEqual({ result: [ACCOUNT] });
  await vouch.advance(61_000);
  const answer = sign('seven');
  await pending(vouch, 1);
  await vouch.approve();
  expect(await answer).toHaveProperty('result');
});

test('what is too large or too deep is turned away at once, and the worker goes on', async ({
  connected: { vouch, dapp },
}) => {
  const LIMIT_MS = 3000;
  const typed = (message: string) =>
    `{"types":{"EIP712Domain":[],"N":[{"name":"a","type":"N[]"}]},"primaryType":"N","domain":{},"message":${message}}`;
  const bombs: [string, string, unknown][] = [
    ['257 kB of text', 'personal_sign', ['x'.repeat(257 * 1024), ACCOUNT]],
    ['257 kB of a network', 'wallet_addEthereumChain', network(1, 'x'.repeat(257 * 1024))],
    ['257 kB of characters of three bytes', 'personal_sign', ['界'.repeat(86 * 1024), ACCOUNT]],
    ['257 kB for the node', 'eth_call', [{ data: `0x${'00'.repeat(129 * 1024)}` }]],
    ['100,000 lists in each other', 'eth_signTypedData_v4', [ACCOUNT, '['.repeat(100_000)]],
    [
      '10,000 structs in each other',
      'eth_signTypedData_v4',
      [ACCOUNT, typed('{"a":['.repeat(10_000) + ']}'.repeat(10_000))],
    ],
    ['a list of 100,000', 'eth_signTypedData_v4', [ACCOUNT, typed(`{"a":[${Array(100_000).fill('0').join()}]}`)]],
    [
      '20,000 keys',
      'eth_signTypedData_v4',
      [ACCOUNT, typed(`{${Array.from({ length: 20_000 }, (_, i) => `"k${i}":0`).join()}}`)],
    ],
    ['a number of 200,000 digits', 'eth_signTypedData_v4', [ACCOUNT, typed(`{"a":[${'9'.repeat(200_000)}]}`)]],
    [
      'types that name each other 1,000 times',
      'eth_signTypedData_v4',
      [
        ACCOUNT,
        JSON.stringify({
          types: Object.fromEntries(
            Array.from({ length: 64 }, (_, i) => [
              `T${i}`,
              Array.from({ length: 100 }, (_, j) => ({ name: `m${j}`, type: `T${(i + j) % 64}[]` })),
            ]),
          ),
          primaryType: 'T0',
          domain: {},
          message: {},
        }),
      ],
    ],
    ['a text of backslashes', 'eth_signTypedData_v4', [ACCOUNT, `"${'\\'.repeat(100_001)}`]],
  ];
  for (const [name, method, params] of bombs) {
    const started = Date.now();
    const outcome = await dapp.ask(method, params);
    expect(outcome, name).toMatchObject({ error: { code: -32602 } });
    expect(Date.now() - started, `${name}: ms`).toBeLessThan(LIMIT_MS);
    expect(await dapp.ask('eth_chainId'), name).toEqual({ result: '0x1' });
  }
  // Depth that only exists as an object in the page.
  const deep = await dapp.page.evaluate(async (account) => {
    let value: unknown = 0;
    for (let i = 0; i < 100_000; i++) value = [value];
    const page = globalThis as unknown as { ask(method: string, params: unknown): Promise<unknown> };
    return page.ask('eth_signTypedData_v4', [account, value]);
  }, ACCOUNT);
  expect(deep).toMatchObject({ error: { code: -32602 } });
  // A stray name of a request, too long to be one.
  expect(await dapp.ask('x'.repeat(100_000))).toMatchObject({ error: { code: 4200 } });
  expect(await vouch.pending()).toEqual([]);
});

/** Waits for the request that says this, among whatever else is open, and approves it. */
const approveThat = async (vouch: Vouch, note: string) => {
  const find = async () =>
    (await vouch.pending()).find(({ rows }) => rows.some(({ value }) => value.includes(note)))?.id ?? '';
  await expect.poll(find, { timeout: 30_000 }).not.toBe('');
  await vouch.approve({ id: await find() });
};

test('requests as large as may be leave room for everybody else, and reloading piles nothing up', async ({
  connected: { vouch, dapp },
}) => {
  test.setTimeout(180_000);
  // What is shown is kept beside what was asked, so a record is three times its request.
  const text = '界'.repeat(84 * 1024);
  const sites: Site[] = [];
  const flooding: Dapp[] = [];
  for (let s = 0; s < 3; s++) {
    const site = await serveSite();
    sites.push(site);
    flooding.push(await connect(vouch, site));
  }
  await vouch.lock();
  await dapp.page.bringToFront();
  /** How many wait when every one of fifteen waits or is turned away. */
  const flood = async () => {
    for (const site of flooding)
      for (let i = 0; i < 5; i++) await site.start(`${i}`, 'personal_sign', [`${i} ${text}`, ACCOUNT]);
    const turnedAway = async () => {
      const answers = await Promise.all(flooding.flatMap((site) => [0, 1, 2, 3, 4].map((i) => site.answers(`${i}`))));
      for (const answer of answers.flat()) expect(answer).toMatchObject({ error: { code: -32002 } });
      return answers.flat().length;
    };
    await expect.poll(async () => (await turnedAway()) + Number(await badge(vouch))).toBe(15);
    return 15 - (await turnedAway());
  };
  const waiting = await flood();
  expect(waiting).toBeGreaterThan(0);
  expect(waiting).toBeLessThan(15);
  await vouch.unlock(PASSWORD);
  const answer = dapp.ask('eth_signTypedData_v4', [ACCOUNT, unknownTypedData('an honest one')]);
  await approveThat(vouch, 'an honest one');
  expect(await answer).toHaveProperty('result');

  const used = async () => (await workerOf(vouch)).evaluate(() => chrome.storage.session.getBytesInUse());
  for (let round = 0; round < 3; round++) {
    expect(await used()).toBeGreaterThan(5_000_000);
    for (const site of flooding) await site.page.reload();
    await expect.poll(used, 'bytes that are left behind').toBeLessThan(100_000);
    expect(await flood(), 'as much room as before').toBe(waiting);
  }
  for (const site of sites) await site.stop();
});
