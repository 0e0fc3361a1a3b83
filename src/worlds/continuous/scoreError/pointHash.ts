import { philox } from "../../../random/philox.ts";

/**
 * A 64-bit hash of a list of float64 numbers by their bits, 0 and −0 alike: two unsigned words, chained through Philox blocks under a key. Two given lists
 * share a hash with probability 2^−64.
 */
export interface PointHash {
  /** Starts again, from a hash or from nothing. */
  readonly restart: (from?: ArrayLike<number>) => void;
  readonly add: (value: number) => void;
  /** The hash now, shape [2]; the hash's own buffer. */
  readonly words: Uint32Array;
}

/** @param key two 32-bit words */
export function pointHash(key: ArrayLike<number>): PointHash {
  const number = new Float64Array(1);
  const bits = new Uint32Array(number.buffer);
  const counter = new Uint32Array(4);
  const block = new Uint32Array(4);
  const words = new Uint32Array(2);
  return {
    words,
    restart: (from = [0, 0]) => words.set(from),
    add: (value) => {
      number[0] = value + 0;
      counter.set([bits[0], bits[1], words[0], words[1]]);
      philox(counter, key, block);
      words.set([block[0], block[1]]);
    },
  };
}
