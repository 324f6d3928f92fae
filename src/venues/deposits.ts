/**
 * Contracts of venues that credit what comes to them to the account it comes from: money for them does not go out. Only what
 * a venue itself says; an allowance at any other contract counts as money that may go.
 * @module
 */
import { type Address, sameAddress } from '../signing/address.ts';
import { DIAMONDS } from './gtrade/markets.ts';

/** `by`: a plain transfer of the token, or an allowance that the venue draws from for who gave it. `token`: only this one. */
type Deposit = { chainId: number; contract: Address; by: readonly ('transfer' | 'allowance')[]; token?: Address };

const DEPOSITS: readonly Deposit[] = [
  // Bridge2: "credited to the account that sent it", native USDC alone; an allowance goes in by a permit of the same account.
  // https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/bridge2 (2026-08)
  {
    chainId: 42161,
    contract: '0x2Df1c51E09aECF9cacB7bc98cB1742757f163dF7',
    by: ['transfer', 'allowance'],
    token: '0xaf88d065e77c8cC2239327C5EDb3A432268e5831',
  },
  // GMX's SyntheticsRouter (see spenders.ts) draws for the account whose order the exchange router is called with.
  { chainId: 42161, contract: '0x7452c558d45f8afC8c83dAe62C3f8A5BE19c71f6', by: ['allowance'] },
  { chainId: 43114, contract: '0x820F5FfC5b525cD4d88Cd91aCf2c28F16530Cc68', by: ['allowance'] },
  // gTrade's contract draws the margin of whoever opens a trade there.
  ...Object.entries(DIAMONDS).map(
    ([chainId, contract]): Deposit => ({ chainId: Number(chainId), contract, by: ['allowance'] }),
  ),
];

export const isDeposit = (
  by: 'transfer' | 'allowance',
  { chainId, contract, token }: { chainId: number; contract: string; token: string },
): boolean =>
  DEPOSITS.some(
    (one) =>
      one.by.includes(by) &&
      one.chainId === chainId &&
      sameAddress(one.contract, contract) &&
      (one.token === undefined || sameAddress(one.token, token)),
  );
