/**
 * Aster: grants, withdrawals, and requests that are signed as text. Orders of its own site are signed by an API wallet.
 * @see https://github.com/asterdex/api-docs/blob/265e024/demo/aster-code.py
 * @see https://github.com/asterdex/api-docs/blob/265e024/demo/aster-deposit-withdrawal.md
 * @module
 */
import type { Text } from '../../lib/text.ts';
import type { Address } from '../../signing/address.ts';
import { times } from '../../signing/format.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import {
  type Adapter,
  addressIn,
  type Card,
  type Coverage,
  type DomainRule,
  decimal,
  exact,
  FULL_DOMAIN,
  given,
  matching,
  messageOf,
  NO_CONTRACT,
  NotReadable,
  oneOf,
  own,
  row,
  sorted,
  words,
} from '../adapter.ts';
import { agents, cancelAll } from '../aster/agent.ts';
import { ASTER, ENDPOINT, parseQuery, requestCard } from '../aster/request.ts';
import { grantCard } from '../grant.ts';
import { moveCard } from '../move.ts';
import { openTypedData } from '../open-typed-data.ts';
import { siteOf } from '../origins.ts';
import type { GrantScope, ReadingContext, Row, Venue } from '../reading.ts';

type Common = { AsterChain: string; User: string; Nonce: bigint };

const venueOf = (chain: string): Venue => {
  const network = oneOf('AsterChain', chain, ['Mainnet', 'Testnet']);
  return network === 'Testnet' ? { ...ASTER, network } : ASTER;
};

/** @throws {NotReadable} when it is for another account than the one that signs */
const common = (data: TypedData, context: ReadingContext): { venue: Venue; rows: Row[] } => {
  const { AsterChain, User } = messageOf<Common>(data);
  const venue = venueOf(AsterChain);
  own(addressIn('User', User), context);
  return { venue, rows: [row('row.network', exact(AsterChain))] };
};

type Agent = Common & {
  AgentName?: string;
  AgentAddress: string;
  IpWhitelist: string;
  /** milliseconds */
  Expired?: bigint;
  CanSpotTrade: boolean;
  CanPerpTrade: boolean;
  CanWithdraw: boolean;
};

const powers = ({ CanSpotTrade, CanPerpTrade, CanWithdraw }: Agent): { can: Text[]; cannot: Text[] } => {
  const all: [boolean, Text, Text][] = [
    [CanPerpTrade, { id: 'can.trade' }, { id: 'cannot.tradePerp' }],
    [CanPerpTrade, { id: 'can.leverage' }, { id: 'cannot.leverage' }],
    [CanSpotTrade, { id: 'can.tradeSpot' }, { id: 'cannot.tradeSpot' }],
    [CanWithdraw, { id: 'can.withdraw' }, { id: 'cannot.withdraw' }],
  ];
  return {
    can: all.flatMap(([on, can]) => (on ? [can] : [])),
    cannot: all.flatMap(([on, , cannot]) => (on ? [] : [cannot])),
  };
};

const scopeOf = ({ CanSpotTrade, CanPerpTrade, CanWithdraw }: Agent): GrantScope => {
  if (CanWithdraw) return 'everything';
  return CanSpotTrade || CanPerpTrade ? 'trade' : 'login';
};

/** UpdateAgent has no end and no name of its own: those of the grant before it stay. */
const agentCard = (message: Agent, venue: Venue, rows: Row[], also: string[]): Card => {
  const { AgentName, Expired, IpWhitelist } = message;
  const scope = scopeOf(message);
  // Nothing that was read says what the venue makes of it.
  if (Expired === 0n) throw new NotReadable({ id: 'why.value', params: { field: 'Expired', value: '0' } });
  return grantCard({
    venue,
    ...(scope === 'login' ? { headline: { id: 'headline.readKey', params: { venue: venue.name } } as const } : {}),
    key: addressIn('AgentAddress', message.AgentAddress),
    scope,
    ...powers(message),
    until: Expired === undefined ? words('value.agentBefore') : Expired / 1000n,
    holder: 'page',
    revoke: { id: 'revoke.message', params: { message: 'DelAgent' } },
    rows: [
      ...(AgentName === undefined ? [] : [row('row.keyName', given(AgentName))]),
      row('row.addresses', IpWhitelist === '' ? words('value.fromAnywhere') : given(IpWhitelist)),
      ...rows,
    ],
    also,
  });
};

const agent = (data: TypedData, context: ReadingContext): Card => {
  const message = messageOf<Agent>(data);
  const { venue, rows } = common(data, context);
  return agentCard(message, venue, rows, message.Expired === undefined ? ['Nonce'] : ['Nonce', 'Expired']);
};

const REGISTER = ['user', 'agentName', 'expired', 'canSpotTrade', 'canPerpTrade', 'canWithdraw', 'ipWhitelist'];

