import { tiltedParticles } from "../../continuous/particles/tiltedParticles.ts";
import { lineCloud, lineCloudWasserstein1 } from "../../measures/line/lineCloud.ts";
import { BadInput } from "../../numerics/badInput.ts";
import { sum } from "../../numerics/sum.ts";
import type { ParticleStage } from "../budgetRecord.ts";
import type { Resources } from "../resources.ts";
import { continuousRun } from "./continuousRun.ts";
import { lineTilted } from "./lineRecord.ts";
import type { ContinuousExperiment } from "./schema.ts";

/** Independent runs per number of particles, and Student's 97.5 % point for as many. */
const RUNS = 20;
const STUDENT = 2.093;
/** Steps of each path. */
const STEPS = 200;

/**
 * How near weighted particles of the guided stochastic equation come to the tilted law: mean W1 over independent runs.
 *
 * @throws BadInput without a tilted law, under another rule than cfg or autoguidance, or with a score error
 */
export function particleStages(experiment: ContinuousExperiment, resources: Resources, sizes: readonly number[]): readonly ParticleStage[] {
  const { scoreError, seed } = experiment;
  const run = continuousRun(experiment, resources);
  if (!run.rule.linear || run.wanted === null)
    throw new BadInput("guidance.rule", "cfg, or autoguidance by smoothing, for particles", run.rule.name);
  if (scoreError) throw new BadInput("scoreError", "left out with --particles, whose weights need exact scores", scoreError.kind);
  const { tilted, notes } = lineTilted(run);
  if (!tilted) throw new BadInput("guidance.w", `one with a tilted law to go for (${notes.join("; ")})`, experiment.guidance.w);
  const problem = { pair: run.wanted, weight: run.weight, start: run.start };
  return sizes.map((particles) => {
    const distances = Array.from({ length: RUNS }, (_, replicate) => {
      const { points, weights } = tiltedParticles(problem, { particles, steps: STEPS, seed, replicate });
      return lineCloudWasserstein1(tilted, lineCloud(points, weights));
    });
    const w1 = sum(distances) / RUNS;
    const radius = STUDENT * Math.sqrt(sum(distances.map((value) => (value - w1) ** 2)) / (RUNS - 1) / RUNS);
    const method = `Monte Carlo (${RUNS} runs of ${particles} particles in ${STEPS} steps, 95 % interval of the mean)`;
    return { particles, w1, interval: [Math.max(0, w1 - radius), w1 + radius], method };
  });
}
