/**
 * The approval page as a person sees it. Everything here is read from the rendered document and pressed with the mouse.
 * @module
 */
import type { Locator, Page } from 'playwright';
import { DriverError } from './error.ts';

export type Row = { label: string; value: string };
export type PendingRequest = { id: string; kind: string; origin: string; title: string; rows: Row[] };

const LIMIT_MS = 15_000;

const card = (page: Page) => page.getByTestId('request');

/** Waits until the page shows a request. */
export const hasCard = (page: Page, timeout: number): Promise<void> => card(page).waitFor({ timeout });

/** The request that the page shows now. */
export const readCard = (page: Page): Promise<PendingRequest> =>
  card(page).evaluate((shown) => {
    const words = (element: Element | null | undefined) =>
      element instanceof HTMLElement ? element.innerText.replace(/\s+/g, ' ').trim() : '';
    const valueIn = (element: Element | null) => {
      const field = element?.querySelector('input');
      if (!element || !field || element.querySelectorAll('input').length > 1) return words(element);
      return field.type === 'checkbox' ? (field.checked ? 'on' : 'off') : `${words(element)} ${field.value}`.trim();
    };
    const data = shown instanceof HTMLElement ? shown.dataset : {};
    return {
      id: data.requestId ?? '',
      kind: data.kind ?? '',
      origin: data.origin ?? '',
      title: words(shown.querySelector('[data-testid="headline"]')),
      rows: [...shown.querySelectorAll('[data-testid="row"]')].map((row) => ({
        label: words(row.querySelector('[data-part="label"]')),
        value: valueIn(row.querySelector('[data-part="value"]')),
      })),
    };
  });

/** Waits until a card is drawn. Null when the page closes or has nothing to ask. */
const drawn = async (page: Page): Promise<PendingRequest | null> => {
  try {
    // A layout that is read from the disk comes a moment after its card.
    await card(page).getByTestId('headline').or(page.getByTestId('close')).first().waitFor({ timeout: LIMIT_MS });
    return (await card(page).count()) ? await readCard(page) : null;
  } catch (error) {
    if (page.isClosed()) return null;
    throw error;
  }
};

/** Presses a pager button and waits for the other card. False when there is nothing in that direction. */
const turn = async (page: Page, button: 'next' | 'previous'): Promise<boolean> => {
  const pager = page.getByTestId(button);
  if (!(await pager.count()) || !(await pager.isEnabled())) return false;
  const { id } = await readCard(page);
  await pager.click();
  await page.locator(`[data-testid="request"]:not([data-request-id="${id}"])`).waitFor({ timeout: LIMIT_MS });
  return true;
};

/** Every request behind one approval page, oldest first. The page is left on its oldest. */
export const readQueue = async (page: Page): Promise<PendingRequest[]> => {
  const first = await drawn(page);
  if (!first) return [];
  while (await turn(page, 'next'));
  const queue = [await readCard(page)];
  while (await turn(page, 'previous')) queue.unshift(await readCard(page));
  return queue;
};

/** Turns the page to one request. */
export const turnTo = async (page: Page, id: string): Promise<void> => {
  while ((await readCard(page)).id !== id && (await turn(page, 'previous')));
  while ((await readCard(page)).id !== id)
    if (!(await turn(page, 'next'))) throw new DriverError(`The approval page has no request ${id}.`);
};

const shownRows = (rows: Row[]) => rows.map(({ label, value }) => `  ${label}: ${value}`).join('\n');

/** @throws {DriverError} when a row is missing, is there twice, or says something else */
export const mustShow = (request: PendingRequest, expect: Record<string, string>): void => {
  const wrong = Object.entries(expect).flatMap(([label, value]) => {
    const found = request.rows.filter((row) => row.label === label);
    if (found.length === 0) return [`there is no row "${label}"`];
    if (found.length > 1) return [`there are ${found.length} rows "${label}"`];
    return found[0]?.value === value ? [] : [`"${label}" says "${found[0]?.value}", not "${value}"`];
  });
  if (wrong.length)
    throw new DriverError(
      `The approval page does not show what was expected: ${wrong.join('; ')}.\nIt shows "${request.title}"\n${shownRows(request.rows)}`,
    );
};

