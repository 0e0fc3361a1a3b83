/** @file What a classifier that knows the world says of what comes out: E[p(c|x)] and E[1/p(c|x)] against w (arXiv:2505.01382, 2403.01639). */
import { tiltedLaw } from "../../continuous/line/tiltedLaw.ts";
import { logConfidences } from "../../measures/cloudConfidence.ts";
import { lineExpectation } from "../../measures/line/lineExpectation.ts";
import { linePosterior } from "../../measures/line/linePosterior.ts";
import { BadInput } from "../../numerics/badInput.ts";
import type { CurveFigure, FigureData } from "../figureData.ts";
import type { Omitted } from "../omitted.ts";
import type { Resources } from "../resources.ts";
import { type ContinuousRun, continuousRun } from "./continuousRun.ts";
import { hasLaw } from "./figuresLine.ts";
import { said, setting } from "./figuresSetting.ts";
import { lineSamplerLaw } from "./lineSampler.ts";
import { planeMoments } from "./planeRecord.ts";
import type { ContinuousExperiment } from "./schema.ts";
import { withoutWidth } from "./world.ts";

/** E[p(c|x)] and E[1/p(c|x)] under one law. */
type Confidence = readonly [mean: number, reciprocal: number];

interface AtWeight {
  readonly law: Confidence | null;
  readonly tilted: Confidence | null;
}

const NAME = "class confidence against w";
const NAMES = ["E[p(c|x)]", "E[1/p(c|x)]"] as const;
/** Weights between 0 and the largest: laws that are quick to compute, and others, whose points are marked. */
const [MANY, FEW] = [30, 7];
/** Above this there is nothing to gain, and nothing to see. */
const CERTAIN = 0.999;

export function confidenceFigures(
  experiment: ContinuousExperiment,
  run: ContinuousRun,
  resources: Resources,
  omitted: Omitted[],
): readonly FigureData[] {
  const why = whyNot(experiment, run);
  if (why !== null) {
    omitted.push({ name: NAME, why });
    return [];
  }
  const at = (weight: number): AtWeight => {
    const own = { ...experiment, guidance: { ...experiment.guidance, w: weight } };
    return (run.pair.dimension === 1 ? onLine : inPlane)(own, continuousRun(own, resources));
  };
  const first = at(0);
  if (first.law && first.law[0] > CERTAIN && first.law[0] <= 1 + 1e-6) {
    omitted.push({ name: NAME, why: `the class is known wherever it is: E[p(c|x)] = ${first.law[0].toPrecision(5)} at w = 0` });
    return [];
  }
  const w = weightsFor(experiment, run);
  const found = w.map((weight) => (weight === 0 ? first : at(weight)));
  return [0, 1].flatMap((which) => {
    if (found.filter(({ law }) => law && Number.isFinite(law[which])).length > 1) return [figureOf(experiment, run, w, found, which)];
    omitted.push({
      name: `${NAMES[which]} against w`,
      why: "it is infinite, or the law could not be followed: draws that leave the class's support have p(c|x) = 0",
    });
    return [];
  });
}

function whyNot(experiment: ContinuousExperiment, run: ContinuousRun): string | null {
  const { dimension, targetWeight, conditional } = run.pair;
  if (withoutWidth(experiment)) return "points without bandwidth have no density";
  if (targetWeight === null) return "an explicit pair of laws has no class posterior";
  if (run.w === null) return "w changes along the way";
  if (dimension === 1) return hasLaw(experiment, run) ? null : "the sampler's law is known by its draws only";
  if (dimension > 2 || experiment.sampler.kind !== "flow" || run.white || run.atoms) return "the sampler's law is known by its draws only";
  return conditional.compact ? "the flow in the plane is followed to noise 1e-7, by which it ends beside edges, where p(c|x) is 0" : null;
}

/** 0 to 10 or the experiment's own w if that is larger, closer together near 0, and that w. */
function weightsFor({ sampler: { kind } }: ContinuousExperiment, { w, pair }: ContinuousRun): readonly number[] {
  const own = w ?? 0;
  const count = pair.dimension === 1 && kind === "flow" ? MANY : FEW;
  const largest = Math.max(10, own);
  const grid = Array.from({ length: count + 1 }, (_, k) => largest * (k / count) ** 2);
  return [...new Set(own > 0 ? [...grid, own] : grid)].sort((a, b) => a - b);
}

