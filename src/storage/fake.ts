/** Stand-ins for what Node lacks, for tests alone: `storage.session` as the browser behaves. @module */

const store = new Map<string, string>();

/** As measured in Chromium: JSON only, keys sorted, bytes emptied. */
const freeze = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => {
    if (inner instanceof Uint8Array) return {};
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });

const session = {
  async get(keys: string | string[] | null) {
    const wanted = keys === null ? [...store.keys()] : [keys].flat();
    return Object.fromEntries(
      wanted.flatMap((key) => (store.has(key) ? [[key, JSON.parse(store.get(key) ?? 'null')]] : [])),
    );
  },
  async set(values: Record<string, unknown>) {
    for (const [key, value] of Object.entries(values)) store.set(key, freeze(value));
  },
  async remove(keys: string | string[]) {
    for (const key of [keys].flat()) store.delete(key);
  },
  async clear() {
    store.clear();
  },
};

/** Use: `vi.mock('../lib/browser.ts', async () => ({ browser: (await import('../storage/fake.ts')).fakeBrowser }))`. */
export const fakeBrowser = { storage: { session } };
