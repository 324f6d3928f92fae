/**
 * Derive (formerly Lyra): every action is signed in one envelope, whose bytes mean what its module says.
 * @see https://docs.derive.xyz/reference/action-signing
 * @module
 */
import { sameAddress } from '../../signing/address.ts';
import { fixed } from '../../signing/format.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import {
  type Adapter,
  address,
  amountOf,
  type Card,
  type Coverage,
  type DomainRule,
  exact,
  FULL_DOMAIN,
  messageOf,
  NotReadable,
  own,
  row,
  unreadable,
} from '../adapter.ts';
import { type Action, DECIMALS, decode, type Frame } from '../derive/action.ts';
import { agents } from '../derive/agent.ts';
import { calls } from '../derive/calls.ts';
import { type Module, moduleAt, VERSIONS } from '../derive/modules.ts';
import { externalTransferCard, sessionCard, transferCard, whitelistCard, withdrawCard } from '../derive/moves.ts';
import { isExecution, quoteCard, tradeCard } from '../derive/orders.ts';
import { openTypedData } from '../open-typed-data.ts';
import type { Note, ReadingContext } from '../reading.ts';
import { mustSign } from '../signer.ts';

const ID = 'derive';
const NAME = 'Derive';

const executionCard = (frame: Frame): Card => {
  const [legs, maxFee] = decode('bytes32,uint256', frame.action) as unknown as [string, bigint];
  const rows = [row('row.order', exact(legs)), row('row.feeAtMost', amountOf(fixed(maxFee, DECIMALS), 'USDC'))];
  return unreadable({ id: 'why.deriveExecution' }, [...rows, ...frame.rows], true);
};

const READ: Partial<Record<Module, (frame: Frame) => Card>> = {
  trade: tradeCard,
  rfq: (frame) => (isExecution(frame.action) ? executionCard(frame) : quoteCard(frame)),
  withdraw: withdrawCard,
  transfer: transferCard,
  externalTransfer: externalTransferCard,
  whitelist: whitelistCard,
  sessionKey: sessionCard,
};

/**
 * The account that signs is the owner, or the signer that the owner let in: then the action is about another account, and
 * says so. A message with neither is nothing that this account can sign. A key of the wallet's own signs as what it is, for
 * the account alone.
 */
const notesOn = ({ owner, signer }: Action, context: ReadingContext): Note[] => {
  const { account, agent } = context;
  if (agent !== undefined) {
    own(owner, context);
    mustSign(signer, context);
    return [];
  }
  const isOwner = sameAddress(owner, account);
  if (!isOwner && !sameAddress(signer, account))
    throw new NotReadable({ id: 'why.otherAccount', params: { account: owner } });
  if (!isOwner) return [{ level: 'care', text: { id: 'note.forOwner', params: { owner } } }];
  if (sameAddress(signer, account)) return [];
  return [{ level: 'care', text: { id: 'note.otherSigner', params: { signer, venue: NAME } } }];
};

const readAction = (data: TypedData, context: ReadingContext): Card => {
  const action = messageOf<Action>(data);
  const chainId = Number(data.domain.chainId);
  const version = VERSIONS[chainId];
  const module = moduleAt(action.module, chainId);
  if (!version || !module)
    throw new NotReadable({ id: 'why.value', params: { field: 'module', value: action.module } });
  const read = READ[module];
  if (!read) throw new NotReadable({ id: 'why.deriveModule', params: { module } });
  const notes = notesOn(action, context);
  return read({
    action,
    chainId,
    version: version.version,
    venue: { id: ID, name: NAME, network: version.network },
    context,
    notes,
    rows: [
      row('row.subaccount', exact(String(action.subaccountId))),
      row('row.version', exact(version.network)),
      ...(notes.length > 0
        ? [row('row.account', address(action.owner)), row('row.signer', address(action.signer))]
        : []),
    ],
  });
};

const readers = {
  'Action(uint256 subaccountId,uint256 nonce,address module,bytes data,uint256 expiry,address owner,address signer)':
    readAction,
};
const domain = { name: 'Matching', version: '1.0', type: FULL_DOMAIN, common: true, readers } as const;

const domains: DomainRule[] = [
  { ...domain, chainIds: [957], verifyingContracts: ['0xeB8d770ec18DB98Db922E9D83260A585b9F0DeAD'] },
  // v3 has no contract behind this address on these networks: the numbers are Derive's own.
  {
    ...domain,
    chainIds: [1, 11155111],
    verifyingContracts: ['0xeB8d770ec18DB98Db922E9D83260A585b9F0DeAD'],
    anyNetwork: true,
  },
  { ...domain, chainIds: [901], verifyingContracts: ['0x3cc154e220c2197c5337b7Bd13363DD127Bc0C6E'] },
];

export const adapter: Adapter = { id: ID, name: NAME, domains, calls, open: openTypedData(domains), agents };

const V2 = 'derivexyz/v2-matching f6c20f4';
const V3 = 'derivexyz/derive-py 92fa887';
export const coverage: Coverage[] = [
  {
    what: 'Action: trade',
    reads: 'in part',
    gap: 'Order type and reduce-only are not signed, and assets outside the list of 21 January 2026 have no name.',
    source: `${V2}, ${V3}`,
  },
  { what: 'Action: quote for an RFQ', reads: 'whole', source: `${V2}, ${V3}` },
  { what: 'Action: execution of an RFQ', reads: 'not', gap: 'The legs are signed as a hash.', source: `${V2}, ${V3}` },
  {
    what: 'Action: withdrawal',
    reads: 'in part',
    gap: 'Decimals are known for USDC alone; other amounts are in the smallest unit.',
    source: `${V2}, ${V3}`,
  },
  {
    what: 'Action: transfer',
    reads: 'in part',
    gap: 'Several transfers in one action (v2) are shown as raw fields.',
    source: `${V2}, ${V3}`,
  },
  { what: 'Action: transfer to another owner (v3)', reads: 'whole', source: V3 },
  { what: 'Action: list of recipients (v3)', reads: 'whole', source: V3 },
  {
    what: 'cancelling through the interface',
    reads: 'not',
    gap: 'It is no message: who may is told by a signed time, which is a login for as long as the key lives. Vouch makes none.',
    source: `${V3}, derivexyz/derive-ts a58797b`,
  },
  { what: 'Action: session key (v3)', reads: 'whole', source: `${V3}, derivexyz/derive-ts a58797b` },
  { what: 'registerSessionKey (v2, transaction)', reads: 'whole', source: V2 },
  {
    what: 'Action: deposit, liquidation, vault',
    reads: 'not',
    gap: 'Recognised by their module and shown as raw fields.',
    source: `${V2}, ${V3}`,
  },
];
