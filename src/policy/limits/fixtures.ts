/** Questions for tests of limits. @module */
import { ACCOUNT, NOW } from '../../venues/fixtures.ts';
import type { Order, OrderFacts } from '../../venues/reading.ts';
import { order } from '../fixtures.ts';
import type { Question } from './decide.ts';
import { type Count, DAY_MS, type Running, type Session, type Spent } from './limits.ts';

export const session: Session = {
  id: 's',
  origin: 'https://app.example',
  account: ACCOUNT,
  venue: 'gannet',
  limits: {},
  orders: 90,
  budget: '10000',
  startsAt: NOW - 1000,
  endsAt: NOW + DAY_MS,
  paused: false,
};
export const running = (
  more: Partial<Session> = {},
  used: Count = { orders: 0, notional: '0' },
  spent: readonly Spent[] = [],
): Running => ({ session: { ...session, ...more }, used, spent });

/** An order of 100 that opens. */
export const facts: OrderFacts = {
  market: 'ETH-PERP',
  side: 'long',
  effect: 'open',
  size: '1',
  price: '100',
  notional: '100',
  reduceOnly: false,
};
export const of = (...orders: Partial<OrderFacts>[]): Order => ({
  ...order,
  orders: orders.map((one) => ({ ...facts, ...one })),
  validUntil: NOW / 1000 + 300,
});
/** An order in a session without limits, at noon: it is signed. */
export const ask: Question = {
  reading: of({}),
  verdict: { outcome: 'ask', findings: [] },
  account: ACCOUNT,
  origin: session.origin,
  now: NOW,
  minute: 720,
  mayBeOrder: false,
  call: null,
  calls: [],
  hours: [],
  limits: [],
  spent: [],
  session: running(),
  reference: new Map([['ETH-PERP', { price: '100', at: NOW }]]),
};
