import { describe, expect, it } from "vitest";
import { chainLaw, jointOutcomes } from "../../testing/chainLaw.ts";
import { expectClose } from "../../testing/close.ts";

describe("chainLaw", () => {
  it("of heads counted in three tosses is binomial", () => {
    const toss = (heads: number) => [
      { probability: 0.25, next: heads + 1 },
      { probability: 0.75, next: heads },
    ];
    const law = chainLaw(0, 3, toss, String);
    for (const { probability, next } of law) expectClose(probability, [27, 27, 9, 1][next] / 64, { absolute: 1e-15 });
    expect(law).toHaveLength(4);
  });

  it("tells the step to the branches, and keeps states apart by their key alone", () => {
    const law = chainLaw(
      { value: 0, memory: 0 },
      2,
      ({ value }, step) => [{ probability: 1, next: { value: value + 10 ** step, memory: step } }],
      ({ value }) => String(value),
    );
    expect(law).toEqual([{ probability: 1, next: { value: 11, memory: 1 } }]);
  });

  it("refuses branches that do not sum to 1, naming the state", () => {
    expect(() => chainLaw(7, 1, () => [{ probability: 0.5, next: 8 }], String)).toThrow("chainLaw: branches must sum to 1, got 0.5 at 7");
    expect(() => chainLaw(7, 1, () => [{ probability: Number.NaN, next: 8 }], String)).toThrow("got NaN at 7");
  });
});

describe("jointOutcomes", () => {
  it("multiplies independent rows and leaves the impossible out", () => {
    expect(
      jointOutcomes([
        [0.5, 0, 0.5],
        [0.25, 0.75],
      ]),
    ).toEqual([
      { probability: 0.125, next: [0, 0] },
      { probability: 0.375, next: [0, 1] },
      { probability: 0.125, next: [2, 0] },
      { probability: 0.375, next: [2, 1] },
    ]);
  });

  it("of no rows is the one empty outcome", () => {
    expect(jointOutcomes([])).toEqual([{ probability: 1, next: [] }]);
  });
});
