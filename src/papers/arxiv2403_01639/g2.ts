import { guidedGaussian } from "../../continuous/gaussian/guidedGaussian.ts";
import { lineEntropy } from "../../measures/line/lineDivergences.ts";
import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { continuousExperimentOf, continuousInstance } from "../continuousInstance.ts";
import { holdsOnlyIf, listOf } from "../judge.ts";
import { endsOfPaths } from "../linePaths.ts";
import { samplerLaw } from "../samplerLaw.ts";
import { SHARED, type Spec, WIDE } from "./worlds.ts";

const WEIGHTS: Readonly<Record<Depth, readonly number[]>> = { quick: [0.01, 1, 8], full: [0.01, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16] };
const SDE_WEIGHTS: Readonly<Record<Depth, readonly number[]>> = { quick: [1], full: [0.25, 1, 4, 8] };
/** Weights of the class around another. */
const WIDE_WEIGHTS = [0.01, 0.25, 0.5, 1];
/** Trajectories of the second method. */
const PATHS: Readonly<Record<Depth, number>> = { quick: 300, full: 3000 };

const ENTROPY = (name: string): string => `${name}: entropy by w, flow, nats`;
const SINGLE = "single Gaussians N(0.5, ½) of N(0, 1): entropy by w, flow, nats";
const WIDER = "a wide class around a narrow one: entropy by w, flow, nats";

export const g2: Claim = {
  id: "G2",
  paper: "2403.01639",
  title: "Gaussian mixtures: the differential entropy of the flow falls with w",
  statement:
    "For mixtures of Gaussians guidance lowers the differential entropy of what the probability flow generates, more for larger w.",
  formula: "w ↦ h(law_w) = −∫ ρ_w ln ρ_w = h(noise) + E[ln Ψ_w′(ξ)]",
  tex: String.raw`$w\mapsto h(\mathrm{law}_w)=-\int\rho_w\ln\rho_w=h(\text{noise})+E[\ln\Psi_w'(\xi)]$`,
  source: "Result on diversity, probability flow (mixtures of one covariance; parameters unknown)",
  tolerance: 1e-3,
  experiments: Object.entries(SHARED).map(([name, spec]) => continuousExperimentOf({ ...spec, w: 2 }, name)),
  compute,
  judge: (measured, tolerance) => {
    const falls = (name: string): boolean => listOf(measured, name).every((value, k, row) => k === 0 || value < row[k - 1]);
    const off = Object.keys(SHARED).filter((name) => !falls(ENTROPY(name)));
    return holdsOnlyIf(
      measured,
      tolerance,
      !falls(WIDER),
      "the components share their covariance: a wide class around a narrow one gains entropy",
      off.length === 0 ? "" : `it does not fall everywhere: ${off[0]}`,
    );
  },
};

