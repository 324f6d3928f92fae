import type { Text } from '../../lib/text.ts';
import { pattern } from '../text.ts';
import { visible } from '../visible.ts';

/** A sentence of the catalogue with its params in bold (or plain), each apart from its neighbours for right-to-left text. */
export const Sentence = ({ text, plain }: { text: Text; plain?: boolean }) =>
  pattern(text.id)
    .split(/(\{\w+\})/)
    .map((part, i) => {
      const value = text.params?.[part.slice(1, -1)];
      if (!part.startsWith('{') || value === undefined) return part;
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a pattern stay where they are
      return <bdi key={i}>{plain ? visible(value) : <b>{visible(value)}</b>}</bdi>;
    });
