/** By file of the vectors. For tests. @module */
import { aevo } from './aevo.ts';
import { apex } from './apex.ts';
import { aster } from './aster.ts';
import { calldata } from './calldata.ts';
import { cow } from './cow.ts';
import { derive } from './derive.ts';
import { dydx } from './dydx.ts';
import { extended } from './extended.ts';
import { gmx } from './gmx.ts';
import { hyperliquid } from './hyperliquid.ts';
import { lighter } from './lighter.ts';
import { nado } from './nado.ts';
import { oneinch } from './oneinch.ts';
import { optionsRfq } from './options-rfq.ts';
import { orderly } from './orderly.ts';
import { paradex } from './paradex.ts';
import { perennial } from './perennial.ts';
import { permits } from './permits.ts';
import { polymarket } from './polymarket.ts';
import type { Expectations } from './reading.ts';
import { siwe } from './siwe.ts';
import { synthetix } from './synthetix.ts';
import { vertex } from './vertex.ts';
import { zeroex } from './zeroex.ts';

export const EXPECTED: Readonly<Record<string, Expectations>> = {
  aevo,
  apex,
  aster,
  calldata,
  cow,
  derive,
  dydx,
  extended,
  gmx,
  hyperliquid,
  lighter,
  nado,
  oneinch,
  'options-rfq': optionsRfq,
  orderly,
  paradex,
  perennial,
  permits,
  polymarket,
  siwe,
  synthetix,
  vertex,
  zeroex,
};
