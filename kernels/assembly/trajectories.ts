/** @file Exact trajectories from a table of weights: src/masked/sampling/trajectories.ts, draw by draw. */
import { philox } from "./philox";

/** Number on [0, 1) from two words. */
// inline
function uniform(words: usize): f64 {
  const high = load<u32>(words) >>> 5;
  const low = load<u32>(words, 4) >>> 6;
  return (<f64>high * 67108864.0 + <f64>low) / 9007199254740992.0;
}

/** Σ_v A[S+iv] over the children of a site, the first at `low`. */
// inline
function siteSum(low: usize, stride: usize, K: i32): f64 {
  let sum = 0.0;
  for (let v = 0; v < K; v++, low += stride) sum += load<f64>(low);
  return sum;
}

/** The first token whose cumulated weight exceeds `share`; tokens of weight 0 never. */
// inline
function pick(low: usize, stride: usize, K: i32, share: f64): i32 {
  let last = 0;
  for (let v = 0; v < K; v++, low += stride) {
    const weight = load<f64>(low);
    if (weight === 0.0) continue;
    share -= weight;
    if (share < 0.0) return v;
    last = v;
  }
  return last;
}

/**
 * Writes the complete states, row-major in K^L, that trajectories first … first + count − 1 end in; i32 each. `first` is given in two words.
 *
 * @param pace     0 rates, 1 tokens
 * @param k0, k1   key of the family of streams
 * @param scratch  16 bytes of words, then for each site: stride u32 × 32, place u32 × 32, the root's sums f64 × 32; the same of the masked sites
 */
export function trajectories(
  K: i32,
  L: i32,
  A: usize,
  pace: i32,
  k0: u32,
  k1: u32,
  first: u32,
  upper: u32,
  count: i32,
  terminal: usize,
  scratch: usize,
): void {
  const words = scratch;
  const strides = scratch + 64;
  const places = strides + 128;
  const rootSums = places + 128;
  const left = rootSums + 256;
  const leftPlaces = left + 128;
  const sums = leftPlaces + 128;
  let stride: usize = 8;
  let place = 1;
  for (let i = L - 1; i >= 0; i--) {
    store<u32>(strides + ((<usize>i) << 2), <u32>stride);
    store<u32>(places + ((<usize>i) << 2), <u32>place);
    stride *= <usize>(K + 1);
    place *= K;
  }
  const root = A + stride - 8;
  for (let i = 0; i < L; i++) {
    const s: usize = load<u32>(strides + ((<usize>i) << 2));
    store<f64>(rootSums + ((<usize>i) << 3), siteSum(root - s * <usize>K, s, K));
  }
  for (let j = 0; j < count; j++, terminal += 4) {
    memory.copy(left, strides, 256);
    memory.copy(sums, rootSums, (<usize>L) << 3);
    let state = root;
    let complete = 0;
    let block: u32 = 0;
    let used = 16;
    for (let masked = L; masked > 0; masked--) {
      if (used === 16) {
        philox(block++, 0, first, upper, k0, k1, words);
        used = 0;
      }
      const r = uniform(words + used);
      used += 8;
      if (masked < L) {
        for (let k = 0; k < masked; k++) {
          const s: usize = load<u32>(left + ((<usize>k) << 2));
          store<f64>(sums + ((<usize>k) << 3), siteSum(state - s * <usize>K, s, K));
        }
      }
      let k = 0;
      let share: f64;
      if (pace === 1) {
        k = <i32>(r * <f64>masked);
        share = (r * <f64>masked - <f64>k) * load<f64>(sums + ((<usize>k) << 3));
      } else {
        let total = 0.0;
        for (let i = 0; i < masked; i++) total += load<f64>(sums + ((<usize>i) << 3));
        share = r * total;
        let mass = load<f64>(sums);
        while (k < masked - 1 && share >= mass) {
          share -= mass;
          mass = load<f64>(sums + ((<usize>++k) << 3));
        }
        share = (share / mass) * mass;
      }
      const at = left + ((<usize>k) << 2);
      const s: usize = load<u32>(at);
      const low = state - s * <usize>K;
      const v = pick(low, s, K, share);
      state = low + s * <usize>v;
      complete += v * load<i32>(at, 128);
      for (let i = k + 1; i < masked; i++) {
        const from = left + ((<usize>i) << 2);
        store<u32>(from - 4, load<u32>(from));
        store<i32>(from - 4, load<i32>(from, 128), 128);
      }
    }
    store<i32>(terminal, complete);
    first++;
    if (first === 0) upper++;
  }
}
