/**
 * The 128 bits beside an order of Nado.
 * `value 127..64 | builder 63..48 | builder's fee 47..38 | reserved 37..14 | trigger 13..12 | reduce only 11 | type 10..9 |
 * isolated 8 | version 7..0`
 * @see https://github.com/nadohq/nado-contracts `core/contracts/OffchainExchange.sol` (c3a0f0e, 26 March 2026)
 * @see https://github.com/nadohq/nado-python-sdk `nado_protocol/utils/order.py` (f514e48, 28 February 2026)
 * @module
 */
import { NotReadable } from '../adapter.ts';

/** `margin`: 1e6, of the quote coin. `builder.fee`: a hundred-thousandth of what is traded. `twap.slippage`: 1e6. */
export type Appendix = {
  type: bigint;
  reduceOnly: boolean;
  trigger: 'none' | 'price' | 'twap' | 'twap-custom';
  margin?: bigint;
  twap?: { times: bigint; slippage: bigint };
  builder?: { id: bigint; fee: bigint };
};

const TRIGGERS = ['none', 'price', 'twap', 'twap-custom'] as const;

/** @throws {NotReadable} for another version, and for bits that the venue's code gives no meaning or refuses together. */
export const appendixOf = (appendix: bigint): Appendix => {
  const bits = (from: bigint, length: bigint): bigint => (appendix >> from) & ((1n << length) - 1n);
  const trigger = TRIGGERS[Number(bits(12n, 2n))] ?? 'none';
  const isolated = bits(8n, 1n) === 1n;
  const twap = trigger === 'twap' || trigger === 'twap-custom';
  const value = bits(64n, 64n);
  const builder = { id: bits(48n, 16n), fee: bits(38n, 10n) };
  const wrong =
    bits(0n, 8n) !== 1n ||
    bits(14n, 24n) !== 0n ||
    (isolated && twap) ||
    (!isolated && !twap && value !== 0n) ||
    (builder.id === 0n && builder.fee !== 0n);
  if (wrong)
    throw new NotReadable({ id: 'why.value', params: { field: 'appendix', value: `0x${appendix.toString(16)}` } });
  return {
    type: bits(9n, 2n),
    reduceOnly: bits(11n, 1n) === 1n,
    trigger,
    ...(isolated ? { margin: value } : {}),
    ...(twap ? { twap: { times: value >> 32n, slippage: value & 0xffff_ffffn } } : {}),
    ...(builder.id === 0n ? {} : { builder }),
  };
};
