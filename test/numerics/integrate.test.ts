import { describe, expect, it } from "vitest";
import { dormandPrince54 } from "../../src/numerics/butcher.ts";
import { integrate } from "../../src/numerics/integrate.ts";
import { type Derivative, rungeKuttaStep } from "../../src/numerics/rungeKuttaStep.ts";
import { expectClose } from "../../testing/close.ts";

const tableau = dormandPrince54;
const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** y₁′ = −y₁ y₂, y₂′ = cos x: y₂ = sin x, y₁ = e^{cos x − 1} from (1, 0). */
const pendulum: Derivative = (x, y, out) => {
  out[0] = -y[0] * y[1];
  out[1] = Math.cos(x);
};
const exact = (x: number): number[] => [Math.exp(Math.cos(x) - 1), Math.sin(x)];
const start = Float64Array.of(1, 0);
const distance = (found: ArrayLike<number>, x: number): number => total(exact(x).map((value, i) => Math.abs(value - found[i])));

/** Fixed steps from 0 to 2; also the largest estimate and the largest true error of the embedded solution. */
function fixed(steps: number): { error: number; estimate: number } {
  const step = rungeKuttaStep(tableau, pendulum, 2);
  const y = start.slice();
  let estimate = 0;
  for (let k = 0; k < steps; k++) {
    const x = (2 * k) / steps;
    pendulum(x, y, step.slopes[0]);
    estimate = Math.max(estimate, step.take(x, y, 2 / steps));
    y.set(step.next);
  }
  return { error: distance(y, 2), estimate };
}

describe("dormandPrince54", () => {
  it("is consistent: rows of a sum to c, b to 1, b − b̂ to 0, and the last row is b", () => {
    tableau.matrix.forEach((row, j) => {
      expectClose(total(row), tableau.nodes[j], { absolute: 1e-15 });
    });
    expectClose(total(tableau.weights), 1, { absolute: 1e-15 });
    expectClose(total(tableau.errorWeights), 0, { absolute: 1e-16 });
    expect([...tableau.matrix[6], 0]).toEqual([...tableau.weights]);
  });

  it("meets the quadrature conditions Σ b c^{q−1} = 1/q up to q = 5, and b̂ up to q = 4 and not 5", () => {
    const moment = (b: readonly number[], q: number): number => total(b.map((value, j) => value * tableau.nodes[j] ** (q - 1)));
    const embedded = tableau.weights.map((value, j) => value - tableau.errorWeights[j]);
    for (let q = 1; q <= 5; q++) expectClose(moment(tableau.weights, q), 1 / q, { absolute: 1e-15 });
    for (let q = 1; q <= 4; q++) expectClose(moment(embedded, q), 1 / q, { absolute: 1e-15 });
    expect(Math.abs(moment(embedded, 5) - 1 / 5)).toBeGreaterThan(1e-4);
  });
});

describe("rungeKuttaStep", () => {
  const levels = [8, 16, 32, 64].map((steps) => ({ steps, ...fixed(steps) }));

  it("converges with order 5 (slopes over four step sizes within 0.3, their mean within 0.15)", () => {
    const slopes = levels.slice(1).map(({ error }, k) => Math.log2(levels[k].error / error));
    for (const slope of slopes) expectClose(slope, 5, { absolute: 0.3 });
    expectClose(total(slopes) / 3, 5, { absolute: 0.15 });
  });

  it("estimates a step's error with order 5 (embedded order 4)", () => {
    const slopes = levels.slice(1).map(({ estimate }, k) => Math.log2(levels[k].estimate / estimate));
    expectClose(total(slopes) / 3, 5, { absolute: 0.3 });
  });

  it("carries on b·k also where the last stage is not the solution: the same result without that shortcut", () => {
    const plain = rungeKuttaStep({ ...tableau, firstSameAsLast: false }, pendulum, 2);
    const short = rungeKuttaStep(tableau, pendulum, 2);
    for (const step of [plain, short]) {
      pendulum(0.3, start, step.slopes[0]);
      step.take(0.3, start, 0.2);
    }
    expectClose(plain.next, short.next, { absolute: 1e-15 });
  });
});

