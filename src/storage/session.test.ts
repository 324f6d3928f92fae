import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as session from './session.ts';

vi.mock('../lib/browser.ts', async () => ({ browser: (await import('./fake.ts')).fakeBrowser }));

describe('the session store', () => {
  beforeEach(() => session.clear());

  it('gives back what was set, by key and by prefix', async () => {
    await session.set({ 'a/1': { n: 1 }, 'a/2': { n: 2 }, b: 3 });
    expect(await session.get('a/1')).toEqual({ n: 1 });
    expect(await session.getMany<{ b: number; c: number }>(['b', 'c'])).toEqual({ b: 3 });
    expect(await session.getAll('a/')).toEqual({ 'a/1': { n: 1 }, 'a/2': { n: 2 } });
    await session.remove(['a/1', 'b']);
    expect(await session.getAll('')).toEqual({ 'a/2': { n: 2 } });
  });

  it('runs one at a time under a name, and goes on after a failure', async () => {
    const seen: string[] = [];
    const slow = (name: string) => async () => {
      seen.push(`${name} in`);
      await new Promise((done) => setTimeout(done, 5));
      seen.push(`${name} out`);
      if (name === 'a') throw new Error('a fails');
      return name;
    };
    const all = await Promise.allSettled([session.withLock('x', slow('a')), session.withLock('x', slow('b'))]);
    expect(seen).toEqual(['a in', 'a out', 'b in', 'b out']);
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });
});
