/** The test dApp as a test holds it: requests and their outcomes, as plain data. @module */
import type { BrowserContext, Page } from 'playwright';

export type Outcome = { result: unknown } | { error: { code: number; message: string; data?: unknown } };

/** What `index.html` puts on its window. */
type DappWindow = {
  foundInHead: number;
  events: { event: string; data: unknown }[];
  answers: Record<string, Outcome[]>;
  ask: (method: string, params?: unknown) => Promise<Outcome>;
  start: (name: string, method: string, params?: unknown) => void;
};

export type Dapp = {
  page: Page;
  /** Sends a request and waits for its outcome, however long a person takes. */
  ask: (method: string, params?: unknown) => Promise<Outcome>;
  /** Sends a request and goes on; `answers(name)` has what came back, one entry an answer. */
  start: (name: string, method: string, params?: unknown) => Promise<void>;
  answers: (name: string) => Promise<Outcome[]>;
  events: () => Promise<{ event: string; data: unknown }[]>;
};

export const openDapp = async (context: BrowserContext, origin: string): Promise<Dapp> => {
  const page = await context.newPage();
  await page.goto(`${origin}/`);
  return {
    page,
    ask: (method, params) =>
      page.evaluate(
        ([method, params]) => (window as unknown as DappWindow).ask(method as string, params),
        [method, params],
      ),
    start: (name, method, params) =>
      page.evaluate(
        ([name, method, params]) => (window as unknown as DappWindow).start(name as string, method as string, params),
        [name, method, params],
      ),
    answers: (name) => page.evaluate((name) => (window as unknown as DappWindow).answers[name] ?? [], name),
    events: () => page.evaluate(() => (window as unknown as DappWindow).events),
  };
};
