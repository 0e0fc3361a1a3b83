/** @file fast-check arbitraries: pairs of laws of the shapes that kernels treat differently, edge values included. */
import fc from "fast-check";
import type { Pair } from "../../src/worlds/masked/pair.ts";

/** K, L: one token; two (rows of nine numbers, rows of three where L = 1); odd and even rows; nine (rows of ten); more than eight numbers. */
const SHAPES = [
  [1, 1],
  [1, 4],
  [2, 1],
  [2, 2],
  [2, 3],
  [2, 6],
  [3, 3],
  [4, 3],
  [5, 2],
  [8, 2],
  [9, 1],
  [9, 2],
  [9, 3],
  [10, 2],
  [17, 2],
  [33, 1],
  [40, 2],
] as const;

const dense = fc.integer({ min: 1, max: 1000 });
const sparse = fc.oneof({ arbitrary: fc.constant(0), weight: 2 }, { arbitrary: dense, weight: 1 });
const tiny = fc.oneof({ arbitrary: sparse, weight: 3 }, { arbitrary: fc.integer({ min: 12, max: 300 }).map((n) => 10 ** -n), weight: 1 });

/** A conditional law and its mixture with another one: no dead ends, logarithms of ratios at most ln 10. */
export function randomPairs(entries: "plain" | "tiny"): fc.Arbitrary<Pair> {
  const kinds = entries === "plain" ? [dense, sparse] : [tiny];
  return fc.nat({ max: SHAPES.length - 1 }).chain((shape) => {
    const [alphabet, length] = SHAPES[shape];
    const size = alphabet ** length;
    const law = fc
      .tuple(
        fc.constantFrom(...kinds).chain((entry) => fc.array(entry, { minLength: size, maxLength: size })),
        fc.nat({ max: size - 1 }),
      )
      .map(([values, cell]) => normalised(values.some((value) => value > 0) ? values : values.with(cell, 1)));
    return fc.tuple(law, law, fc.integer({ min: 1, max: 9 })).map(([conditional, other, tenths]) => ({
      alphabet,
      length,
      conditional,
      unconditional: conditional.map((p, x) => (tenths * p + (10 - tenths) * other[x]) / 10),
      targetWeight: tenths / 10,
    }));
  });
}

function normalised(values: readonly number[]): Float64Array {
  const total = values.reduce((sum, value) => sum + value, 0);
  return Float64Array.from(values, (value) => value / total);
}
