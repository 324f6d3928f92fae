/** The UI lane of asking for more than a press. @module */
import { isWaiting, readRecord } from '../../approvals/journal.ts';
import { summarize } from '../../approvals/queue.ts';
import { coOf } from '../../guardians/co-sign.ts';
import { now } from '../../lib/clock.ts';
import { SaidError } from '../../lib/said-error.ts';
import type { LaneHandlers, StepUpInfo } from '../../messaging/limits-lane.ts';
import { stressText } from '../../policy/step-up/stress.ts';
import { listActivity } from '../../storage/activity.ts';
import { verify } from '../../vault/vault.ts';
import { readBook } from '../guardians/store.ts';
import { changed } from '../push.ts';
import { askCoApproval, askCoGuardian, candidates, coApproved, coGuardian } from './co.ts';
import { isStepUpOn, setStepUp } from './judge.ts';
import { marketShown } from './market.ts';

/** How many of the requests that were asked for more are listed, and how many lines are looked through. */
const LISTED = 20;
const LOOKED_AT = 5000;

const market = async (): Promise<StepUpInfo['market']> => {
  const found = await marketShown();
  if ('none' in found) return [{ state: 'unknown', text: found.none, at: null }];
  return found.map(({ base, source, stress }) => ({
    state: stress.state,
    text: stressText(base, source, stress),
    at: stress.at === null ? null : stress.at * 1000,
  }));
};

/** The activity keeps each with its verdict: nothing else has to be remembered. */
const last = async (): Promise<StepUpInfo['last']> =>
  (await listActivity(LOOKED_AT))
    .flatMap(({ at, headline, receipt }) => {
      const stepUp = receipt?.verdict.stepUp;
      return stepUp ? [{ at, headline, ...stepUp }] : [];
    })
    .slice(0, LISTED);

export const stepUpHandlers: LaneHandlers<'stepUp'> = {
  'stepUp.view': async () => {
    const on = await isStepUpOn();
    const [moves, before, guardian, who] = await Promise.all([market(), last(), coGuardian(), candidates()]);
    return { on, market: moves, last: before, guardian, candidates: who };
  },
  'stepUp.set': async ({ on, proof }) => {
    if (!on) {
      if (!proof) throw new SaidError('approval.password');
      await verify(proof.attempt, proof.key);
      // whoever gets at the password could drop at once what is promised to hold for a day
      if ((await coGuardian())?.state === 'accepted') throw new SaidError('stepUp.guardianFirst');
    }
    await setStepUp(on);
    changed();
    return null;
  },
  'stepUp.askGuardian': async ({ id, proof }) => {
    await verify(proof.attempt, proof.key);
    await askCoGuardian(id);
    changed();
    return null;
  },
  'stepUp.answer': async ({ id, digest }) => {
    const record = await readRecord(id);
    // It may ask for a guardian only since it came: the wallet was locked, or the market turned.
    if (record && isWaiting(record) && record.digest === digest)
      await askCoApproval({
        ...{ id, digest },
        headline: summarize(record).headline,
        why: record.verdict.stepUp?.why ?? [{ id: 'stepUp.why.late' }],
      });
    const [guardian, yes, { owner }] = await Promise.all([coGuardian(), coApproved(id, digest), readBook()]);
    const asked = coOf(owner, now())?.asks.find((one) => one.id === id && one.digest === digest);
    return { name: guardian?.name ?? null, yes: yes || (asked?.yes === false ? false : null) };
  },
};
