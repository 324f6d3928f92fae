/** The words of readings: swaps, options by quote, prediction markets, permits and votes. */
export const swaps = {} as const;
