/**
 * @file e^x and ln x, two at a time.
 *
 * A line `// inline` before a function is read by the build (scripts/kernels.mjs) as AssemblyScript's decorator of that name, which is no
 * TypeScript. Constants are loaded from memory: V8 would otherwise build each from an integer wherever it is used.
 */
import { POWERS } from "./expTable";

const CONSTANTS: usize = memory.data<f64>([
  -708.0, -708.0,
  // 256/ln 2
  369.3299304675746, 369.3299304675746,
  // 1.5 · 2^52: adding it rounds to an integer, which then stands in the low bits
  6755399441055744.0, 6755399441055744.0,
  // ln 2/256 in two parts, the first of 35 bits: exact times any index below 2^18
  0.002707606173999011, 0.002707606173999011, 6.327543041662719e-14, 6.327543041662719e-14,
  // 1/6, corrected for the term r^5/120 that is left out: best over |r| ≤ ln 2/512
  0.16666667995836734, 0.16666667995836734, 0.041666666666666664, 0.041666666666666664, 0.5, 0.5,
]);

/**
 * e^x, error below 1 ulp, for |x| ≤ 708.
 *
 * 2^{k/256} from a table, with the relative error of its entries, and a polynomial of degree 4 on |r| ≤ ln 2/512.
 */
// inline
export function exp2x(x: v128): v128 {
  const magic = v128.load(CONSTANTS, 32);
  const bits = f64x2.add(f64x2.mul(x, v128.load(CONSTANTS, 16)), magic);
  const k = f64x2.sub(bits, magic);
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(k, v128.load(CONSTANTS, 48))), f64x2.mul(k, v128.load(CONSTANTS, 64)));
  const first = v128.load(POWERS + ((<usize>(i32x4.extract_lane(bits, 0) & 255)) << 4));
  const second = v128.load(POWERS + ((<usize>(i32x4.extract_lane(bits, 2) & 255)) << 4));
  const rest = i64x2.shuffle(first, second, 1, 3);
  // The bits of k above the index go to the exponent.
  const power = i64x2.add(i64x2.shuffle(first, second, 0, 2), i64x2.shl(i64x2.shr_u(bits, 8), 52));
  const r2 = f64x2.mul(r, r);
  const even = f64x2.mul(r2, v128.load(CONSTANTS, 96));
  const odd = f64x2.add(v128.load(CONSTANTS, 112), f64x2.mul(r, v128.load(CONSTANTS, 80)));
  const p = f64x2.add(f64x2.add(r, rest), f64x2.mul(r2, f64x2.add(odd, even)));
  return f64x2.add(power, f64x2.mul(power, p));
}

/** e^x for x ≤ 709.7: exactly 0 below −708, where results would be subnormal, and at −∞. */
// inline
export function anyExp2x(x: v128): v128 {
  const least = v128.load(CONSTANTS);
  return v128.and(exp2x(f64x2.pmax(x, least)), f64x2.ge(x, least));
}

/** R(s²) = Σ_j c_j s^{2j} ≈ (ln((1+s)/(1−s)) − 2s)/s, interpolated at the Chebyshev nodes of |s| ≤ 0.2004; error 6e-17 of 2s. */
const LOG: usize = memory.data<f64>(
  [
    1.0, 1.0, 0.5, 0.5,
    // c_2, c_4, c_6
    0.3999999999932942, 0.3999999999932942, 0.22222182532088167, 0.22222182532088167, 0.15283384827563226, 0.15283384827563226,
    // c_1, c_3, c_5, c_7
    0.6666666666666694, 0.6666666666666694, 0.2857142883808729, 0.2857142883808729, 0.1818462332258564, 0.1818462332258564,
    0.15121379435701898, 0.15121379435701898,
    // ln 2 in two parts, the first exact times any exponent
    1.9082149292705877e-10, 1.9082149292705877e-10, 0.6931471803691238, 0.6931471803691238,
    // Mantissas are taken from here to twice this; the least normal number
    0.70703125, 0.70703125, 2.2250738585072014e-308, 2.2250738585072014e-308,
  ],
  16,
);
const LOG_BITS: usize = memory.data<i64>([-0x10000000000000, -0x10000000000000, 0x8000000000000, 0x8000000000000], 16);

