/** The words of the kill switch and the inventory of grants. @module */
export const kill = {} as const;
