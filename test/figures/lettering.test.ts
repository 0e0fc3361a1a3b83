import { describe, expect, it } from "vitest";
import { cellNumber, powerOfTen, shortNumber, textWidth, wrapWords } from "../../src/figures/lettering.ts";

describe("shortNumber", () => {
  it.each([
    [0, "0"],
    [-0, "0"],
    [0.125, "0.125"],
    [-3, "−3"],
    [4.9380000001, "4.938"],
    [1200, "1200"],
    [1e-9, "10⁻⁹"],
    [-1e-9, "−10⁻⁹"],
    [1.25e-7, "1.25×10⁻⁷"],
    [2e12, "2×10¹²"],
    [Number.NaN, "NaN"],
    [Number.NEGATIVE_INFINITY, "−∞"],
  ])("shortNumber(%d) is %s", (value, text) => {
    expect(shortNumber(value)).toBe(text);
  });

  it("keeps only the asked number of digits", () => {
    expect(shortNumber(1 / 3, 3)).toBe("0.333");
  });
});

describe("cellNumber", () => {
  it.each([
    [0, 3, false, "0"],
    [0.125, 3, false, "0.125"],
    [0.125, 2, true, "+0.13"],
    [-0.02, 2, true, "−0.02"],
    [0.00002, 3, false, "2e−5"],
    [-0.0003, 2, true, "−3e−4"],
  ])("cellNumber(%d, %d, %s) is %s", (value, decimals, signed, text) => {
    expect(cellNumber(value, decimals, signed)).toBe(text);
  });
});

describe("wrapWords", () => {
  it("breaks at spaces only and loses no word", () => {
    const text = "the probability that some site is still masked";
    const lines = wrapWords(text, 90);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join(" ")).toBe(text);
    expect(lines.every((line) => textWidth(line) <= 90)).toBe(true);
  });

  it("leaves a word that is too long whole", () => {
    expect(wrapWords("unconditional", 5)).toEqual(["unconditional"]);
  });
});

it("powerOfTen writes 1, 10 and superscripts", () => {
  expect([0, 1, 2, -13].map(powerOfTen)).toEqual(["1", "10", "10²", "10⁻¹³"]);
});
