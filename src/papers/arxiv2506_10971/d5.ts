import { regionMass, regions } from "../../measures/regions.ts";
import type { CurveFigure } from "../../studies/figureData.ts";
import type { Claim, Measured } from "../claim.ts";
import { experimentOf, instance } from "../instance.ts";
import { holdsOnlyIf, listOf } from "../judge.ts";
import { lawHeat } from "../lawHeat.ts";

const WEIGHTS = [0.5, 1, 2, 4, 8, 16];
const FIGURES = {
  "(a) diamonds": { kind: "preset", name: "diamonds", parameters: { radius: 2 } },
  "(b) squares": { kind: "preset", name: "overlapping-squares" },
};
/** A weight at which the factors that vanish have vanished. */
const LATE = 256;
/** Uniform classes on small sets of cells where the order of regions fails. */
const COUNTER_EXAMPLE = {
  kind: "table",
  alphabet: 3,
  length: 2,
  classes: { z1: { weight: 0.5, law: uniformOn("001111100") }, z2: { weight: 0.5, law: uniformOn("011010010") } },
};

export const d5: Claim = {
  id: "D5",
  paper: "2506.10971",
  title: "Two sites: regions are weighted by what they share",
  statement:
    "On the target's support the law is p_c times a factor that falls from R1 (no coordinate shared with another class) over R2 (one) and R3 (both, but not the point) to R4 (the point); as w → ∞, R2 keeps exactly half of R1's factor, R3 and R4 vanish.",
  source: "Section 3, two-dimensional regions",
  formula: "law(x)/p_c(x) ∝ 2a^{−w} (R1), a^{−w}(1 + 1/c) (R2), a^{−w}(1/c + 1/d) (R3), (p_c/p)^w (1/c + 1/d) (R4)",
  tex: String.raw`$\frac{\mathrm{law}(x)}{p_c(x)}\propto 2a^{-w}\;(R_1)$, $a^{-w}\left(1+\frac1c\right)\;(R_2)$, $a^{-w}\left(\frac1c+\frac1d\right)\;(R_3)$, $\left(\frac{p_c}{p}\right)^{w}\left(\frac1c+\frac1d\right)\;(R_4)$`,
  tolerance: 1e-9,
  experiments: Object.entries(FIGURES).map(([name, world]) => experimentOf({ world, target: "z1", w: 8 }, name)),
  compute,
  judge: (measured, tolerance) => {
    const [r2, r3] = listOf(measured, COUNTER);
    const condition = `cells that share the overlapping coordinate are compared: on a 3 × 3 world of uniform classes at w = 1 an R3 cell has factor ${Number(r3).toFixed(3)}, an R2 cell ${Number(r2).toFixed(3)}; R1 is the largest always`;
    return holdsOnlyIf(measured, tolerance, Number(r3) > Number(r2), condition);
  },
};

const COUNTER = "counter-example at w = 1: factor of the R2 cell, of the R3 cell";

