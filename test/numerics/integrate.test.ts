import { describe, expect, it } from "vitest";
import { dormandPrince54 } from "../../src/numerics/butcher.ts";
import { type Derivative, explicitStepper } from "../../src/numerics/explicitStepper.ts";
import { integrate } from "../../src/numerics/integrate.ts";
import { expectClose } from "../../testing/close.ts";

const stepper = (derivative: Derivative, n = 2) => explicitStepper(dormandPrince54, derivative, n);
const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** y₁′ = −y₁ y₂, y₂′ = cos x: y₂ = sin x, y₁ = e^{cos x − 1} from (1, 0). */
const pendulum: Derivative = (x, y, out) => {
  out[0] = -y[0] * y[1];
  out[1] = Math.cos(x);
};
const exact = (x: number): number[] => [Math.exp(Math.cos(x) - 1), Math.sin(x)];
const start = Float64Array.of(1, 0);
const distance = (found: ArrayLike<number>, x: number): number => total(exact(x).map((value, i) => Math.abs(value - found[i])));

describe("integrate", () => {
  const options = { from: 0, to: 20, mostSteps: 10_000 };

  it.each([1e-4, 1e-6, 1e-8, 1e-10])("ends with local errors that add up to at most %d, the true error below it times 10", (tolerance) => {
    const { status, at, value, error, steps } = integrate(stepper(pendulum), start, { ...options, tolerance });
    expect([status, at]).toEqual(["done", 20]);
    expect(error).toBeLessThanOrEqual(tolerance * (1 + 1e-12));
    expect(distance(value, 20)).toBeLessThan(10 * tolerance);
    expect(steps).toBeLessThan(3000);
  });

  it("takes steps in number as tolerance^{−1/4}, error per unit step of the embedded order 4", () => {
    const steps = (tolerance: number): number => integrate(stepper(pendulum), start, { ...options, tolerance }).steps;
    expectClose(Math.log10(steps(1e-11) / steps(1e-7)), 1, { absolute: 0.15 });
  });

  it("bounds the error of a Markov process by its summed estimates: two states, rates that change by e^3", () => {
    const flow: Derivative = (x, law, out) => {
      out[0] = Math.exp(x) * law[1] - law[0];
      out[1] = -out[0];
    };
    const reference = integrate(stepper(flow), Float64Array.of(0, 1), { ...options, to: 3, tolerance: 1e-13 }).value;
    for (const tolerance of [1e-3, 1e-5, 1e-7, 1e-9]) {
      const { value, error } = integrate(stepper(flow), Float64Array.of(0, 1), { ...options, to: 3, tolerance });
      expect(Math.abs(value[0] - reference[0]) + Math.abs(value[1] - reference[1])).toBeLessThanOrEqual(error + 1e-13);
    }
  });

  it("gives up at the step limit on a stiff problem, with what it has: y′ = −1e8 (y − cos x)", () => {
    const stiff: Derivative = (x, y, out) => {
      out[0] = -1e8 * (y[0] - Math.cos(x));
    };
    const { status, at, steps, rejected } = integrate(stepper(stiff, 1), Float64Array.of(2), {
      ...options,
      tolerance: 1e-6,
      mostSteps: 500,
    });
    expect(status).toBe("step limit");
    expect(steps + rejected).toBe(500);
    expect(at).toBeLessThan(1);
  });

  it("is stuck where the solution ceases to exist or the slope is no number, and says where: y′ = y², y = 1/(1 − x)", () => {
    const blowUp: Derivative = (_, y, out) => {
      out[0] = y[0] ** 2;
    };
    const { status, at } = integrate(stepper(blowUp, 1), Float64Array.of(1), { ...options, tolerance: 1e-6 });
    expect(status).not.toBe("done");
    expectClose(at, 1, { absolute: 1e-2 });
    const none = integrate(
      stepper((_, __, out) => out.fill(Number.NaN)),
      start,
      { ...options, tolerance: 1e-6 },
    );
    expect(none).toMatchObject({ status: "stuck", at: 0, steps: 0 });
  });

  it("does not change its start", () => {
    const before = start.slice();
    integrate(stepper(pendulum), start, { ...options, tolerance: 1e-4 });
    expect(start).toEqual(before);
  });

  it("refuses an empty interval and a tolerance that is not positive", () => {
    expect(() => integrate(stepper(pendulum), start, { ...options, to: 0, tolerance: 1 })).toThrow(
      "integrate: to must be above from (0), got 0",
    );
    expect(() => integrate(stepper(pendulum), start, { ...options, tolerance: 0 })).toThrow("integrate: tolerance must be above 0, got 0");
  });
});
