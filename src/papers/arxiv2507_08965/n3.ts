import { totalVariation } from "../../measures/totalVariation.ts";
import type { Pair } from "../../worlds/masked/pair.ts";
import type { Claim, Depth, Measured } from "../claim.ts";
import { experimentOf, type InstanceSpec, instance, largest } from "../instance.ts";
import { holdsWithin, listOf } from "../judge.ts";
import { DIAMONDS, randomTable, SQUARES } from "./worlds.ts";

interface Segments {
  /** Times at which the segments begin, first 1. */
  readonly at: readonly [number, number, number];
  readonly w: readonly [number, number, number];
}

/** Cuts and weights are ours. */
const SETTINGS: readonly Segments[] = [
  { at: [1, 0.6, 0.3], w: [0, 2, 4] },
  { at: [1, 0.6, 0.3], w: [4, 2, 0] },
  { at: [1, 0.9, 0.1], w: [1, -0.5, 3] },
  { at: [1, 0.5, 0.25], w: [0, 8, 0] },
];
const WORLDS = { squares: SQUARES, diamonds: DIAMONDS, "random laws, 4 × 4": randomTable(4, 2, 2) };
const NOISES = { "log-linear": (t: number) => t, cosine: (t: number) => 1 - Math.cos((Math.PI * t) / 2) };
const RANDOM: Readonly<Record<Depth, number>> = { quick: 5, full: 100 };

const APART = "rule tokens: largest TV(law, mixture of six)";
const SUM = "largest |sum of the six weights − 1|";
const RATES = "rule rates: TV(law, the same mixture), smallest and largest";

export const n3: Claim = {
  id: "N3",
  paper: "2507.08965",
  title: "Two sites, three time segments: a mixture of six laws, weights from the segments' lengths",
  statement:
    "With two sites and weights w₀, w₁, w₂ on three time segments the normalised sampler's law is a mixture of six laws, one for each pair of segments in which the two sites are revealed, with weights that depend on the segments' lengths only. Each of the six is tilted reveal by reveal: the first site by its own segment's weight, the second by its. Lengths are of masked fraction, which is time under log-linear noise; with Z the weights depend on the world too.",
  formula:
    "law = Σ_{j≤k} π_jk P_jk,  π_jj = s_j²,  π_jk = 2 s_j s_k;  P_jk(x) = ½ q_{w_j}(x₁) q_{w_k}(x₂|x₁) + ½ q_{w_j}(x₂) q_{w_k}(x₁|x₂),  s_j = m(t_j) − m(t_{j+1}), q normalised",
  tex: String.raw`$\mathrm{law}=\sum_{j\le k}\pi_{jk}P_{jk}$, $\pi_{jj}=s_j^2$, $\pi_{jk}=2s_js_k$; $P_{jk}(x)=\tfrac12 q_{w_j}(x_1)\,q_{w_k}(x_2|x_1)+\tfrac12 q_{w_j}(x_2)\,q_{w_k}(x_1|x_2)$, $s_j=m(t_j)-m(t_{j+1})$, $q$ normalised`,
  source: "Two-dimensional analysis with three time segments",
  tolerance: 1e-11,
  experiments: SETTINGS.slice(0, 2).map((segments) =>
    experimentOf({ ...spec(SQUARES, segments), rule: "tokens" }, `squares, w = ${segments.w.join(", ")}`),
  ),
  compute,
  judge: (measured, tolerance) =>
    holdsWithin(
      measured,
      tolerance,
      listOf(measured, RATES)[1] > 1e-3 ? "" : "the rule with Z gives the same mixture, so the lengths are not what decides",
    ),
};

function compute(depth: Depth): Measured {
  const worlds = [...Object.values(WORLDS), ...Array.from({ length: RANDOM[depth] }, (_, k) => randomTable(3, 2, 200 + k))];
  const rows = worlds.flatMap((world) =>
    SETTINGS.flatMap((segments) =>
      Object.keys(NOISES).map((schedule) => {
        const weights = sixWeights(segments, NOISES[schedule as keyof typeof NOISES]);
        const run = (rule: string) => instance({ ...spec(world, segments), rule, process: { kind: "masked", schedule } });
        const mixed = mixture(run("tokens").pair, segments, weights);
        return {
          tokens: totalVariation(run("tokens").terminal.law, mixed),
          rates: totalVariation(run("rates").terminal.law, mixed),
          sum: weights.reduce((sum, { weight }) => sum + weight, 0),
        };
      }),
    ),
  );
  const rates = rows.map((row) => row.rates);
  return {
    computed: {
      [APART]: largest(rows.map(({ tokens }) => tokens)),
      [SUM]: largest(rows.map(({ sum }) => sum - 1)),
      [RATES]: [Math.min(...rates), Math.max(...rates)],
      "weights of the six for cuts at t = 0.6 and 0.3: (0,0), (0,1), (0,2), (1,1), (1,2), (2,2)": sixWeights(
        SETTINGS[0],
        NOISES["log-linear"],
      ).map(({ weight }) => weight),
    },
    expected: { [APART]: 0, [SUM]: 0 },
    method: "exact: lattice, contour inversion over the pieces; mixture in closed form",
    hypotheses: [
      { text: "two sites", met: worlds.every((world) => instance({ world, target: "z1", w: 0 }).pair.length === 2) },
      { text: `the normalised rule; cuts, weights and worlds are ours: ${rows.length} settings, two noise schedules`, met: true },
    ],
    figures: [bars()],
  };
}

