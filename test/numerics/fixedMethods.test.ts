import { describe, expect, it } from "vitest";
import { dormandPrince54, euler, heun, rk4 } from "../../src/numerics/butcher.ts";
import { dormandPrince853 } from "../../src/numerics/dormandPrince853.ts";
import { type Derivative, explicitStepper } from "../../src/numerics/explicitStepper.ts";
import { expectClose } from "../../testing/close.ts";

/** y′ = −2 x y² from 1 at 0: y = 1/(1 + x²). */
const bell: Derivative = (x, y, out) => {
  out[0] = -2 * x * y[0] ** 2;
};

describe("steps of a given size", () => {
  it.each([
    [euler, [256, 512, 1024, 2048]],
    [heun, [64, 128, 256, 512]],
    [rk4, [16, 32, 64, 128]],
    [dormandPrince54, [48, 96, 192, 384]],
    [dormandPrince853, [8, 12, 16, 24]],
  ] as const)("converges with its order on y′ = −2xy²", (method, sizes) => {
    const errors = sizes.map((steps) => {
      const stepper = explicitStepper(method, bell, 1);
      const y = Float64Array.of(1);
      for (let k = 0; k < steps; k++) {
        stepper.arrive((2 * k) / steps, y);
        stepper.take((2 * k) / steps, y, 2 / steps);
        y.set(stepper.next);
      }
      return Math.abs(y[0] - 0.2);
    });
    const slopes = errors.slice(1).map((e, i) => Math.log(errors[i] / e) / Math.log(sizes[i + 1] / sizes[i]));
    // the last pair of sizes for all but the eighth order, which is near its rounding there and is read off as the mean
    const slope = method.order === 8 ? slopes.reduce((a, b) => a + b, 0) / slopes.length : slopes[slopes.length - 1];
    expectClose(slope, method.order, { absolute: method.order === 8 ? 0.8 : 0.15 });
  });

  it("a method without an estimate answers ∞ for its error", () => {
    const stepper = explicitStepper(rk4, bell, 1);
    stepper.arrive(0, Float64Array.of(1));
    expect(stepper.take(0, Float64Array.of(1), 0.1)).toBe(Infinity);
  });
});
