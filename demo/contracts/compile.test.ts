import { expect, test } from 'vitest';
import artifact from './GannetMargin.json' with { type: 'json' };

// The compiler only runs in node, and brings 8 MB with it: loaded where it is used.
test('the committed artifact is what the source compiles to', async () => {
  const { compile } = await import('./compile.mjs');
  expect(compile()).toEqual(artifact);
}, 60_000);
