/**
 * Names of Hyperliquid's markets on its main network. An order holds a number alone. The lists only ever grow at their end,
 * and a market that closes keeps its number, so an old list is short but not wrong. The test network numbers differently.
 *
 * Perpetuals and those of `xyz`: `testdata/MetaAndAssetCtxs.yaml` of sonirico/go-hyperliquid 5dbb746, recorded from the
 * venue on 2026-02-06; that `xyz` is the first builder's exchange: `testdata/PerpDexs.yaml`, 2025-12-13. How numbers are
 * made: `_symbolConverter.ts` of nktkas/hyperliquid db80d59. Spot: the same repository's `symbolConverter.test.ts` for HYPE,
 * the venue's documentation for PURR, `config/hyperevm` of dhedge/V2-Public for UBTC and UETH.
 * @module
 */
export const LISTED = '2026-02-06';

const PERPS = (
  'BTC ETH ATOM MATIC DYDX SOL AVAX BNB APE OP LTC ARB DOGE INJ SUI kPEPE CRV LDO LINK STX RNDR CFX FTM GMX SNX XRP ' +
  'BCH APT AAVE COMP MKR WLD FXS HPOS RLB UNIBOT YGG TRX kSHIB UNI SEI RUNE OX FRIEND SHIA CYBER ZRO BLZ DOT BANANA ' +
  'TRB FTT LOOM OGN RDNT ARK BNT CANTO REQ BIGTIME KAS ORBS BLUR TIA BSV ADA TON MINA POLYX GAS PENDLE STG FET ' +
  'STRAX NEAR MEME ORDI BADGER NEO ZEN FIL PYTH SUSHI ILV IMX kBONK GMT SUPER USTC NFTI JUP kLUNC RSR GALA JTO NTRN ' +
  'ACE MAV WIF CAKE PEOPLE ENS ETC XAI MANTA UMA ONDO ALT ZETA DYM MAVIA W PANDORA STRK PIXEL AI TAO AR MYRO kFLOKI ' +
  'BOME ETHFI ENA MNT TNSR SAGA MERL HBAR POPCAT OMNI EIGEN REZ NOT TURBO BRETT IO ZK BLAST LISTA MEW RENDER kDOGS ' +
  'POL CATI CELO HMSTR SCR NEIROETH kNEIRO GOAT MOODENG GRASS PURR PNUT XLM CHILLGUY SAND IOTA ALGO HYPE ME MOVE ' +
  'VIRTUAL PENGU USUAL FARTCOIN AI16Z AIXBT ZEREBRO BIO GRIFFAIN SPX S MORPHO TRUMP MELANIA ANIME VINE VVV JELLY ' +
  'BERA TST LAYER IP OM KAITO NIL PAXG PROMPT BABY WCT HYPER ZORA INIT DOOD LAUNCHCOIN NXPC SOPH RESOLV SYRUP PUMP ' +
  'PROVE YZY XPL WLFI LINEA SKY ASTER AVNT STBL 0G HEMI APEX 2Z ZEC MON MET MEGA CC ICP AERO STABLE FOGO LIT XMR ' +
  'AXS DASH SKR'
).split(' ');

const XYZ = (
  'XYZ100 TSLA NVDA GOLD HOOD INTC PLTR COIN META AAPL MSFT ORCL GOOGL AMZN AMD MU SNDK MSTR CRCL NFLX COST LLY ' +
  'SKHX TSM JPY EUR SILVER RIVN BABA CL COPPER NATGAS URANIUM ALUMINIUM SMSN PLATINUM USAR CRWV URNM PALLADIUM DXY ' +
  'GME KR200'
).split(' ');

const SPOT: Readonly<Record<string, string>> = { 0: 'PURR', 107: 'HYPE', 142: 'UBTC', 151: 'UETH' };

const FIRST_SPOT = 10_000;
const FIRST_BUILDER = 110_000;
const PER_BUILDER = 10_000;
const FIRST_OUTCOME = 100_000_000;

/** `base`: the unit of sizes. `known`: its name is in the lists. */
export type Market = { kind: 'perp' | 'spot' | 'outcome'; name: string; base: string; known: boolean };

const nameOf = (id: number): [Market['kind'], base: string | undefined] => {
  if (id < FIRST_SPOT) return ['perp', PERPS[id]];
  if (id < FIRST_BUILDER - PER_BUILDER) return ['spot', SPOT[id - FIRST_SPOT]];
  if (id >= FIRST_OUTCOME) return ['outcome', undefined];
  const name = XYZ[id - FIRST_BUILDER];
  return ['perp', name && `xyz:${name}`];
};

/** @param asset the number as it is signed */
export const marketOf = (asset: bigint, main: boolean): Market => {
  const [kind, base] = nameOf(Number(asset));
  if (!main || base === undefined) return { kind, name: `asset ${asset}`, base: 'units', known: false };
  return { kind, name: base + (kind === 'spot' ? '/USDC' : '-PERP'), base, known: true };
};

const NUMBERS: ReadonlyMap<string, number> = new Map([
  ...PERPS.map((coin, id): [string, number] => [coin, id]),
  ...XYZ.map((coin, id): [string, number] => [`xyz:${coin}`, FIRST_BUILDER + id]),
  ['PURR/USDC', FIRST_SPOT],
]);

/** The number of a market of the main network by the venue's name of its coin; spot is called `@107` by its own number. */
export const assetOf = (coin: string): number | undefined => {
  const spot = /^@([1-9]\d{0,3})$/.exec(coin)?.[1];
  return spot === undefined ? NUMBERS.get(coin) : FIRST_SPOT + Number(spot);
};
