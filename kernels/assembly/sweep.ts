/**
 * @file The terminal law of a guided process, rule rates: one descending pass over the cube, in place.
 *
 *   visit[S] = A[S] Σ_{i unmasked} H[S−i],   H[S] = visit[S]/B[S],   B[S] = Σ_{i masked} Σ_v A[S+iv]
 *
 * Children have smaller indices, so that their A still stands when it is summed; parents larger ones, so that their H stands in the place of
 * their A. In the end complete states hold their probability, the others H.
 *
 * The last sites form a row of neighbouring states, worked through by one of the functions below. Far sites, whose strides are beyond the
 * caches, are summed a tile at a time, in long runs that the processor fetches ahead; near sites a row at a time.
 */
import { CHILDREN, childrenEnd, gather, listAxes, listLast, PARENTS, parentsEnd, setDigits, startAxes, stepDown } from "./axes";

/** Where masses vanish, 0/TINY = 0 stands for 0/0. Weights are 0 or within e^±600 of 1 (the caller's care), sums of them above e^−600. */
const TINY: f64 = 1e-300;
/** Where the near sites' lists begin in the scratch, and where the tile's sums do. */
const NEAR: usize = 16384;
export const SUMS: usize = 32768;

// inline
function quotient(a: v128, b: v128): v128 {
  return f64x2.div(a, f64x2.pmax(b, f64x2.splat(TINY)));
}

/**
 * Any K, rows of one site.
 *
 * @param lists, end   the lists of the near sites' parents and children (see axes.ts), and where their ends are found
 * @param source       inflow from outside into the row's last state
 * @param I, B         sums over the far sites' parents and children; 0 where there are none
 */
function rowAny(base: usize, K: i32, lists: usize, end: usize, source: f64, I: usize, B: usize): void {
  const p = lists + PARENTS;
  const pe: usize = load<u32>(end, 256);
  const c = lists + CHILDREN;
  const ce: usize = load<u32>(end, 384);
  const last = (<usize>K) << 3;
  let into = source;
  if (I) into += load<f64>(I + last);
  for (let i = p; i < pe; i += 4) into += load<f64>(base + load<u32>(i) + last);
  let out = 0.0;
  for (let j = base; j < base + last; j += 8) out += load<f64>(j);
  if (B) out += load<f64>(B + last);
  for (let i = c; i < ce; i += 4) out += load<f64>(base + load<u32>(i) + last);
  const h = (load<f64>(base + last) * into) / max(out, TINY);
  const complete = c === ce && !B;
  const hs = f64x2.splat(h);
  let j: usize = 0;
  for (; j + 64 <= last; j += 64) {
    let a0 = hs,
      a1 = hs,
      a2 = hs,
      a3 = hs;
    if (I) {
      const q = I + j;
      a0 = f64x2.add(a0, v128.load(q));
      a1 = f64x2.add(a1, v128.load(q, 16));
      a2 = f64x2.add(a2, v128.load(q, 32));
      a3 = f64x2.add(a3, v128.load(q, 48));
    }
    const at = base + j;
    for (let i = p; i < pe; i += 4) {
      const q = at + load<u32>(i);
      a0 = f64x2.add(a0, v128.load(q));
      a1 = f64x2.add(a1, v128.load(q, 16));
      a2 = f64x2.add(a2, v128.load(q, 32));
      a3 = f64x2.add(a3, v128.load(q, 48));
    }
    a0 = f64x2.mul(a0, v128.load(at));
    a1 = f64x2.mul(a1, v128.load(at, 16));
    a2 = f64x2.mul(a2, v128.load(at, 32));
    a3 = f64x2.mul(a3, v128.load(at, 48));
    if (!complete) {
      let b0 = f64x2.splat(0.0),
        b1 = b0,
        b2 = b0,
        b3 = b0;
      if (B) {
        const q = B + j;
        b0 = v128.load(q);
        b1 = v128.load(q, 16);
        b2 = v128.load(q, 32);
        b3 = v128.load(q, 48);
      }
      for (let i = c; i < ce; i += 4) {
        const q = at + load<u32>(i);
        b0 = f64x2.add(b0, v128.load(q));
        b1 = f64x2.add(b1, v128.load(q, 16));
        b2 = f64x2.add(b2, v128.load(q, 32));
        b3 = f64x2.add(b3, v128.load(q, 48));
      }
      a0 = quotient(a0, b0);
      a1 = quotient(a1, b1);
      a2 = quotient(a2, b2);
      a3 = quotient(a3, b3);
    }
    v128.store(at, a0);
    v128.store(at, a1, 16);
    v128.store(at, a2, 32);
    v128.store(at, a3, 48);
  }
  for (; j + 16 <= last; j += 16) {
    const at = base + j;
    let a = hs;
    if (I) a = f64x2.add(a, v128.load(I + j));
    for (let i = p; i < pe; i += 4) a = f64x2.add(a, v128.load(at + load<u32>(i)));
    a = f64x2.mul(a, v128.load(at));
    if (!complete) {
      let b = f64x2.splat(0.0);
      if (B) b = v128.load(B + j);
      for (let i = c; i < ce; i += 4) b = f64x2.add(b, v128.load(at + load<u32>(i)));
      a = quotient(a, b);
    }
    v128.store(at, a);
  }
  for (; j < last; j += 8) {
    const at = base + j;
    let a = h;
    if (I) a += load<f64>(I + j);
    for (let i = p; i < pe; i += 4) a += load<f64>(at + load<u32>(i));
    a *= load<f64>(at);
    if (!complete) {
      let b = 0.0;
      if (B) b = load<f64>(B + j);
      for (let i = c; i < ce; i += 4) b += load<f64>(at + load<u32>(i));
      a /= max(b, TINY);
    }
    store<f64>(at, a);
  }
  store<f64>(base + last, h);
}

