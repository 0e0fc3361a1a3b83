/**
 * @file Gaussian mixtures at one noise level, four points at once: logarithms of weighted densities, and sums of the components' denoised means.
 *
 * A component is vectors of two equal numbers. In units of ln 2/512 for logarithms, c = aμ its centre, m + G x its denoised mean:
 *   round, d of any size   h, s, g, then c_i, m_i in turn:                        h − s |x − c|²,     m + g x
 *   full, the plane        h, c, axes R (scaled, row by row), m, G_11, G_12, G_22: h − |R (x − c)|²,   m + G x
 *   full, any d            h, c, R, m, G (d²)
 *
 * Points: coordinate i at 32 i, two vectors. Sums: weights, then Σ e m and Σ e G, two vectors each.
 */

/** Bytes of a component. */
export function gaussianBytes(full: bool, d: i32): usize {
  if (!full) return (<usize>(3 + 2 * d)) << 4;
  return (<usize>(d === 2 ? 12 : 1 + 2 * d + 2 * d * d)) << 4;
}

/** Writes logarithms of components [from, end), 32 bytes each, and the largest at `most`. */
export function gaussianLogs(full: bool, d: i32, from: usize, end: usize, x: usize, logs: usize, most: usize): void {
  if (full) {
    if (d === 2) fullPlaneLogs(from, end, x, logs, most);
    else fullLogs(d, from, end, x, logs, most);
  } else if (d === 2) roundPlaneLogs(from, end, x, logs, most);
  else if (d === 1) lineLogs(from, end, x, logs, most);
  else roundLogs(d, from, end, x, logs, most);
}

function lineLogs(at: usize, end: usize, x: usize, logs: usize, most: usize): void {
  const x0 = v128.load(x);
  const x1 = v128.load(x, 16);
  let m0 = f64x2.splat(-Infinity);
  let m1 = m0;
  for (; at < end; at += 80, logs += 32) {
    const h = v128.load(at);
    const s = v128.load(at, 16);
    const c = v128.load(at, 48);
    const u0 = f64x2.sub(x0, c);
    const u1 = f64x2.sub(x1, c);
    const l0 = f64x2.sub(h, f64x2.mul(s, f64x2.mul(u0, u0)));
    const l1 = f64x2.sub(h, f64x2.mul(s, f64x2.mul(u1, u1)));
    m0 = f64x2.pmax(m0, l0);
    m1 = f64x2.pmax(m1, l1);
    v128.store(logs, l0);
    v128.store(logs, l1, 16);
  }
  v128.store(most, m0);
  v128.store(most, m1, 16);
}

function roundPlaneLogs(at: usize, end: usize, x: usize, logs: usize, most: usize): void {
  const x0 = v128.load(x);
  const x1 = v128.load(x, 16);
  const y0 = v128.load(x, 32);
  const y1 = v128.load(x, 48);
  let m0 = f64x2.splat(-Infinity);
  let m1 = m0;
  for (; at < end; at += 112, logs += 32) {
    const h = v128.load(at);
    const s = v128.load(at, 16);
    const cx = v128.load(at, 48);
    const cy = v128.load(at, 80);
    const u0 = f64x2.sub(x0, cx);
    const u1 = f64x2.sub(x1, cx);
    const v0 = f64x2.sub(y0, cy);
    const v1 = f64x2.sub(y1, cy);
    const l0 = f64x2.sub(h, f64x2.mul(s, f64x2.add(f64x2.mul(u0, u0), f64x2.mul(v0, v0))));
    const l1 = f64x2.sub(h, f64x2.mul(s, f64x2.add(f64x2.mul(u1, u1), f64x2.mul(v1, v1))));
    m0 = f64x2.pmax(m0, l0);
    m1 = f64x2.pmax(m1, l1);
    v128.store(logs, l0);
    v128.store(logs, l1, 16);
  }
  v128.store(most, m0);
  v128.store(most, m1, 16);
}

