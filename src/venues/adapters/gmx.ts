/**
 * GMX v2: orders for its relays as typed data, subaccounts, funds that leave, and transactions to its ExchangeRouter.
 * Its page asks for `Minified`, a hash of the message; with the message next to it that is opened and read here.
 * @see https://github.com/gmx-io/gmx-synthetics a5c0c88 (2026-03-13), `contracts/router/relay/RelayUtils.sol`
 * @see https://github.com/gmx-io/gmx-interface a78e920e (2026-08-20)
 * @module
 */
import { type Address, sameAddress } from '../../signing/address.ts';
import { fixed } from '../../signing/format.ts';
import type { JsonObject } from '../../signing/json.ts';
import { parseTypedData, type TypedData } from '../../signing/typed-data.ts';
import {
  type Adapter,
  address,
  type Card,
  type Coverage,
  type DomainRule,
  exact,
  FULL_DOMAIN,
  messageOf,
  NO_CONTRACT,
  NotReadable,
  type Opened,
  own,
  type Readers,
  row,
  seconds,
  time,
  words,
} from '../adapter.ts';
import { calls } from '../gmx/calls.ts';
import { CONTRACTS, chainOf, SOURCES } from '../gmx/contracts.ts';
import { type CreateOrder, NOT_SAID, unitsOf } from '../gmx/create-order.ts';
import { tokenOf } from '../gmx/markets.ts';
import { type Orders, ordersCard, type UpdateOrder, venue } from '../gmx/orders.ts';
import { canTrade, grantCard } from '../grant.ts';
import { moveCard } from '../move.ts';
import type { Flag, ReadingContext, Row } from '../reading.ts';

const ZERO_HASH = `0x${'0'.repeat(64)}`;
const NUMBERS =
  'CreateOrderNumbers(uint256 sizeDeltaUsd,uint256 initialCollateralDeltaAmount,uint256 triggerPrice,uint256 acceptablePrice,uint256 executionFee,uint256 callbackGasLimit,uint256 minOutputAmount,uint256 validFromTime)';
const ADDRESSES =
  'CreateOrderAddresses(address receiver,address cancellationReceiver,address callbackContract,address uiFeeReceiver,address market,address initialCollateralToken,address[] swapPath)';
const PARAMS =
  'CreateOrderAddresses addresses,CreateOrderNumbers numbers,uint256 orderType,uint256 decreasePositionSwapType,bool isLong,bool shouldUnwrapNativeToken,bool autoCancel,bytes32 referralCode,bytes32[] dataList';
const UPDATE =
  'UpdateOrderParams(bytes32 key,uint256 sizeDeltaUsd,uint256 acceptablePrice,uint256 triggerPrice,uint256 minOutputAmount,uint256 validFromTime,bool autoCancel,uint256 executionFeeIncrease)';
const RELAYED = 'bytes32 relayParams,bytes32 subaccountApproval';

/** What every message for a relay has: `account` is zero when the signer trades for itself. */
type Relayed = { account: Address; relayParams: string; subaccountApproval: string };

/** @throws {NotReadable} when the message is for another account */
const forSelf = ({ account }: Relayed, context: ReadingContext): void => {
  if (account !== NO_CONTRACT) own(account, context);
};

const chainFor = ({ domain }: TypedData): number => {
  const chain = chainOf(domain.verifyingContract);
  if (chain === undefined) throw new NotReadable({ id: 'why.unknownType' });
  return chain;
};

const HIDDEN: Flag = { flag: 'hidden-parameters', what: 'relayParams' };

/**
 * `relayParams` is a hash of the fee, the deadline, permits, and calls of other contracts with the account's tokens: whatever
 * the order says, those are not to be seen.
 */
const hidden = (message: Partial<Relayed>) => ({
  flags: [
    HIDDEN,
    ...(message.subaccountApproval === undefined || message.subaccountApproval === ZERO_HASH
      ? []
      : [{ flag: 'hidden-parameters', what: 'subaccountApproval' } as const]),
  ],
  notCovered: [{ id: 'uncovered.gmxRelay' } as const],
});

