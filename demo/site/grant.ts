/** One-click trading as data: what Gannet asks a wallet for, and what the wallet's answers say. Shapes of others are checked. @module */
import type { Address, Hex } from 'viem';
import { MARKETS } from '../markets.ts';

const VENUE = 'gannet';
export const TERMS = { orders: 40, perOrder: '2000', budget: '10000', days: 7 };

/** The params of `wallet_requestExecutionPermissions` (ERC-7715). @param now ms since 1970 */
export const askFor = (chainId: Hex, from: Address, now: number) => [
  {
    chainId,
    from,
    permission: {
      type: 'venue-orders',
      isAdjustmentAllowed: true,
      data: {
        venue: VENUE,
        markets: MARKETS.map(({ name }) => name),
        perOrder: TERMS.perOrder,
        budget: TERMS.budget,
        orders: TERMS.orders,
      },
    },
    rules: [{ type: 'expiry', data: { timestamp: Math.floor(now / 1000) + TERMS.days * 86_400 } }],
  },
];

export type Left = { orders: number; notional: string };
const STATES = ['running', 'paused', 'used-up', 'over'] as const;
export type State = (typeof STATES)[number];

/** `of`: as it was granted. `until`: seconds since 1970, when the wallet says. */
export type Grant = { context: string; state: State; left: Left; of: Left; until: number | null };

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const within = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), value);

const stateIn = (value: unknown): State | undefined => STATES.find((state) => state === value);
const leftIn = (value: unknown): Left | null => {
  const [orders, notional] = [within(value, 'orders'), within(value, 'notional')];
  return typeof orders === 'number' && typeof notional === 'string' && /^\d+(\.\d+)?$/.test(notional)
    ? { orders, notional }
    : null;
};

const grantIn = (value: unknown): Grant | null => {
  const context = within(value, 'context');
  const state = stateIn(within(value, 'vouch', 'state'));
  const left = leftIn(within(value, 'vouch', 'left'));
  const data = within(value, 'permission', 'data');
  const of = leftIn({ orders: within(data, 'orders'), notional: within(data, 'budget') });
  if (typeof context !== 'string' || !state || state === 'over' || !left || !of) return null;
  const rules = within(value, 'rules');
  const end = Array.isArray(rules) ? rules.find((rule) => within(rule, 'type') === 'expiry') : undefined;
  const until = within(end, 'data', 'timestamp');
  return { context, state, left, of, until: typeof until === 'number' ? until : null };
};

/** The newest grant for this venue and account in an answer of the wallet. */
export const grantOf = (answer: unknown, account: Address): Grant | null => {
  if (!Array.isArray(answer)) return null;
  for (const one of answer) {
    const whose = within(one, 'vouch', 'account');
    const here = within(one, 'vouch', 'venue') === VENUE && typeof whose === 'string';
    const grant = here && whose.toLowerCase() === account.toLowerCase() ? grantIn(one) : null;
    if (grant) return grant;
  }
  return null;
};

/** What the wallet pushes about a grant. */
export const changeIn = (message: unknown): Pick<Grant, 'context' | 'state' | 'left'> | null => {
  if (within(message, 'type') !== 'vouch_session') return null;
  const data = within(message, 'data');
  const [context, state, left] = [
    within(data, 'context'),
    stateIn(within(data, 'state')),
    leftIn(within(data, 'left')),
  ];
  return typeof context === 'string' && state && left ? { context, state, left } : null;
};

/** A signed cancel that the wallet hands over because only this page may call the venue: its body, for our own API alone. */
export const cancelIn = (message: unknown): Json | null => {
  if (within(message, 'type') !== 'vouch_venueRequest') return null;
  const data = within(message, 'data');
  if (within(data, 'venue') !== VENUE) return null;
  const body = within(data, 'request', 'body');
  const path = within(data, 'request', 'path');
  if (path !== '/api/cancel-all' || typeof body !== 'string') return null;
  try {
    const found: unknown = JSON.parse(body);
    return isObject(found) ? found : null;
  } catch {
    return null;
  }
};
