/** @file A guided pair of mixtures on the plane, for tests that need no closed form. */
import { constantGuidance } from "../../../src/continuous/guidedWeight.ts";
import { type ProcessSpec, process } from "../../../src/continuous/process.ts";
import { type Draws, drive, type Samples } from "../../../src/continuous/sampling/drive.ts";
import type { GuidedSampling } from "../../../src/continuous/sampling/guide.ts";
import { type SamplerSpec, sampler } from "../../../src/continuous/sampling/sampler.ts";
import { gaussianMixture } from "../../../src/worlds/continuous/gaussianMixture.ts";
import type { FieldPair } from "../../../src/worlds/continuous/pair.ts";

const target = [
  { weight: 1, mean: [1, 0.5], covariance: 0.2 },
  { weight: 2, mean: [0.5, -1], covariance: [0.1, 0.4] },
];
const other = { weight: 3, mean: [-1, 0.3], covariance: 0.3 };

export const plane: FieldPair = {
  conditional: gaussianMixture(target, 2),
  unconditional: gaussianMixture([...target, other], 2),
};

export const processes: readonly ProcessSpec[] = [
  { kind: "vp", schedule: "ou", horizon: 4 },
  { kind: "ve", sigmaMax: 20, sigmaMin: 0.01 },
  { kind: "flow" },
];

export function planeSampling(w: number, spec: ProcessSpec = processes[0], rule?: GuidedSampling["rule"]): GuidedSampling {
  return { dimension: 2, process: process(spec), weight: constantGuidance(w), rule };
}

/** All samples of a run in one batch record. */
export function drawn(spec: SamplerSpec, sampling: GuidedSampling, draws: Partial<Draws> & { pair?: FieldPair }): Samples {
  const { pair = plane } = draws;
  const batches = [...drive({ sampler: sampler(spec, sampling), seed: 1, count: 7, ...draws, pair })];
  const joined = <T extends Float64Array | Uint8Array | Int32Array>(parts: readonly T[]): number[] =>
    parts.flatMap((part) => Array.from(part));
  return {
    first: batches[0].first,
    points: Float64Array.from(joined(batches.map(({ points }) => points))),
    status: Uint8Array.from(joined(batches.map(({ status }) => status))),
    nfe: Int32Array.from(joined(batches.map(({ nfe }) => nfe))),
    trajectories: batches.length === 1 ? batches[0].trajectories : null,
  };
}
