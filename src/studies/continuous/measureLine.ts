import type { LineLaw, ResolvedDensity } from "../../continuous/line/lineLaw.ts";
import type { Estimate } from "../../measures/line/estimate.ts";
import { type Divergence, isLost, lineEntropy, lineHellinger, lineKl } from "../../measures/line/lineDivergences.ts";
import { lineExpectation } from "../../measures/line/lineExpectation.ts";
import { linePosterior } from "../../measures/line/linePosterior.ts";
import { lineTotalVariation } from "../../measures/line/lineTotalVariation.ts";
import { lineWasserstein1, lineWasserstein2 } from "../../measures/line/lineWasserstein.ts";
import { pointMass } from "../../measures/line/pointMass.ts";
import { shareImproved } from "../../measures/line/shareImproved.ts";
import type { Measured } from "../../measures/measured.ts";
import type { Omitted } from "../omitted.ts";
import type { Resources } from "../resources.ts";
import { type ContinuousRun, continuousRun } from "./continuousRun.ts";
import { type LineLaws, lineLaws, pointNote, unresolvedNote } from "./lineRecord.ts";
import { flowLimit } from "./lineSampler.ts";
import { reciprocalMeasures } from "./measureReciprocal.ts";
import type { ContinuousExperiment } from "./schema.ts";

/** Share of the support's width that counts as its boundary. */
const RIM = 0.05;

/** Every measure of the exact law on the line. */
export function lineMeasures(
  experiment: ContinuousExperiment,
  run: ContinuousRun,
  resources: Resources,
  omitted: Omitted[],
): readonly Measured[] {
  const laws = lineLaws(experiment, run);
  const { law } = laws;
  const exact = (name: string, value: number): Measured => ({ name, value, method: law.method });
  const points = pointMass(law);
  if (points !== 0) omitted.push({ name: "entropy, divergences and class confidence of the law", why: pointNote(points) });
  return [
    exact("mean", law.mean),
    exact("variance", law.variance),
    ...(points === 0 ? [integral("entropy(law)", lineEntropy(law), law)] : []),
    ...(laws.tilted ? [integral("entropy(tilted)", lineEntropy(laws.tilted), laws.tilted)] : []),
    integral("entropy(conditional)", lineEntropy(laws.conditional), laws.conditional),
    ...distances(laws, points === 0, omitted),
    ...(points === 0 ? confidence(experiment, run, laws, resources, omitted) : []),
    ...support(run, law),
    ...reciprocalMeasures(experiment, run, omitted),
  ];
}

/** A number by quadrature, with its error. */
export function found(name: string, { value, error }: Estimate): Measured {
  return { name, value, method: `quadrature (error ≤ ${error.toExponential(1)})` };
}

/** An integral over a density, whose own error is not bounded by that of the distribution function: both are said. */
export function integral(name: string, { value, error }: Estimate, law: LineLaw): Measured {
  return {
    name,
    value,
    method: `quadrature (error ≤ ${error.toExponential(1)} of the integral; of a law whose cdf has error ≤ ${law.error.toExponential(1)})`,
  };
}

/** A KL divergence of one named law from another, or its name among what is omitted. */
export function divergence([p, q]: readonly [string, string], found: Divergence, law: LineLaw, omitted: Omitted[]): readonly Measured[] {
  const name = `kl(${p}||${q})`;
  if (!("unresolved" in found)) return [integral(name, found, law)];
  omitted.push({ name, why: unresolvedNote([p, q], found.unresolved) });
  return [];
}

function distances({ law, tilted, conditional, unconditional, notes }: LineLaws, dense: boolean, omitted: Omitted[]): readonly Measured[] {
  if (!tilted) omitted.push({ name: "distances to tilted", why: notes.join("; ") });
  const others: readonly (readonly [string, LineLaw])[] = [
    ...(tilted ? [["tilted", tilted] as const] : []),
    ["conditional", conditional],
    ["unconditional", unconditional],
  ];
  return others.flatMap(([name, other]) => [
    found(`w1(law,${name})`, lineWasserstein1(law, other)),
    found(`w2(law,${name})`, lineWasserstein2(law, other)),
    found(`tv(law,${name})`, lineTotalVariation(law, other)),
    ...(dense
      ? [
          ...divergence(["law", name], lineKl(law, other), law, omitted),
          ...divergence([name, "law"], lineKl(other, law), law, omitted),
          integral(`hellinger(law,${name})`, lineHellinger(law, other), law),
        ]
      : []),
  ]);
}

