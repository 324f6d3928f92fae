/** The words of the screens. */
export const screens = {
  'app.name': 'Vouch',
} as const;
