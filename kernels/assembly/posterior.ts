/**
 * @file Posterior weights of a mixture's components at four points at once: two vectors of two.
 *
 * Logarithms are kept in units of ln 2/512, so that e^x needs no reduction but rounding. They stand at 32 bytes a component: both vectors.
 */
import { SHIFTED } from "./expTable";

const CONSTANTS: usize = memory.data<f64>(
  [
    // 1.5 · 2^52: adding it rounds to an integer, which then stands in the low bits
    6755399441055744.0, 6755399441055744.0,
    // −1021 · 512: below, the result is 2^−1021 instead of less
    -522752.0, -522752.0,
    // 2^{r/512} = 1 + c_1 r + c_2 r² + c_3 r³, |r| ≤ ½: c_2 best for the cubic, error 1.6e-15
    0.0013538030870311431, 0.0013538030870311431, 9.16391428214647e-7, 9.16391428214647e-7, 4.1353783506767136e-10, 4.1353783506767136e-10,
  ],
  16,
);
const INDEX: usize = memory.data<i64>([0xff8, 0xff8], 16);

/**
 * 2^{y/512} for y ≤ 522000, relative error below 3e-15; 2^−1021 where y is less than −522752 or NaN.
 *
 * The constants are arguments, so that a loop holds them in registers.
 */
// inline
function power2x(y: v128, magic: v128, least: v128, indices: v128, c1: v128, c2: v128, c3: v128): v128 {
  const held = f64x2.pmax(least, y);
  const bits = f64x2.add(held, magic);
  const r = f64x2.sub(held, f64x2.sub(bits, magic));
  const index = v128.and(i64x2.shl(bits, 3), indices);
  const first = v128.load64_zero(SHIFTED + <usize>i32x4.extract_lane(index, 0));
  const entries = v128.load64_lane(SHIFTED + <usize>i32x4.extract_lane(index, 2), first, 1);
  // The entries lack what the bits of the index add to them here.
  const power = i64x2.add(entries, i64x2.shl(bits, 43));
  const q = f64x2.add(f64x2.mul(f64x2.add(f64x2.mul(c3, r), c2), r), c1);
  return f64x2.add(power, f64x2.mul(power, f64x2.mul(q, r)));
}

/** Turns `count` components' logarithms into weights relative to the largest, whose logarithms are at `most`. */
export function weigh(logs: usize, count: i32, most: usize): void {
  const m0 = v128.load(most);
  const m1 = v128.load(most, 16);
  const magic = v128.load(CONSTANTS);
  const least = v128.load(CONSTANTS, 16);
  const indices = v128.load(INDEX);
  const c1 = v128.load(CONSTANTS, 32);
  const c2 = v128.load(CONSTANTS, 48);
  const c3 = v128.load(CONSTANTS, 64);
  for (const end = logs + ((<usize>count) << 5); logs < end; logs += 32) {
    v128.store(logs, power2x(f64x2.sub(v128.load(logs), m0), magic, least, indices, c1, c2, c3));
    v128.store(logs, power2x(f64x2.sub(v128.load(logs, 16), m1), magic, least, indices, c1, c2, c3), 16);
  }
}
