/** @file Normal draws of many samples at once: src/random/normal.ts on the streams of src/random/stream.ts. */
import { log2x } from "./exponential";
import { philox } from "./philox";

/** sin(2πr) = r S(r²) and cos(2πr) = C(r²), |r| ≤ 1/8: Taylor's polynomials, remainders below 1e-17. */
const SINE: usize = memory.data<f64>([
  6.283185307179586, -41.341702240399755, 81.60524927607504, -76.70585975306136, 42.058693944897634, -15.094642576822984,
  3.8199525848482803, -0.7181223017785001,
]);
const COSINE: usize = memory.data<f64>([
  1.0, -19.739208802178716, 64.9393940226683, -85.45681720669374, 60.24464137187666, -26.426256783374388, 7.903536371318467,
  -1.7143907110886711, 0.282005968455791,
]);

// inline
function polynomial(at: usize, degree: usize, z: v128): v128 {
  let value = v128.load64_splat(at + (degree << 3));
  for (let k = at + (degree << 3); k > at; ) {
    k -= 8;
    value = f64x2.add(f64x2.mul(value, z), v128.load64_splat(k));
  }
  return value;
}

/** cos(2πu), 0 ≤ u < 1, error below 2e-16. */
// inline
function cosineOfTurns(u: v128): v128 {
  // A quarter turn at a time: u = q/4 + r.
  const quarters = f64x2.nearest(f64x2.mul(u, f64x2.splat(4.0)));
  const r = f64x2.sub(u, f64x2.mul(quarters, f64x2.splat(0.25)));
  const z = f64x2.mul(r, r);
  const even = polynomial(COSINE, 8, z);
  const odd = f64x2.mul(r, polynomial(SINE, 7, z));
  const q = i64x2.extend_low_i32x4_u(i32x4.trunc_sat_f64x2_u_zero(quarters));
  const isOdd = i64x2.eq(v128.and(q, i64x2.splat(1)), i64x2.splat(1));
  const value = v128.bitselect(odd, even, isOdd);
  // cos(x + π/2) = −sin x, cos(x + π) = −cos x, cos(x + 3π/2) = sin x.
  return v128.xor(value, i64x2.shl(v128.and(i64x2.add(q, i64x2.splat(1)), i64x2.splat(2)), 62));
}

/** The number on [0, 1) in a pair of words. */
// inline
function uniform(words: usize): f64 {
  return (<f64>(load<u32>(words) >>> 5) * 67108864.0 + <f64>(load<u32>(words, 4) >>> 6)) / 9007199254740992.0;
}

/**
 * The keys of the streams of samples first, first + 1, …: two u32 each. A name's hash goes on from what precedes the index, digit by digit, to a
 * closing bracket.
 */
export function sampleKeys(before0: u32, before1: u32, first: u64, count: i32, keys: usize, work: usize): void {
  for (let j = 0; j < count; j++, first++, keys += 8) {
    let digits = work + 24;
    store<u8>(digits, 0x5d);
    let rest = first;
    do {
      digits--;
      store<u8>(digits, <u8>(48 + <u32>(rest % 10)));
      rest /= 10;
    } while (rest > 0);
    let a = before0;
    let b = before1;
    for (; digits <= work + 24; digits++) {
      a = (a ^ load<u8>(digits)) * 0x01000193;
      b = (b ^ load<u8>(digits)) * 0x5bd1e995;
    }
    store<u32>(keys, mixed(a));
    store<u32>(keys, mixed(b), 4);
  }
}

/** Murmur3's last mix. */
// inline
function mixed(value: u32): u32 {
  value = (value ^ (value >>> 16)) * 0x85ebca6b;
  value = (value ^ (value >>> 13)) * 0xc2b2ae35;
  return value ^ (value >>> 16);
}

/** out_j += sd · (the normal of number `block` of the stream with key j), two streams at a time; `count` even. */
export function addNormals(keys: usize, block: u32, count: i32, sd: f64, out: usize, work: usize): void {
  for (const end = out + ((<usize>count) << 3); out < end; out += 16, keys += 16) {
    philox(block, 0, 0, 0, load<u32>(keys), load<u32>(keys, 4), work);
    philox(block, 0, 0, 0, load<u32>(keys, 8), load<u32>(keys, 12), work + 16);
    const u = f64x2.replace_lane(f64x2.splat(uniform(work)), 1, uniform(work + 16));
    const v = f64x2.replace_lane(f64x2.splat(uniform(work + 8)), 1, uniform(work + 24));
    const radius = f64x2.sqrt(f64x2.mul(f64x2.splat(-2.0), log2x(f64x2.sub(f64x2.splat(1.0), u))));
    v128.store(out, f64x2.add(v128.load(out), f64x2.mul(f64x2.splat(sd), f64x2.mul(radius, cosineOfTurns(v)))));
  }
}
