import { cfg } from "../../guidance/continuous/cfg.ts";
import { cfgPlusPlusWeight } from "../../guidance/continuous/cfgPlusPlus.ts";
import { needsOf } from "../../guidance/continuous/evaluations.ts";
import type { ContinuousRule } from "../../guidance/continuous/rule.ts";
import type { GuidedWeight } from "../guidedWeight.ts";
import { conversion, convertPredictions } from "../predictions.ts";
import type { Level, Process } from "../process.ts";
import type { Answer, Asking } from "./protocol.ts";

/** Guided sampling as a sampler with steps sees it. */
export interface GuidedSampling {
  readonly dimension: number;
  readonly process: Process;
  readonly weight: GuidedWeight;
  /** `cfg` when left out. */
  readonly rule?: ContinuousRule | undefined;
}

/** Points of a batch that are still under way. */
export interface Rows {
  /** Shape [n, d] or longer. */
  readonly points: Float64Array;
  readonly n: number;
  /** Shape [n] or longer. */
  readonly members: Int32Array;
}

/** What signal and noise are predicted to be: x = a x̂₀ + b ε̂. Shape [n, d], the receiver's own. */
export interface Guided {
  readonly denoised: Float64Array;
  readonly noise: Float64Array;
}

/**
 * The guided prediction at t: asks, and combines. One guide per batch, since rules with momentum remember: at each evaluation, as in
 * released code, not at each step.
 *
 * @param to end of the step that the prediction is for, which gives `cfg++` its weight
 */
export type Guide = (rows: Rows, t: number, to?: number) => Asking<Guided>;

/** @param size samples in the batch */
export function guideFor({ dimension: d, process, weight, rule = cfg }: GuidedSampling, size: number): Guide {
  const memory = new Float64Array(size * d);
  return function* ({ points, n, members }, t, to) {
    const level = process.at(t);
    const denoised = new Float64Array(n * d);
    if (t > rule.zeroAbove) {
      // Zeros, read in the rule's own space.
      convertPredictions(conversion(rule.space, "x0", level.a, level.b), points, denoised, n * d, denoised);
    } else {
      const written = weight.at(process.angle(t));
      const w = rule.name === "cfg++" && to !== undefined ? cfgPlusPlusWeight(written, level, process.at(to)) : written;
      const needs = needsOf(rule, w);
      const answer = yield { points, n, members, t, ...level, needs, logRatio: rule.needsLogRatio && needs === "both" };
      const first = needs === "uncond" ? answer.uncond : answer.cond;
      for (let i = 0; i < denoised.length; i++) denoised[i] = first[i];
      if (needs === "both") {
        const own = gathered(memory, members, n, d);
        addGuidance(rule, { answer, points, n, d, level, w, memory: own }, denoised);
        scatter(own, memory, members, n, d);
      }
    }
    const noise = new Float64Array(n * d);
    for (let i = 0; i < noise.length; i++) noise[i] = (points[i] - level.a * denoised[i]) / level.b;
    return { denoised, noise };
  };
}

/** Small beside everything, with squares in the range of float64. */
const LEAST_SIGNAL = 1e-100;

interface Combination {
  readonly answer: Answer;
  readonly points: Float64Array;
  readonly n: number;
  readonly d: number;
  readonly level: Level;
  readonly w: number;
  readonly memory: Float64Array;
}

/** Adds what the rule adds to the conditional denoised mean: combined in the rule's own space, differences converted back. */
function addGuidance(rule: ContinuousRule, { answer, points, n, d, level, w, memory }: Combination, denoised: Float64Array): void {
  const { cond, uncond, logRatio } = answer;
  const count = n * d;
  if (rule.linear) {
    for (let i = 0; i < count; i++) denoised[i] += w * (cond[i] - uncond[i]);
    return;
  }
  // Noise and score say nothing of x₀ at pure noise: the limit is taken, at a signal so small that only powers of it are lost.
  const into = conversion("x0", rule.space, Math.max(level.a, LEAST_SIGNAL), level.b);
  const own = new Float64Array(count);
  convertPredictions(into, points, cond, count, own);
  const difference = new Float64Array(count);
  for (let i = 0; i < count; i++) difference[i] = into.ofPrediction * (cond[i] - uncond[i]);
  const added = new Float64Array(count);
  rule.combine({ cond: own, difference, logRatio }, { n, d, w, memory }, added);
  for (let i = 0; i < count; i++) denoised[i] += added[i] / into.ofPrediction;
}

function gathered(memory: Float64Array, members: Int32Array, n: number, d: number): Float64Array {
  const rows = new Float64Array(n * d);
  for (let k = 0; k < n; k++) for (let i = 0; i < d; i++) rows[k * d + i] = memory[members[k] * d + i];
  return rows;
}

function scatter(rows: Float64Array, memory: Float64Array, members: Int32Array, n: number, d: number): void {
  for (let k = 0; k < n; k++) for (let i = 0; i < d; i++) memory[members[k] * d + i] = rows[k * d + i];
}
