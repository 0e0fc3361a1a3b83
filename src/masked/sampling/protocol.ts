/**
 * @file A sampler asks, a driver answers. A sampler is a generator that yields the state it needs evaluated and receives
 * log-probabilities; it never calls a model. The exact world answers at once, a network asynchronously, a test from a table; NFE is
 * counted where the question is answered.
 */
import type { Rng } from "../../random/stream.ts";

/** What a sampler asks of one partially masked sequence. */
export interface Question {
  /** Tokens, the mask as K; shape [L]. The sampler's own buffer: read it before resuming the sampler. */
  readonly state: Int32Array;
  /** Masked sites whose conditionals are wanted, ascending. */
  readonly sites: readonly number[];
  /** Diffusion time, 1 → 0; exact worlds ignore it. */
  readonly t: number;
  /** Which predictions are needed: both cost 2 NFE, one costs 1 (w = 0 conditional only, w = −1 unconditional only). */
  readonly needs: "both" | "cond" | "uncond";
}

/** log p(x_i = v | revealed) per asked site; shape [sites, K] each, nats, −∞ for impossible. What was not needed is empty. */
export interface Answer {
  readonly logCond: Float64Array;
  readonly logUncond: Float64Array;
}

/** What became of one sample. Nothing is repaired silently: what a sampler had to clamp or reject is counted. */
export interface Drawn {
  /** Shape [L]; with fill `left` the mask K may remain. */
  readonly tokens: Int32Array;
  /** Site-steps where a probability left [0, 1] and was clamped. */
  readonly clamps: number;
  /** Site-steps where more than one jump was drawn and all were rejected (tau-leaping). */
  readonly rejected: number;
  /** Sites still masked at the last grid point, before filling. */
  readonly leftMasked: number;
}

/** One sample in the making. */
export type SamplerRun = Generator<Question, Drawn, Answer>;

/** A sampler with its settings: a run per stream of uniforms. */
export type Sampler = (rng: Rng) => SamplerRun;
