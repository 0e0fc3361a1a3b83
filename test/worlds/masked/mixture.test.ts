import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClassMixture, pairOf } from "../../../src/worlds/masked/mixture.ts";
import { expectClose } from "../../../testing/close.ts";

const mixture: ClassMixture = {
  alphabet: 2,
  length: 1,
  classes: [
    { name: "a", weight: 3, law: Float64Array.of(1, 0) },
    { name: "b", weight: 1, law: Float64Array.of(0.5, 0.5) },
  ],
};

describe("pairOf", () => {
  it("by hand: weights 3 and 1 give p = ¾ (1, 0) + ¼ (½, ½)", () => {
    expect(pairOf(mixture, "b")).toEqual({
      alphabet: 2,
      length: 1,
      conditional: Float64Array.of(0.5, 0.5),
      unconditional: Float64Array.of(0.875, 0.125),
      targetWeight: 0.25,
    });
  });

  it("of a single class is that class twice, with weight 1", () => {
    const alone = { ...mixture, classes: [mixture.classes[1]] };
    expect(pairOf(alone, "b")).toMatchObject({ unconditional: Float64Array.of(0.5, 0.5), targetWeight: 1 });
  });

  it("refuses a target that is no class, naming all classes", () => {
    expect(() => pairOf(mixture, "z9")).toThrow('target must be one of a, b, got "z9"');
    expect(() => pairOf(mixture, "constructor")).toThrow('target must be one of a, b, got "constructor"');
  });

  it("does not depend on the order of the classes, to the bit", () => {
    const law = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 4, maxLength: 4 }).map((masses) => {
      const total = masses.reduce((a, b) => a + b);
      return Float64Array.from(masses, (mass) => mass / total);
    });
    const weight = fc.integer({ min: 1, max: 1e6 }).map((k) => k / 7);
    const classes = fc.uniqueArray(
      fc.record({ name: fc.oneof(fc.nat({ max: 20 }).map(String), fc.string({ minLength: 1 })), weight, law }),
      {
        minLength: 2,
        maxLength: 5,
        selector: ({ name }) => name,
      },
    );
    fc.assert(
      fc.property(classes, (list) => {
        const here = pairOf({ alphabet: 4, length: 1, classes: list }, list[0].name);
        const there = pairOf({ alphabet: 4, length: 1, classes: list.toReversed() }, list[0].name);
        expect(there).toEqual(here);
        expectClose(
          here.unconditional.reduce((a, b) => a + b),
          1,
          { relative: 1e-14 },
        );
      }),
    );
  });
});
