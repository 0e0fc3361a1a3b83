/**
 * @file Box mixtures at one noise level, four points at once: src/worlds/continuous/boxesNoised.ts, logarithms and denoised means only. Along each
 * coordinate x₀ is a normal variable truncated to an interval (src/numerics/truncatedNormal.ts), [−h, h] in units of the noise.
 *
 * A component is vectors of two equal numbers: the logarithm of its weight less that of the noise's volume, in units of ln 2/512, then for each coordinate
 *   a·low, a·high, a·centre, 1/b, h, half, centre, 1/(2h), 1/h, then 6 × (h ξ_i, t_i, t_i ξ_i): nodes ξ_i and weights t_i of the quadrature, where h ≤ 1.
 */
import { anyExp2x, log2x } from "./exponential";

/** Vectors of a coordinate. */
const COORDINATE: usize = 27 << 4;

const CONSTANTS: usize = memory.data<f64>(
  [
    // φ(0), ln φ(0), 512/ln 2
    0.3989422804014327, 0.3989422804014327, -0.9189385332046727, -0.9189385332046727, 738.6598609351493, 738.6598609351493,
  ],
  16,
);

/** Coefficients of `excessRatio` in src/numerics/normalTail.ts. */
const EXCESS: usize = memory.data<f64>([
  2.5949024512387098, -0.5252266501167893, -0.3512715483795073, 0.3716827905541514, -0.007579309390423363, -0.13717715216474616,
  0.029341042462209005, 0.052060137556448886, -0.018390341923500378, -0.02062876888252487, 0.009263884038356374, 0.008487823851712182,
  -0.004239575648398881, -0.0035858903504724015, 0.0018174826668761013, 0.001532080631088912, -0.0007365720966846829,
  -0.0006509162206284911, 0.0002830545256614571, 0.0002703355920905357, -0.00010313540820075119, -0.00010761442539972134,
  3.5279042557627384e-5, 3.982345033360072e-5, -1.0912387626510942e-5, -1.2977071969861116e-5, 2.801119824624064e-6, 3.400379358624427e-6,
  -5.099610518337383e-7, -6.163139653184604e-7, 4.741669903744165e-8, 5.621581167835913e-8,
]);

/** Moments of the excess of a standard normal variable over z ≥ 0. */
function excessRatio(z: v128): v128 {
  const four = f64x2.splat(4.0);
  const t = f64x2.div(f64x2.sub(z, four), f64x2.add(z, four));
  const t2 = f64x2.mul(t, t);
  const t4 = f64x2.mul(t2, t2);
  let c0 = f64x2.splat(0.0);
  let c1 = c0;
  let c2 = c0;
  let c3 = c0;
  for (let k = EXCESS + 224; k >= EXCESS; k -= 32) {
    c0 = f64x2.add(f64x2.mul(c0, t4), v128.load64_splat(k));
    c1 = f64x2.add(f64x2.mul(c1, t4), v128.load64_splat(k, 8));
    c2 = f64x2.add(f64x2.mul(c2, t4), v128.load64_splat(k, 16));
    c3 = f64x2.add(f64x2.mul(c3, t4), v128.load64_splat(k, 24));
  }
  const sum = f64x2.add(f64x2.add(c0, f64x2.mul(c1, t)), f64x2.mul(f64x2.add(c2, f64x2.mul(c3, t)), t2));
  return f64x2.div(sum, f64x2.add(z, f64x2.splat(2.0)));
}

/** Q(z)/φ(z) for z ≥ 0. */
function tailRatio(z: v128): v128 {
  const one = f64x2.splat(1.0);
  return f64x2.div(one, f64x2.add(z, f64x2.div(one, f64x2.add(z, excessRatio(z)))));
}

/** Writes ln of the density without its noise's height at `out`, and E[ξ | u] behind it: narrow intervals, by quadrature. u ≥ 0, 2uh ≤ 3. */
function narrow(u: v128, box: usize, out: usize): void {
  const one = f64x2.splat(1.0);
  let mass = f64x2.splat(0.0);
  let first = mass;
  for (let node = box + 144, end = box + COORDINATE; node < end; node += 48) {
    const rise = anyExp2x(f64x2.mul(u, v128.load(node)));
    const fall = f64x2.div(one, rise);
    mass = f64x2.add(mass, f64x2.mul(v128.load(node, 16), f64x2.add(rise, fall)));
    first = f64x2.add(first, f64x2.mul(v128.load(node, 32), f64x2.sub(rise, fall)));
  }
  const fallen = f64x2.mul(f64x2.splat(0.5), f64x2.mul(u, u));
  v128.store(out, f64x2.sub(f64x2.add(v128.load(CONSTANTS, 16), log2x(mass)), fallen));
  v128.store(out, f64x2.div(first, mass), 16);
}

/** The same for u inside a wide interval: near < 0. */
function inside(near: v128, far: v128, u: v128, exponent: v128, box: usize, out: usize): void {
  const one = f64x2.splat(1.0);
  const half = f64x2.splat(-0.5);
  const atNear = f64x2.mul(v128.load(CONSTANTS), anyExp2x(f64x2.mul(half, f64x2.mul(near, near))));
  const ratio = anyExp2x(f64x2.neg(exponent));
  const mass = f64x2.sub(one, f64x2.mul(atNear, f64x2.add(tailRatio(f64x2.neg(near)), f64x2.mul(ratio, tailRatio(far)))));
  const noise = f64x2.div(f64x2.mul(atNear, f64x2.sub(one, ratio)), mass);
  v128.store(out, log2x(f64x2.mul(mass, v128.load(box, 112))));
  v128.store(out, f64x2.mul(f64x2.sub(u, noise), v128.load(box, 128)), 16);
}

