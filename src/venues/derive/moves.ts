/** Money that leaves a subaccount of Derive, and who may get it. @module */
import { type Address, sameAddress } from '../../signing/address.ts';
import { fixed, group } from '../../signing/format.ts';
import { address, amountOf, type Card, exact, NotReadable, row, seconds, words } from '../adapter.ts';
import { grantCard } from '../grant.ts';
import { moveCard } from '../move.ts';
import type { Row } from '../reading.ts';
import { DECIMALS, decode, type Frame, untilRow } from './action.ts';
import { assetAt, isUsdc } from './assets.ts';
import { scopesOf } from './scopes.ts';

const until = ({ action }: Frame): { validUntil: number } => ({ validUntil: seconds(action.expiry) });
const feeRow = (fee: bigint): Row => row('row.feeAtMost', amountOf(fixed(fee, DECIMALS), 'USD'));

/** v2 pays the owner; v3 names who is paid. */
export const withdrawCard = (frame: Frame): Card => {
  const { action, version, chainId, venue, rows, notes, context } = frame;
  const v3 = version === 'v3';
  const [asset, fee, to, amount, batch] = (v3
    ? decode('address,uint256,address,uint256,bool', action)
    : ((): readonly unknown[] => {
        const [of, much] = decode('address,uint256', action);
        return [of, null, action.owner, much, null];
      })()) as unknown as [Address, bigint | null, Address, bigint, boolean | null];
  const usdc = isUsdc(asset, chainId);
  return {
    ...moveCard(
      {
        venue,
        headline: 'headline.withdraw',
        amount: usdc ? fixed(amount, 6) : String(amount),
        asset: usdc ? 'USDC' : asset,
        to,
        rows: [
          ...(usdc ? [] : [row('row.token', address(asset))]),
          ...(fee === null ? [] : [feeRow(fee)]),
          ...(batch === null ? [] : [row('row.batch', words(batch ? 'value.batch' : 'value.noBatch'))]),
          untilRow(frame),
          ...rows,
        ],
        notes,
        also: ['nonce'],
      },
      context,
    ),
    ...until(frame),
  };
};

type Spot = { asset: string; amount: string; rows: Row[] };
/** Inside Derive everything counts 1e18, so an amount can be said even where the name of the asset is not known. */
const spotOf = (asset: Address, subId: bigint, amount: bigint, chainId: number): Spot => {
  const known = assetAt(asset, chainId);
  const name = isUsdc(asset, chainId) ? 'USDC' : known?.kind === 'spot' ? known.base : null;
  if (name && subId === 0n) return { asset: name, amount: fixed(amount, DECIMALS), rows: [] };
  return {
    asset: `asset ${asset} ${subId}`,
    amount: fixed(amount, DECIMALS),
    rows: [row('row.token', address(asset))],
  };
};

const transferred = (frame: Frame, to: bigint, spot: Spot, more: Row[], owner?: Address): Card => {
  const { venue, context, rows, notes } = frame;
  const sum = `${group(spot.amount)} ${spot.asset}`;
  const own = sameAddress(owner ?? frame.action.owner, context.account);
  return {
    kind: 'move-funds',
    venue,
    headline: { id: owner === undefined ? 'headline.toSubaccount' : 'headline.send', params: { amount: sum } },
    rows: [
      row('row.amount', exact(sum)),
      ...(owner === undefined ? [] : [row('row.recipient', address(owner))]),
      row('row.toSubaccount', to === 0n ? words('value.newSubaccount') : exact(String(to))),
      ...spot.rows,
      ...more,
      untilRow(frame),
      ...rows,
    ],
    notes: owner === undefined ? [...notes, { level: 'info', text: { id: 'note.sameOwner' } }] : notes,
    asset: spot.asset,
    amount: spot.amount,
    recipient: owner ?? `subaccount ${to}`,
    own,
    ...until(frame),
    also: ['nonce'],
  };
};

