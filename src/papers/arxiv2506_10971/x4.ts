import { stream } from "../../random/stream.ts";
import type { Claim, Depth, Measured, Progress } from "../claim.ts";
import { experimentOf } from "../instance.ts";
import { holdsOnlyIf, numberOf } from "../judge.ts";
import { FAMILIES, READINGS, type Reading, randomMixture, type Search, SIZES, search, tableOf, total } from "../privateRegions.ts";
import { counterExample } from "./d9.ts";

/** In full more than 10⁵ of them have cells that can be compared. */
const MIXTURES: Readonly<Record<Depth, number>> = { quick: 3500, full: 252_000 };
const drawn = (k: number) => {
  const [alphabet, length] = SIZES[k % SIZES.length];
  return randomMixture(alphabet, length, stream(0, "x4", k));
};

const count = (reading: Reading): string => `mixtures that break “${reading}”`;
const ON_BOXES = "uniform on boxes: mixtures that break “means of nested regions” or “means by number”";

export const x4: Claim = {
  id: "X4",
  paper: "2506.10971",
  title: "Do more private regions always weigh more for three and more sites?",
  statement:
    "Cell by cell, always: making a token private never lowers law/p_c, for any number of sites, both rules, w ≥ 0. For means over regions it is so where the class's sites are independent, and not in general. Searched for counter-examples on random mixtures with L = 3, 4, 5.",
  formula: "x and y differ only where x_i is private and y_i shared ⇒ law(x)/p_c(x) ≥ law(y)/p_c(y)",
  tex: String.raw`$x$ and $y$ differ only where $x_i$ is private and $y_i$ shared $\;\Rightarrow\;\frac{\mathrm{law}(x)}{p_c(x)}\ge\frac{\mathrm{law}(y)}{p_c(y)}$`,
  source: "Open question: the conjecture for L ≥ 3",
  tolerance: 1e-9,
  experiments: [0, 1, 2].map((k) => {
    const { mixture, w, rule } = drawn(k);
    return experimentOf({ world: tableOf(mixture), target: "z1", w, rule }, `random mixture ${k}`);
  }),
  compute,
  judge: (measured, tolerance) =>
    holdsOnlyIf(
      measured,
      tolerance,
      numberOf(measured, count("means of nested regions")) > 0,
      "cells are compared with the same cells made more private, or regions of a class whose sites are independent; the means of other regions, and cells that differ elsewhere, can come in the other order",
    ),
};

function compute(depth: Depth, progress: Progress): Measured {
  const found = search(MIXTURES[depth], drawn, progress);
  const { broken } = found;
  const example = found.smallest["means of nested regions"];
  const boxes = broken["means of nested regions"]["uniform on boxes"] + broken["means by number"]["uniform on boxes"];
  return {
    computed: {
      ...Object.fromEntries(READINGS.map((reading) => [count(reading), total(broken[reading])])),
      [ON_BOXES]: boxes,
      "mixtures searched, of which have cells to compare": [found.mixtures, found.comparable],
    },
    expected: { [count("one cell made more private")]: 0, [ON_BOXES]: 0 },
    method: `exact: lattice; ${found.mixtures} random mixtures`,
    hypotheses: [
      { text: "three sites or more, w ≥ 0", met: SIZES.every(([, length]) => length >= 3) },
      { text: "there are cells to compare in every family of class laws", met: FAMILIES.every((family) => found.byFamily[family] > 0) },
    ],
    ...(example === null ? {} : { counterExample: counterExample(example) }),
    figures: [shares(found)],
  };
}

function shares({ broken, byFamily, comparable }: Search): Measured["figures"][number] {
  return {
    kind: "categories",
    layout: "vertical",
    id: "x4-broken",
    title: "How often “more private, more weight” is broken",
    caption: `Random mixtures with L = 3, 4, 5 that have cells to compare (${comparable}), by how the class laws are drawn and by how the sentence is read. Made more private cell by cell it was never broken; region by region never on uniform boxes.`,
    categoryLabel: "reading",
    valueLabel: "share of mixtures that break it, %",
    categories: READINGS,
    series: FAMILIES.map((family) => ({
      name: family,
      values: READINGS.map((reading) => (100 * broken[reading][family]) / byFamily[family]),
    })),
  };
}
