import type { GuidedField } from "../../continuous/guidedField.ts";
import { trajectories } from "../../continuous/trajectories.ts";
import { ridgeDistances, ridgePoint } from "../../measures/cloudRidge.ts";
import { normal } from "../../random/normal.ts";
import { stream } from "../../random/stream.ts";
import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { continuousExperimentOf, continuousInstance } from "../continuousInstance.ts";
import { median } from "../dataPaths.ts";
import { largest } from "../instance.ts";
import { holdsWithin, listOf } from "../judge.ts";

/** Points evenly along the unit circle, the upper half one class. */
const CIRCLE = circleOf(80, 0.5);
/** The toy otherwise: fewer and more points, a third and two thirds of the circle as the class, less noise at the start. */
const VARIED: Readonly<Record<string, Toy>> = {
  "40 points": { spec: circleOf(40, 0.5) },
  "160 points": { spec: circleOf(160, 0.5) },
  "a third of the circle": { spec: circleOf(81, 1 / 3) },
  "two thirds": { spec: circleOf(81, 2 / 3) },
  "σ_max = 5": { sigmaMax: 5 },
};
const WEIGHTS: Readonly<Record<Depth, readonly number[]>> = { quick: [1, 4], full: [0.5, 1, 2, 4] };
const PATHS: Readonly<Record<Depth, number>> = { quick: 60, full: 400 };
const SIGMA_MAX = 10;
/** Where the ridge of the smoothed data is a circle (σ < 1/√2) and single points (0.08 apart) are not seen. */
const SIGMAS = [0.5, 0.35, 0.25, 0.18, 0.13, 0.1];
/** Errors of the denoised mean, across and along the circle, from σ = 0.5 on: ours. */
const ERRORS = [0.02, 0.05, 0.1];

const REACH = `unguided: median distance from the ridge of the data smoothed by σ, at σ = ${SIGMAS.join(", ")}`;
const ALIGN = "error δ across the ridge: median change of the distance from its middle over δ (1 − σ/0.5), by δ";
const ALIGN_ALONG = "the same paths: median shift along the ridge over δ";
const SLIDE = "error δ along the ridge: median shift along it over δ ln(0.5/σ), by δ";
const SLIDE_ACROSS = "the same paths: median change across the ridge over δ";
const ALONG = "guidance: median shift along the ridge, by w";
const ACROSS = "guidance: median change across the ridge, by w";
const VARIED_RATIO = `guidance at w = 1: shift along the ridge over that across it; ${Object.keys(VARIED).join(", ")}`;
const MIDDLE = "mean angle from the middle of the class's arc, w = 0 and by w";
const ROUND = "largest |radius of ridge points − their mean| over σ";
const UNRESOLVED = "points without a ridge point";

export const m2: Claim = {
  id: "M2",
  paper: "2602.06021",
  title: "Reach, align, slide: errors and guidance relative to the density ridge",
  statement:
    "Samples come near the density ridge of the smoothed data (reach). An error of the prediction across the ridge then decides how far from it they stay (align), an error along the ridge how far they move along it (slide). Guidance moves samples mostly along the ridge, away from the other class.",
  formula: "dx/dσ = (x − D − δ)/σ:  across the ridge x → ridge + δ, along it a shift of δ ln(σ₀/σ)",
  tex: String.raw`$\frac{dx}{d\sigma}=\frac{x-D-\delta}{\sigma}$: across the ridge $x\to\text{ridge}+\delta$, along it a shift of $\delta\ln\frac{\sigma_0}{\sigma}$`,
  source: "Ridge manifold; reach, align, slide (toy settings unknown; the two rates are ours)",
  // Half the square of the noise at the start (σ₀ = ½) over the ridge's radius (1): the next term, by its curvature, of rates that are exact for a straight ridge.
  tolerance: 0.125,
  experiments: [0, 4].map((w) =>
    continuousExperimentOf(
      { ...CIRCLE, w, process: { kind: "ve", sigmaMax: SIGMA_MAX }, sampler: { kind: "heun", steps: 60 } },
      `two halves of a circle, w = ${w}`,
    ),
  ),
  compute,
  judge: (measured, tolerance) => {
    const falls = listOf(measured, REACH).every((value, k, row) => k === 0 || value < row[k - 1]);
    const along = listOf(measured, ALONG).every((value, k) => value > listOf(measured, ACROSS)[k]);
    const varied = listOf(measured, VARIED_RATIO).every((ratio) => ratio > 1);
    const inward = listOf(measured, MIDDLE).every((angle, k, row) => k === 0 || angle < row[k - 1]);
    const parts = [
      falls ? "" : "samples do not come nearer the ridge",
      along ? "" : "guidance moves samples off the ridge as much as along it",
      varied ? "" : "with other settings guidance moves samples off the ridge as much as along it",
      inward ? "" : "guidance does not move samples away from the other class",
    ];
    return holdsWithin(measured, tolerance, parts.find((part) => part !== "") ?? "");
  },
};