/** v2 can move several things at once, and back as well: only one that goes out is a transfer in plain words. */
const transferV2 = (frame: Frame): Card => {
  const [[to, manager, transfers]] = decode(
    '(uint256,address,(address,uint256,int256)[])',
    frame.action,
  ) as unknown as [[bigint, Address, [Address, bigint, bigint][]]];
  const [first, second] = transfers;
  if (!first || second || first[2] <= 0n) throw new NotReadable({ id: 'why.manyTransfers' });
  const spot = spotOf(...first, frame.chainId);
  return transferred(frame, to, spot, [row('row.manager', address(manager))]);
};

export const transferCard = (frame: Frame): Card => {
  if (frame.version === 'v2') return transferV2(frame);
  const [to, manager, asset, subId, amount, fee] = decode(
    'uint256,uint256,address,uint256,uint256,uint256',
    frame.action,
  ) as unknown as [bigint, bigint, Address, bigint, bigint, bigint];
  return transferred(frame, to, spotOf(asset, subId, amount, frame.chainId), [
    row('row.manager', exact(String(manager))),
    feeRow(fee),
  ]);
};

export const externalTransferCard = (frame: Frame): Card => {
  const [to, manager, asset, subId, amount, fee, owner] = decode(
    'uint256,uint256,address,uint256,uint256,uint256,address',
    frame.action,
  ) as unknown as [bigint, bigint, Address, bigint, bigint, bigint, Address];
  const rows = [row('row.manager', exact(String(manager))), feeRow(fee)];
  return transferred(frame, to, spotOf(asset, subId, amount, frame.chainId), rows, owner);
};

/** Session keys may send money to the addresses of this list and to no other, so a new one is a way out. */
export const whitelistCard = (frame: Frame): Card => {
  const { action, venue, rows, notes } = frame;
  const [added, removed] = decode('address[],address[]', action) as unknown as [Address[], Address[]];
  const [first] = added;
  const about = first ?? removed[0];
  if (!about) throw new NotReadable({ id: 'why.emptyList' });
  return {
    ...grantCard({
      venue,
      headline: { id: first ? 'headline.whitelist' : 'headline.whitelistEnds', params: { venue: venue.name } },
      key: about,
      scope: first ? 'everything' : 'nothing',
      can: first ? [{ id: 'can.receiveWithdrawals' }] : [],
      cannot: first ? [{ id: 'cannot.trade' }] : [],
      until: words('value.untilRemoved'),
      holder: 'other',
      revoke: { id: 'revoke.whitelist' },
      rows: [
        ...added.map((one) => row('row.whitelistAdd', address(one))),
        ...removed.map((one) => row('row.whitelistRemove', address(one))),
        untilRow(frame),
        ...rows,
      ],
      notes,
      also: ['nonce'],
    }),
    ...(first ? { receivers: added } : {}),
    ...until(frame),
  };
};

type Session = [key: Address, expiry: bigint, codes: readonly bigint[], subaccounts: readonly bigint[]];

export const sessionCard = (frame: Frame): Card => {
  const { action, venue, rows, notes } = frame;
  const [key, expiry, codes, subaccounts] = decode('address,uint256,uint256[],uint256[]', action) as unknown as Session;
  const scopes = scopesOf(codes);
  if (!scopes) throw new NotReadable({ id: 'why.value', params: { field: 'data scopes', value: codes.join(', ') } });
  const all = subaccounts.length === 0;
  return {
    ...grantCard({
      venue,
      headline: { id: scopes.scope === 'trade' ? 'headline.key' : 'headline.keyAny', params: { venue: venue.name } },
      key,
      scope: scopes.scope,
      can: scopes.can,
      cannot: scopes.cannot,
      until: expiry,
      holder: 'other',
      revoke: { id: 'revoke.session' },
      allSubaccounts: all,
      rows: [
        row('row.permissions', scopes.names === '' ? words('value.noneNamed') : exact(scopes.names)),
        row('row.subaccounts', all ? words('value.allSubaccounts') : exact(subaccounts.join(', '))),
        untilRow(frame),
        ...rows,
      ],
      notes: [...notes, ...(all ? [{ level: 'danger', text: { id: 'note.allSubaccounts' } } as const] : [])],
      also: ['nonce'],
    }),
    ...until(frame),
  };
};
