import { philox } from "./philox.ts";

/** Uniform on [0, 1), multiples of 2^−53. The only randomness that the pure floors see; always an argument. */
export type Rng = () => number;

/** Uniforms from Philox blocks under one key, in the order of their counter. */
export interface Counted {
  /** Starts again at the block (0, 0, low, high). */
  readonly restart: (low: number, high: number) => void;
  /** The next uniform; 64 bits a call. */
  readonly next: Rng;
}

/** @param key two 32-bit words */
export function counted(key: Uint32Array): Counted {
  const counter = new Uint32Array(4);
  const words = new Uint32Array(4);
  let used = 4;
  return {
    restart: (low, high) => {
      counter.set([0, 0, low, high]);
      used = 4;
    },
    next: () => {
      if (used === 4) {
        philox(counter, key, words);
        used = 0;
        if (++counter[0] === 0) counter[1]++;
      }
      const high = words[used++] >>> 5;
      const low = words[used++] >>> 6;
      return (high * 2 ** 26 + low) / 2 ** 53;
    },
  };
}
