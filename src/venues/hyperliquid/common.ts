/** What Hyperliquid's cards share. @module */
import { visible } from '../../signing/visible.ts';
import { type Card, exact, matching, oneOf, row, words } from '../adapter.ts';
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

/**
 * Tokens of the main network whose names are worth borrowing: `testdata/SpotMeta.yaml` of sonirico/go-hyperliquid 5dbb746,
 * recorded from the venue on 2025-08-22. A token keeps its id.
 */
const TOKENS: Readonly<Record<string, string>> = {
  '0x6d1e7cde53ba9467b783cb7c530ce054': 'USDC',
  '0xc1fb593aeffbeb02f85e0308e9956a90': 'PURR',
  '0x0d01dc56dcaaca66ad901c959b4011ec': 'HYPE',
  '0x8f254b963e8468305d409b33aa137c67': 'UBTC',
  '0xe1edd30daaf5caac3fe63569e24748da': 'UETH',
  '0x49b67c39f5566535de22b29b0e51e685': 'USOL',
  '0x2e6d84f2d7ca82e6581e03523e4389f7': 'USDE',
  '0x25faedc3f054130dbb4e4203aca63567': 'USDT0',
};

type Token = { asset: string; rows: Row[]; notes: Note[] };

/** @throws {NotReadable} for the id of one token under the name of another */
const named = (asset: string, id: string, network: Network): Note[] => {
  const known = network === 'Mainnet' && Object.hasOwn(TOKENS, id) ? TOKENS[id] : undefined;
  if (known === undefined) return [{ level: 'care', text: { id: 'note.hlToken', params: { name: asset, id } } }];
  oneOf('token', asset, [known]);
  return [];
};

/** `PURR:0xc4bf3f870c0e9465323c0b6ed28096c2`: a name that whoever asks can choose, and the id that counts. */
export const tokenOf = (token: string, network: Network): Token => {
  const [, asset = '', id = ''] = matching('token', token, /^([\w.\-+]{1,20}):(0x[\da-f]{32})$/);
  return { asset, rows: [row('row.token', exact(token))], notes: named(asset, id, network) };
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
