import { worldLaw } from "../../continuous/line/worldLaw.ts";
import { reciprocalAlongSde } from "../../continuous/reciprocalAlongSde.ts";
import { lineExpectation } from "../../measures/line/lineExpectation.ts";
import { linePosterior } from "../../measures/line/linePosterior.ts";
import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { type ContinuousSpec, continuousExperimentOf, continuousInstance } from "../continuousInstance.ts";
import { largest } from "../instance.ts";
import { holdsWithin, listOf } from "../judge.ts";
import { confidenceOf, TWO } from "../lineConfidence.ts";

/** A class of two parts, one on either side of another class; the tails are the class's. */
const AROUND = {
  world: {
    kind: "gaussian-mixture",
    dimension: 1,
    classes: {
      a: {
        weight: 0.3,
        components: [
          { weight: 1, mean: [-1], covariance: 1 },
          { weight: 2, mean: [1.5], covariance: 1 },
        ],
      },
      b: { weight: 0.7, components: [{ weight: 1, mean: [0.5], covariance: 0.5 }] },
    },
  },
  target: "a",
};
/** One Gaussian as the class, another as all data: everything is in closed form. */
const SINGLE = {
  world: {
    kind: "gaussian-mixture",
    dimension: 1,
    conditional: { components: [{ weight: 1, mean: [0], covariance: 1 }] },
    unconditional: { components: [{ weight: 1, mean: [0], covariance: 2 }] },
  },
  process: { kind: "ve", sigmaMax: 1000 },
};
const MIXTURES = { "N(±1, 1)": TWO, "a class around another": AROUND };
const WEIGHTS: Readonly<Record<Depth, readonly number[]>> = { quick: [0.5, 3], full: [0.1, 0.5, 1, 3, 10] };

const MARTINGALE = "w = 0: largest |E[1/p(c|Y_t)] − 1/a| over t and worlds";
const IDENTITY = "guided: largest |E at the start − E at t − integral up to t| over t, w and worlds";
const CLOSED = "single Gaussians: E[p/p_c] of the end of the reverse equation, by w";
const FALL = "N(±1, 1): E[1/p(c|Y)] at the end, w = 0 and the weights";

export const p1: Claim = {
  id: "P1",
  paper: "2505.01382",
  title: "E[1/p(c|Y)] is constant without guidance and falls with it, by an integral",
  statement:
    "Along the reverse stochastic equation the mean reciprocal class probability stays what it is at w = 0, and for w > 0 it falls by exactly the integral of w g² (1/p) ‖s_c − s_u‖².",
  formula: "E[1/p_t(c|Y_t)] = E[1/p(c|Y_start)] − ∫ w g² E[(1/p(c|Y)) ‖s_c − s_u‖²]",
  tex: String.raw`$E\left[\frac{1}{p_t(c|Y_t)}\right]=E\left[\frac{1}{p(c|Y_{\text{start}})}\right]-\int w\,g^2\,E\left[\frac{\|s_c-s_u\|^2}{p(c|Y)}\right]$`,
  source: "Main identity for general data distributions",
  tolerance: 1e-4,
  experiments: [
    ...Object.entries(MIXTURES).map(([name, spec]) => continuousExperimentOf({ ...spec, w: 3, sampler: { kind: "sde" } }, name)),
    continuousExperimentOf({ ...SINGLE, w: 3, sampler: { kind: "sde" } }, "single Gaussians"),
  ],
  compute,
  judge: (measured, tolerance) => {
    const ends = listOf(measured, FALL);
    const falls = ends.every((value, k) => k === 0 || value < ends[k - 1]);
    return holdsWithin(measured, tolerance, falls ? "" : "the mean reciprocal probability does not fall with w");
  },
};

