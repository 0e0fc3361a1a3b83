import { describe, expect, it } from "vitest";
import { tableDenoiser } from "../../../src/masked/tableDenoiser.ts";
import { mixedWithUniform } from "../../../src/worlds/masked/mixedWithUniform.ts";
import { expectClose } from "../../../testing/close.ts";
import { conditionalAt } from "./readings.ts";

const table = tableDenoiser({ alphabet: 4, length: 1, law: [0.2, 0, 0.8, 0] });

describe("mixedWithUniform", () => {
  it("gives every token ε/K more and scales the rest, by hand", () => {
    expectClose(conditionalAt(mixedWithUniform(table, 0.4), [4], 0), [0.22, 0.1, 0.58, 0.1], { relative: 1e-14 });
    expectClose(conditionalAt(mixedWithUniform(table, 1), [4], 0), [0.25, 0.25, 0.25, 0.25], { relative: 1e-14 });
  });

  it("at ε = 0 is the denoiser itself", () => {
    expect(mixedWithUniform(table, 0)).toBe(table);
  });

  it("is uniform in a state that was impossible", () => {
    const row = tableDenoiser({ alphabet: 2, length: 2, law: [0.9, 0.1, 0, 0] });
    expectClose(conditionalAt(mixedWithUniform(row, 0.2), [1, 2], 1), [0.5, 0.5], { relative: 1e-15 });
    expectClose(conditionalAt(mixedWithUniform(row, 0.2), [0, 2], 1), [0.82, 0.18], { relative: 1e-14 });
  });

  it.each([-1e-9, 1.1, Number.NaN])("refuses ε = %d", (epsilon) => {
    expect(() => mixedWithUniform(table, epsilon)).toThrow(`mixedWithUniform: epsilon must be a number from 0 to 1, got ${epsilon}`);
  });
});
