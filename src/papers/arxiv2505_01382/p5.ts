import { sdeLaw } from "../../continuous/line/sdeLaw.ts";
import { sdePlan } from "../../continuous/line/sdePlan.ts";
import { angleAt, diffusionAt } from "../../continuous/line/sdeRates.ts";
import { sdeRun } from "../../continuous/line/sdeRun.ts";
import { lineEntropy } from "../../measures/line/lineDivergences.ts";
import { type ContinuousRun, continuousRun } from "../../studies/continuous/continuousRun.ts";
import { isContinuous } from "../../studies/experiment.ts";
import { parseExperiment } from "../../studies/parse.ts";
import type { Claim, Depth, ExperimentFile, Measured, Progress } from "../claim.ts";
import { continuousExperimentOf } from "../continuousInstance.ts";
import { largest } from "../instance.ts";
import { holdsWithin, listOf } from "../judge.ts";
import { confidenceUnder, TWO, three } from "../lineConfidence.ts";

const WORLDS: Readonly<Record<string, { readonly world: object; readonly target: string }>> = {
  "N(±1, 1)": TWO,
  "class between unequal neighbours": { world: three([-1, 0.25, 2], [1, 1, 1]), target: "middle" },
};
const WEIGHTS: Readonly<Record<Depth, readonly number[]>> = { quick: [0, 1], full: [0, 0.25, 0.5, 1, 2, 4, 8] };
/** Largest λ of the feedback rule. */
const LIMIT = 10;
/** Trust π of the feedback rule; w scales it. */
const TRUST: Readonly<Record<Depth, readonly number[]>> = { quick: [0.7], full: [0.99, 0.95, 0.9, 0.8, 0.65, 0.5] };

const IDENTITY = "largest |E[ln p(c|Y)] at the end − at the start − integral| over worlds and w";
const ADAPTIVE = "feedback: the same, with λ(Y, t) − 1 for w";
const FALLS = "feedback: largest change of E[1/p(c|Y)] from start to end (below 0: it falls)";
const RISE = (name: string): string => `${name}: E[ln p(c|Y)] by w, reverse equation`;

export const p5: Claim = {
  id: "P5",
  paper: "2505.01382",
  title: "E[ln p(c|Y)] rises with w, and weights chosen per state keep both guarantees",
  statement:
    "The mean log class probability of guided samples rises with w; and a weight that is chosen from the state, if never negative, still lowers E[1/p(c|Y)] and raises E[ln p(c|Y)] along the reverse equation (both are questions left open there).",
  formula: "dE[ln p_t(c|Y)] = E[(w(Y,t) + ½) g² ‖s_c − s_u‖²] dt,  dE[1/p_t(c|Y)] = −E[w(Y,t) g² ‖s_c − s_u‖² / p_t(c|Y)] dt",
  tex: String.raw`$dE[\ln p_t(c|Y)]=E\left[(w(Y,t)+\tfrac12)\,g^2\,\|s_c-s_u\|^2\right]dt$, $dE\left[\frac{1}{p_t(c|Y)}\right]=-E\left[\frac{w(Y,t)\,g^2\,\|s_c-s_u\|^2}{p_t(c|Y)}\right]dt$`,
  source: "Outlook: Inception-score weighting and adaptive guidance; the first formula is ours (Itô)",
  tolerance: 1e-3,
  experiments: Object.entries(WORLDS).flatMap(([name, spec]) => [
    continuousExperimentOf({ ...spec, w: 1, sampler: { kind: "sde" } }, name),
    withFeedback(spec, 0.9, `${name}, feedback`),
  ]),
  compute,
  judge: (measured, tolerance) => {
    const rises = Object.keys(WORLDS).every((name) => listOf(measured, RISE(name)).every((value, k, row) => k === 0 || value > row[k - 1]));
    const falls = listOf(measured, FALLS).every((change) => change < 0);
    return holdsWithin(
      measured,
      tolerance,
      rises ? (falls ? "" : "an adaptive weight raises E[1/p(c|Y)]") : "E[ln p(c|Y)] does not rise with w",
    );
  },
};

