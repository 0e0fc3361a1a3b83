import { philox } from "./philox.ts";
import { type Rng, streamKey } from "./stream.ts";

/** A family of streams, one per index, that shares its buffers: opening the next one costs nothing. */
export interface Substreams {
  /** Starts the stream of an index from its beginning; whatever was open is left. */
  readonly open: (index: number) => void;
  /** The next uniform of the open stream, on [0, 1), a multiple of 2^−53. */
  readonly next: Rng;
}

/**
 * Streams for many short runs: one key for the name, the index in the upper half of the Philox counter. Stream i is the same whatever was
 * opened before, but is not `stream(seed, ...parts, i)`. One call consumes 64 bits.
 *
 * @param seed any safe integer
 */
export function substreams(seed: number, ...parts: readonly (string | number)[]): Substreams {
  const key = streamKey(seed, [...parts, "family"]);
  const counter = new Uint32Array(4);
  const words = new Uint32Array(4);
  let used = 4;
  return {
    open: (index) => {
      counter[0] = 0;
      counter[1] = 0;
      counter[2] = index;
      counter[3] = Math.floor(index / 2 ** 32);
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
