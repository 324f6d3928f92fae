/**
 * Synthetix v3 perpetuals: transactions to its perps market on Base and Arbitrum. Sizes and prices are in 1e18.
 * @see https://github.com/Synthetixio/synthetix-v3 23585f73c, `markets/perps-market/contracts` (`IAsyncOrderModule`,
 * `storage/AsyncOrder.sol`), `utils/core-contracts` and `protocol/synthetix` (`AccountRBAC`)
 * @module
 */
import { fromHex } from '../../lib/bytes.ts';
import type { Address } from '../../signing/address.ts';
import { fixed } from '../../signing/format.ts';
import {
  type Adapter,
  address,
  type Call,
  type CallRule,
  type Card,
  type Coverage,
  exact,
  NO_CONTRACT,
  NotReadable,
  row,
  words,
} from '../adapter.ts';
import { canTrade, grantCard } from '../grant.ts';
import { type Leg, orderCard } from '../order.ts';
import type { Venue } from '../reading.ts';
import { LIST_DATE, marketAt, PERPS_MARKETS } from '../synthetix-v3/markets.ts';

const venue: Venue = { id: 'synthetix-v3', name: 'Synthetix v3' };

type Commitment = readonly [
  marketId: bigint,
  accountId: bigint,
  sizeDelta: bigint,
  settlementStrategyId: bigint,
  acceptablePrice: bigint,
  trackingCode: string,
  referrer: Address,
];

/** A price that no market reaches is how a client says "any". */
const NO_BOUND = 2n ** 127n;

const commitOrder = ({ args, plan }: Call): Card => {
  const [commitment] = args as unknown as [Commitment];
  const [marketId, accountId, size, , acceptable, , referrer] = commitment;
  if (size === 0n) throw new NotReadable({ id: 'why.noOrder' });
  const long = size > 0n;
  const base = marketAt(plan.chainId, marketId);
  const bounded = long ? acceptable < NO_BOUND : acceptable > 0n;
  const referred = referrer !== NO_CONTRACT;
  const leg: Leg = {
    market: base ? `${base}-PERP` : String(marketId),
    ...(base
      ? { marketFrom: { mark: 'computed', context: [[words('value.listOf', { date: LIST_DATE }), 'computed']] } }
      : {}),
    side: long ? 'long' : 'short',
    effect: 'open',
    base: base ?? 'units',
    quote: 'USD',
    size: fixed(long ? size : -size, 18),
    ...(bounded ? { price: fixed(acceptable, 18) } : {}),
    priceLabel: 'row.worstPrice',
    type: words('value.trade.market'),
  };
  const card = orderCard({
    venue,
    legs: [leg],
    end: 'unsigned',
    leverage: 'at-venue',
    rows: [
      row('row.account', exact(String(accountId))),
      ...(referred ? [row('row.referredBy', address(referrer))] : []),
    ],
    notes: [
      ...(base
        ? []
        : [
            {
              level: 'care',
              text: { id: 'note.marketUnknown', params: { id: String(marketId), venue: venue.name } },
            } as const,
          ]),
      ...(referred ? [{ level: 'info', text: { id: 'note.feeShare' } } as const] : []),
    ],
    notCovered: [{ id: 'uncovered.reduceOnly' }],
    flags: base ? [] : [{ flag: 'unknown-market', what: 'marketId' }],
    also: ['call.0.3', 'call.0.4', 'call.0.5'],
  });
  // Besides who referred, nobody can be named who gets a share.
  return referred ? card : { ...card, builderFee: '0' };
};

/** `ADMIN`, as bytes that are filled with zeros. @throws {NotReadable} for what is no plain name */
const permissionOf = (bytes: string): string => {
  const text = String.fromCharCode(...fromHex(bytes)).replace(/\0+$/, '');
  if (!/^[A-Z][A-Z0-9_]*$/.test(text))
    throw new NotReadable({ id: 'why.value', params: { field: 'permission', value: bytes } });
  return text;
};

/** The one permission that only trades. `ADMIN` and `PERPS_MODIFY_COLLATERAL` move funds, and others are not known. */
const ORDERS = 'PERPS_COMMIT_ASYNC_ORDER';

const grant = ({ args }: Call): Card => {
  const [accountId, bytes, user] = args as unknown as [bigint, string, Address];
  const permission = permissionOf(bytes);
  const trades = permission === ORDERS;
  return grantCard({
    venue,
    ...(trades ? {} : { headline: { id: 'headline.permission', params: { permission, venue: venue.name } } }),
    key: user,
    scope: trades ? 'trade' : 'everything',
    can: trades
      ? canTrade()
      : permission === 'PERPS_MODIFY_COLLATERAL'
        ? [{ id: 'can.moveMargin' }]
        : [{ id: 'can.named', params: { names: permission } }],
    cannot: trades ? [{ id: 'cannot.withdraw' }] : [],
    until: 'none',
    holder: 'other',
    revoke: { id: 'revoke.transaction', params: { venue: venue.name } },
    rows: [row('row.permissions', exact(permission)), row('row.account', exact(String(accountId)))],
    notes: [{ level: 'info', text: { id: 'note.venueRules', params: { venue: venue.name } } }],
  });
};

const revoke = ({ args }: Call): Card => {
  const [accountId, bytes, user] = args as unknown as [bigint, string, Address];
  const permission = permissionOf(bytes);
  return {
    kind: 'grant-authority',
    venue,
    headline: { id: 'headline.permissionEnds', params: { permission, venue: venue.name } },
    rows: [
      row('row.key', address(user)),
      row('row.permissions', exact(permission)),
      row('row.account', exact(String(accountId))),
    ],
    notes: [],
    grantee: user,
    scope: 'nothing',
    can: [],
    cannot: [],
  };
};

const rulesOf = ([chain, contract]: [string, Address]): CallRule[] => {
  const on = { chainIds: [Number(chain)], contracts: [contract] };
  return [
    { ...on, signature: 'commitOrder((uint128,uint128,int128,uint128,uint256,bytes32,address))', read: commitOrder },
    { ...on, signature: 'grantPermission(uint128,bytes32,address)', read: grant },
    { ...on, signature: 'revokePermission(uint128,bytes32,address)', read: revoke },
  ];
};

export const adapter: Adapter = {
  id: venue.id,
  name: venue.name,
  domains: [],
  calls: Object.entries(PERPS_MARKETS).flatMap(rulesOf),
};

const source =
  'Synthetixio/synthetix-v3 23585f73c; addresses: Synthetixio/python-sdk c88c811 (Base), 41512be (Arbitrum)';

export const coverage: Coverage[] = [
  { what: 'commitOrder', reads: 'whole', source },
  { what: 'grantPermission, revokePermission', reads: 'whole', source },
  {
    what: 'modifyCollateral and the other calls',
    reads: 'not',
    gap: 'No reader has been written for them: shown unread.',
    source,
  },
];
