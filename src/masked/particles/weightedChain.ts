import type { Rng } from "../../random/stream.ts";
import type { Lattice } from "../lattice.ts";

/** A Markov chain from "all masked" to complete states whose paths carry weights: what a particle filter moves. */
export interface WeightedChain {
  readonly space: Lattice;
  /** Number of moves; after the last one no site is masked. */
  readonly moves: number;
  /** Takes a particle through move 0, 1, …; returns one shared record, overwritten by the next call. */
  readonly move: (state: number, move: number, rng: Rng) => Moved;
}

export interface Moved {
  state: number;
  /** log of the factor that the move adds to the path's weight, nats. */
  logWeight: number;
}
