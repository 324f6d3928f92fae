/**
 * The page lane: the methods of the provider. Who asks is what the browser says: origin, tab, document and whether the
 * document is the active one. Cross-origin frames have no provider and are refused here as well.
 * @module
 */

import { sha256 } from '@noble/hashes/sha2.js';
import { refusedEntry } from '../approvals/activity.ts';
import { PageError, toOutcome } from '../approvals/page-error.ts';
import { ask, EXPIRES_MS, findRequest, leave, resumeDocument, withdraw } from '../approvals/process.ts';
import { summarize } from '../approvals/queue.ts';
import type { ApprovalRecord, Subject } from '../approvals/record.ts';
import { LARGEST_REQUEST } from '../approvals/throttle.ts';
import { NetworkError, parseAddChain, parseChainId } from '../chain/network.ts';
import { NodeError, NodeRpcError, NoNodeError, READ_METHODS, rpc } from '../chain/rpc.ts';
import { toHex, utf8 } from '../lib/bytes.ts';
import { now } from '../lib/clock.ts';
import type { Outcome, PageLane } from '../messaging/page-lane.ts';
import { type Circumstances, type Examined, examineTransaction, SIGNING } from '../policy/examine.ts';
import { readPermissions } from '../policy/limits/permission.ts';
import type { Finding, Verdict } from '../policy/verdict.ts';
import { type Address, sameAddress } from '../signing/address.ts';
import { RequestError } from '../signing/request-error.ts';
import { readTransactionParams, type TransactionPlan } from '../signing/transaction.ts';
import { isUnlocked } from '../vault/lock.ts';
import { hasVault } from '../vault/vault.ts';
import { VENUES } from '../venues/open.ts';
import { announceAccounts } from './announce.ts';
import { type Document, forgetDocument, remember } from './events.ts';
import { hands } from './hands.ts';
import { cancelLift, liftedFor } from './lifted.ts';
import { judgeNow } from './limits/judge.ts';
import { mustWait } from './money-out/judge.ts';
import { findNetwork, networkOf } from './networks.ts';
import { changed } from './push.ts';
import { logRefusal } from './receipts/refused.ts';
import { agentFor } from './sessions/agents.ts';
import { grantedTo, offerFindings, offersOf, revoke, supported } from './sessions/permissions.ts';
import { signInSession, stamp } from './sessions/sign.ts';
import { endSessions } from './sessions/store.ts';
import { accountsFor, chainFor, hexChain, permissionsOf } from './site-view.ts';
import { readSite, removeSite } from './sites.ts';
import { askCoApproval } from './step-up/co.ts';
import { stepUpFor } from './step-up/judge.ts';
import { planTransaction } from './transactions.ts';
import { say } from './words.ts';

/** A document as the browser names it. `front`: a person is looking at it, so a window may open. */
export type Page = Document & { front: boolean };

type Request = PageLane['request'][0];
type Answer = PageLane['request'][1];
/** `before`: what was answered to this very request, looked up meanwhile; null when it is new. */
type Method = (page: Page, request: Request, before: Promise<Answer | null>) => Promise<Answer>;

const parseParams = (request: Request): unknown[] => {
  let params: unknown;
  try {
    params = JSON.parse(request.params);
  } catch {
    throw new PageError('invalidParams', 'page.params', { method: request.method, what: 'they are not JSON' });
  }
  return Array.isArray(params) ? params : [params];
};

/** The params as an array, with their strange shapes refused where a method takes none. */
const firstParam = (request: Request): unknown => parseParams(request)[0];

const done = (result: unknown): Outcome => ({ result });

const needWallet = async (): Promise<void> => {
  if (!(await hasVault())) throw new PageError('unauthorized', 'page.noWallet');
};

/** What an approval of something that is not signed is bound to. */
const subjectDigest = (subject: Subject, origin: string) => toHex(sha256(utf8(JSON.stringify([origin, subject]))));

