import { describe, expect, it } from "vitest";
import { describeFigure } from "../../../../src/figures/describe.ts";
import type { CurvePoint } from "../../../../src/web/engine/curves/record.ts";
import { type CurveSeries, chartsOf, gapsOf, methodsOf, valueAt } from "../../../../src/web/panels/curves/charts.ts";
import { chartLabel, placeOfMeasure } from "../../../../src/web/panels/curves/places.ts";
import { curvesTakeaway, W_LABEL } from "../../../../src/web/panels/curves/takeaway.ts";
import { seriesWords, withoutWeight } from "../../../../src/web/panels/curves/words.ts";

const point = (w: number, values: Readonly<Record<string, number>>): CurvePoint => ({
  w,
  measures: Object.entries(values).map(([name, value]) => ({ name, value, method: "exact" })),
  fault: null,
});

describe("the place of a measure", () => {
  it("is its group, chart and series", () => {
    const places = {
      "tv(law,tilted)": ["distances", "tv", "tilted"],
      "w1(limit,conditional)": ["distances", "w1", "limit to conditional"],
      "kl(law||tilted)": ["distances", "kl(law||·)", "tilted"],
      "kl(tilted||law)": ["distances", "kl(·||law)", "tilted"],
      "kl(limit||tilted)": ["distances", "kl(law||·)", "limit to tilted"],
      "entropy(conditional)": ["entropy", "entropy", "conditional"],
      "mean x0 (law)": ["moments", "mean x0", "law"],
      "covariance x0,x1 (tilted)": ["moments", "covariance x0,x1", "tilted"],
      "mass point shared (law)": ["regions", "mass point shared", "law"],
      "factor R1": ["regions", "factor", "R1"],
      "E[p(c|x)] (law)": ["confidence", "E[p(c|x)]", "law"],
      "E[log p(c|x)] (tilted)": ["confidence", "E[log p(c|x)]", "tilted"],
      "E[1/p(c|x)] (limit)": ["reciprocal", "E[1/p(c|x)]", "limit"],
    };
    for (const [name, [kind, chart, series]] of Object.entries(places))
      expect([name, placeOfMeasure(name)]).toEqual([name, { kind, chart, series }]);
  });

  it("is none for what no curve shows", () => {
    expect(["renyi2(law||tilted)", "support error", "share improved with common noise"].map(placeOfMeasure)).toEqual([null, null, null]);
  });

  it("has units that fit the world", () => {
    expect(chartLabel("w1", true)).toBe("W₁(law, ·), token steps");
    expect(chartLabel("w1", false)).toBe("W₁(law, ·), length");
    expect(chartLabel("covariance x0,x1", true)).toBe("covariance of x0, x1");
    expect(chartLabel("mass R1", true)).toBe("mass of R1");
  });
});

