/** The words around what a description (ERC-7730) says. They are loaded with the first one. @module */
export const descriptors = {
  'described.own': 'A description for {owner} (written for Vouch, {date}) says: {intent}',
  'described.registry': 'A description for {owner} (public registry of ERC-7730, {date}) says: {intent}',
  'described.region': 'What a description says',
  'described.mark': 'said by the description',
  'described.claim': 'Vouch has not checked it. What is signed stands below, whole.',
  'described.notUnderstood': 'Not understood, shown as it is signed',
  'described.long': 'Too long to say here: see below',
  'described.leftOut': 'It leaves out {n} of {of} values.',
} as const;