/** K = 9, rows of one site: ten numbers in five registers. */
function rowOfTen(base: usize, lists: usize, end: usize, source: f64, I: usize, B: usize): void {
  let p = lists + PARENTS;
  const pe: usize = load<u32>(end, 256);
  let c = lists + CHILDREN;
  const ce: usize = load<u32>(end, 384);
  let i0 = f64x2.splat(0.0),
    i1 = i0,
    i2 = i0,
    i3 = i0,
    i4 = i0;
  if (I) {
    i0 = v128.load(I);
    i1 = v128.load(I, 16);
    i2 = v128.load(I, 32);
    i3 = v128.load(I, 48);
    i4 = v128.load(I, 64);
  }
  for (; p < pe; p += 4) {
    const q = base + load<u32>(p);
    i0 = f64x2.add(i0, v128.load(q));
    i1 = f64x2.add(i1, v128.load(q, 16));
    i2 = f64x2.add(i2, v128.load(q, 32));
    i3 = f64x2.add(i3, v128.load(q, 48));
    i4 = f64x2.add(i4, v128.load(q, 64));
  }
  const a0 = v128.load(base),
    a1 = v128.load(base, 16),
    a2 = v128.load(base, 32),
    a3 = v128.load(base, 48),
    a4 = v128.load(base, 64);
  const s = f64x2.add(f64x2.add(a0, a1), f64x2.add(a2, a3));
  const sum = f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1) + f64x2.extract_lane(a4, 0);
  const mass = f64x2.extract_lane(a4, 1) * (f64x2.extract_lane(i4, 1) + source);
  if (c === ce && !B) {
    const h = mass / max(sum, TINY);
    const hs = f64x2.splat(h);
    v128.store(base, f64x2.mul(a0, f64x2.add(i0, hs)));
    v128.store(base, f64x2.mul(a1, f64x2.add(i1, hs)), 16);
    v128.store(base, f64x2.mul(a2, f64x2.add(i2, hs)), 32);
    v128.store(base, f64x2.mul(a3, f64x2.add(i3, hs)), 48);
    v128.store(base, f64x2.replace_lane(f64x2.mul(a4, f64x2.add(i4, hs)), 1, h), 64);
    return;
  }
  let b0 = f64x2.splat(0.0),
    b1 = b0,
    b2 = b0,
    b3 = b0,
    b4 = b0;
  if (B) {
    b0 = v128.load(B);
    b1 = v128.load(B, 16);
    b2 = v128.load(B, 32);
    b3 = v128.load(B, 48);
    b4 = v128.load(B, 64);
  }
  for (; c < ce; c += 4) {
    const q = base + load<u32>(c);
    b0 = f64x2.add(b0, v128.load(q));
    b1 = f64x2.add(b1, v128.load(q, 16));
    b2 = f64x2.add(b2, v128.load(q, 32));
    b3 = f64x2.add(b3, v128.load(q, 48));
    b4 = f64x2.add(b4, v128.load(q, 64));
  }
  const h = mass / max(sum + f64x2.extract_lane(b4, 1), TINY);
  const hs = f64x2.splat(h);
  v128.store(base, quotient(f64x2.mul(a0, f64x2.add(i0, hs)), b0));
  v128.store(base, quotient(f64x2.mul(a1, f64x2.add(i1, hs)), b1), 16);
  v128.store(base, quotient(f64x2.mul(a2, f64x2.add(i2, hs)), b2), 32);
  v128.store(base, quotient(f64x2.mul(a3, f64x2.add(i3, hs)), b3), 48);
  v128.store(base, f64x2.replace_lane(quotient(f64x2.mul(a4, f64x2.add(i4, hs)), b4), 1, h), 64);
}

