/** The coins that go along with a call. @module */
import { fixed, group } from '../signing/format.ts';
import type { TransactionPlan } from '../signing/transaction.ts';
import { exact, row } from './adapter.ts';
import type { Row } from './reading.ts';
import { coinOf } from './tokens.ts';

/** A venue's card without this row is of a call that takes none: with coins it is shown unread. */
export const coinsRow = (plan: TransactionPlan): Row =>
  row('row.coinsSent', exact(`${group(fixed(BigInt(plan.value), 18))} ${coinOf(plan.chainId)}`));
