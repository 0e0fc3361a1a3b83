import { worldLaw } from "../../continuous/line/worldLaw.ts";
import { mapOf } from "../../continuous/sampling/kernels.ts";
import { movesOf } from "../../continuous/sampling/sampler.ts";
import { lineExpectation } from "../../measures/line/lineExpectation.ts";
import { linePosterior } from "../../measures/line/linePosterior.ts";
import { largestMonotoneWeight } from "../../measures/trajectoryFan.ts";
import { normalQuantile } from "../../numerics/normalCdf.ts";
import { normal } from "../../random/normal.ts";
import { stream } from "../../random/stream.ts";
import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { continuousExperimentOf, continuousInstance } from "../continuousInstance.ts";
import { holdsOnlyIf, listOf, numberOf } from "../judge.ts";
import { prescription } from "./c6.ts";
import { shares } from "./fans.ts";
import { gaussians, TARGET } from "./worlds.ts";

const DIMENSIONS: Readonly<Record<Depth, readonly number[]>> = { quick: [1, 4, 16], full: [1, 2, 4, 8, 16, 32, 64] };
const PATHS: Readonly<Record<Depth, number>> = { quick: 10, full: 64 };
const ACCURACY: Readonly<Record<Depth, number>> = { quick: 0.05, full: 0.02 };
const LARGEST = 64;
/** Pullback of the projected mean up to which it counts as monotone, as a share of ‖class mean‖; and others, to see what hangs on it. */
const ALLOWANCE = 5e-3;
const ALLOWANCES = [2.5e-3, 1e-2];
/** The dimension in which paths in d dimensions are compared with the line. */
const CHECKED = 16;
const STRENGTH = 3;

/** What d dimensions are made of: ours. */
const FAMILIES: Readonly<Record<string, (d: number) => object>> = {
  "boxes [½, 3/2]^d": (d) => boxes(d, 0.5, 1.5),
  "boxes [−½, 3/2]^d": (d) => boxes(d, -0.5, 1.5),
  "Gaussians, distance 2√d": (d) => gaussiansIn(d, 1),
  "Gaussians, distance 2": (d) => gaussiansIn(d, 1 / Math.sqrt(d)),
};
const FIXED = "Gaussians, distance 2";

const BEST = "prescribed w against d";
const EXPONENT = "growth of ln w on ln d over the last factor of 4 in d";
const SHIFT = `shift of the mean per coordinate, w = ${STRENGTH} against w = 0`;
const CHECK = `prescribed w in ${CHECKED} dimensions, distance 2 and 8, over that of the same Gaussians on the line`;
const SAME = `${FIXED}: prescribed w over that of d = 1, by d`;
const VARIED = `growth of ln w on ln d from d = 4 to 16 with the allowance ${ALLOWANCES.join(", ")} in place of ${ALLOWANCE}, and with twice the noise points`;
const CERTAIN = "Gaussians, distance 2√d: E[p(c|x)] of the class itself, w = 0, by d";
const named = (measure: string, family: string): string => `${family}: ${measure}`;

export const c9: Claim = {
  id: "C9",
  paper: "2409.13074",
  title: "How the best w moves with the dimension",
  statement:
    "The paper leaves open how the best weight depends on the dimension. With the prescribed weight of C6 as the best one, in units that do not change with d, it grows with d.",
  formula: "w*(d), d = 1 … 64, of classes that are boxes or Gaussians of covariance ¼ I;  axis 1/√d (1, …, 1)",
  tex: String.raw`$w^*(d),\ d=1,\dots,64$, of classes that are boxes or Gaussians of covariance $\tfrac14I$; axis $\tfrac{1}{\sqrt d}(1,\dots,1)$`,
  source: "Open questions",
  // Two weights of at least 1, each bisected to 0.05, have a ratio that is off by 0.1 at most.
  tolerance: 0.1,
  experiments: Object.entries(FAMILIES).map(([name, world]) =>
    continuousExperimentOf({ world: world(4), target: TARGET, w: STRENGTH, sampler: { kind: "heun", steps: 100 } }, `${name}, d = 4`),
  ),
  compute,
  judge: (measured, tolerance) => {
    const growing = Object.keys(FAMILIES).filter((name) => name !== FIXED);
    const exponents = growing.map((name) => numberOf(measured, named(EXPONENT, name)));
    // A ratio off by the tolerance over a factor of 4 in d.
    const error = Math.log1p(tolerance) / Math.log(4);
    const varied = growing.flatMap((name) => listOf(measured, named(VARIED, name)));
    const grows = [...exponents, ...varied].every((exponent) => exponent > error);
    const stays = listOf(measured, SAME).every((ratio) => Math.abs(ratio - 1) <= tolerance);
    const shown = exponents.map((exponent) => exponent.toFixed(2)).join(", d^");
    const condition = `the distance of the class means grows with d, and the best w is the prescribed one: for distances as √d it grows as d^${shown} (${growing.join("; ")}), at a fixed distance it does not depend on d at all; where confidence is what one wants, w = 0 has it all in high dimension`;
    return holdsOnlyIf(measured, tolerance, stays, condition, grows ? "" : "the prescribed w does not grow with d");
  },
};

