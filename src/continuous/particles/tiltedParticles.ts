import { systematicResample } from "../../masked/particles/systematicResample.ts";
import { BadInput } from "../../numerics/badInput.ts";
import { normalisedWeights } from "../../numerics/normalisedWeights.ts";
import { normal } from "../../random/normal.ts";
import { stream } from "../../random/stream.ts";
import type { ContinuousPair, FieldPair } from "../../worlds/continuous/pair.ts";
import type { Start } from "../guidedField.ts";
import type { GuidedWeight } from "../guidedWeight.ts";
import { advanced, circle, type Standing, standing, weightRates } from "./circleStep.ts";

export interface ParticleOptions {
  /** n ≥ 1. */
  readonly particles: number;
  /** N ≥ 1. */
  readonly steps: number;
  readonly seed: number;
  /** Part of the streams' names: independent runs of one seed. */
  readonly replicate?: number;
  /** Resample where the effective sample size falls below this share of n, 0 (never) to 1; ½ when left out. */
  readonly threshold?: number;
}

/** What is sampled: the tilted law of the pair at the schedule's last weight. */
export interface ParticleProblem {
  /** Exact laws: their densities weight the start, and changes of w. */
  readonly pair: ContinuousPair;
  /** Predictions that move and weight the particles; the pair itself when left out. */
  readonly fields?: FieldPair;
  readonly weight: GuidedWeight;
  readonly start: Start;
}

export interface TiltedCloud {
  /** x₀, finite, shape [n, d]. */
  readonly points: Float64Array;
  /** Shape [n], ≥ 0, sums to 1: Σ weights_i f(x_i) tends to E f under the tilted law as n^−½, up to the error of N steps. */
  readonly weights: Float64Array;
  /** (Σ W)²/Σ W² at the start and after each step, before any resampling; shape [N + 1], 0 … n. */
  readonly effectiveSize: Float64Array;
  /** Steps after which the particles were resampled, ascending; 0 is the start. */
  readonly resampledAfter: readonly number[];
  /** log of an estimate of ∫ p_c^{1+w} p^{−w} dx₀ at the last w, nats. */
  readonly logNormaliser: number;
  /** Times that a particle left the range of float64: it is put to 0 with weight 0. With all n lost the weights are 0. */
  readonly diverged: number;
}

/**
 * Feynman-Kac particles: n paths of the guided reverse SDE on the noise circle with weights, systematically resampled, that reach the tilted law
 * instead of the SDE's own (arXiv:2503.02819): along a path
 *   d log W = (g²/2) w (1 + w) ‖s_c − s_u‖² dt.
 *
 * Derivation (here). Let A = p_c^{1+w} p^{−w} of the noised laws and L* the Fokker-Planck operator of the guided SDE in reverse time τ; c = (∂_τ A − L* A)/A is the rate of log W.
 * For each law ∂_τ log p = ∇·(f x) + f x·s − (g²/2)(∇·s + ‖s‖²), and L* A = ∇·(f x A) − (g²/2) ΔA. So
 *   c = (g²/2)(‖s_w‖² − (1 + w)‖s_c‖² + w ‖s_u‖²) = (g²/2) w (1 + w) ‖s_c − s_u‖².
 * Where w itself changes, log W also gains dw · log(p_c/p).
 *
 * Start: x ~ N(0, sd² I) with W = A(x)/N(x; 0, sd² I), exactly. Grid θ_k = θ_1 (1 − k/N)³, denoised means held over a step, c by the trapezoidal rule, 0 at θ = 0: first order in
 * 1/N. Never resampled after the last step. Streams: (seed, "particle", replicate, slot) and (seed, "resampling", replicate).
 *
 * @throws BadInput for options out of range
 */
