/** The words of receipts. @module */
export const receipts = {} as const;
