/**
 * @file The probability that a guided process ever passes through each state, rule tokens, and with it the terminal law.
 *
 *   visit[S+iv] += A[S+iv] · visit[S] / (|masked| Σ_v A[S+iv])
 *
 * One descending pass that hands each state's mass on; A stays, `visit` takes the sums of the factors until its state is reached.
 */
import { stepDown } from "./axes";

const TINY: f64 = 1e-300;

/** Hands g/B on to the K runs of children of one masked site: B = Σ_v A, into the inflow at `apart` from A. */
function handOn(A: usize, apart: usize, stride: usize, K: i32, g: usize, bytes: usize): void {
  const low = A - stride * <usize>K;
  let j: usize = 0;
  for (; j + 16 <= bytes; j += 16) {
    let sum = v128.load(low + j);
    let q = low + stride + j;
    for (let v = 1; v < K; v++, q += stride) sum = f64x2.add(sum, v128.load(q));
    const h = f64x2.div(v128.load(g + j), f64x2.pmax(sum, f64x2.splat(TINY)));
    q = low + j + apart;
    for (let v = 0; v < K; v++, q += stride) v128.store(q, f64x2.add(v128.load(q), h));
  }
  if (j < bytes) {
    let sum = 0.0;
    let q = low + j;
    for (let v = 0; v < K; v++, q += stride) sum += load<f64>(q);
    const h = load<f64>(g + j) / max(sum, TINY);
    q = low + j + apart;
    for (let v = 0; v < K; v++, q += stride) store<f64>(q, load<f64>(q) + h);
  }
}

/** A row of one site, `masked` of the sites before it masked: turns its inflow into visits and leaves at g what each masked site hands on. */
function row(A: usize, visit: usize, K: i32, masked: i32, g: usize): void {
  const last = (<usize>K) << 3;
  let sum = 0.0;
  for (let j: usize = 0; j < last; j += 8) sum += load<f64>(A + j);
  const here = load<f64>(A + last) * load<f64>(visit + last);
  store<f64>(visit + last, here);
  const handed = here / <f64>(masked + 1);
  store<f64>(g + last, handed);
  const h = handed / max(sum, TINY);
  const share = masked > 0 ? 1.0 / <f64>masked : 0.0;
  let j: usize = 0;
  for (; j + 16 <= last; j += 16) {
    const mass = f64x2.mul(v128.load(A + j), f64x2.add(v128.load(visit + j), f64x2.splat(h)));
    v128.store(visit + j, mass);
    v128.store(g + j, f64x2.mul(mass, f64x2.splat(share)));
  }
  if (j < last) {
    const mass = load<f64>(A + j) * (load<f64>(visit + j) + h);
    store<f64>(visit + j, mass);
    store<f64>(g + j, mass * share);
  }
}

/**
 * @param A       weights, 0 or within e^±600 of 1; kept
 * @param visit   overwritten: visit probabilities of all states
 * @param scratch 1024 bytes, and 8 (K+1) more
 */
export function sweepTokens(K: i32, L: i32, A: usize, visit: usize, scratch: usize): void {
  const n = <usize>(K + 1);
  const bytes = n << 3;
  const sites = L - 1;
  let stride = bytes;
  for (let i = sites - 1; i >= 0; i--) {
    store<i32>(scratch + ((<usize>i) << 2), K);
    store<u32>(scratch + ((<usize>i) << 2), <u32>stride, 128);
    stride *= n;
  }
  memory.fill(visit, 0, stride);
  store<f64>(visit + stride - 8, 1.0 / load<f64>(A + stride - 8));
  const g = scratch + 1024;
  const apart = visit - A;
  for (let at = stride - bytes; ; at -= bytes) {
    let masked = 0;
    for (let i = 0; i < sites; i++) if (load<i32>(scratch + ((<usize>i) << 2)) === K) masked++;
    row(A + at, visit + at, K, masked, g);
    if (masked > 0) {
      for (let i = 0; i < sites; i++) {
        const site = scratch + ((<usize>i) << 2);
        if (load<i32>(site) === K) handOn(A + at, apart, load<u32>(site, 128), K, g, bytes);
      }
    }
    if (stepDown(scratch, sites, K) < 0) return;
  }
}
