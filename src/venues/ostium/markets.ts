/**
 * The pairs of Ostium by their number.
 * @see https://github.com/0xOstium/ostium-python-sdk 6e65aef (2025-10-16), `README.md` (pairs "as of May 2025"), `config.py`
 * @module
 */
import type { Address } from '../../signing/address.ts';

/** The list says its month. */
export const LIST_DATE = '2025-05';

const PAIRS =
  'BTC-USD ETH-USD EUR-USD GBP-USD USD-JPY XAU-USD HG-USD CL-USD XAG-USD SOL-USD SPX-USD DJI-USD NDX-USD NIK-JPY FTSE-GBP DAX-EUR USD-CAD USD-MXN NVDA-USD GOOG-USD AMZN-USD META-USD TSLA-USD AAPL-USD MSFT-USD'.split(
    ' ',
  );

/** `BTC-USD`; undefined for a number that was not in the list on its day. */
export const pairAt = (index: bigint): string | undefined => PAIRS[Number(index)];

/** Arbitrum One; margin is USDC of 6 decimals. */
export const CHAIN = 42161;
export const TRADING: Address = '0x6D0bA1f9996DBD8885827e1b2e8f6593e7702411';