/** Waits until the request has left the page: it closed, went on to the next, or says how it ended. */
const decided = async (page: Page, id: string): Promise<void> => {
  const closed = page.waitForEvent('close', { timeout: LIMIT_MS }).catch(() => {});
  try {
    await page
      .locator(`[data-testid="request"][data-request-id="${id}"]`)
      .waitFor({ state: 'detached', timeout: LIMIT_MS });
  } catch (error) {
    if (page.isClosed()) return;
    const said = await page.locator('body').innerText();
    throw new DriverError(`The press was not answered within 15 s. The approval page says:\n${said}`, { cause: error });
  }
  // A page that has nothing more to ask closes in a moment: it must not be taken for the page of the next request.
  if (
    !page.isClosed() &&
    !(await card(page)
      .count()
      .catch(() => 0))
  )
    await closed;
};

const press = async (page: Page, button: Locator): Promise<void> => {
  try {
    await button.click();
  } catch (error) {
    // The window may close on this very press.
    if (!page.isClosed()) throw error;
  }
};

/** The first whole address that is shown. */
const addressIn = (shown: string[]): string => {
  const found = shown.map((text) => /0x[0-9a-fA-F]{40}/.exec(text.replace(/\s/g, ''))?.[0]).find(Boolean);
  if (!found) throw new DriverError('The page asks for the last four of an address and shows none.');
  return found;
};

/** Does what the card asks for before it lets a person approve: read to the end, tick, type words or the last four. */
const meetConditions = async (page: Page): Promise<void> => {
  const end = page.getByTestId('end');
  if (await end.count()) await end.scrollIntoViewIfNeeded();
  const agree = page.getByTestId('agree');
  if (await agree.count()) await agree.check();
  const words = page.getByTestId('type-words');
  if (await words.count()) await words.fill((await words.getAttribute('data-words')) ?? '');
  for (const receiver of await page.getByTestId('receiver').all())
    await receiver.getByTestId('last-four').fill(addressIn([await receiver.innerText()]).slice(-4));
  const lastFour = page.locator('[data-testid="last-four"]:not([data-testid="receiver"] *)');
  if (await lastFour.count()) {
    const { rows } = await readCard(page);
    await lastFour.fill(addressIn(rows.map(({ value }) => value)).slice(-4));
  }
};

/** `perOrder: '500'`, `end: 'hour'`: fields of the first session that is offered, as the page names them. */
export type SessionFields = Record<string, string>;

/** Fills in the terms of a session. */
export const fillSession = async (page: Page, { end, ...amounts }: SessionFields): Promise<void> => {
  const offer = page.getByTestId('offer').first();
  if (end !== undefined) await offer.getByTestId(`end-${end}`).check();
  for (const [name, text] of Object.entries(amounts)) await offer.getByTestId(`term-${name}`).fill(text);
};

/** Approves the request that the page shows, after it has stood still for as long as the page asks for. */
export const pressApprove = async (page: Page, request: PendingRequest): Promise<void> => {
  await meetConditions(page);
  const approve = page.locator('[data-testid="approve"]:not([data-resting]):not([aria-disabled="true"])');
  await approve.waitFor({ timeout: LIMIT_MS }).catch(async (error) => {
    throw new DriverError(
      `"${request.title}" cannot be approved. The page says:\n${await page.locator('body').innerText()}`,
      {
        cause: error,
      },
    );
  });
  const now = await readCard(page);
  if (now.id !== request.id || now.title !== request.title || shownRows(now.rows) !== shownRows(request.rows))
    throw new DriverError(
      `The approval page changed before the press. It shows "${now.title}"\n${shownRows(now.rows)}`,
    );
  await press(page, approve);
  await decided(page, request.id);
};

export const pressReject = async (page: Page, request: PendingRequest): Promise<void> => {
  await press(page, page.getByTestId('reject'));
  await decided(page, request.id);
};