const put = async (
  page: Page,
  request: Request,
  what: Pick<ApprovalRecord, 'account' | 'digest' | 'subject' | 'verdict'> & {
    validUntil?: number | undefined;
    /** the network that the verdict was made for; absent where none plays a part */
    chainId?: number;
  },
): Promise<Answer> => {
  const { validUntil, chainId, ...rest } = what;
  const at = now();
  const end = validUntil === undefined ? Number.POSITIVE_INFINITY : validUntil * 1000;
  const answer = await ask(hands, {
    ...rest,
    ...((await isUnlocked()) ? {} : { unjudged: true as const }),
    requestId: request.id,
    origin: page.origin,
    tabId: page.tabId,
    documentId: page.documentId,
    method: request.method,
    paramsText: request.params,
    chainId: chainId ?? (await chainFor(page.origin)),
    // An order that has ended already still opens, so that the person sees why; it cannot be approved.
    expiresAt: end > at ? Math.min(at + EXPIRES_MS, end) : at + EXPIRES_MS,
    window: page.front,
  });
  if (rest.verdict.stepUp?.by === 'guardian') {
    const record = await findRequest(page.documentId, request.id);
    if (record)
      void askCoApproval({
        id: record.id,
        digest: record.digest,
        headline: summarize(record).headline,
        why: rest.verdict.stepUp.why,
      });
  }
  return answer;
};

/** The site is connected and may use this account. */
const needAccount = async (origin: string, account: Address): Promise<void> => {
  const site = await readSite(origin);
  if (!site) await needWallet();
  if (!site) throw new PageError('unauthorized', 'page.notConnected');
  if (!site.accounts.some((one) => sameAddress(one, account)))
    throw new PageError('unauthorized', 'page.notAccount', { account });
};

/** What a request is judged by besides itself. */
const circumstances = async (origin: string): Promise<Circumstances> => ({
  origin,
  chainId: await chainFor(origin),
  now: now(),
  lifted: await liftedFor(origin),
});

const sign =
  (examine: (typeof SIGNING)[string]): Method =>
  async (page, request, answeredBefore) => {
    const around = await circumstances(page.origin);
    const { chainId } = around;
    const examined = examine(request.params, around);
    const { account, digest, reading, text } = examined;
    const known = await answeredBefore;
    if (known) return known;
    await needAccount(page.origin, account);
    const agent = await agentFor(page.origin, examined);
    const surroundings = { origin: page.origin, chainId, plan: null };
    const before = stamp();
    const judged = await judgeNow(examined, surroundings);
    const { verdict } = judged;
    await refuse(page, request.method, examined, verdict);
    const signature = await signInSession(examined, judged, surroundings, agent, before);
    if (signature) return done(signature);
    await wait(page, examined, verdict, null);
    const subject: Subject =
      request.method === 'personal_sign'
        ? { type: 'personal-message', reading, ...(text === undefined ? {} : { text }) }
        : { type: 'typed-data', reading, ...(examined.agent && { agent: examined.agent }) };
    return put(page, request, { account, digest, subject, verdict, chainId, validUntil: reading.validUntil });
  };

/** Money that waits is refused at once, begins to wait, and leaves its line. */
const wait = async (
  { origin }: Page,
  { account, digest, reading }: Examined,
  verdict: Verdict,
  plan: TransactionPlan | null,
): Promise<void> => {
  const found = await mustWait({ reading, plan, account, origin }, true);
  if (!found) return;
  const until = new Date(found.opensAt).toISOString();
  const text = { id: 'page.waits', params: { until } } as const;
  const findings: Finding[] = [{ rule: 'moneyOut', level: 'forbidden', text }, ...verdict.findings];
  const waits: Verdict = { outcome: 'refuse', findings };
  await logRefusal(refusedEntry({ at: now(), origin, account, digest, reading, verdict: waits }));
  throw new PageError('waits', text.id, text.params, { opensAt: found.opensAt });
};

/** A verdict that no button can sign is answered at once, with the rule that gave it, and leaves its line. */
const refuse = async (
  page: Page,
  method: string,
  { account, digest, reading }: Examined,
  verdict: Verdict,
): Promise<void> => {
  if (verdict.outcome !== 'refuse') return;
  await logRefusal(refusedEntry({ at: now(), origin: page.origin, account, digest, reading, verdict }));
  const finding = verdict.findings.find((one) => one.level === 'forbidden');
  const reason = finding ? say(finding.text) : '';
  // A hash: the page can send what it is made of instead.
  if (finding?.rule === 'R2' && method !== 'personal_sign')
    throw new PageError('refused', 'page.refusedHash', { reason, venues: VENUES }, { rule: 'R2' });
  throw new PageError('refused', 'page.refused', { reason }, { rule: finding?.rule });
};

