/**
 * The contracts of GMX v2 that a trader signs for.
 * @see https://github.com/gmx-io/gmx-interface a78e920e (2026-08-20), `sdk/src/configs/contracts.ts` and `chains.ts`
 * @module
 */
import { type Address, sameAddress } from '../../signing/address.ts';

/**
 * `relay`: routers for orders of the same network. `multichain`: routers that also take signatures made on a source network.
 * `bridge`: who carries funds out.
 */
type Contracts = {
  relay: Address[];
  multichain: Address[];
  bridge: Address;
  exchange: Address;
  vault: Address;
  wrapped: Address;
};

export const CONTRACTS: Record<number, Contracts> = {
  42161: {
    relay: ['0x5503b99308dB6923758F9A22d118207D633c4e87', '0xfD0596f708d9D950E0eF7b5d191e5F8e55b8a67f'],
    multichain: [
      '0xABFC734f7CFc9352AED7a97b1F6a236eae831e8A',
      '0xAb3EDf0f3eed6804BAe1bD9bF90109ccadFD262e',
      '0x3f6772B95423fC03264adf90Efb8A9922B6C8c6e',
    ],
    bridge: '0x0B33EBA531e5a5A331a3Ff9F418B8205F01C2869',
    exchange: '0x7dE39FF2e232A2203196788d37e234cF8F1b83f1',
    vault: '0x31eF83a530Fde1B38EE9A18093A333D8Bbbc40D5',
    wrapped: '0x82aF49447D8a07e3bd95BD0d56f35241523fBab1',
  },
  43114: {
    relay: ['0x51fe0b7919e1208a717E9B16a097C1C3D70eFbf6', '0xa62BD1cFE2066c5bF4180b4125BBb5116eEA26c9'],
    multichain: [
      '0x204CC947Fddd11c90e302db2A5ac3865021D1618',
      '0x4A2826cAee8FF70d9392B171eaF398E0a2B55047',
      '0xd4F6C2332b36D1Ccb22C7ac479b270fa0cA26a41',
    ],
    bridge: '0x74eECe8cC29b3d549db97F566a4445F48ed62a0d',
    exchange: '0xc002Db96E682FFF6675966F959677285a0C45Efa',
    vault: '0xD3D60D22d415aD43b7e64b510D86A30f19B1B12C',
    wrapped: '0xB31f66AA3C1e785363F0875A1B74E27b85FD66c7',
  },
};

/** Networks whose accounts may sign for the multichain routers: Ethereum, BNB Chain, Base, Arbitrum, Avalanche. */
export const SOURCES = [1, 56, 8453, 42161, 43114];

/** The network that a relay router stands on, which need not be the one that is signed for. */
export const chainOf = (router: Address | undefined): number | undefined => {
  const found = Object.entries(CONTRACTS).find(([, { relay, multichain }]) =>
    [...relay, ...multichain].some((one) => router !== undefined && sameAddress(one, router)),
  );
  return found && Number(found[0]);
};
