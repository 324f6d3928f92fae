import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { activitySince, appendActivity, brokenLink, listActivity, putActivity, readActivity } from './activity.ts';
import { change, removeEverything } from './db.ts';
import type { ActivityEntry } from './rows.ts';

const entry = (at: number, id = `r${at}`): ActivityEntry => ({
  ...{
    id,
    at,
    origin: 'https://app.example',
    headline: { id: 'reading.unreadable' },
    kind: 'order',
    state: 'approved',
  },
  digest: '0x00',
  account: null,
});
const ats = async (...params: Parameters<typeof listActivity>) => (await listActivity(...params)).map(({ at }) => at);

beforeEach(removeEverything);

test('lists from the end, as many as are asked for', async () => {
  for (const at of [1, 2, 3, 4]) await appendActivity(entry(at));
  expect(await ats(3)).toEqual([4, 3, 2]);
  expect(await ats(2, 3)).toEqual([2, 1]);
  expect(await ats(0)).toEqual([]);
  expect(await ats(9)).toEqual([4, 3, 2, 1]);
  expect((await activitySince(2)).map(({ at }) => at)).toEqual([4, 3]);
  expect((await readActivity()).map(({ entry: { at } }) => at)).toEqual([1, 2, 3, 4]);
});

test('one request leaves one line, also when two write it at once', async () => {
  const found = await Promise.all(
    [1, 2].map(() => change(['activity'], (tx) => putActivity(tx.objectStore('activity') as never, entry(1)))),
  );
  expect(found.toSorted()).toEqual([false, true]);
  expect(await ats(9)).toEqual([1]);
});

test('a line that is changed, taken out or put elsewhere breaks the chain where it stood', async () => {
  for (const at of [1, 2, 3, 4]) await appendActivity(entry(at));
  const rows = await readActivity();
  expect(await brokenLink()).toBeNull();
  const [first, second, third, fourth] = rows;
  if (!first || !second || !third || !fourth) throw new Error('four lines');
  expect(await brokenLink([first, { ...second, entry: { ...second.entry, at: 9 } }, third, fourth])).toBe(1);
  expect(await brokenLink([first, third, fourth])).toBe(1);
  expect(await brokenLink([first, second, fourth, third])).toBe(2);
  // a cut tail leaves a chain that holds: receipts sign their number and head
  expect(await brokenLink([first, second, third])).toBeNull();
});

test('a transaction that fails leaves no line', async () => {
  await expect(
    change(['activity'], async (tx) => {
      await putActivity(tx.objectStore('activity') as never, entry(1));
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await ats(9)).toEqual([]);
});
