/** @file Plain pseudo-random numbers for tests, seeded by a name and by nothing else. */

/** 32-bit FNV-1a hash of the UTF-8 bytes of a name. Source: IETF draft-eastlake-fnv. */
export function fnv1a(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/**
 * Uniform numbers on [0, 1), multiples of 2^-32: the generator mulberry32 seeded with a 32-bit integer. One per call.
 *
 * Good enough to draw test input and to check frequencies at n up to about 1e6; period 2^32.
 * Source: Tommy Ettinger's mulberry32 (public domain).
 */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Generator for one test: the name is the seed, so it cannot be tuned without saying so. */
export function namedRng(name: string): () => number {
  return mulberry32(fnv1a(name));
}
