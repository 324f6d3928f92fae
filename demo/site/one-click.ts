/** The switch for one-click trading: a wallet that can do it asks once, signs within its limits, and says what is left. @module */
import { sendCancelAll } from './api.ts';
import { byId, dollars, say } from './dom.ts';
import { askFor, cancelIn, changeIn, type Grant, grantOf, TERMS } from './grant.ts';
import { session } from './session.ts';
import { ask, CHAIN_HEX } from './wallet.ts';

const box = byId('quick', HTMLElement);
const button = byId('one-click', HTMLButtonElement);

let grant: Grant | null = null;

/** Whether the wallet may answer without showing anything. */
export const oneClick = (): boolean => grant?.state === 'running';

/** Down to the cent: never more than is left. */
const cents = (decimal: string): string => {
  const [whole = '0', rest = ''] = decimal.split('.');
  return dollars(`${whole}.${rest.padEnd(2, '0').slice(0, 2)}`);
};

const WORDS: Record<Grant['state'], string> = {
  running: 'On. Orders within these limits are signed at once; your wallet asks about all others.',
  paused: 'Paused in your wallet. It asks about every order until you resume it there.',
  'used-up': 'Used up. Your wallet asks about every order again.',
  over: 'Over. Your wallet asks about every order again.',
};
const OFF = `Off. Switch it on for up to ${TERMS.orders} orders of at most ${dollars(TERMS.perOrder)}, ${dollars(TERMS.budget)} in all, for ${TERMS.days} days. Your wallet asks you once.`;

const draw = () => {
  box.dataset.state = grant?.state ?? 'off';
  button.ariaChecked = String(grant !== null);
  say(byId('one-click-words', HTMLElement), grant ? WORDS[grant.state] : OFF);
  byId('one-click-left', HTMLElement).hidden = !grant;
  if (!grant) return;
  const { left, of, until } = grant;
  say(byId('left-orders', HTMLElement), `${left.orders} of ${of.orders}`);
  say(byId('left-budget', HTMLElement), `${cents(left.notional)} of ${cents(of.notional)}`);
  const end = until === null ? null : new Date(until * 1000);
  say(
    byId('left-until', HTMLElement),
    end ? end.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' }) : '–',
  );
};

/** Asks the wallet what it granted. One that does not know the question has no switch. */
export const readGrant = async (): Promise<void> => {
  const held = session();
  let answer: unknown = null;
  try {
    answer = held && (await ask(held.wallet, 'wallet_getGrantedExecutionPermissions'));
  } catch {
    // Said by the missing switch.
  }
  if (session() !== held) return;
  box.hidden = !Array.isArray(answer);
  grant = held ? grantOf(answer, held.account) : null;
  draw();
};

/** What the wallet says by itself. @returns whether orders were cancelled by it; null when it says nothing for us */
export const hear = async (message: unknown): Promise<{ cancelled: number } | null> => {
  const cancel = cancelIn(message);
  if (cancel) return { cancelled: (await sendCancelAll(cancel)).orderIds.length };
  const change = changeIn(message);
  if (!change) return null;
  if (grant?.context !== change.context) await readGrant();
  else {
    grant = change.state === 'over' ? null : { ...grant, ...change };
    draw();
  }
  return null;
};

/** @param toChain brings the wallet to the demo's chain before it asks */
export const startOneClick = (toChain: () => Promise<void>, fail: (error: unknown) => void): void => {
  button.addEventListener('click', async () => {
    const held = session();
    if (!held || button.ariaBusy === 'true') return;
    button.ariaBusy = 'true';
    try {
      if (grant) await ask(held.wallet, 'wallet_revokeExecutionPermission', [{ permissionContext: grant.context }]);
      else {
        await toChain();
        await ask(held.wallet, 'wallet_requestExecutionPermissions', askFor(CHAIN_HEX, held.account, Date.now()));
      }
    } catch (error) {
      fail(error);
    } finally {
      button.ariaBusy = 'false';
      await readGrant();
    }
  });
  draw();
};
