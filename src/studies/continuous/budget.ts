import type { LineLaw } from "../../continuous/line/lineLaw.ts";
import { type LineCloud, lineCloud, lineCloudWasserstein1 } from "../../measures/line/lineCloud.ts";
import { lineTotalVariation } from "../../measures/line/lineTotalVariation.ts";
import { lineWasserstein1 } from "../../measures/line/lineWasserstein.ts";
import { BadInput } from "../../numerics/badInput.ts";
import { stream } from "../../random/stream.ts";
import { anotherSeed } from "../anotherSeed.ts";
import type { BudgetRecord, BudgetStage } from "../budgetRecord.ts";
import type { Resources } from "../resources.ts";
import { continuousRun } from "./continuousRun.ts";
import { lineTilted } from "./lineRecord.ts";
import { flowLimit, lineSamplerLaw, sdeLimit } from "./lineSampler.ts";
import { particleStages } from "./particleStages.ts";
import { runContinuousSampling } from "./sampling.ts";
import type { ContinuousExperiment, ContinuousSampler } from "./schema.ts";

/** A law of the chain: computed, or known by samples. */
type Link = { readonly name: string; readonly method: string } & (
  | { readonly law: LineLaw }
  | { readonly cloud: LineCloud; readonly n: number }
);

/**
 * From what was wanted to what was drawn, on the line: tilted → law in continuous time, of the flow or of the stochastic equation → law of the sampler with its
 * steps → with the score error → samples. Links that an experiment does not have are left out; laws that can only be simulated are sampled.
 *
 * @param n samples per sampled law
 * @param particles numbers of particles with which to go for the tilted law itself
 * @throws BadInput for a world that is not on the line, and as the experiment demands
 */
export function runContinuousBudget(
  experiment: ContinuousExperiment,
  resources: Resources,
  n: number,
  particles: readonly number[] = [],
): BudgetRecord {
  const { dimension } = continuousRun(experiment, resources).pair;
  if (dimension !== 1) throw new BadInput("world.dimension", "1 for a budget (law, measure and sample take more)", dimension);
  const links = [...chain(experiment, resources, n)];
  const { seed } = experiment;
  return {
    stages: links.slice(1).map((link, k) => stage(links[k], link, seed)),
    total: stage(links[0], links[links.length - 1], seed),
    n,
    ...(particles.length > 0 ? { particles: particleStages(experiment, resources, particles) } : {}),
  };
}

function* chain(experiment: ContinuousExperiment, resources: Resources, n: number): Generator<Link> {
  const { scoreError, ...sound } = experiment;
  const { sampler } = experiment;
  const run = continuousRun(sound, resources);
  const { tilted } = lineTilted(run);
  if (tilted) yield { name: "wanted (tilted)", law: tilted, method: tilted.method };
  const limit = sampler.kind === "flow" || sampler.kind === "sde";
  if (run.rule.stepsOnly === null) {
    const law = hasNoise(sampler) ? sdeLimit(run) : flowLimit(run);
    yield { name: hasNoise(sampler) ? "law of the stochastic equation" : "law of the flow", law, method: law.method };
  }
  if (!limit) yield lawOf("law of the sampler", sound, resources, n);
  if (scoreError) yield lawOf("law with score error", experiment, resources, n);
  yield sampled("samples", { ...experiment, seed: anotherSeed(experiment.seed) }, resources, n);
}

/** Whether a sampler adds noise on the way: its limit is the stochastic equation. */
function hasNoise(sampler: ContinuousSampler): boolean {
  if (sampler.kind === "ddim") return sampler.eta > 0;
  return ["sde", "ddpm", "euler-maruyama", "exponential"].includes(sampler.kind);
}

/** Computed where it can be: `dopri5` has steps of its own at each point, and white errors have no slope to follow. */
function lawOf(name: string, experiment: ContinuousExperiment, resources: Resources, n: number): Link {
  if (experiment.sampler.kind === "dopri5" || experiment.scoreError?.kind === "white") return sampled(name, experiment, resources, n);
  const law = lineSamplerLaw(experiment.sampler, continuousRun(experiment, resources));
  return { name, law, method: law.method };
}

function sampled(name: string, experiment: ContinuousExperiment, resources: Resources, n: number): Link {
  const points: number[] = [];
  for (const { point, status } of runContinuousSampling(experiment, resources, n).draws) if (status === "done") points.push(point[0]);
  const lost = n - points.length;
  if (points.length === 0) throw new BadInput("sampler", "one whose samples arrive", `${lost} of ${n} lost`);
  const method = `Monte Carlo (n = ${points.length}${lost > 0 ? `, ${lost} lost` : ""})`;
  return { name, cloud: lineCloud(Float64Array.from(points)), n: points.length, method };
}

function stage(from: Link, to: Link, seed: number): BudgetStage {
  const names = { from: from.name, to: to.name };
  if ("law" in from && "law" in to) {
    const w1 = lineWasserstein1(from.law, to.law);
    const tv = lineTotalVariation(from.law, to.law);
    const error = Math.max(w1.error, tv.error);
    return { ...names, tv: tv.value, w1: w1.value, interval: null, method: `${to.method} (W1 and TV ± ${error.toExponential(1)})` };
  }
  const w1 = distance(from, to);
  const radius = [from, to].reduce((sum, link) => sum + ("cloud" in link ? noiseOf(link.cloud, seed) : 0), 0);
  const drawn = "cloud" in to ? to : from;
  const method = `${drawn.method}, 95 % interval by bootstrap`;
  return { ...names, tv: null, w1, interval: [Math.max(0, w1 - radius), w1 + radius], method };
}

function distance(from: Link, to: Link): number {
  if ("law" in from) return "cloud" in to ? lineCloudWasserstein1(from.law, to.cloud) : 0;
  return "law" in to ? lineCloudWasserstein1(to.law, from.cloud) : cloudsWasserstein1(from.cloud, to.cloud);
}

/** W₁ of two clouds: the area between their distribution functions. */
function cloudsWasserstein1(a: LineCloud, b: LineCloud): number {
  let [i, j, total, at] = [0, 0, 0, Math.min(a.points[0], b.points[0])];
  while (i < a.points.length || j < b.points.length) {
    const next = Math.min(a.points[i] ?? Infinity, b.points[j] ?? Infinity);
    total += (next - at) * Math.abs((a.cumulated[i - 1] ?? 0) - (b.cumulated[j - 1] ?? 0));
    at = next;
    while (a.points[i] === at) i++;
    while (b.points[j] === at) j++;
  }
  return total;
}

const RESAMPLES = 100;

/** The 95 % point of W₁ between a cloud and its own resamples: how far n draws stray from their law. */
function noiseOf({ points }: LineCloud, seed: number): number {
  const n = points.length;
  const found = Array.from({ length: RESAMPLES }, (_, k) => {
    const rng = stream(seed, "bootstrap", k);
    const counts = new Int32Array(n);
    for (let i = 0; i < n; i++) counts[Math.floor(rng() * n)]++;
    let [excess, total] = [0, 0];
    for (let i = 0; i + 1 < n; i++) {
      excess += counts[i] - 1;
      total += (points[i + 1] - points[i]) * Math.abs(excess / n);
    }
    return total;
  });
  return found.sort((x, y) => x - y)[Math.ceil(0.95 * RESAMPLES) - 1];
}
