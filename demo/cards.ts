/** One payload of each kind for the tour, as dApps send them. Schemas and addresses: the venues' adapters and their tests. @module */
import { type Address, encodeAbiParameters, type Hex, parseAbiParameters, parseUnits } from 'viem';
import { order as synthetixOrders } from '../e2e/dapp/payloads.ts';
import { CANCEL_TYPES, DOMAIN, ORDER_TYPES } from './schema.ts';

type Members = readonly { name: string; type: string }[];
export type Typed = {
  domain: Record<string, unknown>;
  types: Record<string, Members>;
  primaryType: string;
  message: Record<string, unknown>;
};

const DOMAIN_TYPES: Record<string, string> = {
  name: 'string',
  version: 'string',
  chainId: 'uint256',
  verifyingContract: 'address',
};

/** As a dApp's library sends it. */
export const jsonOf = ({ domain, types, primaryType, message }: Typed): string =>
  JSON.stringify({
    types: { EIP712Domain: Object.keys(domain).map((name) => ({ name, type: DOMAIN_TYPES[name] })), ...types },
    primaryType,
    domain,
    message,
  });

const members = (text: string): Members =>
  text.split(', ').map((member) => {
    const [type = '', name = ''] = member.split(' ');
    return { name, type };
  });

const NOBODY: Address = '0x0000000000000000000000000000000000000000';
const OTHER: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const HYPERLIQUID = {
  name: 'HyperliquidSignTransaction',
  version: '1',
  chainId: 42161,
  verifyingContract: NOBODY,
};

const inAnHour = () => String(Math.floor(Date.now() / 1000) + 3600);

export const gannetOrder = (account: Address, limitPrice: string): Typed => ({
  domain: DOMAIN,
  types: ORDER_TYPES,
  primaryType: 'Order',
  message: {
    account,
    market: 'ETH-PERP',
    side: 'long',
    size: '0.5',
    limitPrice,
    maxFee: '0.81',
    reduceOnly: false,
    timeInForce: 'GTC',
    expiry: inAnHour(),
    nonce: String(Date.now()),
  },
});

export const gannetCancel = (account: Address): Typed => ({
  domain: DOMAIN,
  types: CANCEL_TYPES,
  primaryType: 'Cancel',
  message: { account, orderId: `0x${'5a'.repeat(32)}`, nonce: String(Date.now()) },
});

/** 2 calls on ETH, 6,000, 25 June 2027, bought for at most 100 each (Derive v3 on its test network). */
export const deriveOption = (account: Address): Typed => ({
  domain: {
    name: 'Matching',
    version: '1.0',
    chainId: 11155111,
    verifyingContract: '0xeB8d770ec18DB98Db922E9D83260A585b9F0DeAD',
  },
  types: {
    Action: members(
      'uint256 subaccountId, uint256 nonce, address module, bytes data, uint256 expiry, address owner, address signer',
    ),
  },
  primaryType: 'Action',
  message: {
    subaccountId: '75723',
    nonce: String(Date.now()),
    module: '0x9371352CCef6f5b36EfDFE90942fFE622Ab77F1D',
    data: encodeAbiParameters(
      parseAbiParameters('(uint256 maxFee, (address asset, uint256 subId, uint256 price, int256 amount)[] trades)'),
      [
        {
          maxFee: parseUnits('10', 18),
          trades: [
            {
              asset: '0x4BB4C3CDc7562f08e9910A0C7D8bB7e108861eB4',
              subId: 0x8000008bb2c970006c1e1380n,
              price: parseUnits('100', 18),
              amount: parseUnits('2', 18),
            },
          ],
        },
      ],
    ),
    expiry: inAnHour(),
    owner: account,
    signer: account,
  },
});

/** Three orders at Synthetix, of both sides. */
export const synthetixBatch = (): Typed => {
  const { types, ...typed } = JSON.parse(synthetixOrders(Number(inAnHour()))) as Typed;
  const { EIP712Domain: _, ...rest } = types;
  const [first] = typed.message.orders as Record<string, unknown>[];
  const orders = [
    { ...first },
    { ...first, side: 'sell', quantity: '0.2', price: '3520.00' },
    { ...first, symbol: 'BTC-USDT', quantity: '0.01', price: '70000.00' },
  ];
  return { ...typed, types: rest, message: { ...typed.message, orders } };
};

export const hyperliquidSend = (): Typed => ({
  domain: HYPERLIQUID,
  types: {
    'HyperliquidTransaction:UsdSend': members(
      'string hyperliquidChain, string destination, string amount, uint64 time',
    ),
  },
  primaryType: 'HyperliquidTransaction:UsdSend',
  message: { hyperliquidChain: 'Mainnet', destination: OTHER, amount: '1250.5', time: String(Date.now()) },
});

export const hyperliquidAgent = (): Typed => ({
  domain: HYPERLIQUID,
  types: {
    'HyperliquidTransaction:ApproveAgent': members(
      'string hyperliquidChain, address agentAddress, string agentName, uint64 nonce',
    ),
  },
  primaryType: 'HyperliquidTransaction:ApproveAgent',
  message: { hyperliquidChain: 'Mainnet', agentAddress: OTHER, agentName: 'terminal', nonce: String(Date.now()) },
});

/** 3,500 USDC for at least 1 WETH (CoW Protocol on Ethereum). */
export const cowSwap = (receiver: Address): Typed => ({
  domain: {
    name: 'Gnosis Protocol',
    version: 'v2',
    chainId: 1,
    verifyingContract: '0x9008D19f58AAbD9eD0D60971565AA8510560ab41',
  },
  types: {
    Order: members(
      'address sellToken, address buyToken, address receiver, uint256 sellAmount, uint256 buyAmount, uint32 validTo, bytes32 appData, uint256 feeAmount, string kind, bool partiallyFillable, string sellTokenBalance, string buyTokenBalance',
    ),
  },
  primaryType: 'Order',
  message: {
    sellToken: '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48',
    buyToken: '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2',
    receiver,
    sellAmount: String(parseUnits('3500', 6)),
    buyAmount: String(parseUnits('1', 18)),
    validTo: Number(inAnHour()),
    appData: `0x${'00'.repeat(32)}` satisfies Hex,
    feeAmount: '0',
    kind: 'sell',
    partiallyFillable: false,
    sellTokenBalance: 'erc20',
    buyTokenBalance: 'erc20',
  },
});
