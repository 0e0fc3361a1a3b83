import { trajectories } from "../../continuous/trajectories.ts";
import type { Measured } from "../../measures/measured.ts";
import { classAxis, type Fan, fan, overshoot, type Paths, projected, pullback, pulledBackShare } from "../../measures/trajectoryFan.ts";
import { bend, nearerFirst } from "../../measures/trajectoryShape.ts";
import { normal } from "../../random/normal.ts";
import { stream } from "../../random/stream.ts";
import type { Omitted } from "../omitted.ts";
import type { ContinuousRun } from "./continuousRun.ts";
import { stopAngle } from "./planeRecord.ts";
import type { ContinuousExperiment } from "./schema.ts";

/** Paths of the flow on the way, and what they do along the class axis. */
export interface Way {
  /** Noise angles, falling; times of the process. Shape [m]. */
  readonly angles: Float64Array;
  readonly t: Float64Array;
  readonly paths: Paths;
  /** Guided denoised means along the paths. */
  readonly denoised: Paths;
  readonly axis: Float64Array;
  readonly fan: Fan;
  readonly n: number;
}

const PATHS = 500;
const TIMES = 121;

/** The flow's paths from `PATHS` noise points of stream (seed, "way", i), on the noise circle; null where class and mixture have one mean. */
export function wayOf({ seed }: ContinuousExperiment, run: ContinuousRun, n = PATHS): Way | null {
  const { dimension: d, conditional, unconditional } = run.pair;
  if (conditional.mean.every((value, i) => value === unconditional.mean[i])) return null;
  const noise = new Float64Array(n * d);
  for (let i = 0; i < n; i++) {
    const rng = stream(seed, "way", i);
    for (let k = 0; k < d; k++) noise[i * d + k] = run.start.sd * normal(rng);
  }
  const angles = evenInTime(run);
  const found = trajectories(run.field(), run.start, noise, angles, { tolerance: 1e-8 });
  const paths = { points: found.points, times: angles.length, n, dimension: d };
  const axis = classAxis(run.pair);
  return {
    angles,
    t: angles.map(run.process.time),
    paths,
    denoised: { ...paths, points: found.denoised },
    axis,
    fan: fan(paths, axis),
    n,
  };
}

/** Angles whose ln tan is even from the start to small noise, then the end. */
function evenInTime(run: ContinuousRun): Float64Array {
  const from = Math.log(Math.tan(Math.min(run.start.theta, START)));
  const to = Math.log(1e-3);
  const inner = Array.from({ length: TIMES - 1 }, (_, k) => Math.atan(Math.exp(from + ((to - from) * k) / (TIMES - 2))));
  return Float64Array.of(...inner, stopAngle(run));
}

/** Where pure noise is, ln tan is not: an angle at which nothing has happened yet. */
const START = Math.PI / 2 - 1e-3;

/** Overshoot and pullback of the flow's trajectories (arXiv:2409.13074), and their shape (arXiv:2305.19947). */
export function wayMeasures(experiment: ContinuousExperiment, run: ContinuousRun, omitted: Omitted[]): readonly Measured[] {
  const names = "overshoot, pullback and shape of trajectories";
  if (experiment.sampler.kind !== "flow") {
    omitted.push({ name: names, why: "measured on the flow's trajectories only" });
    return [];
  }
  const way = wayOf(experiment, run);
  if (!way) {
    omitted.push({ name: names, why: "the class mean is the mean: there is no class axis" });
    return [];
  }
  const { paths, axis, denoised, n } = way;
  const method = `Monte Carlo (n = ${n} trajectories on the noise circle)`;
  const tagged = (name: string, value: number): Measured => ({ name, value, method });
  return [
    tagged("pullback of the mean trajectory along the class axis", pullback(way.fan.mean)),
    ...beyond(run, way).map(({ name, value }) => tagged(name, value)),
    ...(run.pair.dimension > 1 ? [tagged("median bend of trajectories relative to their chord", bend(paths).sort()[n >> 1])] : []),
    tagged("share of times at which the denoised mean is nearer to its end", nearerFirst(denoised, paths)),
  ];

  function beyond({ pair: { conditional } }: ContinuousRun, { fan: { mean } }: Way): readonly { name: string; value: number }[] {
    if (!conditional.compact) return [];
    const edge = farEdge(conditional.extent, axis);
    return [
      { name: "overshoot of the mean trajectory beyond the support", value: overshoot(mean, edge) },
      { name: "largest overshoot of a trajectory beyond the support", value: overshoot(projected(paths, axis), edge) },
      { name: "share of trajectories that leave the support and return", value: pulledBackShare(paths, axis, edge) },
    ];
  }
}

/** Largest projection of the support's box on the axis. */
export function farEdge({ low, high }: { readonly low: Float64Array; readonly high: Float64Array }, axis: Float64Array): number {
  return axis.reduce((sum, a, i) => sum + Math.max(a * low[i], a * high[i]), 0);
}
