import { describe, expect, it } from "vitest";
import { logNormalise } from "../../src/numerics/logNormalise.ts";
import { expectClose } from "../../testing/close.ts";

describe("logNormalise", () => {
  it("subtracts the log of the total of its window only, and returns it: (1, 2, 5)/8 by hand", () => {
    const values = Float64Array.of(3, Math.log(1), Math.log(2), Math.log(5), 4);
    expectClose(logNormalise(values, 1, 3), Math.log(8), { relative: 1e-15 });
    expectClose(values, [3, Math.log(1 / 8), Math.log(2 / 8), Math.log(5 / 8), 4], { relative: 1e-15 });
  });

  it("does not overflow or underflow at ±1e4 nats, and keeps −∞", () => {
    for (const shift of [-1e4, 1e4]) {
      const values = Float64Array.of(shift, -Infinity, shift);
      logNormalise(values, 0, 3);
      expectClose(values, [-Math.LN2, -Infinity, -Math.LN2], { absolute: 1e-11 });
    }
  });

  it("leaves a window of −∞ as it is and returns −∞", () => {
    const values = Float64Array.of(-Infinity, -Infinity);
    expect(logNormalise(values, 0, 2)).toBe(-Infinity);
    expect([...values]).toEqual([-Infinity, -Infinity]);
  });
});