/** "Register and Approve Agent": the same grant as text, which needs no other permission to be posted. */
const agentInText = (query: Map<string, string>, venue: Venue, context: ReadingContext): Card => {
  const of = (key: string): string => query.get(key) ?? '';
  const flag = (key: string): boolean => oneOf(key, of(key).toLowerCase(), ['true', 'false']) === 'true';
  const strange = [...query.keys()].find(
    (key) => ![...REGISTER, 'agentAddress', 'nonce', 'signatureChainId', 'agentCode'].includes(key),
  );
  const missing = REGISTER.find((key) => !query.has(key));
  const field = strange ?? missing;
  if (field !== undefined) throw new NotReadable({ id: 'why.value', params: { field, value: of(field) } });
  own(addressIn('user', of('user')), context);
  const message: Agent = {
    AsterChain: '',
    User: of('user'),
    Nonce: 0n,
    AgentName: of('agentName'),
    AgentAddress: of('agentAddress'),
    IpWhitelist: of('ipWhitelist'),
    Expired: BigInt(matching('expired', of('expired'), /^\d{1,20}$/)[0]),
    CanSpotTrade: flag('canSpotTrade'),
    CanPerpTrade: flag('canPerpTrade'),
    CanWithdraw: flag('canWithdraw'),
  };
  return { ...agentCard(message, venue, [], ['msg']), notCovered: [ENDPOINT] };
};

const delAgent = (data: TypedData, context: ReadingContext): Card => {
  const { venue, rows } = common(data, context);
  const key = addressIn('AgentAddress', messageOf<{ AgentAddress: string }>(data).AgentAddress);
  return takenBack(venue, key, { id: 'headline.agentEnds', params: { venue: venue.name } }, rows);
};

const takenBack = (venue: Venue, key: Address, headline: Text, rows: Row[]): Card => ({
  kind: 'grant-authority',
  venue,
  headline,
  rows: [row('row.key', { type: 'address', address: key }), ...rows],
  notes: [],
  grantee: key,
  scope: 'nothing',
  can: [],
  cannot: [{ id: 'cannot.trade' }, { id: 'cannot.withdraw' }],
  also: ['Nonce'],
});

/** `MaxFeeRate` is a share of the order, not percent: 0.00001 is 0.001 %. */
const builder = (data: TypedData, context: ReadingContext): Card => {
  const message = messageOf<Common & { Builder: string; MaxFeeRate: string; BuilderName?: string }>(data);
  const { venue, rows } = common(data, context);
  const fee = times(decimal('MaxFeeRate', message.MaxFeeRate), '100');
  const rate = `${fee}%`;
  const card = grantCard({
    venue,
    headline: { id: 'headline.builderFee', params: { rate } },
    key: addressIn('Builder', message.Builder),
    scope: 'fee',
    can: [{ id: 'can.fee', params: { rate } }],
    cannot: [{ id: 'cannot.trade' }, { id: 'cannot.withdraw' }],
    until: 'none',
    holder: 'other',
    revoke: { id: 'revoke.message', params: { message: 'DelBuilder' } },
    rows: [
      row('row.feeAtMost', exact(rate), 'computed', [exact(message.MaxFeeRate), 'signed']),
      ...(message.BuilderName === undefined ? [] : [row('row.builder', given(message.BuilderName))]),
      ...rows,
    ],
    also: ['Nonce'],
  });
  return card.kind === 'grant-authority' ? { ...card, fee } : card;
};

const delBuilder = (data: TypedData, context: ReadingContext): Card => {
  const { venue, rows } = common(data, context);
  const key = addressIn('Builder', messageOf<{ Builder: string }>(data).Builder);
  return takenBack(venue, key, { id: 'headline.builderFeeEnds' }, rows);
};

/** Whoever posts it under their own key gets everything: the destination is the account that asks, not one that is signed. */
const migrate = (data: TypedData, context: ReadingContext): Card => {
  const { venue, rows } = common(data, context);
  return {
    kind: 'grant-authority',
    venue,
    headline: { id: 'headline.moveAll', params: { venue: venue.name } },
    rows: [row('row.recipient', words('value.notSigned'), 'unsigned'), ...rows],
    notes: [{ level: 'danger', text: { id: 'note.migrate', params: { venue: venue.name } } }],
    grantee: 'not signed',
    scope: 'everything',
    can: [{ id: 'can.takeAll', params: { venue: venue.name } }],
    cannot: [],
    notCovered: [{ id: 'uncovered.destination' }],
    also: ['Nonce'],
  };
};

/** demo/aster-deposit-withdrawal.md, "chainName definition" */
const CHAINS: Record<string, bigint> = { ETH: 1n, BSC: 56n, Arbitrum: 42161n };

type Withdrawal = {
  type: string;
  destination: Address;
  'destination Chain': string;
  token: string;
  amount: string;
  fee: string;
  'aster chain': string;
};

