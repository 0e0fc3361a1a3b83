import { logConfidences, shareImproved as shareOfSamples } from "../../measures/cloudConfidence.ts";
import { linePosterior } from "../../measures/line/linePosterior.ts";
import { shareImproved } from "../../measures/line/shareImproved.ts";
import { normalCdf } from "../../numerics/normalCdf.ts";
import type { Claim, Depth, Measured } from "../claim.ts";
import { continuousExperimentOf, continuousInstance } from "../continuousInstance.ts";
import { holdsOnlyIf, listOf } from "../judge.ts";
import { fineNearData, TWO, three } from "../lineConfidence.ts";
import { endsOfPaths, normalQuantiles } from "../linePaths.ts";
import { samplerLaw, samplesOf } from "../samplerLaw.ts";

interface Spec {
  readonly world: object;
  readonly target: string;
}

/** The class has another class on one side only. */
const ONE_SIDED: Readonly<Record<string, Spec>> = {
  "N(±1, 1)": TWO,
  "three Gaussians, an outer one": { world: three([-1, 0.25, 2], [1, 1, 1]), target: "right" },
};
/** The class lies between other classes that are not its mirror images. */
const BETWEEN: Readonly<Record<string, Spec>> = {
  "centres −1, 0.25, 2": { world: three([-1, 0.25, 2], [1, 1, 1]), target: "middle" },
  "centres −1, 0.25, 4": { world: three([-1, 0.25, 4], [1, 1, 1]), target: "middle" },
  "centres −2, 0.25, 2, the left one eight times": { world: three([-2, 0.25, 2], [1, 1, 1], [8, 1, 1]), target: "middle" },
};
const WEIGHTS: Readonly<Record<Depth, readonly number[]>> = { quick: [0.1, 1, 4], full: [0.01, 0.1, 0.5, 1, 2, 4, 8] };
const SAMPLES: Readonly<Record<Depth, number>> = { quick: 600, full: 10_000 };
const NOISE: Readonly<Record<Depth, number>> = { quick: 500, full: 4000 };
const CHIEF = "centres −1, 0.25, 2";

const SHARE = (name: string): string => `${name}: P(p(c|Y^w) ≥ p(c|Y^0)) by w, flow`;
const SAMPLED = (name: string): string => `${name}: the same, reverse equation, samples`;

export const p3: Claim = {
  id: "P3",
  paper: "2505.01382",
  title: "Improvement is not uniform: some samples get worse",
  statement:
    "With common noise guidance does not raise the class probability of every sample: P(p(c|Y^w) ≥ p(c|Y^0)) < 1, though the mean of 1/p(c|Y) falls.",
  formula: "P(p(c|Ψ_w(ξ)) ≥ p(c|Ψ_0(ξ))), both ends from the same noise ξ",
  tex: String.raw`$P\left(p(c|\Psi_w(\xi))\ge p(c|\Psi_0(\xi))\right)$, both ends from the same noise $\xi$`,
  source: "Discussion and experiment on non-uniform improvement (parameters unknown)",
  tolerance: 5e-3,
  experiments: Object.entries({ ...ONE_SIDED, ...BETWEEN }).map(([name, spec]) => continuousExperimentOf({ ...spec, w: 1 }, name)),
  compute,
  judge: (measured, tolerance) => {
    const uneven = Object.keys(BETWEEN).every((name) => listOf(measured, SHARE(name)).every((share) => share < 1 - 1e-3));
    const always = Object.keys(ONE_SIDED).every((name) => listOf(measured, SHARE(name)).every((share) => share === 1));
    return holdsOnlyIf(
      measured,
      tolerance,
      always,
      "the class posterior is not monotone, as for a class between unequal neighbours; where it is monotone at every noise level no sample gets worse",
      uneven ? "" : "no sample gets worse for a class between others",
    );
  },
};

