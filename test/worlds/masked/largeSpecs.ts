/** @file Random small specifications of the large worlds, with zeros, and their laws entry by entry straight from the definitions. */
import fc from "fast-check";
import { expect } from "vitest";
import type { EvidenceDenoiser } from "../../../src/worlds/masked/evidence.ts";
import { expectClose } from "../../../testing/close.ts";
import { completionMass, siteConditional } from "../../../testing/completionMass.ts";
import { digitsOf } from "../../../testing/rowMajor.ts";
import { asked, everyState, wander } from "./readings.ts";

/** A law on n cells, a third of its entries 0. */
export const lawOf = (n: number): fc.Arbitrary<number[]> =>
  fc
    .tuple(
      fc.array(fc.oneof({ arbitrary: fc.constant(0), weight: 1 }, { arbitrary: fc.integer({ min: 1, max: 50 }), weight: 2 }), {
        minLength: n,
        maxLength: n,
      }),
      fc.nat({ max: n - 1 }),
    )
    .map(([drawn, cell]) => {
      const masses = drawn.some((value) => value > 0) ? drawn : drawn.with(cell, 1);
      const total = masses.reduce((a, b) => a + b);
      return masses.map((value) => value / total);
    });

export const rowsOf = (count: number, n: number): fc.Arbitrary<number[][]> => fc.array(lawOf(n), { minLength: count, maxLength: count });

export const sizes = fc.constantFrom(
  { alphabet: 1, length: 3 },
  { alphabet: 3, length: 1 },
  { alphabet: 3, length: 2 },
  { alphabet: 2, length: 5 },
  { alphabet: 3, length: 4 },
);

export interface Transitions {
  readonly transition?: number[][] | undefined;
  readonly transitions?: number[][][] | undefined;
}

/** One matrix for all steps, or one per step. */
export const transitionsOf = (n: number, length: number): fc.Arbitrary<Transitions> =>
  fc.oneof(
    rowsOf(n, n).map((transition) => ({ transition })),
    fc.array(rowsOf(n, n), { minLength: length - 1, maxLength: length - 1 }).map((transitions) => ({ transitions })),
  );

/** The matrix from site i to i + 1. */
export const step = ({ transition, transitions }: Transitions, i: number): number[][] => transition ?? transitions?.[i] ?? [];

/** A law on {0..K-1}^L from its value at each sequence, shape [K^L]. */
export const tabled = (alphabet: number, length: number, value: (x: readonly number[]) => number): Float64Array =>
  Float64Array.from({ length: alphabet ** length }, (_, index) => value(digitsOf(index, length, alphabet)));

/** Asserts that a denoiser has the conditionals and the evidence of a law in every state, by random walks with detours, within 1e-12. */
export function expectAgrees(denoiser: EvidenceDenoiser, law: Float64Array, rng: () => number): void {
  const { alphabet, length } = denoiser;
  const reused = denoiser.open();
  let before = new Array<number>(length).fill(alphabet);
  for (const state of everyState(alphabet, length)) {
    const fresh = denoiser.open();
    wander(fresh, alphabet, state, 5, rng);
    before.forEach((token, site) => {
      if (token !== alphabet) reused.mask(site);
    });
    wander(reused, alphabet, state, 2, rng);
    before = [...state];
    const mass = completionMass(law, alphabet, state);
    for (const reading of [fresh, reused]) {
      if (mass === 0) expect(reading.logEvidence()).toBe(-Infinity);
      else expectClose(reading.logEvidence(), Math.log(mass), { absolute: 1e-12 });
      state.forEach((token, site) => {
        if (token !== alphabet) return;
        const found = asked(reading, alphabet, site).map(Math.exp);
        expectClose(found, mass === 0 ? new Float64Array(alphabet) : siteConditional(law, alphabet, state, site), { absolute: 1e-12 });
      });
    }
  }
}