/** K = 2, rows of two sites, in the order 00 01 0M 10 11 1M M0 M1 MM. */
function rowOfNine(base: usize, lists: usize, end: usize, source: f64, I: usize, B: usize): void {
  let p = lists + PARENTS;
  const pe: usize = load<u32>(end, 256);
  let c = lists + CHILDREN;
  const ce: usize = load<u32>(end, 384);
  let i0 = f64x2.splat(0.0),
    i2 = i0,
    i4 = i0,
    i6 = i0;
  let i8 = source;
  if (I) {
    i0 = v128.load(I);
    i2 = v128.load(I, 16);
    i4 = v128.load(I, 32);
    i6 = v128.load(I, 48);
    i8 += load<f64>(I, 64);
  }
  for (; p < pe; p += 4) {
    const q = base + load<u32>(p);
    i0 = f64x2.add(i0, v128.load(q));
    i2 = f64x2.add(i2, v128.load(q, 16));
    i4 = f64x2.add(i4, v128.load(q, 32));
    i6 = f64x2.add(i6, v128.load(q, 48));
    i8 += load<f64>(q, 64);
  }
  const a0 = v128.load(base),
    a2 = v128.load(base, 16),
    a4 = v128.load(base, 32),
    a6 = v128.load(base, 48),
    aMM = load<f64>(base, 64);
  const a00 = f64x2.extract_lane(a0, 0),
    a01 = f64x2.extract_lane(a0, 1);
  const a10 = f64x2.extract_lane(a2, 1),
    a11 = f64x2.extract_lane(a4, 0);
  const b0M = a00 + a01,
    b1M = a10 + a11;
  const bM = f64x2.add(a0, f64x2.replace_lane(f64x2.splat(a10), 1, a11));
  let bMM = f64x2.extract_lane(a6, 0) + f64x2.extract_lane(a6, 1) + (f64x2.extract_lane(a2, 0) + f64x2.extract_lane(a4, 1));
  const zero = f64x2.splat(0.0);
  const complete = c === ce && !B;
  let b0 = zero;
  let b2 = f64x2.replace_lane(zero, 0, b0M),
    b4 = f64x2.replace_lane(zero, 1, b1M),
    b6 = bM;
  if (B) {
    b0 = v128.load(B);
    b2 = f64x2.add(b2, v128.load(B, 16));
    b4 = f64x2.add(b4, v128.load(B, 32));
    b6 = f64x2.add(b6, v128.load(B, 48));
    bMM += load<f64>(B, 64);
  }
  for (; c < ce; c += 4) {
    const q = base + load<u32>(c);
    b0 = f64x2.add(b0, v128.load(q));
    b2 = f64x2.add(b2, v128.load(q, 16));
    b4 = f64x2.add(b4, v128.load(q, 32));
    b6 = f64x2.add(b6, v128.load(q, 48));
    bMM += load<f64>(q, 64);
  }
  // A/B first: divisions that wait for no parent
  const f6 = quotient(a6, b6);
  const hMM = (aMM / max(bMM, TINY)) * i8;
  const hM = f64x2.mul(f6, f64x2.add(i6, f64x2.splat(hMM)));
  let f0 = a0,
    f10 = a10,
    f11 = a11;
  let h0M: f64, h1M: f64;
  if (complete) {
    h0M = (f64x2.extract_lane(a2, 0) / max(b0M, TINY)) * (f64x2.extract_lane(i2, 0) + hMM);
    h1M = (f64x2.extract_lane(a4, 1) / max(b1M, TINY)) * (f64x2.extract_lane(i4, 1) + hMM);
  } else {
    const f2 = quotient(a2, b2),
      f4 = quotient(a4, b4);
    f0 = quotient(a0, b0);
    f10 = f64x2.extract_lane(f2, 1);
    f11 = f64x2.extract_lane(f4, 0);
    h0M = f64x2.extract_lane(f2, 0) * (f64x2.extract_lane(i2, 0) + hMM);
    h1M = f64x2.extract_lane(f4, 1) * (f64x2.extract_lane(i4, 1) + hMM);
  }
  v128.store(base, f64x2.mul(f0, f64x2.add(i0, f64x2.add(hM, f64x2.splat(h0M)))));
  store<f64>(base, h0M, 16);
  store<f64>(base, f10 * (f64x2.extract_lane(i2, 1) + h1M + f64x2.extract_lane(hM, 0)), 24);
  store<f64>(base, f11 * (f64x2.extract_lane(i4, 0) + h1M + f64x2.extract_lane(hM, 1)), 32);
  store<f64>(base, h1M, 40);
  v128.store(base, hM, 48);
  store<f64>(base, hMM, 64);
}