function compute(): Measured {
  const worlds = Object.entries(FIGURES).map(([name, world]) => ({ name, world, limits: factors(world, LATE) }));
  const ordered = worlds.every(({ world }) => WEIGHTS.every((w) => falling(factors(world, w))));
  const halves = worlds.map(({ limits }) => (limits.get("R2") ?? Number.NaN) / (limits.get("R1") ?? Number.NaN));
  const vanishing = Math.max(
    ...worlds.flatMap(({ limits }) => ["R3", "R4"].map((name) => (limits.get(name) ?? 0) / (limits.get("R1") ?? 1))),
  );
  const counter = cellFactors(COUNTER_EXAMPLE, 1);
  const [r2, r3] = [counter[2 * 3 + 0], counter[1 * 3 + 2]];
  return {
    computed: {
      "R2 / R1 at w = 256": halves,
      "largest of R3, R4 over R1 at w = 256": vanishing,
      "regions in order on both figures (1 = yes)": ordered ? 1 : 0,
      [COUNTER]: [r2.factor, r3.factor],
      "counter-example: its cells are of R2 and R3 (1 = yes)": r2.region === "R2" && r3.region === "R3" ? 1 : 0,
    },
    expected: {
      "R2 / R1 at w = 256": halves.map(() => 0.5),
      "largest of R3, R4 over R1 at w = 256": 0,
      "regions in order on both figures (1 = yes)": 1,
      "counter-example: its cells are of R2 and R3 (1 = yes)": 1,
    },
    method: "exact: lattice",
    hypotheses: [
      { text: "two sites", met: Object.values(FIGURES).every((world) => instance({ world, target: "z1", w: 0 }).pair.length === 2) },
      {
        text: "every row and column of a shared token holds private mass of the target",
        met: worlds.every(({ limits: found }) => found.has("R2")),
      },
    ],
    counterExample: {
      text: `Uniform classes on 3 × 3 tokens, w = 1: the cell (1, 2) of R3 has factor ${r3.factor.toFixed(3)}, the cell (2, 0) of R2 has ${r2.factor.toFixed(3)}.`,
      experiment: experimentOf({ world: COUNTER_EXAMPLE, target: "z1", w: 1 }, "an R3 cell above an R2 cell"),
    },
    figures: [
      lawHeat(instance({ world: FIGURES["(a) diamonds"], target: "z1", w: 8 }), "z1", {
        id: "d5-diamonds",
        title: "(a) Disjoint supports, overlapping projections, w = 8",
        caption:
          "Regions of the target's support by what they share. The corners that face the other class are suppressed although it has no mass there.",
      }),
      lawHeat(instance({ world: FIGURES["(b) squares"], target: "z1", w: 8 }), "z1", {
        id: "d5-squares",
        title: "(b) Overlapping supports, w = 8",
        caption: "The shared corner (R4) all but vanishes; its row and column (R2) keep half of the weight of the rest (R1).",
      }),
      factorCurves(),
    ],
  };
}

/** Mean of law / p_c over each region, by region name. */
function factors(world: object, w: number): Map<string, number> {
  const { mixture, pair, terminal } = instance({ world, target: "z1", w });
  return new Map(
    (mixture ? regions(mixture, "z1") : []).map((region) => [
      region.name,
      regionMass(terminal.law, region) / regionMass(pair.conditional, region),
    ]),
  );
}

/** law / p_c and the region of every cell; factor 0 off the target's support. */
function cellFactors(world: object, w: number): readonly { readonly factor: number; readonly region: string }[] {
  const { mixture, pair, terminal } = instance({ world, target: "z1", w });
  const parts = mixture ? regions(mixture, "z1") : [];
  return Array.from(terminal.law, (p, x) => ({
    factor: pair.conditional[x] === 0 ? 0 : p / pair.conditional[x],
    region: parts.find(({ cells }) => cells.includes(x))?.name ?? "",
  }));
}

function falling(byRegion: ReadonlyMap<string, number>): boolean {
  const present = ["R1", "R2", "R3", "R4"].flatMap((name) => byRegion.get(name) ?? []);
  return present.every((factor, k) => k === 0 || factor <= present[k - 1]);
}

function factorCurves(): CurveFigure {
  const w = Array.from({ length: 33 }, (_, i) => i / 4);
  const byWorld = Object.entries(FIGURES).map(([name, world]) => ({ name, rows: w.map((value) => factors(world, value)) }));
  return {
    kind: "curves",
    id: "d5-factors",
    title: "What guidance multiplies each region by",
    caption: "Mean of law / p_c over each region, against w. R2 ends at half of R1; R3 and R4 vanish.",
    x: { label: "w (−1 unconditional, 0 conditional)", scale: "linear" },
    y: { label: "law / p_c, mean over the region", scale: "linear" },
    series: byWorld.flatMap(({ name, rows }) =>
      [...rows[0].keys()].map((region) => ({
        name: `${name.slice(0, 3)} ${region}`,
        mark: "line" as const,
        x: w,
        y: rows.map((row) => row.get(region) ?? null),
      })),
    ),
  };
}

function uniformOn(cells: string): number[] {
  const inside = [...cells].map(Number);
  const count = inside.reduce((sum, bit) => sum + bit, 0);
  return inside.map((bit) => bit / count);
}
