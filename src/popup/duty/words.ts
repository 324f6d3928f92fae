/** What a guardian is told, from what the worker knows. Plain functions, so that each sentence can be tried. @module */
import type { Text, TextId } from '../../lib/text.ts';
import type { AskView, RowView, WardView } from '../../messaging/guardians-lane.ts';
import { lengthOf } from '../components/length.ts';

/** How somebody checked who is asking. */
export type How = 'called' | 'met' | 'wrote';

/** The shortest wait among the rows that this many reach. The row of all people is left out: who counts there is not known here. */
export const waitOf = (rows: RowView[], yes: number): number | null => {
  const reached = rows.filter((row) => !row.people && row.need <= yes);
  return reached.length ? Math.min(...reached.map((row) => row.delay)) : null;
};

/** "With you, 2 of the 3 people needed have said yes. After one more and a wait of 7 days, ..." */
export const whatHappens = (ask: AskView, name: string): Text[] => {
  const yes = ask.mine === 'approved' ? ask.approvals : ask.approvals + 1;
  const more = Math.max(0, ask.need - yes);
  const wait = waitOf(ask.rows, Math.max(yes, ask.need));
  const params = { name, n: String(more), yes: String(yes), need: String(ask.need), wait: wait ? lengthOf(wait) : '' };
  return [
    { id: more ? 'ask.happens.some' : 'ask.happens.enough', params },
    {
      id: !wait
        ? 'ask.happens.unknown'
        : more === 0
          ? 'ask.happens.wait'
          : more === 1
            ? 'ask.happens.one'
            : 'ask.happens.many',
      params,
    },
  ];
};

/** Why "Approve" does not count yet, or null. */
export const whyNot = (ask: AskView, how: How | null): TextId | null => {
  if (ask.mine === 'withdrawn') return 'ask.wait.withdrawn';
  if (ask.words === 'none') return 'ask.wait.none';
  if (ask.words === 'mismatch') return 'ask.wait.mismatch';
  if (how === 'wrote') return 'ask.wait.wrote';
  if (how === null) return 'ask.wait.how';
  if (ask.words !== 'matched') return 'ask.wait.words';
  return ask.arrived ? null : 'ask.wait.coming';
};

/** One line about a ward, for the list. */
export const wardState = (ward: WardView): TextId => {
  if (ward.contradiction) return 'ward.state.contradiction';
  if (ward.holds === 'resigned') return 'ward.state.resigned';
  if (ward.pairing !== 'paired') return `ward.state.${ward.pairing}`;
  return `ward.state.paired.${ward.holds}`;
};

/** One line about a request, for the list. */
export const askState = (ask: AskView): TextId => {
  if (ask.over) return `ask.state.${ask.over}`;
  if (ask.mine === 'approved') return 'ask.state.approved';
  if (ask.mine === 'declined') return 'ask.state.declined';
  if (ask.mine === 'withdrawn') return 'ask.state.withdrawn';
  if (ask.ward === null) return 'ask.state.who';
  return ask.words === 'none' ? 'ask.state.box' : 'ask.state.open';
};
