/**
 * The contracts that settle UniswapX orders, by kind of order and network.
 * @see https://github.com/Uniswap/sdks 241fb9a7 (2026-08-07), `sdks/uniswapx-sdk/src/constants.ts`
 * @module
 */
import { type Address, sameAddress } from '../../signing/address.ts';

/** The names are those of the witness types. The reactor of `ExclusiveDutchOrder` is what the SDK calls Dutch. */
export type Kind = 'ExclusiveDutchOrder' | 'V2DutchOrder' | 'V3DutchOrder' | 'PriorityOrder';

export const REACTORS: readonly (readonly [Kind, number, Address])[] = [
  ['ExclusiveDutchOrder', 1, '0x6000da47483062A0D734Ba3dc7576Ce6A0B645C4'],
  ['ExclusiveDutchOrder', 137, '0x6000da47483062A0D734Ba3dc7576Ce6A0B645C4'],
  ['V2DutchOrder', 1, '0x00000011F84B9aa48e5f8aA8B9897600006289Be'],
  ['V2DutchOrder', 42161, '0x1bd1aAdc9E230626C44a139d7E70d842749351eb'],
  ['PriorityOrder', 130, '0x00000006021a6Bce796be7ba509BBBA71e956e37'],
  ['PriorityOrder', 8453, '0x000000001Ec5656dcdB24D90DFa42742738De729'],
  ['V3DutchOrder', 1, '0x0000000015757c461808EA25Eb309638B62681cf'],
  ['V3DutchOrder', 10, '0x000000000923439A92daE8930613568824108631'],
  ['V3DutchOrder', 56, '0x00000000a55e50C71b70Db3C8B58749cd1E18eB2'],
  ['V3DutchOrder', 130, '0x000000005aF66799D1a6317714D66800f9CA1406'],
  ['V3DutchOrder', 137, '0x00000000bAB6E234db8AD638B6A6395b7c499Bc4'],
  ['V3DutchOrder', 8453, '0x000000008a8330B5d1F43A62Bf4C673A49f27ba0'],
  ['V3DutchOrder', 42161, '0xB274d5F4b833b61B340b654d600A864fB604a87c'],
  ['V3DutchOrder', 43114, '0x00000000862cCF095823fc7576Fa6C7e6b7385ef'],
];

export const isReactor = (kind: Kind, chainId: number, contract: Address): boolean =>
  REACTORS.some(([of, on, one]) => of === kind && on === chainId && sameAddress(one, contract));
