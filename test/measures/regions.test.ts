import { describe, expect, it } from "vitest";
import { terminalLaw } from "../../src/masked/terminalLaw.ts";
import { regionMass, regions } from "../../src/measures/regions.ts";
import { BadInput } from "../../src/numerics/badInput.ts";
import { type ClassMixture, pairOf } from "../../src/worlds/masked/mixture.ts";
import { checkerboards, cubes, diamonds, threeClassLine } from "../../src/worlds/masked/presets.ts";
import { expectClose } from "../../testing/close.ts";
import { guidedConditional } from "../../testing/guidedConditional.ts";
import { guided } from "../masked/guided.ts";

const cellsOf = (mixture: ClassMixture, target: string): Record<string, readonly number[]> =>
  Object.fromEntries(regions(mixture, target).map(({ name, cells }) => [name, cells]));

/** Uniform class laws on lists of cells of two sites. */
function mixture(alphabet: number, classes: readonly { readonly weight: number; readonly cells: readonly number[] }[]): ClassMixture {
  return {
    alphabet,
    length: 2,
    classes: classes.map(({ weight, cells }, k) => ({
      name: `z${k + 1}`,
      weight,
      law: Float64Array.from({ length: alphabet ** 2 }, (_, x) => (cells.includes(x) ? 1 / cells.length : 0)),
    })),
  };
}

const grid = (alphabet: number, inside: (x: number, y: number) => boolean): number[] =>
  Array.from({ length: alphabet ** 2 }, (_, x) => x).filter((x) => inside(Math.floor(x / alphabet), x % alphabet));

/** Nine cells of z1; z2 shares the tokens 1 and 2 of both sites, and of the points only (2, 2). */
const all = mixture(4, [
  { weight: 0.3, cells: grid(4, (x, y) => x < 3 && y < 3) },
  { weight: 0.7, cells: [2 * 4 + 2, 1 * 4 + 3, 3 * 4 + 1, 3 * 4 + 3] },
]);

describe("regions", () => {
  it("of two squares that share a corner: R1, R2, R4 and no R3", () => {
    const squares = cubes({ side: 3, length: 2, overlap: 1 });
    expect(cellsOf(squares, "z1")).toEqual({ R1: [0, 1, 5, 6], R2: [2, 7, 10, 11], R4: [12] });
    expect(cellsOf(squares, "z2")).toEqual({ R1: [18, 19, 23, 24], R2: [13, 14, 17, 22], R4: [12] });
  });

  it("of two diamonds of radius 2: the tokens 3 and 4 are shared, no point is", () => {
    const diamond = (x: number, y: number): boolean => Math.abs(x - 2) + Math.abs(y - 2) <= 2;
    const shared = (x: number, y: number): number => Number(x > 2) + Number(y > 2);
    const expected = [0, 1, 2].map((count) => grid(8, (x, y) => diamond(x, y) && shared(x, y) === count));
    expect(cellsOf(diamonds({ radius: 2 }), "z1")).toEqual({ R1: expected[0], R2: expected[1], R3: expected[2] });
    expect(expected[2]).toEqual([3 * 8 + 3]);
  });

  it("of a world with all four", () => {
    expect(cellsOf(all, "z1")).toEqual({ R1: [0], R2: [1, 2, 4, 8], R3: [5, 6, 9], R4: [10] });
  });

  it("of one site: private and shared, with either neighbour", () => {
    expect(cellsOf(threeClassLine(), "z1")).toEqual({ private: [0, 1], shared: [2, 3, 4] });
    expect(cellsOf(threeClassLine(), "z2")).toEqual({ shared: [2, 3, 4, 5, 6] });
    expect(cellsOf(threeClassLine(), "z3")).toEqual({ shared: [4, 5, 6], private: [7, 8] });
  });

  it("of three sites: by the number of shared tokens, and shared points", () => {
    // Two cubes of side 2 that share the token 1: 000 | 001, 010, 100 | 011, 101, 110 | 111.
    expect(cellsOf(cubes({ side: 2, length: 3, overlap: 1 }), "z1")).toEqual({
      "0 shared": [0],
      "1 shared": [1, 3, 9],
      "2 shared": [4, 10, 12],
      "point shared": [13],
    });
    const boards = cellsOf(checkerboards({ alphabet: 2, length: 3 }), "z1");
    expect(boards).toEqual({ "3 shared": [0, 3, 5, 6] });
  });

  it("share the target's mass among them: the masses of any law on its support sum to 1", () => {
    for (const world of [all, diamonds({ radius: 3 }), threeClassLine(), checkerboards({ alphabet: 3, length: 2 })]) {
      const { conditional } = pairOf(world, "z1");
      const masses = regions(world, "z1").map((region) => regionMass(conditional, region));
      expectClose(
        masses.reduce((a, b) => a + b),
        1,
        { absolute: 1e-15 },
      );
      expect(masses.every((mass) => mass > 0)).toBe(true);
    }
  });

  it("of a single class are private", () => {
    const { law } = threeClassLine().classes[0];
    expect(cellsOf({ alphabet: 9, length: 1, classes: [{ name: "only", weight: 1, law }] }, "only")).toEqual({ private: [0, 1, 2, 3, 4] });
  });

  it("refuses a target that is no class by name and value", () => {
    expect(() => regions(all, "z3")).toThrow(new BadInput("target", "one of z1, z2", "z3"));
    expect(() => regions(all, "z3")).toThrow('target must be one of z1, z2, got "z3"');
  });
});

