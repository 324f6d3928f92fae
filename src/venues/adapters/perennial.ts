/**
 * Perennial v2: perpetuals whose orders are messages to a market.
 * @see https://github.com/equilibria-xyz/perennial-v2 `packages/core/contracts/types`, `packages/periphery/contracts/TriggerOrders`
 * @module
 */
import { type Adapter, type Coverage, type DomainRule, FULL_DOMAIN, type Readers } from '../adapter.ts';
import { readBatch, readOperator, readSigner } from '../perennial/grants.ts';
import { NETWORKS } from '../perennial/markets.ts';
import { readFill, readIntent, readTake, readTrigger } from '../perennial/orders.ts';

const COMMON = 'Common(address account,address signer,address domain,uint256 nonce,uint256 group,uint256 expiry)';
const ACCESS = 'AccessUpdate(address accessor,bool approved)';
const INTENT =
  'Intent(int256 amount,int256 price,uint256 fee,address originator,address solver,uint256 collateralization,Common common)';

const core: Readers = {
  [`${INTENT}${COMMON}`]: readIntent,
  [`Take(int256 amount,address referrer,Common common)${COMMON}`]: readTake,
  [`Fill(Intent intent,Common common)${COMMON}${INTENT}`]: readFill,
  [`OperatorUpdate(AccessUpdate access,Common common)${ACCESS}${COMMON}`]: readOperator,
  [`SignerUpdate(AccessUpdate access,Common common)${ACCESS}${COMMON}`]: readSigner,
  [`AccessUpdateBatch(AccessUpdate[] operators,AccessUpdate[] signers,Common common)${ACCESS}${COMMON}`]: readBatch,
};
const triggers: Readers = {
  [`PlaceOrderAction(TriggerOrder order,Action action)Action(address market,uint256 orderId,uint256 maxFee,Common common)${COMMON}InterfaceFee(uint64 amount,address receiver,bool fixedFee,bool unwrap)TriggerOrder(uint8 side,int8 comparison,int64 price,int64 delta,uint64 maxFee,bool isSpent,address referrer,InterfaceFee interfaceFee)`]:
    readTrigger,
};

/** Each network has contracts of its own, and only its own take a message with its number. */
const rules = Object.entries(NETWORKS).flatMap(
  ([chainId, { verifier, orderVerifier, accountVerifier }]): DomainRule[] => {
    const domain = { version: '1.0.0', type: FULL_DOMAIN, chainIds: [Number(chainId)] };
    return [
      { ...domain, name: 'Perennial', verifyingContracts: [verifier], readers: core },
      { ...domain, name: 'Perennial V2 Trigger Orders', verifyingContracts: [orderVerifier], readers: triggers },
      // Known, so that an imitation is one; its messages are shown as raw fields.
      { ...domain, name: 'Perennial V2 Collateral Accounts', verifyingContracts: [accountVerifier], readers: {} },
    ];
  },
);

export const adapter: Adapter = { id: 'perennial', name: 'Perennial', domains: rules };

const source = 'equilibria-xyz/perennial-v2 9978056';
const listed = `${source}, equilibria-xyz/perennial-v2-sdk-ts fded0c3`;
const gap = 'Markets newer than the list of 2 June 2025 have no name.';
export const coverage: Coverage[] = [
  { what: 'Intent, Fill', reads: 'in part', gap, source: listed },
  { what: 'Take', reads: 'in part', gap: 'Nothing in it bounds the price.', source: listed },
  { what: 'OperatorUpdate, SignerUpdate, AccessUpdateBatch', reads: 'whole', source },
  { what: 'PlaceOrderAction', reads: 'in part', gap: 'Orders of makers are shown as raw fields.', source: listed },
  {
    what: 'CancelOrderAction, group and nonce cancellations, collateral accounts',
    reads: 'not',
    gap: 'Shown as raw fields.',
    source,
  },
];
