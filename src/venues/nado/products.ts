/**
 * The products of Nado by their number. From nadohq/nado-web-monorepo-snapshot bd4f013 (27 April 2026),
 * `packages/react-client/context/metadata/productMetadata/{perpMetadataByProductId,perpMetadata}.ts` and
 * `ink/{spotMetadataByProductId,tokens}.ts`.
 * @module
 */
import type { Product } from '../vertex/family.ts';

export const PRODUCTS_DATE = '2026-04-27';
export const QUOTE = 'USDT0';

const PERPS: Record<number, string> = {
  2: 'BTC',
  4: 'ETH',
  8: 'SOL',
  10: 'XRP',
  14: 'BNB',
  16: 'HYPE',
  18: 'ZEC',
  20: 'MON',
  22: 'FARTCOIN',
  24: 'SUI',
  26: 'AAVE',
  28: 'XAUT',
  30: 'PUMP',
  32: 'TAO',
  34: 'XMR',
  36: 'LIT',
  38: 'kPEPE',
  40: 'PENGU',
  42: 'USELESS',
  44: 'SKR',
  46: 'UNI',
  48: 'ASTER',
  50: 'XPL',
  52: 'DOGE',
  54: 'WLFI',
  56: 'kBONK',
  58: 'ZRO',
  64: 'AVAX',
  68: 'BCH',
  72: 'ENA',
  74: 'LINK',
  76: 'LTC',
  80: 'ONDO',
  86: 'JUP',
  88: 'XAG',
  90: 'WTI',
  92: 'EURUSD',
  94: 'GBPUSD',
  96: 'USDJPY',
  98: 'QQQ',
  100: 'SPY',
  102: 'AAPL',
  104: 'AMZN',
  106: 'GOOGL',
  108: 'META',
  110: 'MSFT',
  112: 'NVDA',
  114: 'TSLA',
};

/** with the decimals of the token on Ink */
const SPOTS: Record<number, [string, number]> = {
  0: [QUOTE, 6],
  1: ['kBTC', 8],
  3: ['wETH', 18],
  5: ['USDC', 6],
};

export const productOf = (id: bigint): Product | null => {
  const at = Number(id);
  const perp = PERPS[at];
  if (perp !== undefined) return { market: `${perp}-PERP`, base: perp, perp: true };
  const spot = SPOTS[at];
  if (!spot) return null;
  const [base, decimals] = spot;
  return { market: at === 0 ? base : `${base}/${QUOTE}`, base, perp: false, decimals };
};
