/**
 * The modules of Derive: what the bytes of an `Action` mean. An address that is in no list is not read.
 * v2: derivexyz/v2-matching f6c20f4 (21 January 2026), `deployments/957` and `901`. v3: derivexyz/derive-py 92fa887
 * (18 August 2026), `derive_py/config/contracts.py`, and derivexyz/derive-ts a58797b (7 August 2026).
 * @module
 */
import { type Address, parseAddress } from '../../signing/address.ts';

/** In lower case. v3 kept those of v2. */
const SHARED = {
  '0xb8d20c2b7a1ad2ee33bc50ef10876ed3035b5e7b': 'trade',
  '0x9371352ccef6f5b36efdfe90942ffe622ab77f1d': 'rfq',
  '0x01259207a40925b794c8ac320456f7f6c8fe2636': 'transfer',
  '0x9d0e8f5b25384c7310cb8c6ae32c8fbeb645d083': 'withdraw',
  '0x66d23e59daeef13904efa2d4b8658aed05f59a92': 'liquidate',
} as const;
const V2 = { ...SHARED, '0x9b3fe5e5a3bcea5df4e08c41ce89c4e3ff01ace3': 'deposit' } as const;
const V2_TEST = {
  '0x87f2863866d85e3192a35a73b388bd625d83f2be': 'trade',
  '0x4e4dd8be1e461913d9a5dbc4b830e67a8694ebca': 'rfq',
  '0x0cfc1a4a90741ab242cafacd798b409e12e68926': 'transfer',
  '0xe850641c5207dc5e9423fb15f89ae6031a05fd92': 'withdraw',
  '0xfc3d7465c6aa57d7ba39ed70f143f89e1f823f37': 'liquidate',
  '0x43223db33ada0575d2e100829543f8b04a37a1ec': 'deposit',
} as const;
const V3 = {
  ...SHARED,
  '0x8f9b8f12dda05fb1f0dddde8f5af8cecf54f8ac9': 'externalTransfer',
  '0xb86d6de1b76c9839e4ba860848cd98a1dabd6b54': 'whitelist',
  '0x2885c174ebf5524aed9c721d60c12b1537685186': 'vault',
  '0xe330cf64ff6ebf41699aad344cb21d78db1d2bb6': 'sessionKey',
} as const;

export type Module =
  | 'trade'
  | 'rfq'
  | 'transfer'
  | 'withdraw'
  | 'liquidate'
  | 'deposit'
  | 'externalTransfer'
  | 'whitelist'
  | 'vault'
  | 'sessionKey';

/** The version of Derive is the number of the network alone: the same bytes are another venue under another number. */
export const VERSIONS: Record<
  number,
  { version: 'v2' | 'v3'; network: string; modules: Readonly<Record<string, Module>> }
> = {
  957: { version: 'v2', network: 'v2', modules: V2 },
  901: { version: 'v2', network: 'v2 test network', modules: V2_TEST },
  1: { version: 'v3', network: 'v3', modules: V3 },
  11155111: { version: 'v3', network: 'v3 test network', modules: V3 },
};

export const moduleAt = (address: Address, chainId: number): Module | null => {
  const modules = VERSIONS[chainId]?.modules ?? {};
  const key = address.toLowerCase();
  return Object.hasOwn(modules, key) ? (modules[key] ?? null) : null;
};

/** The address of a module of this network. @throws {RangeError} where it has none */
export const moduleNamed = (name: Module, chainId: number): Address => {
  const found = Object.entries(VERSIONS[chainId]?.modules ?? {}).find(([, one]) => one === name)?.[0];
  if (found === undefined) throw new RangeError(`No ${name} on ${chainId}`);
  return parseAddress(found);
};
