/**
 * What a dApp asks for with `wallet_requestExecutionPermissions`: ERC-7715's request with a permission type of our own,
 * `venue-orders`. The wallet keeps the key and the counters, so there is nobody the permission could be given `to`.
 * @see https://eips.ethereum.org/EIPS/eip-7715
 * @module
 */
import * as v from 'valibot';
import { type Address, parseAddress } from '../../signing/address.ts';
import { compare } from '../../signing/format.ts';
import { RequestError } from '../../signing/request-error.ts';
import { limitFields, loosens, NO_POLICY, type Policy } from './document.ts';
import type { Limits } from './limits.ts';

export const PERMISSION_TYPE = 'venue-orders';
const DAY_SECONDS = 86_400;
const DEFAULT_DAYS = 7;
export const MOST_DAYS = 30;
const DEFAULT_ORDERS = 90;
const MOST_ORDERS = 10_000;
const MOST_AT_ONCE = 5;

const amount = limitFields.perOrder.wrapped;
const whole = v.pipe(v.number(), v.safeInteger());

/** What a venue needs to know of a key besides: a subaccount, a broker. */
const With = v.record(
  v.pipe(v.string(), v.maxLength(40)),
  v.union([v.pipe(v.string(), v.maxLength(200)), v.number(), v.boolean()]),
);

const Request = v.strictObject({
  chainId: v.pipe(v.string(), v.regex(/^0x(?:0|[1-9a-fA-F][\da-fA-F]{0,12})$/)),
  from: v.exactOptional(v.pipe(v.string(), v.regex(/^0x[\da-fA-F]{40}$/))),
  permission: v.strictObject({
    type: v.literal(PERMISSION_TYPE),
    isAdjustmentAllowed: v.boolean(),
    data: v.strictObject({
      /** the id of an adapter: `hyperliquid` */
      venue: v.pipe(v.string(), v.regex(/^[a-z\d-]{1,40}$/)),
      ...limitFields,
      /** notional in all, in the venue's quote asset */
      budget: amount,
      orders: v.exactOptional(v.pipe(whole, v.minValue(1), v.maxValue(MOST_ORDERS))),
      /** a key of the wallet's own at the venue; what the venue needs besides (a subaccount, a broker) in `with` */
      agent: v.exactOptional(
        v.strictObject({
          with: v.exactOptional(With),
        }),
      ),
    }),
  }),
  rules: v.exactOptional(
    v.pipe(
      v.array(
        v.strictObject({
          type: v.literal('expiry'),
          data: v.strictObject({ timestamp: v.pipe(whole, v.minValue(1)) }),
        }),
      ),
      v.maxLength(1),
    ),
  ),
});
const Requests = v.pipe(v.array(Request), v.minLength(1), v.maxLength(MOST_AT_ONCE));

/** Terms of one session, as asked for or as a person set them. `endsAt`: ms since 1970. */
export type Terms = {
  venue: string;
  limits: Limits;
  orders: number;
  budget: string;
  endsAt: number;
  agent: { with: Record<string, string | number | boolean> } | null;
};
/** Terms as they come back from our own approval page. */
export const TermsSchema = v.strictObject({
  venue: v.pipe(v.string(), v.maxLength(64)),
  limits: v.strictObject(limitFields),
  orders: v.pipe(whole, v.minValue(1), v.maxValue(MOST_ORDERS)),
  budget: amount,
  endsAt: v.pipe(whole, v.minValue(1)),
  agent: v.nullable(v.strictObject({ with: With })),
});

const inOrder = (value: unknown): unknown =>
  typeof value !== 'object' || value === null || Array.isArray(value)
    ? value
    : Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, one]) => [key, inOrder(one)]);

/** The order of their keys says nothing: what lies in the browser's memory comes back sorted. */
export const sameTerms = (a: Terms, b: Terms): boolean => JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));

const limitsOf = ({ venue, limits: { markets, ...limits } }: Terms): Policy => ({
  ...NO_POLICY,
  orders: [{ ...limits, ...(markets && { markets: [...markets] }), account: 'every', venue, over: 'ask' }],
});

/** Whether they let nothing through that what was asked would not. */
export const isWithin = (terms: Terms, asked: Terms): boolean =>
  terms.orders <= asked.orders &&
  terms.endsAt <= asked.endsAt &&
  compare(terms.budget, asked.budget) <= 0 &&
  !loosens({ inForce: limitsOf(asked), pending: null }, limitsOf(terms));

export type Asked = { chainId: number; account: Address | null; adjustable: boolean; terms: Terms };

/**
 * The requests of one call. A venue stands in it once.
 * @param now ms since 1970
 * @throws {RequestError}
 */
export const readPermissions = (params: unknown, now: number): Asked[] => {
  const found = v.safeParse(Requests, params);
  if (!found.success) {
    const [issue] = found.issues;
    throw new RequestError('request.permission', { path: v.getDotPath(issue) ?? '', problem: issue.message });
  }
  const venues = new Set(found.output.map(({ permission }) => permission.data.venue));
  if (venues.size !== found.output.length) throw new RequestError('request.permissionTwice');
  return found.output.map(({ chainId, from, permission, rules }) => {
    const { venue, budget, orders = DEFAULT_ORDERS, agent, ...limits } = permission.data;
    const seconds = rules?.[0]?.data.timestamp ?? Math.floor(now / 1000) + DEFAULT_DAYS * DAY_SECONDS;
    // A timestamp in ms would lie thousands of years ahead: said, not cut short in silence.
    if (seconds * 1000 <= now || seconds * 1000 > now + MOST_DAYS * DAY_SECONDS * 1000)
      throw new RequestError('request.permissionEnd', { days: String(MOST_DAYS) });
    return {
      chainId: Number(chainId),
      account: from === undefined ? null : parseAddress(from),
      adjustable: permission.isAdjustmentAllowed,
      terms: {
        venue,
        limits,
        orders,
        budget,
        endsAt: seconds * 1000,
        agent: agent ? { with: agent.with ?? {} } : null,
      },
    };
  });
};
