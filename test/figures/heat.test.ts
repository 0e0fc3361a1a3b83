import { describe, expect, it } from "vitest";
import { colourBar } from "../../src/figures/colourBar.ts";
import { heatDescription } from "../../src/figures/heat.ts";
import { regionEdges, regionLabels } from "../../src/figures/heatRegions.ts";
import { renderSvg } from "../../src/files/svg.ts";
import { heat, heatFine, heatLevels } from "./gallery.ts";

const domainsOf = (figure: typeof heat) => heatDescription(figure).panels.map(({ options }) => options.color?.domain);

describe("heatDescription", () => {
  it("draws all probabilities on one scale from 0 to the largest, colour bar included", () => {
    const [law, tilted, , bar] = domainsOf(heat);
    const highest = Math.max(...heat.panels.flatMap(({ values }) => values));
    expect(law).toEqual([0, highest]);
    expect(tilted).toEqual(law);
    expect(bar).toEqual(law);
  });

  it("draws the difference, and its bar, on a scale symmetric about 0", () => {
    const [, , difference, , bar] = domainsOf(heat);
    const furthest = Math.max(...heat.difference.values.map(Math.abs));
    expect(difference).toEqual([-furthest, furthest]);
    expect(bar).toEqual(difference);
  });

  it("gives a difference of zero everywhere the probabilities' scale", () => {
    const flat = { ...heat, difference: { title: "none", values: heat.difference.values.map(() => 0) } };
    const highest = Math.max(...heat.panels.flatMap(({ values }) => values));
    expect(domainsOf(flat)[2]).toEqual([-highest, highest]);
  });

  it("ends the scales where the figure says", () => {
    const [law, , difference, bar] = domainsOf({ ...heat, top: 0.9, span: 0.4 });
    expect(law).toEqual([0, 0.9]);
    expect(bar).toEqual([0, 0.9]);
    expect(difference).toEqual([-0.4, 0.4]);
  });

  it("shows only tokens with a label or with mass", () => {
    const { options } = heatDescription(heatLevels).panels[0];
    expect([options.x?.domain, options.y?.domain]).toEqual([
      [0, 4],
      [0, 2],
    ]);
    const leaking = { ...heatLevels, panels: [{ title: "law", values: heatLevels.panels[0].values.map((v, i) => (i === 3 ? 0.1 : v)) }] };
    expect(heatDescription(leaking).panels[0].options.y?.domain).toEqual([0, 4]);
  });

  it("keeps the axis labels of the data and the panels inside the figure", () => {
    for (const figure of [heat, heatLevels, heatFine]) {
      const { width, height, panels } = heatDescription(figure);
      expect(panels[0].options.x?.label).toBe(figure.sites[0].label);
      expect(panels[0].options.y?.label).toBe(figure.sites[1].label);
      for (const panel of panels) {
        expect(panel.x).toBeGreaterThanOrEqual(0);
        expect(panel.x + panel.width).toBeLessThanOrEqual(width);
        expect(panel.y + panel.height).toBeLessThanOrEqual(height);
      }
    }
  });
});

it.each([
  [0, 1],
  [0, 0.309],
  [-0.0047, 0.0047],
  [-3e-9, 3e-9],
  [-0.093, 0.093],
])("colourBar from %d to %d has at least three ticks, all on the bar", (low, high) => {
  const colour = { type: "linear", domain: [low, high] } as const;
  const svg = renderSvg({ ...heatDescription(heat), panels: [colourBar("p", colour, [low, high], { x: 14, y: 0, width: 190 })] });
  expect(svg.match(/aria-label="x-axis tick label".*?<\/g>/)?.[0].match(/<text/g)?.length).toBeGreaterThanOrEqual(3);
});

describe("regions", () => {
  const rows = ["AAB", "AAB", "B.."].reverse();
  const at = (i: number, j: number): string => (rows[j]?.[i] ?? "").replace(".", "");

  it("regionEdges draws each straight boundary once, as long as it goes", () => {
    const edges = regionEdges(at, 3, 3);
    expect(edges).toContainEqual({ x1: 2, y1: 1, x2: 2, y2: 3 });
    expect(edges).toContainEqual({ x1: 0, y1: 1, x2: 3, y2: 1 });
    expect(edges).toContainEqual({ x1: 1, y1: 0, x2: 1, y2: 1 });
    expect(edges).toContainEqual({ x1: 0, y1: 3, x2: 3, y2: 3 });
    const drawn = edges.reduce((sum, { x1, y1, x2, y2 }) => sum + x2 - x1 + y2 - y1, 0);
    expect(drawn).toBe(2 + 3 + 1 + 3 + 3 + 2 + 1);
  });

  it("regionLabels names each connected part once, at its top left", () => {
    expect(regionLabels(at, 3, 3)).toEqual([
      { name: "A", column: 0, row: 2 },
      { name: "B", column: 2, row: 2 },
      { name: "B", column: 0, row: 0 },
    ]);
  });
});
