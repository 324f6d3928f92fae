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
