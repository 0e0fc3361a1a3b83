/** @file The framed kinds: curves, categories, ellipses, and the places of texts in them. */
import { describe, expect, it } from "vitest";
import { describeFigure } from "../../src/figures/describe.ts";
import { covers, labelPlaces } from "../../src/figures/ellipseLabels.ts";
import { ellipseOutline } from "../../src/figures/ellipses.ts";
import type { FigureData } from "../../src/studies/figureData.ts";
import { bars, curvesEmpty, curvesLinear, densitiesTop, dots, ellipses, ellipsesDegenerate, gallery, heat } from "./gallery.ts";

describe("describeFigure", () => {
  it.each(gallery.map((figure) => [figure.id, figure] as const))("%s: panels inside the figure, head as given", (_, figure) => {
    const { id, title, caption, width, height, panels } = describeFigure(figure);
    expect({ id, title, caption }).toEqual({ id: figure.id, title: figure.title, caption: figure.caption });
    for (const panel of panels) {
      expect(Math.min(panel.x, panel.y)).toBeGreaterThanOrEqual(0);
      expect(panel.x + panel.width).toBeLessThanOrEqual(width + 1e-9);
      expect(panel.y + panel.height).toBeLessThanOrEqual(height + 1e-9);
      expect([panel.options.width, panel.options.height]).toEqual([panel.width, panel.height]);
    }
  });

  it.each(gallery.map((figure) => [figure.id, figure] as const))("%s: two descriptions are equal", (_, figure) => {
    expect(JSON.stringify(describeFigure(figure))).toBe(JSON.stringify(describeFigure(figure)));
  });

  it.each<[string, FigureData, string]>([
    ["an id that is no name", { ...bars, id: "a b" }, 'describeFigure: id must be a letter, then letters, digits, - and _, got "a b"'],
    [
      "a heat map with too few values",
      { ...heat, alphabet: 5 },
      'describeFigure(heat-regions): values of "law" must be a list of 25 entries, got 16',
    ],
    [
      "a heat map with an infinite value",
      { ...heat, panels: [{ title: "law", values: heat.panels[0].values.with(3, Number.POSITIVE_INFINITY) }] },
      'describeFigure(heat-regions): values of "law" must be finite, got Infinity',
    ],
    [
      "a heat map without panels",
      { ...heat, panels: [] },
      "describeFigure(heat-regions): panels must be a list of at least one entry, got 0",
    ],
    ["too few regions", { ...heat, regions: ["R1"] }, "describeFigure(heat-regions): regions must be a list of 16 entries, got 1"],
    [
      "a curve with more x than y",
      { ...curvesEmpty, series: [{ name: "law", mark: "line", x: [1, 2], y: [1] }] },
      'describeFigure(curves-empty): y of "law" must be a list of 2 entries, got 1',
    ],
    [
      "an axis with two equal ends",
      { ...curvesEmpty, x: { label: "w", scale: "linear", shown: [2, 2] } },
      "describeFigure(curves-empty): x.shown must be two different finite numbers, got [2, 2]",
    ],
    [
      "an axis that never ends",
      { ...curvesEmpty, y: { label: "density", scale: "linear", shown: [0, Infinity] } },
      "describeFigure(curves-empty): y.shown must be two different finite numbers, got [0, Infinity]",
    ],
    [
      "colours that end at no density",
      { ...densitiesTop, top: 0 },
      "describeFigure(densities-top): top must be a finite number above 0, got 0",
    ],
    [
      "a category without a value",
      { ...bars, series: [{ name: "law", values: [1] }] },
      'describeFigure(bars): values of "law" must be a list of 6 entries, got 1',
    ],
  ])("refuses %s", (_, figure, message) => {
    expect(() => describeFigure(figure)).toThrow(message);
  });
});

describe("curves", () => {
  it("keep the axis labels of the data", () => {
    const { options } = describeFigure(curvesLinear).panels[1];
    expect([options.x?.label, options.y?.label]).toEqual([curvesLinear.x.label, curvesLinear.y.label]);
  });
});