/** The same for u outside: near ≥ 0. */
function outside(near: v128, far: v128, exponent: v128, box: usize, out: usize): void {
  const one = f64x2.splat(1.0);
  const perH = v128.load(box, 128);
  const excess = f64x2.div(one, f64x2.add(near, excessRatio(near)));
  let mass = f64x2.div(one, f64x2.add(near, excess));
  let distance = f64x2.mul(excess, perH);
  const ratio = anyExp2x(f64x2.neg(exponent));
  if (v128.any_true(f64x2.gt(ratio, f64x2.splat(1e-30)))) {
    const beyondExcess = f64x2.div(one, f64x2.add(far, excessRatio(far)));
    const beyond = f64x2.div(ratio, f64x2.add(far, beyondExcess));
    const first = f64x2.sub(f64x2.mul(mass, distance), f64x2.mul(beyond, f64x2.add(f64x2.mul(beyondExcess, perH), f64x2.splat(2.0))));
    mass = f64x2.sub(mass, beyond);
    distance = f64x2.div(first, mass);
  }
  const fallen = f64x2.mul(f64x2.splat(0.5), f64x2.mul(near, near));
  v128.store(out, f64x2.sub(f64x2.add(v128.load(CONSTANTS, 16), log2x(f64x2.mul(mass, v128.load(box, 112)))), fallen));
  v128.store(out, f64x2.sub(one, distance), 16);
}

/** One coordinate of two points: returns ln of the density, leaves the denoised mean at `mean`. */
function coordinate(x: v128, box: usize, mean: usize, work: usize): v128 {
  const zero = f64x2.splat(0.0);
  const inverse = v128.load(box, 48);
  const off = f64x2.mul(f64x2.sub(x, v128.load(box, 32)), inverse);
  const toHigh = f64x2.mul(f64x2.sub(x, v128.load(box, 16)), inverse);
  const toLow = f64x2.mul(f64x2.sub(x, v128.load(box)), inverse);
  const left = f64x2.lt(off, zero);
  const near = v128.bitselect(f64x2.neg(toLow), toHigh, left);
  const far = v128.bitselect(f64x2.neg(toHigh), toLow, left);
  const u = f64x2.abs(off);
  const h = v128.load(box, 64);
  const exponent = f64x2.mul(f64x2.splat(2.0), f64x2.mul(u, h));
  const gentle = v128.and(f64x2.le(exponent, f64x2.splat(3.0)), f64x2.le(h, f64x2.splat(1.0)));
  let log = zero;
  let share = zero;
  if (v128.any_true(gentle)) {
    narrow(v128.and(u, gentle), box, work);
    log = v128.load(work);
    share = v128.load(work, 16);
  }
  if (!i64x2.all_true(gentle)) {
    const within = f64x2.lt(near, zero);
    let log1 = zero;
    let share1 = zero;
    if (v128.any_true(within)) {
      inside(f64x2.pmin(near, zero), far, u, exponent, box, work);
      log1 = v128.load(work);
      share1 = v128.load(work, 16);
    }
    if (!i64x2.all_true(within)) {
      outside(f64x2.pmax(near, zero), far, exponent, box, work);
      log1 = v128.bitselect(log1, v128.load(work), within);
      share1 = v128.bitselect(share1, v128.load(work, 16), within);
    }
    log = v128.bitselect(log, log1, gentle);
    share = v128.bitselect(share, share1, gentle);
  }
  const side = v128.bitselect(f64x2.neg(share), share, left);
  v128.store(mean, f64x2.add(v128.load(box, 96), f64x2.mul(v128.load(box, 80), side)));
  return log;
}

export function boxBytes(d: i32): usize {
  return 16 + COORDINATE * <usize>d;
}

/** Writes logarithms of components [from, end), the largest at `most`, and their denoised means, d times two vectors a component. */
export function boxLogs(d: i32, at: usize, end: usize, x: usize, logs: usize, most: usize, denoised: usize, work: usize): void {
  let m0 = f64x2.splat(-Infinity);
  let m1 = m0;
  const unit = v128.load(CONSTANTS, 32);
  const bytes = boxBytes(d);
  for (; at < end; at += bytes, logs += 32) {
    let l0 = f64x2.splat(0.0);
    let l1 = l0;
    for (let i = 0, box = at + 16, p = x; i < d; i++, box += COORDINATE, p += 32, denoised += 32) {
      l0 = f64x2.add(l0, coordinate(v128.load(p), box, denoised, work));
      l1 = f64x2.add(l1, coordinate(v128.load(p, 16), box, denoised + 16, work));
    }
    l0 = f64x2.add(v128.load(at), f64x2.mul(unit, l0));
    l1 = f64x2.add(v128.load(at), f64x2.mul(unit, l1));
    m0 = f64x2.pmax(m0, l0);
    m1 = f64x2.pmax(m1, l1);
    v128.store(logs, l0);
    v128.store(logs, l1, 16);
  }
  v128.store(most, m0);
  v128.store(most, m1, 16);
}

/** Adds `count` components' weights and weighted denoised means to the sums. */
export function boxSums(d: i32, count: i32, denoised: usize, shares: usize, sums: usize): void {
  for (let k = 0; k < count; k++, shares += 32) {
    const e0 = v128.load(shares);
    const e1 = v128.load(shares, 16);
    v128.store(sums, f64x2.add(v128.load(sums), e0));
    v128.store(sums, f64x2.add(v128.load(sums, 16), e1), 16);
    let s = sums + 32;
    for (let i = 0; i < d; i++, s += 32, denoised += 32) {
      v128.store(s, f64x2.add(v128.load(s), f64x2.mul(e0, v128.load(denoised))));
      v128.store(s, f64x2.add(v128.load(s, 16), f64x2.mul(e1, v128.load(denoised, 16))), 16);
    }
  }
}
