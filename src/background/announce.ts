/** `accountsChanged` and `chainChanged`, computed for each site at the moment it is told. @module */
import { tell } from './events.ts';
import { accountsFor, chainFor, hexChain } from './site-view.ts';
import { readSite } from './sites.ts';

/** To documents of these origins, or to those of every connected site. */
export const announceAccounts = (origins?: readonly string[]): Promise<void> =>
  tell(
    async (origin) =>
      origins || (await readSite(origin))
        ? { push: 'event', event: 'accountsChanged', data: await accountsFor(origin) }
        : null,
    origins,
  );

export const announceChain = (origins?: readonly string[]): Promise<void> =>
  tell(async (origin) => ({ push: 'event', event: 'chainChanged', data: hexChain(await chainFor(origin)) }), origins);
