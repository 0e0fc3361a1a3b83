import { philox } from "../../random/philox.ts";

/** A 64-bit hash of a set of revealed sites, kept up to date as they change. */
export interface StateHash {
  /** Adds a revealed site with its token, or takes it away again. */
  readonly toggle: (site: number, token: number) => void;
  /** The hash now: two unsigned 32-bit words, shape [2]; 0, 0 with nothing revealed. The hash's own buffer. */
  readonly words: Uint32Array;
}

/** ASCII of "guidelab"; another fixed key would do as well. */
const KEY = Uint32Array.of(0x67756964, 0x656c6162);

/**
 * Zobrist's hash: the exclusive or of one random word per (site, token), so that it depends on the state and not on the order in which
 * it was reached, and a change costs O(1). Two given states share a hash with probability 2^−64.
 *
 * Source: Zobrist, ICCA Journal 13 (1990) 69, with Philox blocks for the table.
 */
export function stateHash(): StateHash {
  const words = new Uint32Array(2);
  return {
    words,
    toggle: (site, token) => {
      const block = philox(Uint32Array.of(site, token, 0, 0), KEY);
      words[0] ^= block[0];
      words[1] ^= block[1];
    },
  };
}
