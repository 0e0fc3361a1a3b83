/**
 * @file One step of a law in which all masked sites of a state move independently given the state (src/masked/steps/push.ts), row by row: the last site's
 * K + 1 tokens are neighbours, and what a masked site becomes is one factor for all of them, entry by entry.
 */

import { stepDown } from "./axes";
import { anyExp2x } from "./exponential";

/** How a site's probability to stay depends on its Z: not at all, kept^Z, 1 − Zc, 1 − λe^{−λ} with λ = Zc, m/(m + Zc). */
const CONSTANT: i32 = 0;
const POWER: i32 = 1;
const CLAMPED: i32 = 2;
const ONE_JUMP: i32 = 3;
const POSTERIOR: i32 = 4;

/** Past 1 by less than this is rounding, not a clamp. */
const PAST_ONE: f64 = 1.000000000001;

/** e^x of one number. */
// inline
function expOf(x: f64): f64 {
  return f64x2.extract_lane(anyExp2x(f64x2.splat(x)), 0);
}

/**
 * Probability to stay of a site with Z; adds what is clamped and rejected, times the state's mass, to `counts`.
 *
 * @param c ln kept, the rate, or m_t − m_s        @param m what stays for CONSTANT, m_s for POSTERIOR
 */
// inline
function stayOf(formula: i32, c: f64, m: f64, Z: f64, mass: f64, counts: usize): f64 {
  if (formula === CONSTANT) return m;
  if (formula === POWER) return c === 0.0 ? 1.0 : expOf(max(Z * c, -1e300));
  const rate = c === 0.0 ? 0.0 : Z * c;
  if (formula === CLAMPED) {
    if (rate > PAST_ONE) store<f64>(counts, load<f64>(counts) + mass);
    return max(0.0, 1.0 - rate);
  }
  if (formula === ONE_JUMP) {
    const none = expOf(max(-rate, -1e300));
    const one = rate > 745.0 ? 0.0 : rate * none;
    const many = rate > 745.0 ? 1.0 : rate < 0.01 ? manyOf(rate) : max(0.0, 1.0 - none - one);
    store<f64>(counts, load<f64>(counts, 8) + mass * many, 8);
    return 1.0 - one;
  }
  return formula === POSTERIOR && m !== 0.0 ? m / (m + rate) : 0.0;
}

/** 1 − e^{−x}(1 + x) for small x: x² (1/2 − x/3 + x²/8 − x³/30 + x⁴/144 − x⁵/840 + x⁶/5760). */
function manyOf(x: f64): f64 {
  const p = 0.5 + x * (-1.0 / 3.0 + x * (0.125 + x * (-1.0 / 30.0 + x * (1.0 / 144.0 + x * (-1.0 / 840.0 + x / 5760.0)))));
  return x * x * p;
}

/** out += w ∘ q + share · last, `bytes` bytes each. */
// inline
function addRow(out: usize, w: usize, q: usize, last: usize, share: f64, bytes: usize): void {
  const s = f64x2.splat(share);
  let j: usize = 0;
  for (; j + 16 <= bytes; j += 16) {
    const moved = f64x2.add(f64x2.mul(v128.load(w + j), v128.load(q + j)), f64x2.mul(s, v128.load(last + j)));
    v128.store(out + j, f64x2.add(v128.load(out + j), moved));
  }
  if (j < bytes) store<f64>(out + j, load<f64>(out + j) + (load<f64>(w + j) * load<f64>(q + j) + share * load<f64>(last + j)));
}

/** out = w ∘ q. */
// inline
function multiplied(out: usize, w: usize, q: usize, bytes: usize): void {
  for (let j: usize = 0; j < bytes; j += 16) v128.store(out + j, f64x2.mul(v128.load(w + j), v128.load(q + j)));
}

/**
 * All that the rows from masked site `site` on turn into, the row's weights in `w`.
 *
 * @param tables a site's K + 1 rows of factors, `rows` bytes a site: the mask's entry of each row is kept behind the row's others, and 0 in it for
 *               the innermost site
 */
function expand(K: i32, site: i32, sites: i32, w: usize, tables: usize, out: usize, strides: usize, last: usize, padded: usize): void {
  const stride: usize = load<u32>(strides + ((<usize>site) << 2));
  const rows = <usize>(K + 1) * padded;
  let q = tables + <usize>site * rows;
  const bytes = (<usize>(K + 1)) << 3;
  const top = (<usize>K) << 3;
  let to = out - stride * <usize>K;
  if (site === sites - 1) {
    const corner = load<f64>(w + top);
    for (let d = 0; d <= K; d++, q += padded, to += stride) {
      const share = corner * load<f64>(q + padded - 16);
      addRow(to, w, q, last, share, bytes);
    }
    return;
  }
  const next = w + padded;
  for (let d = 0; d <= K; d++, q += padded, to += stride) {
    multiplied(next, w, q, padded - 16);
    expand(K, site + 1, sites, next, tables, to, strides, last, padded);
  }
}

