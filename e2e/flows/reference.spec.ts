/** A price to lay an order beside: from the person's own node, off until it is turned on, and never a comfort. */
import { expect } from 'playwright/test';
import { startAnvil } from '../../demo/anvil.ts';
import { openFeeds } from '../../demo/feed.ts';
import { MARKETS } from '../../demo/markets.ts';
import { CHAIN_ID, DOMAIN, ORDER_TYPES } from '../../demo/schema.ts';
import { order } from '../dapp/payloads.ts';
import type { Vouch } from '../driver/vouch.ts';
import { ACCOUNT, test, waiting } from '../fixtures.ts';
import { approvalPage, ownPage } from '../hostile/pages.ts';
import { problems } from './axe.ts';

const v4 = (text: string) => ['eth_signTypedData_v4', [ACCOUNT, text]] as const;

const turnOn = async (vouch: Vouch) => {
  const settings = await ownPage(vouch, 'tab.html#/settings');
  await settings.getByTestId('switch-reference').click();
  await expect(settings.getByTestId('switch-reference')).toHaveAttribute('aria-checked', 'true');
  await settings.close();
};

test('a reference price is off until somebody turns it on, and says why there is none', async ({
  connected: { vouch, dapp },
}) => {
  const ask = async () => {
    await dapp.page.bringToFront();
    const answer = dapp.ask(...v4(order(Math.floor(Date.now() / 1000) + 3600)));
    const row = (await approvalPage(vouch)).getByTestId('reference');
    await expect(row).toContainText('no reference price');
    const text = await row.innerText();
    await vouch.reject();
    await answer;
    return text;
  };
  expect(await ask()).toContain('They are off');
  await turnOn(vouch);
  expect(await ask()).toContain('No node is chosen for Ethereum, Arbitrum One');
});

/** An order of the demo venue, which has its price feeds on the demo chain. */
const gannetOrder = (side: 'long' | 'short', limitPrice: string): string =>
  JSON.stringify({
    types: {
      EIP712Domain: [
        { name: 'name', type: 'string' },
        { name: 'version', type: 'string' },
        { name: 'chainId', type: 'uint256' },
        { name: 'verifyingContract', type: 'address' },
      ],
      ...ORDER_TYPES,
    },
    primaryType: 'Order',
    domain: DOMAIN,
    message: {
      account: ACCOUNT,
      market: 'ETH-PERP',
      side,
      size: '0.5',
      limitPrice,
      maxFee: '0.81',
      reduceOnly: false,
      timeInForce: 'GTC',
      expiry: String(Math.floor(Date.now() / 1000) + 3600),
      nonce: String(Date.now()),
    },
  });

test('the worst price is laid beside the feed of the own node, with source and age', async ({
  connected: { vouch, dapp },
}) => {
  test.setTimeout(180_000);
  const anvil = await startAnvil();
  try {
    const feeds = await openFeeds(anvil.rpcUrl, MARKETS);
    // 3,500.0, 70,000 and 168.00
    const write = (secondsAgo: number) => feeds.write([35_000, 70_000, 16_800], Date.now() - secondsAgo * 1000);
    await write(20);
    const chain = {
      chainId: `0x${CHAIN_ID.toString(16)}`,
      chainName: 'Gannet local',
      nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
      rpcUrls: [anvil.rpcUrl],
    };
    for (const [method, params] of [
      ['wallet_addEthereumChain', [chain]],
      ['wallet_switchEthereumChain', [{ chainId: chain.chainId }]],
    ] as const) {
      await dapp.page.bringToFront();
      const answer = dapp.ask(method, params);
      await waiting(vouch, 1);
      await vouch.approve();
      expect(await answer).toEqual({ result: null });
    }
    await turnOn(vouch);

    const shows = async (side: 'long' | 'short', price: string, points: number[] | null, ...texts: string[]) => {
      await dapp.page.bringToFront();
      const answer = dapp.ask(...v4(gannetOrder(side, price)));
      const page = await approvalPage(vouch);
      const reference = page.getByTestId('reference');
      for (const text of texts) await expect(reference).toContainText(text);
      const line = page.getByTestId('price-line');
      // As it is drawn: where the points lie, in percent of the line.
      const drawn = (await line.count())
        ? await line.evaluate((figure) => {
            const [axis, ...points] = ['line', '.mark-signed circle', '.mark-market path'].map((one) =>
              figure.querySelector(`svg ${one}`)?.getBoundingClientRect(),
            );
            return points.map((point) =>
              axis && point ? Math.round(((point.x + point.width / 2 - axis.x) / axis.width) * 100) : null,
            );
          })
        : null;
      expect(drawn).toEqual(points);
      const notes = await reference.locator('.note').allInnerTexts();
      if (notes.length > 0) expect(await problems(page, `reference, ${price}`)).toEqual([]);
      await vouch.approve();
      expect(await answer).toHaveProperty('result');
      return notes.join(' ').replace(/\s+/g, ' ');
    };
    expect(
      await shows('long', '3514.0', [52, 50], '3,500 USD', '0.4 % worse than the reference', 'Gannet local', 's ago'),
    ).toBe('');
    expect(await shows('short', '3514.0', [52, 50], '3,500 USD', '0.4 % better than the reference')).toBe('');
    expect(await shows('long', '3780.0', [90, 50], '8 % worse')).toMatch(/more than 5% worse than the reference/);
    expect(await shows('long', '35000.0', [91, 9], '900 % worse')).toMatch(/A decimal point may be wrong/);

    // An old price is none.
    await write(3 * 3600);
    expect(await shows('long', '3514.0', null, 'no reference price', 'is 3 h old')).toBe('');
  } finally {
    await anvil.stop();
  }
});
