/** L1 actions of Hyperliquid that set something of the account anew. @module */
import { address, addressIn, type Card, exact, row, words } from '../adapter.ts';
import type { Note, Row } from '../reading.ts';
import { type At, action, finish, type Handler, marketAt } from './acts.ts';
import { settingCard, shownName } from './common.ts';
import { address as addressShape, bool, int, name, nullable, object, only, optional, price, wrong } from './shape.ts';

type Set = {
  headline: Card['headline']['id'];
  params?: Record<string, string>;
  rows?: Row[];
  notes?: Note[];
  off?: boolean;
  /** it costs something */
  costs?: true;
};

const set = ({ headline, params = {}, rows = [], notes = [], off = false, costs }: Set, at: At): Card =>
  finish(
    settingCard({
      venue: at.venue,
      headline: { id: headline, params },
      rows,
      notes,
      off,
      ...(costs ? { cannot: [] } : {}),
    }),
    at,
  );

const withMarket = (asset: bigint, at: At, of: (market: string) => Omit<Set, 'notes'>): Card => {
  const { name: market, from, flags, notes } = marketAt(asset, 'action.asset', at);
  const made = of(market);
  const rows = [row('row.market', exact(market), from.mark, ...from.context)];
  return { ...set({ ...made, rows: [...rows, ...(made.rows ?? [])], notes }, at), flags };
};

const updateLeverage = action(
  object({ type: only('updateLeverage'), asset: int, isCross: bool, leverage: int }),
  ({ asset, isCross, leverage }, at) => {
    if (leverage === 0n) throw wrong('action.leverage', { number: '0' });
    const card = withMarket(asset, at, (market) => ({
      headline: 'headline.hlLeverage',
      params: { market, leverage: String(leverage) },
      rows: [
        row('row.leverage', exact(`${leverage}x`)),
        row('row.hlMargin', words(isCross ? 'value.hlCross' : 'value.hlIsolated')),
      ],
    }));
    return { ...card, leverage: String(leverage) };
  },
);
const topUp = action(
  object({ type: only('topUpIsolatedOnlyMargin'), asset: int, leverage: price }),
  ({ asset, leverage }, at) =>
    withMarket(asset, at, (market) => ({
      headline: 'headline.hlTopUp',
      params: { market, leverage },
      rows: [row('row.leverage', exact(`${leverage}x`))],
    })),
);

const named = (headline: Set['headline'], key: string, value: string, at: At, notes: Note[] = []): Card => {
  if (value === '' && key !== 'displayName') throw wrong(`action.${key}`, value);
  return set({ headline, rows: [row('row.hlName', shownName(value))], notes }, at);
};

const ABSTRACTIONS = { i: 'disabled', u: 'unifiedAccount', p: 'portfolioMargin' } as const;
const setAbstraction = (value: string, off: boolean, at: At): Card =>
  set(
    {
      headline: off ? 'headline.abstractionOff' : 'headline.abstraction',
      params: { value },
      rows: [row('row.setting', exact(value))],
      off,
    },
    at,
  );

const choice = (label: Row['label'], value: boolean | null): Row =>
  row(label, words(value === null ? 'value.hlAsBefore' : value ? 'value.hlOn' : 'value.off'));

export const SETTINGS: Record<string, Handler> = {
  updateLeverage,
  topUpIsolatedOnlyMargin: topUp,
  createSubAccount: action(object({ type: only('createSubAccount'), name: name(16) }), (value, at) =>
    named('headline.hlNewSub', 'name', value.name, at),
  ),
  subAccountModify: action(
    object({ type: only('subAccountModify'), subAccountUser: addressShape, name: name(16) }),
    (value, at) =>
      set(
        {
          headline: 'headline.hlRenameSub',
          rows: [
            row('row.subaccount', address(addressIn('action.subAccountUser', value.subAccountUser))),
            row('row.hlName', shownName(value.name)),
          ],
        },
        at,
      ),
  ),
  setReferrer: action(object({ type: only('setReferrer'), code: name(20) }), ({ code }, at) =>
    named('headline.hlReferrer', 'code', code, at, [{ level: 'care', text: { id: 'note.hlReferrer' } }]),
  ),
  registerReferrer: action(object({ type: only('registerReferrer'), code: name(20) }), ({ code }, at) =>
    named('headline.hlNewReferrer', 'code', code, at),
  ),
  setDisplayName: action(object({ type: only('setDisplayName'), displayName: name(20) }), ({ displayName }, at) =>
    named('headline.hlDisplayName', 'displayName', displayName, at),
  ),
  claimRewards: action(object({ type: only('claimRewards') }), (_, at) => set({ headline: 'headline.hlClaim' }, at)),
  vaultModify: action(
    object({
      type: only('vaultModify'),
      vaultAddress: addressShape,
      allowDeposits: nullable(bool),
      alwaysCloseOnWithdraw: nullable(bool),
    }),
    ({ vaultAddress, allowDeposits, alwaysCloseOnWithdraw }, at) =>
      set(
        {
          headline: 'headline.hlVaultRules',
          rows: [
            row('row.hlVault', address(addressIn('action.vaultAddress', vaultAddress))),
            choice('row.hlDeposits', allowDeposits),
            choice('row.hlCloses', alwaysCloseOnWithdraw),
          ],
        },
        at,
      ),
  ),
  reserveRequestWeight: action(
    object({ type: only('reserveRequestWeight'), weight: int, destination: optional(addressShape) }),
    ({ weight, destination }, at) => {
      const to = destination === undefined ? undefined : addressIn('action.destination', destination);
      return {
        ...set(
          {
            headline: 'headline.hlWeight',
            params: { count: String(weight) },
            rows: [
              row('row.hlWeight', exact(String(weight))),
              row('row.recipient', to === undefined ? words('value.ownAccount') : address(to)),
            ],
            notes: [{ level: 'care', text: { id: 'note.hlWeight' } }],
            costs: true,
          },
          at,
        ),
        ...(to === undefined ? {} : { receivers: [to] }),
      };
    },
  ),
  evmUserModify: action(object({ type: only('evmUserModify'), usingBigBlocks: bool }), ({ usingBigBlocks }, at) =>
    set({ headline: usingBigBlocks ? 'headline.hlBigBlocks' : 'headline.hlSmallBlocks' }, at),
  ),
  spotUser: action(
    object({ type: only('spotUser'), toggleSpotDusting: object({ optOut: bool }) }),
    ({ toggleSpotDusting: { optOut } }, at) =>
      set({ headline: optOut ? 'headline.hlKeepDust' : 'headline.hlSellDust' }, at),
  ),
  agentEnableDexAbstraction: action(object({ type: only('agentEnableDexAbstraction') }), (_, at) =>
    setAbstraction('enabled', false, at),
  ),
  agentSetAbstraction: action(
    object({ type: only('agentSetAbstraction'), abstraction: only('i', 'u', 'p') }),
    ({ abstraction }, at) => setAbstraction(ABSTRACTIONS[abstraction], abstraction === 'i', at),
  ),
};
