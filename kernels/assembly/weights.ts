/** @file The weights A = Q (Q/P)^w that every guided process is read from, from Q and ln(Q/P). */
import { exp2x, logOf } from "./exponential";

/** A = Q e^{w R}. The exponent must stay within ±700. */
export function weights(Q: usize, R: usize, A: usize, count: i32, w: f64): void {
  const ws = f64x2.splat(w);
  const pairs = Q + ((<usize>count & ~3) << 3);
  for (; Q < pairs; Q += 32, R += 32, A += 32) {
    v128.store(A, f64x2.mul(v128.load(Q), exp2x(f64x2.mul(ws, v128.load(R)))));
    v128.store(A, f64x2.mul(v128.load(Q, 16), exp2x(f64x2.mul(ws, v128.load(R, 16)))), 16);
  }
  for (let rest = count & 3; rest > 0; rest--, Q += 8, R += 8, A += 8) {
    store<f64>(A, load<f64>(Q) * f64x2.extract_lane(exp2x(f64x2.splat(w * load<f64>(R))), 0));
  }
}

/**
 * The weights of `sets` (≥ 1) values of w at once: w, w + step, …; set j at A + j·apart. Two exponentials a state, then one product a set.
 */
export function weightsOnGrid(Q: usize, R: usize, A: usize, apart: usize, count: i32, sets: i32, w: f64, step: f64): void {
  const ws = f64x2.splat(w);
  const steps = f64x2.splat(step);
  const end = Q + ((<usize>count & ~1) << 3);
  for (; Q < end; Q += 16, R += 16, A += 16) {
    const r = v128.load(R);
    let a = f64x2.mul(v128.load(Q), exp2x(f64x2.mul(ws, r)));
    const factor = exp2x(f64x2.mul(steps, r));
    let out = A;
    v128.store(out, a);
    for (let j = 1; j < sets; j++) {
      a = f64x2.mul(a, factor);
      out += apart;
      v128.store(out, a);
    }
  }
  if (count & 1) {
    const r = f64x2.splat(load<f64>(R));
    let a = load<f64>(Q) * f64x2.extract_lane(exp2x(f64x2.mul(ws, r)), 0);
    const factor = f64x2.extract_lane(exp2x(f64x2.mul(steps, r)), 0);
    for (let j = 0; j < sets; j++, A += apart, a *= factor) store<f64>(A, a);
  }
}

/** Least and largest ln Q + w R over the states with Q > 0, left at `bounds`. */
export function logExtent(Q: usize, R: usize, count: i32, w: f64, bounds: usize): void {
  let least = Infinity;
  let largest = -Infinity;
  for (let s = 0; s < count; s++, Q += 8, R += 8) {
    const q = load<f64>(Q);
    if (q === 0.0) continue;
    const a = logOf(q) + w * load<f64>(R);
    least = min(least, a);
    largest = max(largest, a);
  }
  store<f64>(bounds, least);
  store<f64>(bounds, largest, 8);
}
