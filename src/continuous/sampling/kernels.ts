/** @file The same moves for engines of exact laws: what a sampler does to points, without streams. */
import { BadInput } from "../../numerics/badInput.ts";
import type { FieldPair } from "../../worlds/continuous/pair.ts";
import { answered, answerFrom } from "./answer.ts";
import { type GuidedSampling, guideFor } from "./guide.ts";
import type { Move } from "./move.ts";

/** Replaces n points, shape [n, d], in place; not finite where the sampler diverges or does not arrive. */
export type PointMap = (points: Float64Array, n: number) => void;

/** A Gaussian kernel: x′ = mean(x) + sd · z, z ~ N(0, I). */
export interface Kernel {
  readonly mean: PointMap;
  /** ≥ 0. */
  readonly sd: number;
}

/**
 * Each move of a sampler as a kernel, by exact fields.
 *
 * @throws BadInput naming `guidance.rule` for a rule with memory, whose sampler is not a Markov chain in x
 */
export function kernelsOf(moves: readonly Move[], sampling: GuidedSampling, pair: FieldPair): readonly Kernel[] {
  const { rule } = sampling;
  if (rule && rule.stepsOnly !== null) {
    throw new BadInput("guidance.rule", "a rule without memory of past steps, for the law of a sampler with noise", rule.name);
  }
  return moves.map((move) => ({ sd: move.sd, mean: (points, n) => through([move], sampling, pair)(points, n) }));
}

/**
 * A sampler without noise as one map from start to end, by exact fields; rules with memory included.
 *
 * @throws BadInput naming `sampler.kind` where a move has noise
 */
export function mapOf(moves: readonly Move[], sampling: GuidedSampling, pair: FieldPair): PointMap {
  const noisy = moves.find(({ sd }) => sd > 0);
  if (noisy) throw new BadInput("sampler.kind", "one without noise", `sd ${noisy.sd} at t = ${noisy.from}`, "mapOf");
  return through(moves, sampling, pair);
}

function through(moves: readonly Move[], sampling: GuidedSampling, pair: FieldPair): PointMap {
  const { dimension: d } = sampling;
  const answer = answerFrom(pair);
  return (points, n) => {
    const guide = guideFor(sampling, n);
    const rows = { points: points.subarray(0, n * d), n, members: Int32Array.from({ length: n }, (_, k) => k) };
    for (const move of moves) {
      for (const k of answered(move.mean(rows, guide), answer)) rows.points.fill(Number.NaN, k * d, (k + 1) * d);
    }
  };
}
