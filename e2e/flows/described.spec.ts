/** A description of ERC-7730 under what Vouch cannot read: said, never a reading. */
import { expect } from 'playwright/test';
import { ACCOUNT, test, waiting } from '../fixtures.ts';

const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48';
const RECEIVER = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';

/** `descriptors/eip712-usdc.json` describes this one, on this contract alone. */
const authorization = (
  over: { verifyingContract?: string; name?: string; validBefore?: string; extra?: boolean } = {},
) => {
  const { verifyingContract = USDC, name = 'USD Coin', validBefore = '1893456000', extra = false } = over;
  return JSON.stringify({
    types: {
      EIP712Domain: [
        { name: 'name', type: 'string' },
        { name: 'version', type: 'string' },
        { name: 'chainId', type: 'uint256' },
        { name: 'verifyingContract', type: 'address' },
      ],
      TransferWithAuthorization: [
        { name: 'from', type: 'address' },
        { name: 'to', type: 'address' },
        { name: 'value', type: 'uint256' },
        { name: 'validAfter', type: 'uint256' },
        { name: 'validBefore', type: 'uint256' },
        { name: 'nonce', type: 'bytes32' },
        ...(extra ? [{ name: 'extra', type: 'uint256' }] : []),
      ],
    },
    primaryType: 'TransferWithAuthorization',
    domain: { name, version: '2', chainId: 1, verifyingContract },
    message: {
      from: ACCOUNT,
      to: RECEIVER,
      value: '1720500000',
      validAfter: '0',
      validBefore,
      nonce: `0x${'07'.repeat(32)}`,
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
  await expect(said).toContainText('A description for Circle (written for Vouch, ');
  await expect(said).toContainText('says: Let anyone carry out this transfer');
  await expect(said).toContainText('1720.5 USDC');
  await expect(said).toContainText(RECEIVER);
  await expect(said).toContainText('2030-01-01 00:00:00Z');
  await expect(said).toContainText('It leaves out 1 of 6 values.');
  await expect(said.locator('.mark-said')).toHaveCount(5);
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
  const answer = dapp.ask('eth_signTypedData_v4', [ACCOUNT, authorization({ validBefore: String(2n ** 48n - 1n) })]);
  await waiting(vouch, 1);
  const page = vouch.context.pages().find((one) => one.url().includes('/approve.html'));
  const said = page?.getByTestId('described');
  await expect(said ?? dapp.page.locator('nothing')).toContainText(
    '281474976710655Not understood, shown as it is signed',
  );
  await vouch.reject();
  await answer;
});

test('the same name on another contract, another name or another type is not described', async ({
  connected: { vouch, dapp },
}) => {
  for (const over of [
    { verifyingContract: '0x1111111111111111111111111111111111111111' },
    { name: 'Another Coin' },
    { extra: true },
  ]) {
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
