import type { LineLaw } from "../../continuous/line/lineLaw.ts";
import { reciprocalAlongSde } from "../../continuous/reciprocalAlongSde.ts";
import { cloudConfidence } from "../../measures/cloudConfidence.ts";
import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { type ContinuousSpec, continuousExperimentOf, continuousInstance } from "../continuousInstance.ts";
import { largest } from "../instance.ts";
import { holdsOnlyIf, listOf, numberOf } from "../judge.ts";
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
/** Risk at which the band of Dvoretzky, Kiefer and Wolfowitz around a distribution function is left; it holds for any law, heavy tails included. */
const RISK = 1e-6;

/** The parameters again, otherwise: distances, prior and spread. */
const VARIED: Readonly<Record<string, { readonly world: object; readonly target: string }>> = {
  "N(±¼, 1)": two(0.25, 1, 0.5),
  "N(±2, 1)": two(2, 1, 0.5),
  "N(±1, 1), class of weight 0.1": two(1, 1, 0.1),
  "a class of sd 2 beside one of sd 1": two(1, 2, 0.5),
};
const VARIED_WEIGHTS = logSpaced(0.01, 10, 3);
/** Classes narrower than what is beside them, sd 1. */
const NARROW = [0.3, 0.5, 0.7];
const NARROW_WEIGHTS = [0.1, 1, 3, 10];
const COARSE: Readonly<Record<Depth, readonly number[]>> = { quick: [30], full: [30, 100, 400] };

const FALLS = (name: string): string => `${name}: E[1/p(c|Y)] by w, reverse equation`;
const FLOW = (name: string): string => `${name}: the same, flow`;
const RISES = "weights at which it is not below that of the weight before, all worlds, reverse equation and flow";
const LEAST = "the least fall from a weight to the next";
const ERROR = "numerical error: largest |E[1/p(c|Y)] − 1/a| at w = 0, where 1/a is exact, reverse equation and flow";
const OFF = `weights at which samples leave the band of risk 10⁻⁶ around the exact distribution function of their sampler`;
const OTHERS = `other parameters (${Object.keys(VARIED).join("; ")}): weights at which it does not fall, reverse equation and flow`;
const STEPPED = (depth: Depth): string =>
  `N(±1, 1), exact laws of ddpm with ${COARSE[depth].join(", ")} steps: weights at which it does not fall`;
const NARROWED = (sd: number): string => `a class of sd ${sd} beside one of sd 1, flow: E[1/p(c|Y)] at w = ${NARROW_WEIGHTS.join(", ")}`;

