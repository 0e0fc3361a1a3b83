/** @file Marginal cubes, (K+1)^L numbers in row-major order, and the logarithm of their ratio. */
import { anySmall, logOf, logRatio2x } from "./exponential";

/** out = Σ of `count` runs of `bytes` bytes, `stride` bytes apart, the first at `from`. */
function sumRuns(out: usize, from: usize, stride: usize, count: i32, bytes: usize): void {
  let add = false;
  while (count > 0) {
    const four = count >= 4;
    const q1 = stride;
    const q2 = four ? stride * 2 : 0;
    const q3 = stride * 3;
    const vectors = bytes & ~15;
    if (four) {
      for (let j: usize = 0; j < vectors; j += 16) {
        const q = from + j;
        let s = f64x2.add(f64x2.add(v128.load(q), v128.load(q + q1)), f64x2.add(v128.load(q + q2), v128.load(q + q3)));
        if (add) s = f64x2.add(s, v128.load(out + j));
        v128.store(out + j, s);
      }
      if (bytes & 8) {
        const q = from + vectors;
        const s = load<f64>(q) + load<f64>(q + q1) + (load<f64>(q + q2) + load<f64>(q + q3));
        store<f64>(out + vectors, add ? s + load<f64>(out + vectors) : s);
      }
      from += stride * 4;
      count -= 4;
    } else {
      for (let j: usize = 0; j < vectors; j += 16) {
        let s = v128.load(from + j);
        if (add) s = f64x2.add(s, v128.load(out + j));
        v128.store(out + j, s);
      }
      if (bytes & 8) {
        const s = load<f64>(from + vectors);
        store<f64>(out + vectors, add ? s + load<f64>(out + vectors) : s);
      }
      from += stride;
      count -= 1;
    }
    add = true;
  }
}

/** Fills the block of one value of the sites before `left` ones: returns where the law goes on. */
function fill(K: i32, left: i32, bytes: usize, cube: usize, law: usize): usize {
  if (left === 1) {
    let j = 0;
    let pair = f64x2.splat(0.0);
    for (; j + 2 <= K; j += 2, law += 16, cube += 16) {
      const x = v128.load(law);
      v128.store(cube, x);
      pair = f64x2.add(pair, x);
    }
    let sum = f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
    if (j < K) {
      const x = load<f64>(law);
      store<f64>(cube, x);
      sum += x;
      law += 8;
      cube += 8;
    }
    store<f64>(cube, sum);
    return law;
  }
  const run = bytes / <usize>(K + 1);
  let at = cube;
  for (let v = 0; v < K; v++, at += run) law = fill(K, left - 1, run, at, law);
  sumRuns(at, cube, run, K, run);
  return law;
}

/** cube = marginal cube of a law of K^L numbers: P[S] = Σ over the completions of S. Depth first, so that sums find their terms in cache. */
export function marginalCube(K: i32, L: i32, law: usize, cube: usize): void {
  let bytes: usize = 8;
  for (let i = 0; i < L; i++) bytes *= <usize>(K + 1);
  fill(K, L, bytes, cube, law);
}

/**
 * The sums over the first `far` sites, where those over the others stand: for the states [from, from + bytes) of each block of `block` bytes,
 * a block per value of the far sites. The same additions in the same order as `marginalCube`; ranges may be summed at the same time.
 */
export function marginalFar(K: i32, far: i32, block: usize, cube: usize, from: usize, bytes: usize): void {
  let all = block;
  for (let i = 0; i < far; i++) all *= <usize>(K + 1);
  sumFar(K, far, all, block, cube + from, bytes);
}

function sumFar(K: i32, left: i32, all: usize, block: usize, cube: usize, bytes: usize): void {
  const run = all / <usize>(K + 1);
  if (left > 1) for (let v = 0, at = cube; v < K; v++, at += run) sumFar(K, left - 1, run, block, at, bytes);
  const out = cube + run * <usize>K;
  for (let at: usize = 0; at < run; at += block) sumRuns(out + at, cube + at, run, K, bytes);
}

/** ln(q/p) of any two numbers ≥ 0; 0 where q = 0. */
function anyLogRatio(p: f64, q: f64): f64 {
  if (q === 0.0) return 0.0;
  if (min(p, q) < 2.2250738585072014e-308) return logOf(q) - logOf(p);
  return f64x2.extract_lane(logRatio2x(f64x2.splat(p), f64x2.splat(q)), 0);
}

/**
 * out = ln(Q/P) for `count` states: 0 where Q = 0, +∞ where P = 0 < Q.
 *
 * Leaves at `bounds`: least positive Q, least and largest of out.
 */
export function logRatios(P: usize, Q: usize, out: usize, count: i32, bounds: usize): void {
  let leastQ = f64x2.splat(1.0);
  let least = f64x2.splat(0.0);
  let largest = f64x2.splat(0.0);
  const end = Q + ((<usize>count & ~1) << 3);
  for (; Q < end; P += 16, Q += 16, out += 16) {
    const p = v128.load(P);
    let q = v128.load(Q);
    let l = logRatio2x(p, q);
    if (anySmall(f64x2.pmin(p, q))) {
      const q0 = f64x2.extract_lane(q, 0);
      const q1 = f64x2.extract_lane(q, 1);
      l = f64x2.replace_lane(f64x2.splat(anyLogRatio(load<f64>(P), q0)), 1, anyLogRatio(load<f64>(P, 8), q1));
      q = f64x2.replace_lane(f64x2.splat(q0 === 0.0 ? 1.0 : q0), 1, q1 === 0.0 ? 1.0 : q1);
    }
    v128.store(out, l);
    leastQ = f64x2.pmin(leastQ, q);
    least = f64x2.pmin(least, l);
    largest = f64x2.pmax(largest, l);
  }
  let q = min(f64x2.extract_lane(leastQ, 0), f64x2.extract_lane(leastQ, 1));
  let low = min(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1));
  let high = max(f64x2.extract_lane(largest, 0), f64x2.extract_lane(largest, 1));
  if (count & 1) {
    const last = load<f64>(Q);
    const l = anyLogRatio(load<f64>(P), last);
    store<f64>(out, l);
    if (last !== 0.0) q = min(q, last);
    low = min(low, l);
    high = max(high, l);
  }
  store<f64>(bounds, q);
  store<f64>(bounds, low, 8);
  store<f64>(bounds, high, 16);
}

/** out = the K^L entries of a cube without a mask, row-major. */
export function completePart(K: i32, L: i32, cube: usize, out: usize): void {
  let bytes: usize = 8;
  for (let i = 0; i < L; i++) bytes *= <usize>(K + 1);
  collect(K, L, bytes, cube, out);
}

function collect(K: i32, left: i32, bytes: usize, cube: usize, out: usize): usize {
  const run = bytes / <usize>(K + 1);
  if (left > 1) {
    for (let v = 0; v < K; v++, cube += run) out = collect(K, left - 1, run, cube, out);
    return out;
  }
  let j = 0;
  for (; j + 2 <= K; j += 2, cube += 16, out += 16) v128.store(out, v128.load(cube));
  if (j < K) {
    store<f64>(out, load<f64>(cube));
    out += 8;
  }
  return out;
}
