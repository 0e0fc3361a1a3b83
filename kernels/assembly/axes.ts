/**
 * @file Where a run of states finds its parents and children.
 *
 * In a cube of (K+1)^L numbers, row-major, the mask the largest digit, a state's parent along a site of digit d < K lies K − d strides
 * above it, and the children along a masked site 1 to K strides below. So the offsets of a state are the offsets of its sites, one after
 * the other, and of all the states that agree in these sites.
 *
 * Lists are u32 byte offsets (modulo 2^32). A worker's scratch holds them:
 *   0     digits, i32 × 32        128  strides in bytes, u32 × 32
 *   256   where each site's parents begin, u32 × 32        384  and its children
 *   512   parents, u32 × 32       1024 children, u32 × 32 · K at most 16384
 */

export const PARENTS: usize = 512;
export const CHILDREN: usize = 1024;

/** Sets `sites` sites, all masked; the last has the given stride. Returns the bytes that they span. */
export function startAxes(scratch: usize, sites: i32, K: i32, stride: usize): usize {
  for (let i = sites - 1; i >= 0; i--) {
    store<i32>(scratch + ((<usize>i) << 2), K);
    store<u32>(scratch + ((<usize>i) << 2), <u32>stride, 128);
    stride *= <usize>(K + 1);
  }
  store<u32>(scratch, <u32>(scratch + PARENTS), 256);
  store<u32>(scratch, <u32>(scratch + CHILDREN), 384);
  return stride;
}

/** Rewrites the lists of the sites from `site` on; their ends are left behind the last site's beginnings. */
export function listAxes(scratch: usize, sites: i32, K: i32, site: i32): void {
  let at = scratch + ((<usize>site) << 2);
  let p: usize = load<u32>(at, 256);
  let c: usize = load<u32>(at, 384);
  const end = scratch + ((<usize>sites) << 2);
  for (; at < end; at += 4) {
    const digit = load<i32>(at);
    const stride = load<u32>(at, 128);
    if (digit === K) {
      for (let v = 1; v <= K; v++, c += 4) store<u32>(c, -(stride * <u32>v));
    } else {
      store<u32>(p, stride * <u32>(K - digit));
      p += 4;
    }
    store<u32>(at, <u32>p, 260);
    store<u32>(at, <u32>c, 388);
  }
}

/** The digits before the present ones; returns the first site that changed, −1 at the end. */
// inline
export function stepDown(scratch: usize, sites: i32, K: i32): i32 {
  let site = sites - 1;
  while (site >= 0 && load<i32>(scratch + ((<usize>site) << 2)) === 0) {
    store<i32>(scratch + ((<usize>site) << 2), K);
    site--;
  }
  if (site >= 0) {
    const at = scratch + ((<usize>site) << 2);
    store<i32>(at, load<i32>(at) - 1);
  }
  return site;
}

/** What `listAxes` does after a step down in the last site alone: it is not masked any more. */
// inline
export function listLast(end: usize, K: i32): void {
  const at = end - 4;
  const p: usize = load<u32>(at, 256);
  store<u32>(p, load<u32>(at, 128) * <u32>(K - load<i32>(at)));
  store<u32>(end, <u32>(p + 4), 256);
  store<u32>(end, load<u32>(at, 384), 384);
}

/** Sets the digits of `index`, a number in base K+1. */
export function setDigits(scratch: usize, sites: i32, K: i32, index: i32): void {
  for (let i = sites - 1; i >= 0; i--) {
    store<i32>(scratch + ((<usize>i) << 2), index % (K + 1));
    index /= K + 1;
  }
}

/** End of the parents' list of the first `sites` sites. */
// inline
export function parentsEnd(scratch: usize, sites: i32): usize {
  return load<u32>(scratch + ((<usize>sites) << 2), 256);
}

/** End of the children's list. */
// inline
export function childrenEnd(scratch: usize, sites: i32): usize {
  return load<u32>(scratch + ((<usize>sites) << 2), 384);
}

/** out = Σ over the offsets in [list, end) of the runs of `bytes` bytes at base + offset; zeros for an empty list. */
export function gather(out: usize, base: usize, bytes: usize, list: usize, end: usize): void {
  if (list === end) memory.fill(out, 0, bytes);
  const vectors = out + (bytes & ~15);
  let add = false;
  while (list < end) {
    const left = (end - list) >> 2;
    const q0 = base + load<u32>(list) - out;
    let d = out;
    if (left >= 4) {
      const q1 = base + load<u32>(list, 4) - out;
      const q2 = base + load<u32>(list, 8) - out;
      const q3 = base + load<u32>(list, 12) - out;
      list += 16;
      if (add) {
        for (; d < vectors; d += 16) {
          const s = f64x2.add(f64x2.add(v128.load(d + q0), v128.load(d + q1)), f64x2.add(v128.load(d + q2), v128.load(d + q3)));
          v128.store(d, f64x2.add(v128.load(d), s));
        }
      } else {
        for (; d < vectors; d += 16) {
          v128.store(d, f64x2.add(f64x2.add(v128.load(d + q0), v128.load(d + q1)), f64x2.add(v128.load(d + q2), v128.load(d + q3))));
        }
      }
      if (bytes & 8) {
        const s = load<f64>(d + q0) + load<f64>(d + q1) + (load<f64>(d + q2) + load<f64>(d + q3));
        store<f64>(d, add ? load<f64>(d) + s : s);
      }
    } else if (left >= 2) {
      const q1 = base + load<u32>(list, 4) - out;
      list += 8;
      if (add) for (; d < vectors; d += 16) v128.store(d, f64x2.add(v128.load(d), f64x2.add(v128.load(d + q0), v128.load(d + q1))));
      else for (; d < vectors; d += 16) v128.store(d, f64x2.add(v128.load(d + q0), v128.load(d + q1)));
      if (bytes & 8) {
        const s = load<f64>(d + q0) + load<f64>(d + q1);
        store<f64>(d, add ? load<f64>(d) + s : s);
      }
    } else {
      list += 4;
      if (add) for (; d < vectors; d += 16) v128.store(d, f64x2.add(v128.load(d), v128.load(d + q0)));
      else for (; d < vectors; d += 16) v128.store(d, v128.load(d + q0));
      if (bytes & 8) store<f64>(d, add ? load<f64>(d) + load<f64>(d + q0) : load<f64>(d + q0));
    }
    add = true;
  }
}