function compute(depth: Depth, progress: Progress): Measured {
  const cells = depth === "quick" ? 60 : 200;
  const weights = WEIGHTS[depth];
  const along = (spec: ContinuousSpec) => {
    const { run } = continuousInstance(spec);
    const curve = reciprocalAlongSde(run.field(), run.pair, run.weight, run.start, { cells, tolerance: depth === "quick" ? 1e-6 : 1e-8 });
    const gap = Array.from(curve.mean, (mean, k) => (curve.status === "done" ? curve.mean[0] - mean - curve.integral[k] : Number.NaN));
    return { ...curve, gap: largest(gap), end: curve.mean[curve.mean.length - 1], prior: run.pair.targetWeight ?? 1 };
  };
  const specs = Object.values(MIXTURES);
  const plain = specs.map((spec) => along({ ...spec, w: 0 }));
  const guided = specs.map((spec, k) =>
    weights.map((w, i) => {
      progress((k * weights.length + i + 1) / (specs.length * weights.length + weights.length + 1));
      return along({ ...spec, w });
    }),
  );
  const single = weights.map((w) => along({ ...SINGLE, w }));
  return {
    computed: {
      [MARTINGALE]: largest(plain.flatMap(({ mean, prior }) => Array.from(mean, (value) => value - 1 / prior))),
      [IDENTITY]: largest([...guided.flat(), ...single].map(({ gap }) => gap)),
      [CLOSED]: single.map(({ end }) => end),
      [FALL]: [plain[0].end, ...guided[0].map(({ end }) => end)],
      "the weights": weights,
      "the same weights, exact flow instead: E[1/p(c|Y)] at the end": weights.map((w) => confidenceOf({ ...TWO, w }).reciprocal),
      "two disjoint intervals, w = 0: E[1/p(c|Y)] at noise 0.5, and without noise": disjoint(),
    },
    expected: { [MARTINGALE]: 0, [IDENTITY]: 0, [CLOSED]: weights.map(closedForm) },
    method: `quadrature: Fokker-Planck marginals, extrapolated (change by the last extrapolation ≤ ${largest([...plain, ...guided.flat(), ...single].map(({ error }) => error)).toExponential(0)})`,
    hypotheses: [
      {
        text: "the class has a density wherever the data have one (Gaussians): else the end jumps below what every noise level has",
        met: true,
      },
      { text: "the reverse stochastic equation, not the flow", met: true },
      { text: "worlds are ours: two symmetric Gaussians, a class around another, single Gaussians", met: true },
    ],
    figures: [
      {
        kind: "curves",
        id: "p1-identity",
        title: "Both sides of the identity along the reverse equation, N(±1, 1)",
        caption:
          "Lines: E[1/p(c|Y)] under the law at each noise level. Points: its value at the start less the integral up to there. Sampling runs from right to left.",
        x: { label: "s (time of the Ornstein-Uhlenbeck process; 0 is data)", scale: "log" },
        y: { label: "E[1/p(c|Y)] (1 is certainty)", scale: "linear" },
        series: [plain[0], ...guided[0]].flatMap(({ kappa, mean, integral }, k) => {
          const kept = Array.from(kappa.keys()).filter((i) => kappa[i] >= 1e-4);
          const name = `w = ${k === 0 ? 0 : weights[k - 1]}`;
          const x = kept.map((i) => kappa[i]);
          const thin = kept.filter((_, i) => i % 3 === 0);
          return [
            { name: `${name}: mean`, mark: "line" as const, x, y: kept.map((i) => mean[i]) },
            {
              name: `${name}: start − integral`,
              mark: "points" as const,
              x: thin.map((i) => kappa[i]),
              y: thin.map((i) => mean[0] - integral[i]),
            },
          ];
        }),
      },
    ],
  };
}

/**
 * E[p/p_c] under N(0, v), v the variance after the guided reverse equation of p = N(0, 2), p_c = N(0, 1), variance exploding without end: p/p_c = e^{x²/4}/√2 has
 * the mean 1/√(2 − v), v = (2 − 2^{−2w})/(2w + 1).
 */
function closedForm(w: number): number {
  return 1 / Math.sqrt(2 - (2 - 2 ** (-2 * w)) / (2 * w + 1));
}

/** Compact classes that do not meet: 1/p(c|Y) = 1 on the class, and yet its mean is 1/a at every noise level above 0. */
function disjoint(): number[] {
  const { run } = continuousInstance({ world: { kind: "preset", name: "mirrored-intervals" }, target: "right", w: 0 });
  return [0.5, 0].map((noise) => {
    const a = Math.sqrt(1 - noise ** 2);
    const { log } = linePosterior(run.pair, a, noise);
    return lineExpectation(worldLaw(run.pair.conditional, a, noise), (x) => Math.exp(-log(x)), 1e-6).value;
  });
}
