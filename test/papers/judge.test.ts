import { describe, expect, it } from "vitest";
import type { Measured } from "../../src/papers/claim.ts";
import { holdsOnlyIf, holdsWithin, listOf, numberOf, offExpectation } from "../../src/papers/judge.ts";

const measured = (computed: Measured["computed"], expected: Measured["expected"]): Measured => ({
  computed,
  expected,
  method: "by hand",
  hypotheses: [],
  figures: [],
});

describe("offExpectation", () => {
  it.each([
    [{ a: 1.05 }, { a: 1 }, ""],
    [{ a: 1.2 }, { a: 1 }, "a: 1.2 where 1 ± 0.1 was expected"],
    [{ a: [1, 2] }, { a: [1, 3] }, "a: 2 where 3 ± 0.1 was expected"],
    [{ a: Number.NaN }, { a: 1 }, "a: NaN where 1 ± 0.1 was expected"],
    [{}, { a: 1 }, "a: NaN where 1 ± 0.1 was expected"],
    [{ a: 5 }, {}, ""],
    [{ a: Infinity }, { a: Infinity }, ""],
  ])("%j against %j says %j", (computed, expected, text) => {
    expect(offExpectation(measured(computed, expected), 0.1)).toBe(text);
  });

  it("a list of another length is off", () => {
    expect(offExpectation(measured({ a: [1, 1] }, { a: [1] }), 0.1)).not.toBe("");
  });
});

describe("verdicts from numbers", () => {
  const good = measured({ a: 1 }, { a: 1 });
  const bad = measured({ a: 2 }, { a: 1 });

  it("holds when all are met and nothing speaks against it", () => {
    expect(holdsWithin(good, 0.1)).toEqual({ verdict: "holds", detail: "" });
    expect(holdsWithin(good, 0.1, "but")).toEqual({ verdict: "fails here", detail: "but" });
    expect(holdsWithin(bad, 0.1, "but").detail).toBe("a: 2 where 1 ± 0.1 was expected");
  });

  it("holds only if the condition where it is shown to be needed; fails first", () => {
    expect(holdsOnlyIf(good, 0.1, true, "so")).toEqual({ verdict: "holds only if", detail: "so" });
    expect(holdsOnlyIf(good, 0.1, false, "so").verdict).toBe("holds");
    expect(holdsOnlyIf(bad, 0.1, true, "so").verdict).toBe("fails here");
    expect(holdsOnlyIf(good, 0.1, true, "so", "but")).toEqual({ verdict: "fails here", detail: "but" });
  });

  it("reads numbers by name; one that is not there is none", () => {
    const found = measured({ a: 1, b: [2, 3] }, {});
    expect([numberOf(found, "a"), numberOf(found, "b"), numberOf(found, "c")]).toEqual([1, Number.NaN, Number.NaN]);
    expect([listOf(found, "a"), listOf(found, "b"), listOf(found, "c")]).toEqual([[1], [2, 3], [Number.NaN]]);
  });
});
