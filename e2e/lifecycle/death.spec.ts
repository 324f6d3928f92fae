/**
 * The worker dies at every step of the journal, before it and after it, and again on the next request: nothing is lost,
 * nothing is done twice. The steps are the journal's own table (`src/approvals/steps.ts`), so a step without a row here
 * cannot be. Only a test build can be made to stand still at a step.
 */
import { expect, type Worker } from 'playwright/test';
import { createPublicClient, http } from 'viem';
import { mnemonicToAccount } from 'viem/accounts';
import { type Anvil, startAnvil } from '../../demo/anvil.ts';
import { STEPS, type Step } from '../../src/approvals/steps.ts';
import type { Dapp } from '../dapp/dapp.ts';
import { unknownTypedData } from '../dapp/payloads.ts';
import { type Site, serveSite } from '../dapp/server.ts';
import { launchVouch, type Vouch } from '../driver/vouch.ts';
import { ACCOUNT, connect, MNEMONIC, PASSWORD, test } from '../fixtures.ts';

const STOP_AT = 'vouch-test-build/stop-at';
const STANDS_AT = 'vouch-test-build/stands-at';

/** Steps that only a transaction takes. */
const SENDING: ReadonlySet<Step> = new Set<Step>(['keep', 'broadcast']);

test.describe.configure({ mode: 'serial' });

let vouch: Vouch;
let anvil: Anvil;
let sites: Site[];
let signing: Dapp;
let sending: Dapp;

const worker = async (): Promise<Worker> => {
  const ours = (one: Worker) => one.url().includes(vouch.extensionId);
  return (
    vouch.context.serviceWorkers().find(ours) ??
    (await vouch.context.waitForEvent('serviceworker', { predicate: ours }))
  );
};
const session = async (values: Record<string, string>) =>
  (await worker()).evaluate((values) => chrome.storage.session.set(values), values);
const standsAt = async (): Promise<unknown> =>
  (await worker()).evaluate(async (key) => (await chrome.storage.session.get(key))[key], STANDS_AT);

test.beforeAll(async () => {
  anvil = await startAnvil();
  vouch = await launchVouch({ dist: 'dist-test' });
  await vouch.onboard({ password: PASSWORD, mnemonic: MNEMONIC });
  sites = [await serveSite(), await serveSite()];
  const [one, other] = sites as [Site, Site];
  signing = await connect(vouch, one);
  sending = await connect(vouch, other);
  const chain = {
    chainId: '0x7a69',
    chainName: 'Anvil',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: [anvil.rpcUrl],
  };
  for (const [method, params] of [
    ['wallet_addEthereumChain', [chain]],
    ['wallet_switchEthereumChain', [{ chainId: '0x7a69' }]],
  ] as const) {
    const answer = sending.ask(method, params);
    await vouch.approve();
    expect(await answer).toEqual({ result: null });
  }
});

test.afterAll(async () => {
  await vouch.close();
  for (const site of sites) await site.stop();
  await anvil.stop();
});

const client = () => createPublicClient({ transport: http(anvil.rpcUrl) });

for (const step of Object.keys(STEPS) as Step[])
  for (const side of ['before', 'after'] as const)
    test(`a worker that dies ${side} "${step}": ${STEPS[step]}`, async () => {
      const dapp = SENDING.has(step) ? sending : signing;
      await dapp.page.bringToFront();
      for (const round of ['first', 'second']) {
        const name = `${side} ${step}, ${round}`;
        const nonce = await client().getTransactionCount({ address: ACCOUNT });
        const text = unknownTypedData(name);
        await session({ [STOP_AT]: `${side}:${step}`, [STANDS_AT]: '' });

        // To oneself: so many transfers to others within minutes would ask for the password.
        if (SENDING.has(step))
          await dapp.start(name, 'eth_sendTransaction', [{ from: ACCOUNT, to: ACCOUNT, value: '0x1' }]);
        else await dapp.start(name, 'eth_signTypedData_v4', [ACCOUNT, text]);
        const approving = vouch.approve();
        approving.catch(() => {}); // awaited below, after the death
        await expect.poll(standsAt, { message: `the worker stands ${name}` }).toBe(`${side}:${step}`);
        expect(await vouch.killWorker(), 'there was a worker to kill').not.toBeNull();
        await approving;

        await expect.poll(() => dapp.answers(name), { message: `the page has its answer, ${name}` }).toHaveLength(1);
        const [outcome] = await dapp.answers(name);
        if (SENDING.has(step)) {
          const hash =
            outcome && 'result' in outcome
              ? (outcome.result as `0x${string}`)
              : expect(outcome).toHaveProperty('result');
          const sent = await client().getTransaction({ hash: hash as `0x${string}` });
          expect(sent.nonce).toBe(nonce);
          expect(await client().getTransactionCount({ address: ACCOUNT })).toBe(nonce + 1);
        } else {
          const { types, domain, primaryType, message } = JSON.parse(text);
          const { EIP712Domain: _, ...rest } = types;
          const expected = await mnemonicToAccount(MNEMONIC).signTypedData({
            types: rest,
            domain,
            primaryType,
            message,
          });
          expect(outcome).toEqual({ result: expected });
        }
      }
      // An answer too many would have come by now: each page heard one a request, and the activity has one line each.
      for (const round of ['first', 'second']) expect(await dapp.answers(`${side} ${step}, ${round}`)).toHaveLength(1);
    });

test('the activity has one line a request', async () => {
  const lines = await vouch.signatures();
  const requests = Object.keys(STEPS).length * 2 * 2;
  expect(lines.filter((line) => !/connect|network/i.test(JSON.stringify(line)))).toHaveLength(requests);
});
