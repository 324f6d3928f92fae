/** A page whose language is not what it was: it patches everything that the provider might use. */
import { expect } from 'playwright/test';
import { unknownTypedData } from '../dapp/payloads.ts';
import { ACCOUNT, connect, test } from '../fixtures.ts';
import { pending } from './pages.ts';

type Spying = { seen: string[] };

/** Patches what a page can patch, and writes down all that passes. What it calls itself was taken before. */
const patch = () => {
  const { stringify } = JSON;
  const { push } = Array.prototype;
  const apply = Reflect.apply;
  const seen: string[] = [];
  Object.assign(globalThis, { seen });
  const note = (value: unknown) => {
    let text = '';
    try {
      text = typeof value === 'string' ? value : (apply(stringify, JSON, [value]) ?? '');
    } catch {}
    if (text) apply(push, seen, [text]);
  };
  const wrap = (owner: object, name: string) => {
    const real = Reflect.get(owner, name) as (...given: unknown[]) => unknown;
    Reflect.set(owner, name, function (this: unknown, ...given: unknown[]) {
      for (let i = 0; i < given.length; i++) note(given[i]);
      const result = apply(real, this, given);
      note(result);
      return result;
    });
  };
  for (const [owner, names] of [
    [JSON, ['stringify', 'parse']],
    [window, ['postMessage', 'addEventListener', 'dispatchEvent', 'setTimeout', 'setInterval', 'structuredClone']],
    [EventTarget.prototype, ['addEventListener', 'dispatchEvent']],
    [Map.prototype, ['get', 'set', 'delete', 'has']],
    [Array.prototype, ['push', 'slice', 'concat', 'lastIndexOf']],
    [Array, ['isArray']],
    [Object, ['freeze', 'defineProperty']],
    [Promise.prototype, ['then', 'catch']],
    [crypto, ['randomUUID']],
  ] as [object, string[]][])
    for (const name of names) wrap(owner, name);
  window.addEventListener('message', ({ data }) => note(data));
};

/** Breaks what a page can break, asks, and mends it again: Playwright lives in the same language. */
const askBroken = async () => {
  const broken = () => {
    throw new Error('broken by the page');
  };
  const { provider } = globalThis as unknown as { provider: { request(asked: object): Promise<unknown> } };
  const patched = (
    [
      [JSON, ['stringify', 'parse']],
      [
        globalThis,
        ['postMessage', 'addEventListener', 'dispatchEvent', 'Event', 'CustomEvent', 'MessageEvent', 'setInterval'],
      ],
      [Object, ['freeze', 'entries', 'defineProperty']],
      [Array, ['isArray', 'from']],
      [Map.prototype, ['values', 'clear']],
      [crypto, ['randomUUID']],
    ] as [object, string[]][]
  ).flatMap(([owner, names]) => names.map((name) => [owner, name, Reflect.get(owner, name)] as const));
  for (const [owner, name] of patched) Reflect.set(owner, name, broken);
  let stillBroken = false;
  try {
    JSON.stringify({});
  } catch {
    stillBroken = true;
  }
  const answers: unknown[] = [];
  for (const method of ['eth_accounts', 'eth_chainId']) answers.push(await provider.request({ method, params: [] }));
  for (const [owner, name, real] of patched) Reflect.set(owner, name, real);
  return { stillBroken, answers };
};

test('a page that patches its own language reads no more than its own', async ({
  connected: { vouch, dapp },
  otherSite,
}) => {
  await dapp.page.evaluate(patch);
  const victim = await connect(vouch, otherSite);
  const secret = unknownTypedData('for the other site alone');
  await victim.start('sign', 'eth_signTypedData_v4', [ACCOUNT, secret]);
  await pending(vouch, 1);
  await vouch.approve();
  await expect.poll(() => victim.answers('sign')).toHaveLength(1);
  const [outcome] = await victim.answers('sign');
  const signature = outcome && 'result' in outcome ? String(outcome.result) : '';
  expect(signature).toMatch(/^0x[0-9a-f]{130}$/);

  await dapp.page.bringToFront();
  const own = dapp.ask('eth_signTypedData_v4', [ACCOUNT, unknownTypedData('my own')]);
  await pending(vouch, 1);
  await vouch.approve();
  const ownOutcome = (await own) as { result: string };
  expect(ownOutcome.result).toMatch(/^0x[0-9a-f]{130}$/);

  const seen = await dapp.page.evaluate(() => (globalThis as unknown as Spying).seen.slice().join('\n'));
  // It does hear what is its own, so it would have heard the rest.
  expect(seen).toContain('my own');
  expect(seen).toContain(ownOutcome.result);
  expect(seen).not.toContain('for the other site alone');
  expect(seen).not.toContain(signature);
  expect(seen).not.toContain(otherSite.origin);
  expect(seen).not.toMatch(/verdict|digest|paramsText|documentId|tabId/);
});

test('a page that breaks its own language still reaches Vouch, and breaks nothing of it', async ({
  connected: { vouch, dapp },
}) => {
  expect(await dapp.page.evaluate(askBroken)).toEqual({ stillBroken: true, answers: [[ACCOUNT], '0x1'] });
  expect(await vouch.accounts()).toEqual([ACCOUNT]);
});

test('the language of a page is its own: Vouch freezes and changes nothing there', async ({ vouch, site }) => {
  const page = await vouch.context.newPage();
  await page.goto(site.origin);
  expect(await page.evaluate(() => (globalThis as unknown as { foundInHead: number }).foundInHead)).toBe(1);
  const found = await page.evaluate(() => {
    const f = () => 'mine';
    // What some bundlers write for a namespace.
    const o: Record<string, unknown> = {};
    o.toString = f;
    (o as { constructor: unknown }).constructor = 1;
    o.valueOf = f;
    const error = new Error('old');
    error.message = 'new';
    error.name = 'Named';
    class Own extends Promise<number> {}
    const prototypes = { Object, Array, Promise, Function, Error, String, Map, Uint8Array };
    const frozen = Object.entries(prototypes)
      .filter(([, of]) => Object.isFrozen(of) || Object.isFrozen(of.prototype) || !Object.isExtensible(of.prototype))
      .map(([name]) => name);
    const native = [JSON.stringify, Array.prototype.push, Promise.prototype.then, window.postMessage, window.fetch]
      .map((made) => Function.prototype.toString.call(made))
      .filter((text) => !text.includes('[native code]'));
    const accessors = ['toString', 'constructor', 'valueOf'].filter(
      (name) => !('value' in (Object.getOwnPropertyDescriptor(Object.prototype, name) ?? {})),
    );
    return {
      assigned: [String(o), o.constructor, (o.valueOf as () => string)()],
      error: String(error),
      extended: new Own(() => {}) instanceof Promise,
      frozen,
      native,
      accessors,
    };
  });
  expect(found).toEqual({
    assigned: ['mine', 1, 'mine'],
    error: 'Named: new',
    extended: true,
    frozen: [],
    native: [],
    accessors: [],
  });
});
