import { describe, expect, it } from "vitest";
import { expectClose } from "../../testing/close.ts";
import { empiricalBernstein } from "../../testing/empiricalBernstein.ts";
import { namedRng } from "../../testing/namedRng.ts";

describe("empiricalBernstein", () => {
  it("is the formula, by hand: values 0 and 2 in equal number", () => {
    // V = n/(n−1), ln(4/risk) = 3 at risk 4 e^−3.
    const { mean, radius } = empiricalBernstein([0, 2, 0, 2], 2, 4 * Math.exp(-3));
    expect(mean).toBe(1);
    expectClose(radius, Math.sqrt((2 * (4 / 3) * 3) / 4) + (7 * 2 * 3) / 9, { relative: 1e-14 });
  });

  it("holds for a thousand samples of 50 rare large values, at risk 0.1 (fewer than 10 % escape)", () => {
    const rng = namedRng("empiricalBernstein");
    let escaped = 0;
    for (let k = 0; k < 1000; k++) {
      const { mean, radius } = empiricalBernstein(
        Array.from({ length: 50 }, () => (rng() < 0.1 ? 1 : 0)),
        1,
        0.1,
      );
      if (Math.abs(mean - 0.1) > radius) escaped++;
    }
    expect(escaped).toBeLessThan(100);
  });

  it("and shrinks enough to reject a mean that is off by 0.02 at n = 1e5 (negative control)", () => {
    const rng = namedRng("empiricalBernstein planted");
    const values = Array.from({ length: 100_000 }, () => (rng() < 0.12 ? 1 : 0));
    const { mean, radius } = empiricalBernstein(values, 1, 1e-9);
    expect(Math.abs(mean - 0.1)).toBeGreaterThan(radius);
  });

  it("refuses what it does not cover", () => {
    expect(() => empiricalBernstein([1], 1, 0.1)).toThrow("empiricalBernstein: values must be at least 2, got 1");
    expect(() => empiricalBernstein([0, 2], 1, 0.1)).toThrow("empiricalBernstein: values must be in [0, 1], got 2");
    expect(() => empiricalBernstein([0, 1], 1, 0)).toThrow("empiricalBernstein: risk must be in (0, 1], got 0");
  });
});
