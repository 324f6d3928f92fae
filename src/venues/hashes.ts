/** Typed data that stands for something else, which nobody can read from it. @module */
import type { Text } from '../lib/text.ts';
import type { TypedData } from '../signing/typed-data.ts';

const KNOWN: Record<string, Text> = {
  'Agent(string source,bytes32 connectionId)': { id: 'why.hyperliquidHash' },
  'Minified(bytes32 digest)': { id: 'why.gmxHash' },
};

/** What exactly cannot be read; null when the message is more than hashes. */
export const hashIn = ({ encodeType, fields }: TypedData): Text | null => {
  const known = KNOWN[encodeType];
  if (known) return known;
  return fields.every((field) => field.type === 'bytes32') ? { id: 'why.hash' } : null;
};
