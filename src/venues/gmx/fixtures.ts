/** Orders of GMX for tests, as typed data. @module */
import { zeroAddress, zeroHash } from 'viem';
import { ACCOUNT, CONTEXT, dataOf } from '../fixtures.ts';
import { readTypedData } from '../typed-data.ts';

export const context = { ...CONTEXT, chainId: 42161 };
const RELAY = '0x5503b99308dB6923758F9A22d118207D633c4e87';
export const DOMAIN = { name: 'GmxBaseGelatoRelayRouter', version: '1', chainId: 42161, verifyingContract: RELAY };
export const ETH = '0x70d95587d40A2caf56bd97485aB3Eec10Bee6336';
export const BTC = '0x47c031236e19d024b42f8AE6780E44A573170703';
export const USDC = '0xaf88d065e77c8cC2239327C5EDb3A432268e5831';
export const WETH = '0x82aF49447D8a07e3bd95BD0d56f35241523fBab1';
export const VAULT = '0x31eF83a530Fde1B38EE9A18093A333D8Bbbc40D5';
export const KEY = `0x${'11'.repeat(32)}` as const;
export const MAX = String(2n ** 256n - 1n);
export const usd = (dollars: number) => String(BigInt(dollars) * 10n ** 30n);

// gmx-io/gmx-synthetics a5c0c88, contracts/router/relay/RelayUtils.sol
const PARTS =
  'CreateOrderAddresses(address receiver,address cancellationReceiver,address callbackContract,address uiFeeReceiver,address market,address initialCollateralToken,address[] swapPath)CreateOrderNumbers(uint256 sizeDeltaUsd,uint256 initialCollateralDeltaAmount,uint256 triggerPrice,uint256 acceptablePrice,uint256 executionFee,uint256 callbackGasLimit,uint256 minOutputAmount,uint256 validFromTime)';
const PARAMS =
  'CreateOrderAddresses addresses,CreateOrderNumbers numbers,uint256 orderType,uint256 decreasePositionSwapType,bool isLong,bool shouldUnwrapNativeToken,bool autoCancel,bytes32 referralCode,bytes32[] dataList';
const UPDATE =
  'UpdateOrderParams(bytes32 key,uint256 sizeDeltaUsd,uint256 acceptablePrice,uint256 triggerPrice,uint256 minOutputAmount,uint256 validFromTime,bool autoCancel,uint256 executionFeeIncrease)';
export const CREATE = `CreateOrder(address account,${PARAMS},bytes32 relayParams,bytes32 subaccountApproval)${PARTS}`;
const BATCH = `Batch(address account,CreateOrderParams[] createOrderParamsList,UpdateOrderParams[] updateOrderParamsList,bytes32[] cancelOrderKeys,bytes32 relayParams,bytes32 subaccountApproval)${PARTS}CreateOrderParams(${PARAMS})${UPDATE}`;

export type Changes = { addresses?: object; numbers?: object } & Record<string, unknown>;
/** Opens a long of 50,000 USD in ETH with 1,000 USDC, at 4,200 or better. */
export const order = ({ addresses, numbers, ...changes }: Changes = {}) => ({
  addresses: {
    ...{
      receiver: ACCOUNT,
      cancellationReceiver: zeroAddress,
      callbackContract: zeroAddress,
      uiFeeReceiver: zeroAddress,
    },
    ...{ market: ETH, initialCollateralToken: USDC, swapPath: [] as string[] },
    ...addresses,
  },
  numbers: {
    ...{ sizeDeltaUsd: usd(50_000), initialCollateralDeltaAmount: '1000000000', triggerPrice: '0' },
    ...{ acceptablePrice: '4200000000000000', executionFee: '300000000000000', callbackGasLimit: '0' },
    ...{ minOutputAmount: '0', validFromTime: '0' },
    ...numbers,
  },
  ...{ orderType: '2', decreasePositionSwapType: '0', isLong: true, shouldUnwrapNativeToken: false },
  ...{ autoCancel: false, referralCode: zeroHash, dataList: [] as string[] },
  ...changes,
});
export const RELAYED = { account: zeroAddress, relayParams: `0x${'62'.repeat(32)}`, subaccountApproval: zeroHash };
export const create = (changes: Changes = {}, domain: Record<string, unknown> = DOMAIN) =>
  readTypedData(dataOf(domain, CREATE, { ...RELAYED, ...order(changes) }), context);
export const batch = (changes: Record<string, unknown>) =>
  readTypedData(
    dataOf(DOMAIN, BATCH, {
      ...{ ...RELAYED, createOrderParamsList: [], updateOrderParamsList: [], cancelOrderKeys: [] },
      ...changes,
    }),
    context,
  );
