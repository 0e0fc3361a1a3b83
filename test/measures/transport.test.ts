import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TRANSPORT_LIMIT, wassersteinLattice } from "../../src/measures/transport.ts";
import { wassersteinLine } from "../../src/measures/wasserstein.ts";
import { permutations } from "../../testing/bruteForceLaw.ts";
import { expectClose } from "../../testing/close.ts";
import { digitsOf, rowMajor } from "../../testing/rowMajor.ts";
import { lawsOnOneSet, lawsOnSequences } from "./laws.ts";

type Shape = { readonly alphabet: number; readonly length: number };
const order = fc.constantFrom<1 | 2>(1, 2);

function uniformOn(cells: readonly number[], { alphabet, length }: Shape): Float64Array {
  const law = new Float64Array(alphabet ** length);
  for (const cell of cells) law[cell] = 1 / cells.length;
  return law;
}

const distance = (a: number, b: number, { alphabet, length }: Shape): number =>
  Math.hypot(...digitsOf(a, length, alphabet).map((token, i) => token - digitsOf(b, length, alphabet)[i]));

/** W_q, not null. */
function between(p: Float64Array, r: Float64Array, shape: Shape, q: 1 | 2): number {
  const value = wassersteinLattice(p, r, shape, q);
  if (value === null) throw new RangeError("between: the supports must be within the limit");
  return value;
}

const supports = fc.constantFrom<Shape>({ alphabet: 3, length: 2 }, { alphabet: 5, length: 2 }, { alphabet: 3, length: 3 }).chain((shape) =>
  fc.integer({ min: 1, max: 5 }).chain((size) => {
    const cells = fc.uniqueArray(fc.nat({ max: shape.alphabet ** shape.length - 1 }), { minLength: size, maxLength: size });
    return fc.record({ shape: fc.constant(shape), from: cells, to: cells });
  }),
);

describe("wassersteinLattice", () => {
  it("from (0, 0) to (3, 4) is 5; shared between (0, 3) and (4, 0) by hand", () => {
    const shape = { alphabet: 5, length: 2 };
    const at = (...x: readonly number[]): number => rowMajor(x, 5);
    expect(wassersteinLattice(uniformOn([0], shape), uniformOn([at(3, 4)], shape), shape, 1)).toBe(5);
    expect(wassersteinLattice(uniformOn([0], shape), uniformOn([at(3, 4)], shape), shape, 2)).toBe(5);
    const two = uniformOn([at(0, 3), at(4, 0)], shape);
    expectClose(between(uniformOn([0], shape), two, shape, 1), 3.5, { relative: 1e-15 });
    expectClose(between(uniformOn([0], shape), two, shape, 2), Math.sqrt(12.5), { relative: 1e-15 });
  });

  it("between uniform laws on n cells each is the best of all n! assignments", () => {
    fc.assert(
      fc.property(supports, order, ({ shape, from, to }, q) => {
        const costs = permutations(to).map((matched) => from.reduce((sum, x, k) => sum + distance(x, matched[k], shape) ** q, 0));
        const found = between(uniformOn(from, shape), uniformOn(to, shape), shape, q) ** q;
        expectClose(found, Math.min(...costs) / from.length, { absolute: 1e-13 });
      }),
      { numRuns: 200 },
    );
  });

  it("in one dimension is wassersteinLine", () => {
    fc.assert(
      fc.property(lawsOnOneSet(2, 12), order, ([p, r], q) => {
        const shape = { alphabet: p.length, length: 1 };
        expectClose(between(p, r, shape, q) ** q, wassersteinLine(p, r, q) ** q, { absolute: 1e-12 });
      }),
      { numRuns: 200 },
    );
  });

  it("is symmetric, 0 from a law to itself, W1 ≤ W2, and obeys the triangle inequality", () => {
    fc.assert(
      fc.property(lawsOnSequences(3), order, ({ laws: [p, r, s], ...shape }, q) => {
        const there = between(p, r, shape, q);
        expectClose(between(r, p, shape, q) ** q, there ** q, { absolute: 1e-12 });
        expect(between(p, p, shape, q)).toBe(0);
        expect(between(p, r, shape, 1)).toBeLessThanOrEqual(between(p, r, shape, 2) + 1e-12);
        expect(between(p, s, shape, q)).toBeLessThanOrEqual(there + between(r, s, shape, q) + 1e-6);
      }),
      { numRuns: 60 },
    );
  });

  it("is at least the distance of the means, and equal to it for a law moved as a whole", () => {
    const shape = { alphabet: 4, length: 2 };
    const cells = [0, 1, 5, 8];
    const moved = cells.map((x) => x + 4 + 1);
    expectClose(between(uniformOn(cells, shape), uniformOn(moved, shape), shape, 1), Math.SQRT2, { relative: 1e-14 });
    expectClose(between(uniformOn(cells, shape), uniformOn(moved, shape), shape, 2), Math.SQRT2, { relative: 1e-14 });
  });

  it("with as many points as the limit is solved, with one more on either side it is null", () => {
    const shape = { alphabet: TRANSPORT_LIMIT + 1, length: 1 };
    const all = uniformOn(
      Array.from({ length: TRANSPORT_LIMIT + 1 }, (_, x) => x),
      shape,
    );
    const first = uniformOn(
      Array.from({ length: TRANSPORT_LIMIT }, (_, x) => x),
      shape,
    );
    const last = uniformOn(
      Array.from({ length: TRANSPORT_LIMIT }, (_, x) => x + 1),
      shape,
    );
    expectClose(between(first, last, shape, 1), 1, { absolute: 1e-11 });
    expect(wassersteinLattice(all, first, shape, 1)).toBeNull();
    expect(wassersteinLattice(first, all, shape, 2)).toBeNull();
  });
});
