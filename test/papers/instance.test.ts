import { describe, expect, it } from "vitest";
import { totalVariation } from "../../src/measures/totalVariation.ts";
import { deviation, instance, largest } from "../../src/papers/instance.ts";

describe("instance", () => {
  it("is computed through the door of the experiment file: defaults and refusals are the same", () => {
    const { pair, w, process } = instance({ world: { kind: "preset", name: "three-class-line" }, target: "z1", w: 2 });
    expect([pair.alphabet, pair.length, w, process.rule]).toEqual([9, 1, 2, "rates"]);
    expect(() => instance({ world: { kind: "preset", name: "three-class-line" }, target: "z9", w: 2 })).toThrow(
      "target must be one of z1, z2, z3",
    );
    expect(() => instance({ world: { kind: "preset", name: "three-class-line" }, w: -2 })).toThrow(
      "guidance.w must be at least -1, got -2",
    );
  });

  it("reads no files", () => {
    const world = { kind: "counts", file: "cases.csv", sites: ["a"], class: "b" };
    expect(() => instance({ world, target: "z1", w: 0 })).toThrow("a claim's world must not read files");
  });
});

describe("largest and deviation", () => {
  it("look at absolute values", () => {
    expect(largest([1, -3, 2])).toBe(3);
    expect(largest([])).toBe(0);
    expect(deviation([1, 5], [2, 3])).toBe(2);
  });

  it("relative to b, absolute where b is 0", () => {
    expect(deviation([1.5, 0.25], [1, 0], true)).toBe(0.5);
  });

  it("a number that is none stays none, so that no tolerance accepts it", () => {
    expect(largest([0, Number.NaN, 1])).toBeNaN();
    expect(deviation([Number.NaN], [0])).toBeNaN();
    expect(deviation([1], [0, 0])).toBe(1);
  });
});

/** Worlds that break a hypothesis: there the statement must not hold, or the claim would say nothing. */
describe("what the claims say fails without their hypotheses", () => {
  it("D1 on two sites: the law is not the tilted law", () => {
    const { terminal, tilted } = instance({ world: { kind: "preset", name: "overlapping-squares" }, target: "z1", w: 2 });
    expect(totalVariation(terminal.law, tilted ?? terminal.law)).toBeGreaterThan(0.05);
  });

  it("D2 without private tokens: large w goes to the largest p_c/p, not to p_c restricted", () => {
    const classes = { z1: { weight: 0.5, law: [0.5, 0.3, 0.2] }, z2: { weight: 0.5, law: [0.2, 0.3, 0.5] } };
    const { terminal } = instance({ world: { kind: "table", alphabet: 3, length: 1, classes }, target: "z1", w: 64 });
    expect(terminal.law[0]).toBeGreaterThan(1 - 1e-6);
  });

  it("D4 on the oracle rule: two sites do give the tilted law", () => {
    const { terminal, tilted } = instance({ world: { kind: "preset", name: "overlapping-squares" }, target: "z1", w: 2, rule: "oracle" });
    expect(totalVariation(terminal.law, tilted ?? terminal.law.map(() => 1))).toBeLessThan(1e-14);
  });
});