function roundLogs(d: i32, at: usize, end: usize, x: usize, logs: usize, most: usize): void {
  let m0 = f64x2.splat(-Infinity);
  let m1 = m0;
  const points = x + ((<usize>d) << 5);
  for (; at < end; logs += 32) {
    const h = v128.load(at);
    const s = v128.load(at, 16);
    let q0 = f64x2.splat(0.0);
    let q1 = q0;
    at += 48;
    for (let p = x; p < points; p += 32, at += 32) {
      const c = v128.load(at);
      const u0 = f64x2.sub(v128.load(p), c);
      const u1 = f64x2.sub(v128.load(p, 16), c);
      q0 = f64x2.add(q0, f64x2.mul(u0, u0));
      q1 = f64x2.add(q1, f64x2.mul(u1, u1));
    }
    const l0 = f64x2.sub(h, f64x2.mul(s, q0));
    const l1 = f64x2.sub(h, f64x2.mul(s, q1));
    m0 = f64x2.pmax(m0, l0);
    m1 = f64x2.pmax(m1, l1);
    v128.store(logs, l0);
    v128.store(logs, l1, 16);
  }
  v128.store(most, m0);
  v128.store(most, m1, 16);
}

function fullPlaneLogs(at: usize, end: usize, x: usize, logs: usize, most: usize): void {
  const x0 = v128.load(x);
  const x1 = v128.load(x, 16);
  const y0 = v128.load(x, 32);
  const y1 = v128.load(x, 48);
  let m0 = f64x2.splat(-Infinity);
  let m1 = m0;
  for (; at < end; at += 192, logs += 32) {
    const h = v128.load(at);
    const cx = v128.load(at, 16);
    const cy = v128.load(at, 32);
    const e0 = v128.load(at, 48);
    const e1 = v128.load(at, 64);
    const f0 = v128.load(at, 80);
    const f1 = v128.load(at, 96);
    const u0 = f64x2.sub(x0, cx);
    const u1 = f64x2.sub(x1, cx);
    const v0 = f64x2.sub(y0, cy);
    const v1 = f64x2.sub(y1, cy);
    const p0 = f64x2.add(f64x2.mul(e0, u0), f64x2.mul(e1, v0));
    const p1 = f64x2.add(f64x2.mul(e0, u1), f64x2.mul(e1, v1));
    const q0 = f64x2.add(f64x2.mul(f0, u0), f64x2.mul(f1, v0));
    const q1 = f64x2.add(f64x2.mul(f0, u1), f64x2.mul(f1, v1));
    const l0 = f64x2.sub(h, f64x2.add(f64x2.mul(p0, p0), f64x2.mul(q0, q0)));
    const l1 = f64x2.sub(h, f64x2.add(f64x2.mul(p1, p1), f64x2.mul(q1, q1)));
    m0 = f64x2.pmax(m0, l0);
    m1 = f64x2.pmax(m1, l1);
    v128.store(logs, l0);
    v128.store(logs, l1, 16);
  }
  v128.store(most, m0);
  v128.store(most, m1, 16);
}

function fullLogs(d: i32, at: usize, end: usize, x: usize, logs: usize, most: usize): void {
  let m0 = f64x2.splat(-Infinity);
  let m1 = m0;
  const row = (<usize>d) << 4;
  const bytes = gaussianBytes(true, d);
  for (; at < end; at += bytes, logs += 32) {
    let q0 = f64x2.splat(0.0);
    let q1 = q0;
    const rows = at + 16 + row;
    for (let r = rows; r < rows + row * <usize>d; r += row) {
      let u0 = f64x2.splat(0.0);
      let u1 = u0;
      for (let j: usize = 0; j < row; j += 16) {
        const c = v128.load(at + j, 16);
        const e = v128.load(r + j);
        u0 = f64x2.add(u0, f64x2.mul(e, f64x2.sub(v128.load(x + 2 * j), c)));
        u1 = f64x2.add(u1, f64x2.mul(e, f64x2.sub(v128.load(x + 2 * j, 16), c)));
      }
      q0 = f64x2.add(q0, f64x2.mul(u0, u0));
      q1 = f64x2.add(q1, f64x2.mul(u1, u1));
    }
    const l0 = f64x2.sub(v128.load(at), q0);
    const l1 = f64x2.sub(v128.load(at), q1);
    m0 = f64x2.pmax(m0, l0);
    m1 = f64x2.pmax(m1, l1);
    v128.store(logs, l0);
    v128.store(logs, l1, 16);
  }
  v128.store(most, m0);
  v128.store(most, m1, 16);
}