/** s R(s²): what ln((1+s)/(1−s)) is more than 2s, |s| ≤ 0.2004. */
// inline
function excess(s: v128): v128 {
  const z2 = f64x2.mul(s, s);
  const z4 = f64x2.mul(z2, z2);
  const odd = f64x2.mul(z4, f64x2.add(v128.load(LOG, 32), f64x2.mul(z4, f64x2.add(v128.load(LOG, 48), f64x2.mul(z4, v128.load(LOG, 64))))));
  const high = f64x2.add(v128.load(LOG, 112), f64x2.mul(z4, v128.load(LOG, 128)));
  return f64x2.add(odd, f64x2.mul(z2, f64x2.add(v128.load(LOG, 80), f64x2.mul(z4, f64x2.add(v128.load(LOG, 96), f64x2.mul(z4, high))))));
}

/** The exponents at the top of 64-bit integers, as numbers. */
// inline
function exponents(bits: v128): v128 {
  const top = i32x4.shr_s(bits, 20);
  return f64x2.convert_low_i32x4_s(i32x4.shuffle(top, top, 1, 3, 1, 3));
}

/** ln x, error below 1 ulp, for normal x > 0: no zero, subnormal, infinity or NaN. */
// inline
export function log2x(x: v128): v128 {
  const one = v128.load(LOG);
  // x = 2^k z, 0.70703125 ≤ z < 1.4140625: differences of bits
  const above = i64x2.sub(x, v128.load(LOG, 176));
  const k = exponents(above);
  const z = i64x2.sub(x, v128.and(above, v128.load(LOG_BITS)));
  const f = f64x2.sub(z, one);
  const s = f64x2.div(f, f64x2.add(z, one));
  const half = f64x2.mul(v128.load(LOG, 16), f64x2.mul(f, f));
  const low = f64x2.add(f64x2.mul(s, f64x2.add(half, excess(s))), f64x2.mul(k, v128.load(LOG, 144)));
  return f64x2.sub(f64x2.mul(k, v128.load(LOG, 160)), f64x2.sub(f64x2.sub(half, low), f));
}

/**
 * ln(q/p), error below 3 ulp, for normal p and q: also where q/p is no double, and relative to itself where q is close to p.
 *
 * With p' = 2^k p within a factor of 1.5 of q, s = (q − p')/(q + p') and ln(q/p) = k ln 2 + 2s + s R(s²).
 */
// inline
export function logRatio2x(p: v128, q: v128): v128 {
  const apart = i64x2.add(i64x2.sub(q, p), v128.load(LOG_BITS, 16));
  const k = exponents(apart);
  const near = i64x2.add(p, v128.and(apart, v128.load(LOG_BITS)));
  const s = f64x2.div(f64x2.sub(q, near), f64x2.add(q, near));
  const low = f64x2.add(f64x2.mul(s, excess(s)), f64x2.mul(k, v128.load(LOG, 144)));
  return f64x2.add(f64x2.mul(k, v128.load(LOG, 160)), f64x2.add(f64x2.add(s, s), low));
}

/** Whether a number is 0 or subnormal. */
// inline
export function anySmall(x: v128): bool {
  return v128.any_true(f64x2.lt(x, v128.load(LOG, 192)));
}

/** Whether both numbers are positive and normal. */
// inline
export function bothNormal(x: v128): bool {
  return i64x2.all_true(v128.and(f64x2.ge(x, f64x2.splat(2.2250738585072014e-308)), f64x2.le(x, f64x2.splat(1.7976931348623157e308))));
}

/** ln x of any x ≥ 0: −∞ at 0, +∞ at +∞. */
export function logOf(x: f64): f64 {
  if (x === 0.0) return -Infinity;
  if (x === Infinity) return Infinity;
  if (x >= 2.2250738585072014e-308) return f64x2.extract_lane(log2x(f64x2.splat(x)), 0);
  // Subnormal: 2^54 times as large.
  return f64x2.extract_lane(log2x(f64x2.splat(x * 18014398509481984.0)), 0) - 37.42994775023705;
}

/** out = e^x for `count` numbers; x ≤ 709.7. */
export function exps(x: usize, out: usize, count: i32): void {
  const end = x + ((<usize>count & ~1) << 3);
  for (; x < end; x += 16, out += 16) v128.store(out, anyExp2x(v128.load(x)));
  if (count & 1) store<f64>(out, f64x2.extract_lane(anyExp2x(f64x2.splat(load<f64>(x))), 0));
}

/** out = ln x for `count` numbers ≥ 0. */
export function logs(x: usize, out: usize, count: i32): void {
  const end = x + ((<usize>count & ~1) << 3);
  for (; x < end; x += 16, out += 16) {
    const a = v128.load(x);
    if (bothNormal(a)) v128.store(out, log2x(a));
    else {
      store<f64>(out, logOf(load<f64>(x)));
      store<f64>(out, logOf(load<f64>(x, 8)), 8);
    }
  }
  if (count & 1) store<f64>(out, logOf(load<f64>(x)));
}
