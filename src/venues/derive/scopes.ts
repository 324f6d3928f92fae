/**
 * What a session key of Derive v3 may do: numbers that are signed, as derivexyz/derive-py 92fa887 (18 August 2026) and
 * derivexyz/derive-ts a58797b (7 August 2026), `src/auth/scopes.ts`, list and explain them.
 * @module
 */
import type { Text, TextId } from '../../lib/text.ts';
import type { GrantScope } from '../reading.ts';

/** By code: the venue's own name, and what it lets the key do. */
const SCOPES: readonly [string, TextId][] = [
  ['admin', 'can.scopeAdmin'],
  ['withdraw', 'can.scopeWithdraw'],
  ['trade:all', 'can.scopeTrade'],
  ['trade:orderbook:all', 'can.scopeTradeBook'],
  ['trade:orderbook:spot', 'can.scopeTradeSpot'],
  ['trade:orderbook:perp', 'can.scopeTradePerp'],
  ['trade:orderbook:option', 'can.scopeTradeOption'],
  ['trade:rfq:all', 'can.scopeRfq'],
  ['trade:rfq:spot', 'can.scopeRfqSpot'],
  ['trade:rfq:perp', 'can.scopeRfqPerp'],
  ['trade:rfq:option', 'can.scopeRfqOption'],
  ['transfer:all', 'can.scopeTransfer'],
  ['transfer:existing_subaccount', 'can.scopeTransferOwn'],
  ['transfer:new_subaccount', 'can.scopeTransferNew'],
  ['transfer:different_owner_subaccount', 'can.scopeTransferOther'],
  ['create_session_key', 'can.scopeKeys'],
  ['liquidate', 'can.scopeLiquidate'],
  ['vault:all', 'can.scopeVault'],
  ['vault:curator_create', 'can.scopeVaultCreate'],
  ['vault:curator_mint_and_burn', 'can.scopeVaultShares'],
  ['vault:user_deposit', 'can.scopeVaultDeposit'],
  ['vault:user_withdraw', 'can.scopeVaultWithdraw'],
  ['vault:user_cancel', 'can.scopeVaultCancel'],
];

/** The codes of scopes by the venue's own names. */
export const codesOf = (names: readonly string[]): bigint[] =>
  names.map((name) => BigInt(SCOPES.findIndex(([one]) => one === name)));

const trades = (code: number): boolean => code >= 2 && code <= 10;

export type Scopes = { names: string; can: Text[]; cannot: Text[]; scope: GrantScope };

/** Null when one of them is none that Vouch knows. A key without any can still read what belongs to the account. */
export const scopesOf = (codes: readonly bigint[]): Scopes | null => {
  const known = codes.flatMap((code) => {
    const one = code < BigInt(SCOPES.length) ? SCOPES[Number(code)] : undefined;
    return one ? [one] : [];
  });
  if (known.length < codes.length) return null;
  const has = (...of: number[]): boolean => codes.some((code) => of.includes(Number(code)));
  const any = codes.some((code) => trades(Number(code)));
  const admin = has(0);
  const cannot: (TextId | false)[] = [
    !admin && !any && 'cannot.trade',
    // What is put into a vault is in the hands of who runs it.
    !admin && !has(1, 11, 14, 17, 18, 20) && 'cannot.withdraw',
    !admin && !has(15) && 'cannot.newKeys',
  ];
  return {
    names: known.map(([name]) => name).join(', '),
    can: [...known.map(([, id]) => ({ id })), { id: 'can.readAccount' }],
    cannot: cannot.flatMap((id) => (id ? [{ id }] : [])),
    scope: codes.length === 0 ? 'login' : codes.every((code) => trades(Number(code))) ? 'trade' : 'everything',
  };
};
