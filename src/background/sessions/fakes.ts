/** The browser as the worker sees it, for tests of the session core: nobody listens, and nothing is kept outside IndexedDB. @module */
import { fakeBrowser as approvals } from '../../approvals/fakes.ts';

export const fakeBrowser = {
  ...approvals,
  storage: { ...approvals.storage, local: { get: async () => ({}), set: async () => {}, clear: async () => {} } },
  runtime: { ...approvals.runtime, sendMessage: async () => null },
};
