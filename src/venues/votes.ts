/**
 * Governance by signature: ballots and delegations that anybody may hand in at the contract of the domain, and votes of
 * Snapshot. There are as many governors as there are projects, so the exact type says what it is, and the card where it counts.
 * @see https://github.com/OpenZeppelin/openzeppelin-contracts `governance/Governor.sol` (4.x and 5.x), `governance/utils/Votes.sol`
 * @see https://github.com/compound-finance/compound-governance `GovernorAlpha.sol`, `GovernorBravoInterfaces.sol`
 * @see https://github.com/bgd-labs/aave-token-v3 `BaseDelegation.sol`
 * @see https://github.com/snapshot-labs/snapshot.js efa5de15 (2026-08-19), `src/sign/types.ts`, `src/sign/hashedTypes.json`
 * @module
 */
import type { TextId } from '../lib/text.ts';
import { type Address, parseAddress, sameAddress } from '../signing/address.ts';
import type { Value as Signed, TypedData } from '../signing/typed-data.ts';
import { visible, visibleStart } from '../signing/visible.ts';
import { address, type Card, exact, messageOf, NO_CONTRACT, row, seconds, time, unreadable, words } from './adapter.ts';
import { networkRows, selfName } from './permits.ts';
import type { GrantAuthority, Mark, Note, ReadingContext, Row, Value } from './reading.ts';

type Parts = Pick<GrantAuthority, 'headline' | 'rows' | 'can' | 'cannot'> & {
  notes?: Note[];
  validUntil?: number;
  grantee: string;
  also: readonly string[];
};

const card = ({ notes = [], ...parts }: Parts): Card => ({
  kind: 'grant-authority',
  scope: 'votes',
  notes,
  ...parts,
});

const MOST_OF_A_NAME = 60;
const short = (name: string): string => visibleStart(name, MOST_OF_A_NAME);
/** The domain's own name, which is only what it calls itself. */
const nameOf = ({ domain }: TypedData): string => short(domain.name ?? '') || (domain.verifyingContract ?? '');

const otherAccount = (account: string): Card => unreadable({ id: 'why.otherAccount', params: { account } });

const whereRows = (data: TypedData, contract: Address, context: ReadingContext): Row[] => [
  row('row.governor', address(contract), 'signed', [exact(selfName(data)), 'signed']),
  ...networkRows(data, context),
];

type Reader = (data: TypedData, contract: Address, context: ReadingContext) => Card;

/** As Bravo and almost all governors count; the contract may do so otherwise. */
const USUAL = ['against', 'for', 'abstain'] as const;

const choiceOf = (support: bigint | boolean): { headline: TextId; row: Row } => {
  if (typeof support === 'boolean')
    return {
      headline: support ? 'vote.for' : 'vote.against',
      row: row('row.choice', words(support ? 'value.voteFor' : 'value.voteAgainst')),
    };
  const usual = USUAL[Number(support)];
  const names: Record<(typeof USUAL)[number], TextId> = {
    against: 'value.usuallyAgainst',
    for: 'value.usuallyFor',
    abstain: 'value.usuallyAbstain',
  };
  const below: [Value, Mark][] = usual === undefined ? [] : [[words(names[usual]), 'computed']];
  return {
    headline: usual === undefined ? 'vote.other' : `vote.${usual}`,
    row: row('row.choice', exact(String(support)), 'signed', ...below),
  };
};

const ballot: Reader = (data, contract, context) => {
  const { proposalId, support, voter, reason, params } = messageOf<{
    proposalId: bigint;
    support: bigint | boolean;
    voter?: Address;
    reason?: string;
    params?: string;
  }>(data);
  if (voter !== undefined && !sameAddress(voter, context.account)) return otherAccount(voter);
  const choice = choiceOf(support);
  return card({
    headline: { id: choice.headline, params: { name: nameOf(data) } },
    rows: [
      row('row.proposal', exact(String(proposalId))),
      choice.row,
      ...whereRows(data, contract, context),
      ...(reason === undefined || reason === '' ? [] : [row('row.reason', exact(visible(reason)))]),
      ...(params === undefined || params === '0x' ? [] : [row('row.params', exact(params))]),
      row('row.until', words('value.whileVoting'), 'unsigned'),
    ],
    grantee: contract,
    can: [{ id: 'can.voteOnce' }],
    cannot: [{ id: 'cannot.otherProposals' }, { id: 'cannot.moveTokens' }],
    also: ['nonce'],
  });
};

type Delegation = { to: Address; from?: Address; end: bigint; votes?: TextId };

const delegated = (
  { to, from, end, votes }: Delegation,
  data: TypedData,
  contract: Address,
  context: ReadingContext,
): Card => {
  if (from !== undefined && !sameAddress(from, context.account)) return otherAccount(from);
  const self = sameAddress(to, context.account);
  const nobody = sameAddress(to, NO_CONTRACT);
  const away = !self && !nobody;
  const headline = self ? 'vote.delegateSelf' : nobody ? 'vote.delegateNone' : 'vote.delegate';
  return card({
    headline: { id: headline, params: { name: nameOf(data) } },
    rows: [
      row('row.delegate', self ? words('value.ownAccount') : nobody ? words('value.none') : address(to)),
      ...(votes === undefined ? [] : [row('row.votes', words(votes))]),
      ...whereRows(data, contract, context),
      row('row.handIn', time(end)),
      row('row.until', words('value.untilTakenBack'), 'unsigned'),
      row('row.revoke', words('revoke.delegate'), 'unsigned'),
    ],
    notes: away ? [{ level: 'care', text: { id: 'note.delegation' } }] : [],
    grantee: to,
    can: away ? [{ id: 'can.voteForYou' }] : [],
    cannot: [{ id: 'cannot.moveTokens' }],
    validUntil: seconds(end),
    also: ['nonce'],
  });
};

