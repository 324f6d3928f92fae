/** The queue as people see it: lines of the inbox, and one request with its place among those that wait. @module */
import type { Text } from '../lib/text.ts';
import { isWaiting } from './journal.ts';
import type { AccountLabel, ApprovalRecord, ApprovalSummary, ApprovalView } from './record.ts';

const headline = (record: ApprovalRecord): Text => {
  const { subject } = record;
  const host = { origin: record.origin };
  if (subject.type === 'connect') return { id: 'approve.connect.headline', params: host };
  if (subject.type === 'add-network')
    return { id: 'approve.addNetwork.headline', params: { network: subject.network.name } };
  if (subject.type === 'switch-network')
    return { id: 'approve.switchNetwork.headline', params: { network: subject.to.name } };
  if (subject.type === 'session')
    return {
      id: 'approve.session.headline',
      params: { ...host, venue: subject.offers.map(({ venue }) => venue.name).join(', ') },
    };
  return subject.reading.headline;
};

export const summarize = (record: ApprovalRecord): ApprovalSummary => ({
  id: record.id,
  origin: record.origin,
  headline: headline(record),
  kind: record.subject.type,
  createdAt: record.createdAt,
  expiresAt: record.expiresAt,
});

/** What the approval page needs besides the record. */
export type Surroundings = { accounts: AccountLabel[]; network: { chainId: number; name: string } };

/**
 * @param id the request asked for; null, or one that waits no longer and was never shown, means the oldest that waits
 * @param records the whole journal, oldest first
 */
export const viewOf = (
  id: string | null,
  records: ApprovalRecord[],
  around: (record: ApprovalRecord) => Surroundings,
): ApprovalView | null => {
  const waiting = records.filter(isWaiting);
  const record = records.find((one) => one.id === id) ?? waiting[0];
  if (!record) return null;
  const place = waiting.findIndex((one) => one.id === record.id);
  const { accounts, network } = around(record);
  const account =
    record.account && (accounts.find((one) => one.address === record.account) ?? { address: record.account, name: '' });
  return {
    id: record.id,
    digest: record.digest,
    origin: record.origin,
    method: record.method,
    paramsText: record.paramsText,
    subject: record.subject,
    verdict: record.verdict,
    account: account || null,
    accounts: record.subject.type === 'connect' ? accounts : [],
    network,
    createdAt: record.createdAt,
    expiresAt: record.expiresAt,
    state: record.state,
    position: place + 1,
    total: waiting.length,
    previousId: waiting[place - 1]?.id ?? null,
    nextId: waiting[place + 1]?.id ?? null,
    ...(record.ended ? { ended: record.ended } : {}),
  };
};
