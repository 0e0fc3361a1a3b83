/**
 * @file The law of a guided process at a clock, rule rates, by inverting its Laplace transform at the nodes of a contour.
 *
 * With X[S] = Σ_{i unmasked} g[S−i] (1/A at the start), λ[S] = B[S]/A[S] and the scaled nodes ζ,
 *   g[S] = u X[S] / (ζ + u λ[S]),   law_u[S] = (A[S]/u) Re Σ_k weight_k g_k[S]
 * on states with a mask. Complete states keep what reaches them: law_u[x] = A[x] Σ_i V[x−i], V = Re Σ_k (weight_k/ζ_k) g_k, so that no complex
 * number is stored for them.
 *
 * States with one mask have no other children, so that most states store nothing complex at all.
 *
 * Four nodes a pass, two to a vector: a state that stores them holds their real parts, then their imaginary parts, 64 bytes.
 */
import { CHILDREN, childrenEnd, listAxes, PARENTS, parentsEnd, startAxes, stepDown } from "./axes";

/** lambda = B/A on states with a mask, 0 where A = 0. Returns the largest. */
export function exitRates(K: i32, L: i32, A: usize, lambda: usize, scratch: usize): f64 {
  const row = (<usize>K + 1) << 3;
  const last = row - 8;
  const sites = L - 1;
  const bytes = startAxes(scratch, sites, K, row);
  let largest = 0.0;
  let site = 0;
  let at = bytes;
  while (site >= 0) {
    at -= row;
    listAxes(scratch, sites, K, site);
    const ce = childrenEnd(scratch, sites);
    const base = A + at;
    let out = 0.0;
    for (let j: usize = 0; j < last; j += 8) out += load<f64>(base + j);
    for (let c = scratch + CHILDREN; c < ce; c += 4) out += load<f64>(base + load<u32>(c) + last);
    let a = load<f64>(base + last);
    let rate = a === 0.0 ? 0.0 : out / a;
    largest = max(largest, rate);
    store<f64>(lambda + at + last, rate);
    if (ce > scratch + CHILDREN) {
      let j: usize = 0;
      let most = f64x2.splat(0.0);
      for (; j + 16 <= last; j += 16) {
        let b = f64x2.splat(0.0);
        for (let c = scratch + CHILDREN; c < ce; c += 4) b = f64x2.add(b, v128.load(base + j + load<u32>(c)));
        const x = v128.load(base + j);
        const rates = v128.and(f64x2.div(b, x), f64x2.gt(x, f64x2.splat(0.0)));
        most = f64x2.pmax(most, rates);
        v128.store(lambda + at + j, rates);
      }
      largest = max(largest, max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1)));
      if (j < last) {
        out = 0.0;
        for (let c = scratch + CHILDREN; c < ce; c += 4) out += load<f64>(base + j + load<u32>(c));
        a = load<f64>(base + j);
        rate = a === 0.0 ? 0.0 : out / a;
        largest = max(largest, rate);
        store<f64>(lambda + at + j, rate);
      }
    }
    site = stepDown(scratch, sites, K);
  }
  return largest;
}

/**
 * One state, four nodes. `x0, x1` real and `y0, y1` imaginary parts of X.
 *
 * @param nodes for each pair of nodes: Re ζ, Im ζ, (Im ζ)², Re and Im of weight/u, Re and Im of weight/ζ; 7 vectors
 */
// inline
function resolve(
  x0: v128,
  x1: v128,
  y0: v128,
  y1: v128,
  u: v128,
  a: usize,
  rate: usize,
  g: usize,
  law: usize,
  fold: usize,
  nodes: usize,
): void {
  const pace = f64x2.mul(u, f64x2.splat(load<f64>(rate)));
  const r0 = f64x2.add(v128.load(nodes), pace);
  const r1 = f64x2.add(v128.load(nodes, 112), pace);
  const i0 = v128.load(nodes, 16);
  const i1 = v128.load(nodes, 128);
  const n0 = f64x2.div(u, f64x2.add(f64x2.mul(r0, r0), v128.load(nodes, 32)));
  const n1 = f64x2.div(u, f64x2.add(f64x2.mul(r1, r1), v128.load(nodes, 144)));
  const gx0 = f64x2.mul(f64x2.add(f64x2.mul(x0, r0), f64x2.mul(y0, i0)), n0);
  const gx1 = f64x2.mul(f64x2.add(f64x2.mul(x1, r1), f64x2.mul(y1, i1)), n1);
  const gy0 = f64x2.mul(f64x2.sub(f64x2.mul(y0, r0), f64x2.mul(x0, i0)), n0);
  const gy1 = f64x2.mul(f64x2.sub(f64x2.mul(y1, r1), f64x2.mul(x1, i1)), n1);
  const here = f64x2.add(
    f64x2.sub(f64x2.mul(gx0, v128.load(nodes, 48)), f64x2.mul(gy0, v128.load(nodes, 64))),
    f64x2.sub(f64x2.mul(gx1, v128.load(nodes, 160)), f64x2.mul(gy1, v128.load(nodes, 176))),
  );
  store<f64>(law, load<f64>(law) + load<f64>(a) * (f64x2.extract_lane(here, 0) + f64x2.extract_lane(here, 1)));
  if (fold) {
    const kept = f64x2.add(
      f64x2.sub(f64x2.mul(gx0, v128.load(nodes, 80)), f64x2.mul(gy0, v128.load(nodes, 96))),
      f64x2.sub(f64x2.mul(gx1, v128.load(nodes, 192)), f64x2.mul(gy1, v128.load(nodes, 208))),
    );
    store<f64>(fold, load<f64>(fold) + f64x2.extract_lane(kept, 0) + f64x2.extract_lane(kept, 1));
  } else {
    v128.store(g, gx0);
    v128.store(g, gx1, 16);
    v128.store(g, gy0, 32);
    v128.store(g, gy1, 48);
  }
}