describe("integrate", () => {
  const options = { tableau, from: 0, to: 20, mostSteps: 10_000 };

  it.each([1e-4, 1e-6, 1e-8, 1e-10])("ends with local errors that add up to at most %d, the true error below it times 10", (tolerance) => {
    const { status, at, value, error, steps } = integrate(pendulum, start, { ...options, tolerance });
    expect([status, at]).toEqual(["done", 20]);
    expect(error).toBeLessThanOrEqual(tolerance * (1 + 1e-12));
    expect(distance(value, 20)).toBeLessThan(10 * tolerance);
    expect(steps).toBeLessThan(2000);
  });

  it("takes steps in number as tolerance^{−1/4}, error per unit step of the embedded order 4", () => {
    const steps = (tolerance: number): number => integrate(pendulum, start, { ...options, tolerance }).steps;
    expectClose(Math.log10(steps(1e-11) / steps(1e-7)), 1, { absolute: 0.15 });
  });

  it("bounds the error of a Markov process by its summed estimates: two states, rates that change by e^3", () => {
    const flow: Derivative = (x, law, out) => {
      out[0] = Math.exp(x) * law[1] - law[0];
      out[1] = -out[0];
    };
    const reference = integrate(flow, Float64Array.of(0, 1), { ...options, to: 3, tolerance: 1e-13 }).value;
    for (const tolerance of [1e-3, 1e-5, 1e-7, 1e-9]) {
      const { value, error } = integrate(flow, Float64Array.of(0, 1), { ...options, to: 3, tolerance });
      expect(Math.abs(value[0] - reference[0]) + Math.abs(value[1] - reference[1])).toBeLessThanOrEqual(error + 1e-13);
    }
  });

  it("gives up at the step limit on a stiff problem, with what it has: y′ = −1e8 (y − cos x)", () => {
    const stiff: Derivative = (x, y, out) => {
      out[0] = -1e8 * (y[0] - Math.cos(x));
    };
    const { status, at, steps, rejected } = integrate(stiff, Float64Array.of(2), { ...options, tolerance: 1e-6, mostSteps: 500 });
    expect(status).toBe("step limit");
    expect(steps + rejected).toBe(500);
    expect(at).toBeLessThan(1);
  });

  it("is stuck where the solution ceases to exist or the slope is no number, and says where: y′ = y², y = 1/(1 − x)", () => {
    const blowUp: Derivative = (_, y, out) => {
      out[0] = y[0] ** 2;
    };
    const { status, at } = integrate(blowUp, Float64Array.of(1), { ...options, tolerance: 1e-6 });
    expect(status).not.toBe("done");
    expectClose(at, 1, { absolute: 1e-2 });
    const none = integrate((_, __, out) => out.fill(Number.NaN), start, { ...options, tolerance: 1e-6 });
    expect(none).toMatchObject({ status: "stuck", at: 0, steps: 0 });
  });

  it("does not change its start, and works without the first-same-as-last shortcut", () => {
    const before = start.slice();
    const plain = integrate(pendulum, start, { ...options, tableau: { ...tableau, firstSameAsLast: false }, tolerance: 1e-8 });
    expect(start).toEqual(before);
    expectClose(plain.value, exact(20), { absolute: 1e-7 });
  });

  it("refuses an empty interval and a tolerance that is not positive", () => {
    expect(() => integrate(pendulum, start, { ...options, to: 0, tolerance: 1 })).toThrow("integrate: to must be above from (0), got 0");
    expect(() => integrate(pendulum, start, { ...options, tolerance: 0 })).toThrow("integrate: tolerance must be above 0, got 0");
  });
});
