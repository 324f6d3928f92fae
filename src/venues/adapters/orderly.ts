/**
 * Orderly: keys and money; and orders, where the wallet holds the ed25519 key that signs them.
 * @see https://github.com/OrderlyNetwork/contract-evm/blob/425cad4/src/library/Signature.sol
 * @see https://github.com/OrderlyNetwork/js-sdk/blob/0d1ae77/packages/types/src/sign.ts
 * @module
 */
import type { Hex } from '../../lib/bytes.ts';
import type { Text } from '../../lib/text.ts';
import { type Address, sameAddress } from '../../signing/address.ts';
import { fixed, group } from '../../signing/format.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import { visible, visibleStart } from '../../signing/visible.ts';
import {
  type Adapter,
  address,
  type Card,
  type Coverage,
  type DomainRule,
  exact,
  FULL_DOMAIN,
  given,
  matching,
  messageOf,
  NotReadable,
  type Readers,
  row,
  words,
} from '../adapter.ts';
import { canTrade, grantCard } from '../grant.ts';
import { agents, cancelAll } from '../orderly/agent.ts';
import { openRequest } from '../orderly/request.ts';
import type { ReadingContext, Row, Venue } from '../reading.ts';

const VENUE: Venue = { id: 'orderly', name: 'Orderly' };

/** js-sdk 0d1ae77, packages/core/src/constants.ts and contract.ts */
const LEDGER: Address = '0x6F7a338F2aA472838dEFD3283eB360d4Dff5D203';
const TEST_LEDGERS: Address[] = [
  '0x1826B75e2ef249173FC735149AE4B8e9ea10abff',
  '0x50F59504D3623Ad99302835da367676d1f7E3D44',
  '0x8794E7260517B1766fc7b55cAfcd56e6bf08600e',
];
/** Registrations and keys are checked off the chain, under this address. */
const OFF_CHAIN: Address = '0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC';

const venueOf = ({ domain: { verifyingContract = OFF_CHAIN } }: TypedData): Venue =>
  TEST_LEDGERS.some((one) => sameAddress(one, verifyingContract)) ? { ...VENUE, network: 'Testnet' } : VENUE;

const unknown = (field: string, value: string): NotReadable =>
  new NotReadable({ id: 'why.value', params: { field, value: visibleStart(value, 100) } });

/** The ledger takes the network from the message, for the domain too. */
const networkRow = (data: TypedData): Row => {
  const { chainId } = messageOf<{ chainId: bigint }>(data);
  if (chainId !== data.domain.chainId) throw unknown('chainId', String(chainId));
  return row('row.chainId', exact(String(chainId)));
};

/** Whoever runs the front end; accounts of one address at two brokers are two accounts. */
const brokerRow = (broker: string): Row => row('row.broker', given(broker));

type Money = {
  to: string;
  own: boolean;
  token: string;
  amount: bigint;
  headline: 'headline.send' | 'headline.withdraw';
};

/** Only USDC has decimals that the venue's sources fix (1e6); other tokens are shown in their smallest unit. */
const moneyCard = (data: TypedData, { to, own, token, amount, headline }: Money, rows: Row[], also: string[]): Card => {
  const asset = matching('token', token, /^[A-Za-z\d.]{1,20}$/)[0];
  const known = asset === 'USDC' ? fixed(amount, 6) : undefined;
  const sum = known === undefined ? String(amount) : `${group(known)} ${asset}`;
  const venue = venueOf(data);
  return {
    kind: 'move-funds',
    venue,
    headline:
      known === undefined
        ? { id: 'headline.moveUnits', params: { asset, venue: venue.name } }
        : { id: headline, params: { amount: sum, venue: venue.name } },
    rows: [
      row('row.amount', known === undefined ? words('value.smallestUnits', { amount: group(sum) }) : exact(sum)),
      ...(known === undefined ? [row('row.token', exact(asset))] : []),
      row('row.recipient', to.length === 42 ? address(to as Address) : exact(to)),
      ...rows,
    ],
    notes:
      to.length === 42 ? [] : [{ level: 'care', text: { id: 'note.accountNumber', params: { venue: venue.name } } }],
    asset,
    amount: known ?? String(amount),
    recipient: to,
    own,
    also,
  };
};

