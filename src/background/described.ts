/** Finds the description for a request that Vouch cannot read. It is a file of the extension, read when it is asked for. @module */
import { readRecord } from '../approvals/journal.ts';
import type { ApprovalRecord } from '../approvals/record.ts';
import { browser } from '../lib/browser.ts';
import type { TextId } from '../lib/text.ts';
import type { Found } from '../messaging/ui-lane.ts';
import { readTypedDataParams, type TypedData } from '../signing/typed-data.ts';

/** Nobody of ours knows the type or the call. An adapter that knows it and refuses a value has the last word. */
const UNKNOWN: TextId[] = ['why.unknownSchema', 'why.unknownType', 'why.unknownCall', 'why.callWithCoins'];
const MOST_FILES = 16;

/** As `scripts/bundle-descriptors.ts` writes them. */
type File = {
  source: Found['source'];
  date: string;
  owner: string;
  domain?: Record<string, string>;
  formats: Record<string, unknown>;
};

const read = async <T>(name: string): Promise<T | null> => {
  try {
    return await (await fetch(browser.runtime.getURL(`descriptors/${name}.json`))).json();
  } catch {
    return null; // not in this build
  }
};

const domainFits = (file: File, data: TypedData): boolean =>
  Object.entries(file.domain ?? {}).every(([key, value]) => {
    const signed =
      key === 'separator' ? data.domainSeparator : Object.hasOwn(data.domain, key) && data.domain[key as 'name'];
    return signed !== false && String(signed).toLowerCase() === value.toLowerCase();
  });

const find = async (place: string, key: string, fits: (file: File) => boolean): Promise<Found | null> => {
  const index = await read<Record<string, string[]>>('index');
  if (!index || !Object.hasOwn(index, place)) return null;
  for (const name of (index[place] ?? []).slice(0, MOST_FILES)) {
    const file = await read<File>(name);
    if (!file || !Object.hasOwn(file.formats, key) || !fits(file)) continue;
    const { source, date, owner } = file;
    return { source, date, owner, format: file.formats[key] };
  }
  return null;
};

const findFor = async ({ subject, verdict, paramsText }: ApprovalRecord): Promise<Found | null> => {
  if (subject.type !== 'typed-data' && subject.type !== 'transaction') return null;
  const { reading } = subject;
  if (reading.kind !== 'unreadable' || reading.hashOnly || !UNKNOWN.includes(reading.why.id)) return null;
  // R13: a look-alike of a venue is spoken for by nobody
  if (verdict.outcome !== 'ask' || verdict.findings.some(({ rule, level }) => rule === 'R13' || level === 'forbidden'))
    return null;
  if (subject.type === 'transaction') {
    const { chainId, to, data } = subject.plan;
    return to && find(`call:${chainId}:${to.toLowerCase()}`, data.slice(0, 10), () => true);
  }
  const { data } = readTypedDataParams(paramsText);
  const { chainId, verifyingContract } = data.domain;
  if (chainId === undefined || !verifyingContract) return null;
  return find(`message:${chainId}:${verifyingContract.toLowerCase()}`, data.encodeType, (file) =>
    domainFits(file, data),
  );
};

/** By network, contract and exact type or selector; null when there is none, or when none may speak. */
export const findDescription = async (id: string): Promise<Found | null> => {
  const record = await readRecord(id);
  return record ? findFor(record) : null;
};
