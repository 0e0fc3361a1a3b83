import { adaptiveQuadrature } from "../../numerics/adaptiveQuadrature.ts";
import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { continuousExperimentOf } from "../continuousInstance.ts";
import { largest } from "../instance.ts";
import { holdsWithin, numberOf } from "../judge.ts";
import { samplerLaw } from "../samplerLaw.ts";

/** The class N(1, λ_c), all data N(0, λ_u). */
const [MEAN, CLASS] = [1, 0.5];
const DATA: Readonly<Record<Depth, readonly number[]>> = { quick: [1.5], full: [0.75, 1.5, 4] };
const CHIEF = 1.5;
/** Linear schedules from t = 1 to t = 0. */
const STARTS: Readonly<Record<Depth, readonly number[]>> = { quick: [0.5, 2, 6], full: [0.25, 0.5, 1, 2, 4, 6, 8] };
const ENDS: Readonly<Record<Depth, readonly number[]>> = { quick: [0, 2], full: [0, 0.25, 0.5, 1, 2, 4, 8] };
const CHECKED = [
  [2, 0.5],
  [4, -0.5],
  [6, -1],
  [0, 3],
];

const AGREE = "largest |variance of the law − formula| over schedules";
const NONNEGATIVE = "schedules w ≥ 0, somewhere above 0: largest variance over the class's";
const RESTORED = "end of the schedule that leaves the class's variance, by start (below −1: not allowed)";
const GAIN = "mean of the law less the class's mean under these, by start";
const KEPT = "variance of the law over the class's under the allowed ones: largest deviation from 1";

export const e3: Claim = {
  id: "E3",
  paper: "2602.00716",
  title: "No schedule w ≥ 0 keeps the variance; one that ends below 0 does",
  statement:
    "No non-negative guidance schedule prevents the shrinkage of variance; a schedule that is positive while noise is large and negative near the data keeps both the separation of the class and its variance.",
  formula: "ln(variance/λ_c) = −∫₀^∞ w(σ) (1/(λ_c + σ²) − 1/(λ_u + σ²)) dσ²;  w = w₀ + ωt, w ≥ −1",
  tex: String.raw`$\ln\frac{\text{variance}}{\lambda_c}=-\int_0^\infty w(\sigma)\left(\frac{1}{\lambda_c+\sigma^2}-\frac{1}{\lambda_u+\sigma^2}\right)d\sigma^2$; $w=w_0+\omega t$, $w\ge-1$`,
  source: "Analysis of schedules; the negative window",
  tolerance: 1e-4,
  experiments: CHECKED.map(([start, end]) => continuousExperimentOf(spec(start, end, CHIEF), `w from ${start} to ${end}`)),
  compute,
  judge: (measured, tolerance) => {
    const shrinks = numberOf(measured, NONNEGATIVE) < 1;
    const gains = numberOf(measured, "allowed schedules that keep the variance: largest mean beyond the class's mean") > 0.01;
    return holdsWithin(
      measured,
      tolerance,
      shrinks ? (gains ? "" : "no allowed schedule keeps variance and gains separation") : "a non-negative schedule does not shrink",
    );
  },
};

