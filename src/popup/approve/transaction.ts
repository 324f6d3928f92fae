/** A transaction's own rows and fields, beside what its data means. @module */
import type { ApprovalView, Subject } from '../../approvals/record.ts';
import { fixed, group } from '../../signing/format.ts';
import type { Field, Row } from '../../venues/reading.ts';
import { t } from '../text.ts';
import { readingOf } from './layout.ts';

type TransactionPlan = Extract<Subject, { type: 'transaction' }>['plan'];

const COIN_DECIMALS = 18;

const coin = (wei: bigint, symbol: string): string => `${group(fixed(wei, COIN_DECIMALS))} ${symbol}`;

/** What it costs at the very most: every unit of gas at the highest price that is signed. In wei. */
export const feeAtMost = (plan: TransactionPlan): bigint => BigInt(plan.gasLimit) * BigInt(plan.maxFeePerGas);

/** Empty for whatever is no transaction. */
export const transactionRows = (view: ApprovalView): Row[] => {
  if (view.subject.type !== 'transaction') return [];
  const { plan } = view.subject;
  const kind = readingOf(view)?.kind;
  const symbol = view.network.symbol ?? t('approve.coin');
  const rows: Row[] = [];
  if (kind === 'unreadable') {
    if (plan.to) rows.push({ label: 'approve.row.to', value: { type: 'address', address: plan.to }, mark: 'signed' });
    else
      rows.push({
        label: 'approve.row.to',
        value: { type: 'text', text: { id: 'approve.newContract' } },
        mark: 'signed',
      });
  }
  if (kind !== 'move-funds')
    rows.push({
      label: 'approve.row.value',
      value: { type: 'exact', text: coin(BigInt(plan.value), symbol) },
      mark: 'signed',
    });
  rows.push(
    { label: 'approve.row.fee', value: { type: 'exact', text: coin(feeAtMost(plan), symbol) }, mark: 'computed' },
    { label: 'approve.row.network', value: { type: 'exact', text: view.network.name }, mark: 'signed' },
  );
  return rows;
};

export const transactionFields = (view: ApprovalView): Field[] => {
  if (view.subject.type !== 'transaction') return [];
  const { plan } = view.subject;
  return [
    { path: 'chainId', type: 'uint256', value: String(plan.chainId) },
    { path: 'nonce', type: 'uint64', value: String(plan.nonce) },
    { path: 'to', type: 'address', value: plan.to ?? t('approve.newContract') },
    { path: 'value', type: 'wei', value: plan.value },
    { path: 'gasLimit', type: 'gas', value: plan.gasLimit },
    { path: 'maxFeePerGas', type: 'wei', value: plan.maxFeePerGas },
    { path: 'maxPriorityFeePerGas', type: 'wei', value: plan.maxPriorityFeePerGas },
    { path: 'data', type: 'bytes', value: plan.data },
  ];
};
