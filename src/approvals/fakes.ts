/** Stand-ins for tests of this room: a browser whose windows, tabs and alarms write down what was asked of them. @module */
import { fakeBrowser as storage } from '../storage/fake.ts';

export const seen = { windows: [] as string[], told: [] as { tabId: number; message: unknown }[], badge: '' };
/** Whether documents hear what they are told. */
export const page = { hears: true };

export const fakeBrowser = {
  ...storage,
  runtime: { getContexts: async () => [], getURL: (path: string) => `chrome-extension://vouch/${path}` },
  windows: {
    getLastFocused: async () => ({}),
    create: async ({ url }: { url: string }) => void seen.windows.push(url),
    update: async () => {},
  },
  tabs: {
    sendMessage: async (tabId: number, message: unknown) => {
      if (!page.hears) throw new Error('Receiving end does not exist');
      seen.told.push({ tabId, message });
      return true;
    },
  },
  action: {
    setBadgeBackgroundColor: async () => {},
    setBadgeTextColor: async () => {},
    setBadgeText: async ({ text }: { text: string }) => {
      seen.badge = text;
    },
  },
  alarms: { create: async () => {} },
};
