/** The words of asking for more than a press, and of money that waits. @module */
export const stepUp = {} as const;
