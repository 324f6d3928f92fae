/** What the libraries ask, and the test expects. @module */

export type Step =
  | 'connect'
  | 'accounts'
  | 'chainId'
  | 'addChain'
  | 'switchChain'
  | 'signMessage'
  | 'signTypedData'
  | 'sendTransaction';

export const MESSAGE = 'Good morning, Gannet. Grüße';
export const TO = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
export const PRIMARY_TYPE = 'Mail';
export const TYPED = {
  domain: {
    name: 'Ether Mail',
    version: '1',
    chainId: 31337,
    verifyingContract: '0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC',
  },
  types: {
    Mail: [
      { name: 'from', type: 'address' },
      { name: 'contents', type: 'string' },
      { name: 'amount', type: 'uint256' },
    ],
  },
  message: { from: TO, contents: 'Hello', amount: 12345678901234567890n },
} as const;

/** The address of the node is known when the test runs: it stands in the page's own. */
export const CHAIN = { rpcUrl: () => new URL(location.href).searchParams.get('rpc') ?? '' };
