/** Typed data for tests, written as an encodeType and its values. @module */
import type { Address } from '../signing/address.ts';
import { readTypedDataParams, type TypedData } from '../signing/typed-data.ts';
import type { ReadingContext } from './reading.ts';

export const ACCOUNT: Address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
export const OTHER: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
/** 2026-11-21 */
export const NOW = 1_795_219_200_000;
export const CONTEXT: ReadingContext = { origin: 'https://app.example', account: ACCOUNT, chainId: 1, now: NOW };

/** `A(B b)B(uint8 c)` as the types of a request. */
const typesOf = (encodeType: string): Record<string, { name: string; type: string }[]> =>
  Object.fromEntries(
    [...encodeType.matchAll(/([^()]+)\(([^()]*)\)/g)].map(([, name = '', members = '']) => [
      name,
      members === ''
        ? []
        : members.split(',').map((member) => {
            const space = member.indexOf(' ');
            return { type: member.slice(0, space), name: member.slice(space + 1) };
          }),
    ]),
  );

/** The params of `eth_signTypedData_v4`, as a page sends them. */
export const paramsOf = (
  domain: Record<string, unknown>,
  encodeType: string,
  message: Record<string, unknown>,
): string =>
  JSON.stringify([
    ACCOUNT,
    { domain, types: typesOf(encodeType), primaryType: encodeType.slice(0, encodeType.indexOf('(')), message },
  ]);

export const dataOf = (
  domain: Record<string, unknown>,
  encodeType: string,
  message: Record<string, unknown>,
): TypedData => readTypedDataParams(paramsOf(domain, encodeType, message)).data;

const ZERO = '0x0000000000000000000000000000000000000000';
export const DOMAINS = {
  gannet: {
    name: 'Gannet',
    version: '1',
    chainId: 31337,
    verifyingContract: '0x700b6A60ce7EaaEA56F065753d8dcB9653dbAD35',
  },
  hyperliquid: { name: 'HyperliquidSignTransaction', version: '1', chainId: 421614, verifyingContract: ZERO },
  synthetix: { name: 'Synthetix', version: '1', chainId: 1, verifyingContract: ZERO },
} as const;

export const GANNET_ORDER = {
  type: 'Order(address account,string market,string side,string size,string limitPrice,string maxFee,bool reduceOnly,string timeInForce,uint64 expiry,uint64 nonce)',
  message: {
    account: ACCOUNT,
    market: 'ETH-PERP',
    side: 'long',
    size: '0.5',
    limitPrice: '3440.0',
    maxFee: '0.77',
    reduceOnly: false,
    timeInForce: 'GTC',
    expiry: '1795219500',
    nonce: '1795219200000',
  },
};

export const SYNTHETIX_ORDER = {
  type: 'PlaceOrders(uint256 subAccountId,Order[] orders,string grouping,uint256 nonce,uint256 expiresAfter)Order(string symbol,string side,string orderType,string price,string triggerPrice,string quantity,bool reduceOnly,bool isTriggerMarket,string clientOrderId,bool closePosition)',
  order: {
    symbol: 'BTC-USDT',
    side: 'buy',
    orderType: 'limitGtc',
    price: '50000.00',
    triggerPrice: '',
    quantity: '0.1',
    reduceOnly: false,
    isTriggerMarket: false,
    clientOrderId: '',
    closePosition: false,
  },
  message: { subAccountId: '1867542890123456789', grouping: 'na', nonce: '1795219200000', expiresAfter: '1795219500' },
};