/** Bases of a row's parents, u32 each: behind the lists in the scratch. */
const BASES: usize = 16384;

/**
 * Where each row of K+1 states has its complex numbers, u32 byte offsets into G, rows in the cube's order. Rows with two masks or more before
 * the last site have K+1 places of 64 bytes, rows with one mask only that of their last state, the others none.
 *
 * Returns the bytes that G takes.
 */
export function placeRows(K: i32, L: i32, places: usize, scratch: usize): usize {
  const sites = L - 1;
  let at = places + startAxes(scratch, sites, K, 4);
  let next: usize = 0;
  let site = 0;
  while (site >= 0) {
    at -= 4;
    let masked = 0;
    for (let i = 0; i < sites; i++) if (load<i32>(scratch + ((<usize>i) << 2)) === K) masked++;
    if (masked >= 2) {
      store<u32>(at, <u32>next);
      next += (<usize>(K + 1)) << 6;
    } else if (masked === 1) {
      store<u32>(at, <u32>(next - ((<usize>K) << 6)));
      next += 64;
    }
    site = stepDown(scratch, sites, K);
  }
  return next;
}

/**
 * Four nodes over all states with a mask, last first: adds to `law` on states with a mask and to `fold` on states with exactly one.
 *
 * @param G      the bytes that placeRows says, for this pass
 * @param places of placeRows
 */
export function clockPass(
  K: i32,
  L: i32,
  u: f64,
  A: usize,
  lambda: usize,
  G: usize,
  places: usize,
  law: usize,
  fold: usize,
  nodes: usize,
  scratch: usize,
): void {
  const row = (<usize>K + 1) << 3;
  const last = row - 8;
  const top = (<usize>K) << 6;
  const sites = L - 1;
  const us = f64x2.splat(u);
  const bases = scratch + BASES;
  // Lists of the rows' own indices, four bytes each.
  let place = places + startAxes(scratch, sites, K, 4);
  let at = ((place - places) >> 2) * row;
  let source = 1.0 / load<f64>(A + at - 8);
  let site = 0;
  while (site >= 0) {
    at -= row;
    place -= 4;
    listAxes(scratch, sites, K, site);
    const pe = parentsEnd(scratch, sites);
    const children = childrenEnd(scratch, sites) - scratch - CHILDREN;
    let end = bases;
    for (let p = scratch + PARENTS; p < pe; p += 4, end += 4) store<u32>(end, <u32>(G + load<u32>(place + load<u32>(p))));
    const own = G + load<u32>(place);
    let x0 = f64x2.splat(source);
    let x1 = x0;
    let y0 = f64x2.splat(0.0);
    let y1 = y0;
    source = 0.0;
    for (let p = bases; p < end; p += 4) {
      const q = load<u32>(p) + top;
      x0 = f64x2.add(x0, v128.load(q));
      x1 = f64x2.add(x1, v128.load(q, 16));
      y0 = f64x2.add(y0, v128.load(q, 32));
      y1 = f64x2.add(y1, v128.load(q, 48));
    }
    const lastAt = at + last;
    resolve(x0, x1, y0, y1, us, A + lastAt, lambda + lastAt, own + top, law + lastAt, children > 0 ? 0 : fold + lastAt, nodes);
    if (children > 0) {
      const fx0 = v128.load(own + top);
      const fx1 = v128.load(own + top, 16);
      const fy0 = v128.load(own + top, 32);
      const fy1 = v128.load(own + top, 48);
      const one = children === (<usize>K) << 2;
      let j: usize = 0;
      for (let here = at; here < lastAt; here += 8, j += 64) {
        x0 = fx0;
        x1 = fx1;
        y0 = fy0;
        y1 = fy1;
        for (let p = bases; p < end; p += 4) {
          const q = load<u32>(p) + j;
          x0 = f64x2.add(x0, v128.load(q));
          x1 = f64x2.add(x1, v128.load(q, 16));
          y0 = f64x2.add(y0, v128.load(q, 32));
          y1 = f64x2.add(y1, v128.load(q, 48));
        }
        resolve(x0, x1, y0, y1, us, A + here, lambda + here, own + j, law + here, one ? fold + here : 0, nodes);
      }
    }
    site = stepDown(scratch, sites, K);
  }
}

/** The law on complete states: A Σ_i V[x−i]. Where rounding made an entry of the law negative it becomes 0, everywhere. */
export function readClock(K: i32, L: i32, A: usize, fold: usize, law: usize, scratch: usize): void {
  const row = (<usize>K + 1) << 3;
  const last = row - 8;
  const sites = L - 1;
  const bytes = startAxes(scratch, sites, K, row);
  let site = 0;
  let at = bytes;
  while (site >= 0) {
    at -= row;
    listAxes(scratch, sites, K, site);
    if (childrenEnd(scratch, sites) === scratch + CHILDREN) {
      const pe = parentsEnd(scratch, sites);
      const top = load<f64>(fold + at + last);
      for (let j = at; j < at + last; j += 8) {
        let sum = top;
        for (let p = scratch + PARENTS; p < pe; p += 4) sum += load<f64>(fold + j + load<u32>(p));
        store<f64>(law + j, load<f64>(A + j) * sum);
      }
    }
    for (let j = at; j < at + row; j += 8) store<f64>(law + j, max(load<f64>(law + j), 0.0));
    site = stepDown(scratch, sites, K);
  }
}
