import { normalQuantile } from "../../numerics/normalCdf.ts";
import { logNormalCdf } from "../../numerics/normalTail.ts";
import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { continuousExperimentOf, continuousInstance, lineInstance } from "../continuousInstance.ts";
import { holdsWithin, listOf, numberOf } from "../judge.ts";
import { noiseQuantile } from "./noiseQuantile.ts";
import { APART, intervals, TARGET, W_AXIS } from "./worlds.ts";

/** [α1, α2]: ours; the paper's are not known. */
const WORLDS: Readonly<Record<string, readonly [number, number]>> = {
  "[½, 3/2]": [0.5, 1.5],
  "[0.1, 2]": [0.1, 2],
  "[2, 3]": [2, 3],
};
/** With density twice as high on the near half: ours. */
const UNEVEN = "[½, 3/2], density 4/3 and 2/3";
const UNEVEN_WORLD = uneven();
const WEIGHTS: Readonly<Record<Depth, readonly number[]>> = {
  quick: [3, 7, 15, 31, 63],
  full: [3, 5, 7, 11, 15, 23, 31, 47, 63, 95, 127],
};
/** The constants in α2(1 − C/√ln w): ours. */
const CONSTANTS = [0.05, 0.1, 0.25];
/** The weights at which the exponential distance to the edge is read. */
const SHARP = [7, 15, 23, 31];
/** Where the second method is asked for P(x < y), w = 3: shares of the way from α1 to α2. */
const CHECKED = [0.5, 0.8, 0.9];

const CDF = "w = 3: P(x < y) at ½, 0.8, 0.9 of [½, 3/2], by the flow run backwards";
const RATES = "−ln P(x < α2(1 − C/√ln w))/w, least over w and C";
const FIRST = "the same for C = 0.1, against w";
const RISE = "least growth of that rate from the smallest w to the largest, over C";
const EDGE = "(α2 − median)/(α2 − α1), w = 7, 15, 23, 31";
const EDGE_RATE = "−ln of it, over w";
const SDE = "the stochastic equation instead: P(x < α2(1 − 0.1/√ln w)) at w = 15";
const named = (measure: string, world: string): string => `${world}: ${measure}`;

export const c2: Claim = {
  id: "C2",
  paper: "2409.13074",
  title: "Compact support: samples move to the far edge",
  statement:
    "For two classes whose supports are [α1, α2], α1 > 0, and its mirror image, the guided flow ends in [α2(1 − O(1/√ln w)), α2] with probability 1 − e^{−Ω(w)}.",
  formula: "P(x < y) = Φ(ξ(y)), ξ(y) by the flow run backwards from y;  rate −ln P(x < α2(1 − C/√ln w))/w, which must not fall to 0",
  tex: String.raw`$P(x<y)=\Phi(\xi(y))$, $\xi(y)$ by the flow run backwards from $y$; rate $-\frac{\ln P\left(x<\alpha_2(1-C/\sqrt{\ln w})\right)}{w}$, which must not fall to $0$`,
  source: "Section on mixtures of compactly supported distributions, main theorem",
  tolerance: 1e-6,
  experiments: [3, 15, 31].map((w) => continuousExperimentOf({ world: APART, target: TARGET, w }, `[½, 3/2] and mirror image, w = ${w}`)),
  compute,
  judge: (measured, tolerance) => {
    const worlds = [...Object.keys(WORLDS), UNEVEN];
    const bounded = worlds.every((name) => numberOf(measured, named(RATES, name)) > 0.01);
    const rises = worlds.every((name) => listOf(measured, named(RISE, name)).every((ratio) => ratio > 1));
    return holdsWithin(measured, tolerance, bounded && rises ? "" : "the rate falls towards 0 as w grows");
  },
};