/** The rows of one tile, last first. `I`, `B`: sums over the far sites for the whole tile, 0 where there are none. */
function rows(tile: usize, bytes: usize, K: i32, sites: i32, row: usize, scratch: usize, source: f64, I: usize, B: usize): void {
  startAxes(scratch, sites, K, row);
  const end = scratch + ((<usize>sites) << 2);
  let at = bytes - row;
  let site = 0;
  while (true) {
    if (site > 0 && site === sites - 1) listLast(end, K);
    else listAxes(scratch, sites, K, site);
    const i = I ? I + at : 0,
      b = B ? B + at : 0;
    if (row === 80) rowOfTen(tile + at, scratch, end, source, i, b);
    else if (row === 72 && K === 2) rowOfNine(tile + at, scratch, end, source, i, b);
    else rowAny(tile + at, K, scratch, end, source, i, b);
    source = 0.0;
    at -= row;
    site = stepDown(scratch, sites, K);
    if (site < 0) return;
  }
}

/**
 * Sweeps the tiles [from, to) of a cube of weights, last first. Tiles share the digits of the far sites; index = those digits in base K+1.
 * A tile needs its parents, tiles with one far site more masked, to be done, and its children not to have begun: workers may share the
 * tiles with equally many far masks, with a barrier between the numbers, most masks first.
 *
 * @param far     sites before the tile's; 0: one tile, the whole cube
 * @param near    sites of the tile before its rows'
 * @param last    sites of a row: 2 where K = 2, else 1
 * @param cube    A on entry; H on states with a mask and the law on complete ones on return. Every A is 0 or within e^±600 of 1
 * @param scratch SUMS bytes and, where far > 0, twice the tile's; the worker's own
 */
export function sweepRates(K: i32, far: i32, near: i32, last: i32, cube: usize, scratch: usize, from: i32, to: i32): void {
  let row: usize = 8;
  for (let i = 0; i < last; i++) row *= <usize>(K + 1);
  let tile = row;
  for (let i = 0; i < near; i++) tile *= <usize>(K + 1);
  const bytes = startAxes(scratch, far, K, tile);
  const I = scratch + SUMS;
  const B = I + tile;
  for (let index = to - 1; index >= from; index--) {
    const base = cube + <usize>index * tile;
    setDigits(scratch, far, K, index);
    listAxes(scratch, far, K, 0);
    const pe = parentsEnd(scratch, far),
      ce = childrenEnd(scratch, far);
    const first = base + tile === cube + bytes;
    if (pe > scratch + PARENTS) gather(I, base, tile, scratch + PARENTS, pe);
    if (ce > scratch + CHILDREN) gather(B, base, tile, scratch + CHILDREN, ce);
    // The start, all masked, is visited with probability 1.
    const source = first ? 1.0 / load<f64>(base + tile - 8) : 0.0;
    rows(base, tile, K, near, row, scratch + NEAR, source, pe > scratch + PARENTS ? I : 0, ce > scratch + CHILDREN ? B : 0);
  }
}
