/**
 * What the end-to-end tests begin with: the test build in a real Chromium with a fresh profile, and sites to try it on.
 * `../driver` is for everybody's dApp; this file is for Vouch's own tests.
 * @module
 */
import { test as base, expect } from 'playwright/test';
import { type Dapp, openDapp } from './dapp/dapp.ts';
import { type Site, serveSite } from './dapp/server.ts';
import { launchVouch, type Vouch } from './driver/vouch.ts';

/** Known to everybody; never holds anything. */
export const MNEMONIC = 'test test test test test test test test test test test junk';
export const ACCOUNT = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
export const PASSWORD = 'a long and honest test password';

/** A wallet with one account, connected to one site whose page is open. */
export type Connected = { vouch: Vouch; dapp: Dapp; site: Site };

type Fixtures = { vouch: Vouch; onboarded: Vouch; connected: Connected };
type WorkerFixtures = { site: Site; otherSite: Site };

/** Waits until the approval page shows so many requests. */
export const waiting = (vouch: Vouch, count: number): Promise<void> =>
  expect.poll(async () => (await vouch.pending()).length).toBe(count);

export const connect = async (vouch: Vouch, site: Site): Promise<Dapp> => {
  const dapp = await openDapp(vouch.context, site.origin);
  const answer = dapp.ask('eth_requestAccounts');
  await vouch.connect();
  const outcome = await answer;
  if (!('result' in outcome)) throw new Error(`The site did not connect: ${outcome.error.message}`);
  return dapp;
};

const oneSite = async ({}, use: (site: Site) => Promise<void>) => {
  const site = await serveSite();
  await use(site);
  await site.stop();
};

export const test = base.extend<Fixtures, WorkerFixtures>({
  site: [oneSite, { scope: 'worker' }],
  otherSite: [oneSite, { scope: 'worker' }],
  vouch: async ({}, use) => {
    const vouch = await launchVouch({ dist: 'dist-test' });
    await use(vouch);
    await vouch.close();
  },
  onboarded: async ({ vouch }, use) => {
    await vouch.onboard({ password: PASSWORD, mnemonic: MNEMONIC });
    await use(vouch);
  },
  connected: async ({ onboarded, site }, use) => {
    await use({ vouch: onboarded, dapp: await connect(onboarded, site), site });
  },
});
