/** What Vouch says when something cannot be done: to a page (with an EIP-1193 code) and on its own screens. */
export const errors = {
  'error.unknown': 'Something went wrong inside Vouch. Nothing was signed.',
} as const;
