/** R1, R2, R16: can a person know what would be signed? @module */
import { finding, type Rule } from '../rule.ts';

/** R1. Refused from every site: which site is the venue's own is not known yet. */
export const keyDerivation: Rule = ({ reading }) =>
  reading.kind === 'key-derivation'
    ? finding('R1', 'forbidden', 'rule.keyDerivation', { venue: reading.venue.name })
    : null;

/** R2. */
export const hashOnly: Rule = ({ reading }) =>
  reading.kind === 'unreadable' && reading.hashOnly ? finding('R2', 'forbidden', 'rule.hashOnly') : null;

/** R16. The venue's own domain, or what is left of it, around something that no adapter reads. */
export const unknownType: Rule = ({ reading, match }) =>
  match && match.fit !== 'look-alike' && reading.kind === 'unreadable' && !reading.hashOnly
    ? finding('R16', 'danger', 'rule.unknownType', { venue: match.adapter.name })
    : null;
