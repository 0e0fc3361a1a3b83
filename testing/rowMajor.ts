/** @file States as digits: the numbering that every independent definition here shares. */

/**
 * Row-major number of a sequence of digits, site 0 slowest: index = Σ_i digits[i] · base^(L-1-i).
 *
 * With base = alphabet it numbers complete sequences; with base = alphabet + 1 it numbers masked states (the mask is the digit
 * `alphabet`, the largest, so a state lies above every state that it can become).
 *
 * @param digits shape [L], integers in [0, base)
 */
export function rowMajor(digits: readonly number[], base: number): number {
  return digits.reduce((index, digit) => index * base + digit, 0);
}

/** Digits of a row-major number, shape [length]: the inverse of `rowMajor`. */
export function digitsOf(index: number, length: number, base: number): number[] {
  const digits = new Array<number>(length);
  let rest = index;
  for (let site = length - 1; site >= 0; site--) {
    digits[site] = rest % base;
    rest = Math.floor(rest / base);
  }
  return digits;
}
