/**
 * Second import of the key-stretching worker: cuts it off from the network, from storage and from other contexts, so
 * that a password which is stretched there has no way out but the answer. Members that live on a prototype are
 * deleted there, and the global object gets an own, final `undefined` in their place.
 * @module
 */
const GONE = [
  'fetch',
  'fetchLater',
  'XMLHttpRequest',
  'WebSocket',
  'WebSocketStream',
  'EventSource',
  'WebTransport',
  'importScripts',
  'indexedDB',
  'caches',
  'CacheStorage',
  'IDBFactory',
  'cookieStore',
  'Worker',
  'SharedWorker',
  'BroadcastChannel',
  'MessageChannel',
  'FileReader',
  'FileReaderSync',
  'webkitRequestFileSystem',
  'webkitRequestFileSystemSync',
  'webkitResolveLocalFileSystemURL',
  'webkitResolveLocalFileSystemSyncURL',
] as const;

for (const name of GONE) {
  for (let at: object | null = Object.getPrototypeOf(globalThis); at; at = Object.getPrototypeOf(at))
    if (Object.hasOwn(at, name)) Reflect.deleteProperty(at, name);
  Object.defineProperty(globalThis, name, {
    value: undefined,
    writable: false,
    configurable: false,
    enumerable: false,
  });
}
// Ways to the disk, to service workers and to devices that hang on `navigator`.
for (const name of [
  'storage',
  'serviceWorker',
  'locks',
  'storageBuckets',
  'connection',
  'sendBeacon',
  'hid',
  'serial',
  'usb',
  'gpu',
]) {
  for (let at: object | null = navigator; at; at = Object.getPrototypeOf(at))
    if (Object.hasOwn(at, name)) Reflect.deleteProperty(at, name);
}

export {};
