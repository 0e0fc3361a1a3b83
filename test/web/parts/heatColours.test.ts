import { describe, expect, it } from "vitest";
import { diverging, sequential } from "../../../src/figures/palette.ts";
import { colourOf, inkFor, paint, ZERO } from "../../../src/web/parts/heatColours.ts";
import { cellTicks, valueTicks } from "../../../src/web/parts/mapTicks.ts";
import { tokenRaster } from "../../../src/web/parts/raster.ts";

const plain = { most: 0.5, signed: false };
const signed = { most: 0.5, signed: true };

describe("colours of a map", () => {
  it("are those of the figures' ramps, from 0 to the top", () => {
    expect(colourOf(0.5, plain)).toBe(sequential(1));
    expect(colourOf(1e-12, plain)).toBe(sequential(0));
    expect(colourOf(9, plain)).toBe(sequential(1));
    expect(colourOf(-0.5, signed)).toBe(diverging(0));
    expect(colourOf(0.7, signed)).toBe(diverging(1));
  });

  it("tell exact zero from what is merely small, but not in a difference", () => {
    expect(colourOf(0, plain)).toBe(ZERO);
    expect(colourOf(0, signed)).toBe(colourOf(1e-12, signed));
  });

  it("carry ink that can be read", () => {
    expect(inkFor(0.5, plain)).toBe("#ffffff");
    expect(inkFor(0.01, plain)).toBe("#111111");
  });

  it("fill pixels from the top row down, opaque", () => {
    const values = Float64Array.of(0, 0.5, 1e-9, 0);
    const pixels = new Uint32Array(4);
    paint(values, tokenRaster(2), plain, pixels);
    const hex = Array.from(pixels, (pixel) => [0, 8, 16].map((shift) => ((pixel >>> shift) & 255).toString(16).padStart(2, "0")).join(""));
    // Values [site 0][site 1]: (0, 1) stands in the upper row on the left.
    expect(hex.map((text) => `#${text}`)).toEqual([sequential(1), ZERO, ZERO, sequential(0)]);
    expect(Array.from(pixels, (pixel) => pixel >>> 24)).toEqual([255, 255, 255, 255]);
  });
});

describe("ticks beside a map", () => {
  it("stand in the middle of cells, fewer where they would touch", () => {
    expect(cellTicks(["a", "b"], 2, 100, false)).toEqual([
      { share: 0.25, text: "a" },
      { share: 0.75, text: "b" },
    ]);
    const names = Array.from({ length: 64 }, (_, k) => String(k));
    const few = cellTicks(names, 64, 200, true);
    expect(few.length).toBeLessThan(14);
    expect(few.length).toBeGreaterThan(8);
  });

  it("are round numbers inside the ends", () => {
    const ticks = valueTicks([-1.2, 3.3], 300);
    expect(ticks.map(({ text }) => text)).toContain("0");
    expect(ticks.find(({ text }) => text === "0")?.share).toBeCloseTo(1.2 / 4.5, 12);
    expect(ticks.every(({ share }) => share >= 0 && share <= 1)).toBe(true);
  });
});