const relayed = (
  data: TypedData,
  orders: Pick<Orders, 'creates' | 'updates' | 'cancels'>,
  also: readonly string[],
  context: ReadingContext,
): Card => {
  const message = messageOf<Relayed>(data);
  forSelf(message, context);
  const card = ordersCard(
    { chain: chainFor(data), ...orders, ...hidden(message), also: [...also, 'relayParams', 'subaccountApproval'] },
    context,
  );
  // An unread card has none of these yet.
  return { ...hidden(message), ...card };
};

const UPDATE_NOT_SAID = [
  'acceptablePrice',
  'triggerPrice',
  'minOutputAmount',
  'validFromTime',
  'autoCancel',
  'executionFeeIncrease',
];
const under = (prefix: string, names: readonly string[]): string[] => names.map((name) => `${prefix}.${name}`);

const readCreate = (data: TypedData, context: ReadingContext): Card =>
  relayed(data, { creates: [messageOf<CreateOrder>(data)], updates: [], cancels: [] }, NOT_SAID, context);

const readUpdate = (data: TypedData, context: ReadingContext): Card =>
  relayed(
    data,
    { creates: [], updates: [messageOf<{ params: UpdateOrder }>(data).params], cancels: [] },
    under('params', UPDATE_NOT_SAID),
    context,
  );

const readCancel = (data: TypedData, context: ReadingContext): Card =>
  relayed(data, { creates: [], updates: [], cancels: [messageOf<{ key: string }>(data).key] }, [], context);

type BatchMessage = {
  createOrderParamsList: CreateOrder[];
  updateOrderParamsList: UpdateOrder[];
  cancelOrderKeys: string[];
};

const readBatch = (data: TypedData, context: ReadingContext): Card => {
  const batch = messageOf<BatchMessage>(data);
  const also = [
    ...under('createOrderParamsList', NOT_SAID),
    ...under('updateOrderParamsList', UPDATE_NOT_SAID),
    // Lists with nothing in them.
    ...(batch.updateOrderParamsList.length === 0 ? ['updateOrderParamsList'] : []),
    ...(batch.createOrderParamsList.length === 0 ? ['createOrderParamsList'] : []),
    ...(batch.cancelOrderKeys.length === 0 ? ['cancelOrderKeys'] : []),
  ];
  const { createOrderParamsList: creates, updateOrderParamsList: updates, cancelOrderKeys: cancels } = batch;
  return relayed(data, { creates, updates, cancels }, also, context);
};

type Approval = {
  subaccount: Address;
  shouldAdd: boolean;
  expiresAt: bigint;
  maxAllowedCount: bigint;
  actionType: string;
  desChainId: bigint;
  deadline: bigint;
};

/** keccak256(abi.encode("SUBACCOUNT_ORDER_ACTION")), the one kind of action that there is. */
const ORDER_ACTION = '0x2a0791687fd34f2095c484a9fa4e25057d3ef79a97fcd8c61436047a7bdf4cbe';
const ENDLESS = 2n ** 64n;

