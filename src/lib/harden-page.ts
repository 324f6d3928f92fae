/**
 * Second import of our own pages: takes the storage and network APIs out of reach of their own code. A guard against
 * mistakes, not a boundary (SECURITY.md): the worker is where keys live and where every request is checked.
 * @module
 */
const GONE = [
  'indexedDB',
  'caches',
  'localStorage',
  'sessionStorage',
  'cookieStore',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'WebTransport',
] as const;

for (const name of GONE)
  Object.defineProperty(globalThis, name, { value: undefined, writable: false, configurable: false });

// `chrome` and `browser` are two objects with the same powers. What is left is empty rather than absent, so that a look
// for one of its areas finds nothing instead of failing.
for (const name of ['chrome', 'browser'] as const) {
  const api = (globalThis as { [key in typeof name]?: object })[name];
  if (api) Object.defineProperty(api, 'storage', { value: Object.freeze({}), writable: false, configurable: false });
}

export {};
