/**
 * Which sites are a venue's own, as its own repositories or documentation name them. A venue without an entry has no list:
 * its sites are unknown, and nothing is guessed. Of a retired venue (Vertex, x10.exchange) no site is named: a name that
 * lapses can be anybody's.
 * @module
 */
import type { KeyDerivation } from './reading.ts';

/** `origins` exactly as a browser writes them. A subdomain counts only when it is listed. `date`: of what was read. */
type Official = { origins: readonly string[]; source: string; date: string };

const APEX: Official = {
  origins: ['https://pro.apex.exchange', 'https://omni.apex.exchange'],
  source: 'ApeX-Protocol/apexpro-openapi 662417e, apexomni/constants.py and README.md',
  date: '2026-05-08',
};

export const ORIGINS: Readonly<Record<string, Official>> = {
  apex: APEX,
  'apex-omni': APEX,
  aster: {
    origins: ['https://www.asterdex.com', 'https://asterdex.com'],
    source: 'asterdex/api-docs 265e024, V3(Recommended)/EN/aster-finance-futures-api-v3.md and bapi/aster-bapi-en.md',
    date: '2026-06-30',
  },
  dydx: {
    origins: ['https://dydx.trade'],
    source: 'dydxprotocol/v4-documentation 3e475b7, docs/pages/nodes/resources.mdx',
    date: '2026-04-22',
  },
  'dydx-v3': {
    origins: ['https://trade.dydx.exchange'],
    source: 'dydxprotocol/v3-client 6eaa45e, __tests__/eth-signing/onboarding-action.test.ts',
    date: '2023-12-11',
  },
  extended: {
    origins: [
      'https://app.extended.exchange',
      'https://starknet.sepolia.extended.exchange',
      'https://testnet.extended.exchange',
    ],
    source: 'x10xchange/examples 9f8ce26, typescript/README.md; x10xchange/python_sdk d097050, README.md',
    date: '2026-01-20',
  },
  gmx: {
    origins: ['https://app.gmx.io'],
    source: 'gmx-io/gmx-interface a78e920, src/config/links.ts',
    date: '2026-08-20',
  },
  nado: {
    origins: ['https://app.nado.xyz', 'https://testnet.nado.xyz'],
    source: 'nadohq/nado-web-monorepo-snapshot bd4f013, apps/trade/client/modules/app/appData and apps/e2e/README.md',
    date: '2026-04-27',
  },
  paradex: {
    origins: ['https://app.paradex.trade', 'https://app.testnet.paradex.trade'],
    source: 'tradeparadex/paradex-docs 9b82a75, fern/docs.yml; tradeparadex/paradex-py 334a7f8',
    date: '2026-08-20',
  },
};

/** Whether this site is the venue's own. */
export const siteOf = (venue: string, origin: string): KeyDerivation['site'] => {
  const known = Object.hasOwn(ORIGINS, venue) ? ORIGINS[venue] : undefined;
  if (!known) return 'unknown';
  return known.origins.includes(origin) ? 'own' : 'foreign';
};
