/** @file Worlds with a name: the instances that the papers draw, and seeded random ones. Each is a function of its parameters. */
import { dirichlet } from "../../random/dirichlet.ts";
import { stream } from "../../random/stream.ts";
import type { ClassMixture } from "./mixture.ts";
import { uniformOnProduct } from "./productSets.ts";

/** Two uniform cubes of the given side, on the tokens {0..side-1} and {side-overlap..2side-overlap-1} of every site, weights ½. */
export function cubes({ side, length, overlap }: { side: number; length: number; overlap: number }): ClassMixture {
  const alphabet = 2 * side - overlap;
  const cube = (first: number) =>
    uniformOnProduct(
      alphabet,
      Array.from({ length }, () => range(first, side)),
    );
  return mixture(alphabet, length, [cube(0), cube(side - overlap)]);
}

/**
 * Two uniform diamonds |x₁−c| + |x₂−c| ≤ radius on two sites, their centres apart by radius + 1 along both: the supports are
 * disjoint, the projections overlap (radius tokens of each site are shared).
 */
export function diamonds({ radius }: { radius: number }): ClassMixture {
  const alphabet = 3 * radius + 2;
  const diamond = (centre: number) => uniformOn(alphabet, 2, ([x, y]) => Math.abs(x - centre) + Math.abs(y - centre) <= radius);
  return mixture(alphabet, 2, [diamond(radius), diamond(2 * radius + 1)]);
}

/** Even and odd cells (parity of Σ x_i): every token of every site is shared, no point is. */
export function checkerboards({ alphabet, length }: { alphabet: number; length: number }): ClassMixture {
  const parity = (wanted: number) => uniformOn(alphabet, length, (x) => x.reduce((sum, token) => sum + token, 0) % 2 === wanted);
  return mixture(alphabet, length, [parity(0), parity(1)]);
}

/**
 * One site, three classes on nine tokens, each triangular on five of them ({0..4}, {2..6}, {4..8}), weights ¼, ½, ¼: neighbours
 * overlap, and z1 and z3 keep two private tokens each of different weight.
 */
export function threeClassLine(): ClassMixture {
  const triangle = (first: number) => Float64Array.from({ length: 9 }, (_, x) => Math.max(0, 3 - Math.abs(x - first - 2)) / 9);
  return {
    alphabet: 9,
    length: 1,
    classes: [0, 2, 4].map((first, k) => ({ name: `z${k + 1}`, weight: k === 1 ? 0.5 : 0.25, law: triangle(first) })),
  };
}

/** Class laws drawn from the symmetric Dirichlet law, weights equal; class k depends on (seed, k) and the sizes only. */
export function randomDirichlet(options: {
  alphabet: number;
  length: number;
  classes: number;
  concentration: number;
  seed: number;
}): ClassMixture {
  const { alphabet, length, classes, concentration, seed } = options;
  const law = (k: number) => dirichlet(alphabet ** length, concentration, stream(seed, "random-dirichlet", alphabet, length, k));
  return mixture(
    alphabet,
    length,
    Array.from({ length: classes }, (_, k) => law(k)),
  );
}

function mixture(alphabet: number, length: number, laws: readonly Float64Array[]): ClassMixture {
  return { alphabet, length, classes: laws.map((law, k) => ({ name: `z${k + 1}`, weight: 1 / laws.length, law })) };
}

function range(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, j) => first + j);
}

function uniformOn(alphabet: number, length: number, inside: (x: readonly number[]) => boolean): Float64Array {
  const law = new Float64Array(alphabet ** length);
  let count = 0;
  for (let index = 0; index < law.length; index++) {
    const x = Array.from({ length }, (_, i) => Math.floor(index / alphabet ** (length - 1 - i)) % alphabet);
    if (inside(x)) {
      law[index] = 1;
      count++;
    }
  }
  return law.map((value) => value / count);
}