export function tiltedParticles(problem: ParticleProblem, options: ParticleOptions): TiltedCloud {
  checkOptions(options);
  const { particles: n, steps, seed, replicate = 0, threshold = 0.5 } = options;
  const { pair, fields = pair, weight, start } = problem;
  const d = pair.dimension;
  const slots = Array.from({ length: n }, (_, i) => stream(seed, "particle", replicate, i));
  const resampling = stream(seed, "resampling", replicate);
  const points = Float64Array.from({ length: n * d }, (_, i) => start.sd * normal(slots[Math.floor(i / d)]));
  const logWeights = startWeights(problem, points);
  const effectiveSize = new Float64Array(steps + 1);
  const resampledAfter: number[] = [];
  let here = standing(fields, start.theta, points);
  let logNormaliser = 0;
  let diverged = 0;
  for (let k = 0; ; k++) {
    diverged += bury(here.points, logWeights, d);
    const { weights, log, effective } = normalisedWeights(logWeights);
    effectiveSize[k] = effective;
    if (k === steps) {
      return { points: here.points, weights, effectiveSize, resampledAfter, logNormaliser: logNormaliser + log, diverged };
    }
    if (effective > 0 && effective < threshold * n) {
      here = picked(here, systematicResample(weights, resampling), d);
      logNormaliser += log;
      logWeights.fill(0);
      resampledAfter.push(k);
    }
    const to = k + 1 === steps ? 0 : start.theta * (1 - (k + 1) / steps) ** 3;
    const half = (here.theta - to) / 2;
    addTo(logWeights, weightRates(here, weight, d), half);
    const moved = advanced(here, to, weight.at(here.theta), slots);
    diverged += bury(moved, logWeights, d);
    if (to === 0) {
      here = { ...here, points: moved };
      continue;
    }
    const dw = weight.at(to) - weight.at(here.theta);
    here = standing(fields, to, moved);
    addTo(logWeights, weightRates(here, weight, d), half);
    if (dw !== 0) addTo(logWeights, logRatios(pair, to, moved), dw);
  }
}

/** log W at the start: log A(x) − log N(x; 0, sd² I); 0 from pure noise with sd 1. Shape [n]. */
function startWeights({ pair, weight, start: { theta, sd } }: ParticleProblem, points: Float64Array): Float64Array {
  const d = pair.dimension;
  const n = points.length / d;
  const [a, b] = circle(theta);
  const out = new Float64Array(n);
  if (a === 0 && sd === 1) return out;
  pair.conditional.at(a, b).evaluate(points, n, { logDensity: out });
  const w = weight.at(theta);
  if (w !== 0) addTo(out, logRatios(pair, theta, points), w);
  for (let i = 0; i < points.length; i++) out[Math.floor(i / d)] += (points[i] / sd) ** 2 / 2 + Math.log(sd) + Math.log(2 * Math.PI) / 2;
  return out;
}

/** log p_c(x) − log p(x) at an angle; shape [n]. */
function logRatios({ dimension, conditional, unconditional }: ContinuousPair, theta: number, points: Float64Array): Float64Array {
  const n = points.length / dimension;
  const [a, b] = circle(theta);
  const cond = new Float64Array(n);
  const uncond = new Float64Array(n);
  conditional.at(a, b).evaluate(points, n, { logDensity: cond });
  unconditional.at(a, b).evaluate(points, n, { logDensity: uncond });
  return cond.map((log, k) => log - uncond[k]);
}

function addTo(out: Float64Array, values: Float64Array, factor: number): void {
  for (let k = 0; k < out.length; k++) if (out[k] > -Infinity) out[k] += factor * values[k];
}

/** Particles that are not finite, or whose weight is not, are put to 0 and lose it; returns how many had some. */
function bury(points: Float64Array, logWeights: Float64Array, d: number): number {
  let lost = 0;
  for (let k = 0; k < logWeights.length; k++) {
    const row = points.subarray(k * d, (k + 1) * d);
    if (row.every(Number.isFinite) && logWeights[k] < Infinity) continue;
    row.fill(0);
    if (logWeights[k] !== -Infinity) lost++;
    logWeights[k] = -Infinity;
  }
  return lost;
}

function picked({ theta, points, cond, difference }: Standing, ancestors: Int32Array, d: number): Standing {
  const pick = (values: Float64Array): Float64Array => values.map((_, i) => values[ancestors[Math.floor(i / d)] * d + (i % d)]);
  return { theta, points: pick(points), cond: pick(cond), difference: pick(difference) };
}

function checkOptions({ particles, steps, threshold = 0.5 }: ParticleOptions): void {
  for (const [field, value] of Object.entries({ particles, steps })) {
    if (!(Number.isSafeInteger(value) && value >= 1)) throw new BadInput(field, "an integer of at least 1", value, "tiltedParticles");
  }
  if (!(threshold >= 0 && threshold <= 1)) throw new BadInput("threshold", "a number from 0 to 1", threshold, "tiltedParticles");
}
