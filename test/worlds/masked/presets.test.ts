import { describe, expect, it } from "vitest";
import type { ClassMixture } from "../../../src/worlds/masked/mixture.ts";
import { checkerboards, cubes, diamonds, randomDirichlet, threeClassLine } from "../../../src/worlds/masked/presets.ts";
import { expectClose } from "../../../testing/close.ts";

/** The two-site support of a class as rows of text, site 0 downwards. */
const picture = ({ alphabet, classes }: ClassMixture, k: number): string[] =>
  Array.from({ length: alphabet }, (_, x) =>
    Array.from({ length: alphabet }, (__, y) => (classes[k].law[x * alphabet + y] > 0 ? "#" : ".")).join(""),
  );

/** Each class uniform on its support, summing to 1; weights equal, names z1, z2, …. */
function expectUniform({ classes, alphabet, length }: ClassMixture): void {
  classes.forEach(({ name, weight, law }, k) => {
    expect(law.length).toBe(alphabet ** length);
    const cells = law.filter((value) => value > 0);
    expectClose(cells, new Array<number>(cells.length).fill(1 / cells.length), { relative: 1e-15 });
    expect({ name, weight }).toEqual({ name: `z${k + 1}`, weight: 1 / classes.length });
  });
}

describe("cubes", () => {
  it("of side 3 that overlap in one token per site: two squares, 5 tokens", () => {
    const world = cubes({ side: 3, length: 2, overlap: 1 });
    expect(picture(world, 0)).toEqual(["###..", "###..", "###..", ".....", "....."]);
    expect(picture(world, 1)).toEqual([".....", ".....", "..###", "..###", "..###"]);
    expectUniform(world);
  });

  it("without overlap are disjoint, with a whole overlap the same, in any dimension", () => {
    expect(picture(cubes({ side: 2, length: 2, overlap: 0 }), 1)).toEqual(["....", "....", "..##", "..##"]);
    const same = cubes({ side: 2, length: 3, overlap: 2 });
    expect(same.alphabet).toBe(2);
    expect(same.classes[0].law).toEqual(same.classes[1].law);
    expectUniform(cubes({ side: 3, length: 5, overlap: 1 }));
  });
});

describe("diamonds", () => {
  it("of radius 1 are apart by 2 along both sites: disjoint, with overlapping projections", () => {
    const world = diamonds({ radius: 1 });
    expect(picture(world, 0)).toEqual([".#...", "###..", ".#...", ".....", "....."]);
    expect(picture(world, 1)).toEqual([".....", ".....", "...#.", "..###", "...#."]);
    expectUniform(world);
  });

  it.each([1, 2, 3])("of radius %d share that many tokens of each site, no cell, and reach both ends of the alphabet", (radius) => {
    const world = diamonds({ radius });
    expect(world.alphabet).toBe(3 * radius + 2);
    const [a, b] = [picture(world, 0), picture(world, 1)];
    const rows = (rows: readonly string[]): boolean[] => rows.map((row) => row.includes("#"));
    expect(rows(a).filter((used, x) => used && rows(b)[x]).length).toBe(radius);
    expect(a.some((row, x) => [...row].some((cell, y) => cell === "#" && b[x][y] === "#"))).toBe(false);
    expect([rows(a)[0], rows(b)[world.alphabet - 1]]).toEqual([true, true]);
    expect(a.join("").replaceAll(".", "").length).toBe(2 * radius * (radius + 1) + 1);
  });
});

describe("checkerboards", () => {
  it("of 4 × 4 are the even and the odd cells", () => {
    const world = checkerboards({ alphabet: 4, length: 2 });
    expect(picture(world, 0)).toEqual(["#.#.", ".#.#", "#.#.", ".#.#"]);
    expect(picture(world, 1)).toEqual([".#.#", "#.#.", ".#.#", "#.#."]);
    expectUniform(world);
  });

  it("of odd alphabets and other lengths go by the parity of the sum", () => {
    const { classes } = checkerboards({ alphabet: 3, length: 1 });
    expect(Array.from(classes[0].law, (value) => value > 0)).toEqual([true, false, true]);
    const three = checkerboards({ alphabet: 2, length: 3 });
    expect(Array.from(three.classes[1].law, (value) => (value > 0 ? 1 : 0))).toEqual([0, 1, 1, 0, 1, 0, 0, 1]);
    expectUniform(three);
  });
});

describe("threeClassLine", () => {
  it("has triangles 1 2 3 2 1 on five tokens each, two tokens apart, weights ¼, ½, ¼", () => {
    const { alphabet, length, classes } = threeClassLine();
    expect({ alphabet, length }).toEqual({ alphabet: 9, length: 1 });
    expect(classes.map(({ name, weight }) => [name, weight])).toEqual([
      ["z1", 0.25],
      ["z2", 0.5],
      ["z3", 0.25],
    ]);
    const ninths = classes.map(({ law }) => Array.from(law, (value) => Math.round(value * 9)));
    expect(ninths).toEqual([
      [1, 2, 3, 2, 1, 0, 0, 0, 0],
      [0, 0, 1, 2, 3, 2, 1, 0, 0],
      [0, 0, 0, 0, 1, 2, 3, 2, 1],
    ]);
    for (const { law } of classes) {
      expectClose(
        law.reduce((a, b) => a + b),
        1,
        { relative: 1e-15 },
      );
    }
  });
});

describe("randomDirichlet", () => {
  const options = { alphabet: 3, length: 2, classes: 2, concentration: 1, seed: 0 };

  it("gives the same laws for the same seed, others for another", () => {
    expect(randomDirichlet(options)).toEqual(randomDirichlet(options));
    expect(randomDirichlet({ ...options, seed: 1 }).classes[0].law).not.toEqual(randomDirichlet(options).classes[0].law);
  });

  it("does not change a class when others are added; classes differ from each other", () => {
    const more = randomDirichlet({ ...options, classes: 4 });
    expect(more.classes.slice(0, 2).map(({ law }) => law)).toEqual(randomDirichlet(options).classes.map(({ law }) => law));
    expect(more.classes[0].law).not.toEqual(more.classes[1].law);
    expect(more.classes.map(({ weight }) => weight)).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  it("has laws of the stated size, whose entries depend on the concentration", () => {
    for (const concentration of [0.05, 1, 50]) {
      const { classes } = randomDirichlet({ ...options, concentration });
      for (const { law } of classes) {
        expect(law.length).toBe(9);
        expectClose(
          law.reduce((a, b) => a + b),
          1,
          { relative: 1e-14 },
        );
      }
    }
    const largest = (concentration: number): number => Math.max(...randomDirichlet({ ...options, concentration }).classes[0].law);
    expect(largest(0.001)).toBeGreaterThan(0.9);
    expect(largest(1e6)).toBeLessThan(0.12);
  });
});