function spec(world: object, { at, w }: Segments): InstanceSpec {
  return { world, target: "z1", w: { kind: "pieces", in: "t", at, w } };
}

/** Which segments the two sites are revealed in, and with what probability: every site's time is uniform in masked fraction. */
function sixWeights({ at }: Segments, maskedFraction: (t: number) => number) {
  const ends = [...at.map(maskedFraction), 0];
  const lengths = [0, 1, 2].map((j) => ends[j] - ends[j + 1]);
  return [0, 1, 2].flatMap((j) =>
    [0, 1, 2].filter((k) => k >= j).map((k) => ({ j, k, weight: (j === k ? 1 : 2) * lengths[j] * lengths[k] })),
  );
}

function mixture(pair: Pair, { w }: Segments, weights: ReturnType<typeof sixWeights>): Float64Array {
  const law = new Float64Array(pair.conditional.length);
  for (const { j, k, weight } of weights) {
    const part = component(pair, w[j], w[k]);
    for (let x = 0; x < law.length; x++) law[x] += weight * part[x];
  }
  return law;
}

/** One of the six: the first site revealed under the weight `first`, the other under `second`, either site first with probability ½. */
function component({ alphabet: K, conditional, unconditional }: Pair, first: number, second: number): Float64Array {
  const out = new Float64Array(K * K);
  for (const site of [0, 1]) {
    const at = (v: number, other: number): number => (site === 0 ? v * K + other : other * K + v);
    const others = Array.from({ length: K }, (_, i) => i);
    const marginal = (law: Float64Array): number[] => others.map((v) => others.reduce((sum, other) => sum + law[at(v, other)], 0));
    tilt(marginal(conditional), marginal(unconditional), first).forEach((p, v) => {
      if (p === 0) return;
      const row = (law: Float64Array): number[] => others.map((other) => law[at(v, other)]);
      const then = tilt(normalised(row(conditional)), normalised(row(unconditional)), second);
      for (const [other, q] of then.entries()) out[at(v, other)] += 0.5 * p * q;
    });
  }
  return out;
}

function tilt(cond: readonly number[], uncond: readonly number[], w: number): number[] {
  return normalised(cond.map((p, v) => (p === 0 ? 0 : p * (p / uncond[v]) ** w)));
}

function normalised(values: readonly number[]): number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}

/** The six laws on the squares by region: what each pair of segments contributes. */
function bars(): Measured["figures"][number] {
  const segments = SETTINGS[0];
  const { pair } = instance({ world: SQUARES, target: "z1", w: 0 });
  const weights = sixWeights(segments, NOISES["log-linear"]);
  const corner = (law: Float64Array): number => law[2 * pair.alphabet + 2];
  const edge = (law: Float64Array): number => [0, 1].reduce((sum, v) => sum + law[v * pair.alphabet + 2] + law[2 * pair.alphabet + v], 0);
  const rows = weights.map(({ j, k }) => component(pair, segments.w[j], segments.w[k]));
  return {
    kind: "categories",
    layout: "vertical",
    id: "n3-six",
    title: "The six laws of the mixture: squares, w = 0, 2, 4 on t from 1, 0.6, 0.3",
    caption:
      "For each pair of segments (first reveal, second reveal): its weight in the mixture, and how much mass its law has on the shared corner and on the cells beside it.",
    categoryLabel: "segments of the first and the second reveal",
    valueLabel: "probability",
    categories: weights.map(({ j, k }) => `${j}, ${k}`),
    series: [
      { name: "weight in the mixture", values: weights.map(({ weight }) => weight) },
      { name: "mass on the cells with one shared token", values: rows.map(edge) },
      { name: "mass on the shared corner", values: rows.map(corner) },
    ],
  };
}
