import { describe, expect, it } from "vitest";
import { descend } from "../../src/masked/descend.ts";
import { checkFits, completeIndices, lattice, stateText } from "../../src/masked/lattice.ts";
import { BadInput } from "../../src/numerics/badInput.ts";
import { digitsOf, rowMajor } from "../../testing/rowMajor.ts";

const shapes = [
  [1, 1],
  [1, 3],
  [3, 1],
  [2, 3],
  [5, 2],
] as const;

describe("lattice", () => {
  it("of K = 2, L = 3 has 27 states, 8 complete ones and strides 9, 3, 1", () => {
    expect(lattice(2, 3)).toEqual({ alphabet: 2, length: 3, states: 27, complete: 8, strides: [9, 3, 1] });
  });

  it.each([0, -1, 1.5, Number.NaN, Infinity])("refuses %d as alphabet or length by name and value", (bad) => {
    expect(() => lattice(bad, 2)).toThrow(`lattice: alphabet must be an integer of at least 1, got ${bad}`);
    expect(() => lattice(2, bad)).toThrow(`lattice: length must be an integer of at least 1, got ${bad}`);
  });

  it.each(shapes)("of K = %d, L = %d numbers its complete states in the row-major order of K^L", (alphabet, length) => {
    const space = lattice(alphabet, length);
    const expected = Array.from({ length: alphabet ** length }, (_, x) => rowMajor(digitsOf(x, length, alphabet), alphabet + 1));
    expect([...completeIndices(space)]).toEqual(expected);
  });

  it("shows a state with M for the mask", () => {
    expect(stateText(lattice(3, 3), rowMajor([2, 3, 0], 4))).toBe("[2, M, 0]");
    expect(stateText(lattice(1, 1), 1)).toBe("[M]");
  });
});

describe("descend", () => {
  it.each(shapes)(
    "at K = %d, L = %d visits each state with a mask once, in falling order, with the strides of its masked sites",
    (alphabet, length) => {
      const space = lattice(alphabet, length);
      const visited: [number, number[]][] = [];
      descend(space, (state, strides, count) => visited.push([state, [...strides.subarray(0, count)]]));
      const expected = Array.from({ length: space.states }, (_, k) => space.states - 1 - k).flatMap((state): [number, number[]][] => {
        const masked = digitsOf(state, length, alphabet + 1).flatMap((digit, site) => (digit === alphabet ? [space.strides[site]] : []));
        return masked.length > 0 ? [[state, masked]] : [];
      });
      expect(visited).toEqual(expected);
    },
  );
});

describe("checkFits", () => {
  it("accepts what fits, up to the last byte", () => {
    expect(() => checkFits({ alphabet: 2, length: 3 }, 10, 270)).not.toThrow();
    expect(() => checkFits({ alphabet: 2, length: 3 }, 10, 269)).toThrow("states must be at most 26 (260 bytes), got 3^3");
  });

  it("names the number of states as a power, the limit, its bytes and the ways out: 51^40", () => {
    expect(() => checkFits({ alphabet: 50, length: 40 }, 100, 2 ** 30)).toThrow(
      /^world: states must be at most 10737418 \(1073741800 bytes\), got 51\^40 \(raise --memory, or take a smaller alphabet or a shorter sequence\)$/,
    );
    expect(() => checkFits({ alphabet: 50, length: 40 }, 100, 2 ** 30)).toThrow(BadInput);
  });

  it("never offers more states than a 32-bit index reaches, whatever the memory, and refuses infinite numbers of states", () => {
    expect(() => checkFits({ alphabet: 1, length: 31 }, 1, 1e15)).toThrow("states must be at most 2147483647 (2147483647 bytes), got 2^31");
    expect(() => checkFits({ alphabet: 1e300, length: 2 }, 1, 1e15)).toThrow("got 1e+300^2");
  });
});
