/** Examinations for tests of single rules. @module */
import { CONTEXT } from '../venues/fixtures.ts';
import type {
  CancelOrReduce,
  ChangeOwner,
  GrantAuthority,
  KeyDerivation,
  MoveFunds,
  Order,
  Unreadable,
} from '../venues/reading.ts';
import type { Examination } from './rule.ts';

const base = { headline: { id: 'reading.unreadable' as const }, rows: [], notes: [], fields: [] };
const venue = { id: 'gannet', name: 'Gannet' };

export const SECONDS = CONTEXT.now / 1000;
export const order: Order = {
  ...base,
  kind: 'order',
  venue,
  side: 'long',
  orders: [{ market: 'ETH-PERP', side: 'long', effect: 'trade', size: '1', price: '10', reduceOnly: false }],
};
export const cancel: CancelOrReduce = { ...base, kind: 'cancel-or-reduce', venue, act: 'cancel', stays: [] };
export const move: MoveFunds = { ...base, kind: 'move-funds', asset: 'USDC', amount: '1', recipient: 'x', own: false };
export const grant: GrantAuthority = {
  ...base,
  kind: 'grant-authority',
  grantee: 'x',
  scope: 'trade',
  can: [],
  cannot: [],
};
export const owner: ChangeOwner = {
  ...base,
  kind: 'change-owner',
  before: { id: 'owner.you' },
  after: { id: 'owner.you' },
};
export const key: KeyDerivation = { ...base, kind: 'key-derivation', venue, site: 'foreign' };
export const unread: Unreadable = { ...base, kind: 'unreadable', why: { id: 'why.message' }, hashOnly: false };

export const examination = (reading: Examination['reading'], more: Partial<Examination> = {}): Examination => ({
  reading,
  context: CONTEXT,
  data: null,
  match: null,
  signIn: null,
  reference: null,
  ...more,
});