/** Adds components [from, end) to the sums, their weights at `shares`. */
export function gaussianSums(full: bool, d: i32, from: usize, end: usize, x: usize, shares: usize, sums: usize): void {
  if (full) {
    if (d === 2) fullPlaneSums(from, end, shares, sums);
    else fullSums(d, from, end, x, shares, sums);
  } else if (d === 2) roundPlaneSums(from, end, shares, sums);
  else roundSums(d, from, end, shares, sums);
}

function roundPlaneSums(at: usize, end: usize, shares: usize, sums: usize): void {
  let s0 = v128.load(sums);
  let s1 = v128.load(sums, 16);
  let x0 = v128.load(sums, 32);
  let x1 = v128.load(sums, 48);
  let y0 = v128.load(sums, 64);
  let y1 = v128.load(sums, 80);
  let g0 = v128.load(sums, 96);
  let g1 = v128.load(sums, 112);
  for (; at < end; at += 112, shares += 32) {
    const e0 = v128.load(shares);
    const e1 = v128.load(shares, 16);
    const g = v128.load(at, 32);
    const mx = v128.load(at, 64);
    const my = v128.load(at, 96);
    s0 = f64x2.add(s0, e0);
    s1 = f64x2.add(s1, e1);
    x0 = f64x2.add(x0, f64x2.mul(e0, mx));
    x1 = f64x2.add(x1, f64x2.mul(e1, mx));
    y0 = f64x2.add(y0, f64x2.mul(e0, my));
    y1 = f64x2.add(y1, f64x2.mul(e1, my));
    g0 = f64x2.add(g0, f64x2.mul(e0, g));
    g1 = f64x2.add(g1, f64x2.mul(e1, g));
  }
  v128.store(sums, s0);
  v128.store(sums, s1, 16);
  v128.store(sums, x0, 32);
  v128.store(sums, x1, 48);
  v128.store(sums, y0, 64);
  v128.store(sums, y1, 80);
  v128.store(sums, g0, 96);
  v128.store(sums, g1, 112);
}

function fullPlaneSums(at: usize, end: usize, shares: usize, sums: usize): void {
  let s0 = v128.load(sums);
  let s1 = v128.load(sums, 16);
  let x0 = v128.load(sums, 32);
  let x1 = v128.load(sums, 48);
  let y0 = v128.load(sums, 64);
  let y1 = v128.load(sums, 80);
  let g0 = v128.load(sums, 96);
  let g1 = v128.load(sums, 112);
  let f0 = v128.load(sums, 128);
  let f1 = v128.load(sums, 144);
  let h0 = v128.load(sums, 160);
  let h1 = v128.load(sums, 176);
  for (; at < end; at += 192, shares += 32) {
    const e0 = v128.load(shares);
    const e1 = v128.load(shares, 16);
    s0 = f64x2.add(s0, e0);
    s1 = f64x2.add(s1, e1);
    x0 = f64x2.add(x0, f64x2.mul(e0, v128.load(at, 112)));
    x1 = f64x2.add(x1, f64x2.mul(e1, v128.load(at, 112)));
    y0 = f64x2.add(y0, f64x2.mul(e0, v128.load(at, 128)));
    y1 = f64x2.add(y1, f64x2.mul(e1, v128.load(at, 128)));
    g0 = f64x2.add(g0, f64x2.mul(e0, v128.load(at, 144)));
    g1 = f64x2.add(g1, f64x2.mul(e1, v128.load(at, 144)));
    f0 = f64x2.add(f0, f64x2.mul(e0, v128.load(at, 160)));
    f1 = f64x2.add(f1, f64x2.mul(e1, v128.load(at, 160)));
    h0 = f64x2.add(h0, f64x2.mul(e0, v128.load(at, 176)));
    h1 = f64x2.add(h1, f64x2.mul(e1, v128.load(at, 176)));
  }
  v128.store(sums, s0);
  v128.store(sums, s1, 16);
  v128.store(sums, x0, 32);
  v128.store(sums, x1, 48);
  v128.store(sums, y0, 64);
  v128.store(sums, y1, 80);
  v128.store(sums, g0, 96);
  v128.store(sums, g1, 112);
  v128.store(sums, f0, 128);
  v128.store(sums, f1, 144);
  v128.store(sums, h0, 160);
  v128.store(sums, h1, 176);
}

