import type { Paths } from "../../measures/trajectoryFan.ts";
import { bend, nearerFirst, remaining } from "../../measures/trajectoryShape.ts";
import { normal } from "../../random/normal.ts";
import { stream } from "../../random/stream.ts";
import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { continuousExperimentOf } from "../continuousInstance.ts";
import { type DataPaths, dataPaths, median, sigmaLevels } from "../dataPaths.ts";
import { largest } from "../instance.ts";
import { holdsOnlyIf, listOf } from "../judge.ts";

/** Points of a class and of another, all of them data: spread 1 in each coordinate, the classes 2 apart along the first. */
const POINTS = 30;
const WORLDS: Readonly<Record<string, readonly (readonly (readonly number[])[])[]>> = {
  plane: clouds(2),
  "16 dimensions": clouds(16),
};
const SIGMA_MAX = [80, 10, 3];
const PATHS: Readonly<Record<Depth, number>> = { quick: 16, full: 200 };
const LEVELS: Readonly<Record<Depth, number>> = { quick: 20, full: 60 };
const LAST = 0.01;
const WEIGHTS = [0, 2];
/** Bends up to this count as quasi-linear: ours. */
const STRAIGHT = 0.05;
/** Share of times (even in ln σ) that counts as "first": ours. */
const MOSTLY = 0.9;

const SHIFT = "largest |denoised mean along paths − mean shift of the data|";
const FIRST = (name: string): string =>
  `${name}: share of times and paths with the denoised mean nearer the end, σ_max ${SIGMA_MAX.join(", ")}`;
const BEND = (name: string): string => `${name}: median distance from the chord over its length, σ_max ${SIGMA_MAX.join(", ")}`;

export const m1: Claim = {
  id: "M1",
  paper: "2305.19947",
  title: "On data points the optimal flow is an annealed mean shift; nearly straight, the denoised mean first",
  statement:
    "The optimal probability flow on a finite data set moves each sample towards a mean shift of the data whose bandwidth is the noise level. Its trajectories are quasi-linear, and the trajectory of the denoised mean gets to the end before the sample does.",
  formula: "dx/dσ = (x − D)/σ,  D(x; σ) = Σ_i e^{−‖x − x_i‖²/2σ²} x_i / Σ_i e^{−‖x − x_i‖²/2σ²}",
  source: "Geometric perspective: mean shift, quasi-linearity, denoising trajectory",
  tolerance: 1e-6,
  experiments: Object.keys(WORLDS).map((name) =>
    continuousExperimentOf({ ...specOf(name, 0), process: { kind: "ve", sigmaMax: 80 }, sampler: { kind: "heun", steps: 40 } }, name),
  ),
  compute,
  judge: (measured, tolerance) => {
    const names = Object.keys(WORLDS);
    const shares = names.map((name) => listOf(measured, FIRST(name)));
    const bent = names.map((name) => listOf(measured, BEND(name)));
    const met = (k: number): boolean => shares.every((row) => row[k] > MOSTLY) && bent.every((row) => row[k] <= STRAIGHT);
    return holdsOnlyIf(
      measured,
      tolerance,
      !SIGMA_MAX.every((_, k) => met(k)),
      `the largest noise is far above the data's spread: from σ_max = ${SIGMA_MAX[0]} the median bend is at most ${STRAIGHT} and the denoised mean is nearer the end at more than ${MOSTLY} of times, from smaller ones not both`,
      met(0) ? "" : `from σ_max = ${SIGMA_MAX[0]} trajectories are bent or the denoised mean is not the nearer one`,
    );
  },
};

function compute(depth: Depth, progress: Progress): Measured {
  const names = Object.keys(WORLDS);
  const found = names.map((name, k) =>
    SIGMA_MAX.map((sigmaMax, i) => {
      progress((k + i / SIGMA_MAX.length) / names.length);
      return WEIGHTS.map((w) => dataPaths(specOf(name, w), sigmaLevels(sigmaMax, LAST, LEVELS[depth]), PATHS[depth], "m1"));
    }),
  );
  return {
    computed: {
      [SHIFT]: largest(found.flatMap((bySigma, k) => bySigma.map(([plain]) => offMeanShift(names[k], plain)))),
      ...Object.fromEntries(
        names.flatMap((name, k) => [
          [FIRST(name), found[k].map(([plain]) => denoisedFirst(plain))],
          [BEND(name), found[k].map(([plain]) => median(bend(plain.paths)))],
          [
            `${name}, guided with w = ${WEIGHTS[1]}: share with the denoised mean nearer the end`,
            found[k].map(([, guided]) => denoisedFirst(guided)),
          ],
          [
            `${name}, guided with w = ${WEIGHTS[1]}: median distance from the chord over its length`,
            found[k].map(([, guided]) => median(bend(guided.paths))),
          ],
        ]),
      ),
    },
    expected: { [SHIFT]: 0 },
    method: `trajectories of the exact flow (${PATHS[depth]} paths, variance exploding, down to σ = ${LAST}); expected: the mean shift written out`,
    hypotheses: [
      { text: "the law is that of finitely many points, the score exact", met: true },
      {
        text: `the largest noise is far above the spread of the data (1 to 2 here): σ_max = ${SIGMA_MAX[0]}, and ${SIGMA_MAX.slice(1).join(", ")} for comparison`,
        met: false,
      },
      { text: "data are ours: two clouds of 30 points in the plane and in 16 dimensions", met: true },
    ],
    figures: [convergence(found[1][1][0]), bends(depth)],
  };
}