type Withdraw = { brokerId: string; receiver: Address; token: string; amount: bigint };

const withdraw = (data: TypedData, context: ReadingContext): Card => {
  const { brokerId, receiver: to, token, amount } = messageOf<Withdraw>(data);
  const own = sameAddress(to, context.account);
  const rows = [networkRow(data), brokerRow(brokerId)];
  return moneyCard(data, { to, own, token, amount, headline: 'headline.withdraw' }, rows, [
    'withdrawNonce',
    'timestamp',
  ]);
};

/** For a contract that has an account there; who signs is its delegate, so even the signer's own address is another's. */
const delegateWithdraw = (data: TypedData): Card => {
  const {
    delegateContract,
    brokerId,
    receiver: to,
    token,
    amount,
  } = messageOf<Withdraw & { delegateContract: Address }>(data);
  const rows = [row('row.account', address(delegateContract)), networkRow(data), brokerRow(brokerId)];
  return moneyCard(
    data,
    { to, own: sameAddress(to, delegateContract), token, amount, headline: 'headline.withdraw' },
    rows,
    ['withdrawNonce', 'timestamp'],
  );
};

/** The receiver is the number of an account: a hash of its owner and broker, which names neither. */
const internalTransfer = (data: TypedData): Card => {
  const { receiver: to, token, amount } = messageOf<{ receiver: Hex; token: string; amount: bigint }>(data);
  return moneyCard(data, { to, own: false, token, amount, headline: 'headline.send' }, [], ['transferNonce']);
};

/** js-sdk 0d1ae77, packages/vaults/src/utils/operationPayload.ts: 0 and 2 put in, 1 and 3 take out. */
const dexRequest = (data: TypedData, context: ReadingContext): Card => {
  const message = messageOf<{
    payloadType: bigint;
    receiver: Address;
    amount: bigint;
    vaultId: Hex;
    token: string;
    dexBrokerId: string;
  }>(data);
  const { payloadType, receiver, token, amount, vaultId } = message;
  if (payloadType > 3n) throw unknown('payloadType', String(payloadType));
  const out = payloadType % 2n === 1n;
  const side = row('row.vaultSide', words(payloadType < 2n ? 'value.vaultSaver' : 'value.vaultManager'));
  const own = sameAddress(receiver, context.account);
  const card = moneyCard(
    data,
    {
      to: out ? receiver : vaultId,
      own: out && own,
      token,
      amount,
      headline: out ? 'headline.withdraw' : 'headline.send',
    },
    [
      row('row.vault', exact(vaultId)),
      ...(out ? [] : [row('row.vaultOwner', address(receiver))]),
      side,
      brokerRow(message.dexBrokerId),
    ],
    ['nonce'],
  );
  return out || own ? card : { ...card, receivers: [receiver] };
};

const settingCard = (
  data: TypedData,
  headline: Text,
  can: Text,
  scope: 'login' | 'settings',
  also: string[],
): Card => ({
  kind: 'grant-authority',
  venue: venueOf(data),
  headline,
  rows: [brokerRow(messageOf<{ brokerId: string }>(data).brokerId), networkRow(data)],
  notes: [],
  grantee: 'Orderly',
  scope,
  can: [can],
  cannot: [{ id: 'cannot.moveOrTrade' }],
  also,
});

const registration = (data: TypedData): Card =>
  settingCard(data, { id: 'headline.register', params: { venue: 'Orderly' } }, { id: 'can.register' }, 'login', [
    'timestamp',
    'registrationNonce',
  ]);

const settlePnl = (data: TypedData): Card =>
  settingCard(data, { id: 'headline.settlePnl', params: { venue: 'Orderly' } }, { id: 'can.settlePnl' }, 'settings', [
    'settleNonce',
    'timestamp',
  ]);

type Key = { brokerId: string; orderlyKey: string; scope: string; expiration: bigint };

