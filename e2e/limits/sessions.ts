/** Trading sessions as a person begins, resumes and ends them. @module */
import type { Vouch } from '../driver/vouch.ts';

/** The terms that most tests ask for: orders of about $1,720 each. */
export const terms = (orders: number, over: Record<string, unknown> = {}) => [
  {
    chainId: '0x1',
    permission: {
      type: 'venue-orders',
      isAdjustmentAllowed: true,
      data: {
        venue: 'synthetix',
        markets: ['ETH-USDT'],
        perOrder: '2000',
        budget: String(orders * 2000),
        orders,
        ...over,
      },
    },
  },
];

const ownPage = async (vouch: Vouch, path: string) => {
  const page = await vouch.context.newPage();
  await page.goto(`chrome-extension://${vouch.extensionId}/src/popup/tab.html#${path}`);
  return page;
};

/** Connects a site and begins a session there, with the presses of a person. */
export const grantSession = async (vouch: Vouch, origin: string, orders: number): Promise<void> => {
  const page = await vouch.context.newPage();
  await page.goto(origin);
  const ask = (method: string, params: unknown) =>
    page.evaluate(
      ([name, args]) =>
        (window as unknown as { provider: { request(of: unknown): Promise<unknown> } }).provider.request({
          method: name as string,
          params: args,
        }),
      [method, params] as const,
    );
  const connected = ask('eth_requestAccounts', []);
  connected.catch(() => {}); // thrown where it is awaited
  await vouch.connect();
  await connected;
  const granted = ask('wallet_requestExecutionPermissions', terms(orders));
  granted.catch(() => {}); // thrown where it is awaited
  await vouch.approve();
  await granted;
  await page.close();
};

/** Resumes every paused session on its screen. @returns how many there were */
export const resumeSessions = async (vouch: Vouch, password: string): Promise<number> => {
  const page = await ownPage(vouch, '/sessions');
  const resume = page.getByTestId('session-resume');
  await page.getByTestId('session').first().waitFor();
  const count = await resume.count();
  for (let left = count; left > 0; left--) {
    await resume.first().click();
    await page.getByTestId('password').fill(password);
    await page.getByTestId('prove').click();
    await page.getByTestId('session-pause').waitFor();
    await page.goto(`chrome-extension://${vouch.extensionId}/src/popup/tab.html#/sessions`);
    await page.getByTestId('session').first().waitFor();
  }
  await page.close();
  return count;
};
