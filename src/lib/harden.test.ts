import { beforeAll, describe, expect, it } from 'vitest';

// Vitest isolates files, so freezing the intrinsics here reaches no other test.
beforeAll(async () => {
  await import('./harden.ts');
});

const Broken = () => {
  throw new Error('render');
};

const shadowed = ['name', 'message', 'toString', 'valueOf', 'constructor', 'toJSON'] as const;

describe('frozen intrinsics', () => {
  it('cannot be replaced', () => {
    const prototypes: object[] = [
      Object.prototype,
      Array.prototype,
      Promise.prototype,
      Map.prototype,
      Function.prototype,
      Uint8Array.prototype,
    ];
    for (const prototype of prototypes) expect(Object.isFrozen(prototype)).toBe(true);
    expect(() => {
      // biome-ignore lint/suspicious/noThenProperty: exactly this attack is meant
      Promise.prototype.then = (() => {}) as never;
    }).toThrow(TypeError);
    expect(() => {
      crypto.subtle.encrypt = (() => {}) as never;
    }).toThrow(TypeError);
    expect(() => {
      JSON.stringify = (() => '') as never;
    }).toThrow(TypeError);
    expect(() => {
      (Object.prototype as Record<string, unknown>).polluted = true;
    }).toThrow(TypeError);
    expect(() => {
      Error.prototype.toString = () => '';
    }).toThrow(TypeError);
  });

  it('let instances have their own', () => {
    for (const make of [
      () => ({}),
      () => [],
      () => new Error('x'),
      () => new TypeError('x'),
      () => () => {},
      () => new Map(),
      () => new Date(0),
    ]) {
      for (const key of shadowed) {
        const object = make() as Record<string, unknown>;
        const found = Object.getOwnPropertyDescriptor(object, key);
        if (found && !found.writable) continue;
        object[key] = 'mine';
        expect(object[key]).toBe('mine');
        expect(Object.keys(object).includes(key) || found !== undefined).toBe(true);
      }
    }
    expect(String(new Error('words'))).toBe('Error: words');
  });

  it('leave the error paths of every library that runs in Vouch as they are', async () => {
    const valibot = await import('valibot');
    const { secp256k1 } = await import('@noble/curves/secp256k1.js');
    const { keccak_256 } = await import('@noble/hashes/sha3.js');
    const { argon2id } = await import('@noble/hashes/argon2.js');
    const { HDKey } = await import('@scure/bip32');
    const bip39 = await import('@scure/bip39');
    const { wordlist } = await import('@scure/bip39/wordlists/english.js');
    const idb = await import('idb');
    const { createElement } = await import('react');
    const { renderToStaticMarkup } = await import('react-dom/server');

    expect(() => valibot.parse(valibot.object({ a: valibot.string() }), { a: 1 })).toThrow(valibot.ValiError);
    expect(() => secp256k1.sign(new Uint8Array(32), new Uint8Array(32))).toThrow();
    expect(() => secp256k1.Signature.fromBytes(new Uint8Array(1))).toThrow();
    expect(() => keccak_256('text' as never)).toThrow();
    expect(() => argon2id('p', 's', { t: 0, m: 1, p: 1 })).toThrow();
    expect(() => HDKey.fromMasterSeed(new Uint8Array(1))).toThrow();
    expect(() => bip39.mnemonicToEntropy('not a phrase', wordlist)).toThrow();
    await expect((async () => idb.openDB('x', 1))()).rejects.toThrow('indexedDB');
    expect(() => renderToStaticMarkup(createElement(Broken))).toThrow('render');
    expect(renderToStaticMarkup(createElement('b', null, 'fine'))).toBe('<b>fine</b>');
  });
});
