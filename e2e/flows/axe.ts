/** A page as axe sees it, in both looks. @module */
import axe, { type AxeResults } from 'axe-core';
import type { CDPSession, Page } from 'playwright';
import { expect } from 'playwright/test';

const LOOKS = ['light', 'dark'] as const;

/** Runs axe in a world of its own beside the page's: it patches its language, which is frozen in ours. */
const analyze = async (session: CDPSession): Promise<AxeResults> => {
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'axe',
  });
  const run = async (expression: string): Promise<unknown> => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression,
      contextId,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  await run(`${axe.source}; undefined`);
  return JSON.parse(String(await run('axe.run().then((results) => JSON.stringify(results))'))) as AxeResults;
};

/** What is serious or critical on a page, in both looks: the rule, how often, and where first. */
export const problems = async (page: Page, name: string): Promise<string[]> => {
  const found: string[] = [];
  const session = await page.context().newCDPSession(page);
  for (const colorScheme of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations, passes } = await analyze(session);
    expect(passes.length, 'axe has looked at something').toBeGreaterThan(5);
    for (const { id, impact, nodes } of violations)
      if (impact === 'serious' || impact === 'critical')
        found.push(`${name}, ${colorScheme}: ${id} x${nodes.length}, ${nodes[0]?.html.slice(0, 120)}`);
  }
  await session.detach();
  return found;
};