describe("categories", () => {
  it("bars stand on zero, and the value axis has the data's label", () => {
    const { options } = describeFigure(bars).panels[1];
    const [low, high] = [...(options.y?.domain ?? [])].map(Number);
    expect(low).toBe(0);
    expect(high).toBeGreaterThan(5.573);
    expect(options.y?.label).toBe(bars.valueLabel);
  });

  it("dots run from the first category at the top to the last at the bottom", () => {
    const { options } = describeFigure(dots).panels[1];
    expect(options.y?.domain).toEqual([4.5, -0.5]);
  });

  it("without any category or series there is an empty frame", () => {
    for (const layout of ["vertical", "horizontal"] as const) {
      expect(describeFigure({ ...bars, layout, categories: [], series: [] }).panels).toHaveLength(2);
    }
  });
});

describe("ellipses", () => {
  it("have one panel per series on the same axes of equal scale", () => {
    const [law, tilted] = describeFigure(ellipses).panels.map(({ options }) => [options.x?.domain, options.y?.domain]);
    expect(tilted).toEqual(law);
    const [x, y] = law.map((domain) => [...(domain ?? [])].map(Number)).map(([low, high]) => high - low);
    expect(x).toBeCloseTo(y, 12);
  });

  it("ellipseOutline has the given covariance: second moments of a uniform angle, doubled", () => {
    const covariance = [2, 0.6, 0.6, 0.5] as const;
    const outline = ellipseOutline({ series: "law", w: 0, mean: [1, -1], covariance }).slice(1);
    const moment = (i: 0 | 1, j: 0 | 1): number =>
      (2 / outline.length) * outline.reduce((sum, p) => sum + (p[i] - [1, -1][i]) * (p[j] - [1, -1][j]), 0);
    expect([moment(0, 0), moment(0, 1), moment(1, 0), moment(1, 1)].map((v, i) => v - covariance[i])).toEqual(
      covariance.map(() => expect.closeTo(0, 12)),
    );
  });

  it("ellipseOutline of a singular covariance is a segment or a point, never NaN", () => {
    for (const ellipse of ellipsesDegenerate.ellipses) {
      for (const [x, y] of ellipseOutline(ellipse)) expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
    }
    const point = ellipseOutline(ellipsesDegenerate.ellipses[0]);
    expect(point.every(([x, y]) => x === 0 && y === 0)).toBe(true);
  });

  it("without any ellipse there is no panel and no crash", () => {
    expect(describeFigure({ ...ellipses, ellipses: [] }).panels).toEqual([]);
  });

  it("labelPlaces keeps texts apart, inside the frame and off the means", () => {
    const circle = (centre: readonly [number, number], r: number, text: string) => ({
      text,
      centre,
      points: Array.from({ length: 90 }, (_, i) => {
        const angle = (2 * Math.PI * i) / 90;
        return [centre[0] + r * Math.cos(angle), centre[1] - r * Math.sin(angle)] as const;
      }),
    });
    const curves = [
      circle([100, 100], 80, "w = 0"),
      circle([100, 100], 60, "w = 1"),
      circle([120, 100], 3, "w = 7"),
      circle([195, 5], 0, "w = 9"),
    ];
    const boxes = labelPlaces(curves, [], 200);
    for (const [i, a] of boxes.entries()) {
      expect(Math.min(a.x - a.halfWidth, a.y - a.halfHeight, 200 - a.x - a.halfWidth, 200 - a.y - a.halfHeight)).toBeGreaterThanOrEqual(0);
      expect(curves.some(({ centre }) => covers(a, centre))).toBe(false);
      for (const b of boxes.slice(i + 1)) {
        expect(Math.abs(a.x - b.x) >= a.halfWidth + b.halfWidth || Math.abs(a.y - b.y) >= a.halfHeight + b.halfHeight).toBe(true);
      }
    }
  });
});
