import { counted, type Rng } from "./counted.ts";

export type { Rng };

/**
 * A named stream of uniforms: `stream(seed, "sweep", cell, replicate)`. The name, not the order of use, decides the numbers, so that
 * another cell, batch or worker changes nothing.
 *
 * The parts are hashed into the 64-bit key of a Philox counter. One call consumes 64 bits.
 *
 * @param seed  any safe integer
 * @param parts names and indices; `1` and `"1"` are different parts
 */
export function stream(seed: number, ...parts: readonly (string | number)[]): Rng {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`stream: seed must be a safe integer, got ${seed}`);
  return counted(streamKey(seed, parts)).next;
}

/** The 64-bit key of a named stream, two words. */
export function streamKey(seed: number, parts: readonly (string | number)[]): Uint32Array {
  const name = JSON.stringify([seed, ...parts]);
  return Uint32Array.of(hash(name, 0x811c9dc5, 0x01000193), hash(name, 0x9747b28c, 0x5bd1e995));
}

/**
 * The key's hash before its last mix, of a name whose last part is an index, up to that index: what kernels go on from, digit by digit, to the closing
 * bracket. Two words.
 */
export function streamPrefix(seed: number, parts: readonly (string | number)[]): Uint32Array {
  const name = `${JSON.stringify([seed, ...parts]).slice(0, -1)},`;
  return Uint32Array.of(folded(name, 0x811c9dc5, 0x01000193), folded(name, 0x9747b28c, 0x5bd1e995));
}

/** FNV-1a with a basis and an odd multiplier, over UTF-16 code units; finished by Murmur3's full-avalanche mix, so that near names give far keys. */
function hash(text: string, basis: number, multiplier: number): number {
  let value = folded(text, basis, multiplier);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

function folded(text: string, basis: number, multiplier: number): number {
  let value = basis;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), multiplier);
  return value;
}
