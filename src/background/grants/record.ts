/** What an approved request gave away, or took back, for the inventory. @module */
import type { ApprovalRecord } from '../../approvals/record.ts';
import { sameAddress } from '../../signing/address.ts';
import type { GrantRow } from '../../storage/rows.ts';
import { NO_CONTRACT } from '../../venues/adapter.ts';
import type { GrantAuthority, Row, Value } from '../../venues/reading.ts';

const readingOf = ({ subject }: ApprovalRecord): GrantAuthority | null =>
  'reading' in subject && subject.reading.kind === 'grant-authority' ? subject.reading : null;

const textOf = (rows: readonly Row[], label: Row['label']): Extract<Value, { type: 'text' }>['text'] | null => {
  const value = rows.find((row) => row.label === label)?.value;
  return value?.type === 'text' ? value.text : null;
};

const decidedAt = ({ decision, createdAt }: ApprovalRecord): number => decision?.at ?? createdAt;

/** Null for what gives nothing away that lasts: a sign-in, and what takes an earlier grant back. */
export const grantOf = (record: ApprovalRecord): GrantRow | null => {
  const reading = readingOf(record);
  if (!reading || record.account === null || reading.scope === 'nothing' || reading.scope === 'login') return null;
  const said = reading.until === undefined ? textOf(reading.rows, 'row.until') : null;
  return {
    id: record.id,
    at: decidedAt(record),
    origin: record.origin,
    account: record.account,
    venue: reading.venue ?? null,
    scope: reading.scope,
    grantee: reading.grantee,
    headline: reading.headline,
    can: reading.can,
    until: reading.until === undefined ? null : reading.until * 1000,
    ...(said && said.id !== 'value.noEnd' ? { untilSaid: said } : {}),
    ...(reading.about ? { about: reading.about } : {}),
    holder: textOf(reading.rows, 'row.holder')?.id === 'holder.page' ? 'page' : 'other',
    revoke: textOf(reading.rows, 'row.revoke'),
    state: 'given',
  };
};

/**
 * What an approved record takes back, as a question to each row; null for what takes nothing back. The same account, venue and
 * grantee, and given before it. A spender may have been given several tokens: they end only where all of them are taken back,
 * whatever they are called. At some venues another takes the place of whoever was there, and nobody is one (the zero address).
 */
export const takenBackBy = (record: ApprovalRecord): ((row: GrantRow) => boolean) | null => {
  const reading = readingOf(record);
  const { account } = record;
  if (reading?.scope !== 'nothing' || account === null) return null;
  const { venue, grantee, about } = reading;
  const nobody = venue !== undefined && about !== undefined && grantee.toLowerCase() === NO_CONTRACT;
  const at = decidedAt(record);
  return (row) =>
    row.at <= at &&
    sameAddress(row.account, account) &&
    row.venue?.id === venue?.id &&
    row.venue?.network === venue?.network &&
    (nobody || row.grantee.toLowerCase() === grantee.toLowerCase()) &&
    (row.about === undefined ? row.scope !== 'spend' && !nobody : row.about.every((one) => about?.includes(one)));
};
