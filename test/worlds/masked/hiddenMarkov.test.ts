import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type HiddenMarkovSpec, hiddenMarkovWorld } from "../../../src/worlds/masked/hiddenMarkov.ts";
import { toTable } from "../../../src/worlds/masked/largeWorld.ts";
import { markovWorld } from "../../../src/worlds/masked/markov.ts";
import { expectClose } from "../../../testing/close.ts";
import { namedRng } from "../../../testing/namedRng.ts";
import { digitsOf } from "../../../testing/rowMajor.ts";
import { expectAgrees, lawOf, rowsOf, sizes, step, type Transitions, tabled, transitionsOf } from "./largeSpecs.ts";
import { asked, conditionalAt, everyState } from "./readings.ts";

type Model = Transitions & { readonly weight: number; readonly initial: number[]; readonly emission: number[][] };

const specs = fc.tuple(sizes, fc.integer({ min: 1, max: 3 })).chain(([{ alphabet, length }, H]) =>
  fc.tuple(lawOf(H), transitionsOf(H, length), rowsOf(H, alphabet)).map(([initial, transitions, emission]) => ({
    alphabet,
    length,
    classes: { a: { weight: 1, initial, ...transitions, emission } satisfies Model },
  })),
);

/** Σ over all hidden paths of p(h_0) Π T_i(h_i, h_{i+1}) Π e(h_i, x_i). */
const lawOfModel = (alphabet: number, length: number, model: Model): Float64Array => {
  const H = model.initial.length;
  const paths = Array.from({ length: H ** length }, (_, index) => digitsOf(index, length, H));
  const chance = (h: readonly number[]): number =>
    h.slice(1).reduce((product, to, i) => product * step(model, i)[h[i]][to], model.initial[h[0]]);
  return tabled(alphabet, length, (x) =>
    paths.reduce((sum, h) => sum + x.reduce((product, v, i) => product * model.emission[h[i]][v], chance(h)), 0),
  );
};

describe("hiddenMarkovWorld", () => {
  it("has the conditionals and evidence of its law in every state, homogeneous or per step, zeros included, in any order", () => {
    const rng = namedRng("hiddenMarkov");
    fc.assert(
      fc.property(specs, (spec) => {
        expectAgrees(hiddenMarkovWorld(spec).classes[0].denoiser, lawOfModel(spec.alphabet, spec.length, spec.classes.a), rng);
      }),
      { numRuns: 40 },
    );
  });

  it("toTable is its law", () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const found = toTable(hiddenMarkovWorld(spec)).classes[0].law;
        expectClose(found, lawOfModel(spec.alphabet, spec.length, spec.classes.a), { absolute: 1e-14 });
      }),
      { numRuns: 25 },
    );
  });

  it("with each hidden state emitting itself is the Markov chain", () => {
    const transition = [
      [0.7, 0.3, 0],
      [0.1, 0.1, 0.8],
      [0, 0.5, 0.5],
    ];
    const chain = { weight: 1, initial: [0.2, 0.3, 0.5], transition };
    const emission = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    const size = { alphabet: 3, length: 4 };
    const visible = markovWorld({ ...size, classes: { a: chain } }).classes[0].denoiser;
    const hidden = hiddenMarkovWorld({ ...size, classes: { a: { ...chain, emission } } }).classes[0].denoiser;
    for (const state of everyState(3, 4)) {
      state.forEach((token, site) => {
        if (token === 3) expectClose(conditionalAt(hidden, state, site), conditionalAt(visible, state, site), { absolute: 1e-14 });
      });
    }
  });

  it("of length 2000 has no underflow: one hidden state that emits (¼, ¾) has evidence ¼^2000", () => {
    const spec = { alphabet: 2, length: 2000, classes: { a: { weight: 1, initial: [1], transition: [[1]], emission: [[0.25, 0.75]] } } };
    const reading = hiddenMarkovWorld(spec).classes[0].denoiser.open();
    for (let site = 0; site < 2000; site++) if (site !== 1000) reading.reveal(site, 0);
    expectClose(reading.logEvidence(), 1999 * Math.log(0.25), { relative: 1e-13 });
    expectClose(asked(reading, 2, 1000).map(Math.exp), [0.25, 0.75], { relative: 1e-13 });
  });

  const model = { weight: 1, initial: [1], transition: [[1]], emission: [[0.5, 0.5]] };
  const bad = (change: object): HiddenMarkovSpec => ({ alphabet: 2, length: 3, classes: { a: { ...model, ...change } } });
  it.each([
    [bad({ initial: [] }), "world.classes.a.initial must be a law on at least one hidden state, got []"],
    [bad({ initial: [0.5] }), "world.classes.a.initial must be a law that sums to 1 within 1e-9, got 0.5"],
    [bad({ initial: [0.5, 0.5] }), "world.classes.a.transition must be a list of 2 rows, got 1"],
    [bad({ emission: [[1]] }), "world.classes.a.emission[0] must be a list of 2 numbers, got 1"],
    [bad({ emission: [] }), "world.classes.a.emission must be a list of 1 rows, got 0"],
    [{ ...bad({}), length: 0 }, "world.length must be an integer of at least 1, got 0"],
  ])("refuses bad specification %#", (spec, message) => {
    expect(() => hiddenMarkovWorld(spec)).toThrow(message);
  });
});
