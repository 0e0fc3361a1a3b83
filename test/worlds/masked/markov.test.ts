import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toTable } from "../../../src/worlds/masked/largeWorld.ts";
import { type MarkovSpec, markovWorld } from "../../../src/worlds/masked/markov.ts";
import { expectClose } from "../../../testing/close.ts";
import { namedRng } from "../../../testing/namedRng.ts";
import { expectAgrees, lawOf, sizes, step, type Transitions, tabled, transitionsOf } from "./largeSpecs.ts";
import { asked, conditionalAt } from "./readings.ts";

type Chain = Transitions & { readonly weight: number; readonly initial: number[] };

const specs = sizes.chain(({ alphabet, length }) =>
  fc
    .tuple(lawOf(alphabet), transitionsOf(alphabet, length))
    .map(([initial, transitions]) => ({ alphabet, length, classes: { a: { weight: 1, initial, ...transitions } satisfies Chain } })),
);

/** p(x_0) Π_i T_i(x_i, x_{i+1}). */
const lawOfChain = (alphabet: number, length: number, chain: Chain): Float64Array =>
  tabled(alphabet, length, (x) => x.slice(1).reduce((product, v, i) => product * step(chain, i)[x[i]][v], chain.initial[x[0]]));

describe("markovWorld", () => {
  it("has the conditionals and evidence of its law in every state, homogeneous or per step, zeros included, in any order", () => {
    const rng = namedRng("markov");
    fc.assert(
      fc.property(specs, (spec) => {
        expectAgrees(markovWorld(spec).classes[0].denoiser, lawOfChain(spec.alphabet, spec.length, spec.classes.a), rng);
      }),
      { numRuns: 40 },
    );
  });

  it("toTable is its law", () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const found = toTable(markovWorld(spec)).classes[0].law;
        expectClose(found, lawOfChain(spec.alphabet, spec.length, spec.classes.a), { absolute: 1e-14 });
      }),
      { numRuns: 25 },
    );
  });

  it("between two revealed sites is T(l, v) T(v, r), normalised, by hand", () => {
    const transition = [
      [0.9, 0.1],
      [0.4, 0.6],
    ];
    const { denoiser } = markovWorld({ alphabet: 2, length: 3, classes: { a: { weight: 1, initial: [0.5, 0.5], transition } } }).classes[0];
    expectClose(conditionalAt(denoiser, [0, 2, 1], 1), [0.09 / 0.15, 0.06 / 0.15], { relative: 1e-14 });
    expectClose(conditionalAt(denoiser, [2, 2, 1], 0), [0.15 / 0.55, 0.4 / 0.55], { relative: 1e-13 });
  });

  it("of length 2000 has no underflow: far from what is revealed it is the stationary law (4, 1)/5", () => {
    const transition = [
      [0.9, 0.1],
      [0.4, 0.6],
    ];
    const spec = { alphabet: 2, length: 2000, classes: { a: { weight: 1, initial: [1, 0], transition } } };
    const reading = markovWorld(spec).classes[0].denoiser.open();
    reading.reveal(0, 0);
    reading.reveal(1999, 1);
    expectClose(asked(reading, 2, 1000).map(Math.exp), [0.8, 0.2], { absolute: 1e-14 });
    for (let site = 1; site < 1999; site++) reading.reveal(site, 1);
    expectClose(reading.logEvidence(), Math.log(0.1) + 1998 * Math.log(0.6), { relative: 1e-13 });
  });

  const chain = {
    weight: 1,
    initial: [0.5, 0.5],
    transition: [
      [1, 0],
      [0, 1],
    ],
  };
  const bad = (change: object): MarkovSpec => ({ alphabet: 2, length: 3, classes: { a: { ...chain, ...change } } });
  it.each([
    [bad({ weight: Number.NaN }), "world.classes.a.weight must be a finite number above 0, got NaN"],
    [bad({ initial: [1] }), "world.classes.a.initial must be a list of 2 numbers, got 1"],
    [bad({ transition: [[1, 0]] }), "world.classes.a.transition must be a list of 2 rows, got 1"],
    [
      bad({
        transition: [
          [1, 0],
          [0.5, 0.4],
        ],
      }),
      "world.classes.a.transition[1] must be a law that sums to 1 within 1e-9, got 0.9",
    ],
    [bad({ transition: undefined }), "world.classes.a.transition must be given, or transitions in its place, got nothing"],
    [bad({ transitions: [] }), 'world.classes.a.transitions must be left out where transition is given, got "both"'],
    [bad({ transition: undefined, transitions: [] }), "world.classes.a.transitions must be a list of length − 1 = 2 matrices, got 0"],
    [
      bad({
        transition: undefined,
        transitions: [
          chain.transition,
          [
            [1, 0],
            [2, -1],
          ],
        ],
      }),
      "world.classes.a.transitions[1][1][1] must be a finite number of at least 0, got -1",
    ],
  ])("refuses bad specification %#", (spec, message) => {
    expect(() => markovWorld(spec)).toThrow(message);
  });
});
