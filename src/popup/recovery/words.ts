/** What somebody is told who gets a wallet back. Plain functions, so that each sentence can be tried. @module */
import type { Text, TextId } from '../../lib/text.ts';
import type { RecoveryPerson, RecoveryView } from '../../messaging/guardians-lane.ts';

/** The title and what stands below it. */
export const headOf = (view: RecoveryView): { title: Text; lead: TextId } => {
  const { need, yes, dueAt, state } = view;
  if (state === 'opening') return { title: { id: 'recovery.head.opening' }, lead: 'recovery.lead.opening' };
  if (!view.people.length && !view.papers.length)
    return { title: { id: 'recovery.head.begin' }, lead: 'recovery.lead.begin' };
  if (need === null) return { title: { id: 'recovery.head.ask' }, lead: 'recovery.lead.ask' };
  const more = need - yes;
  const params = { yes: String(yes), need: String(need) };
  if (more > 0)
    return {
      title: { id: yes === 1 ? 'recovery.head.one' : 'recovery.head.yes', params },
      lead: more === 1 ? 'recovery.lead.one' : 'recovery.lead.more',
    };
  return {
    title: { id: 'recovery.head.enough', params },
    lead: dueAt === null ? 'recovery.lead.soon' : 'recovery.lead.wait',
  };
};

/** Who is called now: the one that was picked, else the first whose words are there. */
export const calledNow = (people: RecoveryPerson[], picked: string | null): RecoveryPerson | undefined => {
  const ready = people.filter(({ state, words }) => state === 'call' && words !== null);
  return ready.find(({ id }) => id === picked) ?? ready[0];
};

/** Which step of the four is being taken: 0 nobody asked, 1 yeses come in, 2 the wait, 3 it opens. */
export const stepOf = ({ people, papers, need, yes, state }: RecoveryView): 0 | 1 | 2 | 3 => {
  if (state === 'opening') return 3;
  if (!people.length && !papers.length) return 0;
  return need !== null && yes >= need ? 2 : 1;
};
