/**
 * @file A sampler's move under classifier-free guidance of mixtures of Gaussians or of boxes, four points at once: points asked for and points arrived at are
 * linear in the start and in the guided denoised means,
 *   y_j = α_j x + Σ_{l<j} β_jl D_l(y_l),   x′ = α x + Σ_l β_l D_l(y_l),   D = D_c + w (D_c − D_u).
 */
import { boxBytes, boxLogs, boxSums } from "./boxes";
import { GAIN, gaussianBytes, gaussianLogs, gaussianSums, MEANS, gaussianMean as mean, PLANE } from "./gaussian";
import { weigh } from "./posterior";

/** Kinds of components: round Gaussians, others, boxes. */
const FULL: i32 = 1;
const BOXES: i32 = 2;

/** Coordinates beyond this, and densities below the smallest double there, are left to the definition. */
const FAR: f64 = 1e100;
const LEAST: f64 = -1e290;
/** A share of the conditional components below this is summed again, with a maximum of their own. */
const SMALL: f64 = 1e-200;

/** Whether all components are too far to have logarithms. */
// inline
function lost(most: usize): bool {
  const least = f64x2.splat(LEAST);
  return !i64x2.all_true(v128.and(f64x2.gt(v128.load(most), least), f64x2.gt(v128.load(most, 16), least)));
}

/**
 * Denoised means under components [first, mid) and, from the same pass, under [first, last); what is empty is not written.
 *
 * @param work largest logarithms (32), sums (32 (d + 6)), logarithms (32 a component); for boxes 32 more, and denoised means (32 d a component)
 * @returns whether it could
 */
function means(kind: i32, d: i32, consts: usize, first: i32, mid: i32, last: i32, x: usize, part: usize, whole: usize, work: usize): bool {
  const full = kind === FULL;
  const boxes = kind === BOXES;
  const bytes = boxes ? boxBytes(d) : gaussianBytes(full, d);
  const sums = work + 32;
  const logs = sums + ((<usize>(d + 6)) << 5);
  const denoised = logs + ((<usize>(last - first + 1)) << 5);
  const from = consts + <usize>first * bytes;
  const middle = consts + <usize>mid * bytes;
  const end = consts + <usize>last * bytes;
  if (boxes) boxLogs(d, from, end, x, logs, work, denoised, denoised - 32);
  else gaussianLogs(full, d, from, end, x, logs, work);
  if (lost(work)) return false;
  weigh(logs, last - first, work);
  memory.fill(sums, 0, (<usize>(d + 6)) << 5);
  let again = false;
  if (mid > first) {
    if (boxes) boxSums(d, mid - first, denoised, logs, sums);
    else gaussianSums(full, d, from, middle, x, logs, sums);
    const small = f64x2.splat(SMALL);
    again = v128.any_true(v128.or(f64x2.lt(v128.load(sums), small), f64x2.lt(v128.load(sums, 16), small)));
    mean(boxes ? MEANS : full ? (d === 2 ? PLANE : MEANS) : GAIN, d, x, sums, part);
  }
  if (last > mid) {
    const skipped = <usize>(mid - first);
    if (boxes) boxSums(d, last - mid, denoised + skipped * ((<usize>d) << 5), logs + (skipped << 5), sums);
    else gaussianSums(full, d, middle, end, x, logs + (skipped << 5), sums);
    mean(boxes ? MEANS : full ? (d === 2 ? PLANE : MEANS) : GAIN, d, x, sums, whole);
  }
  return again ? means(kind, d, consts, first, mid, mid, x, part, whole, work) : true;
}

/** out = α x + Σ_l β_l D_l, d coordinates of two vectors; x is `apart` bytes a coordinate. Whether all of it is near. */
function combine(d: i32, row: usize, terms: i32, x: usize, apart: usize, given: usize, out: usize, outApart: usize): bool {
  const size = (<usize>d) << 5;
  const far = f64x2.splat(FAR);
  const a = v128.load64_splat(row);
  let near = f64x2.le(a, f64x2.splat(Infinity));
  for (let i: usize = 0; i < size; i += 32, x += apart, out += outApart) {
    let s0 = f64x2.mul(a, v128.load(x));
    let s1 = f64x2.mul(a, v128.load(x, 16));
    let g = given + i;
    for (let l = 0, b = row + 8; l < terms; l++, b += 8, g += size) {
      const beta = v128.load64_splat(b);
      s0 = f64x2.add(s0, f64x2.mul(beta, v128.load(g)));
      s1 = f64x2.add(s1, f64x2.mul(beta, v128.load(g, 16)));
    }
    near = v128.and(near, v128.and(f64x2.lt(f64x2.abs(s0), far), f64x2.lt(f64x2.abs(s1), far)));
    v128.store(out, s0);
    v128.store(out, s1, 16);
  }
  return i64x2.all_true(near);
}

/**
 * One move of `count` points, a multiple of four.
 *
 * A question's record, 40 + 8 · questions bytes: where its constants are (u32), first, mid and last component, whether the unconditional ones stand
 * apart, from mid on (i32), 4 bytes unused, w (f64), α and the β (f64). A last record has the α and β of where it leads.
 *
 * @param points coordinate i at points + i · apart, overwritten
 * @param left   a byte for every four points: not 0 where they are left to the definition, and not moved any more
 * @param work   32 d (4 + questions) bytes, then what `means` takes
 */
export function mixtureMove(
  kind: i32,
  d: i32,
  questions: i32,
  program: usize,
  points: usize,
  apart: usize,
  count: i32,
  left: usize,
  work: usize,
): void {
  const size = (<usize>d) << 5;
  const record = 40 + ((<usize>questions) << 3);
  const y = work;
  const part = y + size;
  const whole = part + size;
  const given = whole + size;
  const rest = given + size * <usize>(questions + 1);
  for (const end = left + (<usize>count >> 2); left < end; left++, points += 32) {
    if (load<u8>(left)) continue;
    let at = program;
    let near = true;
    for (let j = 0; j < questions && near; j++, at += record) {
      near = combine(d, at + 32, j, points, apart, given, y, 32);
      if (!near) break;
      const consts: usize = load<u32>(at);
      const first = load<i32>(at, 4);
      const mid = load<i32>(at, 8);
      const last = load<i32>(at, 12);
      const own = given + size * <usize>j;
      if (load<i32>(at, 16) && mid > first && last > mid) {
        near =
          means(kind, d, consts, first, mid, mid, y, part, whole, rest) && means(kind, d, consts, mid, mid, last, y, part, whole, rest);
      } else near = means(kind, d, consts, first, mid, last, y, part, whole, rest);
      if (mid === last) memory.copy(own, part, size);
      else if (mid === first) memory.copy(own, whole, size);
      else {
        const w = v128.load64_splat(at, 24);
        for (let i: usize = 0; i < size; i += 16) {
          const c = v128.load(part + i);
          v128.store(own + i, f64x2.add(c, f64x2.mul(w, f64x2.sub(c, v128.load(whole + i)))));
        }
      }
    }
    if (near) near = combine(d, program + record * <usize>questions + 32, questions, points, apart, given, y, 32);
    if (!near) store<u8>(left, 1);
    else for (let i: usize = 0; i < size; i += 32) memory.copy(points + (i >> 5) * apart, y + i, 32);
  }
}
