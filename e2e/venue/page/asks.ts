/** What the site asks the SDK for, and the test expects. @module */

export type Step = 'connect' | 'order' | 'changed' | 'cancel' | 'leverage' | 'agent';

export const ORDER = {
  orders: [{ a: 1, b: true, p: '3484', s: '0.5', r: false, t: { limit: { tif: 'Gtc' as const } } }],
  grouping: 'na' as const,
  builder: { b: '0x8c967e73e7b15087c42a10d344cff4c96d877f1d' as const, f: 10 },
};
