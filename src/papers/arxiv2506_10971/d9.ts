import { stream } from "../../random/stream.ts";
import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { experimentOf } from "../instance.ts";
import { holdsOnlyIf, numberOf } from "../judge.ts";
import { type Broken, type Cell, cellsOf, FAMILIES, randomMixture, SIZES, search, tableOf, total } from "../privateRegions.ts";

/** Random mixtures with L = 3, 4, 5, sizes in turn. The open question X4 searches further. */
const MIXTURES: Readonly<Record<Depth, number>> = { quick: 2100, full: 21000 };
const drawn = (k: number) => {
  const [alphabet, length] = SIZES[k % SIZES.length];
  return randomMixture(alphabet, length, stream(0, "d9", k));
};
const CUBES = { kind: "preset", name: "overlapping-cubes", parameters: { side: 2, length: 4, overlap: 1 } };

const CELLS = "mixtures where a cell loses by being made more private";
const BOXES = "uniform on boxes: mixtures where a more private region gains less, on average";
const REGIONS = "mixtures where a more private region gains less, on average";
const EVERY = "mixtures where some cell with more private tokens gains less than one with fewer";

export const d9: Claim = {
  id: "D9",
  paper: "2506.10971",
  title: "Any number of sites: more private regions gain more, if like is compared with like",
  statement:
    "In any dimension guidance multiplies p_c by more on regions where more coordinates are private to the class (a conjecture in the paper). Searched on random mixtures of two and three classes with L = 3, 4, 5, both rules, w from ¼ to 16.",
  formula: "law(x)/p_c(x) = (p_c/p)^w(x) Σ_orders Π_k 1/λ(S_k);  λ(S) ≥ |masked|, with equality once a private token is shown",
  tex: String.raw`$\frac{\mathrm{law}(x)}{p_c(x)}=\left(\frac{p_c(x)}{p(x)}\right)^{w}\sum_{\text{orders}}\prod_k\frac{1}{\lambda(S_k)}$, $\lambda(S)\ge|\text{masked}|$, with equality once a private token is shown`,
  source: "Conjecture for any dimension",
  tolerance: 1e-9,
  experiments: [
    experimentOf({ world: CUBES, target: "z1", w: 2 }, "two cubes on four sites"),
    ...[0, 1].map((k) =>
      experimentOf({ world: tableOf(drawn(k).mixture), target: "z1", w: drawn(k).w, rule: drawn(k).rule }, `random mixture ${k}`),
    ),
  ],
  compute,
  judge: (measured, tolerance) =>
    holdsOnlyIf(
      measured,
      tolerance,
      numberOf(measured, REGIONS) > 0,
      "like is compared with like: a cell with the same cell made more private (never broken, and true by the formula), or, where the sites are independent within the class, whole regions; region means of correlated classes can come in the other order",
    ),
};

function compute(depth: Depth, progress: Progress): Measured {
  const found = search(MIXTURES[depth], drawn, progress);
  const example = found.smallest["means of nested regions"];
  return {
    computed: {
      [CELLS]: total(found.broken["one cell made more private"]),
      [BOXES]: found.broken["means of nested regions"]["uniform on boxes"],
      [REGIONS]: total(found.broken["means of nested regions"]),
      [EVERY]: total(found.broken["every cell"]),
      "mixtures searched, of which have more and less private cells": [found.mixtures, found.comparable],
    },
    expected: { [CELLS]: 0, [BOXES]: 0 },
    method: `exact: lattice; ${found.mixtures} random mixtures`,
    hypotheses: [
      { text: "w ≥ 0", met: Array.from({ length: MIXTURES[depth] }, (_, k) => drawn(k).w).every((w) => w >= 0) },
      {
        text: "the search meets what it looks for: cells with more and with fewer private tokens in one target",
        met: found.comparable > 0,
      },
      { text: `all families of class laws met: ${FAMILIES.join(", ")}`, met: FAMILIES.every((family) => found.byFamily[family] > 0) },
    ],
    ...(example === null ? {} : { counterExample: counterExample(example) }),
    figures: [groups()],
  };
}

/** In words: the two regions of a mixture whose order is the wrong one, and the mixture as an experiment. */
export function counterExample({ random, cells, ratio }: Broken): NonNullable<Measured["counterExample"]> {
  const { mixture, w, rule, family } = random;
  const name = (bits: number): string => {
    const sites = Array.from({ length: mixture.length }, (_, i) => i + 1).filter((i) => bits & (1 << (i - 1)));
    return sites.length === 0 ? "no site private" : `private at site ${sites.join(", ")}`;
  };
  const regions = [...new Set(cells.map(({ privateSites }) => privateSites))].sort((a, b) => a - b);
  const means = regions.map((bits) => `${name(bits)}: ${regionFactor(cells, bits).toFixed(4)}`);
  return {
    text: `${mixture.classes.length} classes (${family}) on ${mixture.length} sites of ${mixture.alphabet} tokens, ${cells.length} cells, rule ${rule}, w = ${w.toFixed(3)}: mean factors ${means.join("; ")}. One that should be smaller is ${ratio.toFixed(4)} times the other.`,
    experiment: experimentOf(
      { world: tableOf(mixture), target: mixture.classes[0].name, w, rule },
      "a more private region that gains less",
    ),
  };
}

function regionFactor(cells: readonly Cell[], bits: number): number {
  const inside = cells.filter(({ privateSites }) => privateSites === bits);
  const mass = inside.reduce((sum, cell) => sum + cell.mass, 0);
  return inside.reduce((sum, cell) => sum + cell.mass * cell.factor, 0) / mass;
}

/** On the cubes of the paper, three to five sites: the mean factor by the number of private tokens. */
function groups(): Measured["figures"][number] {
  const rows = [3, 4, 5].map((length) => {
    const cube = (first: number): Float64Array => {
      const law = Float64Array.from({ length: 3 ** length }, (_, x) => {
        for (let rest = x, i = 0; i < length; i++, rest = Math.floor(rest / 3)) if (rest % 3 < first || rest % 3 > first + 1) return 0;
        return 2 ** -length;
      });
      return law;
    };
    const classes = [0, 1].map((first) => ({ name: `z${first + 1}`, weight: 0.5, law: cube(first) }));
    const cells = cellsOf({ mixture: { alphabet: 3, length, classes }, w: 2, rule: "rates" });
    const means = Array.from({ length: length + 1 }, (_, count) => {
      const inside = cells.filter(({ privateCount }) => privateCount === count);
      return inside.reduce((sum, { factor }) => sum + factor, 0) / inside.length;
    });
    return { name: `${length} sites`, mark: "line" as const, x: means.map((_, count) => count), y: means };
  });
  return {
    kind: "curves",
    id: "d9-private",
    title: "More private coordinates, more weight: two overlapping cubes",
    caption:
      "Uniform classes on {0,1}^L and {1,2}^L, w = 2, exact: what the law multiplies p_c by, mean over the cells with a given number of private coordinates.",
    x: { label: "number of private coordinates", scale: "linear" },
    y: { label: "law / p_c, mean over the cells", scale: "linear" },
    series: rows,
  };
}