/**
 * next = the law one step on.
 *
 * @param A       weights, 0 or within e^±600 of 1
 * @param next    overwritten
 * @param unit    whether Z counts as 1: rule tokens
 * @param counts  clamps and rejections, expected numbers of site-steps: added to
 * @param scratch 512 bytes, then (K+1)(L+1) + 4 L rows of 8 (K + 4) bytes
 * @returns whether there is no dead end of positive probability
 */
export function pushStep(
  K: i32,
  L: i32,
  A: usize,
  law: usize,
  next: usize,
  formula: i32,
  c: f64,
  m: f64,
  counts: usize,
  scratch: usize,
): bool {
  const bytes = (<usize>(K + 1)) << 3;
  const top = bytes - 8;
  // A row of factors, two numbers of room, and the mask's entry.
  const padded = ((bytes + 15) & ~15) + 16;
  const sites = L - 1;
  const strides = scratch + 256;
  const last = scratch + 512;
  const w = last + padded;
  const tables = w + padded * <usize>L;
  let stride = bytes;
  for (let i = sites - 1; i >= 0; i--) {
    store<i32>(scratch + ((<usize>i) << 2), K);
    store<u32>(scratch + ((<usize>i) << 2), <u32>stride, 128);
    stride *= <usize>(K + 1);
  }
  memory.fill(next, 0, stride);
  memory.fill(last, 0, tables + padded * <usize>((K + 1) * L) - last);
  for (let at = stride - bytes; ; at -= bytes) {
    const row = A + at;
    let any = false;
    for (let j: usize = 0; j < bytes; j += 8) {
      const mass = load<f64>(law + at + j);
      store<f64>(w + j, mass);
      any = any || mass !== 0.0;
    }
    if (any) {
      // The last site, where it is masked.
      const mass = load<f64>(w + top);
      if (mass !== 0.0) {
        let sum = 0.0;
        for (let j: usize = 0; j < top; j += 8) sum += load<f64>(row + j);
        if (sum === 0.0) return false;
        const stay = stayOf(formula, c, m, sum / load<f64>(row + top), mass, counts);
        const leave = (1.0 - stay) / sum;
        for (let j: usize = 0; j < top; j += 8) store<f64>(last + j, leave * load<f64>(row + j));
        store<f64>(last + top, stay);
      }
      let count = 0;
      for (let i = 0; i < sites; i++) {
        const digit = scratch + ((<usize>i) << 2);
        if (load<i32>(digit) !== K) continue;
        const s: usize = load<u32>(digit, 128);
        store<u32>(strides + ((<usize>count) << 2), <u32>s);
        if (!siteTable(K, row, s, tables + <usize>count * <usize>(K + 1) * padded, w, bytes, padded, formula, c, m, counts)) return false;
        count++;
      }
      const out = next + at;
      if (count === 0) {
        for (let j: usize = 0; j < top; j += 8) store<f64>(out + j, load<f64>(out + j) + load<f64>(w + j) + mass * load<f64>(last + j));
        store<f64>(out + top, load<f64>(out + top) + mass * load<f64>(last + top));
      } else {
        // The mask's entries of the innermost table go through the last site.
        let q = tables + <usize>(count - 1) * <usize>(K + 1) * padded;
        for (let d = 0; d <= K; d++, q += padded) {
          store<f64>(q + padded - 16, load<f64>(q + top));
          store<f64>(q + top, 0.0);
        }
        expand(K, 0, count, w, tables, out, strides, last, padded);
      }
    }
    if (stepDown(scratch, sites, K) < 0) break;
  }
  return true;
}

/** One masked site's factors for all states of a row: rows of tokens, then that of staying masked. Whether no state with mass is a dead end. */
function siteTable(
  K: i32,
  row: usize,
  stride: usize,
  table: usize,
  masses: usize,
  bytes: usize,
  padded: usize,
  formula: i32,
  c: f64,
  m: f64,
  counts: usize,
): bool {
  const low = row - stride * <usize>K;
  const stays = table + padded * <usize>K;
  for (let j: usize = 0; j < bytes; j += 8) {
    const mass = load<f64>(masses + j);
    if (mass === 0.0) {
      for (let q = table + j; q <= stays + j; q += padded) store<f64>(q, 0.0);
      continue;
    }
    let sum = 0.0;
    let a = low + j;
    for (let v = 0; v < K; v++, a += stride) sum += load<f64>(a);
    if (sum === 0.0) return false;
    const stay = stayOf(formula, c, m, sum / load<f64>(row + j), mass, counts);
    const leave = (1.0 - stay) / sum;
    a = low + j;
    for (let q = table + j; q < stays; q += padded, a += stride) store<f64>(q, leave * load<f64>(a));
    store<f64>(stays + j, stay);
  }
  return true;
}
