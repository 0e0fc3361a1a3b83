/** @file Exact rational numbers on BigInt: no rounding and no range, for tiny worlds at any weight. */

/** over / under, in lowest terms, under > 0. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** over / under in lowest terms. @throws RangeError if `under` is 0 */
export function fraction(over: bigint, under = 1n): Fraction {
  if (under === 0n) throw new RangeError(`fraction: under must not be 0, got ${over}/0`);
  const divisor = greatestCommonDivisor(over, under);
  const sign = under < 0n ? -1n : 1n;
  return { over: (sign * over) / divisor, under: (sign * under) / divisor };
}

/** The rational number that a double is. @throws RangeError if it is not finite */
export function exactly(value: number): Fraction {
  if (!Number.isFinite(value)) throw new RangeError(`exactly: value must be finite, got ${value}`);
  let scaled = value;
  let under = 1n;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    under *= 2n;
  }
  return fraction(BigInt(scaled), under);
}

export const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.over * b.under + b.over * a.under, a.under * b.under);
export const minus = (a: Fraction, b: Fraction): Fraction => fraction(a.over * b.under - b.over * a.under, a.under * b.under);
export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.over * b.over, a.under * b.under);
export const over = (a: Fraction, b: Fraction): Fraction => fraction(a.over * b.under, a.under * b.over);

/** a^n for an integer n; 0^0 = 1. @throws RangeError for 0 to a negative power */
export function power(a: Fraction, n: number): Fraction {
  return n >= 0 ? { over: a.over ** BigInt(n), under: a.under ** BigInt(n) } : fraction(a.under ** BigInt(-n), a.over ** BigInt(-n));
}

/** Nearest double, to 1 ulp; 0 below the range of doubles, ±∞ above. */
export function toNumber({ over, under }: Fraction): number {
  if (over === 0n) return 0;
  const size = over < 0n ? -over : over;
  // A quotient of 64 or 65 bits, then the scale in two halves so that a subnormal result is rounded once only.
  const shift = bits(size) - bits(under) - 64;
  const quotient = shift >= 0 ? size / (under << BigInt(shift)) : (size << BigInt(-shift)) / under;
  const half = Math.trunc(shift / 2);
  return (over < 0n ? -1 : 1) * Number(quotient) * 2 ** half * 2 ** (shift - half);
}

/** Natural logarithm of a positive fraction, to 1e-15 of max(1, |log|). */
export function logOf(value: Fraction): number {
  const shift = bits(value.over) - bits(value.under);
  const near =
    shift >= 0 ? { over: value.over, under: value.under << BigInt(shift) } : { over: value.over << BigInt(-shift), under: value.under };
  return Math.log(toNumber(near)) + shift * Math.LN2;
}

function bits(value: bigint): number {
  return value.toString(16).length * 4;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}