const connect: Method = async (page, request) => {
  await needWallet();
  if (request.method === 'eth_requestAccounts') {
    const accounts = await accountsFor(page.origin);
    if (accounts.length > 0) return done(accounts);
  } else {
    const wanted = firstParam(request);
    const names = typeof wanted === 'object' && wanted !== null ? Object.keys(wanted) : [];
    if (names.length !== 1 || names[0] !== 'eth_accounts')
      throw new PageError('invalidParams', 'page.params', {
        method: request.method,
        what: 'the one permission there is is { "eth_accounts": {} }',
      });
  }
  const subject: Subject = { type: 'connect' };
  return put(page, request, {
    account: null,
    digest: subjectDigest(subject, page.origin),
    subject,
    verdict: { outcome: 'ask', findings: [] },
  });
};

const addNetwork: Method = async (page, request) => {
  await needWallet();
  const { rpcUrl, ...rest } = parseAddChain(firstParam(request));
  const known = await findNetwork(rest.chainId);
  if (known?.rpcUrl) return done(null);
  const subject: Subject = { type: 'add-network', network: { ...rest, name: known?.name ?? rest.name, rpcUrl } };
  return put(page, request, {
    account: null,
    digest: subjectDigest(subject, page.origin),
    subject,
    verdict: { outcome: 'ask', findings: [] },
  });
};

const switchNetwork: Method = async (page, request) => {
  const param = firstParam(request) as { chainId?: unknown } | undefined;
  const chainId = parseChainId(param?.chainId);
  const current = await chainFor(page.origin);
  if (chainId === current) return done(null);
  const next = await findNetwork(chainId);
  if (!next) throw new PageError('unknownChain', 'network.unknown', { chainId: String(chainId) });
  if (!(await readSite(page.origin))) throw new PageError('unauthorized', 'page.notConnected');
  const from = await networkOf(current);
  const subject: Subject = {
    type: 'switch-network',
    from: { chainId: current, name: from.name },
    to: { chainId, name: next.name },
  };
  return put(page, request, {
    account: null,
    digest: subjectDigest(subject, page.origin),
    subject,
    verdict: { outcome: 'ask', findings: [] },
  });
};

const transact: Method = async (page, request) => {
  const chainId = await chainFor(page.origin);
  const asked = readTransactionParams(request.params);
  await needAccount(page.origin, asked.from);
  if (asked.chainId !== undefined && asked.chainId !== chainId)
    throw new PageError('invalidParams', 'page.params', {
      method: request.method,
      what: `its chainId is ${asked.chainId}, and this site is on ${chainId}`,
    });
  const plan = await planTransaction(await networkOf(chainId), asked);
  const examined = examineTransaction(plan, { ...(await circumstances(page.origin)), chainId });
  const { account, digest, reading } = examined;
  const { verdict } = await judgeNow(examined, { origin: page.origin, chainId, plan });
  await refuse(page, request.method, examined, verdict);
  await wait(page, examined, verdict, plan);
  return put(page, request, {
    account,
    digest,
    subject: { type: 'transaction', reading, plan },
    verdict,
    chainId,
  });
};

const requestSessions: Method = async (page, request) => {
  await needWallet();
  const accounts = await accountsFor(page.origin);
  const asked = readPermissions(parseParams(request), now());
  for (const { account } of asked) if (account) await needAccount(page.origin, account);
  const offers = offersOf(asked, accounts);
  const account = offers[0]?.account ?? null;
  if (account === null) throw new PageError('unauthorized', 'page.notConnected');
  const subject: Subject = { type: 'session', offers };
  const stepUp = await stepUpFor({ reading: null, raises: true, origin: page.origin, account });
  return put(page, request, {
    account,
    digest: subjectDigest(subject, page.origin),
    subject,
    verdict: { outcome: 'ask', findings: await offerFindings(offers), ...(stepUp && { stepUp }) },
  });
};

const grantedSessions: Method = async (page) =>
  done(await grantedTo(page.origin, await chainFor(page.origin), (await readSite(page.origin))?.accounts ?? []));

const revokeSession: Method = async (page, request) => {
  const revoked = await revoke(page.origin, firstParam(request));
  changed();
  return done(revoked);
};

const disconnect: Method = async (page) => {
  if (await readSite(page.origin)) {
    await removeSite(page.origin);
    await endSessions((row) => row.session.origin === page.origin, 'site');
    await cancelLift(page.origin);
    await withdraw(
      hands,
      (record) => record.origin === page.origin && record.subject.type !== 'connect',
      'page.disconnected',
      'disconnected',
    );
    await announceAccounts([page.origin]);
    changed();
  }
  return done(null);
};

