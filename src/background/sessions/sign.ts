/**
 * What a session signs without asking: counted on the disk first, then signed, then looked at once more, then answered. There
 * is no record of it in the journal: it is over before the page's call returns, and the same call after a death finds its
 * line in the activity and gives the same signature.
 * @module
 */
import { entryOf } from '../../approvals/activity.ts';
import { agentRecord, signAsAgent } from '../../keyring/agent.ts';
import { sign } from '../../keyring/sign.ts';
import { fromHex, type Hex } from '../../lib/bytes.ts';
import { now } from '../../lib/clock.ts';
import type { Examined } from '../../policy/examine.ts';
import type { GrantRow, SessionRow } from '../../storage/rows.ts';
import { isUnlocked, Locked } from '../../vault/lock.ts';
import { readRecord } from '../../vault/vault.ts';
import { readPrivateKey } from '../accounts.ts';
import { findAgent } from '../grants/store.ts';
import { type Around, type Judged, judgeNow } from '../limits/judge.ts';
import { policyChanges } from '../limits/policy.ts';
import { changed } from '../push.ts';
import { announceSession } from './announce.ts';
import { changes, countInSession, findSession, settledSession } from './store.ts';

/** By the account, or by the key that the wallet holds for it. `agent`: where one signs. */
type Agent = { row: GrantRow; what: Hex } | null;
type What = Pick<Examined, 'account' | 'digest'>;

const readKey = async ({ account }: What, agent: Agent): Promise<Uint8Array> => {
  if (!agent) return readPrivateKey(account);
  if (!agent.row.agent) throw new RangeError('No key of the wallet');
  return readRecord(agentRecord(agent.row.agent.name));
};
const signNow = ({ account, digest }: What, agent: Agent, key: Uint8Array): Hex =>
  agent?.row.agent
    ? signAsAgent(agent.row.agent.curve, key, fromHex(agent.what))
    : sign(fromHex(digest), key, account).hex65;

export const signWith = async (what: What, agent: Agent): Promise<Hex> =>
  signNow(what, agent, await readKey(what, agent));

/** Other than it was: something was counted, or a limit changed. */
export const stamp = (): number => changes() + policyChanges();

/**
 * @param before `stamp()`, as it was when `judged` began
 * @returns the signature; null when the session does not sign this, and a person is asked
 */
export const signInSession = async (
  examined: Examined,
  judged: Judged,
  around: Around,
  agent: Agent,
  before: number,
): Promise<Hex | null> => {
  const { row, decision } = judged;
  if (!row || decision.decision !== 'sign' || judged.verdict.stepUp || !(await isUnlocked())) return null;
  const { id } = row.session;
  const { reading, digest, account } = examined;
  // Read while it is judged and counted, and used while the disk is written; the signature leaves when both are done.
  const key = readKey(examined, agent);
  key.catch(() => {}); // thrown where it is awaited
  const entry = entryOf({
    // Two keys that sign the same are two orders at a venue: each is counted.
    id: agent ? `${id}/${digest}/${agent.row.id}` : `${id}/${digest}`,
    at: now(),
    origin: around.origin,
    ...{ reading, digest, account, state: 'approved', by: 'session', session: id },
    verdict: judged.verdict,
  });
  let signing: Promise<Hex> | undefined;
  const begin = (): Promise<Hex> => {
    signing ??= key.then((bytes) => signNow(examined, agent, bytes));
    signing.catch(() => {}); // thrown where it is awaited
    return signing;
  };
  const still = async (fresh: SessionRow) => {
    // Judged a moment ago, and nothing was counted since: it stands.
    const again = fresh === row && stamp() === before ? judged : await judgeNow(examined, around, fresh);
    const { decision: now, verdict } = again;
    return now.decision === 'sign' && !verdict.stepUp ? now.counts : null;
  };
  if (!(await countInSession(id, entry, still, begin))) return null;
  let signature: Hex;
  try {
    // What was counted before a death begins only here: the same bytes again.
    signature = await begin();
  } catch (error) {
    if (error instanceof Locked) return null;
    throw error;
  }
  // Stopped, ended or locked while it was signed: it does not leave.
  const after = await settledSession(id);
  if (!after || after.ended !== null || after.session.paused || !(await isUnlocked())) return null;
  if (agent?.row.agent && !(await findAgent(agent.row.agent.name))) return null;
  // The page has its signature before it hears what is left, as it is by then.
  setTimeout(async () => {
    announceSession((await findSession(id)) ?? after);
    changed();
  });
  return signature;
};
