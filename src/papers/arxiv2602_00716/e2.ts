import { trajectories } from "../../continuous/trajectories.ts";
import { normal } from "../../random/normal.ts";
import { stream } from "../../random/stream.ts";
import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { continuousExperimentOf, continuousInstance } from "../continuousInstance.ts";
import { holdsWithin, listOf } from "../judge.ts";

/** Variance of each class; the centres are N(0, I). */
const WIDTH = 0.25;
/** K = e^{αd} classes. */
const ALPHA = 0.5;
const W = 1;
const DIMENSIONS: Readonly<Record<Depth, { readonly many: readonly number[]; readonly few: readonly number[] }>> = {
  quick: { many: [4, 8, 10], few: [4, 8, 16] },
  full: { many: [4, 6, 8, 10, 12, 14], few: [4, 8, 16, 32, 64] },
};
const DRAWS: Readonly<Record<Depth, number>> = { quick: 6, full: 12 };
const SAMPLES: Readonly<Record<Depth, number>> = { quick: 40, full: 100 };

const MANY = "K = e^{d/2} classes: variance of guided samples over the class's, by d";
const FEW = "K = d classes: the same";
const PLAIN = "w = 0: the same, mean over all (1 by definition)";

export const e2: Claim = {
  id: "E2",
  paper: "2602.00716",
  title: "Distortion stays with exponentially many classes, and vanishes with few",
  statement:
    "In high dimension guidance distorts the class (its variance shrinks) when the number of classes is exponential in the dimension; with sub-exponentially many the distortion vanishes as the dimension grows.",
  formula: "trace Cov(Y^w)/(d λ) for classes N(m_k, λ I), m_k ~ N(0, I), k = 1 … K",
  tex: String.raw`$\frac{\mathrm{trace}\,\mathrm{Cov}(Y^w)}{d\,\lambda}$ for classes $N(m_k,\lambda I)$, $m_k\sim N(0,I)$, $k=1,\dots,K$`,
  source: "High-dimensional analysis (settings of the simulation unknown)",
  tolerance: 0.08,
  experiments: [4, 8].map((d) =>
    continuousExperimentOf({ world: world(d, classes(d), 0), target: "target", w: W }, `d = ${d}, K = ${classes(d)}`),
  ),
  compute,
  judge: (measured, tolerance) => {
    const [many, few] = [listOf(measured, MANY), listOf(measured, FEW)];
    const [lost, kept] = [1 - many[many.length - 1], 1 - few[few.length - 1]];
    const parts = [
      kept < 1 - few[0] ? "" : "with few classes the distortion does not fall as d grows",
      lost > 2 * kept ? "" : "with exponentially many classes the distortion is not the larger one",
    ];
    return holdsWithin(measured, tolerance, parts.find((part) => part !== "") ?? "");
  },
};

function compute(depth: Depth, progress: Progress): Measured {
  const { many, few } = DIMENSIONS[depth];
  const all = [...many.map((d) => [d, classes(d)] as const), ...few.map((d) => [d, d] as const)];
  const found = all.map(([d, count], k) => {
    progress(k / all.length);
    const rows = Array.from({ length: DRAWS[depth] }, (_, draw) => ({
      guided: ratio(d, count, W, draw, depth),
      plain: ratio(d, count, 0, draw, depth),
    }));
    const guided = rows.map((row) => row.guided);
    return { ...meanAndHalf(guided), plain: rows.reduce((sum, row) => sum + row.plain, 0) / rows.length };
  });
  const [ofMany, ofFew] = [found.slice(0, many.length), found.slice(many.length)];
  const values = (rows: typeof found): number[] => rows.map(({ mean }) => mean);
  return {
    computed: {
      "dimensions, exponentially many classes": many,
      [MANY]: values(ofMany),
      "half widths of their 95 % intervals": ofMany.map(({ half }) => half),
      "dimensions, K = d": few,
      [FEW]: values(ofFew),
      "half widths of these": ofFew.map(({ half }) => half),
      [PLAIN]: found.reduce((sum, { plain }) => sum + plain, 0) / found.length,
      "what one Gaussian in place of the data would give, (λ/(1 + λ))^w": (WIDTH / (1 + WIDTH)) ** W,
    },
    expected: { [PLAIN]: 1 },
    method: `Monte Carlo (${DRAWS[depth]} draws of the centres, ${SAMPLES[depth]} paths of the flow each, exact scores; 95 % over draws)`,
    hypotheses: [
      { text: `classes N(m, ${WIDTH} I) with centres N(0, I), equal weights, w = ${W}: ours`, met: true },
      {
        text: `dimensions up to ${many[many.length - 1]} and ${few[few.length - 1]}: finite, so that "vanishes" is seen as a fall`,
        met: true,
      },
    ],
    figures: [
      {
        kind: "curves",
        id: "e2-classes",
        title: "Variance kept under guidance against dimension",
        caption: `Classes N(m, ${WIDTH} I), centres N(0, I), w = ${W}; mean over ${DRAWS[depth]} draws of the centres. Ends of the 95 % intervals as small points.`,
        x: { label: "d (dimension)", scale: "log" },
        y: { label: "variance of samples / variance of the class", scale: "linear" },
        series: [
          { name: "K = e^{d/2} classes", mark: "line", x: many, y: values(ofMany) },
          { name: "K = d classes", mark: "line", x: few, y: values(ofFew) },
          ...(
            [
              ["95 %, K = e^{d/2}", many, ofMany],
              ["95 %, K = d", few, ofFew],
            ] as const
          ).map(([name, x, rows]) => ({
            name,
            mark: "points" as const,
            x: [...x, ...x],
            y: [...rows.map(({ mean, half }) => mean - half), ...rows.map(({ mean, half }) => mean + half)],
          })),
        ],
      },
    ],
  };
}

function classes(d: number): number {
  return Math.round(Math.exp(ALPHA * d));
}

/** One class and all others, centres from a stream of their own. */
function world(d: number, count: number, draw: number): object {
  const rng = stream(0, "e2 centres", d, count, draw);
  const component = () => ({ weight: 1, mean: Array.from({ length: d }, () => normal(rng)), covariance: WIDTH });
  return {
    kind: "gaussian-mixture",
    dimension: d,
    classes: {
      target: { weight: 1, components: [component()] },
      others: { weight: count - 1, components: Array.from({ length: count - 1 }, component) },
    },
  };
}

/** trace Cov/(d λ) of paths from independent noise. */
function ratio(d: number, count: number, w: number, draw: number, depth: Depth): number {
  const { run } = continuousInstance({ world: world(d, count, draw), target: "target", w });
  const n = SAMPLES[depth];
  const rng = stream(0, "e2 noise", d, count, draw);
  const noise = Float64Array.from({ length: n * d }, () => run.start.sd * normal(rng));
  const { points } = trajectories(run.field(), run.start, noise, Float64Array.of(run.start.theta, 0), { tolerance: 1e-5 });
  const ends = points.subarray(n * d);
  let total = 0;
  for (let k = 0; k < d; k++) {
    let [sum, squares] = [0, 0];
    for (let i = 0; i < n; i++) sum += ends[i * d + k];
    for (let i = 0; i < n; i++) squares += (ends[i * d + k] - sum / n) ** 2;
    total += squares / (n - 1);
  }
  return total / (d * WIDTH);
}

function meanAndHalf(values: readonly number[]): { readonly mean: number; readonly half: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, half: 1.96 * Math.sqrt(variance / values.length) };
}