const withdraw = (data: TypedData, context: ReadingContext): Card => {
  const message = messageOf<Withdrawal>(data);
  oneOf('type', message.type, ['Withdraw']);
  const chain = oneOf('destination Chain', message['destination Chain'], Object.keys(CHAINS));
  if (CHAINS[chain] !== data.domain.chainId)
    throw new NotReadable({ id: 'why.value', params: { field: 'destination Chain', value: chain } });
  const asset = matching('token', message.token, /^[A-Za-z\d.]{1,20}$/)[0];
  return moveCard(
    {
      venue: venueOf(message['aster chain']),
      headline: 'headline.withdraw',
      amount: decimal('amount', message.amount),
      asset,
      to: message.destination,
      rows: [
        row('row.toNetwork', exact(chain)),
        row('row.withdrawFee', exact(`${decimal('fee', message.fee)} ${asset}`)),
        row('row.network', exact(message['aster chain'])),
      ],
      also: ['nonce'],
    },
    context,
  );
};

const message = (data: TypedData, context: ReadingContext): Card => {
  const { msg } = messageOf<{ msg: string }>(data);
  const venue = data.domain.chainId === 714n ? { ...ASTER, network: 'Testnet' } : ASTER;
  const query = parseQuery(msg);
  return query?.has('agentAddress') ? agentInText(query, venue, context) : requestCard(msg, query, venue, context);
};

/**
 * The same words sign in and make a key for the venue's interface, which can send money to any account there
 * (demo/consolidation.js). The venue's own site asks for them at every sign-in; from any other they are worth everything.
 */
const login = (text: string, context: ReadingContext): Card | null => {
  if (!/^You are signing into Astherus/i.test(text)) return null;
  matching('message', text, /^You are signing into Astherus \d{1,20}$/);
  return {
    kind: 'grant-authority',
    venue: ASTER,
    headline: { id: 'headline.signInOrKey', params: { venue: ASTER.name } },
    rows: [row('row.until', words('value.notSigned'), 'unsigned')],
    notes: [{ level: 'danger', text: { id: 'note.signInOrKey', params: { venue: ASTER.name } } }],
    grantee: ASTER.name,
    scope: siteOf(ASTER.id, context.origin) === 'own' ? 'trade' : 'everything',
    can: [{ id: 'can.signIn', params: { domain: ASTER.name } }, { id: 'can.trade' }, { id: 'can.sendInside' }],
    cannot: [],
  };
};

const COMMON = 'string AsterChain,string User,uint256 Nonce';
const POWERS = 'bool CanSpotTrade,bool CanPerpTrade,bool CanWithdraw';
const type = (name: string, members = ''): string => sorted(`${name}(${members && `${members},`}${COMMON})`);

const domains: DomainRule[] = [
  {
    name: 'AsterSignTransaction',
    version: '1',
    type: FULL_DOMAIN,
    // 1666 and 714: requests of the main and of the test network; 56: grants
    chainIds: [1666, 714, 56],
    verifyingContracts: [NO_CONTRACT],
    anyNetwork: true,
    readers: { 'Message(string msg)': message },
    // The venue's own example takes the types from the order of the JSON.
    unordered: {
      [type('ApproveAgent', `string AgentName,string AgentAddress,string IpWhitelist,uint256 Expired,${POWERS}`)]:
        agent,
      [type('UpdateAgent', `string AgentAddress,string IpWhitelist,${POWERS}`)]: agent,
      [type('DelAgent', 'string AgentAddress')]: delAgent,
      [type('ApproveBuilder', 'string Builder,string MaxFeeRate,string BuilderName')]: builder,
      [type('UpdateBuilder', 'string Builder,string MaxFeeRate')]: builder,
      [type('DelBuilder', 'string Builder')]: delBuilder,
      [type('UserAssetMigrate')]: migrate,
    },
  },
  {
    name: 'Aster',
    version: '1',
    type: FULL_DOMAIN,
    chainIds: [1, 56, 42161],
    verifyingContracts: [NO_CONTRACT],
    anyNetwork: true,
    // The venue's token has this name too.
    common: true,
    readers: {
      'Action(string type,address destination,string destination Chain,string token,string amount,string fee,uint256 nonce,string aster chain)':
        withdraw,
    },
  },
];

export const adapter: Adapter = {
  id: 'aster',
  name: 'Aster',
  domains,
  readText: login,
  open: openTypedData(domains),
  agents,
  cancelAll,
};

const DOCS = 'asterdex/api-docs 265e024';
export const coverage: Coverage[] = [
  {
    what: 'Message',
    reads: 'in part',
    gap: 'An order and a cancel are read; where it is posted is not signed. Any other request is shown key by key.',
    source: DOCS,
  },
  { what: 'ApproveAgent, UpdateAgent, DelAgent', reads: 'whole', source: DOCS },
  { what: 'ApproveBuilder, UpdateBuilder, DelBuilder', reads: 'whole', source: DOCS },
  {
    what: 'UserAssetMigrate',
    reads: 'in part',
    gap: 'It moves everything, and where to is not signed.',
    source: DOCS,
  },
  { what: 'Action (withdrawal)', reads: 'whole', source: DOCS },
  {
    what: 'You are signing into Astherus',
    reads: 'whole',
    gap: 'The same words sign in and make an API key.',
    source: DOCS,
  },
];