/** Sums: weights, d of Σ e m, Σ e g. */
function roundSums(d: i32, at: usize, end: usize, shares: usize, sums: usize): void {
  const gain = sums + 32 + ((<usize>d) << 5);
  for (; at < end; shares += 32) {
    const e0 = v128.load(shares);
    const e1 = v128.load(shares, 16);
    const g = v128.load(at, 32);
    v128.store(sums, f64x2.add(v128.load(sums), e0));
    v128.store(sums, f64x2.add(v128.load(sums, 16), e1), 16);
    v128.store(gain, f64x2.add(v128.load(gain), f64x2.mul(e0, g)));
    v128.store(gain, f64x2.add(v128.load(gain, 16), f64x2.mul(e1, g)), 16);
    at += 64;
    for (let p = sums + 32; p < gain; p += 32, at += 32) {
      const m = v128.load(at);
      v128.store(p, f64x2.add(v128.load(p), f64x2.mul(e0, m)));
      v128.store(p, f64x2.add(v128.load(p, 16), f64x2.mul(e1, m)), 16);
    }
    at -= 16;
  }
}

/** Sums: weights, d of Σ e (m + G x). */
function fullSums(d: i32, at: usize, end: usize, x: usize, shares: usize, sums: usize): void {
  const row = (<usize>d) << 4;
  const bytes = gaussianBytes(true, d);
  for (; at < end; at += bytes, shares += 32) {
    const e0 = v128.load(shares);
    const e1 = v128.load(shares, 16);
    v128.store(sums, f64x2.add(v128.load(sums), e0));
    v128.store(sums, f64x2.add(v128.load(sums, 16), e1), 16);
    const means = at + 16 + row + row * <usize>d;
    let gains = means + row;
    for (let i: usize = 0; i < row; i += 16, gains += row) {
      let t0 = v128.load(means + i);
      let t1 = t0;
      for (let j: usize = 0; j < row; j += 16) {
        const g = v128.load(gains + j);
        t0 = f64x2.add(t0, f64x2.mul(g, v128.load(x + 2 * j)));
        t1 = f64x2.add(t1, f64x2.mul(g, v128.load(x + 2 * j, 16)));
      }
      const p = sums + 32 + 2 * i;
      v128.store(p, f64x2.add(v128.load(p), f64x2.mul(e0, t0)));
      v128.store(p, f64x2.add(v128.load(p, 16), f64x2.mul(e1, t1)), 16);
    }
  }
}

/** What stands in the sums behind the weights: means less one gain of x, the plane's means less three, or means. */
export const GAIN: i32 = 0;
export const PLANE: i32 = 1;
export const MEANS: i32 = 2;

/** Denoised means from the sums. */
export function gaussianMean(sort: i32, d: i32, x: usize, sums: usize, out: usize): void {
  const gain = sums + 32 + ((<usize>d) << 5);
  for (let v: usize = 0; v < 32; v += 16) {
    const inverse = f64x2.div(f64x2.splat(1.0), v128.load(sums + v));
    if (sort === PLANE) {
      const x0 = v128.load(x + v);
      const y0 = v128.load(x + v, 32);
      const cross = v128.load(sums + v, 128);
      const a = f64x2.add(v128.load(sums + v, 32), f64x2.add(f64x2.mul(v128.load(sums + v, 96), x0), f64x2.mul(cross, y0)));
      const b = f64x2.add(v128.load(sums + v, 64), f64x2.add(f64x2.mul(cross, x0), f64x2.mul(v128.load(sums + v, 160), y0)));
      v128.store(out + v, f64x2.mul(inverse, a));
      v128.store(out + v, f64x2.mul(inverse, b), 32);
    } else {
      for (let p = sums + 32 + v, o = out + v, c = x + v; p < gain; p += 32, o += 32, c += 32) {
        let m = v128.load(p);
        if (sort === GAIN) m = f64x2.add(m, f64x2.mul(v128.load(gain + v), v128.load(c)));
        v128.store(o, f64x2.mul(inverse, m));
      }
    }
  }
}
