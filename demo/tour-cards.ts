/**
 * The part of the tour that shows one card of each kind, light and dark, and what each needs before it can be signed. The
 * test build in a wallet of its own: the clock of a release build cannot be moved on past the day that a rule takes to open.
 * Every card is approved as a person approves it, and the proof is its signature, recovered here.
 * @module
 */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright';
import { type Address, type Hex, recoverTypedDataAddress, type TypedDataDefinition } from 'viem';
import { ownerChange, paradexKey, unknownTypedData, unlistedKey } from '../e2e/dapp/payloads.ts';
import type { PendingRequest } from '../e2e/driver/approval-page.ts';
import { launchVouch, type Vouch } from '../e2e/driver/vouch.ts';
import { MNEMONIC, PASSWORD } from '../e2e/fixtures.ts';
import {
  cowSwap,
  deriveOption,
  gannetCancel,
  gannetOrder,
  hyperliquidAgent,
  hyperliquidSend,
  jsonOf,
  synthetixBatch,
} from './cards.ts';
import type { Must, Step } from './tour-guardians.ts';
import type { World } from './world.ts';

const DAY = 24 * 3_600_000;
const LIMIT_MS = 20_000;
const OTHER: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const PARADEX = 'https://app.paradex.trade';
const signerOf = (json: string, signature: Hex): Promise<Address> => {
  const { types, ...typed } = JSON.parse(json);
  const { EIP712Domain: _, ...rest } = types;
  return recoverTypedDataAddress({ ...typed, types: rest, signature } as TypedDataDefinition & { signature: Hex });
};

type Answer = { result: unknown } | { error: { code: number; message: string } };

/** Asks through the page's own provider, as any dApp does. */
const request = (page: Page, method: string, params: unknown[]): Promise<Answer> =>
  page.evaluate(
    ([method, params]) =>
      new Promise<Answer>((resolve) => {
        const announced = (event: Event) => {
          const { info, provider } = (event as CustomEvent).detail;
          if (info.rdns !== 'app.vouch') return;
          window.removeEventListener('eip6963:announceProvider', announced);
          provider.request({ method, params }).then(
            (result: unknown) => resolve({ result }),
            ({ code, message }: { code: number; message: string }) => resolve({ error: { code, message } }),
          );
        };
        window.addEventListener('eip6963:announceProvider', announced);
        window.dispatchEvent(new Event('eip6963:requestProvider'));
      }),
    [method, params] as const,
  );

const connect = async (vouch: Vouch, page: Page): Promise<void> => {
  const asked = request(page, 'eth_requestAccounts', []);
  await vouch.connect();
  await asked;
};

/** The next card. The page of the last one may be closing in these very moments. */
const approvalOf = async (vouch: Vouch, before: Set<string>): Promise<{ page: Page; card: PendingRequest }> => {
  for (const late = Date.now() + LIMIT_MS; Date.now() < late; await wait(50)) {
    const [card] = await vouch.pending().catch(() => []);
    const page = vouch.context.pages().find((one) => one.url().includes('/approve.html'));
    if (!card || !page || before.has(card.id)) continue;
    before.add(card.id);
    return { page, card };
  }
  throw new Error('Vouch asked nothing within 20 s.');
};

/** The card as a whole, in both looks. */
const pictures = async (page: Page, picture: (page: Page, who?: string) => Promise<void>): Promise<void> => {
  await page.setViewportSize({ width: 400, height: 640 });
  await page.locator('[data-testid="approve"]:not([data-resting])').waitFor();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: 400, height: Math.max(640, Math.min(height, 2000)) });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await picture(page, colorScheme);
  }
};

const ownPage = async (vouch: Vouch, path: string): Promise<Page> => {
  const page = await vouch.context.newPage();
  await page.goto(`chrome-extension://${vouch.extensionId}/src/popup/tab.html#/${path}`);
  return page;
};

