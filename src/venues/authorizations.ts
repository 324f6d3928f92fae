/**
 * Transfers by signature: whoever holds one moves the tokens, once, without another question (USDC and others; x402 pays with it).
 * @see https://eips.ethereum.org/EIPS/eip-3009
 * @module
 */
import { type Address, sameAddress } from '../signing/address.ts';
import { fixed, group } from '../signing/format.ts';
import type { TypedData } from '../signing/typed-data.ts';
import { address, type Card, exact, messageOf, row, seconds, time, unreadable, words } from './adapter.ts';
import { networkRows, selfName } from './permits.ts';
import type { ReadingContext } from './reading.ts';
import { tokenAt } from './tokens.ts';

type Authorization = { from: Address; to: Address; value: bigint; validAfter: bigint; validBefore: bigint };

const MEMBERS = '(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)';
/** The second form must be handed in by who gets it. */
const TYPES = [`TransferWithAuthorization${MEMBERS}`, `ReceiveWithAuthorization${MEMBERS}`];

/** Null for what is no such transfer. */
export const transferIn = (data: TypedData, context: ReadingContext): Card | null => {
  if (!TYPES.includes(data.encodeType)) return null;
  const { from, to, value, validAfter, validBefore } = messageOf<Authorization>(data);
  const token = data.domain.verifyingContract;
  if (token === undefined) return unreadable({ id: 'why.permitToken' });
  if (!sameAddress(from, context.account)) return unreadable({ id: 'why.otherAccount', params: { account: from } });
  const known = tokenAt(Number(data.domain.chainId ?? 0), token);
  const amount = known ? fixed(value, known.decimals) : String(value);
  const sum = known ? `${group(amount)} ${known.symbol}` : group(amount);
  return {
    kind: 'move-funds',
    headline: known ? { id: 'headline.send', params: { amount: sum } } : { id: 'headline.sendUnknownToken' },
    rows: [
      row('row.amount', known ? exact(sum) : words('value.smallestUnits', { amount: sum })),
      row('row.recipient', address(to)),
      row('row.token', address(token), 'signed', [exact(selfName(data)), 'signed']),
      ...(validAfter === 0n ? [] : [row('row.notBefore', time(validAfter))]),
      row('row.handIn', time(validBefore)),
      ...networkRows(data, context),
    ],
    notes: [{ level: 'care', text: { id: 'note.transferBySignature' } }],
    asset: known?.symbol ?? token,
    amount,
    recipient: to,
    own: sameAddress(to, context.account),
    validUntil: seconds(validBefore),
    // That it must be handed in by who gets it changes nothing for who gives.
    also: ['nonce'],
  };
};