function compute(depth: Depth, progress: Progress): Measured {
  const dimensions = DIMENSIONS[depth];
  const computed: Record<string, number | readonly number[]> = {};
  const names = Object.keys(FAMILIES);
  const found = Object.entries(FAMILIES).map(([name, world], i) => {
    const members = dimensions.map((d) => memberOf(world(d), d, PATHS[depth]));
    const best = members.map((member, k) => {
      progress((i + k / dimensions.length) / names.length);
      return bestWeight(member, ACCURACY[depth]);
    });
    const shift = members.map((member) => (last(meanPath(member, STRENGTH)) - last(meanPath(member, 0))) / Math.sqrt(member.d));
    computed[named(BEST, name)] = best;
    computed[named(EXPONENT, name)] = growth(best[dimensions.indexOf(last(dimensions) / 4)], last(best));
    if (name !== FIXED) {
      const [few, many] = [1, 2].map((times) => [4, 16].map((d) => memberOf(world(d), d, times * PATHS[depth])));
      const grown = (ends: readonly Member[], allowance: number): number => {
        const [four, sixteen] = ends.map((member) => bestWeight(member, ACCURACY[depth], allowance));
        return growth(four, sixteen);
      };
      computed[named(VARIED, name)] = [...ALLOWANCES.map((allowance) => grown(few, allowance)), grown(many, ALLOWANCE)];
    }
    computed[named(SHIFT, name)] = shift;
    return { name, best, shift };
  });
  const line = [2, 2 * Math.sqrt(CHECKED)].map(
    (distance) =>
      prescription(gaussians(distance, 0.5), 2 * PATHS[depth], {
        accuracy: ACCURACY[depth],
        high: LARGEST,
        allowance: (ALLOWANCE * distance) / 2,
      }).w,
  );
  const [same] = found.filter(({ name }) => name === FIXED).map(({ best }) => best.map((w) => w / best[0]));
  const inSpace = [FIXED, "Gaussians, distance 2√d"].map((name) =>
    bestWeight(memberOf(FAMILIES[name](CHECKED), CHECKED, PATHS[depth]), ACCURACY[depth]),
  );
  return {
    computed: {
      ...computed,
      "the dimensions": dimensions,
      [CHECK]: inSpace.map((w, k) => w / line[k]),
      [SAME]: same,
      [CERTAIN]: dimensions.map((d) => certainty(2 * Math.sqrt(d))),
    },
    expected: { [CHECK]: [1, 1], [SAME]: dimensions.map(() => 1) },
    method: `Heun's steps from ${2 * PATHS[depth]} noise points, even shares along the class axis and mirrored across it; bisection in w to ${ACCURACY[depth]}`,
    hypotheses: [
      { text: "coordinates of the class are independent and alike", met: true },
      { text: "the best w is the prescribed one, of C6 (ours)", met: true },
      { text: "weights whose ratios are expected to be 1 are at least 1", met: Math.min(...line, ...inSpace) >= 1 },
      {
        text: "at a fixed distance the flow along the axis is the same in every dimension: its prescribed w, too, is to be the same",
        met: true,
      },
      { text: "the class means move apart as d grows", met: found.every(({ name }) => name !== FIXED) },
    ],
    counterExample: {
      text: `Gaussians of covariance ¼ I with means at distance 2 in every d: prescribed w ${[computed[named(BEST, FIXED)]]
        .flat()
        .map((w) => w.toFixed(2))
        .join(", ")} for d = ${dimensions.join(", ")}.`,
      experiment: continuousExperimentOf(
        { world: FAMILIES[FIXED](16), target: TARGET, w: STRENGTH, sampler: { kind: "heun", steps: 100 } },
        "fixed distance, d = 16",
      ),
    },
    figures: [
      {
        kind: "curves",
        id: "c9-best",
        title: "Prescribed w against the dimension",
        caption:
          "Largest w with a monotone mean trajectory along the class axis. Where every coordinate tells the classes apart, the distance of the means grows as √d and the prescribed w about as d; at a fixed distance it stays.",
        x: { label: "d (dimension)", scale: "log" },
        y: { label: "prescribed w", scale: "log" },
        series: found.map(({ name, best }) => ({ name, mark: "line" as const, x: dimensions, y: best })),
      },
      {
        kind: "curves",
        id: "c9-shift",
        title: `What w = ${STRENGTH} does to each coordinate`,
        caption: `Mean of a coordinate at w = ${STRENGTH} less that at w = 0. The classes are told apart earlier in high dimension, and guidance stops sooner: the same w moves each coordinate less.`,
        x: { label: "d (dimension)", scale: "log" },
        y: { label: "shift of the mean per coordinate", scale: "log" },
        series: found.map(({ name, shift }) => ({ name, mark: "line" as const, x: dimensions, y: shift })),
      },
    ],
  };
}

