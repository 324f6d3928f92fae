/** Things a dApp asks to be signed. @module */

const DOMAIN_FIELDS = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
];

/** A schema that no adapter knows, on the network that a fresh wallet has. As JSON text, the way client libraries send it. */
export const unknownTypedData = (note: string): string =>
  JSON.stringify({
    types: { EIP712Domain: DOMAIN_FIELDS, Note: [{ name: 'text', type: 'string' }] },
    primaryType: 'Note',
    domain: {
      name: 'Unknown',
      version: '1',
      chainId: 1,
      verifyingContract: '0x1111111111111111111111111111111111111111',
    },
    message: { text: note },
  });

/** An order of Synthetix mainnet: readable on any network. `seconds`: when it ends, since 1970. */
export const order = (seconds: number, nonce = Date.now()): string =>
  JSON.stringify({
    types: {
      EIP712Domain: DOMAIN_FIELDS,
      PlaceOrders: [
        { name: 'subAccountId', type: 'uint256' },
        { name: 'orders', type: 'Order[]' },
        { name: 'grouping', type: 'string' },
        { name: 'nonce', type: 'uint256' },
        { name: 'expiresAfter', type: 'uint256' },
      ],
      Order: [
        { name: 'symbol', type: 'string' },
        { name: 'side', type: 'string' },
        { name: 'orderType', type: 'string' },
        { name: 'price', type: 'string' },
        { name: 'triggerPrice', type: 'string' },
        { name: 'quantity', type: 'string' },
        { name: 'reduceOnly', type: 'bool' },
        { name: 'isTriggerMarket', type: 'bool' },
        { name: 'clientOrderId', type: 'string' },
        { name: 'closePosition', type: 'bool' },
      ],
    },
    primaryType: 'PlaceOrders',
    domain: {
      name: 'Synthetix',
      version: '1',
      chainId: 1,
      verifyingContract: '0x0000000000000000000000000000000000000000',
    },
    message: {
      subAccountId: '1867542890123456789',
      orders: [
        {
          symbol: 'ETH-USDT',
          side: 'buy',
          orderType: 'limitGtc',
          price: '3440.50',
          triggerPrice: '',
          quantity: '0.5',
          reduceOnly: false,
          isTriggerMarket: false,
          clientOrderId: '',
          closePosition: false,
        },
      ],
      grouping: 'na',
      nonce: String(nonce),
      expiresAfter: String(seconds),
    },
  });
