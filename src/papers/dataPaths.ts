/** @file Paths of the guided flow on point data in the plane and above, variance exploding: what two claims on geometry share. */
import { inCoordinates, trajectories } from "../continuous/trajectories.ts";
import type { Paths } from "../measures/trajectoryFan.ts";
import { normal } from "../random/normal.ts";
import { stream } from "../random/stream.ts";
import { type ContinuousSpec, continuousInstance } from "./continuousInstance.ts";

export interface DataPaths {
  /** Falling. */
  readonly sigmas: readonly number[];
  /** In the data's coordinates, shape [m, n, d]. */
  readonly paths: Paths;
  /** Denoised means along them. */
  readonly denoised: Paths;
}

/** Noise levels even in their logarithm, from σ_max down. */
export function sigmaLevels(sigmaMax: number, last: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => sigmaMax * (last / sigmaMax) ** (k / (count - 1)));
}

/** n paths from noise named `name`, the same for every w. */
export function dataPaths(spec: ContinuousSpec, sigmas: readonly number[], n: number, name: string): DataPaths {
  const { run } = continuousInstance({ ...spec, process: { kind: "ve", sigmaMax: sigmas[0] } });
  const d = run.pair.dimension;
  const rng = stream(0, name, n);
  const noise = Float64Array.from({ length: n * d }, () => run.start.sd * normal(rng));
  const angles = Float64Array.from(sigmas, (sigma, k) => (k === 0 ? run.start.theta : Math.atan(sigma)));
  const found = trajectories(run.field(), run.start, noise, angles, { tolerance: 1e-8 });
  const shape = { times: sigmas.length, n, dimension: d };
  return {
    sigmas,
    paths: { points: inCoordinates(found, (theta) => 1 / Math.cos(theta)), ...shape },
    denoised: { points: found.denoised, ...shape },
  };
}

/** Middle of a list; the lower middle of an even one. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
