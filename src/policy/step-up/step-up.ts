/**
 * What is asked for more than a press: money that goes out, rights that spend or trade, and more room for a session or a
 * limit. Never closing, cancelling or adding margin, by what is signed, and never recovery, which is no request at all: a
 * stressed market must not lock an owner out.
 * @module
 */
import type { Text } from '../../lib/text.ts';
import { type Address, sameAddress } from '../../signing/address.ts';
import { isDeposit } from '../../venues/deposits.ts';
import type { GrantAuthority, MoveFunds, Reading } from '../../venues/reading.ts';
import { isClosing } from '../limits/decide.ts';
import type { StepUp } from '../verdict.ts';

/** `raises`: it grants or resumes a session, or loosens a limit. `own`: all accounts of the wallet. `chainId`: of the site. */
export type Asked = {
  reading: Reading | null;
  raises: boolean;
  own: readonly Address[];
  chainId: number;
};

/** Where a venue credits what comes to it to who sent it, the token is named by its address in its row. */
const isMargin = ({ recipient, rows }: MoveFunds, chainId: number): boolean => {
  const token = rows.find(({ label }) => label === 'row.token')?.value;
  return token?.type === 'address' && isDeposit('transfer', { chainId, contract: recipient, token: token.address });
};

const movesOut = (reading: MoveFunds, { own, chainId }: Asked): boolean =>
  !reading.own && !own.some((one) => sameAddress(one, reading.recipient)) && !isMargin(reading, chainId);

/** An exact allowance that a venue draws margin from, for the same account. */
const isMarginAllowance = ({ scope, spends, grantee }: GrantAuthority): boolean =>
  scope === 'spend' &&
  spends !== undefined &&
  spends.length > 0 &&
  spends.every(
    ({ chainId, token, amount }) => amount !== null && isDeposit('allowance', { chainId, contract: grantee, token }),
  );

const GRANTS: ReadonlySet<GrantAuthority['scope']> = new Set(['spend', 'trade', 'everything']);

/** Whether it can be asked for more than a press at all: quick, and from nothing but what is signed. */
export const mayStepUp = (asked: Asked): boolean => {
  const { reading, raises } = asked;
  if (!reading) return raises;
  if (isClosing(reading)) return false;
  switch (reading.kind) {
    case 'move-funds':
      return movesOut(reading, asked);
    case 'grant-authority':
      return (raises && reading.scope !== 'nothing') || (GRANTS.has(reading.scope) && !isMarginAllowance(reading));
    case 'change-owner':
      return true;
    default:
      return raises;
  }
};

/**
 * @param why a stressed market, and what is unusual; one sentence each
 * @param guardian the person gave the role to a guardian, who accepted it
 */
export const stepUp = (asked: Asked, why: readonly Text[], guardian: boolean): StepUp | null =>
  why.length > 0 && mayStepUp(asked) ? { by: guardian ? 'guardian' : 'password', why: [...why] } : null;
