/** @file Densities, fans and portraits: what their scales and labels promise. */
import { describe, expect, it } from "vitest";
import { describeFigure } from "../../src/figures/describe.ts";
import type { FanFigure } from "../../src/studies/figureData.ts";
import { densities, densitiesTop, fan } from "./gallery.ts";

const domainOf = (scale: unknown): readonly number[] => [...((scale as { readonly domain: readonly number[] }).domain ?? [])];
const barOf = (figure: typeof densities, k: number) => describeFigure(figure).panels.at(k)?.options;

describe("densities", () => {
  it("colours go to the largest density, or to the given top and say so", () => {
    const largest = Math.max(...densities.panels.flatMap(({ values }) => values));
    expect(domainOf(barOf(densities, -2)?.color)).toEqual([0, largest]);
    expect(domainOf(barOf(densitiesTop, -2)?.color)).toEqual([0, 0.6]);
    expect(domainOf(barOf(densitiesTop, -1)?.color)).toEqual([-0.6, 0.6]);
  });

  it("a band has the colour of its middle: the panel's scale is the bar's, moved by half a band", () => {
    const panel = domainOf(describeFigure(densitiesTop).panels[0].options.color);
    expect(panel[0]).toBeCloseTo(-0.6 / 24, 12);
    expect(panel[1]).toBeCloseTo(0.6 - 0.6 / 24, 12);
  });
});

describe("fan", () => {
  const names = (figure: FanFigure): number[] => describeFigure(figure).panels.map(({ width }) => width);

  it("leaves room for the levels' names right of the last panel of a row only", () => {
    const [, first, second, third, fourth] = names(fan);
    const bare = names({ ...fan, levels: [] }).slice(1);
    expect(second - first).toBeGreaterThan(bare[1] - bare[0]);
    expect([third, fourth]).toEqual([first, second]);
  });
});