function compute(depth: Depth, progress: Progress): Measured {
  const weights = WEIGHTS[depth];
  const computed: Record<string, number | readonly number[]> = {};
  const worlds = [
    ...Object.entries(WORLDS).map(([name, [near, far]]) => ({ name, near, far, world: intervals(near, far) })),
    { name: UNEVEN, near: 0.5, far: 1.5, world: UNEVEN_WORLD },
  ];
  const curves = worlds.map(({ name, far, world }, k) => {
    const rate = (w: number, constant: number): number => -logBelow(world, w, nearEdge(far, w, constant)) / w;
    const rates = CONSTANTS.map((constant) => weights.map((w) => rate(w, constant)));
    computed[named(RATES, name)] = Math.min(...rates.flat());
    computed[named(RISE, name)] = Math.min(...rates.map((list) => list[list.length - 1] / list[0]));
    computed[named(FIRST, name)] = rates[1];
    progress((0.7 * (k + 1)) / worlds.length);
    return { name, rates };
  });
  const edge = SHARP.map((w) => medianGap(w));
  const { law } = lineInstance({ world: APART, target: TARGET, w: 3 });
  const at = CHECKED.map((share) => 0.5 + share);
  const sde =
    depth === "full"
      ? lineInstance({ world: APART, target: TARGET, w: 15, sampler: { kind: "sde" } }).law.cdf(nearEdge(1.5, 15, 0.1))
      : null;
  return {
    computed: {
      ...computed,
      [CDF]: at.map((y) => Math.exp(logBelow(APART, 3, y))),
      [named(EDGE, "[½, 3/2]")]: edge,
      [named(EDGE_RATE, "[½, 3/2]")]: edge.map((gap, i) => -Math.log(gap) / SHARP[i]),
      "the weights of the rates": weights,
      ...(sde === null ? {} : { [SDE]: sde }),
    },
    expected: { [CDF]: at.map(law.cdf) },
    method: "quadrature: the flow run backwards from y; the law by transport of quantiles",
    hypotheses: [
      { text: "two classes of weight ½, mirror images", met: worlds.every(({ world }) => prior(world) === 0.5) },
      { text: "α1 > 0: the supports do not meet", met: worlds.every(({ near }) => near > 0) },
      { text: "the probability flow with exact scores, run to noise 0", met: true },
    ],
    figures: [
      {
        kind: "curves",
        id: "c2-rate",
        title: "How fast the probability of staying away from the far edge falls",
        caption:
          "−ln P(x < α2(1 − C/√ln w))/w for C = 0.1. The claim needs it bounded below; it grows, and faster than w itself: the probability is below e^{−Ω(w²)}, smaller than claimed.",
        x: { ...W_AXIS, scale: "log" },
        y: { label: "−ln P / w", scale: "log" },
        series: curves.map(({ name, rates }) => ({ name, mark: "line" as const, x: weights, y: rates[1] })),
      },
      {
        kind: "curves",
        id: "c2-edge",
        title: "Distance of the samples from the far edge",
        caption:
          "Quantiles of (α2 − x)/(α2 − α1) under the flow's law, [½, 3/2]: the distance falls exponentially in w. The claim's C/√ln w is drawn for C = 0.1.",
        x: W_AXIS,
        y: { label: "(α2 − x)/(α2 − α1)", scale: "log" },
        series: [
          ...[0.05, 0.5, 0.95].map((share) => ({
            name: `${Math.round(100 * (1 - share))} % of samples are nearer`,
            mark: "line" as const,
            x: GRID,
            y: GRID.map((w) => gapAt(w, share)),
          })),
          {
            name: "0.1 α2/√ln w",
            mark: "line",
            x: GRID.filter((w) => w > 1),
            y: GRID.filter((w) => w > 1).map((w) => 0.15 / Math.sqrt(Math.log(w))),
          },
        ],
      },
    ],
  };
}

const GRID = [0, 1, 2, 3, 5, 7, 11, 15, 23, 31];

/** α2(1 − C/√ln w). */
const nearEdge = (far: number, w: number, constant: number): number => far * (1 - constant / Math.sqrt(Math.log(w)));

function noiseTo(world: object, w: number, y: number): number {
  const { run } = continuousInstance({ world, target: TARGET, w });
  return noiseQuantile(run.field(), run.start, y, [...run.pair.conditional.breaks[0], ...run.pair.unconditional.breaks[0]]);
}

const logBelow = (world: object, w: number, y: number): number => logNormalCdf(noiseTo(world, w, y));

const medianGap = (w: number): number => gapAt(w, 0.5);

/** Distance from the edge 3/2 of [½, 3/2], below which all but `share` of the law is: secants in its logarithm, in which ξ is nearly straight. */
function gapAt(w: number, share: number): number {
  const target = normalQuantile(share);
  const miss = (log: number): number => noiseTo(APART, w, 1.5 - Math.exp(log)) - target;
  let [before, at] = [Math.log(0.5), Math.log(0.4)];
  let [missed, misses] = [miss(before), miss(at)];
  for (let k = 0; k < 12 && Math.abs(misses) > 1e-7; k++) {
    const next = Math.min(-1e-9, at - (misses * (at - before)) / (misses - missed));
    [before, missed] = [at, misses];
    [at, misses] = [next, miss(next)];
  }
  return Math.exp(at);
}

function prior(world: object): number | null {
  return continuousInstance({ world, target: TARGET, w: 0 }).run.pair.targetWeight;
}

function uneven(): object {
  const halves = (sign: number) =>
    [
      [0.5, 1, 2],
      [1, 1.5, 1],
    ].map(([near, far, weight]) => ({ weight, low: [Math.min(sign * near, sign * far)], high: [Math.max(sign * near, sign * far)] }));
  return {
    kind: "box-mixture",
    dimension: 1,
    classes: { left: { weight: 0.5, boxes: halves(-1) }, right: { weight: 0.5, boxes: halves(1) } },
  };
}
