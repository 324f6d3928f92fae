/** The words of readings: contract calls and GMX. */
export const calls = {} as const;
