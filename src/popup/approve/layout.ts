/** Which layout a request gets, and what every layout may rely on. @module */
import type { ApprovalView } from '../../approvals/record.ts';
import type { Text } from '../../lib/text.ts';
import type { Note, Reading, Row, Value } from '../../venues/reading.ts';

export type LayoutName =
  | 'order'
  | 'cancel'
  | 'move'
  | 'grant'
  | 'stop'
  | 'lifted'
  | 'key'
  | 'unreadable'
  | 'message'
  | 'connect'
  | 'session'
  | 'network';

export const readingOf = (view: ApprovalView): Reading | null =>
  'reading' in view.subject ? view.subject.reading : null;

/** `connect`, `add-network`, `switch-network` or the kind of the reading: what the driver reports. */
export const kindOf = (view: ApprovalView): string => readingOf(view)?.kind ?? view.subject.type;

/**
 * A refused request never gets a layout with a way to say yes. Neither does a change of owner, nor a key for a site that is
 * known to be another one, unless a person opened the rule for this site.
 */
export const layoutOf = (view: ApprovalView): LayoutName => {
  const { subject, verdict } = view;
  if (verdict.outcome === 'refuse') return 'stop';
  if (verdict.findings.some(({ lifted }) => lifted)) return 'lifted';
  if (subject.type === 'connect' || subject.type === 'session') return subject.type;
  if (subject.type === 'add-network' || subject.type === 'switch-network') return 'network';
  switch (subject.reading.kind) {
    case 'order':
      return 'order';
    case 'cancel-or-reduce':
      return 'cancel';
    case 'move-funds':
      return 'move';
    case 'grant-authority':
      // A sign-in is routine, and taking something back gives nothing: a mandate's layout would wear out on them.
      return subject.reading.scope === 'login' || subject.reading.scope === 'nothing' ? 'order' : 'grant';
    case 'change-owner':
      return 'stop';
    case 'key-derivation':
      return subject.reading.site === 'foreign' ? 'stop' : 'key';
    case 'unreadable':
      return subject.type === 'personal-message' && subject.text !== undefined && !subject.reading.hashOnly
        ? 'message'
        : 'unreadable';
  }
};

export const headlineOf = (view: ApprovalView): Text => {
  const { subject } = view;
  switch (subject.type) {
    case 'connect':
      return { id: 'approve.connect.headline', params: { origin: hostOf(view.origin) } };
    case 'add-network':
      return { id: 'approve.addNetwork.headline', params: { network: subject.network.name } };
    case 'switch-network':
      return { id: 'approve.switchNetwork.headline', params: { network: subject.to.name } };
    case 'session':
      return {
        id: 'approve.session.headline',
        params: { venue: subject.offers.map(({ venue }) => venue.name).join(', ') },
      };
    default:
      return subject.reading.headline;
  }
};

/** The rows of a reading, where a transaction goes, and which key signs where it is not the account's own. */
export const rowsOf = (view: ApprovalView): Row[] => {
  const rows = readingOf(view)?.rows ?? [];
  const { subject } = view;
  if (subject.type === 'transaction')
    return [...rows, { label: 'row.network', value: { type: 'exact', text: view.network.name }, mark: 'signed' }];
  if (subject.type !== 'typed-data' || !subject.agent) return rows;
  const { name } = subject.agent;
  const value: Value = name.length === 42 ? { type: 'address', address: name } : { type: 'exact', text: name };
  return [
    ...rows,
    { label: 'row.signedBy', value, mark: 'computed', context: [{ value: KEPT_HERE, mark: 'computed' }] },
  ];
};

const KEPT_HERE: Value = { type: 'text', text: { id: 'value.keptHere' } };

const LEVEL = { info: 'info', warning: 'care', danger: 'danger', forbidden: 'danger' } as const;
const RANK = { danger: 0, care: 1, info: 2 } as const;

/** What the rules and the reading have to say, the gravest first, each once. */
export const notesOf = (view: ApprovalView): Note[] => {
  const all: Note[] = [
    ...view.verdict.findings.map(({ level, text }) => ({ level: LEVEL[level], text })),
    ...(readingOf(view)?.notes ?? []),
  ].sort((a, b) => RANK[a.level] - RANK[b.level]);
  const seen = new Set<string>();
  return all.filter(({ text }) => {
    const key = JSON.stringify(text);
    return !seen.has(key) && seen.add(key);
  });
};

/** A host with its port; a whole origin where the way to it is not encrypted. Never shortened. */
export const hostOf = (origin: string): string => origin.replace(/^https:\/\//, '');

/** A name written with letters that look like others: the browser spells such hosts as `xn--`. */
export const isLookAlike = (origin: string): boolean => /(?:^|[./])xn--/.test(origin);

/** Those that a payload pays out to, each once: not the account that signs, nor one that is confirmed in another way. */
export const receiversOf = (view: ApprovalView, but?: string): string[] => {
  const all = new Map((readingOf(view)?.receivers ?? []).map((one) => [one.toLowerCase(), one]));
  for (const one of [view.account?.address, but]) all.delete(one?.toLowerCase() ?? '');
  return [...all.values()];
};

/** Words to type, in any case and with any spaces between them. Nothing is typed for what has no words. */
export const typedFits = (typed: string, words: string): boolean => {
  const plain = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase();
  return plain(words) !== '' && plain(typed) === plain(words);
};

/** The four characters to type; hexadecimal ones in any case. */
export const fits = (typed: string, recipient: string): boolean => {
  const last = recipient.slice(-4);
  return recipient.startsWith('0x') ? typed.trim().toLowerCase() === last.toLowerCase() : typed.trim() === last;
};
