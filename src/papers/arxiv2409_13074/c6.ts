import { worldLaw } from "../../continuous/line/worldLaw.ts";
import { logConfidences } from "../../measures/cloudConfidence.ts";
import { largestMonotoneWeight, type MonotoneWeight, pullback } from "../../measures/trajectoryFan.ts";
import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { continuousExperimentOf, continuousInstance } from "../continuousInstance.ts";
import { holdsOnlyIf, listOf } from "../judge.ts";
import { lineFan } from "./fans.ts";
import { gaussians, intervals, TARGET } from "./worlds.ts";

/** Worlds whose mixture has variance 1, as images often are brought to; and each in other units. Ours. */
const WORLDS: Readonly<Record<string, (scale: number) => object>> = {
  "intervals that do not meet": (s) => intervals(0.4804 * s, 1.4412 * s),
  "intervals that overlap": (s) => intervals(-0.6547 * s, 1.964 * s),
  "Gaussians, sd half the distance": (s) => gaussians(Math.SQRT2 * s, Math.SQRT1_2 * s),
  "Gaussians, sd a quarter of it": (s) => gaussians(1.7889 * s, 0.4472 * s),
};
const SCALES = [0.5, 1, 2];
const PATHS: Readonly<Record<Depth, number>> = { quick: 16, full: 100 };
const TIMES = 30;
/** Largest w tried, and the pullback up to which a mean counts as monotone, in the units of the data. */
const [LARGEST, ALLOWANCE] = [32, 1e-3];
const ACCURACY: Readonly<Record<Depth, number>> = { quick: 0.1, full: 0.02 };
/** Units in which the law is compared: its distance from the class must not depend on them. */
const COMPARED = 2;

const AT = "pullback of the mean trajectory at the prescribed w (scale 1)";
const PRESCRIBED = "prescribed w in units ½, 1, 2 (0: monotone for every w tried, up to 32)";
const CONFIDENCE = "E[p(c|x)] at w = 0, at the prescribed w, at 32 (scale 1)";
const DISTANCE = "W₁(law, p_c) over the class's sd at the prescribed w (scale 1)";
const SAME = "W₁(law, p_c) over the class's sd at w = 2, units ½, 1, 2";
const NINETY = "w that gives 90 % of the confidence to be gained (scale 1; 0: there is nothing to gain)";
const named = (measure: string, world: string): string => `${world}: ${measure}`;

export const c6: Claim = {
  id: "C6",
  paper: "2409.13074",
  title: "The largest w with a monotone mean trajectory, as a prescription",
  statement:
    "Pullback of the mean trajectory along the class axis marks too much guidance. The weight to use is the largest one for which the mean projected trajectory is monotone.",
  formula: "w* = max{w : mean over the noise of ⟨x_s, axis⟩ does not fall as s goes from T to 0}",
  tex: String.raw`$w^*$ is the largest $w$ for which the mean over the noise of $\langle x_s,\text{axis}\rangle$ does not fall as $s$ goes from $T$ to $0$`,
  source: "Practical prescription",
  tolerance: 0.02,
  experiments: Object.entries(WORLDS).flatMap(([name, world]) =>
    [1, 2].map((scale) => continuousExperimentOf({ world: world(scale), target: TARGET, w: 2 }, `${name}, in units ${scale}`)),
  ),
  compute,
  judge: (measured, tolerance) => {
    const names = Object.keys(WORLDS);
    const unlike = names.filter((name) => {
      const found = listOf(measured, named(PRESCRIBED, name)).map((w) => w || LARGEST);
      return Math.max(...found) > 1.2 * Math.min(...found);
    });
    const [low, , high] = listOf(measured, named(PRESCRIBED, names[0]));
    const condition = `the units of the data are fixed: the same problem in units of ½ and of 2 has the same law, the same confidence and the same distance from its class, and prescribed w of ${low.toFixed(2)} and ${high.toFixed(2)} (${names[0]}); for Gaussians as wide as the noise the mean is monotone at every w tried (up to ${LARGEST}) and nothing is prescribed`;
    return holdsOnlyIf(measured, tolerance, unlike.length > 0, condition);
  },
};