function onLine(experiment: ContinuousExperiment, run: ContinuousRun): AtWeight {
  const { log } = linePosterior(run.pair);
  const under = (law: Parameters<typeof lineExpectation>[0]): Confidence => [
    lineExpectation(law, (x) => Math.exp(log(x))).value,
    lineExpectation(law, (x) => Math.exp(-log(x))).value,
  ];
  return {
    law: unlessLost(() => under(lineSamplerLaw(experiment.sampler, run))),
    tilted: unlessLost(() => (run.wanted ? under(tiltedLaw(run.wanted, run.w ?? 0)) : null)),
  };
}

function inPlane(experiment: ContinuousExperiment, run: ContinuousRun): AtWeight {
  const at = (points: Float64Array, n: number, out: Float64Array): void => {
    const log = logConfidences(run.pair, points.subarray(0, 2 * n));
    for (let i = 0; i < n; i++) out.set([Math.exp(log[i]), Math.exp(-log[i])], 2 * i);
  };
  const { observed, unresolved } = planeMoments(experiment, run, { count: 2, at });
  return { law: unresolved > 0 ? null : [observed[0], observed[1]], tilted: null };
}

/** Null where a weight is too large to follow, or has no tilted law. */
function unlessLost<T>(compute: () => T): T | null {
  try {
    return compute();
  } catch (error) {
    if (error instanceof BadInput && error.detail.startsWith("guidance.w")) return null;
    throw error;
  }
}

/** @param which 0: E[p(c|x)]; 1: E[1/p(c|x)] */
function figureOf(
  experiment: ContinuousExperiment,
  run: ContinuousRun,
  w: readonly number[],
  found: readonly AtWeight[],
  which: number,
): CurveFigure {
  const name = NAMES[which];
  const of = (list: readonly (Confidence | null)[]): (number | null)[] =>
    list.map((at) => (at && Number.isFinite(at[which]) ? at[which] : null));
  const law = of(found.map((at) => at.law));
  const tilted = of(found.map((at) => at.tilted));
  const missing = w.filter((_, k) => law[k] === null);
  const gap = missing.length === 0 ? "" : ` No finite number for the law at w = ${missing.map(said).join(", ")}.`;
  const own = w.indexOf(run.w ?? 0);
  const here = law[own] ?? null;
  const what = monotone(w, law, which === 0 ? 1 : -1);
  const how = run.pair.dimension === 1 ? "exact laws on the line, integrated" : "quadrature over the noise of the flow";
  return {
    kind: "curves",
    id: which === 0 ? "confidence" : "reciprocal-confidence",
    title: `${name} of what comes out, against w`,
    caption: `${setting(experiment)} ${name} under the law, ${how}, at ${w.length} weights.${here === null ? "" : ` Here ${said(here)}.`} ${what}${gap}`,
    x: { label: "w (0 conditional)", scale: "linear" },
    y: { label: name, scale: "linear" },
    series: [
      { name: "law (comes out)", mark: "line", x: w, y: law },
      ...(w.length < MANY ? [{ name: "law (comes out)", mark: "points" as const, x: w, y: law }] : []),
      ...(tilted.some((value) => value !== null) ? [{ name: "tilted (wanted)", mark: "line" as const, x: w, y: tilted }] : []),
      ...(here === null ? [] : [{ name: "this experiment", mark: "points" as const, x: [w[own]], y: [here] }]),
    ],
  };
}

/** What the curve does, from its numbers. @param sign 1 where guidance is said to raise it, −1 where to lower it */
function monotone(w: readonly number[], law: readonly (number | null)[], sign: 1 | -1): string {
  const known = w.flatMap((at, k) => {
    const value = law[k];
    return value === null ? [] : [{ at, value: sign * value }];
  });
  const turn = known.findIndex(({ value }, k) => k > 0 && value < known[k - 1].value - 1e-6 * Math.abs(value));
  if (turn < 0) return sign > 0 ? "It rises with w throughout." : "It falls with w throughout.";
  return `It ${sign > 0 ? "rises" : "falls"} as far as w = ${said(known[turn - 1].at)} and not beyond.`;
}
