import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { continuousExperimentOf } from "../continuousInstance.ts";
import { holdsWithin, listOf } from "../judge.ts";
import { confidenceOf, fineNearData, three } from "../lineConfidence.ts";
import { SHARED, type Spec } from "./worlds.ts";

const WORLDS: Readonly<Record<string, Spec>> = {
  "N(±1, 1)": SHARED["N(±1, 1)"],
  "middle of three, sd 1": SHARED["centres −1, 0.25, 2: middle"],
  "middle of three, sd ½": { world: three([-1, 0.25, 2], [0.5, 0.5, 0.5]), target: "middle" },
};
const KINDS = ["ddim", "ddpm"] as const;
const STEPS: Readonly<Record<Depth, readonly number[]>> = { quick: [2, 4, 8, 16], full: [2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64] };
/** G1 is asked for up to each of these weights. */
const WEIGHTS: Readonly<Record<Depth, readonly number[]>> = { quick: [0, 0.5, 2], full: [0, 0.25, 0.5, 1, 2, 4] };

const KEPT = "worlds and samplers in which the confidence does not rise with w at the largest number of steps";
const LEAST = (kind: string): string => `${kind}: least N from which E[p(c|Y)] rises with w at every N tried, by world`;
const APART = "largest |confidence at the largest N − that at half of it|";

export const g3: Claim = {
  id: "G3",
  paper: "2403.01639",
  title: "DDPM and DDIM keep the rise of confidence with enough steps",
  statement:
    "The discretised samplers DDPM and DDIM raise the class confidence with w as the continuous ones do, provided that they take enough steps; with too few, guidance overshoots and lowers it.",
  formula: "w ↦ E_N[p(c|Y^w)] under exact N-step laws",
  tex: String.raw`$w\mapsto E_N[p(c|Y^w)]$ under exact $N$-step laws`,
  source: "Results on discretised samplers (parameters and steps unknown)",
  tolerance: 0.1,
  experiments: Object.entries(WORLDS).flatMap(([name, spec]) =>
    KINDS.map((kind) => continuousExperimentOf({ ...spec, w: 2, sampler: { kind, grid: fineNearData(16) } }, `${name}, ${kind}`)),
  ),
  compute,
  judge: (measured, tolerance) => {
    const needed = KINDS.flatMap((kind) => listOf(measured, LEAST(kind))).some((steps) => steps > 2);
    return holdsWithin(measured, tolerance, needed ? "" : "two steps are enough everywhere: nothing was tested");
  },
};

function compute(depth: Depth, progress: Progress): Measured {
  const [steps, weights] = [STEPS[depth], WEIGHTS[depth]];
  const names = Object.keys(WORLDS);
  const rows = KINDS.flatMap((kind, j) =>
    names.map((name, k) => ({
      kind,
      name,
      byN: steps.map((n, i) => {
        progress((j + (k + i / steps.length) / names.length) / KINDS.length);
        return weights.map((w) => confidenceOf({ ...WORLDS[name], w, sampler: { kind, grid: fineNearData(n) } }).mean);
      }),
    })),
  );
  const rises = (row: readonly number[]): boolean => row.every((value, k) => k === 0 || value > row[k - 1]);
  const last = steps.length - 1;
  const half = steps.indexOf(steps[last] / 2);
  const broken = rows.filter(({ byN }) => !rises(byN[last]));
  return {
    computed: {
      "numbers of steps N": steps,
      "the weights": weights,
      ...Object.fromEntries(
        KINDS.map((kind) => [
          LEAST(kind),
          rows.filter((row) => row.kind === kind).map(({ byN }) => steps[byN.findLastIndex((row) => !rises(row)) + 1] ?? 0),
        ]),
      ),
      [KEPT]: broken.length,
      [APART]: Math.max(...rows.flatMap(({ byN }) => byN[last].map((value, k) => Math.abs(value - byN[half][k])))),
      ...Object.fromEntries(
        rows.map(({ kind, name, byN }) => [
          `${name}, ${kind}: E[p(c|Y)] at the largest weight less that at w = 0, by N`,
          byN.map((row) => row[row.length - 1] - row[0]),
        ]),
      ),
    },
    expected: { [KEPT]: 0, [APART]: 0 },
    method: "exact N-step laws: maps of the line (ddim), composed kernels (ddpm)",
    hypotheses: [
      { text: "components of one covariance", met: true },
      { text: `enough steps (here at most ${steps[last]}); steps t = (1 − n/N)³, worlds and weights are ours`, met: broken.length === 0 },
    ],
    figures: [
      {
        kind: "curves",
        id: "g3-steps",
        title: "What guidance gains in confidence against the number of steps",
        caption: `E[p(c|Y)] at w = ${weights[weights.length - 1]} less that at w = 0, exact N-step laws. Below 0 guidance has lowered the confidence.`,
        x: { label: "N (steps)", scale: "log" },
        y: { label: "gain of E[p(c|Y)] by guidance", scale: "linear" },
        series: rows.map(({ kind, name, byN }) => ({
          name: `${kind}: ${name}`,
          mark: kind === "ddim" ? ("line" as const) : ("points" as const),
          x: steps,
          y: byN.map((row) => row[row.length - 1] - row[0]),
        })),
      },
    ],
  };
}