const delegation: Reader = (data, contract, context) => {
  const { delegatee, expiry } = messageOf<{ delegatee: Address; expiry: bigint }>(data);
  return delegated({ to: delegatee, end: expiry }, data, contract, context);
};
const AAVE_VOTES = ['value.votingVotes', 'value.proposingVotes'] as const;
const aave: Reader = (data, contract, context) => {
  const { delegator, delegatee, deadline, delegationType } = messageOf<{
    delegator: Address;
    delegatee: Address;
    deadline: bigint;
    delegationType?: bigint;
  }>(data);
  const votes = delegationType === undefined ? 'value.bothVotes' : AAVE_VOTES[Number(delegationType)];
  if (votes === undefined)
    return unreadable({ id: 'why.value', params: { field: 'delegationType', value: String(delegationType) } });
  return delegated({ to: delegatee, from: delegator, end: deadline, votes }, data, contract, context);
};

const READERS: Readonly<Record<string, Reader>> = {
  'Ballot(uint256 proposalId,bool support)': ballot,
  'Ballot(uint256 proposalId,uint8 support)': ballot,
  'Ballot(uint256 proposalId,uint8 support,address voter,uint256 nonce)': ballot,
  'ExtendedBallot(uint256 proposalId,uint8 support,string reason,bytes params)': ballot,
  'ExtendedBallot(uint256 proposalId,uint8 support,address voter,uint256 nonce,string reason,bytes params)': ballot,
  'Delegation(address delegatee,uint256 nonce,uint256 expiry)': delegation,
  'Delegate(address delegator,address delegatee,uint256 nonce,uint256 deadline)': aave,
  'DelegateByType(address delegator,address delegatee,uint8 delegationType,uint256 nonce,uint256 deadline)': aave,
};

/** One choice, several (approval, ranking), or a text: shares of a weighted vote, or an encrypted choice. */
const SNAPSHOT =
  /^Vote\((?:address|string) from,string space,uint64 timestamp,(?:bytes32|string) proposal,(?:uint32(?:\[\])?|string) choice(?:,string reason)?(?:,string app)?(?:,string metadata)?\)$/;
/** The chainId only where a wallet insists on one. */
const SNAPSHOT_DOMAIN = /^EIP712Domain\(string name,string version(?:,uint256 chainId)?\)$/;

const snapshotChoice = (choice: Signed): { value: Value; note?: Note } => {
  const note: Note = { level: 'care', text: { id: 'note.choiceNumber' } };
  if (typeof choice === 'string' && choice.startsWith('0x')) return { value: words('value.encrypted') };
  if (Array.isArray(choice)) return { value: exact(choice.length === 0 ? '-' : choice.map(String).join(', ')), note };
  return { value: exact(visible(String(choice))), note };
};

const snapshot = (data: TypedData, context: ReadingContext): Card => {
  const { from, space, proposal, choice, reason, metadata } = messageOf<{
    from: string;
    space: string;
    proposal: string;
    choice: Signed;
    reason?: string;
    metadata?: string;
  }>(data);
  if (!/^0x[\da-f]{40}$/i.test(from) || !sameAddress(from, context.account)) return otherAccount(visible(from));
  const { value, note } = snapshotChoice(choice);
  return card({
    headline: { id: 'vote.snapshot', params: { name: short(space) } },
    rows: [
      row('row.space', exact(visible(space))),
      row('row.proposal', exact(visible(proposal))),
      row('row.choice', value),
      ...(reason === undefined || reason === '' ? [] : [row('row.reason', exact(visible(reason)))]),
      ...(metadata === undefined || metadata === '{}' ? [] : [row('row.params', exact(visible(metadata)))]),
      row('row.until', words('value.whileVoting'), 'unsigned'),
    ],
    notes: note ? [note] : [],
    grantee: 'Snapshot',
    can: [{ id: 'can.voteOnce' }],
    cannot: [{ id: 'cannot.otherProposals' }, { id: 'cannot.moveTokens' }],
    also: ['timestamp', 'app', 'reason', 'metadata', 'choice'],
  });
};

/** Null for what is neither a ballot nor a delegation. */
export const voteIn = (data: TypedData, context: ReadingContext): Card | null => {
  const { encodeType, domain, domainType } = data;
  if (SNAPSHOT.test(encodeType))
    return domain.name === 'snapshot' && domain.version === '0.1.4' && SNAPSHOT_DOMAIN.test(domainType)
      ? snapshot(data, context)
      : null;
  const read = READERS[encodeType];
  const contract = domain.verifyingContract;
  // Without a contract a signature counts wherever somebody takes it.
  if (!read || contract === undefined || sameAddress(contract, NO_CONTRACT)) return null;
  return read(data, parseAddress(contract), context);
};
