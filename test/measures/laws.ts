/** @file Pairs of laws on one finite set, some with zeros, for property tests. */
import fc from "fast-check";
import { law } from "../masked/guided.ts";

const masses = (size: number): fc.Arbitrary<Float64Array> =>
  fc
    .array(fc.oneof({ arbitrary: fc.constant(0), weight: 1 }, { arbitrary: fc.integer({ min: 1, max: 20 }), weight: 3 }), {
      minLength: size,
      maxLength: size,
    })
    .filter((values) => values.some((value) => value > 0))
    .map((values) => law(...values));

/** `count` laws on the same 1 to `most` points; entries are multiples of 1/total, total at most 20·most. */
export function lawsOnOneSet(count: number, most = 7): fc.Arbitrary<Float64Array[]> {
  return fc.integer({ min: 1, max: most }).chain((size) => fc.array(masses(size), { minLength: count, maxLength: count }));
}

/** `count` laws on the sequences of one small shape. */
export function lawsOnSequences(count: number): fc.Arbitrary<{ alphabet: number; length: number; laws: Float64Array[] }> {
  return fc
    .constantFrom([2, 1], [5, 1], [2, 2], [3, 2], [4, 2], [2, 3], [3, 3])
    .chain(([alphabet, length]) =>
      fc.array(masses(alphabet ** length), { minLength: count, maxLength: count }).map((laws) => ({ alphabet, length, laws })),
    );
}

export function same(p: Float64Array, q: Float64Array): boolean {
  return p.every((value, x) => value === q[x]);
}

/** The values in the order of their keys: a relabelling that depends on the keys only. */
export function relabelled(values: Float64Array, keys: readonly number[]): Float64Array {
  const order = Array.from(values, (_, x) => x).sort((a, b) => keys[a % keys.length] - keys[b % keys.length] || b - a);
  return Float64Array.from(order, (x) => values[x]);
}
