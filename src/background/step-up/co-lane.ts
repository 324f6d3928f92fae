/** The UI lane of a guardian who says yes besides. @module */
import { answerAsk, answerRole } from '../../guardians/co-sign.ts';
import type { CoApprovalDuty, LaneHandlers } from '../../messaging/limits-lane.ts';
import { soon } from '../guardians/run.ts';
import { move, readBook } from '../guardians/store.ts';
import { changed } from '../push.ts';

const act = async (work: Parameters<typeof move>[0]): Promise<null> => {
  await move(work);
  changed();
  soon();
  return null;
};

const said = (yes: boolean | null): 'yes' | 'no' | null => (yes === null ? null : yes ? 'yes' : 'no');

export const coApprovalHandlers: LaneHandlers<'coApproval'> = {
  'coApproval.duties': async () => {
    const { wards, peers } = await readBook();
    return wards.flatMap(({ peer, co }): CoApprovalDuty[] => {
      if (!co) return [];
      const requests = co.asks.map(({ id, at, headline, why, yes, expiresAt }) => ({
        ...{ id, at, headline, why, expiresAt },
        answer: said(yes),
      }));
      const wardName = peers.find(({ id }) => id === peer)?.name ?? '';
      return [{ ward: peer, wardName, role: co.state, requests: requests.reverse() }];
    });
  },
  /** `accept: false` gives a role back that was taken. */
  'coApproval.role': ({ ward, accept }) => act((state, world) => answerRole(state, ward, accept, world)),
  'coApproval.answer': ({ ward, id, yes }) => act((state, world) => answerAsk(state, ward, id, yes, world)),
};
