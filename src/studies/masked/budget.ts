import { dynamics } from "../../masked/dynamics.ts";
import { jumpChain } from "../../masked/particles/jumpChain.ts";
import { particleFilter } from "../../masked/particles/particleFilter.ts";
import { l1Radius } from "../../measures/l1Radius.ts";
import { totalVariation } from "../../measures/totalVariation.ts";
import { BadInput } from "../../numerics/badInput.ts";
import { sum } from "../../numerics/sum.ts";
import { anotherSeed } from "../anotherSeed.ts";
import type { TokenBudgetRecord, TokenBudgetStage, TokenParticleStage } from "../budgetRecord.ts";
import type { Resources } from "../resources.ts";
import { inContinuousTime, maskedRun, runBytes } from "./maskedRun.ts";
import { samplerLaw } from "./samplerLaw.ts";
import { runMaskedSampling } from "./sampling.ts";
import type { MaskedExperiment } from "./schema.ts";

/** A law of the chain, exact or as frequencies of n draws. */
interface Link {
  readonly name: string;
  readonly law: Float64Array;
  readonly method: string;
  readonly draws: number | null;
}

const RISK = 0.05;

/**
 * From what was wanted to what was drawn: tilted → law in continuous time → law of the sampler with its steps → with its precision → with the
 * score error → samples. Links that an experiment does not have are left out. Laws that can only be simulated are sampled.
 *
 * @param n samples per sampled law
 * @param particles numbers of particles with which to go for the tilted law itself
 * @throws BadInput as the experiment demands, and for a sampler that leaves masks
 */
export function runMaskedBudget(
  experiment: MaskedExperiment,
  resources: Resources,
  n: number,
  particles: readonly number[] = [],
): TokenBudgetRecord {
  const links = [...chain(experiment, resources, n)];
  const stages = links.slice(1).map((link, k) => stage(links[k], link));
  return {
    stages,
    total: stage(links[0], links[links.length - 1]),
    n,
    ...(particles.length > 0 ? { particles: particleStages(experiment, resources, particles) } : {}),
  };
}

/** Independent runs per number of particles, and Student's 97.5 % point for as many. */
const RUNS = 20;
const STUDENT = 2.093;

function particleStages(experiment: MaskedExperiment, resources: Resources, sizes: readonly number[]): readonly TokenParticleStage[] {
  const { tilted, process, w } = maskedRun(
    { ...experiment, sampler: { kind: "exact", precision: "f64" } },
    resources,
    runBytes(experiment),
  );
  if (!tilted || w === null) throw new BadInput("guidance.w", "constant, so that there is a tilted law to go for", experiment.guidance.w);
  if (experiment.scoreError)
    throw new BadInput("scoreError", "left out with --particles, whose weights need exact scores", experiment.scoreError.kind);
  const chain = jumpChain(dynamics(process.cubes, process.rule, w));
  return sizes.map((particles) => {
    const tvs = Array.from({ length: RUNS }, (_, replicate) =>
      totalVariation(particleFilter(chain, { particles, seed: experiment.seed, replicate }).law, tilted),
    );
    const tv = sum(tvs) / RUNS;
    const radius = STUDENT * Math.sqrt(sum(tvs.map((value) => (value - tv) ** 2)) / (RUNS - 1) / RUNS);
    const method = `Monte Carlo (${RUNS} runs of ${particles} particles, 95 % interval of the mean)`;
    return { particles, tv, interval: [Math.max(0, tv - radius), tv + radius], method };
  });
}

function* chain(experiment: MaskedExperiment, resources: Resources, n: number): Generator<Link> {
  const { sampler } = experiment;
  if (experiment.process.kind === "uniform") throw new BadInput("process.kind", "masked for a budget", "uniform");
  if ("fill" in sampler && sampler.fill === "left")
    throw new BadInput("sampler.fill", "sample or argmax, so that laws of complete states are compared", "left");
  const { scoreError, ...sound } = experiment;
  const ideal: MaskedExperiment = { ...sound, sampler: { kind: "exact", precision: "f64" } };
  const bytes = runBytes(experiment);
  const { tilted, terminal, process, engine } = maskedRun(ideal, resources, bytes, () => ({
    bytes,
    tasks: inContinuousTime(experiment) ? [] : ["steps"],
  }));
  if (tilted) yield { name: "wanted (tilted)", law: tilted, method: "exact", draws: null };
  yield { name: "law in continuous time", law: terminal.law, method: terminal.method, draws: null };
  const inSteps = !inContinuousTime(experiment);
  const simulated =
    sampler.kind === "theta-rk2" || sampler.kind === "theta-trapezoidal" || sampler.kind === "remdm" || sampler.kind === "maskgit";
  const exactly: MaskedExperiment = { ...sound, sampler: { ...sampler, precision: "f64" } };
  if (simulated) yield sampled("law of the sampler", exactly, resources, n);
  else if (inSteps) {
    const { law, method } = samplerLaw(exactly.sampler, process, null, engine);
    yield { name: "law of the sampler", law, method, draws: null };
  }
  if (sampler.precision !== "f64") yield sampled(`law at ${sampler.precision}`, sound, resources, n);
  if (scoreError) {
    const exact = !inSteps && sampler.precision === "f64";
    if (exact || (scoreError.kind === "learned" && !simulated && sampler.precision === "f64")) {
      const found = maskedRun(experiment, resources, runBytes(experiment)).terminal;
      yield { name: "law with score error", law: found.law, method: found.method, draws: null };
    } else yield sampled("law with score error", experiment, resources, n);
  }
  yield sampled("samples", { ...experiment, seed: anotherSeed(experiment.seed) }, resources, n);
}

function sampled(name: string, experiment: MaskedExperiment, resources: Resources, n: number): Link {
  const { alphabet, length, draws } = runMaskedSampling(experiment, resources, n);
  const law = new Float64Array(alphabet ** length);
  for (const { tokens } of draws) law[tokens.reduce((index, token) => index * alphabet + token, 0)] += 1 / n;
  return { name, law, method: `Monte Carlo (n = ${n})`, draws: n };
}

function stage(from: Link, to: Link): TokenBudgetStage {
  const tv = totalVariation(from.law, to.law);
  const drawn = [from.draws, to.draws].filter((draws) => draws !== null);
  // Each sampled end is off by at most half its L1 radius; the risk is shared between them.
  const radius = drawn.reduce((sum, draws) => sum + l1Radius(draws, from.law.length, RISK / drawn.length) / 2, 0);
  const interval = drawn.length === 0 ? null : ([Math.max(0, tv - radius), Math.min(1, tv + radius)] as const);
  const method = drawn.length === 0 ? to.method : `Monte Carlo (n = ${drawn[0]}, 95 % interval)`;
  return { from: from.name, to: to.name, tv, interval, method };
}
