/** @file What a classifier that knows the world says of guided laws on the line, and worlds of Gaussians that claims share. */
import type { LineLaw } from "../continuous/line/lineLaw.ts";
import { lineExpectation } from "../measures/line/lineExpectation.ts";
import { linePosterior } from "../measures/line/linePosterior.ts";
import type { ContinuousPair } from "../worlds/continuous/pair.ts";
import { type ContinuousSpec, continuousInstance } from "./continuousInstance.ts";
import { samplerLaw } from "./samplerLaw.ts";

/** N(±1, 1) in equal parts, the target on the right: its posterior rises with x at every noise level. */
export const TWO = { world: { kind: "preset", name: "two-gaussians" }, target: "right" } as const;

/** Gaussians `left`, `middle`, `right` on the line with prior weights. */
export function three(means: readonly number[], sds: readonly number[], weights: readonly number[] = [1, 1, 1]): object {
  const classes = ["left", "middle", "right"].map((name, k) => [
    name,
    { weight: weights[k], components: [{ weight: 1, mean: [means[k]], covariance: sds[k] ** 2 }] },
  ]);
  return { kind: "gaussian-mixture", dimension: 1, classes: Object.fromEntries(classes) };
}

export interface Confidence {
  /** E[p(c|Y)]. */
  readonly mean: number;
  /** E[ln p(c|Y)], nats. */
  readonly log: number;
  /** E[1/p(c|Y)]. */
  readonly reciprocal: number;
}

/** Expectations of the class posterior under a law. */
export function confidenceUnder(law: LineLaw, pair: ContinuousPair): Confidence {
  const { log } = linePosterior(pair);
  const of = (h: (x: number) => number): number => lineExpectation(law, h, 1e-8).value;
  return { mean: of((x) => Math.exp(log(x))), log: of(log), reciprocal: of((x) => Math.exp(-log(x))) };
}

/** The same of an instance's own sampler. */
export function confidenceOf(spec: ContinuousSpec): Confidence {
  return confidenceUnder(samplerLaw(spec), continuousInstance(spec).run.pair);
}

/** Times that are fine near the data: t_n = (1 − n/N)³. */
export function fineNearData(steps: number): number[] {
  return Array.from({ length: steps + 1 }, (_, n) => (1 - n / steps) ** 3);
}

/** Numbers evenly spaced in their logarithm. */
export function logSpaced(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => from * (to / from) ** (k / (count - 1)));
}