function compute(depth: Depth): Measured {
  const weights = WEIGHTS[depth];
  const rows = Object.entries({ ...ONE_SIDED, ...BETWEEN }).map(([name, spec]) => ({
    name,
    found: weights.map((w) => byFlow(spec, w, depth)),
  }));
  const chief = BETWEEN[CHIEF];
  const clouds = [...Object.entries(ONE_SIDED).slice(0, 1), [CHIEF, chief] as const].map(([name, spec]) => ({
    name,
    shares: weights.map((w) => byReverse(spec, w, depth)),
  }));
  const worst = rows.find(({ name }) => name === CHIEF)?.found[weights.indexOf(1)];
  const place = worst?.worse.map(([low, high]) => [low, high].map((xi) => worst.plain.quantile(normalCdf(xi)))) ?? [];
  const picture = improvedAndWorse(chief, depth);
  return {
    computed: {
      "the weights": weights,
      ...Object.fromEntries(rows.map(({ name, found }) => [SHARE(name), found.map(({ share }) => share)])),
      ...Object.fromEntries(clouds.map(({ name, shares }) => [SAMPLED(name), shares.map(({ value }) => value)])),
      ...Object.fromEntries(
        clouds.map(({ name, shares }) => [`${SAMPLED(name)}: 95 % intervals`, shares.flatMap(({ interval }) => [...interval])]),
      ),
      [`${CHIEF}, w = 1: where unguided samples lie that get worse (from, to)`]: place.flat(),
      [`${CHIEF}, w = 1: mean density p_c at samples that get worse, and at those that do not`]: worst?.densities ?? [],
    },
    expected: Object.fromEntries(rows.map(({ name, found }) => [SHARE(name), found.map(({ counted }) => counted)])),
    method: `exact flow: maps of the noise; expected: trajectories of ${NOISE[depth]} quantiles of the noise; samples beside them`,
    hypotheses: [
      { text: "the same noise for both weights", met: true },
      {
        text: "worlds are ours: classes with others on one side, and between others",
        met: true,
      },
    ],
    figures: [picture],
  };
}

/** Exactly, and by counting over evenly spaced quantiles of the noise, integrated path by path. */
function byFlow(spec: Spec, w: number, depth: Depth) {
  const [guided, plain] = [samplerLaw({ ...spec, w }), samplerLaw({ ...spec, w: 0 })];
  const { run } = continuousInstance({ ...spec, w });
  const { log } = linePosterior(run.pair);
  const { value, worse } = shareImproved(guided, plain, log);
  const n = NOISE[depth];
  const noise = normalQuantiles(n);
  const ends = [w, 0].map((weight) => endsOfPaths({ ...spec, w: weight }, noise));
  const [after, before] = ends.map((points) => logConfidences(run.pair, points.slice()));
  const better = after.map((value, k) => (value >= before[k] - 1e-9 ? 1 : 0));
  const density = new Float64Array(n);
  run.pair.conditional.at(1, 0).evaluate(ends[1].slice(), n, { logDensity: density });
  const mean = (flag: number): number => {
    const kept = density.filter((_, k) => better[k] === flag);
    return kept.length === 0 ? 0 : kept.reduce((sum, value) => sum + Math.exp(value), 0) / kept.length;
  };
  const counted = better.reduce((sum, value) => sum + value, 0) / n;
  return { share: value, counted, worse, plain, densities: [mean(0), mean(1)] };
}

function byReverse(spec: Spec, w: number, depth: Depth) {
  const [guided, plain] = [w, 0].map((weight) => samplesOf(reverse(spec, weight), SAMPLES[depth]));
  return shareOfSamples(continuousInstance({ ...spec, w }).run.pair, guided, plain);
}

const reverse = (spec: Spec, w: number) => ({ ...spec, w, sampler: { kind: "ddpm", grid: fineNearData(64) } });

function improvedAndWorse(spec: Spec, depth: Depth) {
  const n = depth === "quick" ? 300 : 600;
  const [guided, plain] = [1, 0].map((w) => samplesOf(reverse(spec, w), n));
  const { pair } = continuousInstance({ ...spec, w: 1 }).run;
  const [after, before] = [logConfidences(pair, guided), logConfidences(pair, plain)];
  const gain = after.map((value, k) => Math.exp(value) - Math.exp(before[k]));
  const indices = Array.from(gain.keys());
  const of = (kept: (k: number) => boolean) => ({
    x: indices.filter(kept).map((k) => plain[k]),
    y: indices.filter(kept).map((k) => gain[k]),
  });
  const exact = [1, 0].map((w) => samplerLaw({ ...spec, w }));
  const { log } = linePosterior(pair);
  const levels = Array.from({ length: 121 }, (_, k) => normalCdf(-3 + k / 20));
  return {
    kind: "curves" as const,
    id: "p3-worse",
    title: "Which samples guidance makes worse: a class between unequal neighbours, w = 1",
    caption: `Three Gaussians at −1, 0.25 and 2, the middle one the class. Points: samples of the reverse equation (ddpm, 64 steps, n = ${n}) with common noise. Line: the flow, exact. Below 0 guidance has lowered p(c|Y).`,
    x: { label: "Y⁰ (where the sample ends without guidance)", scale: "linear" as const },
    y: { label: "p(c|Y^w) − p(c|Y⁰)", scale: "linear" as const },
    series: [
      {
        name: "flow, exact",
        mark: "line" as const,
        x: levels.map((u) => exact[1].quantile(u)),
        y: levels.map((u) => Math.exp(log(exact[0].quantile(u))) - Math.exp(log(exact[1].quantile(u)))),
      },
      { name: "improved", mark: "points" as const, ...of((k) => gain[k] >= 0) },
      { name: "worse", mark: "points" as const, ...of((k) => gain[k] < 0) },
    ],
  };
}
