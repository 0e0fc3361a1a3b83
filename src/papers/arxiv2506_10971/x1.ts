import { totalVariation } from "../../measures/totalVariation.ts";
import { dirichlet } from "../../random/dirichlet.ts";
import { stream } from "../../random/stream.ts";
import type { Claim, Depth, Measured } from "../claim.ts";
import { experimentOf, type InstanceSpec, instance, largest } from "../instance.ts";
import { holdsWithin } from "../judge.ts";

const WEIGHTS = [0.5, 1, 2, 4];
/** Overlaps and differences of the figure, and small ones at which the laws' leading terms are compared. */
const SIZES = [0.3, 0.1, 0.03, 0.01, 0.003, 0.001];
const SMALL = 1e-4;
const WORLDS: Readonly<Record<Depth, number>> = { quick: 8, full: 200 };

const BARELY = "classes that barely meet: largest |TV(law, tilted) / (ε(1 − a^w)) − 1| at ε = 10⁻⁴";
const ALIKE = "classes that are nearly alike: largest |TV(law, tilted) / its leading term in δ² − 1| at δ = 10⁻⁴";
const SLOPE_BARELY = "slope of log TV against log ε, from 10⁻³ to 10⁻⁴";
const SLOPE_ALIKE = "slope of log TV against log δ, from 10⁻³ to 10⁻⁴";

export const x1: Claim = {
  id: "X1",
  paper: "2506.10971",
  title: "Two sites: the deviation from the tilted law is linear in a small overlap, quadratic in a small difference",
  statement:
    "Where the classes barely meet (a shared token of probability ε at each site) TV(law, tilted) = ε(1 − a^w) to leading order, a the class's weight: linear in the overlap, bounded in w. Where they are nearly alike (p_c = p(1 + δg)) it is δ² w(1+w)/8 · E_p|χ²₂(x₁) + χ²₁(x₂) − mean|, χ² the conditional variances of g: quadratic in the difference. In between it is largest.",
  formula: "TV ≈ ε(1 − a^w), ε → 0;   TV ≈ δ² w(1+w)/8 · E_p|Var_p(g|x₁) + Var_p(g|x₂) − mean|, δ → 0",
  tex: String.raw`$\mathrm{TV}\approx\varepsilon\,(1-a^{w})$, $\varepsilon\to0$; $\mathrm{TV}\approx\delta^2\,\frac{w(1+w)}{8}\,E_p\left|\mathrm{Var}_p(g|x_1)+\mathrm{Var}_p(g|x_2)-\text{mean}\right|$, $\delta\to0$`,
  source: "Open question: how the two-dimensional deviation scales with the overlap",
  tolerance: 0.01,
  experiments: [0.3, 0.01].map((overlap) => experimentOf(meeting(overlap, 0.5, 2), `shared token of probability ${overlap}`)),
  compute,
  judge: holdsWithin,
};

function compute(depth: Depth): Measured {
  const shares = [0.5, 0.2, 0.8];
  const barely = shares.flatMap((a) => WEIGHTS.map((w) => deviationOf(meeting(SMALL, a, w)) / (SMALL * (1 - a ** w)) - 1));
  const slopes = WEIGHTS.map((w) => Math.log10(deviationOf(meeting(1e-3, 0.5, w)) / deviationOf(meeting(1e-4, 0.5, w))));
  const random = Array.from({ length: WORLDS[depth] }, (_, k) => nearlyAlike(k));
  const alike = random.flatMap((world) => WEIGHTS.map((w) => deviationOf(world.at(SMALL, w)) / (SMALL ** 2 * world.leading(w)) - 1));
  const quadratic = random.flatMap((world) =>
    WEIGHTS.map((w) => Math.log10(deviationOf(world.at(1e-3, w)) / deviationOf(world.at(1e-4, w)))),
  );
  return {
    computed: {
      [BARELY]: largest(barely),
      [SLOPE_BARELY]: slopes,
      [ALIKE]: largest(alike),
      [`${SLOPE_ALIKE}, smallest and largest`]: [Math.min(...quadratic), Math.max(...quadratic)],
      "shared token, w = 2: overlap ε at which TV is largest, and TV there": peak(),
    },
    expected: { [BARELY]: 0, [SLOPE_BARELY]: slopes.map(() => 1), [ALIKE]: 0, [`${SLOPE_ALIKE}, smallest and largest`]: [2, 2] },
    method: "exact: lattice; leading terms derived here",
    hypotheses: [
      { text: "two sites, rule rates", met: instance(meeting(0.1, 0.5, 1)).pair.length === 2 },
      { text: `worlds are ours: class weights ${shares.join(", ")}; ${WORLDS[depth]} random p and g on 4 × 4 tokens`, met: true },
    ],
    figures: [
      {
        kind: "curves",
        id: "x1-overlap",
        title: "How far the law is from the tilted law, by overlap",
        caption:
          "Two classes with one shared token of probability ε at each site, all else private; exact, and the leading term ε(1 − a^w). It rises with ε, and vanishes again where the classes are one.",
        x: { label: "ε, probability of the shared token at a site", scale: "log" },
        y: { label: "TV(law, tilted)", scale: "log" },
        series: [0.5, 2, 8].flatMap((w) => [
          { name: `exact, w = ${w}`, mark: "line" as const, x: DENSE, y: DENSE.map((overlap) => deviationOf(meeting(overlap, 0.5, w))) },
          { name: `leading term, w = ${w}`, mark: "points" as const, x: SIZES, y: SIZES.map((overlap) => overlap * (1 - 0.5 ** w)) },
        ]),
      },
      {
        kind: "curves",
        id: "x1-difference",
        title: "How far the law is from the tilted law, by difference of the classes",
        caption: "p_c = p(1 + δg) with random p and g on 4 × 4 tokens; exact, and the leading term in δ².",
        x: { label: "δ, size of the difference", scale: "log" },
        y: { label: "TV(law, tilted)", scale: "log" },
        series: [0.5, 2, 8].flatMap((w) => [
          { name: `exact, w = ${w}`, mark: "line" as const, x: SIZES, y: SIZES.map((size) => deviationOf(random[0].at(size, w))) },
          { name: `leading term, w = ${w}`, mark: "points" as const, x: SIZES, y: SIZES.map((size) => size ** 2 * random[0].leading(w)) },
        ]),
      },
    ],
  };
}

