import { describe, expect, it } from "vitest";
import { contrast, diverging, graded, inkOn, sequential, seriesStyles } from "../../src/figures/palette.ts";

const roles = ["law", "tilted", "conditional", "unconditional"];
const others = ["a", "b", "c", "d", "e", "f"];
const grid = Array.from({ length: 101 }, (_, i) => i / 100);

describe("seriesStyles", () => {
  it("gives a role the same look in every figure, whatever stands beside it", () => {
    const alone = seriesStyles(["tilted"])[0];
    expect(seriesStyles(["samples", "law", "tilted"])[2]).toEqual(alone);
  });

  it("reads the role from the first word: a distance to the law is not the law", () => {
    const [law, exact, distance, lawless] = seriesStyles(["law", "exact, w = 1", "TV(law, tilted)", "lawless"]).map((s) => s.colour);
    expect(exact).toBe(law);
    expect(distance).not.toBe(law);
    expect(lawless).not.toBe(law);
  });

  it("draws the paper in the page's own ink", () => {
    expect(seriesStyles(["paper"])[0].colour).toBe("currentColor");
  });

  it("never gives two of the eleven looks the same line or the same symbol and fill, so greyscale still reads", () => {
    const styles = seriesStyles([...roles, "paper", ...others]);
    expect(new Set(styles.map((s) => s.dash)).size).toBe(11);
    expect(new Set(styles.map((s) => `${s.symbol} ${s.filled}`)).size).toBe(11);
  });

  it("tells members of one role apart by ink, the last one strongest; the paper's, being ink, by opacity", () => {
    const styles = seriesStyles(["law, w = 0", "tilted", "law, w = 1", "law, w = 2"]);
    expect(styles.map((s) => s.ink)).toEqual([0, 0, 0.3, 0.6]);
    expect(styles.map((s) => s.opacity)).toEqual([1, 1, 1, 1]);
    const paper = [0, 1].map((rank) => graded(seriesStyles(["paper"])[0], rank, 2));
    expect(paper.map((s) => [s.ink, s.opacity])).toEqual([
      [0, 0.6],
      [0, 1],
    ]);
  });

  it("gives every colour a contrast of at least 3 on the white and on the dark page", () => {
    for (const { colour } of seriesStyles([...roles, ...others])) {
      expect(contrast(colour, "#ffffff"), colour).toBeGreaterThanOrEqual(3);
      expect(contrast(colour, "#14161a"), colour).toBeGreaterThanOrEqual(3);
    }
  });

  it.each([
    ["roles", 0.1, roles],
    ["looks", 0.06, [...roles, ...others]],
  ])("keeps the %s apart by an OKLab difference of %d for each kind of colour blindness", (_, least, names) => {
    const colours = seriesStyles(names).map((s) => s.colour);
    for (const [kind, matrix] of Object.entries(machado)) {
      for (const [i, a] of colours.entries()) {
        for (const b of colours.slice(i + 1))
          expect(distance(seen(a, matrix), seen(b, matrix)), `${kind} ${a} ${b}`).toBeGreaterThan(least);
      }
    }
  });
});

describe("ramps", () => {
  it("sequential darkens all the way from 0 to 1", () => {
    const steps = grid.map((t) => contrast(sequential(t), "#000000"));
    expect(steps.every((c, i) => i === 0 || c < steps[i - 1])).toBe(true);
  });

  it("diverging is palest at one half and darkens to both sides", () => {
    const steps = grid.map((t) => contrast(diverging(t), "#000000"));
    expect(Math.max(...steps)).toBe(steps[50]);
    expect(steps.every((c, i) => i === 0 || (i <= 50 ? c > steps[i - 1] : c < steps[i - 1]))).toBe(true);
  });

  it("inkOn is readable on every ramp colour (worst case of two inks: √18.9)", () => {
    for (const t of grid) {
      for (const colour of [sequential(t), diverging(t)]) expect(contrast(inkOn(colour), colour)).toBeGreaterThanOrEqual(4.3);
    }
  });

  it("contrast of black and white is 21, of a colour with itself 1", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 12);
    expect(contrast("#1c72d8", "#1c72d8")).toBe(1);
  });
});

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB. */
const machado: Readonly<Record<string, Matrix>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const times = (m: Matrix, [a, b, c]: Triple): Triple => [dot(m[0], [a, b, c]), dot(m[1], [a, b, c]), dot(m[2], [a, b, c])];
const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

function seen(colour: string, matrix: Matrix): Triple {
  const linear = (at: number): number => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return oklab(times(matrix, [linear(1), linear(3), linear(5)]));
}

/** Linear RGB → OKLab (Ottosson 2020); a difference of 0.02 is just noticeable. */
function oklab(rgb: Triple): Triple {
  const toCones: Matrix = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
  ];
  const toLab: Matrix = [
    [0.2104542553, 0.793617785, -0.0040720468],
    [1.9779984951, -2.428592205, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.808675766],
  ];
  const [l, m, s] = times(toCones, rgb);
  return times(toLab, [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)]);
}

const distance = (a: Triple, b: Triple): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
