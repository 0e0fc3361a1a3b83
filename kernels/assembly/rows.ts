/** @file Rows of K log-probabilities: guided (src/masked/sampling/guidedSite.ts), drawn from (categorical.ts), and mixed (productMixtureDenoiser.ts). */
import { anyExp2x, log2x, logOf } from "./exponential";

/** Weights relative to the row's largest at `weights`, their sum behind them (entry K, and K + 1 where K is odd); returns the largest. */
function relative(row: usize, K: i32, weights: usize): f64 {
  const end = row + ((<usize>K & ~1) << 3);
  let m = f64x2.splat(-Infinity);
  let at = row;
  for (; at < end; at += 16) m = f64x2.pmax(m, v128.load(at));
  let largest = max(f64x2.extract_lane(m, 0), f64x2.extract_lane(m, 1));
  if (K & 1) largest = max(largest, load<f64>(end));
  if (largest === -Infinity || largest === Infinity) return largest;
  const top = f64x2.splat(largest);
  let sums = f64x2.splat(0.0);
  let out = weights;
  for (at = row; at < end; at += 16, out += 16) {
    const e = anyExp2x(f64x2.sub(v128.load(at), top));
    sums = f64x2.add(sums, e);
    v128.store(out, e);
  }
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  if (K & 1) {
    const e = f64x2.extract_lane(anyExp2x(f64x2.splat(load<f64>(end) - largest)), 0);
    store<f64>(out, e);
    sum += e;
  }
  store<f64>(weights + ((<usize>K) << 3), sum);
  return largest;
}

/** log Σ e^row of each of `count` rows; −∞ where all are, +∞ where one is. */
export function logSumRows(rows: usize, K: i32, count: i32, out: usize, work: usize): void {
  const bytes = (<usize>K) << 3;
  for (let k = 0; k < count; k++, rows += bytes, out += 8) {
    const largest = relative(rows, K, work);
    store<f64>(out, largest === -Infinity || largest === Infinity ? largest : largest + logOf(load<f64>(work + bytes)));
  }
}

/** c + w (c − u) in place of c, −∞ where c is. */
export function guideRows(cond: usize, uncond: usize, count: i32, w: f64): void {
  const ws = f64x2.splat(w);
  const never = f64x2.splat(-Infinity);
  const end = cond + ((<usize>count & ~1) << 3);
  for (; cond < end; cond += 16, uncond += 16) {
    const c = v128.load(cond);
    const guided = f64x2.add(c, f64x2.mul(ws, f64x2.sub(c, v128.load(uncond))));
    v128.store(cond, v128.bitselect(never, guided, f64x2.eq(c, never)));
  }
  if (count & 1) {
    const c = load<f64>(cond);
    store<f64>(cond, c === -Infinity ? c : c + w * (c - load<f64>(uncond)));
  }
}

/** The index that each row's uniform selects, in proportion to e^row: the first whose cumulated weight exceeds its share; −1 where none is possible. */
export function drawRows(rows: usize, K: i32, count: i32, uniforms: usize, out: usize, work: usize): void {
  const bytes = (<usize>K) << 3;
  for (let k = 0; k < count; k++, rows += bytes, uniforms += 8, out += 4) {
    const largest = relative(rows, K, work);
    let found = -1;
    if (largest > -Infinity && largest < Infinity) {
      let left = load<f64>(uniforms) * load<f64>(work + bytes);
      for (let v = 0; v < K; v++) {
        const weight = load<f64>(work + ((<usize>v) << 3));
        if (weight === 0.0) continue;
        found = v;
        left -= weight;
        if (left < 0.0) break;
      }
    }
    store<i32>(out, found);
  }
}

/** Below this a mixed probability is summed again from logarithms. */
const SMALL: f64 = 1e-290;

/**
 * out = ln Σ_m share_m p_m(v) of one site, the laws p_m one after the other at `laws`: eight tokens at a time in registers.
 *
 * @param logs   logarithms of the shares, for tokens that only components whose share underflows allow
 * @param K      a multiple of eight: rows are padded, and what stands there is read but means nothing
 */
export function mixtureRow(laws: usize, M: i32, K: i32, shares: usize, logs: usize, out: usize): void {
  const row = (<usize>K) << 3;
  const ends = shares + ((<usize>M) << 3);
  for (let j: usize = 0; j < row; j += 64) {
    let a = f64x2.splat(0.0);
    let b = a;
    let c = a;
    let d = a;
    let p = laws + j;
    for (let s = shares; s < ends; s += 8, p += row) {
      if (load<f64>(s) === 0.0) continue;
      const share = v128.load64_splat(s);
      a = f64x2.add(a, f64x2.mul(share, v128.load(p)));
      b = f64x2.add(b, f64x2.mul(share, v128.load(p, 16)));
      c = f64x2.add(c, f64x2.mul(share, v128.load(p, 32)));
      d = f64x2.add(d, f64x2.mul(share, v128.load(p, 48)));
    }
    v128.store(out + j, a);
    v128.store(out + j, b, 16);
    v128.store(out + j, c, 32);
    v128.store(out + j, d, 48);
  }
  const least = f64x2.splat(SMALL);
  for (let j: usize = 0; j < row; j += 16) {
    const values = v128.load(out + j);
    if (i64x2.all_true(f64x2.gt(values, least))) v128.store(out + j, log2x(values));
    else {
      for (let i = j; i < j + 16; i += 8) {
        const value = load<f64>(out + i);
        store<f64>(out + i, value > SMALL ? logOf(value) : logMix(laws + i, M, row, logs));
      }
    }
  }
}

/** ln Σ_m e^{logs[m]} p_m, the laws' entries `row` bytes apart. */
function logMix(p: usize, M: i32, row: usize, logs: usize): f64 {
  let largest = -Infinity;
  let at = p;
  for (let m = 0; m < M; m++, at += row) largest = max(largest, load<f64>(logs + ((<usize>m) << 3)) + logOf(load<f64>(at)));
  if (largest === -Infinity) return largest;
  let total = 0.0;
  at = p;
  for (let m = 0; m < M; m++, at += row) {
    const log = load<f64>(logs + ((<usize>m) << 3)) + logOf(load<f64>(at));
    total += f64x2.extract_lane(anyExp2x(f64x2.splat(log - largest)), 0);
  }
  return largest + logOf(total);
}
