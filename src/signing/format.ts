/** Shows numbers exactly: no rounding, no shortening. @module */

/** `1234567.5` becomes `1,234,567.5`. The text must be a plain decimal; anything else comes back as it is. */
export const group = (decimal: string): string => {
  const found = /^(-?)(\d+)((?:\.\d+)?)$/.exec(decimal);
  if (!found) return decimal;
  const [, sign = '', whole = '', rest = ''] = found;
  return `${sign}${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}${rest}`;
};

/**
 * A fixed-point integer as decimal text without trailing zeros.
 * @param decimals how many of its digits stand behind the point (18 for 1e18 units)
 */
export const fixed = (value: bigint, decimals: number): string => {
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const rest = decimals === 0 ? '' : digits.slice(-decimals).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${whole}${rest && `.${rest}`}`;
};

/** A decimal as it is signed: digits, perhaps a point and digits. No sign, exponent or superfluous zero before it. */
export const isDecimal = (text: string): boolean => /^(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text);

const parts = (decimal: string): { digits: bigint; places: number } => {
  const [whole = '', rest = ''] = decimal.split('.');
  return { digits: BigInt(whole + rest), places: rest.length };
};

/** The exact product of two decimals (`isDecimal`), without trailing zeros. */
export const times = (a: string, b: string): string => {
  const [x, y] = [parts(a), parts(b)];
  return fixed(x.digits * y.digits, x.places + y.places);
};

/** Below 0, 0 or above 0, as `a` is less than, equal to or more than `b` (both `isDecimal`). */
export const compare = (a: string, b: string): number => {
  const [x, y] = [parts(a), parts(b)];
  const difference = x.digits * 10n ** BigInt(y.places) - y.digits * 10n ** BigInt(x.places);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/** An amount of dollars with at least two decimals and all that it has: `1720` becomes `$1,720.00`. */
export const dollars = (decimal: string): string => {
  const [whole = '', rest = ''] = decimal.split('.');
  return `$${group(`${whole}.${rest.padEnd(2, '0')}`)}`;
};

/** The exact sum of two decimals, either of which may carry a minus. */
export const plus = (a: string, b: string): string => {
  const [x, y] = [a, b].map((text) => {
    const { digits, places } = parts(text.replace('-', ''));
    return { digits: text.startsWith('-') ? -digits : digits, places };
  }) as [{ digits: bigint; places: number }, { digits: bigint; places: number }];
  const places = Math.max(x.places, y.places);
  const scaled = ({ digits, places: own }: { digits: bigint; places: number }) => digits * 10n ** BigInt(places - own);
  return fixed(scaled(x) + scaled(y), places);
};

const RATIO_DIGITS = 9;

/**
 * `a` divided by `b` (both `isDecimal`, `b` above 0), cut to nine significant digits. `exact`: nothing was cut off.
 */
export const ratio = (a: string, b: string): { text: string; exact: boolean } => {
  const [x, y] = [parts(a), parts(b)];
  const [over, under] = [x.digits * 10n ** BigInt(y.places), y.digits * 10n ** BigInt(x.places)];
  const magnitude = String(over / under).length;
  let places = over >= under ? Math.max(0, RATIO_DIGITS - magnitude) : RATIO_DIGITS;
  // Below 1 the zeros after the point are no significant digits.
  if (over > 0n && over < under) places += String(under / over).length - 1;
  const scaled = over * 10n ** BigInt(places);
  return { text: fixed(scaled / under, places), exact: scaled % under === 0n };
};
