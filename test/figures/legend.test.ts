import { describe, expect, it } from "vitest";
import { type LegendEntry, legendPanel } from "../../src/figures/legend.ts";
import { seriesStyles } from "../../src/figures/palette.ts";

const entries = (names: readonly string[], shows: LegendEntry["shows"]): readonly LegendEntry[] =>
  seriesStyles(names).map((style, i) => ({ name: names[i], style, shows }));

describe("legendPanel", () => {
  it("takes more rows where the names do not fit", () => {
    const names = ["law", "tilted", "conditional", "unconditional"];
    const wide = legendPanel(entries(names, ["line"]), 0, 0, 600);
    const narrow = legendPanel(entries(names, ["line"]), 0, 0, 150);
    expect(narrow.height).toBeGreaterThan(2 * wide.height);
  });

  it("shows a series that has a line and points once", () => {
    const both = [...entries(["law"], ["line"]), ...entries(["law"], ["point"])];
    expect(legendPanel(both, 0, 0, 60).height).toBe(legendPanel(entries(["law"], ["line"]), 0, 0, 60).height);
  });

  it("without series has no height", () => {
    expect(legendPanel([], 0, 0, 100).height).toBe(0);
  });
});
