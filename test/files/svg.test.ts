import { dot, line } from "@observablehq/plot";
import { JSDOM } from "jsdom";
import { describe, expect, it, vi } from "vitest";
import { describeFigure } from "../../src/figures/describe.ts";
import { type PlotDescription, pixelOptions } from "../../src/figures/plotDescription.ts";
import { renderSvg } from "../../src/files/svg.ts";
import { curvesEmpty, curvesLinear, dots, gallery, heat, heatLevels } from "../figures/gallery.ts";

/** Numbers in attributes to two decimals; texts stay, so that the stored pictures say what the figures say. */
const rounded = (svg: string): string =>
  svg.replace(/(?<==")[^"]*(?=")/g, (value) => value.replace(/-?\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * 100) / 100)));

const parsed = (svg: string) => new JSDOM(svg, { contentType: "image/svg+xml" }).window.document;

const described = (marks: PlotDescription["panels"][number]["options"]["marks"], more = {}): PlotDescription => ({
  id: "sample",
  title: "a < b & c",
  caption: "so that > and \u00a0 survive",
  width: 100,
  height: 50,
  panels: [{ x: 0, y: 0, width: 100, height: 50, options: { ...pixelOptions(100, 50, marks), ...more } }],
});

describe("renderSvg", () => {
  it.each(gallery.map((figure) => [figure.id, figure] as const))("%s looks as it did (numbers to two decimals)", async (id, figure) => {
    await expect(rounded(renderSvg(describeFigure(figure), "standalone"))).toMatchFileSnapshot(`./snapshots/${id}.svg`);
  });

  it.each(gallery.map((figure) => [figure.id, figure] as const))(
    "%s: two renders give the same string, whatever came between",
    (_, figure) => {
      const first = renderSvg(describeFigure(figure));
      renderSvg(described([line([1, 2, 3], { clip: "frame" })]));
      expect(renderSvg(describeFigure(figure))).toBe(first);
    },
  );

  it("is well-formed XML with a title and a description that name it", () => {
    for (const variant of ["inline", "standalone"] as const) {
      const document = parsed(renderSvg(described([]), variant));
      const svg = document.documentElement;
      const [title, desc] = (svg.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id));
      expect(title?.textContent).toBe("a < b & c");
      expect(desc?.textContent).toBe("so that > and \u00a0 survive");
      expect(svg.getAttribute("role")).toBe("img");
    }
  });

  it("several figures in one page share no id and bring no class or style of their own", () => {
    const figures = gallery.map((figure) => renderSvg(describeFigure(figure)));
    const ids = figures.flatMap((svg) => [...svg.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
    expect(new Set(ids).size).toBe(ids.length);
    for (const svg of figures) expect(svg).not.toMatch(/<style| class="|plot-/);
  });

  it("names clip paths after the figure, numbered in order of appearance", () => {
    const [panel] = described([line([1, 2, 3], { clip: "frame" })]).panels;
    const clipped = renderSvg({ ...described([]), panels: [panel, panel] });
    expect([...clipped.matchAll(/ id="(fig-sample-clip-\d+)"/g)].map(([, id]) => id)).toEqual(["fig-sample-clip-1", "fig-sample-clip-2"]);
    expect(clipped).toContain("url(#fig-sample-clip-2)");
  });

  it("inline has no ground and the page's ink; standalone has a white ground, dark ink and a dark theme", () => {
    const inline = renderSvg(describeFigure(dots));
    expect(inline).not.toMatch(/ground| color=/);
    expect(inline).toContain('fill="currentColor"');
    const standalone = renderSvg(describeFigure(dots), "standalone");
    expect(standalone).toContain('fill="#ffffff"/>');
    expect(standalone).toContain(' color="#1a1a1a"');
    expect(standalone).toContain("prefers-color-scheme: dark");
  });

  it("breaks a line at null: one path, two strokes", () => {
    const document = parsed(renderSvg(describeFigure(curvesLinear)));
    const path = [...document.querySelectorAll("[aria-label=line] path")].map((p) => p.getAttribute("d") ?? "");
    expect(path.filter((d) => (d.match(/M/g) ?? []).length === 2)).toHaveLength(1);
    expect(path.join("")).not.toContain("NaN");
  });

  it("draws an empty figure as an empty frame", () => {
    expect(parsed(renderSvg(describeFigure(curvesEmpty))).querySelectorAll("[aria-label=line] path")).toHaveLength(0);
  });

  it("prints each cell's value in ink that its colour carries", () => {
    const texts = [...parsed(renderSvg(describeFigure(heat))).querySelectorAll("text")];
    const inkOf = (name: string) =>
      texts
        .find(({ textContent }) => textContent === name)
        ?.closest("g[fill]")
        ?.getAttribute("fill");
    expect([inkOf("6e−7"), inkOf("0.125")]).toEqual(["#111111", "#ffffff"]);
  });

  it("puts site 0 along x and site 1 upwards along y", () => {
    const texts = [...parsed(renderSvg(describeFigure(heatLevels))).querySelectorAll("text")];
    const place = (name: string): readonly number[] => {
      const text = texts.find(({ textContent }) => textContent === name);
      return (text?.getAttribute("transform")?.match(/[\d.]+/g) ?? []).map(Number);
    };
    const [firstMale, firstFemale, crewMale] = ["0.040", "0.200", "0.140"].map(place);
    expect(firstFemale[0]).toBe(firstMale[0]);
    expect(firstFemale[1]).toBeLessThan(firstMale[1]);
    expect(crewMale[1]).toBe(firstMale[1]);
    expect(crewMale[0]).toBeGreaterThan(firstMale[0]);
  });

  it("turns a warning of Plot into an error that names the figure", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const numbersAsStrings = described([dot(["1", "2"], { x: ["1", "2"] })], { x: {} });
    expect(() => renderSvg(numbersAsStrings)).toThrow("renderSvg: figure sample must draw without warnings, got 1 warning");
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });

  it("does not take a text of the figure's own for a warning", () => {
    expect(() => renderSvg({ ...described([]), title: "\u26a0 careful" })).not.toThrow();
  });
});