function compute(depth: Depth, progress: Progress): Measured {
  const weights = WEIGHTS[depth];
  const trusts = TRUST[depth];
  const cells = depth === "quick" ? 60 : 200;
  const rows = Object.entries(WORLDS).map(([name, spec], k) => ({
    name,
    constant: weights.map((w, i) => {
      progress((k + i / (weights.length + trusts.length)) / 2);
      return found(continuousExperimentOf({ ...spec, w, sampler: { kind: "sde" } }), () => w, cells);
    }),
    adaptive: trusts.map((trust, i) => {
      progress((k + (weights.length + i) / (weights.length + trusts.length)) / 2);
      return found(withFeedback(spec, trust), (logRatio) => excess(logRatio, trust), cells);
    }),
  }));
  const adaptive = rows.flatMap((row) => row.adaptive);
  return {
    computed: {
      "the weights": weights,
      ...Object.fromEntries(rows.map(({ name, constant }) => [RISE(name), constant.map(({ log }) => log)])),
      [IDENTITY]: largest(rows.flatMap(({ constant }) => constant.map(({ gap }) => gap))),
      "trust π of the feedback rule": trusts,
      [ADAPTIVE]: largest(adaptive.map(({ gap }) => gap)),
      [FALLS]: adaptive.map(({ fall }) => fall),
      ...Object.fromEntries(rows.map(({ name, adaptive: found }) => [`${name}, feedback: E[ln p(c|Y)] by π`, found.map(({ log }) => log)])),
      // Between the few weights of a quick run a straight line is too coarse to compare with.
      ...Object.fromEntries(
        (depth === "quick" ? [] : rows).map(({ name, adaptive: found, constant }) => [
          `${name}, feedback: entropy less that of a constant w with the same E[ln p(c|Y)] (between the weights straight), nats`,
          found.map(({ log, entropy }) => apart(log, entropy, constant)),
        ]),
      ),
    },
    expected: { [IDENTITY]: 0, [ADAPTIVE]: 0 },
    method: "quadrature: Fokker-Planck marginals",
    hypotheses: [
      { text: "the weight is never negative (at every state)", met: true },
      {
        text: "the reverse stochastic equation; the rule (feedback, arXiv:2506.06085, exact p_c/p, λ ≤ 10) and the worlds are ours",
        met: true,
      },
    ],
    figures: [
      {
        kind: "curves",
        id: "p5-frontier",
        title: "Diversity against mean log class probability: constant and adaptive weights",
        caption:
          "Laws of the reverse equation. Higher is better: more entropy left at the same E[ln p(c|Y)]. The adaptive weight is the feedback rule's at several trusts π.",
        x: { label: "E[ln p(c|Y)], nats (0 is certainty)", scale: "linear" },
        y: { label: "differential entropy of the law, nats", scale: "linear" },
        series: rows.flatMap(({ name, constant, adaptive: points }) => [
          {
            name: `constant w: ${name}`,
            mark: "line" as const,
            x: constant.map(({ log }) => log),
            y: constant.map(({ entropy }) => entropy),
          },
          { name: `feedback: ${name}`, mark: "points" as const, x: points.map(({ log }) => log), y: points.map(({ entropy }) => entropy) },
        ]),
      },
    ],
  };
}

function withFeedback(spec: { readonly world: object; readonly target: string }, pi: number, name?: string): ExperimentFile {
  return {
    ...continuousExperimentOf({ ...spec, w: 1, sampler: { kind: "sde" } }, name),
    guidance: { rule: "feedback", w: 1, pi, limit: LIMIT },
  };
}

/** λ − 1 of the feedback rule, at ln(p_c/p). */
function excess(logRatio: number, pi: number): number {
  const rest = Math.log1p(-pi);
  return logRatio <= rest - Math.log1p(-1 / LIMIT) ? LIMIT - 1 : 1 / Math.expm1(logRatio - rest);
}

