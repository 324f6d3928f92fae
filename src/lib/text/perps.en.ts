/** The words of readings: perpetuals and options venues whose orders are typed data. */
export const perps = {} as const;
