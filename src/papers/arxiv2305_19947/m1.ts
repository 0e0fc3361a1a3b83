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
/** What counts as quasi-linear is nobody's: a bend up to any of these. */
const STRAIGHT = [0.02, 0.05, 0.1];
/** Distances at which a path has arrived; the data's spread is 1. */
const RADII = [0.05, 0.1, 0.2, 0.5];

const SHIFT = "largest |denoised mean along paths − mean shift of the data|";
const LATE = (name: string): string =>
  `${name}: share of paths whose sample comes within ${RADII.join(", ")} of the end before the denoised mean does, σ_max = ${SIGMA_MAX[0]}`;
const LATE_LOW = (name: string): string => `${name}: the same, σ_max = ${SIGMA_MAX[SIGMA_MAX.length - 1]}`;
const NEARER = (name: string): string =>
  `${name}: share of times and paths with the denoised mean nearer the end, σ_max ${SIGMA_MAX.join(", ")}`;
const BEND = (name: string): string => `${name}: median distance from the chord over its length, σ_max ${SIGMA_MAX.join(", ")}`;
const AWAY = (name: string): string =>
  `${name}: median distance from the chord in units of the data's spread, σ_max ${SIGMA_MAX.join(", ")}`;
const SMALLEST = `least σ_max tried from which the median bend is at most ${STRAIGHT.join(", ")} in both worlds (0: none)`;
const SEPARATE = "16 dimensions";

export const m1: Claim = {
  id: "M1",
  paper: "2305.19947",
  title: "On data points the optimal flow is an annealed mean shift; nearly straight, the denoised mean first",
  statement:
    "The optimal probability flow on a finite data set moves each sample towards a mean shift of the data whose bandwidth is the noise level. Its trajectories are quasi-linear, and the trajectory of the denoised mean gets to the end before the sample does.",
  formula: "dx/dσ = (x − D)/σ,  D(x; σ) = Σ_i e^{−‖x − x_i‖²/2σ²} x_i / Σ_i e^{−‖x − x_i‖²/2σ²}",
  tex: String.raw`$\frac{dx}{d\sigma}=\frac{x-D}{\sigma}$, $D(x;\sigma)=\frac{\sum_i e^{-\|x-x_i\|^2/2\sigma^2}\,x_i}{\sum_i e^{-\|x-x_i\|^2/2\sigma^2}}$`,
  source: "Geometric perspective: mean shift, quasi-linearity, denoising trajectory",
  tolerance: 1e-6,
  experiments: Object.keys(WORLDS).map((name) =>
    continuousExperimentOf({ ...specOf(name, 0), process: { kind: "ve", sigmaMax: 80 }, sampler: { kind: "heun", steps: 40 } }, name),
  ),
  compute,
  judge: (measured, tolerance) => {
    const bent = Object.keys(WORLDS).map((name) => listOf(measured, BEND(name)));
    const straightens = bent.every((row) => row.every((value, k) => k === 0 || value > row[k - 1]));
    const late = Math.max(...listOf(measured, LATE("plane")));
    const found = STRAIGHT.map((limit, k) => `${listOf(measured, SMALLEST)[k] || "none"} for ${limit}`).join(", ");
    const condition = `(straight) the largest noise is far above the data's spread: bends up to a limit from σ_max = ${found}; and (first) data points lie far apart, as in 16 dimensions: in the plane up to ${(100 * late).toFixed(0)} % of samples come near the end before the denoised mean does`;
    return holdsOnlyIf(
      measured,
      tolerance,
      late > 0,
      condition,
      straightens ? "" : "more noise at the start does not straighten trajectories",
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
  const bends = found.map((bySigma) => bySigma.map(([plain]) => median(bend(plain.paths))));
  return {
    computed: {
      [SHIFT]: largest(found.flatMap((bySigma, k) => bySigma.map(([plain]) => offMeanShift(names[k], plain)))),
      ...Object.fromEntries(
        names.flatMap((name, k) => [
          [LATE(name), lateSamples(found[k][0][0])],
          [LATE_LOW(name), lateSamples(found[k][SIGMA_MAX.length - 1][0])],
          [NEARER(name), found[k].map(([plain]) => denoisedFirst(plain))],
          [BEND(name), bends[k]],
          [AWAY(name), found[k].map(([plain]) => median(fromChord(plain)))],
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
      [SMALLEST]: STRAIGHT.map((limit) => SIGMA_MAX.filter((_, i) => bends.every((row) => row[i] <= limit)).at(-1) ?? 0),
    },
    expected: { [SHIFT]: 0, [LATE(SEPARATE)]: RADII.map(() => 0), [LATE_LOW(SEPARATE)]: RADII.map(() => 0) },
    method: `trajectories of the exact flow (${PATHS[depth]} paths, variance exploding, down to σ = ${LAST}); expected: the mean shift written out`,
    hypotheses: [
      { text: "the law is that of finitely many points, the score exact", met: true },
      {
        text: `the largest noise is far above the spread of the data (1 to 2 here): σ_max = ${SIGMA_MAX[0]}, and ${SIGMA_MAX.slice(1).join(", ")} for comparison`,
        met: false,
      },
      {
        text: "data points lie far apart against the noise at which a path settles for one: in 16 dimensions, and the plane for comparison",
        met: false,
      },
      { text: "data are ours: two clouds of 30 points in the plane and in 16 dimensions", met: true },
    ],
    figures: [convergence(found[1][1][0]), bendFigure(depth)],
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

/** By radius: share of paths whose sample is within it of the end for good at an earlier time than the denoised mean is. */
function lateSamples(found: DataPaths): number[] {
  const { sample, mean } = ended(found);
  const [ofSample, ofMean] = [remaining(sample, sample), remaining(mean, sample)];
  const { n, times } = sample;
  const arrival = (left: Float64Array, i: number, radius: number): number => {
    let k = times - 1;
    while (k >= 0 && left[k * n + i] <= radius) k--;
    return k;
  };
  return RADII.map((radius) => {
    let count = 0;
    for (let i = 0; i < n; i++) if (arrival(ofSample, i, radius) < arrival(ofMean, i, radius)) count++;
    return count / n;
  });
}

/** Of each path: largest distance from its chord, in the data's units. */
function fromChord({ paths }: DataPaths): Float64Array {
  const chords = remaining(paths, paths);
  return bend(paths).map((value, i) => value * chords[i]);
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

function bendFigure(depth: Depth) {
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
