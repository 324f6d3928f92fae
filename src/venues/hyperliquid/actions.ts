/**
 * All L1 actions that the SDK has, by their type.
 * @see https://github.com/nktkas/hyperliquid/tree/db80d59/src/api/exchange/_methods
 * @module
 */
import { sameAddress } from '../../signing/address.ts';
import { visibleStart } from '../../signing/visible.ts';
import { type Card, exact, NotReadable, row, unreadable } from '../adapter.ts';
import type { ReadingContext } from '../reading.ts';
import { type At, accountRow, type Handler } from './acts.ts';
import { networkRow, timeNotes, venueOn } from './common.ts';
import type { Envelope } from './l1.ts';
import { ORDERS } from './orders.ts';
import { SETTINGS } from './settings.ts';
import { wrong } from './shape.ts';
import { TRANSFERS } from './transfers.ts';

const HANDLERS: Record<string, Handler> = { ...ORDERS, ...TRANSFERS, ...SETTINGS };

/** Actions that the venue takes for a vault or a subaccount as well. */
const FOR_VAULT = new Set([
  'order',
  'modify',
  'batchModify',
  'twapOrder',
  'cancel',
  'cancelByCloid',
  'twapCancel',
  'scheduleCancel',
  'noop',
  'updateLeverage',
  'updateIsolatedMargin',
  'topUpIsolatedOnlyMargin',
  'agentEnableDexAbstraction',
  'agentSetAbstraction',
]);

/** What a trader has no use for: the name is said, and every field is shown as it is. */
const RARE = new Set([
  'activateOutcomeDeployer',
  'authorizeAqav2Role',
  'borrowLend',
  'CSignerAction',
  'CValidatorAction',
  'finalizeEvmContract',
  'gossipPriorityBid',
  'hip3LiquidatorTransfer',
  'perpDeploy',
  'spotDeploy',
  'userOutcome',
  'validatorL1Stream',
]);

const atOf = ({ nonce, network, vault, expiresAfter }: Envelope, context: ReadingContext): At => {
  const foreign = vault !== undefined && !sameAddress(vault, context.account) ? vault : undefined;
  return {
    venue: venueOn(network),
    main: network === 'Mainnet',
    context,
    nonce,
    vault,
    foreign,
    end: expiresAfter === undefined ? undefined : expiresAfter / 1000n,
    rows: [accountRow(vault), networkRow(network)],
    notes: [
      ...(foreign ? [{ level: 'care', text: { id: 'note.hlVault', params: { vault: foreign } } } as const] : []),
      ...timeNotes(nonce, context),
    ],
    also: ['nonce', ...(expiresAfter !== undefined && expiresAfter % 1000n !== 0n ? ['expiresAfter'] : [])],
  };
};

const unread = (why: Card['headline'], envelope: Envelope, at: At): Card => {
  const type = envelope.action.get('type');
  const said = row('row.type', exact(visibleStart(typeof type === 'string' && type !== '' ? type : '-', 100)));
  return { ...unreadable(why, [said, ...at.rows]), notes: at.notes };
};

/** Never throws: what cannot be read is shown as such, with all its fields. */
export const readAction = (envelope: Envelope, context: ReadingContext): Card => {
  const at = atOf(envelope, context);
  const type = envelope.action.get('type');
  try {
    if (typeof type !== 'string') throw wrong('action.type', type);
    const read = Object.hasOwn(HANDLERS, type) ? HANDLERS[type] : undefined;
    if (!read) return unread({ id: RARE.has(type) ? 'why.hlRare' : 'why.unknownType' }, envelope, at);
    if (at.vault !== undefined && !FOR_VAULT.has(type)) throw wrong('vaultAddress', at.vault);
    return read(envelope.action, at);
  } catch (cause) {
    if (cause instanceof NotReadable) return unread(cause.why, envelope, at);
    throw cause;
  }
};
