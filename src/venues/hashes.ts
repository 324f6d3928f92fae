/** Typed data that stands for something else, which nobody can read from it. @module */
import type { Text } from '../lib/text.ts';
import { sameAddress } from '../signing/address.ts';
import type { TypedData } from '../signing/typed-data.ts';

/** Derive's RFQ modules: executing a quote signs `keccak(legs)` and a fee, 64 bytes; a quote itself is longer. */
const DERIVE_RFQ = ['0x9371352CCef6f5b36EfDFE90942fFE622Ab77F1D', '0x4E4DD8Be1e461913D9A5DBC4B830e67a8694ebCa'];
const DERIVE_ACTION =
  'Action(uint256 subaccountId,uint256 nonce,address module,bytes data,uint256 expiry,address owner,address signer)';

const KNOWN: Record<string, Text> = {
  'Agent(string source,bytes32 connectionId)': { id: 'why.hyperliquidHash' },
  'Minified(bytes32 digest)': { id: 'why.gmxHash' },
};

/** What exactly cannot be read; null when the message is more than hashes. */
export const hashIn = ({ encodeType, message, fields }: TypedData): Text | null => {
  const known = KNOWN[encodeType];
  if (known) return known;
  if (encodeType === DERIVE_ACTION && String(message.data).length === 2 + 2 * 64)
    return DERIVE_RFQ.some((module) => sameAddress(module, String(message.module))) ? { id: 'why.hash' } : null;
  return fields.every((field) => field.type === 'bytes32') ? { id: 'why.hash' } : null;
};
