import { reciprocalAlongSde } from "../../continuous/reciprocalAlongSde.ts";
import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { continuousExperimentOf, continuousInstance } from "../continuousInstance.ts";
import { holdsWithin, listOf, numberOf } from "../judge.ts";
import { confidenceOf, fineNearData, TWO } from "../lineConfidence.ts";

const STEPS: Readonly<Record<Depth, readonly number[]>> = { quick: [8, 16, 32, 64], full: [8, 16, 32, 64, 128, 256, 512] };
const WEIGHTS = [0, 0.01, 1] as const;
/** Root mean square of the score's error at every noise level. */
const SIZES: Readonly<Record<Depth, readonly number[]>> = { quick: [0, 0.3, 0.6], full: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1] };
const ERROR_SEEDS: Readonly<Record<Depth, readonly number[]>> = { quick: [1, 2], full: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] };
/** Steps of the sampler under which score errors are looked at. */
const ERRING_STEPS = 16;

const GAP = "w = 1: limit − N steps, by N";
const ORDER = "order of that gap over the last doubling of N";
const BELOW = "N and w at which the N-step E[1/p(c|Y)] is above that of the same N at w = 0";
const PLAIN = "w = 0: N-step E[1/p(c|Y)] by N (2 in the limit)";
const BREAKS =
  "score error from which E[1/p(c|Y^w)] at w = 1 is above 2, the unguided value, by seed of the error (0: not within the sizes tried)";

export const p4: Claim = {
  id: "P4",
  paper: "2505.01382",
  title: "Fewer steps keep the guarantee here; score errors break it",
  statement:
    "Up to an error of discretisation that vanishes with the number of steps, and one of the score, guided sampling has a smaller E[1/p(c|Y)] than unguided sampling. Shown: how the first vanishes, and from which size on the second is too large.",
  formula: "E_N[1/p(c|Y^w)] by exact N-step laws of ddpm;  score error ε: ŝ = s + e, E‖e‖² = ε² at every noise level",
  tex: String.raw`$E_N\left[\frac{1}{p(c|Y^w)}\right]$ by exact $N$-step laws of ddpm; score error $\varepsilon$: $\hat s=s+e$, $E\|e\|^2=\varepsilon^2$ at every noise level`,
  source: "Guarantee with discretisation and score error",
  tolerance: 0.25,
  experiments: [
    continuousExperimentOf({ ...TWO, w: 1, sampler: { kind: "ddpm", grid: fineNearData(32) } }, "32 steps"),
    continuousExperimentOf(
      { ...TWO, w: 1, sampler: { kind: "ddpm", grid: fineNearData(ERRING_STEPS) }, scoreError: erring(0.4, 1) },
      "score error 0.4",
    ),
  ],
  compute,
  judge: (measured, tolerance) => {
    const gaps = listOf(measured, GAP);
    const falls = gaps.every((gap, k) => k === 0 || Math.abs(gap) < Math.abs(gaps[k - 1]));
    const broken = listOf(measured, BREAKS).some((size) => size > 0);
    const against = falls ? (broken ? "" : "no score error tried breaks the guarantee") : "more steps do not come nearer the limit";
    return holdsWithin(measured, tolerance, numberOf(measured, BELOW) === 0 ? against : "an N-step sampler is worse with guidance");
  },
};