/** Law and end values; both sides of the identity of ln p(c|Y), the integral along a run of its own. */
function found(file: ExperimentFile, weightAt: (logRatio: number) => number, cells: number) {
  const experiment = parseExperiment(file);
  if (!isContinuous(experiment)) throw new Error("p5: a world on the line");
  const run = continuousRun(experiment, { memory: 2 ** 28, table: () => expectNone() });
  const { law } = sdeLaw(run.field(), run.start, { cells });
  const { log, reciprocal } = confidenceUnder(law, run.pair);
  const { start, integral, reciprocalAtStart } = gained(run, weightAt, cells);
  return { log, entropy: lineEntropy(law).value, gap: log - start - integral, fall: reciprocal - reciprocalAtStart };
}

function expectNone(): never {
  throw new Error("p5: a claim's world must not read files");
}

/** E[ln p(c|Y)] at the start and the integral of (w + ½) g² E‖s_c − s_u‖² from there to the end; extrapolated over two runs on cells cut in two. */
function gained(run: ContinuousRun, weightAt: (logRatio: number) => number, cells: number) {
  const field = run.field();
  const plan = sdePlan(field, run.start, { cells, breaks: [] });
  const runs = [0, 1].map((halvings) => {
    const read = reader(run, weightAt, cells * 2 ** halvings);
    let [start, reciprocalAtStart, integral] = [Number.NaN, Number.NaN, 0];
    const { status } = sdeRun(
      field,
      plan,
      run.start.sd,
      { halvings, tolerance: 1e-5 },
      {
        arrive: (tau, { edges, masses }, sum) => {
          if (Number.isNaN(start)) ({ log: start, reciprocal: reciprocalAtStart } = read(tau, edges, masses));
          integral = sum;
        },
        rate: (tau, edges, masses) => 2 * diffusionAt(tau) * read(tau, edges, masses).gain,
      },
    );
    return { start, reciprocalAtStart, integral: status === "done" ? integral : Number.NaN };
  });
  const [coarse, fine] = runs;
  return { ...fine, integral: fine.integral + (fine.integral - coarse.integral) / 3 };
}

function reader(
  { pair: { conditional, unconditional, targetWeight } }: ContinuousRun,
  weightAt: (logRatio: number) => number,
  cells: number,
) {
  const [points, logC, logU, scoreC, scoreU] = Array.from({ length: 5 }, () => new Float64Array(cells));
  return (tau: number, edges: Float64Array, masses: Float64Array) => {
    const theta = angleAt(tau);
    const [a, b] = [Math.cos(theta), Math.sin(theta)];
    for (let i = 0; i < cells; i++) points[i] = (edges[i] + edges[i + 1]) / 2;
    conditional.at(a, b).evaluate(points, cells, { logDensity: logC, score: scoreC });
    unconditional.at(a, b).evaluate(points, cells, { logDensity: logU, score: scoreU });
    let [log, reciprocal, gain] = [0, 0, 0];
    for (let i = 0; i < cells; i++) {
      if (masses[i] === 0) continue;
      const ratio = logC[i] - logU[i];
      log += masses[i] * (Math.log(targetWeight ?? 1) + ratio);
      reciprocal += (masses[i] * Math.exp(-ratio)) / (targetWeight ?? 1);
      gain += masses[i] * (weightAt(ratio) + 0.5) * (scoreC[i] - scoreU[i]) ** 2;
    }
    return { log, reciprocal, gain };
  };
}

/** Entropy less that of the constant weights' curve at the same E[ln p(c|Y)]. */
function apart(log: number, entropy: number, curve: readonly { readonly log: number; readonly entropy: number }[]): number {
  const at = curve.findIndex(({ log: value }) => value >= log);
  if (at <= 0) return 0;
  const [before, after] = [curve[at - 1], curve[at]];
  return entropy - before.entropy - ((after.entropy - before.entropy) * (log - before.log)) / (after.log - before.log);
}
