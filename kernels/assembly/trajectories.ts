/**
 * @file Exact trajectories from a table of weights: src/masked/sampling/trajectories.ts, draw by draw.
 *
 * Sixteen at a time, jump by jump: the weights of all sixteen are summed before any of them jumps, so that the loads of one do not wait for the choices of
 * another.
 */
import { logOf } from "./exponential";
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
  const two = stride << 1;
  let v = 4;
  for (; v <= K; v += 4) {
    const third = low + two;
    sum = sum + load<f64>(low) + load<f64>(low + stride) + load<f64>(third) + load<f64>(third + stride);
    low = third + two;
  }
  for (v -= 4; v < K; v++, low += stride) sum += load<f64>(low);
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

/** Trajectories at once. */
const LANES: usize = 16;
/** A site's stride u32, place i32, and the root's sum, 32 each: before the lanes, in the scratch. */
const PLACES: usize = 128;
const ROOT: usize = 256;
const FIRST: usize = 512;
/** A lane: its state (address) and what is complete of it; sites left i32 × 32, their sums, its uniforms, rates of its jumps and their sites. */
const LEFT: usize = 64;
const SUMS: usize = 192;
const UNIFORMS: usize = 448;
const RATES: usize = 960;
const ORDER: usize = 1216;
const LANE: usize = 1408;

/** Blocks of a trajectory's stream as uniforms, two a block. */
// inline
function fill(lane: usize, count: i32, low: u32, high: u32, k0: u32, k1: u32): void {
  const words = lane + 16;
  for (let block = 0, at = lane + UNIFORMS; 2 * block < count; block++, at += 16) {
    philox(block, 0, low, high, k0, k1, words);
    store<f64>(at, uniform(words));
    store<f64>(at, uniform(words + 8), 8);
  }
}

/** Sums over the children of each of the sites left. */
// inline
function sumSites(lane: usize, masked: i32, K: i32, strides: usize): void {
  const state: usize = load<u32>(lane);
  let at = lane + LEFT;
  let sum = lane + SUMS;
  for (let k = 0; k < masked; k++, at += 4, sum += 8) {
    const s: usize = load<u32>(strides + ((<usize>load<i32>(at)) << 2));
    store<f64>(sum, siteSum(state - s * <usize>K, s, K));
  }
}

/** One jump, by its uniform; the rate that it was waited for at is kept. */
// inline
function jump(lane: usize, masked: i32, number: i32, K: i32, pace: i32, strides: usize): void {
  const sums = lane + SUMS;
  const r = load<f64>(lane + UNIFORMS + ((<usize>number) << 3));
  const state: usize = load<u32>(lane);
  let k = 0;
  let share: f64;
  let rate = <f64>masked;
  if (pace === 1) {
    k = <i32>(r * <f64>masked);
    share = (r * <f64>masked - <f64>k) * load<f64>(sums + ((<usize>k) << 3));
  } else {
    let total = 0.0;
    for (let i = 0; i < masked; i++) total += load<f64>(sums + ((<usize>i) << 3));
    rate = total / load<f64>(state);
    share = r * total;
    let mass = load<f64>(sums);
    while (k < masked - 1 && share >= mass) {
      share -= mass;
      mass = load<f64>(sums + ((<usize>++k) << 3));
    }
    share = (share / mass) * mass;
  }
  const left = lane + LEFT;
  const site = load<i32>(left + ((<usize>k) << 2));
  const at = strides + ((<usize>site) << 2);
  const s: usize = load<u32>(at);
  const low = state - s * <usize>K;
  const v = pick(low, s, K, share);
  store<u32>(lane, <u32>(low + s * <usize>v));
  store<i32>(lane, load<i32>(lane, 4) + v * load<i32>(at, PLACES), 4);
  store<f64>(lane + RATES + ((<usize>number) << 3), rate);
  store<i32>(lane + ORDER + ((<usize>number) << 2), site);
  for (let i = k + 1; i < masked; i++) {
    const from = left + ((<usize>i) << 2);
    store<i32>(from - 4, load<i32>(from));
  }
}

/**
 * Writes the complete states, row-major in K^L, that trajectories first … first + count − 1 end in; i32 each. `first` is given in two words.
 *
 * @param pace     0 rates, 1 tokens
 * @param k0, k1   key of the family of streams
 * @param clocks   0, or where the clocks go at which each site was revealed, f64 × L a trajectory
 * @param scratch  24 kB
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
  clocks: usize,
  scratch: usize,
): void {
  const strides = scratch;
  const start = scratch + FIRST;
  let stride: usize = 8;
  let place = 1;
  for (let i = L - 1; i >= 0; i--) {
    store<u32>(strides + ((<usize>i) << 2), <u32>stride);
    store<i32>(strides + ((<usize>i) << 2), place, PLACES);
    stride *= <usize>(K + 1);
    place *= K;
  }
  const root = A + stride - 8;
  for (let i = 0; i < L; i++) {
    const s: usize = load<u32>(strides + ((<usize>i) << 2));
    store<f64>(scratch + ROOT + ((<usize>i) << 3), siteSum(root - s * <usize>K, s, K));
  }
  const uniforms = clocks ? 2 * L : L;
  while (count > 0) {
    const end = start + LANE * min<usize>(LANES, <usize>count);
    for (let lane = start; lane < end; lane += LANE) {
      fill(lane, uniforms, first, upper, k0, k1);
      first++;
      if (first === 0) upper++;
      store<u32>(lane, <u32>root);
      store<i32>(lane, 0, 4);
      for (let i = 0; i < L; i++) store<i32>(lane + LEFT + ((<usize>i) << 2), i);
      memory.copy(lane + SUMS, scratch + ROOT, (<usize>L) << 3);
    }
    for (let masked = L; masked > 0; masked--) {
      if (masked < L) for (let lane = start; lane < end; lane += LANE) sumSites(lane, masked, K, strides);
      for (let lane = start; lane < end; lane += LANE) jump(lane, masked, L - masked, K, pace, strides);
    }
    for (let lane = start; lane < end; lane += LANE, terminal += 4) {
      store<i32>(terminal, load<i32>(lane, 4));
      if (!clocks) continue;
      let u = 0.0;
      for (let j = 0; j < L; j++) {
        u -= logOf(1.0 - load<f64>(lane + UNIFORMS + ((<usize>(L + j)) << 3))) / load<f64>(lane + RATES + ((<usize>j) << 3));
        store<f64>(clocks + ((<usize>load<i32>(lane + ORDER + ((<usize>j) << 2))) << 3), u);
      }
      clocks += (<usize>L) << 3;
    }
    count -= <i32>LANES;
  }
}
