/** The profile is closed and opened, the folder is moved, the extension is reloaded. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as plain } from 'playwright/test';
import { openDapp } from '../dapp/dapp.ts';
import { unknownTypedData } from '../dapp/payloads.ts';
import { launchVouch } from '../driver/vouch.ts';
import { ACCOUNT, MNEMONIC, PASSWORD, test, waiting } from '../fixtures.ts';

plain(
  'a closed browser is a locked wallet; the next one has the same accounts and sites, from whatever folder it was loaded',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vouch-restart-'));
    const userDataDir = join(folder, 'profile');
    try {
      const first = await launchVouch({ dist: 'dist-test', userDataDir });
      await first.onboard({ password: PASSWORD, mnemonic: MNEMONIC });
      expect(await first.accounts()).toEqual([ACCOUNT]);
      await first.close();

      const moved = join(folder, 'moved');
      cpSync('dist-test', moved, { recursive: true });
      const second = await launchVouch({ dist: moved, userDataDir });
      expect(second.extensionId).toBe(first.extensionId);
      await expect(second.accounts()).rejects.toThrow(/not open/);
      await second.unlock(PASSWORD);
      expect(await second.accounts()).toEqual([ACCOUNT]);
      await second.close();
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
);

test('an extension that is reloaded tells open pages so', async ({ connected: { vouch, dapp, site } }) => {
  const answer = dapp.ask('eth_signTypedData_v4', [ACCOUNT, unknownTypedData('reload')]);
  await waiting(vouch, 1);
  const extensions = await vouch.context.newPage();
  await extensions.goto('chrome://extensions/');
  // Without developer mode an extension of the command line stays off after its reload.
  await extensions.evaluate(async (id) => {
    const { developerPrivate } = chrome as unknown as {
      developerPrivate: {
        updateProfileConfiguration(update: object): Promise<void>;
        reload(id: string, options: object): Promise<void>;
      };
    };
    await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
    await developerPrivate.reload(id, { failQuietly: true });
  }, vouch.extensionId);
  expect(await answer).toMatchObject({ error: { code: 4900 } });
  expect(await dapp.ask('eth_accounts')).toMatchObject({ error: { code: 4900 } });
  await extensions.close();
  // A page that is loaded now works; the wallet is locked, because its session is gone.
  await expect
    .poll(async () => {
      const fresh = await openDapp(vouch.context, site.origin);
      const outcome = await fresh.ask('eth_accounts').catch((error: unknown) => ({ thrown: String(error) }));
      await fresh.page.close();
      return outcome;
    })
    .toEqual({ result: [] });
});
