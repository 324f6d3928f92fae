import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTEXT, dataOf, OTHER } from './fixtures.ts';
import { readTypedData } from './typed-data.ts';
import { type Message, unseen } from './unseen.ts';

const GOVERNOR = '0xc0Da02939E1441F497fd74F78cE7Decb17B66529';
const DOMAIN = { name: 'Compound Governor Bravo', chainId: 1, verifyingContract: GOVERNOR };
const read = (type: string, message: Message, domain: Message = DOMAIN) =>
  readTypedData(dataOf(domain, type, message), CONTEXT);
const value = (reading: ReturnType<typeof read>, label: string) =>
  reading.rows.find((row) => row.label === label)?.value;

describe('ballots', () => {
  const BRAVO = 'Ballot(uint256 proposalId,uint8 support)';
  const ALPHA = 'Ballot(uint256 proposalId,bool support)';
  const OZ5 = 'Ballot(uint256 proposalId,uint8 support,address voter,uint256 nonce)';
  const EXTENDED = 'ExtendedBallot(uint256 proposalId,uint8 support,string reason,bytes params)';
  const EXTENDED5 =
    'ExtendedBallot(uint256 proposalId,uint8 support,address voter,uint256 nonce,string reason,bytes params)';
  const FORMS: [string, Message][] = [
    [BRAVO, { proposalId: '12', support: 1 }],
    [ALPHA, { proposalId: '12', support: true }],
    [OZ5, { proposalId: '12', support: 1, voter: ACCOUNT, nonce: '0' }],
    [EXTENDED, { proposalId: '12', support: 1, reason: 'Because', params: '0x1234' }],
    [EXTENDED5, { proposalId: '12', support: 1, voter: ACCOUNT, nonce: '0', reason: 'Because', params: '0x1234' }],
  ];

  test.each(FORMS)('%s', (type, message) => {
    const reading = read(type, message);
    expect(reading).toMatchObject({
      kind: 'grant-authority',
      scope: 'votes',
      headline: { id: 'vote.for', params: { name: 'Compound Governor Bravo' } },
      grantee: GOVERNOR,
      can: [{ id: 'can.voteOnce' }],
      cannot: [{ id: 'cannot.otherProposals' }, { id: 'cannot.moveTokens' }],
    });
    expect(value(reading, 'row.proposal')).toEqual({ type: 'exact', text: '12' });
    expect(value(reading, 'row.governor')).toEqual({ type: 'address', address: GOVERNOR });
    expect(unseen(DOMAIN, type, message)).toEqual([]);
  });

  test.each([
    [0, 'vote.against'],
    [1, 'vote.for'],
    [2, 'vote.abstain'],
    [3, 'vote.other'],
    [255, 'vote.other'],
  ])('choice %i: %s', (support, headline) => {
    const reading = read(BRAVO, { proposalId: '1', support });
    expect(reading.headline.id).toBe(headline);
    expect(value(reading, 'row.choice')).toEqual({ type: 'exact', text: String(support) });
  });

  test('another voter, no contract: not read', () => {
    expect(read(OZ5, { proposalId: '1', support: 1, voter: OTHER, nonce: '0' }).kind).toBe('unreadable');
    expect(read(BRAVO, { proposalId: '1', support: 1 }, { name: 'Governor', chainId: 1 }).kind).toBe('unreadable');
    const zero = { ...DOMAIN, verifyingContract: `0x${'0'.repeat(40)}` };
    expect(read(BRAVO, { proposalId: '1', support: 1 }, zero).kind).toBe('unreadable');
  });

  test('one member more is not read', () => {
    expect(
      read('Ballot(uint256 proposalId,uint8 support,address to)', { proposalId: '1', support: 1, to: OTHER }).kind,
    ).toBe('unreadable');
  });

  test('hidden characters of a name and of a reason are made visible', () => {
    const reading = read(
      FORMS[3]?.[0] ?? '',
      { proposalId: '1', support: 1, reason: 'a\u202eb', params: '0x' },
      { ...DOMAIN, name: 'G\u202ev' },
    );
    expect(reading.headline.params).toEqual({ name: 'G⟨U+202E⟩v' });
    expect(value(reading, 'row.reason')).toEqual({ type: 'exact', text: 'a⟨U+202E⟩b' });
  });
});