function compute(depth: Depth, progress: Progress): Measured {
  const [starts, ends] = [STARTS[depth], ENDS[depth]];
  const widths = DATA[depth];
  const errors = widths.flatMap((data, k) =>
    CHECKED.map(([start, end], i) => {
      progress((k + i / CHECKED.length) / (2 * widths.length));
      return samplerLaw(spec(start, end, data)).variance - CLASS * kept(start, end, data);
    }),
  );
  const nonnegative = widths.flatMap((data) => starts.flatMap((start) => ends.map((end) => kept(start, end, data))));
  const restoring = starts.map((start) => restoringEnd(start, CHIEF));
  const laws = starts.map((start, k) => (restoring[k] >= -1 ? samplerLaw(spec(start, restoring[k], CHIEF)) : null));
  const gains = laws.map((law) => (law === null ? 0 : law.mean - MEAN));
  const best = gains.indexOf(Math.max(...gains));
  const constant = samplerLaw(spec(1, 1, CHIEF));
  const dense = Array.from({ length: 33 }, (_, k) => k / 4);
  return {
    computed: {
      [AGREE]: largest(errors),
      [NONNEGATIVE]: Math.max(...nonnegative),
      "starts of the schedules": starts,
      [RESTORED]: restoring,
      [GAIN]: gains,
      [KEPT]: largest(laws.map((law) => (law === null ? 0 : law.variance / CLASS - 1))),
      "allowed schedules that keep the variance: largest mean beyond the class's mean": gains[best],
      "its start and end": [starts[best], restoring[best]],
      "for comparison, constant w = 1: mean beyond the class's, variance over the class's": [
        constant.mean - MEAN,
        constant.variance / CLASS,
      ],
      "largest start whose restoring end is allowed (end = −1)": edge(CHIEF),
    },
    expected: { [AGREE]: 0, [KEPT]: 0 },
    method: "exact flow with the schedule; expected: quadrature of the formula",
    hypotheses: [
      { text: "single Gaussians, the class narrower than all data", met: widths.every((data) => CLASS < data) },
      { text: "linear in t of the rectified flow: ours (w₀ + ωt; the paper's time is not known)", met: true },
    ],
    figures: [
      {
        kind: "curves",
        id: "e3-schedules",
        title: "Separation against variance: constant, non-negative and partly negative schedules",
        caption: `Class N(${MEAN}, ${CLASS}) of data N(0, ${CHIEF}); w linear in t. Right and up is better: the mean moves away from the data's while the variance stays.`,
        x: { label: "variance of the law / variance of the class", scale: "linear" },
        y: { label: "mean of the law − mean of the class", scale: "linear" },
        series: [
          curve("constant w", dense.slice(0, 17), (s) => [s, s]),
          curve("from w to 0", dense.slice(0, 17), (s) => [s, 0]),
          curve("from w to −½", dense.slice(0, 17), (s) => [s, -0.5]),
          curve("from w to −1", dense.slice(0, 17), (s) => [s, -1]),
        ],
      },
      {
        kind: "curves",
        id: "e3-variance",
        title: "Variance against the end of the schedule",
        caption:
          "Schedules linear in t from the start value at t = 1 to the end value at t = 0. The class's variance is 1 here; it is reached only with an end below 0.",
        x: { label: "w at t = 0 (−1 unconditional, 0 conditional)", scale: "linear" },
        y: { label: "variance of the law / variance of the class", scale: "log" },
        series: starts.map((start) => {
          const x = Array.from({ length: 25 }, (_, k) => -1 + k / 8);
          return { name: `w = ${start} at t = 1`, mark: "line" as const, x, y: x.map((end) => kept(start, end, CHIEF)) };
        }),
      },
    ],
  };
}

function curve(name: string, at: readonly number[], ends: (s: number) => readonly [number, number]) {
  const laws = at.map((s) => samplerLaw(spec(...ends(s), CHIEF)));
  return { name, mark: "line" as const, x: laws.map(({ variance }) => variance / CLASS), y: laws.map(({ mean }) => mean - MEAN) };
}

function spec(start: number, end: number, data: number) {
  const law = (mean: number, variance: number) => ({ components: [{ weight: 1, mean: [mean], covariance: variance }] });
  return {
    world: { kind: "gaussian-mixture", dimension: 1, conditional: law(MEAN, CLASS), unconditional: law(0, data) },
    w: start === end ? start : { kind: "linear", start, end },
    process: { kind: "flow" },
  };
}

/** variance/λ_c by the formula, σ = t/(1 − t). */
function kept(start: number, end: number, data: number): number {
  const { value } = adaptiveQuadrature(
    (t) => {
      const q = (1 - t) ** 2;
      // dσ² = 2t/(1 − t)³ dt, and 1/(λ + σ²) = (1 − t)²/(λ (1 − t)² + t²).
      const part = ((data - CLASS) * q * q) / ((CLASS * q + t * t) * (data * q + t * t));
      return t === 1 ? 0 : (end + (start - end) * t) * part * ((2 * t) / (1 - t) ** 3);
    },
    { cuts: [0, 0.25, 0.5, 0.75, 1], absolute: 1e-11, relative: 1e-11 },
  );
  return Math.exp(-value);
}

/** The end with which a start leaves the class's variance: the logarithm is linear in start and end. */
function restoringEnd(start: number, data: number): number {
  const [ofStart, ofEnd] = [Math.log(kept(1, 0, data)), Math.log(kept(0, 1, data))];
  return (-start * ofStart) / ofEnd;
}

function edge(data: number): number {
  return 1 / -restoringEnd(1, data);
}
