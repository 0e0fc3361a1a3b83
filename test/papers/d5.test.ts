import { describe, expect, it } from "vitest";
import { d5 } from "../../src/papers/arxiv2506_10971/d5.ts";
import { evaluate } from "../../src/papers/claim.ts";
import { instance } from "../../src/papers/instance.ts";
import { bruteForceLaw } from "../../testing/bruteForceLaw.ts";
import { expectClose } from "../../testing/close.ts";
import { guidedChain } from "../../testing/revealChain.ts";

const finding = evaluate(d5, "quick");
const uniform = (cells: readonly (readonly [number, number])[], alphabet: number): Float64Array => {
  const law = new Float64Array(alphabet ** 2);
  for (const [x, y] of cells) law[x * alphabet + y] = 1 / cells.length;
  return law;
};

/** The counter-example, written out anew: cells of the target and of the other class on 3 × 3 tokens. */
const target = [
  [0, 2],
  [1, 0],
  [1, 1],
  [1, 2],
  [2, 0],
] as const;
const other = [
  [0, 1],
  [0, 2],
  [1, 1],
  [2, 1],
] as const;
const conditional = uniform(target, 3);
const unconditional = uniform(other, 3).map((p, x) => (p + conditional[x]) / 2);
const law = bruteForceLaw(guidedChain({ alphabet: 3, length: 2, conditional, unconditional }, 1, "rates"));
const factor = ([x, y]: readonly [number, number]) => law[3 * x + y] / conditional[3 * x + y];
/** How many of a cell's two tokens the other class has at the same site, and whether it has the cell. */
const shares = ([x, y]: readonly [number, number]) => ({
  tokens: Number(other.some(([a]) => a === x)) + Number(other.some(([, b]) => b === y)),
  point: other.some(([a, b]) => a === x && b === y),
});

describe("D5's counter-example", () => {
  it("is real: a cell that shares both tokens (R3) weighs more than one that shares one (R2), by the sum over orders", () => {
    expect([shares([2, 0]), shares([1, 2])]).toEqual([
      { tokens: 1, point: false },
      { tokens: 2, point: false },
    ]);
    expect(factor([1, 2])).toBeGreaterThan(factor([2, 0]) + 0.1);
    expectClose(finding.computed["counter-example at w = 1: factor of the R2 cell, of the R3 cell"], [factor([2, 0]), factor([1, 2])], {
      relative: 1e-13,
    });
    expect(finding.detail).toContain(`an R3 cell has factor ${factor([1, 2]).toFixed(3)}, an R2 cell ${factor([2, 0]).toFixed(3)}`);
  });
});

describe("D5 on the two figures", () => {
  it.each([
    ["diamonds", { kind: "preset", name: "diamonds", parameters: { radius: 2 } }],
    ["squares", { kind: "preset", name: "overlapping-squares" }],
  ])("%s, w = 8: the curves are masses of the sum over orders, region by region", (name, world) => {
    const { pair } = instance({ world, target: "z1", w: 0 });
    const expected = bruteForceLaw(guidedChain(pair, 8, "rates"));
    const curves = finding.figures.find(({ id }) => id === "d5-factors");
    if (curves?.kind !== "curves") return expect.fail("no curves");
    const heat = finding.figures.find(({ id }) => id === `d5-${name}`);
    if (heat?.kind !== "heat") return expect.fail("no heat");
    expectClose(heat.panels[2].values, expected, { absolute: 1e-13 });
    const regions = heat.regions ?? [];
    for (const region of new Set(regions.filter((label) => label !== ""))) {
      const mass = (values: ArrayLike<number>) => regions.reduce((sum, label, x) => (label === region ? sum + values[x] : sum), 0);
      const series = curves.series.find((entry) => entry.name === `${name === "diamonds" ? "(a)" : "(b)"} ${region}`);
      expectClose(series?.y.at(-1) ?? Number.NaN, mass(expected) / mass(pair.conditional), { relative: 1e-12 });
    }
  });

  it.each([
    ["d5-diamonds", { kind: "preset", name: "diamonds", parameters: { radius: 2 } }, ["R1", "R2", "R3"]],
    ["d5-squares", { kind: "preset", name: "overlapping-squares" }, ["R1", "R2", "R4"]],
  ] as const)("%s: regions count the tokens shared with the other class; a shared point is R4", (id, world, names) => {
    const heat = finding.figures.find((figure) => figure.id === id);
    if (heat?.kind !== "heat") return expect.fail("no heat");
    const { mixture } = instance({ world, target: "z1", w: 0 });
    const [aim, rest] = (mixture?.classes ?? []).map(({ law: p }) => p);
    const K = heat.alphabet;
    const cells = Array.from(aim, (_, index) => [Math.floor(index / K), index % K] as const);
    const has = (p: Float64Array, [x, y]: readonly [number, number]) => p[x * K + y] > 0;
    const theirs = cells.filter((cell) => has(rest, cell));
    const expected = cells.map((cell) => {
      if (!has(aim, cell)) return "";
      if (has(rest, cell)) return "R4";
      return ["R1", "R2", "R3"][[0, 1].filter((site) => theirs.some((other) => other[site] === cell[site])).length];
    });
    expect(heat.regions).toEqual(expected);
    expect([...new Set(expected)].filter((name) => name !== "").sort()).toEqual(names);
  });
});