function compute(depth: Depth, progress: Progress): Measured {
  const steps = STEPS[depth];
  const stepped = WEIGHTS.map((w, k) =>
    steps.map((n, i) => {
      progress((k + i / steps.length) / (2 * WEIGHTS.length));
      return confidenceOf({ ...TWO, w, sampler: { kind: "ddpm", grid: fineNearData(n) } }).reciprocal;
    }),
  );
  const limit = WEIGHTS.map((w) => limitOf(w));
  const gaps = stepped[2].map((value) => limit[2] - value);
  const last = gaps.length - 1;
  const sizes = SIZES[depth];
  const seeds = ERROR_SEEDS[depth];
  const erred = seeds.map((seed, k) =>
    sizes.map((size) => {
      progress(0.5 + k / (2 * seeds.length));
      return confidenceOf({
        ...TWO,
        w: 1,
        sampler: { kind: "ddpm", grid: fineNearData(ERRING_STEPS) },
        ...(size === 0 ? {} : { scoreError: erring(size, seed) }),
      }).reciprocal;
    }),
  );
  return {
    computed: {
      "numbers of steps N": steps,
      [GAP]: gaps,
      [ORDER]: Math.log2(gaps[last - 1] / gaps[last]),
      [PLAIN]: stepped[0],
      [BELOW]: steps.filter((_, k) => !(stepped[1][k] < stepped[0][k] && stepped[2][k] < stepped[1][k])).length,
      "sizes of the score error": sizes,
      [BREAKS]: erred.map((row) => crossing(sizes, row)),
      [`w = 1, ${ERRING_STEPS} steps: largest E[1/p(c|Y)] over seeds, by size`]: sizes.map((_, i) =>
        Math.max(...erred.map((row) => row[i])),
      ),
    },
    expected: { [ORDER]: 1, [BELOW]: 0 },
    method: "quadrature: composed kernels (N steps), Fokker-Planck marginals (limit)",
    hypotheses: [
      { text: "w > 0 and the reverse equation (ddpm kernels)", met: true },
      {
        text: `steps t = (1 − n/N)³, the world N(±1, 1) and smooth errors on both predictions are ours; ${seeds.length} errors tried`,
        met: true,
      },
    ],
    figures: [
      {
        kind: "curves",
        id: "p4-steps",
        title: "E[1/p(c|Y)] against the number of steps, N(±1, 1)",
        caption:
          "Exact N-step laws of ddpm. A sampler with few steps ends nearer the class's middle, so its reciprocal probability is below the limit's (lines), with and without guidance.",
        x: { label: "N (steps)", scale: "log" },
        y: { label: "E[1/p(c|Y)] (1 is certainty)", scale: "linear" },
        series: WEIGHTS.flatMap((w, k) => [
          { name: `w = ${w}: N steps`, mark: "points" as const, x: steps, y: stepped[k] },
          { name: `w = ${w}: limit`, mark: "line" as const, x: [steps[0], steps[last]], y: [limit[k], limit[k]] },
        ]),
      },
      {
        kind: "curves",
        id: "p4-error",
        title: "Where score errors break the guarantee, N(±1, 1), w = 1",
        caption: `Exact law of ddpm with ${ERRING_STEPS} steps under smooth errors of both scores, one line for each error. Above 2, the unguided value, guidance has not helped.`,
        x: { label: "ε (root mean square error of the scores)", scale: "linear" },
        y: { label: "E[1/p(c|Y)] (1 is certainty)", scale: "log" },
        series: [
          ...erred.slice(0, 4).map((row, k) => ({ name: `error ${seeds[k]}`, mark: "line" as const, x: sizes, y: row })),
          { name: "unguided, exact", mark: "line", x: [sizes[0], sizes[sizes.length - 1]], y: [2, 2] },
        ],
      },
    ],
  };
}

function erring(size: number, seed: number): object {
  return { kind: "smooth", size, placed: "uniform", seed, on: "both" };
}

function limitOf(w: number): number {
  const { run } = continuousInstance({ ...TWO, w });
  const { mean } = reciprocalAlongSde(run.field(), run.pair, run.weight, run.start, { cells: 80, tolerance: 1e-6 });
  return mean[mean.length - 1];
}

/** Where a row passes 2 first, straight in between; 0 where it does not. */
function crossing(sizes: readonly number[], row: readonly number[]): number {
  const at = row.findIndex((value) => value > 2);
  if (at <= 0) return 0;
  return sizes[at - 1] + ((sizes[at] - sizes[at - 1]) * (2 - row[at - 1])) / (row[at] - row[at - 1]);
}
