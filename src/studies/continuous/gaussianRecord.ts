import { gaussianHellinger, gaussianKl, gaussianW2 } from "../../continuous/gaussian/distances.ts";
import type { GaussianLaw, GaussianPair } from "../../continuous/gaussian/gaussianLaw.ts";
import { guidedGaussian } from "../../continuous/gaussian/guidedGaussian.ts";
import { type AffineStep, linearStepsLaw } from "../../continuous/gaussian/linearSteps.ts";
import { tiltedGaussian } from "../../continuous/gaussian/tiltedGaussian.ts";
import { type Kernel, kernelsOf } from "../../continuous/sampling/kernels.ts";
import { movesOf } from "../../continuous/sampling/sampler.ts";
import { BadInput } from "../../numerics/badInput.ts";
import type { ContinuousRun } from "./continuousRun.ts";
import type { ContinuousExperiment } from "./schema.ts";

/** What `guidelab law` says where every law is one Gaussian: moments, in any dimension. */
export interface GaussianLawRecord {
  readonly dimension: number;
  /** Of the law; shape [d] and [d, d]. */
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
  /** Null where w changes along the way, or where it does not exist (see `notes`). */
  readonly tilted: GaussianLaw | null;
  readonly conditional: GaussianLaw;
  readonly unconditional: GaussianLaw;
  readonly distances: Readonly<Record<string, number>>;
  readonly method: string;
  /** Largest error of an entry of mean or covariance, relative to the largest entry of the covariance; 0: rounding only. */
  readonly error: number;
  readonly nfe: null;
  readonly notes: readonly string[];
}

/** The two laws that guidance combines, where each is one Gaussian and the rule is linear; else null. */
export function gaussianPairOf(
  { world, guidance, scoreError }: ContinuousExperiment,
  { wanted, rule }: ContinuousRun,
): GaussianPair | null {
  if (world.kind !== "gaussian-mixture" || scoreError || !rule.linear || rule.stepsOnly !== null || !wanted) return null;
  const lists = "conditional" in world ? [world.conditional.components, world.unconditional.components] : [];
  const blurred = guidance.rule === "autoguidance" && guidance.bad !== undefined;
  if (lists.length === 0 || lists[0].length !== 1 || (!blurred && lists[1].length !== 1)) return null;
  return wanted;
}

export function gaussianRecord({ sampler }: ContinuousExperiment, run: ContinuousRun, pair: GaussianPair): GaussianLawRecord {
  const { law, error, method } = samplerGaussian(sampler, run, pair);
  const { tilted, notes } = gaussianTilted(run, pair);
  return {
    dimension: run.pair.dimension,
    mean: law.mean,
    covariance: law.covariance,
    tilted,
    conditional: plain(run.pair.conditional),
    unconditional: plain(run.pair.unconditional),
    distances: {
      ...(tilted ? distancesTo("tilted", law, tilted) : {}),
      ...distancesTo("conditional", law, run.pair.conditional),
    },
    method,
    error,
    nfe: null,
    notes,
  };
}

function samplerGaussian(sampler: ContinuousExperiment["sampler"], run: ContinuousRun, pair: GaussianPair) {
  if (sampler.kind === "flow" || sampler.kind === "sde") {
    const found = guidedGaussian(sampler.kind, pair, run.w ?? run.weight, run.start);
    if (found.status !== "done") throw new BadInput("guidance.w", `one under which the moments can be followed (${found.status})`, run.w);
    return found;
  }
  if (sampler.kind === "dopri5")
    throw new BadInput("sampler.kind", "flow, the limit of dopri5, for an exact law (sample draws from dopri5 itself)", sampler.kind);
  const kernels = kernelsOf(movesOf(sampler, run.sampling), run.sampling, run.fields);
  const d = run.pair.dimension;
  const { sd } = run.process.start;
  const start = { mean: new Float64Array(d), covariance: identity(d, sd * sd) };
  const law = linearStepsLaw(
    start,
    kernels.map((kernel) => affine(kernel, d)),
  );
  if (![...law.mean, ...law.covariance].every(Number.isFinite)) throw new BadInput("sampler", "one that does not diverge", sampler.kind);
  return { law, error: 0, method: `exact: ${kernels.length} affine steps` };
}

/** A linear sampler's step, read off at 0 and at the unit vectors. */
function affine({ mean, sd }: Kernel, d: number): AffineStep {
  const points = new Float64Array((d + 1) * d);
  for (let i = 0; i < d; i++) points[(i + 1) * d + i] = 1;
  mean(points, d + 1);
  const shift = points.slice(0, d);
  const matrix = new Float64Array(d * d);
  for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) matrix[i * d + j] = points[(j + 1) * d + i] - shift[i];
  return { matrix, shift, noise: identity(d, sd * sd) };
}

function identity(d: number, factor: number): Float64Array {
  return Float64Array.from({ length: d * d }, (_, i) => (i % (d + 1) === 0 ? factor : 0));
}

function gaussianTilted(
  { w }: ContinuousRun,
  pair: GaussianPair,
): { readonly tilted: GaussianLaw | null; readonly notes: readonly string[] } {
  if (w === null) return { tilted: null, notes: ["w changes along the way: no single tilted law is wanted"] };
  try {
    return { tilted: w === -1 ? plain(pair.unconditional) : tiltedGaussian(pair, w), notes: [] };
  } catch (error) {
    if (!(error instanceof BadInput && error.detail.startsWith("guidance.w"))) throw error;
    return { tilted: null, notes: [`there is no tilted law: ${error.detail}`] };
  }
}

const plain = ({ mean, covariance }: GaussianLaw): GaussianLaw => ({ mean, covariance });

function distancesTo(name: string, law: GaussianLaw, other: GaussianLaw): Record<string, number> {
  return {
    [`w2(law,${name})`]: gaussianW2(law, other),
    [`kl(law||${name})`]: gaussianKl(law, other),
    [`hellinger(law,${name})`]: gaussianHellinger(law, other),
  };
}