function compute(depth: Depth, progress: Progress): Measured {
  const weights = WEIGHTS[depth];
  const n = PATHS[depth];
  const law = continuousInstance({ ...CIRCLE, w: -1 }).run.pair.unconditional;
  const last = SIGMAS[SIGMAS.length - 1];
  // Unguided, of all data: the circle's symmetry is kept, and each part can be seen by itself.
  const plain = pathsOf(-1, n, {});
  const ridge = SIGMAS.map((sigma) => {
    const radii = Array.from({ length: 12 }, (_, k) => {
      const angle = (2 * Math.PI * (k + 0.3)) / 12;
      return Math.hypot(...ridgePoint(law, Float64Array.of(1.1 * Math.cos(angle), 1.1 * Math.sin(angle)), ridgeOf(sigma)).point);
    });
    return { mean: radii.reduce((sum, value) => sum + value, 0) / radii.length, radii };
  });
  const distances = SIGMAS.map((sigma, k) => ridgeDistances(law, plain[k], new Float64Array(0), ridgeOf(sigma)));
  progress(0.3);
  const end = plain[plain.length - 1];
  const compare = (w: number, error: Error): { readonly across: number; readonly along: number } =>
    shifts(pathsOf(w, n, { error }).at(-1) ?? end, end, ridge[SIGMAS.length - 1].mean);
  const across = ERRORS.map((size) => compare(-1, { across: size, along: 0 }));
  const along = ERRORS.map((size) => compare(-1, { across: 0, along: size }));
  progress(0.6);
  const ends = [0, ...weights].map((w) => pathsOf(w, n, {}).at(-1) ?? end);
  const ratios = Object.values(VARIED).map((toy) => {
    const [unguided, moved] = [0, 1].map((w) => pathsOf(w, n, toy).at(-1) ?? end);
    const shift = shifts(moved, unguided, 1);
    return shift.along / shift.across;
  });
  const guided = ends.slice(1).map((points) => shifts(points, ends[0], ridge[SIGMAS.length - 1].mean));
  const fromMiddle = (points: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += Math.abs(wrapped(Math.atan2(points[2 * i + 1], points[2 * i]) - Math.PI / 2)) / n;
    return sum;
  };
  return {
    computed: {
      "radius of the ridge at these σ": ridge.map(({ mean }) => mean),
      [ROUND]: largest(ridge.flatMap(({ mean, radii }) => radii.map((value) => value - mean))),
      [REACH]: distances.map(({ normal: values }) => median(values)),
      "errors δ of the denoised mean": ERRORS,
      [ALIGN]: across.map((shift, k) => shift.across / (ERRORS[k] * (1 - last / SIGMAS[0]))),
      [ALIGN_ALONG]: across.map((shift, k) => shift.along / ERRORS[k]),
      [SLIDE]: along.map((shift, k) => shift.along / (ERRORS[k] * Math.log(SIGMAS[0] / last))),
      [SLIDE_ACROSS]: along.map((shift, k) => shift.across / ERRORS[k]),
      "the weights": weights,
      [ALONG]: guided.map((shift) => shift.along),
      [ACROSS]: guided.map((shift) => shift.across),
      [VARIED_RATIO]: ratios,
      [MIDDLE]: ends.map(fromMiddle),
      [UNRESOLVED]: distances.reduce((sum, { unresolved }) => sum + unresolved, 0),
    },
    expected: {
      [ROUND]: 0,
      [UNRESOLVED]: 0,
      [ALIGN]: ERRORS.map(() => 1),
      [ALIGN_ALONG]: ERRORS.map(() => 0),
      [SLIDE]: ERRORS.map(() => 1),
      [SLIDE_ACROSS]: ERRORS.map(() => 0),
    },
    method: `trajectories of the exact flow and of the flow with an error (${n} paths, variance exploding, to σ = ${last}), ridge by subspace-constrained mean shift`,
    hypotheses: [
      {
        text: "the smoothed data have a ridge of dimension 1 near the samples",
        met: distances.every(({ unresolved }) => unresolved === 0),
      },
      { text: `the ridge bends little over the error (δ ≤ ${ERRORS[ERRORS.length - 1]}, radius 1)`, met: true },
      { text: `toy, errors, σ_max = ${SIGMA_MAX} and the noise level σ = ${last} at the end are ours`, met: true },
    ],
    figures: [shiftFigure(across, along, last), portrait(weights[weights.length - 1])],
  };
}

interface Error {
  readonly across: number;
  readonly along: number;
}

const ridgeOf = (bandwidth: number) => ({ bandwidth, ridgeDimension: 1 });

interface Toy {
  readonly spec?: ReturnType<typeof circleOf>;
  readonly sigmaMax?: number;
  readonly error?: Error;
}