const readNode: Method = async (page, request) =>
  done(await rpc(await networkOf(await chainFor(page.origin)), request.method, parseParams(request)));

const METHODS: Record<string, Method> = {
  eth_chainId: async (page) => done(hexChain(await chainFor(page.origin))),
  net_version: async (page) => done(String(await chainFor(page.origin))),
  web3_clientVersion: async () => done(`Vouch/${chrome.runtime.getManifest().version}`),
  eth_accounts: async (page) => done(await accountsFor(page.origin)),
  wallet_getPermissions: async (page) => done(permissionsOf(page.origin, await accountsFor(page.origin))),
  wallet_revokePermissions: disconnect,
  eth_requestAccounts: connect,
  wallet_requestPermissions: connect,
  wallet_addEthereumChain: addNetwork,
  wallet_switchEthereumChain: switchNetwork,
  ...Object.fromEntries(Object.entries(SIGNING).map(([method, examine]) => [method, sign(examine)])),
  eth_sendTransaction: transact,
  wallet_requestExecutionPermissions: requestSessions,
  wallet_revokeExecutionPermission: revokeSession,
  wallet_getGrantedExecutionPermissions: grantedSessions,
  wallet_getSupportedExecutionPermissions: async () => done(await supported()),
  eth_sign: async () => {
    throw new PageError('unsupported', 'page.ethSign');
  },
  eth_signTypedData: async () => {
    throw new PageError('unsupported', 'page.oldTypedData');
  },
};

/** Methods that a person answers. */
const ASKING: ReadonlySet<string> = new Set([
  'eth_requestAccounts',
  'wallet_requestPermissions',
  'wallet_addEthereumChain',
  'wallet_switchEthereumChain',
  'wallet_requestExecutionPermissions',
  ...Object.keys(SIGNING),
  'eth_sendTransaction',
]);

/** Errors of other rooms, as a page gets them. */
const asPageError = (error: unknown): unknown => {
  if (error instanceof RequestError) return { outcome: { error: { code: error.code, message: say(error.text) } } };
  if (error instanceof NetworkError) return new PageError('invalidParams', error.text.id, error.text.params);
  if (error instanceof NoNodeError) return new PageError('chainDisconnected', error.text.id, error.text.params);
  if (error instanceof NodeError) return new PageError('internal', error.text.id, error.text.params);
  if (error instanceof NodeRpcError)
    return {
      outcome: {
        error: { code: error.code, message: error.message, ...(error.data === undefined ? {} : { data: error.data }) },
      },
    };
  return error;
};

/** Sent again after a death, or while the answer is on its way: one id is one request. Null for one that is new. */
const answered = async (page: Page, { id }: Request): Promise<Answer | null> => {
  const before = await findRequest(page.documentId, id);
  return before?.outcome ?? (before?.surfaced ? { accepted: true } : null);
};
const NOT_ANSWERED = Promise.resolve(null);

export const request = async (page: Page, asked: Request): Promise<Answer> => {
  try {
    const { length } = utf8(asked.params);
    if (length > LARGEST_REQUEST)
      throw new PageError('invalidParams', 'page.large', { size: String(Math.ceil(length / 1024)) });
    const method = Object.hasOwn(METHODS, asked.method)
      ? METHODS[asked.method]
      : READ_METHODS.has(asked.method)
        ? readNode
        : undefined;
    if (!method) throw new PageError('unsupported', 'page.method', { method: asked.method.slice(0, 64) });
    void remember(page);
    const before = ASKING.has(asked.method) ? answered(page, asked) : NOT_ANSWERED;
    before.catch(() => {}); // thrown where it is awaited
    // What signs is read meanwhile.
    return (!Object.hasOwn(SIGNING, asked.method) && (await before)) || (await method(page, asked, before));
  } catch (error) {
    const told = asPageError(error);
    return typeof told === 'object' && told !== null && 'outcome' in told ? (told.outcome as Outcome) : toOutcome(told);
  }
};

export const resume = async (page: Page, { ids }: PageLane['resume'][0]): Promise<PageLane['resume'][1]> => ({
  unknown: await resumeDocument(page.documentId, ids),
});

export const gone = async (page: Page): Promise<null> => {
  await forgetDocument(page.documentId);
  await leave(hands, (record) => record.documentId === page.documentId);
  return null;
};
