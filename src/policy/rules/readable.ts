/** R1, R2, R16: can a person know what would be signed? @module */
import { finding, type Rule } from '../rule.ts';

const SITES = {
  own: ['danger', 'rule.keyDerivation'],
  unknown: ['danger', 'rule.keyDerivationUnknown'],
  foreign: ['forbidden', 'rule.keyDerivationForeign'],
} as const;

/** R1. Never less than a danger: who has the signature has the key. */
export const keyDerivation: Rule = ({ reading, context }) => {
  if (reading.kind !== 'key-derivation') return null;
  const [level, text] = SITES[reading.site];
  return finding('R1', level, text, { venue: reading.venue.name, site: context.origin });
};

/** R2. A personal message of 32 bytes stays refused: no site of a venue needs one, and any hash fits into it. */
export const hashOnly: Rule = ({ reading, data }) =>
  reading.kind === 'unreadable' && reading.hashOnly
    ? finding('R2', 'forbidden', data ? 'rule.hashOnly' : 'rule.hashMessage')
    : null;

/** R16. The venue's own domain, or what is left of it, around something that no adapter reads. */
export const unknownType: Rule = ({ reading, match }) =>
  match && match.fit !== 'look-alike' && reading.kind === 'unreadable' && !reading.hashOnly
    ? finding('R16', 'danger', 'rule.unknownType', { venue: match.adapter.name })
    : null;