function compute(depth: Depth, progress: Progress): Measured {
  const weights = WEIGHTS[depth];
  const names = Object.keys(SHARED);
  const entropy = (spec: Spec, w: number, kind = "flow"): number => lineEntropy(samplerLaw({ ...spec, w, sampler: { kind } })).value;
  const flow = names.map((name, k) => {
    progress(k / (2 * names.length));
    return weights.map((w) => entropy(SHARED[name], w));
  });
  const sde = names.map((name, k) => {
    progress(0.5 + k / (2 * names.length));
    return SDE_WEIGHTS[depth].map((w) => entropy(SHARED[name], w, "sde"));
  });
  const wide = WIDE_WEIGHTS.map((w) => entropy(WIDE, w));
  const rises = wide.findIndex((value, k) => k > 0 && value > wide[k - 1]);
  return {
    computed: {
      "the weights": weights,
      ...Object.fromEntries(names.map((name, k) => [ENTROPY(name), flow[k]])),
      [SINGLE]: weights.map((w) => entropy(SINGLE_SPEC, w)),
      "the weights of the wide class": WIDE_WEIGHTS,
      [WIDER]: wide,
      "the weights, reverse equation": SDE_WEIGHTS[depth],
      ...Object.fromEntries(names.map((name, k) => [`${name}: entropy by w, reverse equation, nats`, sde[k]])),
    },
    expected: {
      ...Object.fromEntries(names.map((name) => [ENTROPY(name), weights.map((w) => byPaths(SHARED[name], w, PATHS[depth]))])),
      [WIDER]: WIDE_WEIGHTS.map((w) => byPaths(WIDE, w, PATHS[depth])),
      [SINGLE]: weights.map(closedForm),
    },
    method: "quadrature over exact laws; expected: slopes of trajectories, closed form for single Gaussians",
    hypotheses: [
      { text: "all components share their covariance", met: true },
      { text: "the probability flow", met: true },
      { text: `worlds are ours: ${names.length} of one covariance; with two covariances it fails in one`, met: true },
    ],
    ...(rises < 0
      ? {}
      : {
          counterExample: {
            text: `N(0.1, 1) around N(0, 0.04): the entropy of the wide class's samples is ${wide[rises - 1].toFixed(4)} nats at w = ${WIDE_WEIGHTS[rises - 1]} and ${wide[rises].toFixed(4)} at w = ${WIDE_WEIGHTS[rises]}.`,
            experiment: continuousExperimentOf({ ...WIDE, w: WIDE_WEIGHTS[rises] }, "a wide class around a narrow one"),
          },
        }),
    figures: [
      {
        kind: "curves",
        id: "g2-entropy",
        title: "Differential entropy against w",
        caption:
          "Exact laws. Lines: flow. Points: reverse stochastic equation. Components share their covariance except in the last curve, a wide class around a narrow one.",
        x: { label: "w (0 conditional)", scale: "log" },
        y: { label: "differential entropy of the law, nats", scale: "linear" },
        series: [
          ...names.flatMap((name, k) => [
            { name: `flow: ${name}`, mark: "line" as const, x: weights, y: flow[k] },
            { name: `reverse: ${name}`, mark: "points" as const, x: SDE_WEIGHTS[depth], y: sde[k] },
          ]),
          { name: "flow: wide around narrow", mark: "line", x: WIDE_WEIGHTS, y: wide },
        ],
      },
    ],
  };
}

const SINGLE_SPEC = {
  world: {
    kind: "gaussian-mixture",
    dimension: 1,
    conditional: { components: [{ weight: 1, mean: [0.5], covariance: 0.5 }] },
    unconditional: { components: [{ weight: 1, mean: [0], covariance: 1 }] },
  },
} as unknown as Spec;

/** ½ ln(2πe v), v the closed form's variance. */
function closedForm(w: number): number {
  const law = (mean: number, variance: number) => ({ mean: Float64Array.of(mean), covariance: Float64Array.of(variance) });
  const { run } = continuousInstance({ ...SINGLE_SPEC, w });
  const pair = { conditional: law(0.5, 0.5), unconditional: law(0, 1) };
  return 0.5 * Math.log(2 * Math.PI * Math.E * guidedGaussian("flow", pair, w, run.start).law.covariance[0]);
}

/** h(noise) + E[ln Ψ′(ξ)], Ψ′ by differences of n paths from even ξ in [−7, 7] and the mean by the trapezoidal rule. */
function byPaths(spec: Spec, w: number, n: number): number {
  const step = 14 / (n - 1);
  const xi = Float64Array.from({ length: n }, (_, k) => k * step - 7);
  const ends = endsOfPaths({ ...spec, w }, xi);
  let sum = 0.5 * Math.log(2 * Math.PI * Math.E);
  for (let k = 1; k < n; k++) {
    const middle = (xi[k] + xi[k - 1]) / 2;
    sum += ((step * Math.exp((-middle * middle) / 2)) / Math.sqrt(2 * Math.PI)) * Math.log((ends[k] - ends[k - 1]) / step);
  }
  return sum;
}
