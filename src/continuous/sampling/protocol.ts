/**
 * @file A sampler asks, a driver answers, for a batch of samples at a time. A sampler is a generator that yields the points it needs evaluated and receives
 * predictions; it never calls a model. Exact laws answer at once, a network asynchronously; NFE is counted where the question is answered.
 */
import type { Rng } from "../../random/stream.ts";
import type { Move } from "./move.ts";

/** What a sampler asks of n points, all at one noise level. */
export interface Question {
  /** x = a x₀ + b ε in the process's own coordinates, shape [n, d] or longer. The sampler's own buffer: read it before resuming the sampler. */
  readonly points: Float64Array;
  readonly n: number;
  /** Which sample of the batch each point belongs to, shape [n] or longer. */
  readonly members: Int32Array;
  /** Time of the process, 1 → 0, never at noise 0; and the level there. */
  readonly t: number;
  readonly a: number;
  readonly b: number;
  /** Which predictions are needed: both cost 2 NFE, one costs 1. */
  readonly needs: "both" | "cond" | "uncond";
  /** Whether ln p_c(x) − ln p(x) is needed as well, which laws have and networks do not. */
  readonly logRatio: boolean;
}

/** Denoised means E[x₀ | x], shape [n, d] each; log ratios, shape [n]. What was not asked for is empty. */
export interface Answer {
  readonly cond: Float64Array;
  readonly uncond: Float64Array;
  readonly logRatio: Float64Array;
}

/**
 * - `done`
 * - `diverged`: a coordinate left the range of float64; the sample stands where it was last finite
 * - `step limit`: an adaptive integrator did not arrive in its number of steps, or its steps were lost in rounding; it stands where it got to
 */
export const STATUSES = ["done", "diverged", "step limit"] as const;
export type Status = (typeof STATUSES)[number];

/** What became of a batch of n samples. */
export interface Batch {
  /** At the last time, or where a sample stopped; always finite. Shape [n, d]. */
  readonly points: Float64Array;
  /** Index into `STATUSES` for each, shape [n]. */
  readonly status: Uint8Array;
  /** Points at each of the sampler's times, shape [times, n, d]; null where not kept. A sample that stopped stays where it stopped. */
  readonly trajectories: Float64Array | null;
}

/** A batch in the making. */
export type BatchRun = Generator<Question, Batch, Answer>;

/** Part of a run: what a step asks, and gives back. */
export type Asking<Result> = Generator<Question, Result, Answer>;

/** A sampler with its settings: a run per list of streams, one for each sample. */
export interface Sampler {
  readonly dimension: number;
  /** What it is made of, where it is made of moves: kernels read them. */
  readonly moves?: readonly Move[];
  /** Times at which trajectories are kept: 1 first, the end last. */
  readonly times: Float64Array;
  readonly run: (streams: readonly Rng[], keepTrajectories: boolean) => BatchRun;
}
