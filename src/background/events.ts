/**
 * EIP-2700 events, to the documents that have asked something of Vouch and to nobody else. Their list lies in
 * `storage.session`, so the next worker still knows them.
 * @module
 */
import { push } from '../approvals/deliver.ts';
import type { PagePush } from '../messaging/page-lane.ts';
import { get, set, withLock } from '../storage/session.ts';

const KEY = 'documents';
const MOST = 200;

export type Document = { tabId: number; documentId: string; origin: string };
const known = new Set<string>();

const read = async (): Promise<Document[]> => (await get<Document[]>(KEY)) ?? [];
const change = (work: (documents: Document[]) => Document[]): Promise<void> =>
  withLock(KEY, async () => {
    await set({ [KEY]: work(await read()).slice(-MOST) });
  });

/** Remembers a document, once a worker's life. */
export const remember = async (document: Document): Promise<void> => {
  if (known.has(document.documentId)) return;
  known.add(document.documentId);
  await change((documents) => [...documents.filter((one) => one.documentId !== document.documentId), document]);
};

export const forgetDocument = (documentId: string): Promise<void> => {
  known.delete(documentId);
  return change((documents) => documents.filter((one) => one.documentId !== documentId));
};

export const forgetDocumentsOf = (tabId: number): Promise<void> =>
  change((documents) => documents.filter((one) => one.tabId !== tabId));

/** Tells every open document of these origins. One that does not hear is in the back-forward cache, or gone. */
export const tell = async (
  event: (origin: string) => Promise<PagePush | null>,
  origins?: readonly string[],
): Promise<void> => {
  const documents = (await read()).filter((one) => !origins || origins.includes(one.origin));
  await Promise.all(
    documents.map(async (document) => {
      const message = await event(document.origin);
      if (message) await push(document, message);
    }),
  );
};

/** Gives it to one open document of this origin, the one that asked last before the others. @returns whether one heard it */
export const hand = async (message: PagePush, origin: string): Promise<boolean> => {
  for (const document of (await read()).filter((one) => one.origin === origin).reverse())
    if (await push(document, message)) return true;
  return false;
};
