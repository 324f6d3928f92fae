/** The words of readings: key derivations, registrations and texts. */
export const keys = {} as const;
