import { reciprocalAlongSde } from "../../continuous/reciprocalAlongSde.ts";
import { cloudConfidence } from "../../measures/cloudConfidence.ts";
import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { type ContinuousSpec, continuousExperimentOf, continuousInstance } from "../continuousInstance.ts";
import { holdsWithin, listOf } from "../judge.ts";
import { confidenceOf, confidenceUnder, logSpaced, TWO, three } from "../lineConfidence.ts";
import { samplerLaw, samplesOf } from "../samplerLaw.ts";

/** The mixture's parameters are not known; these are ours. */
const WORLDS: Readonly<Record<string, { readonly world: object; readonly target: string }>> = {
  "N(±1, 1), ½ : ½": TWO,
  "three Gaussians, an outer one": { world: three([-1, 0, 1], [1, 1, 1], [1, 2, 1]), target: "right" },
  "three Gaussians, the middle one": { world: three([-1, 0.25, 2], [1, 1, 1]), target: "middle" },
};
const WEIGHTS: Readonly<Record<Depth, readonly number[]>> = { quick: logSpaced(0.01, 10, 4), full: logSpaced(0.01, 10, 13) };
/** The paper: 4000 steps, 10^4 trials a weight. */
const STEPS: Readonly<Record<Depth, number>> = { quick: 100, full: 4000 };
const TRIALS: Readonly<Record<Depth, number>> = { quick: 1000, full: 10_000 };
/** Standard errors by which a mean of a skewed number may be off: two-sided normal risk 7e-6 each. */
const REACH = 4.5;

const FALLS = (name: string): string => `${name}: E[1/p(c|Y)] by w, reverse equation`;
const FLOW = (name: string): string => `${name}: the same, flow`;
const RISES = "weights at which it is not below that of the weight before, all worlds, reverse equation and flow";
const OFF = `sampled means further than ${REACH} standard errors from the exact law of the sampler`;

export const p2: Claim = {
  id: "P2",
  paper: "2505.01382",
  title: "Mixtures on the line: E[1/p(c|Y)] falls strictly in w",
  statement:
    "For Gaussian mixtures on the line the mean reciprocal class probability of guided samples decreases strictly as w grows from 0.01 to 10.",
  formula: "w ↦ E[1/p(c|Y^w)],  p(c|x) = a p_c(x)/p(x)",
  source: "Numerical experiment on a mixture on the line (4000 steps, 10⁴ trials; parameters unknown)",
  tolerance: 1e-4,
  experiments: Object.entries(WORLDS).map(([name, spec]) => continuousExperimentOf({ ...spec, w: 1, sampler: { kind: "sde" } }, name)),
  compute,
  judge: (measured, tolerance) =>
    holdsWithin(measured, tolerance, listOf(measured, OFF)[0] === 0 ? "" : "samples disagree with the exact law"),
};

function compute(depth: Depth, progress: Progress): Measured {
  const weights = WEIGHTS[depth];
  const names = Object.keys(WORLDS);
  const rows = names.map((name, k) => {
    const spec = WORLDS[name];
    const sde = weights.map((w, i) => {
      progress((k + i / weights.length) / (2 * names.length));
      return reverseEquation({ ...spec, w }, depth);
    });
    return {
      name,
      sde,
      flow: weights.map((w) => confidenceOf({ ...spec, w }).reciprocal),
      plain: reverseEquation({ ...spec, w: 0 }, depth),
    };
  });
  const shown = weights.filter((_, k) => k % (depth === "quick" ? 2 : 4) === 0);
  const sampled = shown.map((w, k) => {
    progress(0.5 + k / (2 * shown.length));
    return sampledMean(w, depth);
  });
  const rises = rows.flatMap(({ sde, flow, plain }) =>
    [sde, flow].flatMap((row) => row.filter((value, k) => !(value < (k === 0 ? plain : row[k - 1])))),
  );
  const [two] = rows;
  return {
    computed: {
      "the weights": weights,
      ...Object.fromEntries(
        rows.flatMap(({ name, sde, flow }) => [
          [FALLS(name), sde],
          [FLOW(name), flow],
        ]),
      ),
      [RISES]: rises.length,
      "w = 0: E[1/p(c|Y)] of the reverse equation, by world": rows.map(({ plain }) => plain),
      [`N(±1, 1), ddpm with ${STEPS[depth]} steps, n = ${TRIALS[depth]}: sampled means at w = ${shown.map((w) => w.toPrecision(2)).join(", ")}`]:
        sampled.map(({ mean }) => mean),
      "their 95 % half widths": sampled.map(({ half }) => half),
      "what they are compared with: the exact law of these steps": sampled.map(({ exact }) => exact),
      [OFF]: sampled.filter(({ mean, half, exact }) => !(Math.abs(mean - exact) <= (REACH / 1.96) * half)).length,
    },
    expected: {
      [RISES]: 0,
      [OFF]: 0,
      "w = 0: E[1/p(c|Y)] of the reverse equation, by world": names.map((name) => {
        const { run } = continuousInstance({ ...WORLDS[name], w: 0 });
        return 1 / (run.pair.targetWeight ?? 1);
      }),
    },
    method: "quadrature: Fokker-Planck marginals, exact flow; samples beside them",
    hypotheses: [
      { text: "w > 0", met: weights[0] > 0 },
      { text: `worlds are ours: ${names.length}; the outcome is the same in each`, met: rises.length === 0 },
    ],
    figures: [
      {
        kind: "curves",
        id: "p2-reciprocal",
        title: "E[1/p(c|Y)] against w",
        caption: `Exact: reverse equation and flow. Samples: N(±1, 1), ddpm with ${STEPS[depth]} even steps, n = ${TRIALS[depth]}${depth === "quick" ? " (few steps: their own law, not the limit)" : ""}.`,
        x: { label: "w (0 conditional)", scale: "log" },
        y: { label: "E[1/p(c|Y)] (1 is certainty)", scale: "linear" },
        series: [
          ...rows.flatMap(({ name, sde, flow }) => [
            { name: `reverse equation, ${name}`, mark: "line" as const, x: weights, y: sde },
            { name: `flow, ${name}`, mark: "line" as const, x: weights, y: flow },
          ]),
          { name: `samples, ${two.name}`, mark: "points", x: shown, y: sampled.map(({ mean }) => mean) },
        ],
      },
    ],
  };
}

function reverseEquation(spec: ContinuousSpec, depth: Depth): number {
  const { run } = continuousInstance(spec);
  const { mean, status } = reciprocalAlongSde(run.field(), run.pair, run.weight, run.start, {
    cells: depth === "quick" ? 60 : 120,
    tolerance: depth === "quick" ? 1e-5 : 1e-7,
  });
  return status === "done" ? mean[mean.length - 1] : Number.NaN;
}

/** Mean over samples of N(±1, 1), and the exact mean of the law that they are drawn from, its steps included. */
function sampledMean(w: number, depth: Depth) {
  const spec = { ...TWO, w, sampler: { kind: "ddpm", steps: STEPS[depth] } };
  const { run } = continuousInstance(spec);
  const [, , { value, interval }] = cloudConfidence(run.pair, samplesOf(spec, TRIALS[depth]));
  const exact = confidenceUnder(samplerLaw(spec), run.pair).reciprocal;
  return { mean: value, half: (interval[1] - interval[0]) / 2, exact };
}
