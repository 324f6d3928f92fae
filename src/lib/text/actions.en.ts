/** The words of readings: orders that come as the pre-image of a hash. */
export const actions = {} as const;
