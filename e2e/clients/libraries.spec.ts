/** Client libraries of dApps with Vouch and a real EVM node: every signature is verified by the library that asked for it. */
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { expect } from 'playwright/test';
import { createPublicClient, http } from 'viem';
import { build } from 'vite';
import { type Anvil, startAnvil } from '../../demo/anvil.ts';
import { type Site, serveSite } from '../dapp/server.ts';
import { ACCOUNT, test } from '../fixtures.ts';
import type { Step } from './page/asks.ts';

type Answer = { result?: unknown; code?: unknown; message?: string };
type Window = {
  run(library: string, step: Step): Promise<Answer>;
  heard: { by: string; event: string; data: unknown }[];
  info: { name: string; rdns: string; uuid: string; icon: string };
};

let anvil: Anvil;
let site: Site;

test.beforeAll(async () => {
  anvil = await startAnvil();
  const built = await build({
    root: fileURLToPath(new URL('./page', import.meta.url)),
    configFile: false,
    envFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'chrome148',
      modulePreload: false,
      reportCompressedSize: false,
      copyPublicDir: false,
    },
  });
  const pages: Record<string, string> = {};
  for (const part of [built].flat())
    if ('output' in part)
      for (const file of part.output)
        pages[`/${file.fileName}`] = String(file.type === 'chunk' ? file.code : file.source);
  pages['/'] = pages['/index.html'] ?? '';
  site = await serveSite(pages);
});

test.afterAll(async () => {
  await site.stop();
  await anvil.stop();
});

const run = (page: Page, library: string, step: Step): Promise<Answer> =>
  page.evaluate(([library, step]) => (globalThis as unknown as Window).run(library, step), [library, step] as const);
const heard = (page: Page) => page.evaluate(() => (globalThis as unknown as Window).heard);

for (const library of ['viem', 'ethers', 'wagmi'])
  test(`${library}: connects, changes the network, signs and sends`, async ({ onboarded: vouch }) => {
    const page = await vouch.context.newPage();
    await page.goto(`${site.origin}/?rpc=${encodeURIComponent(anvil.rpcUrl)}`);
    const info = await page.evaluate(() => (globalThis as unknown as Window).info);
    expect(info).toMatchObject({ name: 'Vouch', rdns: 'app.vouch', icon: expect.stringMatching(/^data:image/) });
    expect(info.uuid).toMatch(/^[0-9a-f-]{36}$/);

    /** Asks, and lets a person answer on the approval page. */
    const asked = async (step: Step, answer: 'approve' | 'reject' = 'approve') => {
      await page.bringToFront();
      const running = run(page, library, step);
      await vouch[answer]();
      return running;
    };

    // 4001 reaches the site through every layer of the library.
    expect(await asked('connect', 'reject')).toMatchObject({ code: library === 'ethers' ? expect.anything() : 4001 });
    expect(await asked('connect')).toEqual({ result: ACCOUNT });
    expect(await run(page, library, 'accounts')).toEqual({ result: [ACCOUNT] });
    expect(await run(page, library, 'chainId')).toEqual({ result: 1 });

    // A network that Vouch does not know is added first, by viem in the name of all.
    const running = page.evaluate(() => (globalThis as unknown as Window).run('viem', 'addChain'));
    await vouch.approve();
    expect(await running).toEqual({ result: null });
    await asked('switchChain');
    await expect.poll(() => run(page, library, 'chainId')).toEqual({ result: 31337 });

    const message = await asked('signMessage');
    expect(message).toMatchObject({ result: { by: ACCOUNT, signature: expect.stringMatching(/^0x[0-9a-f]{130}$/) } });
    expect(await asked('signTypedData')).toMatchObject({ result: { by: ACCOUNT } });
    expect(await asked('signMessage', 'reject')).not.toHaveProperty('result');

    const client = createPublicClient({ transport: http(anvil.rpcUrl) });
    const before = await client.getTransactionCount({ address: ACCOUNT });
    const { result: hash } = await asked('sendTransaction');
    const receipt = await client.waitForTransactionReceipt({ hash: hash as `0x${string}` });
    expect(receipt).toMatchObject({ status: 'success', from: ACCOUNT.toLowerCase() });
    expect(await client.getTransactionCount({ address: ACCOUNT })).toBe(before + 1);

    // What happens in Vouch is heard: the network, then the account is gone with the lock and back after it.
    await vouch.switchNetwork(1);
    await expect.poll(() => run(page, library, 'chainId')).toEqual({ result: 1 });
    await vouch.lock();
    if (library === 'viem')
      await expect
        .poll(() => heard(page))
        .toEqual(
          expect.arrayContaining([
            { by: 'viem', event: 'chainChanged', data: '0x7a69' },
            { by: 'viem', event: 'chainChanged', data: '0x1' },
            { by: 'viem', event: 'accountsChanged', data: [] },
          ]),
        );
    if (library === 'wagmi')
      await expect
        .poll(() => heard(page))
        .toEqual(
          expect.arrayContaining([{ by: 'wagmi', event: 'account', data: { address: ACCOUNT, chainId: 31337 } }]),
        );
    if (library !== 'wagmi') expect(await run(page, library, 'accounts')).toEqual({ result: [] });
  });
