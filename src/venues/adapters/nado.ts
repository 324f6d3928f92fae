/**
 * Nado, on Ink. The market of an order is the contract in its domain: the number of the product, written as an address.
 * @see https://github.com/nadohq/nado-contracts
 * @module
 */

import { fixed, ratio, times } from '../../signing/format.ts';
import type { TypedData } from '../../signing/typed-data.ts';
import {
  type Adapter,
  amountOf,
  type Card,
  type Coverage,
  type DomainRule,
  exact,
  FULL_DOMAIN,
  messageOf,
  NO_CONTRACT,
  NotReadable,
  row,
  words,
} from '../adapter.ts';
import { agents, cancelAll } from '../nado/agent.ts';
import { type Appendix, appendixOf } from '../nado/appendix.ts';
import { PRODUCTS_DATE, productOf, QUOTE } from '../nado/products.ts';
import { openTypedData } from '../open-typed-data.ts';
import { type Leg, orderCard } from '../order.ts';
import type { ReadingContext, Row } from '../reading.ts';
import { notAhead } from '../signer.ts';
import { type Family, marketOf, sharedReaders } from '../vertex/family.ts';
import { legOf, type OrderMessage, orderType, startsRow } from '../vertex/orders.ts';
import { nlpReaders } from '../vertex/pools.ts';
import { ownSubaccount } from '../vertex/subaccount.ts';

const venue = { id: 'nado', name: 'Nado' };

const family: Family = {
  venue,
  quote: QUOTE,
  product: productOf,
  list: [words('value.listOf', { date: PRODUCTS_DATE }), 'computed'],
  // The contract pays withdrawals and transfers to the same owner alone (nadohq/nado-contracts c3a0f0e, Clearinghouse.sol).
  cannot: [{ id: 'cannot.payOthers' }],
  frame: () => ({ rows: [], notes: [] }),
};

/** A hundred-thousandth of what is traded is 0.001%. Builder 0 is nobody. */
const builderParts = ({ builder }: Appendix): { rows: Row[]; builderFee: string } => {
  if (!builder) return { rows: [], builderFee: '0' };
  const rate = fixed(builder.fee, 3);
  return {
    rows: [row('row.builder', exact(`number ${builder.id}`), 'signed', [words('value.shareOf', { rate }), 'signed'])],
    builderFee: rate,
  };
};

/** What a position holds of its own margin, and the leverage that this order has on it. */
const marginOf = ({ margin, reduceOnly }: Appendix, { size, price }: Leg): Partial<Leg> => {
  if (margin === undefined) return {};
  const held = fixed(margin, 6);
  const collateral = { value: amountOf(held, QUOTE), mark: 'signed' } as const;
  if (reduceOnly || margin === 0n || size === undefined || price === undefined) return { collateral };
  return { collateral, leverage: { value: exact(`${ratio(times(size, price), held).text}x`), mark: 'computed' } };
};

const triggerParts = ({
  trigger,
  twap,
}: Appendix): {
  rows: Row[];
  notCovered: { id: 'uncovered.trigger' | 'uncovered.parts'; params: { venue: string } }[];
} => {
  const params = { venue: venue.name };
  if (trigger === 'price') return { rows: [startsRow()], notCovered: [{ id: 'uncovered.trigger', params }] };
  if (!twap) return { rows: [], notCovered: [] };
  return {
    rows: [row('row.parts', words('value.parts', { times: String(twap.times), rate: fixed(twap.slippage, 4) }))],
    notCovered: [
      { id: 'uncovered.trigger', params },
      ...(trigger === 'twap-custom' ? [{ id: 'uncovered.parts', params } as const] : []),
    ],
  };
};

const readOrder = (data: TypedData, context: ReadingContext): Card => {
  const message = messageOf<OrderMessage & { appendix: bigint }>(data);
  const subaccount = ownSubaccount(message.sender, context);
  // When the venue has to have it, in ms, stands in the upper bits.
  notAhead((message.nonce >> 20n) - 100_000n, context);
  const appendix = appendixOf(message.appendix);
  const market = marketOf(family, BigInt(data.domain.verifyingContract ?? NO_CONTRACT), 'verifyingContract');
  if (appendix.margin !== undefined && market.perp === false) throw new NotReadable({ id: 'why.isolatedSpot' });
  const { price, ...rest } = legOf(message, market, QUOTE, appendix.reduceOnly, orderType(appendix.type));
  // An order in parts may name no price: the venue's contract lets only those through without one.
  const priced = appendix.twap && message.priceX18 === 0n ? {} : { price: price ?? '0' };
  const margin = marginOf(appendix, { ...rest, ...priced });
  const { rows: ofBuilder, ...fee } = builderParts(appendix);
  const trigger = triggerParts(appendix);
  const card = orderCard({
    venue,
    legs: [{ ...rest, ...priced, ...margin }],
    end: message.expiration,
    leverage: margin.leverage ? 'in-legs' : market.perp === false ? 'none' : 'at-venue',
    rows: [...trigger.rows, ...ofBuilder, subaccount],
    notes: market.notes,
    notCovered: [...trigger.notCovered, { id: 'uncovered.venueFee', params: { venue: venue.name } }],
    flags: market.flags,
    also: ['nonce'],
  });
  return { ...card, ...fee };
};

const domain = { name: 'Nado', version: '0.0.1', type: FULL_DOMAIN, chainIds: [57073] } as const;

const domains: DomainRule[] = [
  {
    ...domain,
    verifyingContracts: ['0x05ec92D78ED421f3D3Ada77FFdE167106565974E'],
    readers: { ...sharedReaders(family), ...nlpReaders(family) },
  },
  {
    ...domain,
    verifyingContracts: (contract) => BigInt(contract) < 1n << 32n,
    readers: {
      'Order(bytes32 sender,int128 priceX18,int128 amount,uint64 expiration,uint64 nonce,uint128 appendix)': readOrder,
    },
  },
];

export const adapter: Adapter = {
  id: venue.id,
  name: venue.name,
  domains,
  open: openTypedData(domains),
  agents,
  cancelAll,
};

const source = 'nadohq/nado-contracts c3a0f0e, nadohq/nado-python-sdk f514e48';
const listed = `${source}, nadohq/nado-web-monorepo-snapshot bd4f013`;
export const coverage: Coverage[] = [
  {
    what: 'Order',
    reads: 'in part',
    gap: 'Products newer than the list of 27 April 2026 have no name, and a trigger is not signed.',
    source: listed,
  },
  { what: 'Cancellation, CancellationProducts', reads: 'whole', source: listed },
  { what: 'WithdrawCollateral, TransferQuote', reads: 'whole', source: listed },
  { what: 'LinkSigner', reads: 'whole', source },
  {
    what: 'LiquidateSubaccount',
    reads: 'in part',
    gap: 'The price is that of the venue, and spreads are shown as raw fields.',
    source: listed,
  },
  { what: 'MintNlp, BurnNlp', reads: 'in part', gap: 'What a share is worth is not signed.', source },
  { what: 'StreamAuthentication', reads: 'in part', gap: 'What its end counts is not said in the sources.', source },
  { what: 'ListTriggerOrders', reads: 'whole', source },
];