function compute(depth: Depth, progress: Progress): Measured {
  const n = PATHS[depth];
  const computed: Record<string, number | readonly number[]> = {};
  const expected: Record<string, number | readonly number[]> = {};
  const found = Object.entries(WORLDS).map(([name, world], i, all) => {
    const prescribed = SCALES.map((scale, k) => {
      progress((i + k / 3) / all.length);
      return prescription(world(scale), n, { accuracy: ACCURACY[depth], high: LARGEST, allowance: ALLOWANCE * scale });
    });
    const [, own] = prescribed;
    const w = own.status === "all" ? LARGEST : own.w;
    const states = [0, w, LARGEST].map((weight) => state(world(1), weight, n));
    const same = SCALES.map((scale) => state(world(scale), COMPARED, n).distance);
    computed[named(AT, name)] = own.pullbackAtW;
    expected[named(AT, name)] = 0;
    computed[named(PRESCRIBED, name)] = prescribed.map((it) => (it.status === "all" ? 0 : it.w));
    computed[named(CONFIDENCE, name)] = states.map(({ confidence }) => confidence);
    computed[named(DISTANCE, name)] = states[1].distance;
    computed[named(SAME, name)] = same;
    expected[named(SAME, name)] = same.map(() => same[1]);
    computed[named(NINETY, name)] = ninety(world(1), states[0].confidence, n);
    return { name, prescribed };
  });
  const worst = Object.keys(WORLDS)[0];
  const grid = Array.from({ length: 13 }, (_, k) => k / 2);
  const drawn = Object.entries(WORLDS).map(([name, world]) => ({
    name,
    falls: grid.map((w) => pullback(lineFan(continuousInstance({ world: world(1), target: TARGET, w }).run, n, TIMES).mean)),
  }));
  return {
    computed,
    expected,
    method: `trajectories from ${n} even shares of the noise; bisection in w to ${ACCURACY[depth]}`,
    hypotheses: [
      { text: "the class mean differs from the mean: there is an axis", met: true },
      {
        text: `a weight up to ${LARGEST} at which the mean is not monotone`,
        met: found.every(({ prescribed }) => prescribed[1].status === "found"),
      },
      { text: "the answer does not depend on the units of the data", met: found.every(({ prescribed }) => alike(prescribed)) },
    ],
    counterExample: {
      text: `${worst}: in units of ½, 1 and 2 the law is the same but for the units, and the prescribed weights are ${found[0].prescribed.map(({ w }) => w.toFixed(2)).join(", ")}.`,
      experiment: continuousExperimentOf({ world: WORLDS[worst](2), target: TARGET, w: 2 }, `${worst}, in units of 2`),
    },
    figures: [
      {
        kind: "curves",
        id: "c6-pullback",
        title: "Pullback of the mean trajectory against w",
        caption:
          "Largest later fall of the mean projected trajectory (variance preserving), mixtures of variance 1. The prescription is the last w at 0.",
        x: { label: "w (−1 unconditional, 0 conditional)", scale: "linear" },
        y: { label: "pullback of the mean", scale: "linear" },
        series: drawn.map(({ name, falls }) => ({ name, mark: "line" as const, x: grid, y: falls })),
      },
      {
        kind: "categories",
        id: "c6-units",
        title: "Prescribed w in three units",
        caption: `The same worlds with all lengths times ½, 1 and 2. The law is the same but for the units; the prescription is not. ${LARGEST} means that the mean is monotone for every w tried.`,
        layout: "horizontal",
        categoryLabel: "world",
        valueLabel: "prescribed w",
        categories: found.map(({ name }) => name),
        series: SCALES.map((scale, k) => ({
          name: `units × ${scale}`,
          values: found.map(({ prescribed }) => (prescribed[k].status === "all" ? LARGEST : prescribed[k].w)),
        })),
      },
    ],
  };
}

interface Search {
  readonly accuracy: number;
  readonly high: number;
  /** Pullback up to which a mean counts as monotone. */
  readonly allowance: number;
}

/** w* by bisection. */
export function prescription(world: object, n: number, { accuracy, high, allowance }: Search): MonotoneWeight {
  const meanAt = (w: number): readonly number[] => lineFan(continuousInstance({ world, target: TARGET, w }).run, n, TIMES).mean;
  return largestMonotoneWeight(meanAt, { low: 0, high, tolerance: accuracy, allowance });
}

const alike = (prescribed: readonly MonotoneWeight[]): boolean =>
  prescribed.every(({ w }) => Math.abs(w - prescribed[1].w) < 0.2 * prescribed[1].w);

interface State {
  /** E[p(c|x)]. */
  readonly confidence: number;
  /** W₁(law, p_c) over the sd of p_c: shares of the noise end in the law's quantiles. */
  readonly distance: number;
}

const BESIDE = 1e-9;

function state(world: object, w: number, n: number): State {
  const { run } = continuousInstance({ world, target: TARGET, w });
  const { ends } = lineFan(run, n, 4);
  const own = worldLaw(run.pair.conditional);
  const { low, high } = run.pair.conditional.extent;
  // Rounding puts ends on the far edge beside it.
  const inside = run.pair.conditional.compact ? ends.map((x) => Math.min(high[0] - BESIDE, Math.max(low[0] + BESIDE, x))) : ends;
  const log = logConfidences(run.pair, Float64Array.from(inside));
  return {
    confidence: log.reduce((sum, value) => sum + Math.exp(value), 0) / n,
    distance: ends.reduce((sum, x, i) => sum + Math.abs(x - own.quantile((i + 0.5) / n)), 0) / n / Math.sqrt(own.variance),
  };
}

/** The w at which E[p(c|x)] has come 90 % of the way from that at w = 0 to 1, by bisection. */
function ninety(world: object, before: number, n: number): number {
  if (1 - before < 1e-9) return 0;
  let [low, high] = [0, LARGEST];
  for (let k = 0; k < 7; k++) {
    const between = 0.5 * (low + high);
    if (1 - state(world, between, n).confidence > 0.1 * (1 - before)) low = between;
    else high = between;
  }
  return 0.5 * (low + high);
}
