import type { LineLaw } from "../../../continuous/line/lineLaw.ts";
import { worldLaw } from "../../../continuous/line/worldLaw.ts";
import { lineEntropy, lineKl } from "../../../measures/line/lineDivergences.ts";
import { lineExpectation } from "../../../measures/line/lineExpectation.ts";
import { linePosterior } from "../../../measures/line/linePosterior.ts";
import { lineTotalVariation } from "../../../measures/line/lineTotalVariation.ts";
import { lineWasserstein1 } from "../../../measures/line/lineWasserstein.ts";
import { pointMass } from "../../../measures/line/pointMass.ts";
import type { Measured } from "../../../measures/measured.ts";
import { type ContinuousRun, continuousRun } from "../../../studies/continuous/continuousRun.ts";
import { hasNoise } from "../../../studies/continuous/figuresPortrait.ts";
import { lineTilted } from "../../../studies/continuous/lineRecord.ts";
import { flowLimit, lineSamplerLaw } from "../../../studies/continuous/lineSampler.ts";
import { divergence, found, integral, reciprocal } from "../../../studies/continuous/measureLine.ts";
import type { ContinuousExperiment } from "../../../studies/continuous/schema.ts";
import type { Omitted } from "../../../studies/omitted.ts";
import type { Resources } from "../../../studies/resources.ts";
import { unlessRefused } from "../../panels/views/answering/unlessRefused.ts";
import type { CurveSource } from "./record.ts";

/** Measures of an experiment on the line at any weight: those of `lineMeasures` that a curve needs. */
export function lineCurves(experiment: ContinuousExperiment, resources: Resources): CurveSource {
  const omitted: Omitted[] = [];
  let conditional: { readonly law: LineLaw; readonly measures: readonly Measured[] } | null = null;
  const at = (w: number): ReturnType<CurveSource["at"]> => {
    const weighted: ContinuousExperiment = { ...experiment, guidance: { ...experiment.guidance, w } as ContinuousExperiment["guidance"] };
    const run = continuousRun(weighted, resources);
    const own = unlessRefused(() => lineSamplerLaw(weighted.sampler, run));
    const limit = unlessRefused(() => limitLaw(weighted, run));
    const { tilted, notes } = lineTilted(run);
    if (!tilted) omit(omitted, "tilted", notes.join("; "));
    if (!conditional) {
      const law = worldLaw(run.pair.conditional);
      conditional = { law, measures: ofLaw("conditional", law, run, omitted) };
    }
    const others = [...(tilted ? ([["tilted", tilted]] as const) : []), ["conditional", conditional.law] as const];
    return {
      w,
      measures: [
        ...(own.found ? [...distances("law", own.found, others, omitted), ...ofLaw("law", own.found, run, omitted)] : []),
        ...(limit.found ? [...distances("limit", limit.found, others, omitted), ...ofLaw("limit", limit.found, run, omitted)] : []),
        ...(tilted ? ofLaw("tilted", tilted, run, omitted) : []),
        ...conditional.measures,
      ],
      fault: own.refused,
    };
  };
  return { at, slow: experiment.sampler.kind === "sde", omitted };
}

/** The flow beside a sampler with steps that adds no noise; null elsewhere: the stochastic equation's law takes seconds at every weight. */
function limitLaw({ sampler }: ContinuousExperiment, run: ContinuousRun): LineLaw | null {
  if (sampler.kind === "flow" || sampler.kind === "sde" || hasNoise({ sampler } as ContinuousExperiment) || run.rule.stepsOnly !== null)
    return null;
  return flowLimit(run);
}

function omit(omitted: Omitted[], name: string, why: string): void {
  if (!omitted.some((other) => other.name === name && other.why === why)) omitted.push({ name, why });
}

function distances(
  name: "law" | "limit",
  law: LineLaw,
  others: readonly (readonly [string, LineLaw])[],
  omitted: Omitted[],
): readonly Measured[] {
  const dense = pointMass(law) === 0;
  const unknown: Omitted[] = [];
  const measures = others.flatMap(([other, values]) => [
    found(`w1(${name},${other})`, lineWasserstein1(law, values)),
    found(`tv(${name},${other})`, lineTotalVariation(law, values)),
    ...(dense
      ? [
          ...divergence([name, other], lineKl(law, values), law, unknown),
          ...(name === "law" ? divergence([other, name], lineKl(values, law), law, unknown) : []),
        ]
      : []),
  ]);
  // how much mass it is differs from weight to weight
  for (const { name: measure } of unknown)
    omit(omitted, measure, "at some weights the first has mass where the density of the second is not resolved");
  return measures;
}

/** Moments, entropy and confidence of one law. */
function ofLaw(name: string, law: LineLaw, { pair }: ContinuousRun, omitted: Omitted[]): readonly Measured[] {
  const exact = (measure: string, value: number): Measured => ({ name: `${measure} (${name})`, value, method: law.method });
  const moments = [exact("mean x0", law.mean), exact("variance x0", law.variance)];
  if (pointMass(law) !== 0) return moments;
  const dense = [...moments, integral(`entropy(${name})`, lineEntropy(law), law)];
  if (pair.targetWeight === null) return dense;
  const { log } = linePosterior(pair);
  const scratch: Omitted[] = [];
  const expectation = [
    integral(
      `E[p(c|x)] (${name})`,
      lineExpectation(law, (x) => Math.exp(log(x))),
      law,
    ),
    integral(`E[log p(c|x)] (${name})`, lineExpectation(law, log), law),
    ...reciprocal(`E[1/p(c|x)] (${name})`, law, log, pair.conditional.compact, scratch),
  ];
  for (const { name: measure, why } of scratch) omit(omitted, measure, why);
  return [...dense, ...expectation];
}