describe('delegations', () => {
  const TYPE = 'Delegation(address delegatee,uint256 nonce,uint256 expiry)';
  const ALL = 'Delegate(address delegator,address delegatee,uint256 nonce,uint256 deadline)';
  const SOME =
    'DelegateByType(address delegator,address delegatee,uint8 delegationType,uint256 nonce,uint256 deadline)';
  const message: Message = { delegatee: OTHER, nonce: '0', expiry: '1795219500' };
  const aave: Message = { delegator: ACCOUNT, delegatee: OTHER, nonce: '0', deadline: '1795219500' };

  test.each([
    [TYPE, message],
    [ALL, aave],
    [SOME, { ...aave, delegationType: 0 }],
  ] as [string, Message][])('%s', (type, of) => {
    const reading = read(type, of);
    expect(reading).toMatchObject({
      kind: 'grant-authority',
      scope: 'votes',
      headline: { id: 'vote.delegate' },
      grantee: OTHER,
      can: [{ id: 'can.voteForYou' }],
      validUntil: 1795219500,
    });
    // The signature ends, what it does does not.
    expect(reading).not.toHaveProperty('until');
    expect(value(reading, 'row.until')).toMatchObject({ text: { id: 'value.untilTakenBack' } });
    expect(unseen(DOMAIN, type, of)).toEqual([]);
  });

  test('to oneself, to nobody', () => {
    expect(read(TYPE, { ...message, delegatee: ACCOUNT })).toMatchObject({
      headline: { id: 'vote.delegateSelf' },
      can: [],
    });
    const nobody = read(TYPE, { ...message, delegatee: `0x${'0'.repeat(40)}` });
    expect(nobody).toMatchObject({ headline: { id: 'vote.delegateNone' }, can: [], notes: [] });
  });

  test('another delegator, a kind of votes that does not exist: not read', () => {
    expect(read(ALL, { ...aave, delegator: OTHER }).kind).toBe('unreadable');
    expect(read(SOME, { ...aave, delegationType: 2 }).kind).toBe('unreadable');
  });
});

describe('Snapshot', () => {
  const SNAPSHOT = { name: 'snapshot', version: '0.1.4' };
  const type = (choice: string, tail = ',string reason,string app,string metadata') =>
    `Vote(string from,string space,uint64 timestamp,string proposal,${choice} choice${tail})`;
  const message: Message = {
    from: ACCOUNT,
    space: 'aave.eth',
    timestamp: '1795219200',
    proposal: `0x${'12'.repeat(32)}`,
    choice: '1',
    reason: '',
    app: 'snapshot',
    metadata: '{}',
  };
  const vote = (choice: string, changes: Message = {}, domain: Message = SNAPSHOT) =>
    read(type(choice), { ...message, ...changes }, domain);

  test.each([
    ['uint32', '1', '1'],
    ['uint32[]', ['2', '1'], '2, 1'],
    ['string', '{"1":60,"2":40}', '{"1":60,"2":40}'],
  ] as [string, Message[string], string][])('a choice as %s', (of, choice, text) => {
    const reading = vote(of, { choice: choice ?? '' });
    expect(reading).toMatchObject({
      kind: 'grant-authority',
      scope: 'votes',
      headline: { id: 'vote.snapshot', params: { name: 'aave.eth' } },
      notes: [{ level: 'care', text: { id: 'note.choiceNumber' } }],
    });
    expect(value(reading, 'row.choice')).toEqual({ type: 'exact', text });
    expect(unseen(SNAPSHOT, type(of), { ...message, choice: choice ?? '' })).toEqual([]);
  });

  test('an encrypted choice', () => {
    expect(value(vote('string', { choice: '0x1234' }), 'row.choice')).toMatchObject({
      text: { id: 'value.encrypted' },
    });
  });

  test('older forms, and the chainId that some wallets ask for', () => {
    const old = 'Vote(address from,string space,uint64 timestamp,bytes32 proposal,uint32 choice)';
    const { reason: _, app: __, metadata: ___, ...rest } = message;
    expect(read(old, rest, SNAPSHOT).headline.id).toBe('vote.snapshot');
    expect(vote('uint32', {}, { ...SNAPSHOT, chainId: 1 }).headline.id).toBe('vote.snapshot');
  });

  test('another voter, another domain: not read', () => {
    expect(vote('uint32', { from: OTHER }).kind).toBe('unreadable');
    expect(vote('uint32', { from: 'me' }).kind).toBe('unreadable');
    expect(vote('uint32', {}, { ...SNAPSHOT, version: '0.1.5' }).kind).toBe('unreadable');
    expect(vote('uint32', {}, { ...SNAPSHOT, name: 'Snapshot' }).kind).toBe('unreadable');
    expect(vote('uint32', {}, { ...SNAPSHOT, chainId: 1, verifyingContract: OTHER }).kind).toBe('unreadable');
  });
});