/** Paradex's own address, with an empty page behind it: nothing of the tour leaves this computer. */
const paradexPage = async (context: BrowserContext): Promise<Page> => {
  await context.route(`${PARADEX}/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Paradex</title>' }),
  );
  const page = await context.newPage();
  await page.goto(`${PARADEX}/`);
  return page;
};

export const tourOfCards = async (world: World, step: Step, must: Must): Promise<void> => {
  const vouch = await launchVouch({ dist: join(import.meta.dirname, '../dist-test') });
  try {
    const account = (await vouch.onboard({ password: PASSWORD, mnemonic: MNEMONIC })).address as Address;
    const page = await vouch.context.newPage();
    await page.goto(world.url);
    await connect(vouch, page);

    const cards = new Set<string>();
    /** Sends one payload, keeps its card, approves it, and recovers who signed. */
    const show = (name: string, kind: string, text: () => string, from: () => Promise<Page> = async () => page) =>
      step(`Card: ${name}`, async (picture) => {
        const [site, json] = [await from(), text()];
        await site.bringToFront();
        const answered = request(site, 'eth_signTypedData_v4', [account, json]);
        answered.catch(() => {}); // thrown where it is awaited
        const { page: approval, card } = await approvalOf(vouch, cards);
        must(card.kind === kind, `The card is of the kind "${card.kind}", not "${kind}".`);
        if (kind === 'order')
          await approval
            .getByTestId('reference')
            .getByText(/USD|no reference/)
            .first()
            .waitFor();
        await pictures(approval, picture);
        await vouch.approve({ id: card.id });
        const answer = await answered;
        must('result' in answer, `The page got ${JSON.stringify(answer)}.`);
        const signer = await signerOf(json, answer.result as Hex);
        must(signer === account, `It was signed by ${signer}.`);
        return `"${card.title}"`;
      });

    // The venue's chain, with the node that its feeds are read from.
    const chain = {
      chainId: '0x7a69',
      chainName: 'Gannet local',
      nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
      rpcUrls: [world.rpcUrl],
    };
    for (const [method, param] of [
      ['wallet_addEthereumChain', chain],
      ['wallet_switchEthereumChain', { chainId: chain.chainId }],
    ] as const) {
      const asked = request(page, method, [param]);
      await vouch.approve();
      await asked;
    }
    const settings = await ownPage(vouch, 'settings');
    await settings.getByTestId('switch-reference').click();
    await settings.locator('[data-testid="switch-reference"][aria-checked="true"]').waitFor();
    await settings.close();

    await show('an order', 'order', () => jsonOf(gannetOrder(account, '3500.0')));
    await show('a cancel', 'cancel-or-reduce', () => jsonOf(gannetCancel(account)));
    await vouch.switchNetwork(1);
    await show('a batch', 'order', () => jsonOf(synthetixBatch()));
    await show('a swap', 'order', () => jsonOf(cowSwap(account)));
    await show('funds that move', 'move-funds', () => jsonOf(hyperliquidSend()));
    await show('a grant', 'grant-authority', () => jsonOf(hyperliquidAgent()));
    await show('what cannot be read', 'unreadable', () => unknownTypedData('Anything at all'));
    await show('a key, site unknown', 'key-derivation', () => unlistedKey('Blitzen'));
    const paradex = await paradexPage(vouch.context);
    await connect(vouch, paradex);
    await show("a key, the venue's own site", 'key-derivation', paradexKey, async () => paradex);
    await vouch.switchNetwork(11155111);
    await show('an option', 'order', () => jsonOf(deriveOption(account)));
    await vouch.switchNetwork(1);

    await step('What is refused has no card', async (picture) => {
      await page.bringToFront();
      const answer = await request(page, 'eth_signTypedData_v4', [account, ownerChange(OTHER)]);
      must('error' in answer && answer.error.code === -32082, `The page got ${JSON.stringify(answer)}.`);
      const refused = await ownPage(vouch, 'refused');
      await refused.setViewportSize({ width: 400, height: 640 });
      await refused.getByTestId('lift-ask').click();
      await refused.getByTestId('lift-site').selectOption(new URL(world.url).origin);
      await refused.getByTestId('lift-rule').selectOption('R5');
      await refused.getByTestId('password').fill(PASSWORD);
      await refused.getByTestId('prove').click();
      await refused.locator('[data-testid="lift"][data-state="waiting"]').waitFor({ timeout: LIMIT_MS });
      await picture(refused);
      await refused.close();
      return `error ${answer.error.code}; the rule opens after a day, for a day`;
    });
    await vouch.advance(DAY);
    await vouch.unlock(PASSWORD);
    await show('a change of owner, a day later', 'change-owner', () => ownerChange(OTHER));
  } finally {
    await vouch.close();
  }
};
