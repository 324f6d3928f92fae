/** What Hyperliquid's cards share. @module */
import { visible } from '../../signing/visible.ts';
import { type Card, exact, matching, row, words } from '../adapter.ts';
import type { Note, ReadingContext, Row, Venue } from '../reading.ts';

export type Network = 'Mainnet' | 'Testnet';
export const NAME = 'Hyperliquid';
const DAY_MS = 86_400_000;

export const venueOn = (network: Network): Venue => ({
  id: 'hyperliquid',
  name: NAME,
  ...(network === 'Testnet' ? { network } : {}),
});
export const networkRow = (network: Network): Row => row('row.network', exact(network));

/** The venue takes a nonce (ms) from two days ago until one day ahead. */
export const timeNotes = (nonce: bigint, context: ReadingContext): Note[] => {
  const ahead = Number(nonce) - context.now;
  return ahead < -2 * DAY_MS || ahead > DAY_MS
    ? [{ level: 'care', text: { id: 'note.nonceTime', params: { venue: NAME } } }]
    : [];
};

export const venueRules: Note = { level: 'info', text: { id: 'note.venueRules', params: { venue: NAME } } };

/** `PURR:0xc4bf3f870c0e9465323c0b6ed28096c2`: a name that anybody can choose, and the id that counts. */
export const tokenOf = (token: string): { asset: string; rows: Row[] } => {
  const [, asset = ''] = matching('token', token, /^([\w.\-+]{1,20}):0x[\da-f]{32}$/);
  return { asset, rows: [row('row.token', exact(token))] };
};

/** A market place inside the venue: empty is the main perpetuals account, `spot` the spot account, else a builder's. */
export const dexRow = (label: 'row.fromDex' | 'row.toDex', dex: string): Row =>
  row(label, dex === '' ? words('value.mainDex') : exact(matching('dex', dex, /^\w{1,20}$/)[0]));

export type Setting = {
  venue: Venue;
  headline: Card['headline'];
  rows: Row[];
  can?: Extract<Card, { kind: 'grant-authority' }>['can'];
  /** absent: it cannot withdraw or send */
  cannot?: Extract<Card, { kind: 'grant-authority' }>['cannot'];
  /** it takes something back */
  off?: boolean;
  notes?: Note[];
  also?: readonly string[];
};

/** Something of the account at the venue is set anew; nobody gets anything. */
export const settingCard = ({
  venue,
  headline,
  rows,
  can = [],
  cannot = [{ id: 'cannot.withdraw' }],
  off = false,
  notes = [],
  also,
}: Setting): Card => ({
  kind: 'grant-authority',
  venue,
  headline,
  rows: [...rows, row('row.until', words('value.untilReplaced'), 'unsigned')],
  notes: [venueRules, ...notes],
  grantee: NAME,
  scope: off ? 'nothing' : 'settings',
  can,
  cannot,
  ...(also ? { also } : {}),
});

export const shownName = (name: string) => (name === '' ? words('value.noneNamed') : exact(visible(name)));
