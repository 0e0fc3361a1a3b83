import { counted } from "./counted.ts";
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
  const { restart, next } = counted(streamKey(seed, [...parts, "family"]));
  return { open: (index) => restart(index, Math.floor(index / 2 ** 32)), next };
}
