/** What a person sees of a change, and whether a card is whole. For tests. @module */
import { descriptors } from '../../lib/text/descriptors.en.ts';
import { reading as catalogue } from '../../lib/text/reading.en.ts';
import { fill, type Text } from '../../lib/text.ts';
import { isDecimal } from '../../signing/format.ts';
import type { Field, OrderFacts, Reading, Value } from '../reading.ts';
import { summary } from '../summary.ts';
import type { Read } from './vector.ts';

/** All that is in words and in limits: without the lists of leaves. */
const cardOf = ({ fields: _, notShown: __, ...card }: Reading): string => JSON.stringify(card);
const listed = (fields: readonly Field[] | undefined): string => JSON.stringify(fields ?? []);

/** Why nobody sees that the leaf at `path` has changed; null when it is seen. */
export const unseen = (before: Read, after: Read, path: string): string | null => {
  if (after.digest === before.digest) return 'the digest is the same';
  const [was, is] = [before.reading, after.reading];
  if (cardOf(is) !== cardOf(was)) return null;
  if (listed(is.fields) === listed(was.fields)) return 'the list of all fields is the same';
  if (was.kind === 'unreadable') return null;
  if (listed(is.notShown) === listed(was.notShown)) return 'neither the card nor "also signed" changes';
  const [old, now] = [was.notShown, is.notShown].map((fields) => fields?.find((field) => field.path === path));
  return old && now && old.value === now.value ? '"also signed" shows the old value' : null;
};

const WORDS: Record<string, string> = { ...descriptors, ...catalogue };
/** What has no shape of its own, or turns the rest around. A statement may have lines. */
const HIDDEN = /[\p{C}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;
/** What a program says that lost a value. */
const LOST = /undefined|NaN|\[object|Infinity/;
const LAST = 253_402_300_799;

const whole = (what: string, shown: string, lost = LOST): string[] => [
  ...(shown === '' ? [`${what} is empty`] : []),
  ...(HIDDEN.test(shown.replaceAll('\n', '')) ? [`${what} hides characters: ${JSON.stringify(shown)}`] : []),
  ...(lost.test(shown) ? [`${what} lost a value: ${shown}`] : []),
];

const textFaults = (what: string, text: Text): string[] => {
  const pattern = WORDS[text.id];
  if (pattern === undefined) return [`${what}: no words for ${text.id}`];
  const words = fill(pattern, text.params);
  const open = [...pattern.matchAll(/\{(\w+)\}/g)].filter(([, name = '']) => text.params?.[name] === undefined);
  return [...open.map(([name]) => `${what}: ${text.id} has no ${name}`), ...whole(`${what} (${text.id})`, words)];
};

const timeFaults = (what: string, at: number | undefined): string[] =>
  at === undefined || (Number.isSafeInteger(at) && at >= 0 && at <= LAST) ? [] : [`${what} is no time: ${at}`];

const valueFaults = (what: string, value: Value): string[] => {
  if (value.type === 'text') return textFaults(what, value.text);
  if (value.type === 'time') return timeFaults(what, value.at);
  return whole(what, value.type === 'exact' ? value.text : value.address);
};

const factFaults = (facts: OrderFacts): string[] => [
  ...whole('market', facts.market),
  ...(['size', 'price', 'notional', 'leverage'] as const).flatMap((key) =>
    facts[key] === undefined || isDecimal(facts[key]) ? [] : [`${key} is no decimal: ${facts[key]}`],
  ),
  ...(facts.reduceOnly === (facts.effect === 'reduce' || facts.effect === 'close')
    ? []
    : ['reduce-only is not the effect']),
];

/** What is wrong with a card, whatever the payload was. */
export const faults = (reading: Reading): string[] => {
  const rows = [...reading.rows, ...(reading.kind === 'cancel-or-reduce' ? reading.stays : [])];
  const grant = reading.kind === 'grant-authority' ? reading : null;
  return [
    ...textFaults('headline', reading.headline),
    ...rows.flatMap(({ label, value, context = [] }) => [
      ...textFaults('label', { id: label }),
      ...valueFaults(label, value),
      ...context.flatMap((line) => valueFaults(`${label}, below`, line.value)),
      ...(context.length > 2 ? [`${label} has ${context.length} lines below`] : []),
    ]),
    ...reading.notes.flatMap(({ text }) => textFaults('note', text)),
    ...(reading.notCovered ?? []).flatMap((text) => textFaults('not covered', text)),
    ...[...(grant?.can ?? []), ...(grant?.cannot ?? [])].flatMap((text) => textFaults('can', text)),
    ...timeFaults('until', grant?.until),
    ...timeFaults('valid until', reading.validUntil),
    ...(grant?.fee === undefined || isDecimal(grant.fee) ? [] : [`fee is no decimal: ${grant.fee}`]),
    ...(reading.kind === 'order' ? reading.orders.flatMap(factFaults) : []),
    ...(reading.kind === 'order' && reading.orders.length === 0 ? ['an order without orders'] : []),
    ...(reading.kind === 'move-funds' && !isDecimal(reading.amount) ? [`amount is no decimal: ${reading.amount}`] : []),
    ...(reading.kind === 'unreadable' ? textFaults('why', reading.why) : []),
    ...(reading.receivers ?? []).flatMap((one) =>
      /^0x[\da-fA-F]{40}$/.test(one) ? [] : [`receiver is no address: ${one}`],
    ),
    ...(reading.notShown ?? []).flatMap((field) =>
      reading.fields.some(({ path, value }) => path === field.path && value === field.value)
        ? []
        : [`${field.path} is "also signed" and no field`],
    ),
    ...(summary(reading).length > 0 ? [] : ['no summary']),
  ];
};