const DENSE = Array.from({ length: 61 }, (_, i) => 10 ** (-3 + (3 * i) / 61));

function deviationOf(spec: InstanceSpec): number {
  const { terminal, tilted } = instance(spec);
  return totalVariation(terminal.law, tilted ?? terminal.law);
}

/** Two product classes on 3 × 3 tokens: token 0 is z1's own, 2 is z2's own, 1 is shared and has probability `overlap` in both. */
function meeting(overlap: number, share: number, w: number): InstanceSpec {
  const site = (own: number): number[] => [0, 1, 2].map((v) => (v === own ? 1 - overlap : v === 1 ? overlap : 0));
  const law = (own: number): number[] => site(own).flatMap((p) => site(own).map((q) => p * q));
  const classes = { z1: { weight: share, law: law(0) }, z2: { weight: 1 - share, law: law(2) } };
  return { world: { kind: "table", alphabet: 3, length: 2, classes }, target: "z1", w };
}

/** Random p and g with E_p g = 0, largest |g| 1; p_c = p(1 + δg) as an explicit pair. */
function nearlyAlike(k: number) {
  const K = 4;
  const rng = stream(0, "x1", k);
  const p = [...dirichlet(K * K, 2, rng)];
  const raw = p.map(() => 2 * rng() - 1);
  const mean = raw.reduce((sum, value, x) => sum + p[x] * value, 0);
  const size = largest(raw.map((value) => value - mean));
  const g = raw.map((value) => (value - mean) / size);
  const given = (cells: readonly number[]): number => {
    const mass = cells.reduce((sum, x) => sum + p[x], 0);
    const average = cells.reduce((sum, x) => sum + p[x] * g[x], 0) / mass;
    return cells.reduce((sum, x) => sum + p[x] * (g[x] - average) ** 2, 0) / mass;
  };
  const tokens = Array.from({ length: K }, (_, v) => v);
  const rows = tokens.map((v) => given(tokens.map((other) => v * K + other)));
  const columns = tokens.map((v) => given(tokens.map((other) => other * K + v)));
  const sums = p.map((_, x) => rows[Math.floor(x / K)] + columns[x % K]);
  const average = sums.reduce((sum, value, x) => sum + p[x] * value, 0);
  const spread = sums.reduce((sum, value, x) => sum + p[x] * Math.abs(value - average), 0);
  return {
    at: (delta: number, w: number): InstanceSpec => ({
      world: { kind: "table", alphabet: K, length: 2, conditional: p.map((q, x) => q * (1 + delta * g[x])), unconditional: p },
      w,
    }),
    leading: (w: number): number => (w * (1 + w) * spread) / 8,
  };
}

function peak(): number[] {
  const values = DENSE.map((overlap) => deviationOf(meeting(overlap, 0.5, 2)));
  const top = Math.max(...values);
  return [DENSE[values.indexOf(top)], top];
}