/** Data clouds of both classes. */
function clouds(d: number): number[][][] {
  return [0, 1].map((k) => {
    const rng = stream(0, "m1 data", d, k);
    return Array.from({ length: POINTS }, () => Array.from({ length: d }, (_, i) => normal(rng) + (i === 0 ? 2 * k - 1 : 0)));
  });
}

function specOf(name: string, w: number) {
  const [left, right] = WORLDS[name];
  const classes = { left: { weight: 0.5, points: left }, right: { weight: 0.5, points: right } };
  return { world: { kind: "points", dimension: left[0].length, bandwidth: 0, classes }, target: "right", w };
}

/** Largest distance between the engine's denoised means and the softmax over the class's points. */
function offMeanShift(name: string, { sigmas, paths, denoised }: DataPaths): number {
  const [, data] = WORLDS[name];
  const { n, dimension: d } = paths;
  let most = 0;
  sigmas.forEach((sigma, k) => {
    for (let i = 0; i < n; i++) {
      const at = (k * n + i) * d;
      const x = paths.points.subarray(at, at + d);
      const log = data.map((point) => -point.reduce((sum, value, e) => sum + (value - x[e]) ** 2, 0) / (2 * sigma * sigma));
      const top = Math.max(...log);
      const weight = log.map((value) => Math.exp(value - top));
      const total = weight.reduce((sum, value) => sum + value, 0);
      for (let e = 0; e < d; e++) {
        const shifted = weight.reduce((sum, value, j) => sum + value * data[j][e], 0) / total;
        most = Math.max(most, Math.abs(shifted - denoised.points[at + e]));
      }
    }
  });
  return most;
}

/** The paths with the data point that each ends on as one more time. */
function ended({ paths, denoised }: DataPaths): { readonly sample: Paths; readonly mean: Paths } {
  const end = denoised.points.slice((paths.times - 1) * paths.n * paths.dimension);
  const longer = (points: Float64Array): Paths => ({ ...paths, times: paths.times + 1, points: Float64Array.from([...points, ...end]) });
  return { sample: longer(paths.points), mean: longer(denoised.points) };
}

/** Share of times and paths at which the denoised mean is nearer than the sample to the data point that the path ends on. */
function denoisedFirst(found: DataPaths): number {
  const { sample, mean } = ended(found);
  return nearerFirst(mean, sample);
}

function convergence(found: DataPaths) {
  const { sigmas } = found;
  const { sample, mean } = ended(found);
  const share = (of: Paths): number[] => {
    const left = remaining(of, sample);
    return sigmas.map((_, k) => median(left.subarray(k * of.n, (k + 1) * of.n)));
  };
  return {
    kind: "curves" as const,
    id: "m1-first",
    title: "The denoised mean arrives before the sample: 16 dimensions",
    caption:
      "Median distance to the data point that the path ends on, σ_max = 10, no guidance; not drawn below 10⁻⁴. Sampling runs from right to left.",
    x: { label: "σ (noise level)", scale: "log" as const },
    y: { label: "distance to the end", scale: "log" as const },
    series: [
      { name: "sample", mark: "line" as const, x: sigmas, y: share(sample) },
      {
        name: "denoised mean",
        mark: "line" as const,
        x: sigmas,
        y: share(mean).map((value) => (value > 1e-4 ? value : null)),
      },
    ],
  };
}

function bends(depth: Depth) {
  const sigmas = depth === "quick" ? [3, 10, 80] : [2, 3, 5, 10, 20, 40, 80];
  return {
    kind: "curves" as const,
    id: "m1-bend",
    title: "How straight trajectories are, against the largest noise",
    caption:
      "Median over paths of the largest distance from the chord over the chord's length. The start lies about σ_max √d away from the data, so that all that happens among the data is small beside it.",
    x: { label: "σ_max (largest noise level)", scale: "log" as const },
    y: { label: "distance from the chord / its length", scale: "log" as const },
    series: Object.keys(WORLDS).flatMap((name) =>
      WEIGHTS.map((w) => ({
        name: `${name}, w = ${w}`,
        mark: "line" as const,
        x: sigmas,
        y: sigmas.map((sigmaMax) => median(bend(dataPaths(specOf(name, w), sigmaLevels(sigmaMax, LAST, 20), PATHS.quick, "m1").paths))),
      })),
    ),
  };
}
