/** What the journal needs done by other rooms: the facts for its gate, and carrying out what was approved. @module */
import type { Facts } from '../approvals/gate.ts';
import { PageError } from '../approvals/page-error.ts';
import type { Hands } from '../approvals/process.ts';
import type { ApprovalRecord } from '../approvals/record.ts';
import { sign } from '../keyring/sign.ts';
import { fromHex } from '../lib/bytes.ts';
import { now } from '../lib/clock.ts';
import { type Examined, examineTransaction, SIGNING } from '../policy/examine.ts';
import { isWithin } from '../policy/limits/permission.ts';
import type { Verdict } from '../policy/verdict.ts';
import { type Address, sameAddress } from '../signing/address.ts';
import { isUnlocked, Locked } from '../vault/lock.ts';
import { readKeyring, readPrivateKey } from './accounts.ts';
import { announceAccounts, announceChain } from './announce.ts';
import { recordGrant } from './grants/store.ts';
import { liftedFor } from './lifted.ts';
import { countsOf, type Judged, judgeNow, venueOf } from './limits/judge.ts';
import { mustWait, spentOut } from './money-out/judge.ts';
import { networkOf, saveNetwork } from './networks.ts';
import { changed } from './push.ts';
import { agentFor } from './sessions/agents.ts';
import { grantSessions } from './sessions/grant.ts';
import { signWith, stamp } from './sessions/sign.ts';
import { countApproved } from './sessions/store.ts';
import { accountsFor, chainFor, permissionsOf } from './site-view.ts';
import { readSite, saveSite } from './sites.ts';
import { coApproved } from './step-up/co.ts';
import { stepUpFor } from './step-up/judge.ts';
import { isKept, sendTransaction } from './transactions.ts';

/** Read and judged again, from the params as they arrived. Null for what is not signed. */
const examineAgain = (
  { method, subject, paramsText, origin, chainId }: ApprovalRecord,
  lifted: readonly string[],
): Examined | null => {
  const circumstances = { origin, chainId, now: now(), lifted };
  if (subject.type === 'transaction') return examineTransaction(subject.plan, circumstances);
  return SIGNING[method]?.(paramsText, circumstances) ?? null;
};

/** Addresses of the open wallet; null while it is locked. */
const ownAddresses = async (): Promise<Address[] | null> => {
  try {
    return (await readKeyring()).accounts.map((one) => one.address);
  } catch (error) {
    if (error instanceof Locked) return null;
    throw error;
  }
};

/** How often a reading runs until the engine has compiled its way. Measured in Chromium. */
const ROUNDS = 10;

/** Reads a request that is on the screen as the gate will, so that the press that follows does not wait for the engine. */
export const warmGate = (record: ApprovalRecord): void => {
  for (let round = 0; round < ROUNDS; round++) examineAgain(record, []);
};

const planOf = ({ subject }: ApprovalRecord) => (subject.type === 'transaction' ? subject.plan : null);

/** What stands of a request now: read again, and judged by rules, limits and all. Null for what is not signed. */
export const standing = async (record: ApprovalRecord): Promise<(Judged & { examined: Examined }) | null> => {
  const examined = examineAgain(record, await liftedFor(record.origin));
  if (!examined) return null;
  const { origin, chainId, id } = record;
  return { examined, ...(await judgeNow(examined, { origin, chainId, plan: planOf(record), id })) };
};

/**
 * The verdict as it is now. That of a session is looked at again too: it may have come while the wallet was locked, when
 * nobody could say whether a press is enough.
 */
export const verdictNow = async (record: ApprovalRecord, stands = standing(record)): Promise<Verdict> => {
  const { subject, verdict, origin, account } = record;
  if (subject.type !== 'session' || account === null) return (await stands)?.verdict ?? verdict;
  const { stepUp: _, ...rest } = verdict;
  const stepUp = await stepUpFor({ reading: null, raises: true, origin, account });
  return stepUp ? { ...rest, stepUp } : rest;
};

/** A guardian says yes to a session as the site asked for it, and to no wider one. */
export const asAsked = ({ subject, decision }: ApprovalRecord, terms = decision?.terms): boolean =>
  subject.type !== 'session' || subject.offers.every(({ asked }, i) => isWithin(terms?.[i] ?? asked, asked));

