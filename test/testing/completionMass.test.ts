import { describe, expect, it } from "vitest";
import { expectClose, worst } from "../../testing/close.ts";
import { completionMass, siteConditional } from "../../testing/completionMass.ts";

// p(x1, x2) = rows [1 2 3; 4 0 6; 0 0 0] / 16 on three tokens; the mask is 3.
const law = Float64Array.of(1, 2, 3, 4, 0, 6, 0, 0, 0).map((value) => value / 16);

describe("completionMass", () => {
  it.each([
    [[3, 3], 1],
    [[0, 3], 6 / 16],
    [[3, 0], 5 / 16],
    [[1, 2], 6 / 16],
    [[2, 3], 0],
  ])("of %j is %d by hand", (state, mass) => {
    expect(completionMass(law, 3, state)).toBe(mass);
  });

  it("of the all-masked state of a law on one token is 1", () => {
    expect(completionMass(Float64Array.of(1), 1, [1, 1, 1])).toBe(1);
  });
});

describe("siteConditional", () => {
  it("divides the mass of each completion by the mass of the state", () => {
    expectClose(siteConditional(law, 3, [3, 3], 0), [6 / 16, 10 / 16, 0], { relative: 1e-15 });
    expectClose(siteConditional(law, 3, [1, 3], 1), [4 / 10, 0, 6 / 10], { relative: 1e-15 });
  });

  it("is told apart from the conditional of the other site", () => {
    const right = siteConditional(law, 3, [3, 3], 0);
    expect(worst(siteConditional(law, 3, [3, 3], 1), right, { absolute: 1e-3 }).ok).toBe(false);
  });

  it("refuses a site that is not masked, and a state without mass, by name and value", () => {
    expect(() => siteConditional(law, 3, [1, 3], 0)).toThrow("siteConditional: site must be masked, got site 0 of [1,3]");
    expect(() => siteConditional(law, 3, [2, 3], 1)).toThrow("siteConditional: state must have positive mass, got 0 for [2,3]");
    expect(() => siteConditional(law.with(0, Number.NaN), 3, [0, 3], 1)).toThrow("positive mass, got NaN");
  });
});
