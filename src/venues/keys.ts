/**
 * Signatures that are private keys: a venue hashes the signature, and the hash is the key that trades or holds funds there.
 * Every site that gets the same signature gets the same key. Recognised by schema or text, whatever the domain says.
 * @module
 */
import type { Address } from '../signing/address.ts';
import type { TypedData } from '../signing/typed-data.ts';
import { visibleStart } from '../signing/visible.ts';
import { address, type Card, exact, given, messageOf, row } from './adapter.ts';
import { siteOf } from './origins.ts';
import type { Note, ReadingContext, Row, Venue } from './reading.ts';

const DYDX: Venue = { id: 'dydx', name: 'dYdX' };
const DYDX_V3: Venue = { id: 'dydx-v3', name: 'dYdX' };
const APEX: Venue = { id: 'apex', name: 'ApeX' };
const PARADEX: Venue = { id: 'paradex', name: 'Paradex' };
const EXTENDED: Venue = { id: 'extended', name: 'Extended' };

type Found = { venue: Venue; rows?: Row[]; notes?: Note[]; also?: string[] };
type Reader = (data: TypedData) => Found | null;

const text = (label: Row['label'], value: string): Row => row(label, given(value));
const action = (data: TypedData): Row => text('row.keyAction', messageOf<{ action: string }>(data).action);
const onlySignOn = (data: TypedData): Row => text('row.onlySignOn', messageOf<{ onlySignOn: string }>(data).onlySignOn);

/** v3 makes its Stark key and its API credentials from such signatures, v4 its mnemonic. */
const dydx = ({ domain }: TypedData): Venue => (domain.name === 'dYdX Chain' ? DYDX : DYDX_V3);

const accountCreation: Reader = (data) => {
  const { accountIndex, wallet, tosAccepted } = messageOf<{
    accountIndex: bigint;
    wallet: Address;
    tosAccepted: boolean;
  }>(data);
  return {
    venue: EXTENDED,
    rows: [
      row('row.account', address(wallet)),
      row('row.accountIndex', exact(String(accountIndex))),
      row('row.terms', exact(String(tosAccepted))),
    ],
    notes: [{ level: 'danger', text: { id: 'note.looksLikeTerms' } }],
  };
};

/** Vertex and its forks: the domain names which. */
const linkedSigner: Reader = (data) => {
  const name = visibleStart(data.domain.name ?? '', 40) || 'Vertex';
  return {
    venue: { id: name.toLowerCase().replace(/\W+/g, '-'), name },
    rows: [row('row.subaccount', exact(String(data.message.subaccount)))],
  };
};

const TYPES: Readonly<Record<string, Reader>> = {
  'dYdX(string action,string onlySignOn)': (data) => ({ venue: dydx(data), rows: [action(data), onlySignOn(data)] }),
  'dYdX(string action)': (data) => ({ venue: dydx(data), rows: [action(data)] }),
  'Constant(string action)': (data) => ({ venue: PARADEX, rows: [action(data)] }),
  'AccountCreation(int8 accountIndex,address wallet,bool tosAccepted)': accountCreation,
  'CreateLinkedSignerWallet(bytes32 subaccount)': linkedSigner,
  // "ApeX Onboarding" of the same type is a registration (`adapters/apex.ts`).
  'ApeX(string action,string onlySignOn,string nonce)': (data) =>
    /key/i.test(String(data.message.action))
      ? { venue: APEX, rows: [action(data), onlySignOn(data)], also: ['nonce'] }
      : null,
};

const TEXTS: [RegExp, Venue][] = [
  [/action:\s*L2\s+Key/i, APEX],
  [/ApeX\s+Omni.*Onboarding/is, { id: 'apex-omni', name: 'ApeX Omni' }],
  [/Generate\s+a\s+GMX\s+1CT/i, { id: 'gmx', name: 'GMX' }],
  [/dYdX\s+Chain\s+Onboarding/i, DYDX],
  [/dYdX\s+(?:STARK\s+Key|Onboarding)/i, DYDX_V3],
];

const card = ({ venue, rows = [], notes = [], also = [] }: Found, { origin }: ReadingContext): Card => ({
  kind: 'key-derivation',
  site: siteOf(venue.id, origin),
  venue,
  headline: { id: 'headline.keyDerivation', params: { venue: venue.name } },
  rows: [row('row.venue', exact(venue.name)), ...rows],
  notes: [{ level: 'danger', text: { id: 'note.keyDerivation', params: { venue: venue.name } } }, ...notes],
  also,
});

export const keyInTypedData = (data: TypedData, context: ReadingContext): Card | null => {
  const found = Object.hasOwn(TYPES, data.encodeType) ? TYPES[data.encodeType]?.(data) : null;
  return found ? card(found, context) : null;
};

export const keyInText = (text: string, context: ReadingContext): Card | null => {
  const found = TEXTS.find(([pattern]) => pattern.test(text));
  return found ? card({ venue: found[1] }, context) : null;
};