/** Points of n paths at each of the noise levels, in the data's coordinates; the same noise for every w and error. */
function pathsOf(
  w: number,
  n: number,
  { spec = CIRCLE, sigmaMax = SIGMA_MAX, error = { across: 0, along: 0 } }: Toy,
): readonly Float64Array[] {
  const { run } = continuousInstance({ ...spec, w, process: { kind: "ve", sigmaMax } });
  const rng = stream(0, "m2", n);
  const noise = Float64Array.from({ length: 2 * n }, () => run.start.sd * normal(rng));
  const before = trajectories(run.field(), run.start, noise, Float64Array.of(run.start.theta, Math.atan(SIGMAS[0])), { tolerance: 1e-8 });
  const at = { theta: Math.atan(SIGMAS[0]), sd: 1 };
  const after = trajectories(erring(run.field(), error), at, before.points.slice(2 * n), Float64Array.from(SIGMAS, Math.atan), {
    tolerance: 1e-8,
  });
  return SIGMAS.map((sigma, k) => after.points.slice(2 * n * k, 2 * n * (k + 1)).map((value) => value * Math.hypot(1, sigma)));
}

/** The field with an error of the denoised mean: v = (cos θ x − D)/sin θ, D + δ. */
function erring(field: GuidedField, { across, along }: Error): GuidedField {
  return {
    dimension: 2,
    corners: field.corners,
    at: (theta) => {
      const exact = field.at(theta);
      return {
        evaluate: (points, n, out) => {
          exact.evaluate(points, n, out);
          if (!out.velocity) return;
          for (let i = 0; i < n; i++) {
            const [x, y] = [points[2 * i], points[2 * i + 1]];
            const r = Math.hypot(x, y);
            out.velocity[2 * i] -= (across * x - along * y) / (r * Math.sin(theta));
            out.velocity[2 * i + 1] -= (across * y + along * x) / (r * Math.sin(theta));
          }
        },
      };
    },
  };
}

/** Medians of how far points lie from others across and along a circle. */
function shifts(points: Float64Array, others: Float64Array, radius: number): { readonly across: number; readonly along: number } {
  const n = points.length / 2;
  const [across, along] = [new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i++) {
    const [x, y, u, v] = [points[2 * i], points[2 * i + 1], others[2 * i], others[2 * i + 1]];
    across[i] = Math.abs(Math.hypot(x, y) - Math.hypot(u, v));
    along[i] = radius * Math.abs(wrapped(Math.atan2(y, x) - Math.atan2(v, u)));
  }
  return { across: median(across), along: median(along) };
}

/** Points evenly along the unit circle; the class is a share of them around the top. */
function circleOf(count: number, share: number) {
  const upper = Math.round(share * count);
  const points = Array.from({ length: count }, (_, k) => {
    const angle = Math.PI / 2 + (2 * Math.PI * (k + 0.5 - upper / 2)) / count;
    return [Math.cos(angle), Math.sin(angle)];
  });
  const classes = {
    upper: { weight: upper / count, points: points.slice(0, upper) },
    lower: { weight: 1 - upper / count, points: points.slice(upper) },
  };
  return { world: { kind: "points", dimension: 2, bandwidth: 0, classes }, target: "upper" };
}

function wrapped(angle: number): number {
  return Math.atan2(Math.sin(angle), Math.cos(angle));
}

function shiftFigure(across: readonly Error[], along: readonly Error[], last: number) {
  return {
    kind: "curves" as const,
    id: "m2-errors",
    title: "What errors across and along the ridge do",
    caption: `Points of a circle, flow to σ = ${last} with a constant error δ of the denoised mean from σ = ${SIGMAS[0]} on; medians over paths. Lines: δ (1 − σ/σ₀) and δ ln(σ₀/σ).`,
    x: { label: "δ (error of the denoised mean)", scale: "linear" as const },
    y: { label: "shift of samples", scale: "linear" as const },
    series: [
      { name: "expected across", mark: "line" as const, x: ERRORS, y: ERRORS.map((size) => size * (1 - last / SIGMAS[0])) },
      { name: "expected along", mark: "line" as const, x: ERRORS, y: ERRORS.map((size) => size * Math.log(SIGMAS[0] / last)) },
      { name: "error across: shift across", mark: "points" as const, x: ERRORS, y: across.map((shift) => shift.across) },
      { name: "error across: shift along", mark: "points" as const, x: ERRORS, y: across.map((shift) => shift.along) },
      { name: "error along: shift along", mark: "points" as const, x: ERRORS, y: along.map((shift) => shift.along) },
      { name: "error along: shift across", mark: "points" as const, x: ERRORS, y: along.map((shift) => shift.across) },
    ],
  };
}

function portrait(w: number) {
  const n = 16;
  const panel = (weight: number) => {
    const found = pathsOf(weight, n, {});
    return {
      title: `w = ${weight}`,
      arrows: [],
      paths: Array.from({ length: n }, (_, i) => found.map((points) => [points[2 * i], points[2 * i + 1]] as const)),
    };
  };
  return {
    kind: "portrait" as const,
    id: "m2-paths",
    title: "Onto the ridge, and with guidance along it",
    caption: `The stretch from σ = ${SIGMAS[0]} (ring) to ${SIGMAS[SIGMAS.length - 1]} (dot) of ${n} paths with the same noise; the class is the upper half of the unit circle.`,
    axes: ["x", "y"] as const,
    panels: [panel(0), panel(w)],
  };
}
