/**
 * Vouch as a bench sees it: what to press and what to wait for. `npm run bench` uses it, and it stands alone, so that a
 * harness that measures several wallets can take this file as it is.
 * @module
 */

/** Known to everybody; never holds anything. */
const MNEMONIC = 'test test test test test test test test test test test junk';
const PASSWORD = 'seven quiet lanterns measure';

const POPUP = 'src/popup/popup.html';

/** @param {string} id */
const testId = (id) => `[data-testid="${id}"]`;

export default {
  name: 'Vouch',
  rdns: 'app.vouch',
  popupPath: POPUP,
  password: PASSWORD,
  // A page of Vouch has no storage to clear, so what a restart would do is asked of the page that locks.
  unlock: { path: `${POPUP}#/lock`, password: testId('password'), ready: testId('home') },
  home: testId('home'),
  connectSteps: [testId('approve')],
  signSteps: [testId('approve')],
  probeMethod: 'wallet_getPermissions',

  /**
   * Locks with a worker that runs.
   * @param {{ cdp: { newPage(): Promise<{ goto(url: string): Promise<void>, eval(code: string): Promise<unknown>, close(): Promise<void> }> } }} browser
   * @param {string} extensionId
   */
  async lock({ cdp }, extensionId) {
    const page = await cdp.newPage();
    await page.goto(`chrome-extension://${extensionId}/${POPUP}`);
    await page.eval(`new Promise((resolve) => {
      const look = () => {
        if (document.querySelector('${testId('password')}')) return resolve(true);
        document.querySelector('${testId('lock')}')?.click();
        requestAnimationFrame(look);
      };
      look();
    })`);
    await page.close();
  },

  /**
   * @param {import('playwright').Page} page
   * @param {string} extensionId
   */
  async onboard(page, extensionId) {
    await page.goto(`chrome-extension://${extensionId}/src/popup/tab.html#/welcome`);
    await page.click(testId('import-wallet'));
    for (const [index, word] of MNEMONIC.split(' ').entries()) await page.fill(testId(`phrase-word-${index}`), word);
    await page.click(testId('continue'));
    await page.fill(testId('new-password'), PASSWORD);
    await page.fill(testId('repeat-password'), PASSWORD);
    await page.click(testId('continue'));
    await page.click(testId('done'));
  },
};
