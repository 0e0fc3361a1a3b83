/** @file Philox4x32-10 of src/random/philox.ts, and the uniforms of src/random/counted.ts. */

/** Writes block (c0, c1, c2, c3) under the key (k0, k1): four u32. */
// inline
export function philox(c0: u32, c1: u32, c2: u32, c3: u32, k0: u32, k1: u32, out: usize): void {
  for (let round = 0; round < 10; round++) {
    const a = <u64>0xd2511f53 * <u64>c0;
    const b = <u64>0xcd9e8d57 * <u64>c2;
    c0 = <u32>(b >> 32) ^ c1 ^ k0;
    c1 = <u32>b;
    c2 = <u32>(a >> 32) ^ c3 ^ k1;
    c3 = <u32>a;
    k0 += 0x9e3779b9;
    k1 += 0xbb67ae85;
  }
  store<u32>(out, c0);
  store<u32>(out, c1, 4);
  store<u32>(out, c2, 8);
  store<u32>(out, c3, 12);
}

/** Blocks first … first + count − 1 of a stream: counters (block, 0, index, index's upper half), 16 bytes a block. */
export function philoxFill(k0: u32, k1: u32, index: u32, upper: u32, first: u32, count: i32, out: usize): void {
  for (let j = 0; j < count; j++, out += 16) philox(first + <u32>j, 0, index, upper, k0, k1, out);
}
