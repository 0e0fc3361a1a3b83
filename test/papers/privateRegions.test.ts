import { describe, expect, it } from "vitest";
import { type Cell, cellsOf, FAMILIES, READINGS, randomMixture, search, tableOf, worstRatios } from "../../src/papers/privateRegions.ts";
import { stream } from "../../src/random/stream.ts";
import { bruteForceLaw } from "../../testing/bruteForceLaw.ts";
import { guidedChain } from "../../testing/revealChain.ts";
import { digitsOf } from "../../testing/rowMajor.ts";

const drawn = (k: number, alphabet = 3, length = 3) => randomMixture(alphabet, length, stream(1, "privateRegions", k));
const cell = (tokens: readonly number[], privateSites: number, factor: number, mass = 0.1): Cell => ({
  tokens,
  mass,
  privateSites,
  privateCount: tokens.filter((_, i) => privateSites & (1 << i)).length,
  factor,
});

describe("randomMixture", () => {
  it("draws laws of every family, each class a law on a box with something in it", () => {
    const families = new Set<string>();
    for (let k = 0; k < 60; k++) {
      const { mixture, family, w, rule } = drawn(k);
      families.add(family);
      for (const { law } of mixture.classes) expect(law.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
      expect(w >= 0.25 && w <= 16).toBe(true);
      expect(["rates", "tokens"]).toContain(rule);
      const inside = [...mixture.classes[0].law].filter((p) => p > 0);
      if (family === "uniform on boxes") expect(new Set(inside.map((p) => p.toFixed(12))).size).toBe(1);
    }
    expect(families).toEqual(new Set(FAMILIES));
  });
});

describe("cellsOf", () => {
  it.each(Array.from({ length: 12 }, (_, k) => k))(
    "mixture %d: factors are those of the sum over orders; private tokens are counted anew",
    (k) => {
      const random = drawn(k);
      const { alphabet, length, classes } = random.mixture;
      const share = classes.reduce((sum, { weight }) => sum + weight, 0);
      const unconditional = classes[0].law.map((_, x) => classes.reduce((sum, { weight, law }) => sum + (weight / share) * law[x], 0));
      const law = bruteForceLaw(guidedChain({ alphabet, length, conditional: classes[0].law, unconditional }, random.w, random.rule));
      const cells = cellsOf(random);
      expect(cells).toHaveLength(classes[0].law.filter((p) => p > 1e-9).length);
      for (const { tokens, mass, factor, privateSites, privateCount } of cells) {
        const x = tokens.reduce((index, token) => index * alphabet + token, 0);
        expect(mass).toBeCloseTo(classes[0].law[x], 12);
        expect(Math.abs(factor * mass - law[x])).toBeLessThan(1e-11);
        const alone = tokens.map(
          (token, i) => !classes.slice(1).some((other) => other.law.some((p, y) => p > 0 && digitsOf(y, length, alphabet)[i] === token)),
        );
        expect(tokens.map((_, i) => (privateSites & (1 << i)) !== 0)).toEqual(alone);
        expect(privateCount).toBe(alone.filter(Boolean).length);
      }
    },
  );
});

describe("worstRatios", () => {
  it("reads each sentence as it says, on cells by hand", () => {
    // Site 0 private in (0,·), site 1 private in (·,0).
    const cells = [cell([0, 0], 3, 2), cell([0, 1], 1, 3), cell([1, 0], 2, 1), cell([1, 1], 0, 0.5), cell([1, 2], 0, 1.5)];
    const ratios = worstRatios(cells);
    // (0,1) should not outweigh (0,0): 3/2. Of the private-less, (1,1) compares with (0,1) and (1,0), (1,2) with (1,0): 1.5/1.
    expect(ratios["one cell made more private"]).toBe(1.5);
    // Means: {both} 2, {0} 3, {1} 1, {} 1 (equal masses): 3/2.
    expect(ratios["means of nested regions"]).toBeCloseTo(1.5, 12);
    // Means by number: 2: 2; 1: 2; 0: 1.
    expect(ratios["means by number"]).toBeCloseTo(1, 12);
    expect(ratios["every cell"]).toBe(1.5);
  });

  it("compares a cell with no other that differs at a site where neither is made private", () => {
    const apart = [cell([0, 1], 1, 1), cell([1, 2], 0, 9)];
    expect(worstRatios(apart)).toMatchObject({ "one cell made more private": 0, "every cell": 9 });
  });

  it("weighs a region's mean by p_c", () => {
    const cells = [cell([0, 1], 1, 1, 0.9), cell([0, 2], 1, 11, 0.1), cell([1, 1], 0, 4, 0.5)];
    expect(worstRatios(cells)["means of nested regions"]).toBeCloseTo(4 / 2, 12);
  });
});

describe("search", () => {
  it("counts what breaks each reading, keeps the smallest, and reports its progress", () => {
    const shares: number[] = [];
    const found = search(
      1500,
      (k) => drawn(k),
      (share) => shares.push(share),
    );
    expect(shares).toEqual([0, 1 / 3, 2 / 3]);
    expect(found.broken["one cell made more private"]).toEqual(Object.fromEntries(FAMILIES.map((family) => [family, 0])));
    for (const reading of READINGS) {
      const smallest = found.smallest[reading];
      const total = FAMILIES.reduce((sum, family) => sum + found.broken[reading][family], 0);
      expect(smallest === null).toBe(total === 0);
      if (smallest) expect(worstRatios(cellsOf(smallest.random))[reading]).toBe(smallest.ratio);
    }
    expect(found.smallest["means of nested regions"]).not.toBeNull();
    expect(found.comparable).toBeLessThan(found.mixtures);
  });

  it("finds the reading broken where guidance goes below 0: there private tokens lose", () => {
    const found = search(
      200,
      (k) => ({ ...drawn(k), w: -0.5 }),
      () => {},
    );
    expect(FAMILIES.reduce((sum, family) => sum + found.broken["one cell made more private"][family], 0)).toBeGreaterThan(50);
  });
});

describe("tableOf", () => {
  it("is the mixture as a world of an experiment", () => {
    const { mixture } = drawn(3);
    expect(tableOf(mixture)).toMatchObject({ kind: "table", alphabet: 3, length: 3 });
  });
});