export const p2: Claim = {
  id: "P2",
  paper: "2505.01382",
  title: "Mixtures on the line: E[1/p(c|Y)] falls strictly in w",
  statement:
    "For Gaussian mixtures on the line the mean reciprocal class probability of guided samples decreases strictly as w grows from 0.01 to 10.",
  formula: "w ↦ E[1/p(c|Y^w)],  p(c|x) = a p_c(x)/p(x)",
  tex: String.raw`$w\mapsto E\left[\frac{1}{p(c|Y^w)}\right]$, $p(c|x)=\frac{a\,p_c(x)}{p(x)}$`,
  source: "Numerical experiment on a mixture on the line (4000 steps, 10⁴ trials; parameters unknown)",
  tolerance: 1e-4,
  experiments: Object.entries(WORLDS).map(([name, spec]) => continuousExperimentOf({ ...spec, w: 1, sampler: { kind: "sde" } }, name)),
  compute,
  judge: (measured, tolerance) => {
    const clear = numberOf(measured, LEAST) > numberOf(measured, ERROR);
    const narrow = listOf(measured, NARROWED(NARROW[0]));
    const lowest = Math.min(...narrow);
    const rises = narrow[narrow.length - 1] > lowest + numberOf(measured, ERROR);
    return holdsOnlyIf(
      measured,
      tolerance,
      rises,
      `the samples are those of the reverse equation, of which P1 has the identity, or the class is no narrower than what is beside it: under the flow a class of sd ${NARROW[0]} beside one of sd 1 has its least value before w = ${NARROW_WEIGHTS[NARROW_WEIGHTS.length - 1]}, ${lowest.toFixed(4)}, and ${narrow[narrow.length - 1].toFixed(4)} there`,
      clear ? "" : "falls are no larger than numerical error",
    );
  },
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
  const [pair] = rows;
  const falls = rows.flatMap(({ sde, flow, plain }) =>
    [sde, flow].flatMap((row) => row.map((value, k) => (k === 0 ? plain : row[k - 1]) - value)),
  );
  const exact = names.map((name) => 1 / (continuousInstance({ ...WORLDS[name], w: 0 }).run.pair.targetWeight ?? 1));
  const others = Object.values(VARIED).flatMap((spec) => [
    VARIED_WEIGHTS.map((w) => reverseEquation({ ...spec, w }, depth)),
    VARIED_WEIGHTS.map((w) => confidenceOf({ ...spec, w }).reciprocal),
  ]);
  const stepped = COARSE[depth].map((steps) =>
    VARIED_WEIGHTS.map((w) => confidenceOf({ ...TWO, w, sampler: { kind: "ddpm", steps } }).reciprocal),
  );
  const narrow = NARROW.map((sd) => NARROW_WEIGHTS.map((w) => confidenceOf({ ...two(1, sd, 0.5), w }).reciprocal));
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
      [OFF]: sampled.filter(({ away }) => !(away <= Math.sqrt(Math.log(2 / RISK) / (2 * TRIALS[depth])))).length,
      [LEAST]: Math.min(...falls),
      [ERROR]: largest(
        rows.flatMap(({ name, plain }, k) => [plain - exact[k], confidenceOf({ ...WORLDS[name], w: 0 }).reciprocal - exact[k]]),
      ),
      [OTHERS]: others.reduce((sum, row) => sum + notFalling(row), 0),
      [STEPPED(depth)]: stepped.reduce((sum, row) => sum + notFalling(row), 0),
      ...Object.fromEntries(NARROW.map((sd, k) => [NARROWED(sd), narrow[k]])),
    },
    expected: {
      [RISES]: 0,
      [OFF]: 0,
      [OTHERS]: 0,
      [STEPPED(depth)]: 0,
      "w = 0: E[1/p(c|Y)] of the reverse equation, by world": exact,
    },
    method: "quadrature: Fokker-Planck marginals, exact flow; samples beside them",
    hypotheses: [
      { text: "w > 0", met: weights[0] > 0 },
      { text: `worlds are ours: ${names.length}; the outcome is the same in each`, met: rises.length === 0 },
      { text: "the class is no narrower than what is beside it, or the samples are those of the reverse equation", met: true },
    ],
    counterExample: {
      text: `Flow, a class N(1, ${NARROW[0]}²) beside N(−1, 1): E[1/p(c|Y)] is ${narrow[0].map((value) => value.toFixed(4)).join(", ")} at w = ${NARROW_WEIGHTS.join(", ")}. Samples go beyond the class, where the wide one has more mass.`,
      experiment: continuousExperimentOf({ ...two(1, NARROW[0], 0.5), w: 10 }, `a class of sd ${NARROW[0]} beside one of sd 1, flow`),
    },
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
          { name: `samples, ${pair.name}`, mark: "points", x: shown, y: sampled.map(({ mean }) => mean) },
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

/** Mean over samples of N(±1, 1), the exact mean of the law that they are drawn from, its steps included, and sup |F̂ − F|. */
function sampledMean(w: number, depth: Depth) {
  const spec = { ...TWO, w, sampler: { kind: "ddpm", steps: STEPS[depth] } };
  const { run } = continuousInstance(spec);
  const samples = samplesOf(spec, TRIALS[depth]);
  const [, , { value, interval }] = cloudConfidence(run.pair, samples);
  const law = samplerLaw(spec);
  const exact = confidenceUnder(law, run.pair).reciprocal;
  return { mean: value, half: (interval[1] - interval[0]) / 2, exact, away: farthest(samples, law) };
}

/** sup |F̂ − F| of samples. */
function farthest(samples: Float64Array, law: LineLaw): number {
  const n = samples.length;
  return Float64Array.from(samples)
    .sort()
    .reduce((most, x, i) => Math.max(most, (i + 1) / n - law.cdf(x), law.cdf(x) - i / n), 0);
}

/** A class N(mean, sd²) of prior weight a beside N(−mean, 1). */
function two(mean: number, sd: number, a: number) {
  const of = (weight: number, centre: number, variance: number) => ({
    weight,
    components: [{ weight: 1, mean: [centre], covariance: variance }],
  });
  const classes = { left: of(1 - a, -mean, 1), right: of(a, mean, sd * sd) };
  return { world: { kind: "gaussian-mixture", dimension: 1, classes }, target: "right" };
}

function notFalling(row: readonly number[]): number {
  return row.filter((value, k) => k > 0 && !(value < row[k - 1])).length;
}
