/**
 * The markets and contracts of Perennial v2. From equilibria-xyz/perennial-v2-sdk-ts fded0c3 (2 June 2025),
 * `src/constants/{markets,contracts}.ts`; the contracts are those of equilibria-xyz/perennial-v2 9978056,
 * `packages/deploy/deployments`.
 * @module
 */
import type { Address } from '../../signing/address.ts';

export const MARKETS_DATE = '2025-06-02';

export type Network = {
  name?: string;
  verifier: Address;
  orderVerifier: Address;
  accountVerifier: Address;
  marketFactory: Address;
  manager: Address;
};

export const NETWORKS: Readonly<Record<number, Network>> = {
  42161: {
    verifier: '0xF12a4ACDA6cA2e777b353538cb8e5ad6f05e0437',
    orderVerifier: '0x7C65ab8fc1f2d31c7144e148dd900Ea4EdC7EDd3',
    accountVerifier: '0x0E9D1dF540aCB30A321D3D3edd4996E0248aaf5C',
    marketFactory: '0xDaD8A103473dfd47F90168A0E46766ed48e26EC7',
    manager: '0xbbF8A9D4961496FFE3F9c35F76106ec697Af2261',
  },
  1424: {
    verifier: '0xfC20BccA96BDE758E9C69151d99cEcfEAE3AB37E',
    orderVerifier: '0x32F3aB7b3c5BBa0738b72FdB83FcE6bb1a1a943c',
    accountVerifier: '0xB5585A0cAac9f384A6Db545e89d0AC58215DBeFb',
    marketFactory: '0xC27399bE9E39f7F6b1f94fBd512F5c2aD2b5eDb7',
    manager: '0x2C19eac953048801FfE1358D109A1Ac2aF7930fD',
  },
  421614: {
    name: 'Arbitrum Sepolia',
    verifier: '0x6FaabfA2fDb093A027Ed16F291ADc7F07780014A',
    orderVerifier: '0x04e570a5Ef49b3Dc79a01A9552B803110a3F5e6b',
    accountVerifier: '0x4d556433d056f6e749b90CbBFFfbe590b0CA017e',
    marketFactory: '0x32F3aB7b3c5BBa0738b72FdB83FcE6bb1a1a943c',
    manager: '0x1D5DB9e0832E23C9A771b59c81aAF82A2D30a1Bb',
  },
  60850: {
    name: 'Perennial Sepolia',
    verifier: '0x7AAF9184EE1299226d46fFEB36595Bb8D0EdF753',
    orderVerifier: '0x6b1C4978142A9BC9dD5777866AA8Ad610deD696c',
    accountVerifier: '0x1cc0E7883DC01cCa0CC7A04b1Eb3e51C290645E7',
    marketFactory: '0xFfB33F838096cF3C3c7dD21c1F941BB2705248E1',
    manager: '0xa9AF20277A894EC90BC4EB308eB0B077332DAcd8',
  },
};

/** In lower case, of the two main networks. */
const ADDRESSES: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  42161: {
    '0x90a664846960aafa2c164605aebb8e9ac338f9a0': 'ETH',
    '0xcc83e3cda48547e3c250a88c8d5e97089fd28f60': 'BTC',
    '0x02258be4ac91982dc1af7a3d2c4f05be6079c253': 'SOL',
    '0x7e34b5cbc6427bd53ecfaefc9ac2cad04e982f78': 'POL',
    '0x2cd8651b0db6be605267fdd737c840442a96fafe': 'TIA',
    '0x708b750f9f5bd23e074a5a0a64ef542585906e85': 'RLB',
    '0xd9c296a7bee1c201b9f3531c7ac9c9310ef3b738': 'LINK',
    '0x362c6bc2a4ea2033063bf20409a4c5e8c5754056': 'BNB',
    '0x2402e92f8c58886f716f5554039fa6398d7a1efb': 'XRP',
    '0x3d1d603073b3ceab5974db5c54568058a9551ccc': 'ARB',
    '0x768a5909f0b6997efa56761a89344ea2bd5560fd': 'BTC²',
    '0x004e1abf70e4ff99bc572843b63a63a58faa08ff': 'ETH²',
    '0xbfa99f19a376f25968865983c41535fa368b28da': 'JUP',
    '0x1a1745e9cc740269d3e75b506e1abf7cbf1fe7d3': 'XAU',
    '0xc8b73ecfdb775cb9899a0d22ffc8d11228ac35cb': 'MOG',
    '0xb7558189c794239ef9453208f2e58fa049e1035c': 'JPY',
    '0xe8bf156034b64a7266acd28046f67f3fa7ecc53a': 'MKR',
    '0x5bef017ac7ea4f6f59946f27d50a137d4362f6a4': 'DOGE',
    '0xb8df4bea28b1f0748d386e8a69ea1bd46b70922d': 'EUR',
    '0xe588d7d041e18e754e95ef51d77f6e0fc6334efd': 'GBP',
    '0xbc96a6e57000ade8755a896dfbd0552fe90141dd': 'MEEM',
    '0x24a305ee9bfebea7dc26380a96723d6fb6066c2c': 'AERO',
    '0xd1551be8c92b35212033b41dbb21efa86389768d': 'POPCAT',
  },
  1424: {
    '0x62564cd7278b79b9cfe76388e0eee115389586c6': 'ETH',
    '0x687cc5097210de03940bbc8e5edd820da7dd6827': 'BTC',
    '0xa534972ec3bc7e25559cc7a3b1e3adc03c9fb6f8': 'SOL',
  },
};

/**
 * Their price is not that of one coin: a square, an inverse, or many coins at once. A size in them is a number of contracts.
 */
const BENT = ['BTC²', 'ETH²', 'MOG', 'JPY', 'DOGE'];

export const marketAt = (address: Address, chainId: number): { market: string; base: string } | null => {
  const list = ADDRESSES[chainId] ?? {};
  const key = address.toLowerCase();
  const name = Object.hasOwn(list, key) ? list[key] : undefined;
  return name === undefined ? null : { market: `${name}-USD`, base: BENT.includes(name) ? 'contracts' : name };
};
