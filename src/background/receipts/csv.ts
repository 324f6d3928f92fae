/** Receipts for a spreadsheet: one line each, in words. Nothing in it is a formula, and nothing hides. @module */
import { toHex } from '../../lib/bytes.ts';
import { receipts } from '../../lib/text/receipts.en.ts';
import { fill, type Text } from '../../lib/text.ts';
import type { ActivityEntry, ActivityRow } from '../../storage/rows.ts';
import type { Row, Value } from '../../venues/reading.ts';
import { say } from '../words.ts';

type OwnId = keyof typeof receipts;
const isOwn = (id: string): id is OwnId => Object.hasOwn(receipts, id);
const own = (id: OwnId, params?: Record<string, string>): string => fill(receipts[id], params);
const inWords = ({ id, params }: Text): string => (isOwn(id) ? own(id, params) : say(params ? { id, params } : { id }));

/** A time far outside of what a calendar holds stays the number that it is. */
const iso = (ms: number): string => {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString();
};

const valueIn = (value: Value): string => {
  switch (value.type) {
    case 'text':
      return inWords(value.text);
    case 'exact':
      return value.text;
    case 'time':
      return iso(value.at * 1000);
    case 'address':
      return value.address;
  }
};

const rowIn = ({ label, value, context }: Row): string => {
  const more = context?.map((line) => valueIn(line.value)).join(', ');
  return `${inWords({ id: label })}: ${valueIn(value)}${more ? ` (${more})` : ''}`;
};

/** Kinds whose headline is among the words of the approval page, which the worker does not carry. */
const WHAT: Record<string, OwnId> = {
  connect: 'receipts.what.connect',
  'add-network': 'receipts.what.addNetwork',
  'switch-network': 'receipts.what.switchNetwork',
  session: 'receipts.what.session',
};

const whatOf = ({ kind, headline, origin }: ActivityEntry): string => {
  const id = Object.hasOwn(WHAT, kind) ? WHAT[kind] : undefined;
  return id ? own(id, { origin }) : inWords(headline);
};

const verdictOf = ({ receipt, by }: ActivityEntry): string => {
  if (!receipt) return '';
  if (receipt.verdict.outcome === 'refuse') return own('receipts.verdict.refuse');
  if (by === 'session') return own('receipts.verdict.sign');
  return own(`receipts.verdict.${receipt.verdict.stepUp?.by ?? 'ask'}`);
};

const byOf = ({ by, session, state }: ActivityEntry): string => {
  if (by === 'session' && session) return own('receipts.by.sessionOf', { id: session });
  if (by === undefined && (state === 'expired' || state === 'void')) return own('receipts.by.nobody');
  return own(`receipts.by.${by ?? 'person'}`);
};

const rulesOf = ({ receipt }: ActivityEntry): string =>
  receipt?.verdict.findings.map(({ rule, level, text }) => `${rule} (${level}): ${inWords(text)}`).join('; ') ?? '';

const COLUMNS: [OwnId, (row: ActivityRow) => string][] = [
  ['receipts.csv.time', ({ entry }) => iso(entry.at)],
  ['receipts.row.site', ({ entry }) => entry.origin],
  ['receipts.csv.account', ({ entry }) => entry.account ?? ''],
  ['receipts.csv.what', ({ entry }) => whatOf(entry)],
  ['receipts.csv.rows', ({ entry }) => entry.receipt?.rows.map(rowIn).join('; ') ?? ''],
  ['receipts.csv.verdict', ({ entry }) => verdictOf(entry)],
  ['receipts.csv.rules', ({ entry }) => rulesOf(entry)],
  ['receipts.csv.by', ({ entry }) => byOf(entry)],
  ['receipts.csv.state', ({ entry }) => entry.state],
  ['receipts.csv.digest', ({ entry }) => entry.digest],
  ['receipts.csv.link', ({ link }) => toHex(link)],
];

/**
 * Spreadsheets take what begins so for a formula, and look past spaces.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/;

/** As on our pages: readings spell hidden characters out already, and this is the net under it. */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const visible = (text: string): string =>
  text.replace(HIDDEN, (c) => `⟨U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`);

/** RFC 4180, on one line. */
const cell = (text: string): string => {
  const shown = visible(text.replace(/\s+/g, ' '));
  return `"${(FORMULA.test(shown) ? `'${shown}` : shown).replaceAll('"', '""')}"`;
};

/** Begins with a byte order mark: spreadsheets take it for UTF-8 then. */
export const csvOf = (rows: readonly ActivityRow[]): string =>
  `\uFEFF${[COLUMNS.map(([id]) => own(id)), ...rows.map((row) => COLUMNS.map(([, of]) => of(row)))]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`)
    .join('')}`;
