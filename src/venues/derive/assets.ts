/**
 * What Derive calls its assets. From derivexyz/v2-core 7736900 (21 January 2026), `deployments/957`. Derive v3 kept the
 * addresses of v2: its modules are the same (derivexyz/derive-py 92fa887, 18 August 2026) and so is the ETH option in its
 * test vectors. The test network of v2 has others; they are not in this list.
 * @module
 */
export const ASSETS_DATE = '2026-01-21';

export type AssetKind = 'perp' | 'option' | 'spot';
export type Asset = { kind: AssetKind; base: string };

/** in lower case */
const ADDRESSES: Record<AssetKind, Record<string, string>> = {
  perp: {
    AAVE: '0x4b6ebaa6cb3c6da4cb9b2474216794966aba826f',
    ARB: '0xce081cf1ed7f41db1822c69e9d4a2746071c8d9d',
    AVAX: '0x734e86d60bbb8ed9ec0a119ceb78c099d263bb9f',
    BITCOIN: '0x2ba568c6da7adeced133ee3d7633971a6c5200b1',
    BNB: '0xa7c846245a24928183092231d10fca68506629a1',
    BTC: '0xdba83c0c654db1cd914fa2710ba743e925b53086',
    DEGEN: '0xd36aaff4723e461e1bc645ce241f7a0bedab201e',
    DOGE: '0xf2ea523db4f21c597c5b0b64316192367c24c367',
    EIGEN: '0x2c1e92601fc644212e0a895a83c2ea95983b1137',
    ENA: '0x6abdf5ac9ab94f537fda1caf317cfcb7676bbb11',
    ETH: '0xaf65752c4643e25c02f693f9d4fe19cf23a095e3',
    LINK: '0x182182f18486a335017841421f90f77d67cdb30a',
    NEAR: '0x630fcb229f6c28c428579b39bfd40ba793caf009',
    OP: '0x6515dfb4ead8d3d838c342b842f098a4a5b37642',
    PEPE: '0xb3573e11a3dfb6aaa6a761086943b5f1bba311d9',
    SEI: '0x7225889b75fd34c68ea3098dae04d50553c09840',
    SUI: '0x63a61e914c7d2a5e0bb593de4369d004c418ecdd',
    TAO: '0x2458241c0e594af68e55dd7224b1067a5f1ae52c',
    TIA: '0x3fd90c3d4c12190af6c4431b87aca06ed5178c87',
    TRUMP: '0x5c33ebbcfeb2dce476d78094fe201460de7fb3a3',
    UNI: '0x443bb222ee396485269b4f4e1abb913255e1a8b4',
    WIF: '0x84715f8bd3a0bab44ad357288abd233cc833e3f0',
    WLD: '0xae6b2acb22053e3541de86a4c0420e5063655afb',
    XRP: '0x1dd2b6e9db6654bb949be09b30d4193a94bbbfae',
  },
  option: {
    AAVE: '0x33135bdd13a8bb9476b8777ad3ba3ac06bbb149b',
    BTC: '0xd0711b9ebe84b778483709cde62bacfdbae13623',
    ETH: '0x4bb4c3cdc7562f08e9910a0c7d8bb7e108861eb4',
    SNX: '0xd4a8d43b600509cb2373514b172558f60e46e15f',
  },
  spot: {
    AAVE: '0x805f0f3d3b5c3dd6e3f131dad04704c11f0ffdab',
    BTC: '0x7da2d398ddddfc946efd2c758c4688d21887790d',
    DAI: '0x67bb0b7c87df9c5c433ac7ecadfa7396a2927fcf',
    DRV: '0x1abdb2896e57047fd989af7b3ee6b7e81830f8d2',
    ETH: '0xe201fcefd4852f96810c069f66560dc25b2c7a55',
    LBTC: '0xeaf03bb3280c609d35e7f84d24a996c7c0b74f5f',
    OLAS: '0x2e4db75e48e5eb788d74818a79f403d9e079b21e',
    OP: '0xdafff9b244327d09dde1ddfcf9981ef0df2d1568',
    PYUSD: '0x93ba706b606f0012f7b3a8506639600680d6ccd5',
    SNX: '0x4716821f59fe3c0233e939933476d2e5d9eaf2fe',
    SolvBTC: '0x4fce062ab932bdcd34221bad7570d436013cb38f',
    SolvBTCBBN: '0x89b9bb59e0a3128c0054f7e088ef249b003fe110',
    USDT: '0x5e72430ec945ccc183c34e2860ffc2b5bac712c2',
    USDe: '0x028b9ffa86fc4c366e11aa8b3e71dc0502713abf',
    WSTETH: '0x69c7aadffd607f74ee610f047f552cadecabca4e',
    cbBTC: '0xc1efe4c45b79250a29a5dc66ccadc60db0fceee8',
    deUSD: '0xde48f1bd7b078fb369edc23007ed4ca2c206804e',
    eBTC: '0x95fe344a0f420a7ac1b1e69cb1474179a40db882',
    rsETH: '0x35fdb6e79c05809ba6dc3b2ef5ff7d0bb5d75020',
    rswETH: '0xef2fc00b7f7c71c73a68dad25c9d673b2e1983ba',
    sDAI: '0x84f25fb708431f2c2b8596cd30f1f1d94d67f095',
    sUSDe: '0x375804cdcf0d534fdd2657584a7c4ff5ab14a2bb',
    weETH: '0xf30ee744fcfd135a135e6a4e327e01d0f697e6ec',
  },
};

const ASSETS = new Map<string, Asset>(
  (['perp', 'option', 'spot'] as const).flatMap((kind) =>
    Object.entries(ADDRESSES[kind]).map(([base, address]): [string, Asset] => [address, { kind, base }]),
  ),
);

/** The cash of v2, and of v3 on the main network (derivexyz/derive-ts a58797b, 7 August 2026): USDC with 6 decimals. */
const CASH = '0x57b03e14d409adc7fab6cfc44b5886cad2d5f02b';
/** The USDC of v3 on its test network (derivexyz/derive-py 92fa887, `tests/test_action_signing/expected.py`). */
const TEST_USDC = '0x21be5df32d7fbd02da22e03c48abfe8e93a1b46b';

/** Null for an asset that is not in the list, and for all of them on a network with other addresses. */
export const assetAt = (address: string, chainId: number): Asset | null =>
  chainId === 901 ? null : (ASSETS.get(address.toLowerCase()) ?? null);

/** Whether this is the dollar coin that Derive settles in, which has 6 decimals. */
export const isUsdc = (address: string, chainId: number): boolean =>
  address.toLowerCase() === (chainId === 11155111 ? TEST_USDC : chainId === 901 ? '' : CASH);