describe("regions' factors: law(x) = p_c(x) · factor, arXiv:2506.10971", () => {
  const squares = cubes({ side: 3, length: 2, overlap: 1 });
  const unequal = { ...squares, classes: squares.classes.map((law, k) => ({ ...law, weight: k === 0 ? 0.2 : 0.8 })) };

  it.each<[string, ClassMixture]>([
    ["two squares", squares],
    ["two squares of weights .2 and .8", unequal],
    ["two diamonds", diamonds({ radius: 2 })],
    ["all four regions", all],
  ])("%s: 2a^−w, a^−w (1 + 1/c), a^−w (1/c + 1/d), (p_c/p)^w (1/c + 1/d), over Z_1 + Z_2", (_, world) => {
    const pair = pairOf(world, "z1");
    const K = pair.alphabet;
    const a = pair.targetWeight ?? Number.NaN;
    for (const w of [-0.5, 0, 1, 2, 5]) {
      const Z = (state: readonly number[], site: number): number => guidedConditional(pair, w, state, site).reduce((x, y) => x + y, 0);
      const both = Z([K, K], 0) + Z([K, K], 1);
      const law = terminalLaw(guided(pair, "rates", w));
      for (const { name, cells } of regions(world, "z1")) {
        for (const cell of cells) {
          // 1/c of a private first token is 1, and so is 1/d of a private second one.
          const [c, d] = [Z([Math.floor(cell / K), K], 1), Z([K, cell % K], 0)];
          const { [name]: factor } = {
            R1: 2 * a ** -w,
            R2: a ** -w * (1 + 1 / (Math.abs(c - 1) > Math.abs(d - 1) ? c : d)),
            R3: a ** -w * (1 / c + 1 / d),
            R4: (pair.conditional[cell] / pair.unconditional[cell]) ** w * (1 / c + 1 / d),
          } as Record<string, number>;
          expectClose(law[cell], (pair.conditional[cell] * factor) / both, { relative: 1e-13 });
        }
      }
    }
  });

  it("fall from R1 to R4 for w > 0", () => {
    const pair = pairOf(all, "z1");
    for (const w of [0.5, 1, 2, 5]) {
      const law = terminalLaw(guided(pair, "rates", w));
      const factors = regions(all, "z1").map((region) => regionMass(law, region) / regionMass(pair.conditional, region));
      expect(factors).toEqual([...factors].sort((x, y) => y - x));
      expect(new Set(factors).size).toBe(4);
    }
  });
});
