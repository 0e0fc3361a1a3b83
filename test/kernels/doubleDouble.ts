/** @file e^x and ln x to about 30 digits, as unevaluated sums of two float64: what the kernels' last bits are judged by. */

export type Double2 = readonly [high: number, low: number];

function twoSum(a: number, b: number): Double2 {
  const s = a + b;
  const v = s - a;
  return [s, a - (s - v) + (b - v)];
}

/** Exact product; operands below 2^996. */
function twoProduct(a: number, b: number): Double2 {
  const p = a * b;
  const [ah, al] = split(a);
  const [bh, bl] = split(b);
  return [p, ah * bh - p + ah * bl + al * bh + al * bl];
}

function split(a: number): Double2 {
  const c = 134217729 * a;
  const high = c - (c - a);
  return [high, a - high];
}

export function add2(a: Double2, b: Double2): Double2 {
  const [s, e] = twoSum(a[0], b[0]);
  return twoSum(s, e + a[1] + b[1]);
}

function multiply2(a: Double2, b: Double2): Double2 {
  const [p, e] = twoProduct(a[0], b[0]);
  return twoSum(p, e + a[0] * b[1] + a[1] * b[0]);
}

/** ln 2 in three parts: the first two end at 2^−32 and 2^−64, so that their products with the exponents of doubles are exact. */
const LN2 = [0.6931471803691238, 1.9082149288430703e-10, 4.275175589747649e-20];

/** 1/n!, n = 0 … 16. */
const RECIPROCALS: readonly Double2[] = inverseFactorials(17);

function inverseFactorials(count: number): readonly Double2[] {
  const out: Double2[] = [[1, 0]];
  for (let n = 1; n < count; n++) {
    const [q] = [out[n - 1][0] / n];
    // One Newton step of the division: the remainder, divided again.
    const [p, e] = twoProduct(q, n);
    out.push(twoSum(q, (out[n - 1][0] - p - e + out[n - 1][1]) / n));
  }
  return out;
}

/** e^x, for |x| ≤ 745: the sum times a power of two that is returned apart. */
export function exp2(x: number): { readonly value: Double2; readonly power: number } {
  const power = Math.round(x / Math.LN2);
  let r: Double2 = twoSum(x, -power * LN2[0]);
  r = add2(r, twoProduct(-power, LN2[1]));
  r = add2(r, [-power * LN2[2], 0]);
  // (e^{r/16})^16
  const small: Double2 = [r[0] / 16, r[1] / 16];
  let sum: Double2 = [0, 0];
  for (let n = RECIPROCALS.length - 1; n >= 0; n--) sum = add2(multiply2(sum, small), RECIPROCALS[n]);
  for (let j = 0; j < 4; j++) sum = multiply2(sum, sum);
  return { value: sum, power };
}

/** ln x for normal x: a float64 guess y, corrected by ln(x e^{−y}). */
export function log2(x: number): Double2 {
  const guess = Math.log(x);
  const { value, power } = exp2(-guess);
  // x e^{−y} − 1, small: multiplied by the power of two in two halves, so that neither leaves the range.
  const half = power >> 1;
  const scaled: Double2 = [value[0] * 2 ** half, value[1] * 2 ** half];
  const product = multiply2([x * 2 ** (power - half), 0], scaled);
  const d = add2(product, [-1, 0]);
  return add2([guess, 0], [d[0] - (d[0] * d[0]) / 2, d[1]]);
}

/** |found − exact| in units of the exact value's last place, for exact = value · 2^power. */
export function ulps(found: number, value: Double2, power = 0): number {
  const exponent = Math.floor(Math.log2(Math.abs(value[0])));
  const half = Math.trunc(power / 2);
  const difference = found * 2 ** -half * 2 ** -(power - half) - value[0] - value[1];
  return Math.abs(difference) / 2 ** (exponent - 52);
}
