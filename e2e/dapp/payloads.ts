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

const typed = (
  domain: Record<string, string | number>,
  primaryType: string,
  members: Record<string, string>,
  message: Record<string, unknown>,
): string =>
  JSON.stringify({
    types: {
      EIP712Domain: DOMAIN_FIELDS.filter(({ name }) => name in domain),
      [primaryType]: Object.entries(members).map(([name, type]) => ({ name, type })),
    },
    primaryType,
    domain,
    message,
  });

const NO_CONTRACT = '0x0000000000000000000000000000000000000000';

/** Turns a Hyperliquid account into one that `to` owns. */
export const ownerChange = (to: string, nonce = Date.now()): string =>
  typed(
    { name: 'HyperliquidSignTransaction', version: '1', chainId: 1, verifyingContract: NO_CONTRACT },
    'HyperliquidTransaction:ConvertToMultiSigUser',
    { hyperliquidChain: 'string', signers: 'string', nonce: 'uint64' },
    {
      hyperliquidChain: 'Mainnet',
      signers: `{"authorizedUsers":["${to}"],"threshold":1}`,
      nonce: String(nonce),
    },
  );

/** The key of a Paradex account, whose sites are known. */
export const paradexKey = (): string =>
  typed({ name: 'Paradex', version: '1', chainId: 1 }, 'Constant', { action: 'string' }, { action: 'STARK Key' });

/** The key of a linked signer at a fork of Vertex: no list of its sites is known. */
export const unlistedKey = (venue: string): string =>
  typed(
    { name: venue, version: '1', chainId: 1, verifyingContract: '0x2222222222222222222222222222222222222222' },
    'CreateLinkedSignerWallet',
    { subaccount: 'bytes32' },
    { subaccount: `0x${'5a'.repeat(32)}` },
  );