describe("charts", () => {
  const points = [0, 1, 2].map((w) =>
    point(w, {
      "tv(law,conditional)": 0.1 * w,
      "tv(law,tilted)": 0.05 * w,
      "kl(law||tilted)": w === 2 ? Infinity : w,
      "variance x0 (law)": 1,
      "mean x0 (law)": -w,
      "mean x2 (law)": w,
      "E[1/p(c|x)] (law)": 2 * 30 ** w,
      "E[p(c|x)] (law)": 0.5,
    }),
  );

  it("have a series a law, law and tilted first, over rising w", () => {
    const [tv] = chartsOf(points, "distances", [0, 1], true);
    expect(tv?.series.map(({ name, x, y }) => [name, x, y])).toEqual([
      ["tilted", [0, 1, 2], [0, 0.05, 0.1]],
      ["conditional", [0, 1, 2], [0, 0.1, 0.2]],
    ]);
  });

  it("show the moments of the coordinates on the axes only, means first", () => {
    expect(chartsOf(points, "moments", [0, 1], true).map(({ id }) => id)).toEqual(["mean x0", "variance x0"]);
    expect(chartsOf(points, "moments", [0, 2], true).map(({ id }) => id)).toEqual(["mean x0", "mean x2", "variance x0"]);
  });

  it("have an axis that holds all finite values: from 0 for distances, 0 to 1 for probabilities, logarithmic where E[1/p] grows", () => {
    const [tv, kl] = chartsOf(points, "distances", [0, 1], true);
    expect(tv?.domain[0]).toBe(0);
    expect(tv?.domain[1]).toBeCloseTo(0.212);
    expect(kl?.domain).toEqual([0, 1.06]);
    const [reciprocal] = chartsOf(points, "reciprocal", [0, 1], true);
    expect([reciprocal?.scale, reciprocal?.domain]).toEqual(["log", [2 / 1.2, 1800 * 1.2]]);
    expect(chartsOf(points.slice(0, 2), "reciprocal", [0, 1], true)[0]?.scale).toBe("linear");
    expect(chartsOf(points, "confidence", [0, 1], true)[0]?.domain).toEqual([0, 1]);
    expect(chartsOf(points, "moments", [0, 1], true)[0]?.domain[0]).toBeLessThan(-2);
  });

  it("are linear where a value is 0 or below, which no logarithm shows", () => {
    const vanishing = [point(0, { "factor R1": 1 }), point(1, { "factor R1": 0 })];
    expect(chartsOf(vanishing, "regions", [0, 1], true)[0]).toMatchObject({ scale: "linear", domain: [0, 1.06] });
  });

  it("of regions have the factors last", () => {
    const regional = [point(0, { "mass R1 (law)": 0.5, "factor R1": 1, "mass R2 (law)": 0.5, "factor R2": 1 })];
    expect(chartsOf(regional, "regions", [0, 1], true).map(({ id }) => id)).toEqual(["mass R1", "mass R2", "factor"]);
  });

  it("are none where nothing is known", () => {
    expect(chartsOf([], "distances", [0, 1], true)).toEqual([]);
    expect(chartsOf(points, "regions", [0, 1], true)).toEqual([]);
  });

  it("give figures whose lines break where a value is infinite, and arrays that keep it", () => {
    const { figures, arrays, command } = curvesTakeaway(chartsOf(points, "distances", [0, 1], true), "A caption.");
    const [, kl] = figures;
    expect(kl?.kind === "curves" && [kl.id, kl.x.label, kl.series[0]?.y]).toEqual(["curve-kl-from-law", W_LABEL, [0, 1, null]]);
    expect(arrays.kl_from_law_tilted?.data).toEqual(Float64Array.of(0, 1, Infinity));
    expect(arrays.kl_from_law_tilted_w?.data).toEqual(Float64Array.of(0, 1, 2));
    expect(command).toBe("measure EXP");
    for (const figure of figures) expect(() => describeFigure(figure)).not.toThrow();
    expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length);
  });
});

describe("a series", () => {
  const series = (y: readonly number[], methods: readonly string[] = []): CurveSeries => ({
    name: "law",
    x: y.map((_, i) => i / 2),
    y,
    methods,
  });

  it("has the value of a weight on its grid only", () => {
    expect(valueAt(series([3, 4]), 0.5)).toBe(4);
    expect(valueAt(series([3, 4]), 0.25)).toBeNaN();
  });

  it("says where its line breaks, and why", () => {
    expect(gapsOf(series([1, 2]))).toBe("");
    expect(gapsOf(series([1, Infinity, 2, Infinity, -Infinity]))).toBe("infinite at w = 0.5, from w = 1.5 to 2");
    expect(gapsOf(series([Infinity, Infinity]))).toBe("infinite everywhere");
    expect(gapsOf({ ...series([Number.NaN, Infinity, 1]), x: [-1, 0, 1] })).toBe("infinite at w = 0; not defined at w = −1");
  });

  it("has its methods once each, with the largest error", () => {
    const methods = [
      "quadrature (error ≤ 1.0e-9)",
      "quadrature (error ≤ 3.0e-7)",
      "exact: lattice",
      "quadrature (error ≤ 2.0e-8)",
      "exact: lattice",
    ];
    expect(methodsOf(series([1, 2, 3, 4, 5], methods))).toEqual(["quadrature (error ≤ 3.0e-7)", "exact: lattice"]);
  });
});

describe("words", () => {
  it("say what continuous time is compared with", () => {
    expect(["law", "tilted", "limit", "limit to tilted"].map(seriesWords)).toEqual([
      "law",
      "tilted (wanted)",
      "the same rule in continuous time",
      "in continuous time, to tilted",
    ]);
  });

  it("of a question leave out the weight and nothing else, so that curves do not follow it", () => {
    expect(withoutWeight({ guidance: { rule: "rates", w: 4 }, seed: 3 })).toEqual({ guidance: { rule: "rates" }, seed: 3 });
  });
});