function confidence(
  experiment: ContinuousExperiment,
  run: ContinuousRun,
  { law, conditional }: LineLaws,
  resources: Resources,
  omitted: Omitted[],
): readonly Measured[] {
  const names = "class confidence, E[1/p(c|x)], share improved";
  if (run.pair.targetWeight === null) {
    omitted.push({ name: names, why: "an explicit pair of laws has no class posterior" });
    return [];
  }
  const { log } = linePosterior(run.pair);
  const of = (which: LineLaw, name: string): readonly Measured[] => [
    integral(
      `class confidence(${name})`,
      lineExpectation(which, (x) => Math.exp(log(x))),
      which,
    ),
    integral(`log class confidence(${name})`, lineExpectation(which, log), which),
    ...reciprocal(`reciprocal class confidence(${name})`, which, log, run.pair.conditional.compact, omitted),
  ];
  return [...of(law, "law"), ...of(conditional, "conditional"), ...improved(experiment, resources, law, log, omitted)];
}

/**
 * E[1/p(c|x)]. What lies beyond a law's range has next to no mass but may have most of this expectation: where the integrand still rises at an end, there is no
 * telling; where it falls, the tail of an exponential that falls as fast is counted as error. So is what the error of the density in its own tails contributes,
 * which 1/p(c|x) weighs most.
 */
export function reciprocal(
  name: string,
  law: LineLaw,
  log: (x: number) => number,
  compact: boolean,
  omitted: Omitted[],
): readonly Measured[] {
  const { value, error } = lineExpectation(law, (x) => Math.exp(-log(x)));
  const known = law.resolve(...law.range);
  const share = lineExpectation(law, (x) => Math.exp(-log(x)) * Math.min(1, shareUnknown(known, law, x)), LOOSE * value, {
    cuts: known.unresolved.flat(),
  });
  const [low, high] = law.range;
  const logIntegrand = (x: number): number => Math.log(law.density(x)) - log(x);
  const inTails = share.value + share.error;
  const step = INSIDE * (high - low);
  const tails = [low + step, high - step].map((x, side) => {
    const fall = (logIntegrand(side === 0 ? x + step : x - step) - logIntegrand(x)) / step;
    return fall > 0 ? Math.exp(logIntegrand(x)) / fall : Infinity;
  });
  const tail = compact ? 0 : tails[0] + tails[1];
  if (tail < Infinity) return [integral(name, { value, error: error + inTails + tail }, law)];
  omitted.push({ name, why: "the integrand still rises where less than 1e-12 of the law is left" });
  return [];
}

/** To what share of itself an error is worked out. */
const LOOSE = 1e-9;

/** By what share of itself a law's density may be wrong at x; all of it where it is not known. */
function shareUnknown(known: ResolvedDensity, law: LineLaw, x: number): number {
  if (isLost(known, x)) return 1;
  return Math.abs(Math.expm1(known.log(x) - Math.log(law.density(x)))) + known.error(x);
}

/** Where the slope at an end of a law's range is taken, as a share of the range. */
const INSIDE = 0.005;

function improved(
  experiment: ContinuousExperiment,
  resources: Resources,
  law: LineLaw,
  log: (x: number) => number,
  omitted: Omitted[],
): readonly Measured[] {
  if (experiment.sampler.kind !== "flow") {
    omitted.push({ name: "share improved", why: "common noise is carried by the flow; other samplers: see the budget and samples" });
    return [];
  }
  const plain = continuousRun({ ...experiment, guidance: { ...experiment.guidance, w: 0 } }, resources);
  return [found("share improved with common noise", shareImproved(law, flowLimit(plain), log))];
}

/** Mass off the target's support, and near its ends, where it has ends. */
function support({ pair: { conditional } }: ContinuousRun, law: LineLaw): readonly Measured[] {
  if (!conditional.compact) return [];
  const [low, high] = [conditional.extent.low[0], conditional.extent.high[0]];
  const rim = RIM * (high - low);
  const tagged = (name: string, value: number): Measured => ({ name, value, method: law.method });
  return [
    tagged("mass below the support", law.cdf(low)),
    tagged("mass above the support", 1 - law.cdf(high)),
    tagged(`mass within ${RIM} of its width of the support's lower end`, law.cdf(low + rim) - law.cdf(low)),
    tagged(`mass within ${RIM} of its width of the support's upper end`, law.cdf(high) - law.cdf(high - rim)),
  ];
}
