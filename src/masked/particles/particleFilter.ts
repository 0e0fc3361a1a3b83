import { BadInput } from "../../numerics/badInput.ts";
import { normalisedWeights } from "../../numerics/normalisedWeights.ts";
import { type Rng, stream } from "../../random/stream.ts";
import { completePart } from "../marginalCube.ts";
import { systematicResample } from "./systematicResample.ts";
import type { WeightedChain } from "./weightedChain.ts";

export interface FilterOptions {
  /** n ≥ 1. */
  readonly particles: number;
  readonly seed: number;
  /** Part of the streams' names: independent runs of one seed. */
  readonly replicate?: number;
  /** Resample after a move that leaves the effective sample size below this share of n, 0 (never) to 1; ½ when left out. */
  readonly threshold?: number;
}

export interface Filtered {
  /** Σ_i W_i 1{x_i = x} / Σ_i W_i, shape [K^L], row-major: tends to the tilted law as n^−½. */
  readonly law: Float64Array;
  /** (Σ W)²/Σ W² after each move, before any resampling; shape [moves], 1 … n. */
  readonly effectiveSize: Float64Array;
  /** Moves after which the particles were resampled, ascending. */
  readonly resampledAfter: readonly number[];
  /** log of an unbiased estimate of the normaliser Σ_x A[x]/A[all masked] = Σ_x p_c^{1+w} p^{−w} (for `oracle`: 1), nats. */
  readonly logNormaliser: number;
}

/**
 * Sequential Monte Carlo (Feynman-Kac): n weighted particles from "all masked" to the end of a chain, systematically resampled when their
 * effective size falls below the threshold; never after the last move.
 *
 * Σ_i W_i 1{x_i = x} e^{logNormaliser} / Σ_i W_i estimates E[W · 1{x}] without bias at every n, resampling included; the law itself has a bias of order 1/n.
 * Source: Del Moral, Feynman-Kac Formulae (2004), Section 9.4; weights: derivation at `revealWeights`.
 *
 * Streams: (seed, "particle", replicate, slot) and (seed, "resampling", replicate). Complexity n · moves · (cost of a move).
 *
 * @throws BadInput for options out of range, and as the chain's moves
 */
export function particleFilter(chain: WeightedChain, { particles, seed, replicate = 0, threshold = 0.5 }: FilterOptions): Filtered {
  checkOptions(particles, threshold);
  const { space, moves } = chain;
  const slots = Array.from({ length: particles }, (_, i) => stream(seed, "particle", replicate, i));
  const resampling = stream(seed, "resampling", replicate);
  let states = new Float64Array(particles).fill(space.states - 1);
  const logWeights = new Float64Array(particles);
  const effectiveSize = new Float64Array(moves);
  const resampledAfter: number[] = [];
  let logNormaliser = 0;
  for (let move = 0; ; move++) {
    moveAll(chain, move, states, logWeights, slots);
    const { weights, log, effective } = normalisedWeights(logWeights);
    effectiveSize[move] = effective;
    if (move + 1 === moves)
      return { law: lawOf(chain, states, weights), effectiveSize, resampledAfter, logNormaliser: logNormaliser + log };
    if (effective >= threshold * particles) continue;
    const parents = states;
    states = Float64Array.from(systematicResample(weights, resampling), (ancestor) => parents[ancestor]);
    logNormaliser += log;
    logWeights.fill(0);
    resampledAfter.push(move);
  }
}

function moveAll(chain: WeightedChain, move: number, states: Float64Array, logWeights: Float64Array, slots: readonly Rng[]): void {
  for (let i = 0; i < states.length; i++) {
    const { state, logWeight } = chain.move(states[i], move, slots[i]);
    states[i] = state;
    logWeights[i] += logWeight;
  }
}

function lawOf({ space }: WeightedChain, states: Float64Array, weights: Float64Array): Float64Array {
  const masses = new Float64Array(space.states);
  for (let i = 0; i < states.length; i++) masses[states[i]] += weights[i];
  return completePart(space, masses);
}

function checkOptions(particles: number, threshold: number): void {
  if (!(Number.isSafeInteger(particles) && particles >= 1)) {
    throw new BadInput("particles", "an integer of at least 1", particles, "particleFilter");
  }
  if (!(threshold >= 0 && threshold <= 1)) throw new BadInput("threshold", "a number from 0 to 1", threshold, "particleFilter");
}
