/** The UI lane of receipts. What is exported is written down in `docs/receipts.md`. @module */
import { toHex } from '../../lib/bytes.ts';
import { now } from '../../lib/clock.ts';
import type { LaneHandlers } from '../../messaging/limits-lane.ts';
import { brokenLink, readActivity } from '../../storage/activity.ts';
import { csvOf } from './csv.ts';
import { receiptsKey, signReceipts } from './identity.ts';

const NONE = new Uint8Array(32);

/** @throws {Locked} */
const asJson = async (): Promise<string> => {
  const rows = await readActivity();
  const at = now();
  const head = toHex(rows.at(-1)?.link ?? NONE);
  const count = rows.length;
  const signed = { vouch: 'receipts', version: 1, at, count, head, ...(await signReceipts(head, count, at)) };
  const lines = rows.map(({ entry, link }) => JSON.stringify({ entry, link: toHex(link) }));
  return `${JSON.stringify(signed).slice(0, -1)},"rows":[\n${lines.join(',\n')}\n]}\n`;
};

/** @throws {Locked} */
const asCsv = async (): Promise<string> => {
  await receiptsKey(); // only the open wallet gives out what it did
  return csvOf(await readActivity());
};

export const receiptsHandlers: LaneHandlers<'receipts'> = {
  'receipts.export': async ({ as }) => ({
    file: await (as === 'json' ? asJson() : asCsv()),
    name: `vouch-receipts-${new Date(now()).toISOString().slice(0, 10)}.${as}`,
  }),
  'receipts.check': async () => {
    const rows = await readActivity();
    return { key: await receiptsKey(), count: rows.length, broken: (await brokenLink(rows)) !== null };
  },
};
