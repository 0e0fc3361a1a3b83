import { twoSiteLaw } from "../../masked/closedForms.ts";
import { moments } from "../../measures/moments.ts";
import { totalVariation } from "../../measures/totalVariation.ts";
import type { EllipseFigure } from "../../studies/figureData.ts";
import type { Claim, Measured } from "../claim.ts";
import { deviation, experimentOf, instance } from "../instance.ts";
import { holdsWithin, numberOf } from "../judge.ts";
import { lawHeat } from "../lawHeat.ts";

const WEIGHTS = [0.5, 1, 2, 4, 8];
const DIAMONDS = { kind: "preset", name: "diamonds", parameters: { radius: 2 } };
const SQUARES = { kind: "preset", name: "overlapping-squares" };
/** Worlds where the two laws differ, and worlds whose structure makes them agree. */
const DIFFERENT = {
  diamonds: { world: DIAMONDS, target: "z1" },
  "overlapping squares": { world: SQUARES, target: "z1" },
  "random laws": {
    world: { kind: "preset", name: "random-dirichlet", parameters: { alphabet: 4, length: 2, classes: 2, seed: 2 } },
    target: "z1",
  },
};
const AGREEING = {
  "disjoint projections": { world: { kind: "preset", name: "disjoint-squares" }, target: "z1" },
  "independent sites": { world: productPair([0.5, 0.3, 0.2], [0.2, 0.2, 0.6]) },
};
/** Smallest TV(law, tilted) that counts as different: far above rounding. */
const DIFFERENCE = 1e-3;

export const d4: Claim = {
  id: "D4",
  paper: "2506.10971",
  title: "Two sites: the law is not the tilted law",
  statement:
    "With two sites the guided process ends in p_c^{1+w} p^{−w} · (1/c(x₁) + 1/d(x₂)) / (Z₁ + Z₂), which is not the tilted law except where the two agree by structure (disjoint projections, independent sites).",
  source: "Theorem 3.2",
  formula: "law(x) = p_c(x)^{1+w} p(x)^{−w} (1/c(x₁) + 1/d(x₂)) / (Z₁ + Z₂),  c(x₁) = Z₂(x₁,·), d(x₂) = Z₁(·,x₂)",
  tex: String.raw`$\mathrm{law}(x)=p_c(x)^{1+w}\,p(x)^{-w}\,\frac{1/c(x_1)+1/d(x_2)}{Z_1+Z_2}$, $c(x_1)=Z_2(x_1,\cdot)$, $d(x_2)=Z_1(\cdot,x_2)$`,
  tolerance: 1e-12,
  experiments: [
    ...Object.entries(DIFFERENT).map(([name, spec]) => experimentOf({ ...spec, w: 2 }, name)),
    ...Object.entries(AGREEING).map(([name, spec]) => experimentOf({ ...spec, w: 2 }, name)),
  ],
  compute,
  judge: (measured, tolerance) => {
    const same = Object.keys(DIFFERENT).filter((name) => !(numberOf(measured, smallest(name)) >= DIFFERENCE));
    return holdsWithin(measured, tolerance, same.length === 0 ? "" : `law and tilted law are the same on ${same.join(", ")}`);
  },
};

const smallest = (name: string): string => `${name}: smallest TV(law, tilted), w ≥ ½`;

function compute(): Measured {
  const different = Object.values(DIFFERENT).map((spec) => WEIGHTS.map((w) => compared({ ...spec, w })));
  const agreeing = Object.values(AGREEING).map((spec) => WEIGHTS.map((w) => compared({ ...spec, w })));
  const closed = Math.max(...[...different, ...agreeing].flat().map(({ fromClosedForm }) => fromClosedForm));
  const apart = different.map((rows) => Math.min(...rows.map(({ fromTilted }) => fromTilted)));
  const together = Math.max(...agreeing.flat().map(({ fromTilted }) => fromTilted));
  return {
    computed: {
      "largest |law − closed form|": closed,
      "structured worlds: largest TV(law, tilted)": together,
      ...Object.fromEntries(Object.keys(DIFFERENT).map((name, i) => [smallest(name), apart[i]])),
    },
    expected: { "largest |law − closed form|": 0, "structured worlds: largest TV(law, tilted)": 0 },
    method: "exact: lattice; closed form of two sites",
    hypotheses: [
      {
        text: "two sites",
        met: Object.values({ ...DIFFERENT, ...AGREEING }).every((spec) => instance({ ...spec, w: 0 }).pair.length === 2),
      },
    ],
    figures: [
      lawHeat(instance({ world: DIAMONDS, target: "z1", w: 2 }), "z1", {
        id: "d4-diamonds",
        title: "Disjoint diamonds with overlapping projections, w = 2",
        caption:
          "The tilted law is the conditional one, because the supports are disjoint; the law that comes out thins the corners that face the other class.",
      }),
      lawHeat(instance({ world: SQUARES, target: "z1", w: 2 }), "z1", {
        id: "d4-squares",
        title: "Squares that share a corner, w = 2",
        caption: "The shared corner is suppressed by both; the law also thins the row and the column that lead to it.",
      }),
      ellipses(),
    ],
  };
}

function compared(spec: { world: object; target?: string; w: number }): { fromClosedForm: number; fromTilted: number } {
  const { pair, terminal, tilted } = instance(spec);
  return {
    fromClosedForm: deviation(terminal.law, twoSiteLaw({ cond: pair.conditional, uncond: pair.unconditional }, spec.w)),
    fromTilted: tilted ? totalVariation(terminal.law, tilted) : 1,
  };
}

/** A pair of laws under which the two sites are independent. */
function productPair(conditional: readonly number[], unconditional: readonly number[]): object {
  const square = (p: readonly number[]) => p.flatMap((a) => p.map((b) => a * b));
  return { kind: "table", alphabet: conditional.length, length: 2, conditional: square(conditional), unconditional: square(unconditional) };
}

function ellipses(): EllipseFigure {
  const both = [0, 1, 2, 4, 8].flatMap((w) => {
    const { terminal, tilted, pair } = instance({ world: SQUARES, target: "z1", w });
    return [
      { series: "law", w, ...twoSiteMoments(terminal.law, pair.alphabet) },
      { series: "tilted", w, ...twoSiteMoments(tilted ?? terminal.law, pair.alphabet) },
    ];
  });
  return {
    kind: "ellipses",
    id: "d4-covariance",
    title: "Squares that share a corner: mean and covariance against w",
    caption:
      "One-standard-deviation ellipses. As w grows the tilted law's sites become ever more anticorrelated; the law's do at first, and then turn back.",
    sites: ["x₁ (first site)", "x₂ (second site)"],
    ellipses: both,
  };
}

function twoSiteMoments(
  law: ArrayLike<number>,
  alphabet: number,
): { mean: [number, number]; covariance: [number, number, number, number] } {
  const { mean, covariance } = moments(law, alphabet, 2);
  return { mean: [mean[0], mean[1]], covariance: [covariance[0], covariance[1], covariance[2], covariance[3]] };
}
