/** The words of trading sessions: the offer, the list, the running log. @module */
export const sessions = {} as const;
