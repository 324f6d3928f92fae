/** Who may act for an account of Perennial. None of it has an end. @module */
import type { Text } from '../../lib/text.ts';
import type { Address } from '../../signing/address.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import { address, type Card, messageOf, NotReadable, row, seconds, time, words } from '../adapter.ts';
import { canTrade, grantCard } from '../grant.ts';
import type { GrantScope, ReadingContext, Row } from '../reading.ts';
import { NETWORKS } from './markets.ts';
import { alsoOf, type Common, domainParts, ownCommon, venueOf } from './orders.ts';

type Access = { accessor: Address; approved: boolean };
type Given = Access & { role: 'operator' | 'signer' };

/**
 * An operator updates positions and takes collateral out (`Market.sol` pays who calls). A signer signs orders, and names the
 * fees in them; it also signs withdrawals of the collateral account, which pays its owner alone (`AccountVerifier.sol`,
 * `Account.sol`). It cannot make operators, for such a message must be signed by the account itself (`MarketFactory.sol`).
 * @see https://github.com/equilibria-xyz/perennial-v2 `packages/core/contracts` (9978056, 15 May 2025)
 */
const CAN: Record<Given['role'], Text[]> = {
  operator: [...canTrade(), { id: 'can.takeCollateral' }],
  signer: [...canTrade(), { id: 'can.nameFees' }, { id: 'can.withdrawHome' }],
};

const accessCard = (given: readonly Given[], common: Common, data: TypedData, context: ReadingContext): Card => {
  ownCommon(common, context);
  const taker = domainParts(common, NETWORKS[Number(data.domain.chainId)]?.marketFactory);
  const approved = given.filter((one) => one.approved);
  const operators = approved.some(({ role }) => role === 'operator');
  const about = approved.find(({ role }) => role === 'operator') ?? approved[0] ?? given[0];
  if (!about) throw new NotReadable({ id: 'why.emptyList' });
  const ends = approved.length === 0;
  const venue = venueOf(data);
  const scope: GrantScope = ends ? 'nothing' : operators ? 'everything' : 'trade';
  const rows = given.map(
    ({ accessor, approved: yes, role }): Row => row(yes ? `row.${role}` : `row.${role}Ends`, address(accessor)),
  );
  return {
    ...grantCard({
      venue,
      headline: {
        id: ends ? 'headline.keyEnds' : operators ? 'headline.operator' : 'headline.key',
        params: { venue: venue.name },
      },
      key: about.accessor,
      scope,
      can: ends ? [] : CAN[operators ? 'operator' : 'signer'],
      cannot: ends || operators ? [] : [{ id: 'cannot.payOthers' }],
      until: ends ? words('value.untilGiven') : 'none',
      holder: 'other',
      revoke: { id: 'revoke.same' },
      rows: [
        ...rows,
        row('row.acceptedUntil', time(common.expiry)),
        row('row.account', address(common.account)),
        ...taker.rows,
      ],
      notes: taker.notes,
      also: alsoOf('common'),
    }),
    validUntil: seconds(common.expiry),
    receivers: approved.map(({ accessor }) => accessor),
  };
};

const readOne =
  (role: Given['role']) =>
  (data: TypedData, context: ReadingContext): Card => {
    const { access, common } = messageOf<{ access: Access; common: Common }>(data);
    return accessCard([{ ...access, role }], common, data, context);
  };
export const readOperator = readOne('operator');
export const readSigner = readOne('signer');

export const readBatch = (data: TypedData, context: ReadingContext): Card => {
  const { operators, signers, common } = messageOf<{ operators: Access[]; signers: Access[]; common: Common }>(data);
  const given = [
    ...operators.map((one): Given => ({ ...one, role: 'operator' })),
    ...signers.map((one): Given => ({ ...one, role: 'signer' })),
  ];
  return accessCard(given, common, data, context);
};
