/** Tokens whose units Vouch knows. Of others it shows the smallest unit: a guessed decimal point moves money. @module */
import { type Address, sameAddress } from '../signing/address.ts';

export type Token = { chainId: number; address: Address; symbol: string; decimals: number };

/**
 * By network: address, symbol, decimals.
 * @see https://github.com/Uniswap/default-token-list 49f39bd7 (2026-08-06), `src/tokens`, bridged ones by `bridgeInfo`
 * @see https://github.com/gmx-io/gmx-interface a78e920e (2026-08-20), `sdk/src/configs/tokens.ts` (Arbitrum, Avalanche)
 * @see https://developers.circle.com/stablecoins/usdc-contract-addresses (native USDC)
 * @see https://github.com/Polymarket/clob-client-v2 f3e1a05 (2026-07-17), `src/config.ts` (pUSD)
 */
const TOKENS: Record<number, [Address, string, number][]> = {
  1: [
    ['0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48', 'USDC', 6],
    ['0xdAC17F958D2ee523a2206206994597C13D831ec7', 'USDT', 6],
    ['0x6B175474E89094C44Da98b954EedeAC495271d0F', 'DAI', 18],
    ['0xdC035D45d973E3EC169d2276DDab16f1e407384F', 'USDS', 18],
    ['0x6c3ea9036406852006290770BEdFcAbA0e23A0e8', 'PYUSD', 6],
    ['0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2', 'WETH', 18],
    ['0x2260FAC5E5542a773Aa44fBCfeDf7C193bc2C599', 'WBTC', 8],
    ['0xcbB7C0000aB88B473b1f5aFd9ef808440eed33Bf', 'cbBTC', 8],
    ['0xBe9895146f7AF43049ca1c1AE358B0541Ea49704', 'cbETH', 18],
    ['0x1f9840a85d5aF5bf1D1762F925BDADdC4201F984', 'UNI', 18],
    ['0x514910771AF9Ca656af840dff83E8264EcF986CA', 'LINK', 18],
    ['0x7Fc66500c84A76Ad7e9c93437bFc5Ac33E2DDaE9', 'AAVE', 18],
    ['0xc00e94Cb662C3520282E6f5717214004A7f26888', 'COMP', 18],
    ['0xD533a949740bb3306d119CC777fa900bA034cd52', 'CRV', 18],
    ['0x5A98FcBEA516Cf06857215779Fd812CA3beF1B32', 'LDO', 18],
    ['0xB50721BCf8d664c30412Cfbc6cf7a15145234ad1', 'ARB', 18],
    ['0x6982508145454Ce325dDbE47a25d4ec3d2311933', 'PEPE', 18],
  ],
  10: [
    ['0x0b2C639c533813f4Aa9D7837CAf62653d097Ff85', 'USDC', 6],
    ['0x7F5c764cBc14f9669B88837ca1490cCa17c31607', 'USDC.e', 6],
    ['0x01bFF41798a0BcF287b996046Ca68b395DbC1071', 'USDT0', 6],
    ['0x4200000000000000000000000000000000000006', 'WETH', 18],
    ['0x4200000000000000000000000000000000000042', 'OP', 18],
  ],
  56: [['0xbb4CdB9CBd36B01bD1cBaEBF2De08d9173bc095c', 'WBNB', 18]],
  137: [
    ['0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359', 'USDC', 6],
    ['0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174', 'USDC.e', 6],
    ['0xC011a7E12a19f7B1f670d46F03B03f3342E82DFB', 'pUSD', 6],
    ['0xc2132D05D31c914a87C6611C10748AEb04B58e8F', 'USDT', 6],
    ['0x8f3Cf7ad23Cd3CaDbD9735AFf958023239c6A063', 'DAI', 18],
    ['0x7ceB23fD6bC0adD59E62ac25578270cFf1b9f619', 'WETH', 18],
    ['0x1BFD67037B42Cf73acF2047067bd4F2C47D9BfD6', 'WBTC', 8],
    ['0x0d500B1d8E8eF31E21C99d1Db9A6444d3ADf1270', 'WPOL', 18],
  ],
  8453: [
    ['0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913', 'USDC', 6],
    ['0xd9aAEc86B65D86f6A7B5B1b0c42FFA531710b6CA', 'USDbC', 6],
    ['0x50c5725949A6F0c72E6C4a641F24049A917DB0Cb', 'DAI', 18],
    ['0x4200000000000000000000000000000000000006', 'WETH', 18],
    ['0xcbB7C0000aB88B473b1f5aFd9ef808440eed33Bf', 'cbBTC', 8],
    ['0x2Ae3F1Ec7F1F5012CFEab0185bfc7aa3cf0DEc22', 'cbETH', 18],
  ],
  // Gannet's margin token in the demo world
  31337: [['0x700b6A60ce7EaaEA56F065753d8dcB9653dbAD35', 'gUSD', 6]],
  42161: [
    ['0xaf88d065e77c8cC2239327C5EDb3A432268e5831', 'USDC', 6],
    ['0xFF970A61A04b1cA14834A43f5dE4533eBDDB5CC8', 'USDC.e', 6],
    ['0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9', 'USDT', 6],
    ['0xDA10009cBd5D07dd0CeCc66161FC93D7c9000da1', 'DAI', 18],
    ['0x82aF49447D8a07e3bd95BD0d56f35241523fBab1', 'WETH', 18],
    ['0x2f2a2543B76A4166549F7aaB2e75Bef0aefC5B0f', 'WBTC', 8],
    ['0xcbB7C0000aB88B473b1f5aFd9ef808440eed33Bf', 'cbBTC', 8],
    ['0x912CE59144191C1204E64559FE8253a0e49E6548', 'ARB', 18],
    ['0xf97f4df75117a78c1A5a0DBb814Af92458539FB4', 'LINK', 18],
    ['0xFa7F8980b0f1E64A2062791cc3b0871572f1F7f0', 'UNI', 18],
    ['0xfc5A1A6EB076a2C7aD06eD22C90d7E710E35ad0a', 'GMX', 18],
  ],
  43114: [
    ['0xB97EF9Ef8734C71904D8002F8b6Bc66Dd9c48a6E', 'USDC', 6],
    ['0x9702230A8Ea53601f5cD2dc00fDBc13d4dF4A8c7', 'USDT', 6],
    ['0xd586E7F844cEa2F87f50152665BCbc2C279D8d70', 'DAI.e', 18],
    ['0xB31f66AA3C1e785363F0875A1B74E27b85FD66c7', 'WAVAX', 18],
    ['0x5947BB275c521040051D82396192181b413227A3', 'LINK', 18],
  ],
};

export const tokenAt = (chainId: number, address: Address): Token | undefined => {
  const found = TOKENS[chainId]?.find(([one]) => sameAddress(one, address));
  return found && { chainId, address: found[0], symbol: found[1], decimals: found[2] };
};

/** What networks call the coin they are paid in; it has 18 decimals on all of them. Others go by their CAIP-2 name. */
const COINS: Record<number, string> = {
  1: 'ETH',
  10: 'ETH',
  56: 'BNB',
  137: 'POL',
  999: 'HYPE',
  8453: 'ETH',
  31337: 'ETH',
  42161: 'ETH',
  43114: 'AVAX',
};

export const coinOf = (chainId: number): string => COINS[chainId] ?? `eip155:${chainId}`;
