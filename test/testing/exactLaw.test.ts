import { describe, expect, it } from "vitest";
import { bruteForceLaw } from "../../testing/bruteForceLaw.ts";
import { expectClose } from "../../testing/close.ts";
import { exactLaw } from "../../testing/exactLaw.ts";
import { fraction, plus, toNumber } from "../../testing/fraction.ts";
import { guidedChain } from "../../testing/revealChain.ts";

const pair = {
  alphabet: 2,
  length: 2,
  conditional: Float64Array.of(3 / 8, 1 / 8, 0, 1 / 2),
  unconditional: Float64Array.of(1 / 8, 1 / 4, 3 / 8, 1 / 4),
};

describe("exactLaw", () => {
  it("of one site is the tilted law as a fraction: (3/4)² / (1/2) against (1/4)² / (1/2) is 9 to 1", () => {
    const one = { alphabet: 2, length: 1, conditional: Float64Array.of(3 / 4, 1 / 4), unconditional: Float64Array.of(1 / 2, 1 / 2) };
    expect(exactLaw(one, 1, "rates")).toEqual([fraction(9n, 10n), fraction(1n, 10n)]);
  });

  it.each(["rates", "tokens"] as const)("of rule %s sums to exactly 1 and agrees with the sum over orders", (rule) => {
    for (const w of [0, 1, 3]) {
      const law = exactLaw(pair, w, rule);
      expect(law.reduce(plus)).toEqual(fraction(1n));
      expectClose(law.map(toNumber), bruteForceLaw(guidedChain(pair, w, rule)), { relative: 1e-13 });
    }
  });

  it("tells the rules apart, and is rejected for a wrong w", () => {
    const law = exactLaw(pair, 2, "rates").map(toNumber);
    expect(Math.abs(law[0] - toNumber(exactLaw(pair, 2, "tokens")[0]))).toBeGreaterThan(1e-3);
    expect(Math.abs(law[0] - toNumber(exactLaw(pair, 3, "rates")[0]))).toBeGreaterThan(1e-3);
  });

  it("refuses a w that is no integer ≥ 0 by name and value", () => {
    expect(() => exactLaw(pair, 0.5, "rates")).toThrow("exactLaw: w must be an integer of at least 0, got 0.5");
  });
});
