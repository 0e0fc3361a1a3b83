import { describe, expect, it } from "vitest";
import { type ButcherTableau, dormandPrince54, sdirk43 } from "../../src/numerics/butcher.ts";
import { type Derivative, explicitStepper } from "../../src/numerics/explicitStepper.ts";
import { linearImplicitStepper } from "../../src/numerics/linearImplicitStepper.ts";
import { solveDominant } from "../../src/numerics/solveDominant.ts";
import type { Stepper } from "../../src/numerics/stepper.ts";
import { expectClose } from "../../testing/close.ts";
import { namedRng } from "../../testing/namedRng.ts";

const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const embedded = ({ weights, errorWeights }: ButcherTableau): number[] => weights.map((b, j) => b - errorWeights[j]);

/** Σ_j b_j · (left side of an order condition at stage j), and its right side; the trees with up to five vertices that c alone does not settle. */
const conditions = ({ nodes: c, matrix: a }: ButcherTableau): readonly (readonly [number, (j: number) => number, number])[] => {
  const ac = (power: number) => (j: number) => total(a[j].map((value, l) => value * c[l] ** power));
  const aac = (j: number) => total(a[j].map((value, l) => value * ac(1)(l)));
  return [
    ...[1, 2, 3, 4, 5].map((q) => [q, (j: number) => c[j] ** (q - 1), 1 / q] as const),
    [3, ac(1), 1 / 6],
    [4, (j) => c[j] * ac(1)(j), 1 / 8],
    [4, ac(2), 1 / 12],
    [4, aac, 1 / 24],
    [5, (j) => c[j] ** 2 * ac(1)(j), 1 / 10],
    [5, (j) => ac(1)(j) ** 2, 1 / 20],
    [5, (j) => c[j] * ac(2)(j), 1 / 15],
    [5, ac(3), 1 / 20],
    [5, (j) => c[j] * aac(j), 1 / 30],
  ];
};

describe.each([dormandPrince54, sdirk43])("$name", (tableau) => {
  it("has rows of a that sum to c, errors that sum to 0, and a last row equal to b", () => {
    tableau.matrix.forEach((row, j) => {
      expectClose(total(row), tableau.nodes[j], { absolute: 2e-15 });
    });
    expectClose(total(tableau.errorWeights), 0, { absolute: 1e-15 });
    const last = tableau.matrix[tableau.matrix.length - 1];
    expect(tableau.weights.slice(0, last.length)).toEqual([...last]);
  });

  it("meets the order conditions of its order and the embedded ones of theirs, and not those of the next", () => {
    const defects = (b: readonly number[], order: number): number[] =>
      conditions(tableau)
        .filter(([q]) => q === order)
        .map(([, term, right]) => Math.abs(total(b.map((value, j) => value * term(j))) - right));
    for (let q = 1; q <= tableau.order; q++) expect(Math.max(...defects(tableau.weights, q))).toBeLessThan(2e-15);
    for (let q = 1; q <= tableau.embeddedOrder; q++) expect(Math.max(...defects(embedded(tableau), q))).toBeLessThan(2e-15);
    expect(Math.max(...defects(embedded(tableau), tableau.embeddedOrder + 1))).toBeGreaterThan(1e-4);
  });
});

/** Two states, rate 1 + cos²x up and 2 down; a reference from 4096 steps of Dormand and Prince, far below the errors measured. */
const up = (x: number): number => 1 + Math.cos(x) ** 2;
const slope: Derivative = (x, y, out) => {
  out[0] = 2 * y[1] - up(x) * y[0];
  out[1] = -out[0];
};
const matrixAt = (x: number, out: Float64Array): void => out.set([-up(x), 2, up(x), -2]);

/** n equal steps from (1, 0) at 0 to 2. */
function fixed(stepper: Stepper, n: number): { value: Float64Array; estimate: number } {
  const value = Float64Array.of(1, 0);
  let estimate = 0;
  for (let k = 0; k < n; k++) {
    stepper.arrive((2 * k) / n, value);
    estimate = Math.max(estimate, stepper.take((2 * k) / n, value, 2 / n));
    value.set(stepper.next);
  }
  return { value, estimate };
}

const steppers = {
  explicit: () => explicitStepper(dormandPrince54, slope, 2),
  implicit: () => linearImplicitStepper(sdirk43, matrixAt, 2),
};

describe.each([
  ["explicitStepper of Dormand-Prince 5(4)", steppers.explicit, 5],
  ["linearImplicitStepper of SDIRK 4(3)", steppers.implicit, 4],
] as const)("%s", (_, make, order) => {
  const exact = fixed(steppers.explicit(), 4096).value[0];
  const levels = [16, 32, 64, 128].map((n) => {
    const { value, estimate } = fixed(make(), n);
    return { error: Math.abs(value[0] - exact), estimate };
  });
  const slopes = (of: "error" | "estimate"): number[] => levels.slice(1).map((level, k) => Math.log2(levels[k][of] / level[of]));

  it(`converges with order ${order} (mean slope over four step sizes within 0.15)`, () => {
    expectClose(total(slopes("error")) / 3, order, { absolute: 0.15 });
  });

  it(`estimates a step's error with order ${order} too: one more than the embedded order`, () => {
    expectClose(total(slopes("estimate")) / 3, order, { absolute: 0.2 });
  });

  it("keeps the total", () => {
    expectClose(total([...fixed(make(), 16).value]), 1, { absolute: 1e-14 });
  });
});

describe("linearImplicitStepper", () => {
  it.each([1e6, 1e12, 1e100])("is L-stable and keeps the total: one step of size 1 at rates %d goes to the stationary law", (rate) => {
    const stepper = linearImplicitStepper(sdirk43, (_, out) => out.set([-3 * rate, rate, 3 * rate, -rate]), 2);
    stepper.take(0, Float64Array.of(1, 0), 1);
    expectClose(stepper.next, [0.25, 0.75], { absolute: 1e-14 + 10 / rate });
  });
});

describe("solveDominant", () => {
  it("solves random systems to 1e-13: the solution, multiplied back, is the right side", () => {
    const rng = namedRng("solveDominant");
    for (const n of [1, 2, 7, 30]) {
      const off = Float64Array.from({ length: n * n }, (_, e) => (e % (n + 1) === 0 ? 0 : -rng()));
      const sums = Float64Array.from({ length: n }, () => 0.1 + rng());
      const b = Float64Array.from({ length: n }, () => rng() - 0.5);
      const x = b.slice();
      solveDominant(off.slice(), sums.slice(), x);
      const diagonal = sums.map((sum, j) => sum - total(Array.from({ length: n }, (_, i) => off[i * n + j])));
      const back = x.map((value, i) => diagonal[i] * value + total([...x.map((other, j) => off[i * n + j] * other)]));
      expectClose(back, b, { absolute: 1e-13 * n });
    }
  });

  it("keeps every digit beside entries of 1e200, by hand: [1 + a, −1; −a, 2] x = (1, 0) has x = (2, a)/(2 + a)", () => {
    for (const a of [1, 1e20, 1e200]) {
      const x = Float64Array.of(1, 0);
      solveDominant(Float64Array.of(0, -1, -a, 0), Float64Array.of(1, 1), x);
      expectClose(x, [2 / (2 + a), a / (2 + a)], { relative: 1e-15 });
    }
  });
});
