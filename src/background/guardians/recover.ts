/** The last step of a recovery: enough parts are here, so the wallet opens on this computer. @module */
import { tryOpen } from '../../guardians/recovery.ts';
import { restore } from '../../guardians/restore.ts';
import { decodeKeyring, KEYRING } from '../../keyring/keyring.ts';
import { SaidError } from '../../lib/said-error.ts';
import { forgetAccounts, hasAccounts } from '../accounts.ts';
import { announceAccounts } from '../announce.ts';
import { readBook, step } from './store.ts';

/** Opens the wallet as soon as it can be opened. A worker that dies before the write does all of it again. @throws {Locked} */
export const tryRestore = async (): Promise<void> => {
  const { recovery } = await readBook();
  if (recovery?.state !== 'asking') return;
  if (await hasAccounts()) throw new SaidError('recovery.exists');
  const opened = await step<boolean>((state, at) => {
    const now = state.book.recovery;
    const opening = now && tryOpen(now);
    if (opening?.is !== 'open') return { state, value: false };
    const { records } = opening.backup;
    const keyring = records[KEYRING];
    if (!keyring) throw new SaidError('keyring.data');
    const addresses = decodeKeyring(keyring).accounts.map(({ address }) => address);
    return { state: restore(state, opening, addresses, at), value: true, records };
  });
  if (!opened) return;
  forgetAccounts();
  await announceAccounts();
};
