/** The UI lane of limits. @module */
import * as v from 'valibot';
import { now } from '../../lib/clock.ts';
import { SaidError } from '../../lib/said-error.ts';
import type { LaneHandlers } from '../../messaging/limits-lane.ts';
import { differences, loosens, Policy, textOf } from '../../policy/limits/document.ts';
import { verify } from '../../vault/vault.ts';
import { adapters } from '../../venues/registry.ts';
import { changed } from '../push.ts';
import { needSecondYes } from '../step-up/second-yes.ts';
import { changePolicy, coolOff, keepPolicy, policyState } from './policy.ts';

/** Their adapters read keys, sign-ins or permits, and no orders. */
export const WITHOUT_ORDERS: ReadonlySet<string> = new Set([
  'apex',
  'dydx',
  'extended',
  'lighter',
  'paradex',
  'permit2',
]);

const venues = adapters
  .filter(({ id }) => !WITHOUT_ORDERS.has(id))
  .map(({ id, name }) => ({ id, name }))
  .sort((a, b) => a.name.localeCompare(b.name, 'en'));

const IDS: ReadonlySet<string> = new Set(adapters.map(({ id }) => id));

const problemAt = (path: string | null, problem: string): SaidError =>
  new SaidError('policy.file', { problem: path ? `${path}: ${problem}` : problem });

/** Every field of it is known, or nothing is read. @throws {SaidError} with the path of what cannot be read */
const parse = (file: string): Policy => {
  let json: unknown;
  try {
    json = JSON.parse(file);
  } catch {
    throw problemAt(null, 'it is no JSON');
  }
  const found = v.safeParse(Policy, json);
  if (found.success) {
    // A limit at a venue of another name would hold nowhere, and look as if it did.
    const strange = found.output.orders.findIndex(({ venue }) => venue !== 'every' && !IDS.has(venue));
    if (strange >= 0) throw problemAt(`orders.${strange}.venue`, 'no venue that Vouch knows');
    return found.output;
  }
  const [issue] = found.issues;
  throw problemAt(v.getDotPath(issue), issue.message);
};

export const policyHandlers: LaneHandlers<'policy'> = {
  'policy.view': async () => {
    const { inForce, pending, coolingUntil } = await policyState();
    return {
      inForce,
      pending: pending && { ...pending, differences: differences(inForce, pending.policy) },
      coolingUntil,
      venues,
    };
  },
  'policy.change': async ({ policy, proof }) => {
    if (proof) await verify(proof.attempt, proof.key);
    const more = proof !== null && loosens(await policyState(), policy);
    if (more) await needSecondYes(`policy ${textOf(policy)}`, { id: 'co.ask.policy' });
    await changePolicy(policy, (before) => {
      if (!more && loosens(before, policy)) throw new SaidError('policy.proof');
    });
    changed();
    return null;
  },
  'policy.keep': async () => {
    await keepPolicy();
    changed();
    return null;
  },
  'policy.coolOff': async ({ forMs }) => {
    await coolOff(forMs);
    changed();
    return null;
  },
  'policy.export': async () => {
    const { inForce } = await policyState();
    const day = new Date(now()).toISOString().slice(0, 10);
    return { file: `${textOf(inForce)}\n`, name: `vouch-policy-${day}.json` };
  },
  'policy.compare': async ({ file }) => {
    const policy = parse(file);
    const state = await policyState();
    return { policy, differences: differences(state.inForce, policy), loosens: loosens(state, policy) };
  },
};
