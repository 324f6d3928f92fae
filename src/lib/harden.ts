/**
 * Runs first in the worker, in our own pages, in the key-stretching worker and in the isolated bridge; never in the
 * page's world, whose intrinsics belong to the site.
 *
 * Freezes the intrinsics, so that no dependency can quietly replace `Promise.prototype.then` or `crypto.subtle.encrypt`
 * and read what passes through. Properties that libraries shadow on instances (`error.name = ...`) become accessors
 * which define an own property on assignment: on a frozen prototype a plain assignment would throw.
 * @module
 */
const SHADOWED = ['name', 'message', 'toString', 'valueOf', 'constructor', 'toJSON'] as const;

const letShadow = (prototype: object): void => {
  for (const key of SHADOWED) {
    const found = Object.getOwnPropertyDescriptor(prototype, key);
    if (!found || !('value' in found) || !found.configurable) continue;
    const { value } = found;
    Object.defineProperty(prototype, key, {
      get: () => value,
      set(this: object, next: unknown) {
        if (this === prototype) throw new TypeError(`${key} of an intrinsic is frozen`);
        Object.defineProperty(this, key, { value: next, writable: true, enumerable: true, configurable: true });
      },
      enumerable: false,
      configurable: false,
    });
  }
};

const typedArray = Object.getPrototypeOf(Uint8Array) as { prototype: object };

const constructors: { prototype: object }[] = [
  Object,
  Function,
  Array,
  String,
  Number,
  Boolean,
  Promise,
  Map,
  Set,
  WeakMap,
  WeakSet,
  RegExp,
  Date,
  Error,
  TypeError,
  RangeError,
  SyntaxError,
  ReferenceError,
  EvalError,
  URIError,
  AggregateError,
  ArrayBuffer,
  Uint8Array,
  Uint32Array,
  BigUint64Array,
  DataView,
  typedArray,
  BigInt as unknown as { prototype: object },
  Symbol as unknown as { prototype: object },
];

for (const intrinsic of constructors) {
  letShadow(intrinsic.prototype);
  Object.freeze(intrinsic.prototype);
  // V8 keeps the length of stack traces in a plain property of Error, and libraries set it for a moment.
  if (intrinsic === Error) Object.defineProperty(Error, 'captureStackTrace', { writable: false, configurable: false });
  else Object.freeze(intrinsic);
}
for (const space of [JSON, Reflect, Math]) Object.freeze(space);
if (typeof crypto !== 'undefined') {
  Object.freeze(Object.getPrototypeOf(crypto));
  if (crypto.subtle) {
    Object.freeze(Object.getPrototypeOf(crypto.subtle));
    Object.freeze(crypto.subtle);
  }
  Object.freeze(crypto);
}

export {};
