/**
 * What a description says of a request that Vouch itself cannot read: a sentence, and values. None of it is a reading: it
 * changes no headline, no rule and no limit.
 * @module
 */
import type { Hex } from '../lib/bytes.ts';
import type { SignedField } from '../signing/typed-data.ts';
import { parseSignature, readCall } from './call.ts';
import { type DescribedField, type DescribedFormat, parseFormat } from './format.ts';
import { countFromEnd, type Leaf, type Leaves, leafAt, leavesOfCall, leavesOfMessage, lengthAt } from './leaves.ts';
import { say } from './say.ts';

/** What is described. All of it comes out of the request that is shown. */
export type Described =
  | { type: 'message'; fields: readonly SignedField[] }
  | { type: 'call'; chainId: number; from: Hex; to: Hex /** decimal, in wei */; value: string; data: Hex };

/** `value`: null for one that is too long to be said twice. */
export type DescriptionLine = { label: string; value: string | null; understood: boolean };
/** `leftOut`: how many of the signed values it does not speak of. */
export type Description = { intent: string; lines: DescriptionLine[]; leftOut: number; of: number };

const MOST_LINES = 256;
const LONGEST_VALUE = 600;

/** The description is not one of this request. */
class NotDescribed extends Error {
  override name = 'NotDescribed';
}

const LIST = '.[]';

/** Fields side by side that go through the same list are said item by item: order by order, not column by column. */
const expand = (fields: readonly DescribedField[], leaves: Leaves, at = ''): DescribedField[] => {
  const out: DescribedField[] = [];
  for (let i = 0; i < fields.length; ) {
    const field = fields[i] as DescribedField;
    const end = field.path?.indexOf(LIST) ?? -1;
    if (end < 0) {
      out.push(at ? { ...field, label: `${field.label} ${at}` } : field);
      i++;
      continue;
    }
    const list = field.path?.slice(0, end) ?? '';
    const through = (path: string | undefined) => path?.startsWith(`${list}${LIST}`);
    let next = i;
    while (next < fields.length && through(fields[next]?.path)) next++;
    const length = lengthAt(leaves, list);
    if (length === null) throw new NotDescribed();
    const items = fields.slice(i, next);
    if (length === 0) out.push({ label: field.label, path: list, format: 'raw' });
    for (let n = 0; n < length; n++) {
      const step = (path: string) => `${list}.[${n}]${path.slice(end + LIST.length)}`;
      const one = items.map(({ token, ...rest }) => ({
        ...rest,
        ...(rest.path ? { path: step(rest.path) } : {}),
        ...(token ? { token: through(token) ? step(token) : token } : {}),
      }));
      out.push(...expand(one, leaves, length === 1 ? at : `${at && `${at}.`}${n + 1}`));
      if (out.length > MOST_LINES) throw new NotDescribed();
    }
    i = next;
  }
  return out;
};

/** The network that is signed for; null when none is, or one with a number of no network. */
const chainOf = (of: Described): number | null => {
  const chain =
    of.type === 'call' ? of.chainId : Number(of.fields.find(({ path }) => path === 'domain.chainId')?.value);
  return Number.isSafeInteger(chain) ? chain : null;
};

const container = (of: Described, chainId: number, account: Hex): [string, Leaf][] => {
  const chain: [string, Leaf] = ['@.chainId', { type: 'uint256', value: String(chainId) }];
  const from: [string, Leaf] = ['@.from', { type: 'address', value: account }];
  if (of.type === 'call')
    return [
      chain,
      from,
      ['@.to', { type: 'address', value: of.to }],
      ['@.value', { type: 'uint256', value: of.value }],
    ];
  const contract = of.fields.find(({ path, type }) => path === 'domain.verifyingContract' && type === 'address');
  return contract ? [chain, from, ['@.to', contract]] : [chain, from];
};

const signedLeaves = (of: Described, format: DescribedFormat): Map<string, Leaf> => {
  if (of.type === 'message') return leavesOfMessage(of.fields);
  const signature = parseSignature(format.signature ?? '');
  const values = signature && readCall(signature, of.data);
  if (!signature || !values) throw new NotDescribed();
  return leavesOfCall(signature.parameters, values);
};

const same = (leaf: Leaf, text: string): boolean => {
  if (leaf.value.toLowerCase() === text.toLowerCase()) return true;
  // 0 may stand for 32 bytes that are all zero
  return /^\d+$/.test(text) && /^0x[\da-f]+$/i.test(leaf.value) && BigInt(leaf.value) === BigInt(text);
};

const wordsOf = (value: string): Leaf => ({ type: /^\d{1,78}$/.test(value) ? 'uint256' : 'string', value });

const describeWith = async (format: DescribedFormat, of: Described, account: Hex): Promise<Description> => {
  const chainId = chainOf(of);
  if (chainId === null) throw new NotDescribed();
  const signed = signedLeaves(of, format);
  const leaves: Leaves = new Map([...signed, ...container(of, chainId, account)]);
  const spoken = new Set<string>();
  const lines: DescriptionLine[] = [];
  for (const field of expand(format.fields, leaves)) {
    const leaf = field.path === undefined ? wordsOf(field.value ?? '') : leafAt(leaves, field.path);
    if (!leaf) throw new NotDescribed();
    if (field.only) {
      if (!field.only.some((text) => same(leaf, text))) throw new NotDescribed();
      continue;
    }
    // A slice of a value does not say the value.
    if (field.path) spoken.add(countFromEnd(leaves, field.path));
    const token = field.token?.startsWith('0x') ? { value: field.token } : field.token && leafAt(leaves, field.token);
    const { value, understood } = await say(field, leaf, {
      chainId,
      token: token && /^0x[\da-f]{40}$/i.test(token.value) ? (token.value as Hex) : null,
    });
    lines.push({ label: field.label, value: value.length > LONGEST_VALUE ? null : value, understood });
    if (lines.length > MOST_LINES) throw new NotDescribed();
  }
  if (lines.length === 0 && signed.size > 0) throw new NotDescribed();
  const leftOut = [...signed.keys()].filter((path) => !spoken.has(path)).length;
  return { intent: format.intent, lines, leftOut, of: signed.size };
};

/**
 * @param input a format as the build wrote it (`format.ts`)
 * @param account who signs
 * @returns null when it is no format, or one whose values are not all in this request
 */
export const describe = async (input: unknown, of: Described, account: Hex): Promise<Description | null> => {
  const format = parseFormat(input);
  if (!format) return null;
  try {
    return await describeWith(format, of, account);
  } catch (cause) {
    if (cause instanceof NotDescribed) return null;
    throw cause;
  }
};
