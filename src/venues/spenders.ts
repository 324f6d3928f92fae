/** Contracts that may take tokens by a permit or an allowance and whose maker Vouch knows (rule R10). @module */
import { type Address, sameAddress } from '../signing/address.ts';
import { REACTORS } from './uniswapx/reactors.ts';

/** @see https://github.com/Uniswap/sdks 241fb9a7 (2026-08-07), `sdks/uniswapx-sdk/src/constants.ts` */
export const PERMIT2: Address = '0x000000000022D473030F116dDEE9F6B43aC78BA3';
/** zkSync computes addresses differently. */
export const PERMIT2_ZKSYNC: Address = '0x0000000000225e31D15943971F47aD3022F714Fa';
const ZKSYNC = 324;

/** An allowance at Permit2 is another one than the token's own, whoever may take it. */
export const allowanceOf = (chainId: number, keeper: Address, token: Address): string =>
  `${chainId} ${keeper} ${token}`.toLowerCase();

export const isPermit2 = (chainId: number, contract: Address | undefined): boolean =>
  contract !== undefined && sameAddress(contract, chainId === ZKSYNC ? PERMIT2_ZKSYNC : PERMIT2);

const PERMIT2_CHAINS = [
  1, 10, 30, 56, 100, 130, 137, 143, 196, 480, 1284, 1868, 4217, 4326, 4663, 5042, 8453, 10143, 42161, 42220, 43114,
  57073, 59144, 81457, 84532, 421614, 7777777, 11155111, 11155420, 999999999,
];
/** @see https://github.com/ethereum/clear-signing-erc7730-registry 3b66ba2 (2026-08-20), `registry/1inch` */
export const ONEINCH_CHAINS = [1, 10, 56, 100, 137, 146, 250, 8217, 8453, 42161, 43114, 59144, 1313161554];
export const ONEINCH: Address = '0x111111125421cA6dc452d289314280a0f8842A65';
export const ONEINCH_ZKSYNC: Address = '0x6fd4383cB451173D5f9304F041C7BCBf27d561fF';
/** @see https://github.com/cowprotocol/contracts acb95d9 (2026-07-20), `networks.json`; test networks that are gone left out */
export const COW_CHAINS = [1, 10, 56, 100, 137, 8453, 42161, 43114, 11155111];
/** @see https://github.com/0xProject/protocol e66307ba (2023-11-15), `packages/contract-addresses/addresses.json` */
export const ZEROEX: readonly [Address, number[]][] = [
  ['0xDef1C0ded9bec7F1a1670819833240f027b25EfF', [1, 56, 137, 8453, 42161, 42220, 43114, 11155111]],
  ['0xDEF1ABE32c034e558Cdd535791643C58a13aCC10', [10]],
  ['0xDEF189DeAEF76E379df891899eb5A00a94cBC250', [250]],
];
/** @see https://github.com/bebop-dex/bebop-jam-contracts e00f8dd (2025-03-31), `tasks/addresses.ts` */
export const BEBOP_CHAINS = [1, 10, 56, 137, 5330, 6342, 8453, 34443, 42161, 81457, 167000, 534352];
/** Pulls tokens for Bebop's JamSettlement. From answers of Bebop's interface, as integrators publish them (2026-08). */
export const BEBOP_BALANCES: Address = '0xC5a350853E4e36b73EB0C24aaA4b8816C9A3579a';
export const BEBOP_BLEND: Address = '0xbbbbbBB520d69a9775E85b458C58c648259FAD5F';

const SPENDERS: readonly [string, Address, readonly number[]][] = [
  ['Permit2', PERMIT2, PERMIT2_CHAINS],
  ['Permit2', PERMIT2_ZKSYNC, [ZKSYNC]],
  ['1inch', ONEINCH, ONEINCH_CHAINS],
  ['1inch', ONEINCH_ZKSYNC, [ZKSYNC]],
  ['CoW Protocol', '0xC92E8bdf79f0507f65a392b0ab4667716BFE0110', COW_CHAINS],
  ...ZEROEX.map(([address, chains]): [string, Address, number[]] => ['0x', address, chains]),
  ['Bebop', BEBOP_BLEND, BEBOP_CHAINS],
  ['Bebop', BEBOP_BALANCES, BEBOP_CHAINS],
  // https://github.com/gmx-io/gmx-interface a78e920e (2026-08-20), `sdk/src/configs/contracts.ts`, SyntheticsRouter
  ['GMX', '0x7452c558d45f8afC8c83dAe62C3f8A5BE19c71f6', [42161]],
  ['GMX', '0x820F5FfC5b525cD4d88Cd91aCf2c28F16530Cc68', [43114]],
  // the universal routers: Uniswap/sdks 241fb9a7 (2026-08-07), `sdks/universal-router-sdk/src/utils/constants.ts`
  ['Uniswap', '0x3fC91A3afd70395Cd496C647d5a6CC9D4B2b7FAD', [1, 8453]],
  ['Uniswap', '0x66a9893cC07D91D95644AEDD05D03f95e1dBA8Af', [1]],
  ['Uniswap', '0x4C82D1fBFe28C977cBB58D8C7FF8FCF9F70a2cCA', [1]],
  ['Uniswap', '0xCb640A86855f1A828c27241bA364348de28abe66', [1]],
  ['Uniswap', '0xec7BE89e9d109e7e3Fec59c222CF297125FEFda2', [137]],
  ['Uniswap', '0x1095692A6237d83C6a72F3F5eFEdb9A670C49223', [137]],
  ['Uniswap', '0x8B844f885672f333Bc0042cB669255f93a4C1E6b', [137, 10, 42161, 56, 43114]],
  ['Uniswap', '0xCb1355ff08Ab38bBCE60111F1bb2B784bE25D7e8', [10]],
  ['Uniswap', '0x851116D9223fabED8E56C0E6b8Ad0c31d98B3507', [10]],
  ['Uniswap', '0x5E325eDA8064b456f4781070C0738d849c824258', [42161]],
  ['Uniswap', '0xA51afAFe0263b40EdaEf0Df8781eA9aa03E381a3', [42161]],
  ['Uniswap', '0x4Dae2f939ACf50408e13d58534Ff8c2776d45265', [56, 43114]],
  ['Uniswap', '0x1906c1d672b88cD1B9aC7593301cA990F94Eae07', [56]],
  ['Uniswap', '0x94b75331AE8d42C1b61065089B7d48FE14aA73b7', [43114]],
  ['Uniswap', '0x6fF5693b99212Da76ad316178A184AB56D299b43', [8453]],
  ['Uniswap', '0xFdf682F51FE81Aa4898F0AE2163d8A55c127fbC7', [8453, 130]],
  ['Uniswap', '0x4D73A4411CA1c660035e4AECC8270E5DdDEC8C17', [130]],
  ['Uniswap', '0xEf740bf23aCaE26f6492B10de645D6B98dC8Eaf3', [130]],
  ...REACTORS.map(([, chainId, address]): [string, Address, number[]] => ['UniswapX', address, [chainId]]),
];

/** The name of who made this contract; undefined for one that Vouch does not know on this network. */
export const spenderAt = (chainId: number, address: string): string | undefined =>
  SPENDERS.find(([, one, chains]) => sameAddress(one, address) && chains.includes(chainId))?.[0];
