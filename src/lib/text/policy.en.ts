/** The words of the screens of limits. @module */
export const policy = {} as const;
