import { flowMoments } from "../../continuous/plane/flowMoments.ts";
import type { Claim, Depth, Measured } from "../claim.ts";
import { continuousExperimentOf, continuousInstance } from "../continuousInstance.ts";
import { holdsWithin } from "../judge.ts";
import { samplerLaw } from "../samplerLaw.ts";

/** Variances of the class and of all data along the two axes. */
const [CLASS, DATA] = [
  [1, 0.3],
  [2, 1],
];
/** Turned by this angle, so that the axes are no coordinates. */
const ANGLE = 0.6;
const WEIGHTS: Readonly<Record<Depth, readonly number[]>> = { quick: [0.5, 1, 3], full: [0.25, 0.5, 1, 2, 3, 5] };
const SIGMA_MAX = 1000;

const PLANE = "in the plane: variance along each common axis, by w";
const LINE = "on the line, flow, p_c = N(0, 1), p = N(0, 2): variance by w";
const REVERSE = "the same, reverse equation";

export const e1: Claim = {
  id: "E1",
  paper: "2602.00716",
  title: "Guidance shrinks variance by (λ_c/λ_u)^w in every direction",
  statement:
    "For Gaussian laws with common axes the flow's variance along an axis is the class's times (λ_c/λ_u)^w: guidance shrinks each direction in which the class is narrower than all data.",
  formula:
    "variance = λ_c (λ_c/λ_u)^w;  reverse equation, λ_c = 1, λ_u = 2: (2 − 2^{−2w})/(2w + 1);  tilted law: λ_c λ_u/((1 + w) λ_u − w λ_c)",
  tex: String.raw`$\text{variance}=\lambda_c\left(\frac{\lambda_c}{\lambda_u}\right)^{w}$; reverse equation, $\lambda_c=1$, $\lambda_u=2$: $\frac{2-2^{-2w}}{2w+1}$; tilted law: $\frac{\lambda_c\lambda_u}{(1+w)\lambda_u-w\lambda_c}$`,
  source: "Gaussian analysis of the guided flow",
  tolerance: 5e-4,
  experiments: [
    continuousExperimentOf({ world: plane(), w: 1, process: PROCESS() }, "two Gaussians in the plane"),
    continuousExperimentOf(
      { world: line(), w: 1, process: PROCESS(), sampler: { kind: "sde" } },
      "two Gaussians on the line, reverse equation",
    ),
  ],
  compute,
  judge: holdsWithin,
};

function compute(depth: Depth): Measured {
  const weights = WEIGHTS[depth];
  const onLine = (kind: string): number[] =>
    weights.map((w) => samplerLaw({ world: line(), w, process: PROCESS(), sampler: { kind } }).variance);
  const [flow, reverse] = [onLine("flow"), onLine("sde")];
  const dense = Array.from({ length: 41 }, (_, k) => k / 8);
  return {
    computed: {
      "the weights": weights,
      [PLANE]: weights.flatMap((w) => alongAxes(w)),
      [LINE]: flow,
      [REVERSE]: reverse,
    },
    expected: {
      [PLANE]: weights.flatMap((w) => CLASS.map((c, k) => c * (c / DATA[k]) ** w)),
      [LINE]: weights.map((w) => 0.5 ** w),
      [REVERSE]: weights.map(closedReverse),
    },
    method: "quadrature over the exact flow (plane), exact flow and Fokker-Planck (line); expected: closed forms without horizon",
    hypotheses: [
      { text: "class and data are Gaussians with common axes", met: true },
      { text: "the class is narrower than all data along each (else the factor is above 1)", met: CLASS.every((c, k) => c < DATA[k]) },
      { text: `noise up to σ = ${SIGMA_MAX} (ours): beyond it the formula changes by less than the tolerance`, met: true },
    ],
    figures: [
      {
        kind: "curves",
        id: "e1-variance",
        title: "Variance of guided samples against w: p_c = N(0, 1), p = N(0, 2)",
        caption:
          "Three answers to one question: the flow, the reverse stochastic equation, and the tilted law that guidance is said to sample. Points: computed laws.",
        x: { label: "w (0 conditional)", scale: "linear" },
        y: { label: "variance (the class has 1)", scale: "log" },
        series: [
          { name: "flow, closed form", mark: "line", x: dense, y: dense.map((w) => 0.5 ** w) },
          { name: "reverse equation, closed form", mark: "line", x: dense, y: dense.map(closedReverse) },
          { name: "tilted law", mark: "line", x: dense, y: dense.map((w) => 2 / (w + 2)) },
          { name: "flow", mark: "points", x: weights, y: flow },
          { name: "reverse equation", mark: "points", x: weights, y: reverse },
        ],
      },
    ],
  };
}

function PROCESS(): object {
  return { kind: "ve", sigmaMax: SIGMA_MAX };
}

function line(): object {
  const law = (variance: number) => ({ components: [{ weight: 1, mean: [0], covariance: variance }] });
  return { kind: "gaussian-mixture", dimension: 1, conditional: law(1), unconditional: law(2) };
}

function plane(): object {
  const [c, s] = [Math.cos(ANGLE), Math.sin(ANGLE)];
  const law = (mean: readonly number[], [first, second]: readonly number[]) => ({
    components: [
      {
        weight: 1,
        mean,
        covariance: [
          [first * c * c + second * s * s, (first - second) * c * s],
          [(first - second) * c * s, first * s * s + second * c * c],
        ],
      },
    ],
  });
  return { kind: "gaussian-mixture", dimension: 2, conditional: law([1, 0.5], CLASS), unconditional: law([0, 0], DATA) };
}

function alongAxes(w: number): number[] {
  const { run } = continuousInstance({ world: plane(), w, process: PROCESS() });
  const [xx, xy, , yy] = flowMoments(run.field(), run.start, { stop: 0 }).covariance;
  const [c, s] = [Math.cos(ANGLE), Math.sin(ANGLE)];
  return [xx * c * c + 2 * xy * c * s + yy * s * s, xx * s * s - 2 * xy * c * s + yy * c * c];
}

function closedReverse(w: number): number {
  return (2 - 2 ** (-2 * w)) / (2 * w + 1);
}
