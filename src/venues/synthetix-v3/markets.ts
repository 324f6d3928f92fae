/**
 * The perpetual markets of Synthetix v3 by their number, for each network.
 * @see https://github.com/Synthetixio/synthetix-deployments bb0c6bc (2026-06-25), `tomls/omnibus-base-mainnet-andromeda` and
 * `tomls/omnibus-arbitrum-mainnet`, `perps/markets`
 * @see https://github.com/Synthetixio/python-sdk c88c811 (Base) and 41512be (Arbitrum), `perpsFactory/PerpsMarketProxy.json`
 * @module
 */
import type { Address } from '../../signing/address.ts';

export const LIST_DATE = '2026-06-25';

/** Numbers go up in hundreds; `-` is a gap. */
const MARKETS: Record<number, string> = {
  8453: `
ETH BTC SNX SOL WIF W ENA DOGE AVAX OP ORDI PEPE RUNE BONK FTM ARB MATIC BNB LINK PENDLE INJ GMX TIA SUI TON
ARKM GALA TAO BOME ETHFI STX AXL AAVE ADA ALGO APT ATOM AXS BAL BCH BLUR COMP CRV DOT DYDX EOS ETC ETHBTC FIL
FLOW FXS GRT ICP IMX JTO JUP LDO LTC - MEME NEAR PYTH RNDR SEI SHIB STRK SUSHI TRX UNI XLM XRP YFI EIGEN IO MEW
MKR NOT PEOPLE POL POPCAT RENDER SATS WLD ZRO SAFE GOAT MOODENG PNUT CAT DEGEN SLERF MORPHO CHILLGUY AERO SOLETH
PENGU VIRTUAL KMNO FARTCOIN TRUMP MELANIA S VVV VELO BERA IP OM KAITO XMR
`,
  42161: `
ETH BTC SOL WIF LINK ARB DOGE GMX AAVE NEAR UNI XRP LTC ORDI STX SHIB BNB AVAX PEPE OP RUNE PYTH CRV TIA ADA BCH
DYDX POL MKR XLM ALGO APT ARKM ATOM AXL AXS BAL BLUR BOME BONK COMP DOT ENA EOS ETC ETHBTC ETHFI FIL FLOW FTM
FXS GALA GRT ICP IMX INJ JTO JUP LDO MEME PENDLE SEI SNX STRK SUI SUSHI TAO TON TRX W YFI MEW POPCAT EIGEN WLD
PEOPLE ZRO RENDER NOT SATS IO - - - SAFE GOAT MOODENG PNUT CAT DEGEN SLERF MORPHO CHILLGUY AERO SOLETH
`,
};

/** `ETH`; undefined for a number that was not in the list on its day. */
export const marketAt = (chainId: number, id: bigint): string | undefined => {
  if (id % 100n !== 0n || id > 1_000_000n) return undefined;
  const name = MARKETS[chainId]?.trim().split(/\s+/)[Number(id / 100n) - 1];
  return name === '-' ? undefined : name;
};

export const PERPS_MARKETS: Record<number, Address> = {
  8453: '0x0A2AF931eFFd34b81ebcc57E3d3c9B1E1dE1C9Ce',
  42161: '0xd762960c31210Cf1bDf75b06A5192d395EEDC659',
};
