import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kernels } from "../../../src/kernels/kernels.ts";
import { runMaskedBudget } from "../../../src/studies/masked/budget.ts";
import { runMaskedLaw } from "../../../src/studies/masked/law.ts";
import { runMaskedMeasure } from "../../../src/studies/masked/measure.ts";
import type { Resources } from "../../../src/studies/resources.ts";
import { expectClose } from "../../../testing/close.ts";
import { kindsAndRules } from "../../masked/steps/stepped.ts";
import { given, lent, type Written } from "../given.ts";

const plain = lent();
const withKernels: Resources = { ...plain, kernels };

const world = (alphabet: number, length: number, seed = 0): Written => ({
  kind: "preset",
  name: "random-dirichlet",
  parameters: { alphabet, length, classes: 2, seed },
});
/** 2187 states, or few. */
const enough = (parts: Written = {}) => given({ world: world(2, 7), target: "z1", sampler: { kind: "tau-leaping", steps: 3 }, ...parts });

const shape = fc.constantFrom([2, 7], [3, 6], [13, 3], [50, 2]);
const weight = fc.oneof(
  fc.constantFrom<unknown>(-1, 0, 3, { kind: "pieces", at: [1, 0.5], w: [0, 2] }, { kind: "linear", start: 0.5, end: 3 }),
  fc.double({ min: -1, max: 8, noNaN: true }),
);
const taken = kindsAndRules.filter(([, rule]) => rule !== "oracle");

describe("laws of samplers with steps, kernels lent", () => {
  it("are those without to 1e-13, clamps, rejections, what is left masked and distances too: any kind, rule, w, grid and fill", () => {
    const fill = fc.constantFrom("sample", "argmax", "left");
    const end = fc.constantFrom(0, 0.2);
    fc.assert(
      fc.property(
        shape,
        fc.nat(99),
        fc.constantFrom(...taken),
        weight,
        end,
        fill,
        fc.boolean(),
        (size, seed, kindAndRule, w, to, how, early) => {
          const [kind, rule] = kindAndRule;
          const experiment = given({
            world: world(size[0] ?? 2, size[1] ?? 7, seed),
            target: "z1",
            guidance: { rule, w },
            sampler: { kind, steps: 2, end: to, fill: how },
          });
          // The grid point half way, under linear noise.
          const at = early ? -Math.log((1 + to) / 2) : null;
          const expected = runMaskedLaw(experiment, at, plain);
          const found = runMaskedLaw(experiment, at, withKernels);
          const steps = early ? "1 step" : "2 steps";
          const byHand = !early && how === "argmax" && expected.incomplete > 0 ? "; argmax: plain" : "";
          expect([expected.method, found.method]).toEqual([`exact: lattice, ${steps}`, `exact: lattice (wasm simd${byHand}), ${steps}`]);
          expectClose(found.law, expected.law, { absolute: 1e-13 });
          expectClose(found.incomplete, expected.incomplete, { relative: 1e-12, absolute: 1e-15 });
          expectClose(Object.values(found.repairs ?? {}), Object.values(expected.repairs ?? {}), { absolute: 1e-12 });
          expectClose(Object.values(found.distances), Object.values(expected.distances), { absolute: 1e-12, relative: 1e-12 });
          expect(found).toMatchObject({ error: 1e-13, at });
        },
      ),
      { numRuns: 30 },
    );
  });

  it("are the definition's without a word for small worlds and under the rule oracle, and with a reason where the kernels decline", () => {
    expect(runMaskedLaw(enough({ world: world(2, 6) }), null, withKernels).method).toBe("exact: lattice, 3 steps");
    expect(runMaskedLaw(enough({ guidance: { rule: "oracle", w: 1 } }), null, withKernels).method).toBe("exact: lattice, 3 steps");
    const none = runMaskedLaw(enough(), null, { ...plain, kernels: () => null });
    expect(none.method).toBe("exact: lattice (plain: no WebAssembly with SIMD), 3 steps");
    expect(none.law).toEqual(runMaskedLaw(enough(), null, plain).law);
    const backwards = { rule: "rates", w: { kind: "pieces", at: [1, 0.5], w: [2, -1] } };
    expect(runMaskedLaw(enough({ guidance: backwards }), null, withKernels).method).toBe(
      "exact: lattice (plain: w becomes −1 on the way), 3 steps",
    );
  });

  it("are refused at dead ends as without", () => {
    const twins = (x: number): number => (x === 0 || x === 2 ** 7 - 1 ? 0.5 : 0);
    const law = Array.from({ length: 2 ** 7 }, (_, x) => twins(x));
    const dead = enough({
      world: { kind: "table", alphabet: 2, length: 7, conditional: law, unconditional: law },
      target: undefined,
    });
    for (const resources of [plain, withKernels]) expect(() => runMaskedLaw(dead, null, resources)).toThrow("without dead ends");
  });

  it("take less memory than the definition's, and are refused by what they take", () => {
    const most = (resources: Resources): number => {
      try {
        runMaskedLaw(enough({ world: world(3, 9) }), null, { ...resources, memory: 1e6 });
      } catch (error) {
        return Number(/at most (\d+)/.exec(String(error))?.[1]);
      }
      return Number.NaN;
    };
    expect(most(withKernels)).toBeGreaterThan(most(plain));
  });

  it("are the definition's in a budget under the rule oracle, whose law in continuous time is the kernels'", () => {
    const experiment = enough({ world: world(2, 8), guidance: { rule: "oracle", w: 2 } });
    const [, expected] = runMaskedBudget(experiment, plain, 10).stages;
    const [first, found] = runMaskedBudget(experiment, withKernels, 10).stages;
    expect([first.method, found.method]).toEqual(["exact: lattice (wasm simd)", "exact: lattice, 3 steps"]);
    expectClose(found.tv, expected.tv, { absolute: 1e-13 });
  });

  it("serve measures and budgets", () => {
    const experiment = enough();
    const [expected, found] = [runMaskedMeasure(experiment, plain), runMaskedMeasure(experiment, withKernels)];
    expect(found.method).toBe("exact: lattice (wasm simd), 3 steps");
    const values = (record: typeof found) => record.measures.map(({ value }) => value);
    expectClose(values(found), values(expected), { absolute: 1e-12, relative: 1e-11 });
    const { stages } = runMaskedBudget(experiment, withKernels, 100);
    expect(stages.map(({ to, method }) => [to, method])).toEqual([
      ["law in continuous time", "exact: lattice"],
      ["law of the sampler", "exact: lattice (wasm simd), 3 steps"],
      ["samples", "Monte Carlo (n = 100, 95 % interval)"],
    ]);
    expectClose(stages[1].tv, runMaskedBudget(experiment, plain, 100).stages[1].tv, { absolute: 1e-13 });
  });
});