/** The contract leaves the end and the number of actions as they were where these are 0. */
const readApproval = (data: TypedData): Card => {
  const { subaccount, shouldAdd, expiresAt, maxAllowedCount, actionType, desChainId, deadline } =
    messageOf<Approval>(data);
  const trades = actionType === ORDER_ACTION;
  const until = expiresAt === 0n ? words('value.asBefore') : expiresAt >= ENDLESS ? 'none' : expiresAt;
  const count =
    maxAllowedCount === 0n
      ? words('value.asBefore')
      : maxAllowedCount >= ENDLESS
        ? words('value.unlimited')
        : words('value.actions', { count: String(maxAllowedCount) });
  const card = grantCard({
    venue,
    key: subaccount,
    scope: trades ? 'trade' : 'everything',
    can: trades ? canTrade() : [{ id: 'can.named', params: { names: actionType } }],
    cannot: trades ? [{ id: 'cannot.withdraw' }] : [],
    until,
    holder: 'page',
    revoke: { id: 'revoke.gmx' },
    rows: [
      row('row.actions', count),
      row('row.keyAdded', words(shouldAdd ? 'value.keyNew' : 'value.keyChanged')),
      row('row.chainId', exact(String(desChainId))),
      row('row.permitUntil', time(deadline)),
    ],
    notes: [{ level: 'info', text: { id: 'note.gmxSize' } }],
    also: [
      'nonce',
      'integrationId',
      ...(trades ? ['actionType'] : []),
      // "no end" and "unlimited" do not say which number says so
      ...(expiresAt >= ENDLESS ? ['expiresAt'] : []),
      ...(maxAllowedCount >= ENDLESS ? ['maxAllowedCount'] : []),
    ],
  });
  return { ...card, validUntil: seconds(deadline) };
};

const readRemove = (data: TypedData): Card => {
  const { subaccount } = messageOf<{ subaccount: Address }>(data);
  return {
    kind: 'grant-authority',
    venue,
    headline: { id: 'headline.delegateEnds', params: { venue: venue.name } },
    rows: [row('row.key', address(subaccount))],
    notes: [],
    grantee: subaccount,
    scope: 'nothing',
    can: [],
    cannot: [],
    ...hidden({}),
    also: ['relayParams'],
  };
};

type BridgeOut = { token: Address; amount: bigint; minAmountOut: bigint; provider: Address; data: string };

/** The contract pays out to the signing account alone, on the network that is signed for. */
const readBridge = (data: TypedData, context: ReadingContext): Card => {
  const { token: at, amount, minAmountOut, provider, data: bytes } = messageOf<BridgeOut>(data);
  const chain = chainFor(data);
  const token = tokenOf(chain, at);
  const known = sameAddress(provider, CONTRACTS[chain]?.bridge ?? '') || provider === NO_CONTRACT;
  const rows: Row[] = [
    row('row.token', address(at)),
    row('row.receive', unitsOf(token, minAmountOut)),
    row('row.chainId', exact(String(data.domain.chainId))),
    row('row.bridge', address(provider)),
    ...(bytes === '0x' ? [] : [row('row.bridgeData', exact(bytes))]),
  ];
  return {
    ...moveCard(
      {
        venue,
        headline: 'headline.withdraw',
        amount: fixed(amount, token?.decimals ?? 0),
        asset: token?.symbol ?? at,
        to: context.account,
        rows,
        also: ['relayParams'],
      },
      context,
    ),
    notCovered: hidden({}).notCovered,
    flags: [HIDDEN, ...(known ? [] : [{ flag: 'hooks', what: 'provider' } as const])],
    ...(known ? {} : { receivers: [provider] }),
  };
};

const readers: Readers = {
  [`CreateOrder(address account,${PARAMS},${RELAYED})${ADDRESSES}${NUMBERS}`]: readCreate,
  [`UpdateOrder(address account,UpdateOrderParams params,${RELAYED})${UPDATE}`]: readUpdate,
  [`CancelOrder(address account,bytes32 key,${RELAYED})`]: readCancel,
  [`Batch(address account,CreateOrderParams[] createOrderParamsList,UpdateOrderParams[] updateOrderParamsList,bytes32[] cancelOrderKeys,${RELAYED})${ADDRESSES}${NUMBERS}CreateOrderParams(${PARAMS})${UPDATE}`]:
    readBatch,
  'SubaccountApproval(address subaccount,bool shouldAdd,uint256 expiresAt,uint256 maxAllowedCount,bytes32 actionType,uint256 nonce,uint256 desChainId,uint256 deadline,bytes32 integrationId)':
    readApproval,
  'RemoveSubaccount(address subaccount,bytes32 relayParams)': readRemove,
  'BridgeOut(address token,uint256 amount,uint256 minAmountOut,address provider,bytes data,bytes32 relayParams)':
    readBridge,
};

