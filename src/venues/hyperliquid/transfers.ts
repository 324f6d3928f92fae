/** L1 actions of Hyperliquid that move money. @module */
import { type Address, sameAddress } from '../../signing/address.ts';
import { fixed, group } from '../../signing/format.ts';
import { visible } from '../../signing/visible.ts';
import { address, addressIn, type Card, exact, row, words } from '../adapter.ts';
import type { Note, Row } from '../reading.ts';
import { type At, action, finish, type Handler, marketAt } from './acts.ts';
import { dexRow, tokenOf } from './common.ts';
import {
  address as addressShape,
  bool,
  int,
  name,
  object,
  only,
  price,
  type Shape,
  signedInt,
  wrong,
} from './shape.ts';

type Transfer = {
  headline: Card['headline']['id'];
  amount: string;
  asset: string;
  /** an address, or its own account at the venue in words */
  to: Address | 'own';
  /** the venue takes it for an account of the same owner alone */
  own?: true;
  rows?: Row[];
  notes?: Note[];
};

const transferCard = ({ headline, amount, asset, to, own, rows = [], notes = [] }: Transfer, at: At): Card => {
  const sum = `${group(amount)} ${asset}`;
  return finish(
    {
      kind: 'move-funds',
      venue: at.venue,
      headline: { id: headline, params: { amount: sum, venue: at.venue.name } },
      rows: [
        row('row.amount', exact(sum)),
        row('row.recipient', to === 'own' ? words('value.ownAccount') : address(to)),
        ...rows,
      ],
      notes,
      asset,
      amount,
      recipient: to === 'own' ? at.context.account : to,
      own: own ?? (to === 'own' || sameAddress(to, at.context.account)),
    },
    at,
  );
};

/** USDC in millionths. */
const usdc = (millionths: bigint): { amount: string; asset: string } => ({
  amount: fixed(millionths, 6),
  asset: 'USDC',
});

const vaultTransfer = action(
  object({ type: only('vaultTransfer'), vaultAddress: addressShape, isDeposit: bool, usd: int }),
  ({ vaultAddress, isDeposit, usd }, at) => {
    const vault = addressIn('action.vaultAddress', vaultAddress);
    return transferCard(
      isDeposit
        ? {
            headline: 'headline.hlVaultIn',
            ...usdc(usd),
            to: vault,
            notes: [{ level: 'care', text: { id: 'note.hlVaultIn' } }],
          }
        : { headline: 'headline.hlVaultOut', ...usdc(usd), to: 'own', rows: [row('row.hlVault', address(vault))] },
      at,
    );
  },
);

const subAccountMove = (
  user: string,
  isDeposit: boolean,
  what: Pick<Transfer, 'amount' | 'asset' | 'rows' | 'notes'>,
  at: At,
): Card => {
  const sub = addressIn('action.subAccountUser', user);
  const { rows = [], notes = [] } = what;
  return transferCard(
    isDeposit
      ? {
          headline: 'headline.hlSubIn',
          ...what,
          to: sub,
          own: true,
          notes: [...notes, { level: 'care', text: { id: 'note.hlSubIn' } }],
        }
      : { headline: 'headline.hlSubOut', ...what, to: 'own', rows: [...rows, row('row.subaccount', address(sub))] },
    at,
  );
};
const subAccountTransfer = action(
  object({ type: only('subAccountTransfer'), subAccountUser: addressShape, isDeposit: bool, usd: int }),
  ({ subAccountUser, isDeposit, usd }, at) => subAccountMove(subAccountUser, isDeposit, usdc(usd), at),
);
const subAccountSpotTransfer = action(
  object({
    type: only('subAccountSpotTransfer'),
    subAccountUser: addressShape,
    isDeposit: bool,
    token: name(64),
    amount: price,
  }),
  ({ subAccountUser, isDeposit, token, amount }, at) => {
    const { asset, rows, notes } = tokenOf(token, at.main ? 'Mainnet' : 'Testnet');
    return subAccountMove(subAccountUser, isDeposit, { amount, asset, rows, notes }, at);
  },
);

const updateIsolatedMargin = action(
  object({ type: only('updateIsolatedMargin'), asset: int, isBuy: bool, ntli: signedInt }),
  ({ asset, isBuy, ntli }, at) => {
    if (ntli === 0n) throw wrong('action.ntli', { number: '0' });
    const { name: market, from, flags, notes } = marketAt(asset, 'action.asset', at);
    const side = words(isBuy ? 'value.hlLong' : 'value.hlShort', { market });
    return {
      ...transferCard(
        {
          headline: ntli > 0n ? 'headline.hlMarginIn' : 'headline.hlMarginOut',
          ...usdc(ntli > 0n ? ntli : -ntli),
          to: 'own',
          rows: [row('row.position', side, from.mark, ...from.context)],
          notes,
        },
        at,
      ),
      flags,
    };
  },
);

/** Written twice, in the action and beside it: a client that makes them differ hides something. */
const sameNonce = (nonce: bigint, at: At): void => {
  if (nonce !== at.nonce) throw wrong('action.nonce', { number: String(nonce) });
};

const createVault = action(
  object({ type: only('createVault'), name: name(50), description: name(250), initialUsd: int, nonce: int }),
  ({ name: title, description, initialUsd, nonce }, at) => {
    sameNonce(nonce, at);
    return transferCard(
      {
        headline: 'headline.hlNewVault',
        ...usdc(initialUsd),
        to: 'own',
        rows: [row('row.hlName', exact(visible(title))), row('row.hlDescription', exact(visible(description)))],
      },
      at,
    );
  },
);
const vaultDistribute = action(
  object({ type: only('vaultDistribute'), vaultAddress: addressShape, usd: int }),
  ({ vaultAddress, usd }, at) =>
    transferCard(
      {
        headline: usd === 0n ? 'headline.hlVaultClose' : 'headline.hlVaultShare',
        ...usdc(usd),
        to: addressIn('action.vaultAddress', vaultAddress),
        notes: [{ level: 'care', text: { id: 'note.hlVaultShare' } }],
      },
      at,
    ),
);

const SUB: Shape<string> = (json, path) => (json === '' ? '' : addressShape(json, path));
const agentSendAsset = action(
  object({
    type: only('agentSendAsset'),
    destination: addressShape,
    sourceDex: name(20),
    destinationDex: name(20),
    token: name(64),
    amount: price,
    fromSubAccount: SUB,
    nonce: int,
  }),
  ({ destination, sourceDex, destinationDex, token, amount, fromSubAccount, nonce }, at) => {
    sameNonce(nonce, at);
    const { asset, rows, notes } = tokenOf(token, at.main ? 'Mainnet' : 'Testnet');
    const from =
      fromSubAccount === '' ? [] : [row('row.subaccount', address(addressIn('action.fromSubAccount', fromSubAccount)))];
    return transferCard(
      {
        headline: 'headline.send',
        amount,
        asset,
        to: addressIn('action.destination', destination),
        rows: [dexRow('row.fromDex', sourceDex), dexRow('row.toDex', destinationDex), ...from, ...rows],
        notes,
      },
      at,
    );
  },
);

export const TRANSFERS: Record<string, Handler> = {
  vaultTransfer,
  subAccountTransfer,
  subAccountSpotTransfer,
  updateIsolatedMargin,
  createVault,
  vaultDistribute,
  agentSendAsset,
};
