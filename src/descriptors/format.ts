/**
 * One format of an ERC-7730 descriptor as the build writes it down: includes, references and groups are resolved, so that
 * nothing but a list of fields is left. It comes out of a file of the extension, and is checked all the same: what a
 * stranger wrote must not hold a page up.
 * @see https://eips.ethereum.org/EIPS/eip-7730
 * @module
 */
import * as v from 'valibot';

const MOST_FIELDS = 128;
const MOST_WORDS = 256;

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const decimals = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(77));
/** `orders.[].price`, `path.[-1]`, `data.[0:20]`, `@.to` */
const path = v.pipe(text(300), v.regex(/^(?:@\.(?:from|to|value|chainId)|[^.[\]]+(?:\.(?:[^.[\]]+|\[[-\d:]*\]))*)$/));
/** A name that continues a number would change it: `50` and the unit `00` or `e5`. */
const unit = v.pipe(text(32), v.regex(/^(?!\P{L}*\p{N})(?!\s*e[\d+-])/iu));

const field = v.pipe(
  v.strictObject({
    label: text(100),
    /** of a signed value; else `value` is the description's own */
    path: v.exactOptional(path),
    value: v.exactOptional(text(500)),
    /** `other`: one that is not rendered here */
    format: v.picklist([
      'raw',
      'amount',
      'tokenAmount',
      'date',
      'duration',
      'unit',
      'enum',
      'chainId',
      'addressName',
      'tokenTicker',
      'other',
    ]),
    /** an address, or the path of one */
    token: v.exactOptional(v.union([v.pipe(v.string(), v.regex(/^0x[\da-f]{40}$/)), path])),
    /** a token whose decimals the description itself names */
    ticker: v.exactOptional(v.strictObject({ symbol: unit, decimals })),
    base: v.exactOptional(unit),
    decimals: v.exactOptional(decimals),
    /** number -> word */
    words: v.exactOptional(v.pipe(v.array(v.strictTuple([text(80), text(80)])), v.maxLength(MOST_WORDS))),
    /** The description is one of this message only if the value is one of these; such a field is not shown. */
    only: v.exactOptional(v.pipe(v.array(text(200)), v.minLength(1), v.maxLength(32))),
  }),
  v.check(({ path, value }) => (path === undefined) !== (value === undefined)),
);

const format = v.strictObject({
  intent: v.pipe(text(200), v.minLength(1)),
  /** of a call: as Solidity writes it, with the names of its parameters */
  signature: v.exactOptional(text(4000)),
  fields: v.pipe(v.array(field), v.maxLength(MOST_FIELDS)),
});

export type DescribedField = v.InferOutput<typeof field>;
export type DescribedFormat = v.InferOutput<typeof format>;

/** null for what is no format. */
export const parseFormat = (input: unknown): DescribedFormat | null => {
  const parsed = v.safeParse(format, input);
  return parsed.success ? parsed.output : null;
};