/** Times are milliseconds. A scope that is not one of these two may be anything. */
const addKey = (data: TypedData): Card => {
  const { brokerId, orderlyKey, scope, expiration } = messageOf<Key>(data);
  const key = matching('orderlyKey', orderlyKey, /^ed25519:[1-9A-HJ-NP-Za-km-z]{32,44}$/)[0];
  // Nothing that was read says what the venue makes of it.
  if (expiration === 0n) throw unknown('expiration', '0');
  const parts = scope.split(',');
  const known = parts.every((part) => part === 'read' || part === 'trading');
  const trades = parts.includes('trading');
  return grantCard({
    venue: VENUE,
    ...(known && !trades ? { headline: { id: 'headline.readKey', params: { venue: 'Orderly' } } as const } : {}),
    key,
    scope: known ? (trades ? 'trade' : 'login') : 'everything',
    can: [
      ...(trades || !known ? canTrade() : []),
      { id: 'can.read' },
      ...(trades || !known ? [{ id: 'can.subaccounts' } as const] : []),
      ...(known ? [] : [{ id: 'can.unknownPermissions', params: { names: visible(scope) } } as const]),
    ],
    cannot: known ? [...(trades ? [] : [{ id: 'cannot.trade' } as const]), { id: 'cannot.withdraw' }] : [],
    until: expiration / 1000n,
    holder: 'page',
    revoke: { id: 'revoke.expires' },
    rows: [row('row.permissions', given(scope)), brokerRow(brokerId), networkRow(data)],
    // The row has whole seconds.
    also: ['timestamp', 'expiration'],
  });
};

const rule = (verifyingContracts: Address[], readers: Readers): DomainRule => ({
  name: 'Orderly',
  version: '1',
  type: FULL_DOMAIN,
  verifyingContracts,
  readers,
});

export const adapter: Adapter = {
  id: 'orderly',
  name: 'Orderly',
  domains: [
    rule([OFF_CHAIN], {
      'Registration(string brokerId,uint256 chainId,uint64 timestamp,uint256 registrationNonce)': registration,
      'AddOrderlyKey(string brokerId,uint256 chainId,string orderlyKey,string scope,uint64 timestamp,uint64 expiration)':
        addKey,
    }),
    rule([LEDGER, ...TEST_LEDGERS], {
      'Withdraw(string brokerId,uint256 chainId,address receiver,string token,uint256 amount,uint64 withdrawNonce,uint64 timestamp)':
        withdraw,
      'DelegateWithdraw(address delegateContract,string brokerId,uint256 chainId,address receiver,string token,uint256 amount,uint64 withdrawNonce,uint64 timestamp)':
        delegateWithdraw,
      'SettlePnl(string brokerId,uint256 chainId,uint64 settleNonce,uint64 timestamp)': settlePnl,
      'InternalTransfer(bytes32 receiver,string token,uint256 amount,uint64 transferNonce)': internalTransfer,
      'DexRequest(uint8 payloadType,uint256 nonce,address receiver,uint256 amount,bytes32 vaultId,string token,string dexBrokerId)':
        dexRequest,
    }),
  ],
  openText: openRequest,
  agents,
  cancelAll,
};

const CONTRACT = 'OrderlyNetwork/contract-evm 425cad4';
const SDK = 'OrderlyNetwork/js-sdk 0d1ae77';
export const coverage: Coverage[] = [
  { what: 'Registration', reads: 'whole', source: SDK },
  {
    what: 'AddOrderlyKey',
    reads: 'whole',
    gap: 'Scopes other than read and trading are shown and refused: what they allow is in no source that was read.',
    source: SDK,
  },
  {
    what: 'Withdraw, DelegateWithdraw',
    reads: 'whole',
    gap: 'Amounts of tokens other than USDC are shown in their smallest unit.',
    source: CONTRACT,
  },
  { what: 'SettlePnl', reads: 'whole', source: SDK },
  {
    what: 'InternalTransfer',
    reads: 'in part',
    gap: 'The receiver is the number of an account, which names no owner.',
    source: SDK,
  },
  { what: 'DexRequest', reads: 'whole', source: SDK },
  {
    what: 'orders and cancels that a key of the wallet’s own signs (wallet_signVenueOrder)',
    reads: 'in part',
    gap: 'For which account or subaccount is sent beside the signature; a stop that follows the price and changes of waiting orders are not read, and a change of an order names it by its number alone.',
    source: `OrderlyNetwork/documentation-public 3a6e561, ${SDK}`,
  },
  { what: 'orders of a key that the site holds', reads: 'not', gap: 'They never come to a wallet.', source: SDK },
];
