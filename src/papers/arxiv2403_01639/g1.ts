import { flowMoments } from "../../continuous/plane/flowMoments.ts";
import { logConfidences } from "../../measures/cloudConfidence.ts";
import { linePosterior } from "../../measures/line/linePosterior.ts";
import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { continuousExperimentOf, continuousInstance } from "../continuousInstance.ts";
import { holdsOnlyIf, listOf } from "../judge.ts";
import { confidenceOf } from "../lineConfidence.ts";
import { endsOfPaths, normalQuantiles } from "../linePaths.ts";
import { NARROW_OUTER, PLANE, SHARED, type Spec } from "./worlds.ts";

const WEIGHTS: Readonly<Record<Depth, readonly number[]>> = { quick: [0.01, 1, 8], full: [0.01, 0.1, 0.25, 0.5, 1, 2, 4, 8] };
const SDE_WEIGHTS: Readonly<Record<Depth, readonly number[]>> = { quick: [0.5, 4], full: [0.1, 0.5, 1, 2, 4, 8] };
/** Where it falls for classes of different widths, found by a scan. */
const FALLING = [0.5, 1, 1.25, 1.5, 2, 4, 8];
const PATHS: Readonly<Record<Depth, number>> = { quick: 400, full: 4000 };

const FLOW = (name: string): string => `${name}: E[p(c|Y)] by w, flow`;
const REVERSE = (name: string): string => `${name}: E[p(c|Y)] by w, reverse equation`;
const IN_PLANE = "three Gaussians in the plane: E[p(c|Y)] by w, flow";
const UNEQUAL = "narrow class beside a wide one, sds 0.3, 1, 0.3: E[p(c|Y)] by w, flow";

export const g1: Claim = {
  id: "G1",
  paper: "2403.01639",
  title: "Gaussian mixtures: the class confidence rises with w, for flow and reverse equation",
  statement:
    "For mixtures of Gaussians guidance raises the confidence p(c|Y) of what is generated, more for larger w, both for the probability flow and for the stochastic sampler.",
  formula: "w ↦ E[p(c|Y^w)],  p(c|x) = a p_c(x)/p(x)",
  tex: String.raw`$w\mapsto E[p(c|Y^w)]$, $p(c|x)=\frac{a\,p_c(x)}{p(x)}$`,
  source: "Results on classification confidence, continuous time (mixtures of one covariance; parameters unknown)",
  tolerance: 1e-3,
  experiments: [
    ...Object.entries(SHARED).map(([name, spec]) => continuousExperimentOf({ ...spec, w: 1 }, name)),
    continuousExperimentOf({ ...PLANE, w: 1 }, "three Gaussians in the plane"),
  ],
  compute,
  judge: (measured, tolerance) => {
    const rising = [...Object.keys(SHARED).flatMap((name) => [FLOW(name), REVERSE(name)]), IN_PLANE].filter(
      (name) => !listOf(measured, name).every((value, k, row) => k === 0 || value > row[k - 1]),
    );
    const unequal = listOf(measured, UNEQUAL);
    const falls = unequal.findIndex((value, k) => k > 0 && value < unequal[k - 1]);
    return holdsOnlyIf(
      measured,
      tolerance,
      falls > 0,
      `the components share their covariance: a narrow class beside a wide one loses confidence as w grows from ${FALLING[falls - 1]} to ${FALLING[falls]}`,
      rising.length === 0 ? "" : `it does not rise everywhere: ${rising[0]}`,
    );
  },
};

function compute(depth: Depth, progress: Progress): Measured {
  const [weights, reverse] = [WEIGHTS[depth], SDE_WEIGHTS[depth]];
  const names = Object.keys(SHARED);
  const flow = names.map((name) => weights.map((w) => confidenceOf({ ...SHARED[name], w }).mean));
  const sde = names.map((name, k) =>
    reverse.map((w) => {
      progress(k / names.length);
      return confidenceOf({ ...SHARED[name], w, sampler: { kind: "sde" } }).mean;
    }),
  );
  const plane = weights.map((w) => inPlane(w, depth));
  const unequal = FALLING.map((w) => confidenceOf({ ...NARROW_OUTER, w }).mean);
  const falls = unequal.findIndex((value, k) => k > 0 && value < unequal[k - 1]);
  return {
    computed: {
      "the weights, flow": weights,
      "the weights, reverse equation": reverse,
      ...Object.fromEntries(
        names.flatMap((name, k) => [
          [FLOW(name), flow[k]],
          [REVERSE(name), sde[k]],
        ]),
      ),
      [IN_PLANE]: plane,
      "the weights of the narrow class": FALLING,
      [UNEQUAL]: unequal,
    },
    expected: {
      ...Object.fromEntries(names.map((name) => [FLOW(name), weights.map((w) => byPaths(SHARED[name], w, depth))])),
      [UNEQUAL]: FALLING.map((w) => byPaths(NARROW_OUTER, w, depth)),
    },
    method: `quadrature over exact laws; expected: ${PATHS[depth]} trajectories from equally likely parts of the noise`,
    hypotheses: [
      { text: "all components share their covariance", met: true },
      {
        text: `worlds are ours: ${names.length} on the line, one in the plane; with several covariances it fails in one of them`,
        met: true,
      },
    ],
    ...(falls < 0
      ? {}
      : {
          counterExample: {
            text: `Centres −1, 0, 1, sds 0.3, 1, 0.3, class on the right: E[p(c|Y)] = ${unequal[falls - 1].toFixed(5)} at w = ${FALLING[falls - 1]} and ${unequal[falls].toFixed(5)} at w = ${FALLING[falls]}.`,
            experiment: continuousExperimentOf({ ...NARROW_OUTER, w: FALLING[falls] }, "a narrow class beside a wide one"),
          },
        }),
    figures: [
      {
        kind: "curves",
        id: "g1-confidence",
        title: "Class confidence against w",
        caption:
          "Exact laws. Lines: flow. Points: reverse stochastic equation. Components share their covariance except in the last curve.",
        x: { label: "w (0 conditional)", scale: "log" },
        y: { label: "E[p(c|Y)]", scale: "linear" },
        series: [
          ...names.flatMap((name, k) => [
            { name: `flow: ${name}`, mark: "line" as const, x: weights, y: flow[k] },
            { name: `reverse: ${name}`, mark: "points" as const, x: reverse, y: sde[k] },
          ]),
          { name: "flow: plane", mark: "line", x: weights, y: plane },
          { name: "flow: narrow beside wide", mark: "line", x: FALLING, y: unequal },
        ],
      },
    ],
  };
}

function byPaths(spec: Spec, w: number, depth: Depth): number {
  const { run } = continuousInstance({ ...spec, w });
  const { log } = linePosterior(run.pair);
  const ends = endsOfPaths({ ...spec, w }, normalQuantiles(PATHS[depth]));
  return ends.reduce((sum, x) => sum + Math.exp(log(x)), 0) / ends.length;
}

function inPlane(w: number, depth: Depth): number {
  const { run } = continuousInstance({ ...PLANE, w });
  const { observed } = flowMoments(
    run.field(),
    run.start,
    { stop: 0, tolerance: depth === "quick" ? 1e-3 : 1e-4 },
    {
      count: 1,
      at: (points, n, out) => {
        out.set(logConfidences(run.pair, points.slice(0, 2 * n)).map(Math.exp));
      },
    },
  );
  return observed[0];
}
