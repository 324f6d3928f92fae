/** A description of ERC-7730 under what Vouch cannot read: said, never a reading. */
import { expect } from 'playwright/test';
import { ACCOUNT, test, waiting } from '../fixtures.ts';

const MORPHO = '0xBBBBBbbBBb9cC5e90e3b3Af64bdAF62C37EEFFCb';
const MANAGER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';

/** `descriptors/eip712-morpho.json` describes this one, on this contract alone. */
const authorization = (over: { verifyingContract?: string; deadline?: string; extra?: boolean } = {}) => {
  const { verifyingContract = MORPHO, deadline = '1893456000', extra = false } = over;
  return JSON.stringify({
    types: {
      EIP712Domain: [
        { name: 'chainId', type: 'uint256' },
        { name: 'verifyingContract', type: 'address' },
      ],
      Authorization: [
        { name: 'authorizer', type: 'address' },
        { name: 'authorized', type: 'address' },
        { name: 'isAuthorized', type: 'bool' },
        { name: 'nonce', type: 'uint256' },
        { name: 'deadline', type: 'uint256' },
        ...(extra ? [{ name: 'extra', type: 'uint256' }] : []),
      ],
    },
    primaryType: 'Authorization',
    domain: { chainId: 1, verifyingContract },
    message: {
      authorizer: ACCOUNT,
      authorized: MANAGER,
      isAuthorized: true,
      nonce: '0',
      deadline,
      ...(extra ? { extra: '1' } : {}),
    },
  });
};

test('a description stands under the statement that Vouch cannot read it', async ({ connected: { vouch, dapp } }) => {
  const answer = dapp.ask('eth_signTypedData_v4', [ACCOUNT, authorization()]);
  await waiting(vouch, 1);
  const page = vouch.context.pages().find((one) => one.url().includes('/approve.html'));
  if (!page) throw new Error('no approval page');
  await expect(page.getByTestId('headline')).toHaveText('Vouch cannot read this');
  const said = page.getByTestId('described');
  await expect(said).toContainText('A description for Morpho (written for Vouch, ');
  await expect(said).toContainText('says: Change who may manage all positions of an account');
  await expect(said).toContainText(MANAGER);
  await expect(said).toContainText('2030-01-01 00:00:00Z');
  await expect(said).toContainText('It leaves out 1 of 5 values.');
  await expect(said.locator('.mark-said')).toHaveCount(4);
  await expect(said.locator('.mark-signed')).toHaveCount(0);
  // It stands between the statement and the whole of what is signed, which has every value.
  const tops = await Promise.all(
    [page.getByTestId('headline'), said, page.getByTestId('end')].map(async (one) => (await one.boundingBox())?.y ?? 0),
  );
  expect(tops).toEqual([...tops].sort((a, b) => a - b));
  await expect(page.getByTestId('row').filter({ hasText: 'message.nonce' })).toHaveCount(1);
  await vouch.reject();
  expect(await answer).toMatchObject({ error: { code: 4001 } });
});

test('a date that cannot be one is shown as it is signed', async ({ connected: { vouch, dapp } }) => {
  const answer = dapp.ask('eth_signTypedData_v4', [ACCOUNT, authorization({ deadline: String(2n ** 48n - 1n) })]);
  await waiting(vouch, 1);
  const page = vouch.context.pages().find((one) => one.url().includes('/approve.html'));
  const said = page?.getByTestId('described');
  await expect(said ?? dapp.page.locator('nothing')).toContainText(
    '281474976710655Not understood, shown as it is signed',
  );
  await vouch.reject();
  await answer;
});

test('the same message on another contract, or of another type, is not described', async ({
  connected: { vouch, dapp },
}) => {
  for (const over of [{ verifyingContract: '0x1111111111111111111111111111111111111111' }, { extra: true }]) {
    const answer = dapp.ask('eth_signTypedData_v4', [ACCOUNT, authorization(over)]);
    await waiting(vouch, 1);
    const page = vouch.context.pages().find((one) => one.url().includes('/approve.html'));
    if (!page) throw new Error('no approval page');
    // What the page asks for is answered before the end of the next question to the worker.
    const found = await page.evaluate(async () => {
      const id = document.querySelector('[data-testid="request"]')?.getAttribute('data-request-id');
      return await chrome.runtime.sendMessage({ lane: 'ui', method: 'approval.described', params: { id } });
    });
    expect(found).toEqual({ ok: null });
    await expect(page.getByTestId('described')).toHaveCount(0);
    await vouch.reject();
    await answer;
  }
});
