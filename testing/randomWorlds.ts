/** @file fast-check arbitraries: small masked worlds and guidance weights. */
import fc from "fast-check";

/** A class mixture on sequences. Class 0 is the target. */
export interface RandomWorld {
  readonly alphabet: number;
  readonly length: number;
  /** Class weights a_k, shape [classes], positive, sum 1. */
  readonly weights: readonly number[];
  /** Class laws p(.|z_k), shape [classes][alphabet^length], row-major, site 0 slowest, each sums to 1. */
  readonly laws: readonly Float64Array[];
  /** `laws[0]`. */
  readonly conditional: Float64Array;
  /** Σ_k a_k p(.|z_k). */
  readonly unconditional: Float64Array;
}

/** What a random world may look like. */
export interface WorldBounds {
  /** Upper bound on the number of masked states (alphabet + 1)^length; default 1300 admits alphabet 5, length 4. */
  readonly maxStates?: number;
  /** Sequence lengths to draw from, each 1 to 4; default all. */
  readonly lengths?: readonly number[];
  /** When true, some laws have entries between about 1e-300 and 1e-12 of their total; default false. */
  readonly tiny?: boolean;
  /** When false, no entry of a class law is zero; default true. */
  readonly zeros?: boolean;
}

/**
 * Random masked worlds: alphabet 1 to 5, length 1 to 4, 2 or 3 classes of weight at least 1/41, each class law dense, sparse (exact
 * zeros) or, when asked for, with tiny entries. Every class law has a positive entry.
 *
 * @throws RangeError if no shape fits the bounds
 */
export function randomWorld({
  maxStates = 1300,
  lengths = [1, 2, 3, 4],
  tiny = false,
  zeros = true,
}: WorldBounds = {}): fc.Arbitrary<RandomWorld> {
  const shapes = lengths.flatMap((length) => [1, 2, 3, 4, 5].map((alphabet) => ({ alphabet, length })));
  const admitted = shapes.filter(({ alphabet, length }) => (alphabet + 1) ** length <= maxStates);
  if (admitted.length === 0) {
    throw new RangeError(`randomWorld: maxStates must admit a shape, got maxStates = ${maxStates}, lengths = ${lengths}`);
  }
  const entries = [denseEntry, ...(zeros ? [sparseEntry] : []), ...(tiny ? [tinyEntry] : []), ...(tiny && zeros ? [tinySparseEntry] : [])];
  // An index, not constantFrom: it shrinks step by step to shorter sequences and fewer tokens.
  return fc.nat({ max: admitted.length - 1 }).chain((shape) => {
    const { alphabet, length } = admitted[shape];
    const law = fc.constantFrom(...entries).chain((entry) => classLaw(alphabet ** length, entry));
    const classes = fc.array(fc.record({ size: fc.integer({ min: 1, max: 20 }), law }), { minLength: 2, maxLength: 3 });
    return classes.map((members) => {
      const weights = normalised(members.map(({ size }) => size));
      const laws = members.map((member) => Float64Array.from(member.law));
      const unconditional = laws[0].map((_, index) => laws.reduce((sum, values, k) => sum + weights[k] * values[index], 0));
      return { alphabet, length, weights, laws, conditional: laws[0].slice(), unconditional };
    });
  });
}

/**
 * Guidance weights from -1 to 8: exactly -1 and exactly 0 in at least one case out of seven each, integers, an even grid, and
 * `fc.double` for the neighbours of -1 and 0 (alone it would put most of its weights within 1e-9 of 0).
 */
export const guidanceWeight: fc.Arbitrary<number> = fc.oneof(
  { arbitrary: fc.constant(0), weight: 1 },
  { arbitrary: fc.constant(-1), weight: 1 },
  { arbitrary: fc.integer({ min: 1, max: 8 }), weight: 1 },
  { arbitrary: fc.integer({ min: -(2 ** 20), max: 2 ** 23 }).map((step) => step / 2 ** 20), weight: 3 },
  { arbitrary: fc.double({ min: -1, max: 8, noNaN: true }), weight: 1 },
);

const denseEntry = fc.integer({ min: 1, max: 1000 });
const sparseEntry = fc.oneof({ arbitrary: fc.constant(0), weight: 2 }, { arbitrary: denseEntry, weight: 1 });
const tinyEntry = fc.oneof(
  { arbitrary: denseEntry, weight: 2 },
  { arbitrary: fc.integer({ min: 12, max: 294 }).map((exponent) => 10 ** -exponent), weight: 1 },
);
const tinySparseEntry = fc.oneof({ arbitrary: fc.constant(0), weight: 1 }, { arbitrary: tinyEntry, weight: 2 });

/** A law of `size` cells with the given entries; where all are zero, one cell gets all the mass. */
function classLaw(size: number, entry: fc.Arbitrary<number>): fc.Arbitrary<number[]> {
  const values = fc.array(entry, { minLength: size, maxLength: size });
  return fc
    .tuple(values, fc.nat({ max: size - 1 }))
    .map(([drawn, cell]) => normalised(drawn.some((value) => value > 0) ? drawn : drawn.with(cell, 1)));
}

function normalised(values: readonly number[]): number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}