const facts = async (record: ApprovalRecord, stands: ReturnType<typeof standing>): Promise<Facts> => {
  const { origin, account } = record;
  const [own, site, chainId, found, verdict] = await Promise.all([
    ownAddresses(),
    readSite(origin),
    chainFor(origin),
    stands,
    verdictNow(record, stands),
  ]);
  const reading = found?.examined.reading;
  const [coGranted, waits] = await Promise.all([
    verdict.stepUp?.by === 'guardian' && asAsked(record) && coApproved(record.id, record.digest),
    reading && account && mustWait({ reading, plan: planOf(record), account, origin }, false, record.id),
  ]);
  return {
    now: now(),
    // Asked last: locked while limits were read, nobody knows them.
    unlocked: own !== null && (await isUnlocked()),
    permitted: site?.accounts ?? null,
    owned: own ?? [],
    chainId,
    digest: found?.examined.digest ?? record.digest,
    verdict,
    coApproved: coGranted === true,
    waits: !!waits,
  };
};

/** Signs with a key that is being read. */
const signDigest = async (account: Address, digest: ApprovalRecord['digest'], key: Promise<Uint8Array>) =>
  sign(fromHex(digest), await key, account);

const connect = async (record: ApprovalRecord): Promise<unknown> => {
  const owned = (await readKeyring()).accounts.map((one) => one.address);
  const before = await readSite(record.origin);
  const chosen = (record.decision?.accounts ?? before?.accounts ?? []).filter((one) =>
    owned.some((own) => sameAddress(own, one)),
  );
  if (chosen.length === 0) throw new PageError('rejected', 'page.rejected');
  await saveSite({
    origin: record.origin,
    accounts: chosen,
    chainId: before?.chainId ?? record.chainId,
    connectedAt: before?.connectedAt ?? now(),
    lastUsedAt: now(),
  });
  await announceAccounts([record.origin]);
  const accounts = await accountsFor(record.origin);
  return record.method === 'wallet_requestPermissions' ? permissionsOf(record.origin, accounts) : accounts;
};

const perform = async (record: ApprovalRecord, key: Promise<Uint8Array> | null): Promise<unknown> => {
  const { subject, account } = record;
  switch (subject.type) {
    case 'connect':
      return connect(record);
    case 'switch-network':
    case 'add-network': {
      const chainId = subject.type === 'add-network' ? subject.network.chainId : subject.to.chainId;
      if (subject.type === 'add-network') await saveNetwork({ ...subject.network, namedBy: record.origin });
      const site = await readSite(record.origin);
      // Adding does not switch (EIP-3085); a site that wants both asks for both.
      if (subject.type === 'switch-network' && site) {
        await saveSite({ ...site, chainId });
        await announceChain([record.origin]);
      }
      return null;
    }
    case 'transaction':
      return sendTransaction(record.id, subject.plan, await networkOf(subject.plan.chainId), (digest) =>
        signDigest(subject.plan.from, digest, readPrivateKey(subject.plan.from)),
      );
    case 'session':
      return grantSessions(record, subject.offers);
    default: {
      if (account === null || key === null) throw new PageError('unauthorized', 'page.notConnected');
      const agent = subject.type === 'typed-data' ? subject.agent : undefined;
      if (!agent) return (await signDigest(account, record.digest, key)).hex65;
      const found = await agentFor(record.origin, { account, reading: subject.reading, agent });
      return signWith({ account, digest: record.digest }, found);
    }
  }
};

/** An order counts towards its limits, and money towards its wait, before the signature leaves. */
const count = async (record: ApprovalRecord, stands: ReturnType<typeof standing>, before: number): Promise<void> => {
  const found = await stands;
  if (!found || record.account === null) return;
  const { reading } = found.examined;
  const venue = venueOf(reading);
  /** Something was counted since it was judged: a limit that refuses has its say again. */
  const still = async () => {
    const again = stamp() === before ? found : await standing(record);
    if (!again || again.decision.decision === 'refuse') throw new PageError('withdrawn', 'page.refusedNow');
    return countsOf(again.examined, again.decision) ?? { orders: 1, notional: '0' };
  };
  await Promise.all([
    reading.kind === 'order' && venue !== undefined && countApproved(record.id, record.account, venue, still),
    spentOut({ reading, plan: planOf(record), account: record.account, origin: record.origin }, record.id),
  ]);
};

const begin: Hands['begin'] = (record) => {
  const signs = record.subject.type === 'typed-data' || record.subject.type === 'personal-message';
  const key = record.account !== null && signs ? readPrivateKey(record.account) : null;
  key?.catch(() => {}); // thrown where it is awaited, after the gate
  const before = stamp();
  const stands = standing(record);
  return {
    facts: facts(record, stands),
    perform: async () => {
      const counted = count(record, stands, before);
      counted.catch(() => {}); // thrown where it is awaited
      // What is broadcast has left by the time it is done; a signature leaves when both are.
      if (record.subject.type === 'transaction') await counted;
      const [result] = await Promise.all([perform(record, key), counted]);
      await recordGrant(record);
      return result;
    },
  };
};

export const hands: Hands = {
  begin,
  changed,
  leaves: async ({ id, subject }) => subject.type === 'transaction' && (await isKept(id)),
};
