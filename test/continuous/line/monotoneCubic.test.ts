import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { invert } from "../../../src/continuous/line/branch.ts";
import { monotoneBranches } from "../../../src/continuous/line/monotoneCubic.ts";
import { expectClose } from "../../../testing/close.ts";

describe("monotoneBranches", () => {
  it("reproduces a rising cubic from its values and slopes", () => {
    const noise = Float64Array.of(0, 0.5, 2);
    const F = (x: number): number => x ** 3 + x;
    const branches = monotoneBranches(
      noise,
      noise.map(F),
      noise.map((x) => Math.log(3 * x * x + 1)),
    );
    for (const { low, high, value, slope } of branches) {
      for (const share of [0, 0.3, 1]) {
        const x = low + share * (high - low);
        expectClose([value(x), slope(x)], [F(x), 3 * x * x + 1], { absolute: 1e-13 });
      }
    }
  });

  it("rises whatever the slopes, through all values, and levels a fall", () => {
    const steps = fc.array(
      fc.record({ rise: fc.double({ min: -0.1, max: 2, noNaN: true }), log: fc.double({ min: -50, max: 50, noNaN: true }) }),
      {
        minLength: 2,
        maxLength: 9,
      },
    );
    fc.assert(
      fc.property(steps, (given) => {
        let total = 0;
        const value = Float64Array.from(given, ({ rise }) => (total += rise));
        const branches = monotoneBranches(
          Float64Array.from(given, (_, j) => j),
          value,
          Float64Array.from(given, ({ log }) => log),
        );
        let before = value[0];
        for (const branch of branches) {
          expect(branch.left).toBe(before);
          for (let k = 0; k <= 20; k++) {
            const x = branch.low + k / 20;
            expect(branch.value(x)).toBeGreaterThanOrEqual(before - 1e-13);
            expect(branch.slope(x)).toBeGreaterThanOrEqual(0);
            before = branch.value(x);
          }
          before = branch.right;
        }
        expectClose(before, Math.max(...value), { absolute: 1e-13 });
      }),
    );
  });
});

describe("invert", () => {
  it("finds the noise of a value on rising and falling branches, also where the slope is wrong or infinite", () => {
    for (const sign of [1, -1]) {
      for (const slope of [(x: number): number => sign * 3 * x * x, (): number => -sign, (): number => Infinity]) {
        const branch = { low: -1, high: 2, left: -sign, right: 8 * sign, value: (x: number) => sign * x ** 3, slope };
        for (const x of [-0.9, -0.2, 0.7, 1.99]) expectClose(invert(branch, sign * x ** 3), x, { absolute: 1e-12 });
      }
    }
  });
});
