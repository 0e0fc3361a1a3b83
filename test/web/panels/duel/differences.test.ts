import { describe, expect, it } from "vitest";
import { describeFigure } from "../../../../src/figures/describe.ts";
import type { DuelLaws, DuelRecord, PairsRecord } from "../../../../src/web/engine/duel/record.ts";
import { differenceOf, lineCharts, rowsOf, scaleOf } from "../../../../src/web/panels/duel/differences.ts";
import { duelTakeaway } from "../../../../src/web/panels/duel/takeaway.ts";

const site = (label: string) => ({ label, ticks: ["0", "1"] });
const tokens: Extract<DuelLaws, { kind: "tokens" }> = {
  kind: "tokens",
  alphabet: 2,
  sites: [site("site 0"), site("site 1")],
  shown: [0, 1],
  a: Float64Array.of(0.5, 0.5, 0, 0),
  b: Float64Array.of(0.25, 0.5, 0.25, 0),
};
const line: Extract<DuelLaws, { kind: "line" }> = { kind: "line", x: Float64Array.of(0, 1, 2), a: Float64Array.of(0, 1, 0), b: null };
const plane: DuelLaws = {
  kind: "plane",
  x: Float64Array.of(0, 1),
  y: Float64Array.of(0, 1, 2),
  a: new Float64Array(6).fill(1),
  b: new Float64Array(6).fill(0.5),
};
const record = (laws: DuelLaws): DuelRecord => ({
  laws,
  sides: [
    {
      distances: [
        { name: "tv(law,tilted)", value: 0.1, method: "exact" },
        { name: "kl(law||tilted)", value: Infinity, method: "exact" },
      ],
      missing: null,
    },
    { distances: [{ name: "tv(law,tilted)", value: 0.2, method: "exact, 4 steps" }], missing: null },
  ],
  between: [],
});

describe("a duel's pictures", () => {
  it("show A less B, where both are known", () => {
    expect(differenceOf(tokens)).toEqual(Float64Array.of(0.25, 0, -0.25, 0));
    expect(differenceOf(line)).toBeNull();
  });

  it("keep to the four views' scale where it suffices, and do not colour rounding", () => {
    expect(scaleOf(tokens, 0.8)).toEqual({ top: 0.8, span: 0.25 });
    expect(scaleOf(tokens, 0.1)).toEqual({ top: 0.5, span: 0.25 });
    expect(scaleOf({ ...tokens, b: tokens.a }, null).span).toBe(0.05);
  });

  it("over one axis have both laws, and the difference where there is one", () => {
    const [laws, difference] = lineCharts(line);
    expect([laws?.series.map(({ name }) => name), difference?.series]).toEqual([["law A"], []]);
    const one = lineCharts({ ...tokens, shown: [0], a: Float64Array.of(0.5, 0.5), b: Float64Array.of(1, 0) });
    expect(one.map(({ series }) => series.map(({ x, y }) => [x, y]))).toEqual([
      [
        [
          [0, 1],
          [0.5, 0.5],
        ],
        [
          [0, 1],
          [1, 0],
        ],
      ],
      [
        [
          [0, 1],
          [-0.5, 0.5],
        ],
      ],
    ]);
    expect(one[1]?.domain).toEqual([-0.5, 0.5]);
  });
});

describe("a duel's table", () => {
  it("has a row a distance, and a method each that differs", () => {
    expect(rowsOf(record(tokens))).toEqual([
      { quantity: "tv(law,tilted)", a: 0.1, b: 0.2, methods: ["exact", "exact, 4 steps"] },
      { quantity: "kl(law||tilted)", a: Infinity, b: null, methods: ["exact"] },
    ]);
  });
});

describe("what a duel gives away", () => {
  const pairs: PairsRecord = {
    n: 2,
    lost: 0,
    nfe: [1, 2],
    measures: [],
    points: { a: Float64Array.of(1, 2, 3, 4), b: Float64Array.of(5, 6, 7, 8), wide: 2 },
    method: "",
  };

  it("is what is on screen, in figures that can be drawn", () => {
    const kinds = (laws: DuelLaws): readonly string[] => {
      const { figures } = duelTakeaway(record(laws), pairs, ["one", "other"], 0.75);
      for (const figure of figures) expect(() => describeFigure(figure)).not.toThrow();
      return figures.map(({ kind }) => kind);
    };
    expect(kinds(tokens)).toEqual(["heat", "categories"]);
    const [heat] = duelTakeaway(record(tokens), null, ["one", "other"], 0.75).figures;
    expect(heat?.kind === "heat" && [heat.top, heat.span, heat.difference.values]).toEqual([0.75, 0.25, [0.25, 0, -0.25, 0]]);
    expect(kinds(line)).toEqual(["curves", "categories"]);
    expect(kinds(plane)).toEqual(["densities", "categories"]);
    expect(kinds({ kind: "none" })).toEqual(["categories"]);
    expect(kinds({ ...tokens, a: null, b: null })).toEqual(["categories"]);
  });

  it("has arrays of both laws and of the pairs", () => {
    const { arrays, figures } = duelTakeaway(record(plane), pairs, ["one", "other"], 0.75);
    expect(Object.fromEntries(Object.entries(arrays).map(([name, { shape }]) => [name, shape]))).toEqual({
      x: [2],
      y: [3],
      law_a: [3, 2],
      law_b: [3, 2],
      pairs_a: [2, 2],
      pairs_b: [2, 2],
    });
    expect(figures[0]?.caption).toBe("A: one. B: other.");
  });
});