const last = (list: readonly number[]): number => list[list.length - 1];

/** Exponent of growth over a factor of 4. */
const growth = (from: number, to: number): number => Math.log(to / from) / Math.log(4);

function boxes(d: number, near: number, far: number): object {
  const on = (low: number, high: number) => ({ weight: 0.5, boxes: [{ weight: 1, low: all(d, low), high: all(d, high) }] });
  return { kind: "box-mixture", dimension: d, classes: { left: on(-far, -near), right: on(near, far) } };
}

function gaussiansIn(d: number, mean: number): object {
  const at = (value: number) => ({ weight: 0.5, components: [{ weight: 1, mean: all(d, value), covariance: 0.25 }] });
  return { kind: "gaussian-mixture", dimension: d, classes: { left: at(-mean), right: at(mean) } };
}

function all(d: number, value: number): readonly number[] {
  return new Array<number>(d).fill(value);
}

/** t from 1 to 0: even in Ornstein and Uhlenbeck's time s = 10 t to 0.1, then each 0.75 of the last to s = 1e-4, so that steps stay short against the noise. */
const TIMES: readonly number[] = [
  ...Array.from({ length: 60 }, (_, k) => 1 - (0.99 * k) / 59),
  ...Array.from({ length: 24 }, (_, k) => 0.01 * 0.75 ** (k + 1)),
  0,
];

/** A family's member, and its mean trajectory of the sampled noise at w = 0. */
interface Member {
  readonly world: object;
  readonly d: number;
  readonly n: number;
  readonly unguided: readonly number[];
}

function memberOf(world: object, d: number, n: number): Member {
  return { world, d, n, unguided: sampledMean(world, d, n, 0) };
}

/**
 * The mean trajectory projected on the class axis. At w = 0 it is a_s ⟨E_c x₀, axis⟩, known exactly: the samples' deviation from it at w = 0 is taken
 * off at every w, most of the noise with it.
 */
function meanPath({ world, d, n, unguided }: Member, w: number): readonly number[] {
  const { process, pair } = continuousInstance({ world, target: TARGET, w: 0 }).run;
  const centre = Math.hypot(...pair.conditional.mean);
  return sampledMean(world, d, n, w).map((value, k) => value - unguided[k] + process.at(TIMES[k]).a * centre);
}

/** Mean of the projection over paths from the noise points. */
function sampledMean(world: object, d: number, n: number, w: number): readonly number[] {
  const sampler = { kind: "heun" as const, grid: [...TIMES] };
  const { run } = continuousInstance({ world, target: TARGET, w, sampler });
  const points = noiseOf(d, n);
  const mean = (): number => points.reduce((sum, x) => sum + x, 0) / (2 * n * Math.sqrt(d));
  const means = [mean()];
  for (const move of movesOf(sampler, run.sampling)) {
    mapOf([move], run.sampling, run.fields)(points, 2 * n);
    means.push(mean());
  }
  return means;
}

/** Noise whose part along (1, …, 1) is that of even shares, and the rest drawn, once with either sign; shape [2n, d]. */
function noiseOf(d: number, n: number): Float64Array {
  const points = new Float64Array(2 * n * d);
  shares(n).forEach((share, i) => {
    const rng = stream(0, "C9", d, i);
    const across = Float64Array.from({ length: d }, () => normal(rng));
    const along = across.reduce((sum, x) => sum + x, 0) / d;
    const own = normalQuantile(share) / Math.sqrt(d);
    for (let k = 0; k < d; k++) {
      points[2 * i * d + k] = own + (across[k] - along);
      points[(2 * i + 1) * d + k] = own - (across[k] - along);
    }
  });
  return points;
}

/** E[p(c|x)] under the class: that of Gaussians of sd ½ at the distance, on the line through their means. */
function certainty(distance: number): number {
  const { pair } = continuousInstance({ world: gaussians(distance, 0.5), target: TARGET, w: 0 }).run;
  const { log } = linePosterior(pair);
  return lineExpectation(worldLaw(pair.conditional), (x) => Math.exp(log(x)), 1e-8).value;
}

function bestWeight(member: Member, accuracy: number, allowance = ALLOWANCE): number {
  const { mean } = continuousInstance({ world: member.world, target: TARGET, w: 0 }).run.pair.conditional;
  return largestMonotoneWeight((w) => meanPath(member, w), {
    low: 0,
    high: LARGEST,
    tolerance: accuracy,
    allowance: allowance * Math.hypot(...mean),
  }).w;
}