const NAME = 'GmxBaseGelatoRelayRouter';

/** The chainId is the network that the account is on, which need not be the one that the router stands on. */
const domains: DomainRule[] = Object.entries(CONTRACTS).flatMap(([chain, { relay, multichain }]) =>
  [
    { chainIds: [Number(chain)], verifyingContracts: relay },
    { chainIds: SOURCES, verifyingContracts: multichain },
  ].map((on) => ({ name: NAME, version: '1', type: FULL_DOMAIN, readers, ...on })),
);

const isOwn = ({ domain, domainType }: TypedData): boolean =>
  domains.some(
    ({ name, version, type, chainIds = [], verifyingContracts }) =>
      domain.name === name &&
      domain.version === version &&
      domainType === type &&
      chainIds.includes(Number(domain.chainId)) &&
      Array.isArray(verifyingContracts) &&
      verifyingContracts.some((one: Address) => sameAddress(one, domain.verifyingContract ?? '')),
  );

/**
 * `preimage`: `{ typedData: { types, primaryType, domain, message } }`, the message whose digest `Minified` carries.
 * @throws {NotReadable | RequestError} for what is no message of GMX, or holds more than is hashed
 */
const open = (preimage: JsonObject, context: ReadingContext): Opened => {
  const extra = [...preimage.keys()].find((key) => key !== 'typedData');
  if (extra !== undefined) throw new NotReadable({ id: 'why.value', params: { field: 'preimage', value: extra } });
  const data = parseTypedData(preimage.get('typedData'));
  if (data.unsigned.length > 0)
    throw new NotReadable({ id: 'why.value', params: { field: 'preimage', value: data.unsigned.join(', ') } });
  const read = isOwn(data) && Object.hasOwn(readers, data.encodeType) ? readers[data.encodeType] : undefined;
  const { name, version, chainId, verifyingContract } = data.domain;
  if (!read) throw new NotReadable({ id: 'why.unknownType' });
  return {
    typedData: {
      types: { EIP712Domain: data.types.get('EIP712Domain'), Minified: [{ name: 'digest', type: 'bytes32' }] },
      primaryType: 'Minified',
      domain: { name, version, chainId: String(chainId), verifyingContract },
      message: { digest: data.digest },
    },
    card: read(data, context),
    fields: data.fields,
  };
};

export const adapter: Adapter = { id: venue.id, name: venue.name, domains, calls, open };

const source =
  'gmx-io/gmx-synthetics a5c0c88 (2026-03-13); markets and addresses: gmx-io/gmx-interface a78e920e (2026-08-20)';
const gap = 'relayParams is a hash: fee, deadline, permits and calls of other contracts cannot be seen.';

export const coverage: Coverage[] = [
  { what: 'CreateOrder, Batch', reads: 'in part', gap, source },
  { what: 'CancelOrder, RemoveSubaccount, BridgeOut', reads: 'in part', gap, source },
  {
    what: 'UpdateOrder, and a Batch with one',
    reads: 'not',
    gap: 'It names the order by a key: market, side and the scale of its prices are not in it. Shown unread, with what it holds.',
    source,
  },
  { what: 'SubaccountApproval', reads: 'whole', source },
  {
    what: 'Minified',
    reads: 'in part',
    gap: 'A hash, unless the site gives the message with it; then as far as that is read.',
    source,
  },
  {
    what: 'multicall of sendWnt, sendTokens, createOrder, updateOrder, cancelOrder',
    reads: 'whole',
    gap: 'Unread when a market is not in the list of 2026-08-20, or when it calls anything else.',
    source,
  },
  {
    what: 'deposits, withdrawals, shifts and claims of pools',
    reads: 'not',
    gap: 'No reader has been written for them: shown unread.',
    source,
  },
];
