import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classConfidence, logConfidence, reciprocalConfidence, unclassifiedMass } from "../../src/measures/classConfidence.ts";
import { expectClose } from "../../testing/close.ts";
import { randomWorld } from "../../testing/randomWorlds.ts";
import { tiltedLaw } from "../../testing/tiltedLaw.ts";
import { law } from "../masked/guided.ts";

const shape = { alphabet: 2, length: 1 };
/** Weights ½: p(c|0) = ¾ and p(c|1) = ¼. */
const coin = { ...shape, conditional: law(3, 1), unconditional: law(1, 1), targetWeight: 0.5 };
/** p(c|0) = ½ · 1/(¾) = ⅔, p(c|1) = 0. */
const half = { ...shape, conditional: law(1, 0), unconditional: law(3, 1), targetWeight: 0.5 };

describe("class confidence by hand", () => {
  it("is the mean of the posterior, of its reciprocal and of its logarithm", () => {
    expectClose(classConfidence(law(1, 1), coin), 0.5, { relative: 1e-15 });
    expectClose(reciprocalConfidence(law(1, 1), coin), 8 / 3, { relative: 1e-15 });
    expectClose(logConfidence(law(1, 1), coin), Math.log(3 / 16) / 2, { relative: 1e-15 });
    expectClose(classConfidence(law(3, 1), coin), 5 / 8, { relative: 1e-15 });
    expectClose(reciprocalConfidence(law(3, 1), coin), 2, { relative: 1e-15 });
  });

  it("off the target's support: confidence 0, reciprocal +∞, logarithm −∞; not where the law has no mass there", () => {
    expect(classConfidence(law(0, 1), half)).toBe(0);
    expect(reciprocalConfidence(law(1, 1), half)).toBe(Infinity);
    expect(logConfidence(law(1, 1), half)).toBe(-Infinity);
    expectClose(reciprocalConfidence(law(1, 0), half), 1.5, { relative: 1e-15 });
    expectClose(logConfidence(law(1, 0), half), Math.log(2 / 3), { relative: 1e-15 });
  });

  it("is refused where no class has mass and the law has: p(c|x) is 0/0 there; not where the law has none either", () => {
    const three = { alphabet: 3, length: 1, conditional: law(1, 0, 0), unconditional: law(3, 1, 0), targetWeight: 0.5 };
    const stray = law(1, 1, 2);
    expect([unclassifiedMass(stray, three), unclassifiedMass(law(1, 1, 0), three)]).toEqual([0.5, 0]);
    for (const measure of [classConfidence, reciprocalConfidence, logConfidence]) {
      expect(() => measure(stray, three)).toThrow("law must be 0 where no class has mass (p(c|x) is undefined there), got 0.5");
    }
    expect([classConfidence(law(1, 1, 0), three), reciprocalConfidence(law(1, 1, 0), three)]).toEqual([1 / 3, Infinity]);
  });

  it("in a private region is exactly 1, whatever rounding says", () => {
    const third = {
      ...shape,
      conditional: law(1, 0),
      unconditional: Float64Array.of((1 / 3) * (1 - 2 ** -53), 2 / 3),
      targetWeight: 1 / 3,
    };
    expect(classConfidence(law(1, 0), third)).toBe(1);
    expect(reciprocalConfidence(law(1, 0), third)).toBe(1);
    expect(logConfidence(law(1, 0), third)).toBe(0);
  });
});

describe("class confidence as a property", () => {
  it("under p has mean a; under p_c the reciprocal has mean 1/a where the supports agree, and p(support of p_c)/a otherwise", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 125 }), (world) => {
        const [targetWeight] = world.weights;
        const posterior = { ...world, targetWeight };
        const covered = world.unconditional.reduce((sum, p, x) => (world.conditional[x] > 0 ? sum + p : sum), 0);
        expectClose(classConfidence(world.unconditional, posterior), targetWeight, { relative: 1e-13 });
        expectClose(reciprocalConfidence(world.conditional, posterior), covered / targetWeight, { relative: 1e-13 });
      }),
    );
  });

  it("lies in its range and obeys Jensen: 1/E[p] ≤ exp(−E[log p]) ≤ E[1/p]; the tilted law's confidence rises with w", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 125 }), fc.integer({ min: 0, max: 16 }), (world, quarters) => {
        const posterior = { ...world, targetWeight: world.weights[0] };
        const tilted = tiltedLaw(world, quarters / 4);
        const mean = classConfidence(tilted, posterior);
        expect(mean > 0 && mean <= 1 + 1e-14).toBe(true);
        expect(1 / mean).toBeLessThanOrEqual(Math.exp(-logConfidence(tilted, posterior)) * (1 + 1e-12));
        expect(Math.exp(-logConfidence(tilted, posterior))).toBeLessThanOrEqual(reciprocalConfidence(tilted, posterior) * (1 + 1e-12));
        expect(classConfidence(tiltedLaw(world, quarters / 4 + 1), posterior)).toBeGreaterThanOrEqual(mean - 1e-13);
      }),
    );
  });
});
