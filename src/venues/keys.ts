/**
 * Signatures that are private keys: a venue hashes the signature, and the hash is the key that trades or holds funds there.
 * Every site that gets the same signature gets the same key. Recognised by schema or text, whatever the domain says.
 * @module
 */
import type { TypedData } from '../signing/typed-data.ts';
import { visible } from '../signing/visible.ts';
import { type Card, exact, row } from './adapter.ts';

const TYPES: Record<string, string | null> = {
  'dYdX(string action,string onlySignOn)': 'dYdX',
  'dYdX(string action)': 'dYdX',
  'Constant(string action)': 'Paradex',
  // Looks like accepting terms of service.
  'AccountCreation(int8 accountIndex,address wallet,bool tosAccepted)': 'Extended',
  // Vertex and its forks: the domain names which.
  'CreateLinkedSignerWallet(bytes32 subaccount)': null,
};
const TEXTS: [RegExp, string][] = [
  [/action:\s*L2\s+Key/i, 'ApeX'],
  [/ApeX\s+Omni.*Onboarding/is, 'ApeX Omni'],
  [/Generate\s+a\s+GMX\s+1CT/i, 'GMX'],
  [/dYdX\s+(?:STARK\s+Key|Chain\s+Onboarding|Onboarding)/i, 'dYdX'],
];

const card = (name: string): Card => ({
  kind: 'key-derivation',
  site: 'foreign',
  venue: { id: name.toLowerCase().replace(/\W+/g, '-'), name },
  headline: { id: 'headline.keyDerivation', params: { venue: name } },
  rows: [row('row.venue', exact(name))],
  notes: [{ level: 'danger', text: { id: 'note.keyDerivation', params: { venue: name } } }],
});

export const keyInTypedData = (data: TypedData): Card | null => {
  if (data.encodeType === 'ApeX(string action,string onlySignOn,string nonce)')
    return /key/i.test(String(data.message.action)) ? card('ApeX') : null;
  const name = TYPES[data.encodeType];
  return name === undefined ? null : card(name ?? visible(data.domain.name ?? 'Vertex').slice(0, 40));
};

export const keyInText = (text: string): Card | null => {
  const found = TEXTS.find(([pattern]) => pattern.test(text));
  return found ? card(found[1]) : null;
};
