/** The words of readings (`venues/`) and rules (`policy/`). */
export const reading = {
  'reading.unreadable': 'Vouch cannot read this',
} as const;
