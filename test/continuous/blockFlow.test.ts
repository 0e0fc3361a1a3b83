import { describe, expect, it } from "vitest";
import { ARRIVED, type Block, blockFlow, LEFT, UNRESOLVED } from "../../src/continuous/blockFlow.ts";
import type { GuidedField } from "../../src/continuous/guidedField.ts";
import { dormandPrince853 } from "../../src/numerics/dormandPrince853.ts";
import { expectClose } from "../../testing/close.ts";

const block = (points: number[], d = 1): Block => {
  const n = points.length / d;
  return { n, points: Float64Array.from(points), logDeterminant: new Float64Array(n), status: new Uint8Array(n).fill(9) };
};
/** dx/dθ = f(θ, x), one coordinate. */
const line = (
  f: (theta: number, x: number) => number,
  slope: (theta: number, x: number) => number = () => 0,
  corners: number[] = [],
): GuidedField => ({
  dimension: 1,
  corners,
  at: (theta) => ({
    evaluate: (points, n, { velocity, jacobian }) => {
      for (let i = 0; i < n; i++) {
        if (velocity) velocity[i] = f(theta, points[i]);
        if (jacobian) jacobian[i] = slope(theta, points[i]);
      }
    },
  }),
});
const options = { tolerance: 1e-11, mostSteps: 1000, farthest: 1e6, determinant: true };

const { nodes: NODES, matrix: MATRIX, weights: WEIGHTS, errorWeights: ERROR_FIVE, secondErrorWeights: ERROR_THREE = [] } = dormandPrince853;

describe("the tableau", () => {
  it("has Σ_l a_jl = c_j, Σ b c^k = 1/(k+1) up to k = 7 and not 8, and estimates that vanish on orders below theirs", () => {
    const rows = MATRIX.map((row) => row.reduce((a, b) => a + b, 0));
    expectClose(rows, NODES, { absolute: 2e-14 });
    const moment = (weights: readonly number[], k: number): number => weights.reduce((sum, b, j) => sum + b * NODES[j] ** k, 0);
    for (let k = 0; k < 8; k++) expectClose(moment(WEIGHTS, k), 1 / (k + 1), { absolute: 1e-14 });
    expect(Math.abs(moment(WEIGHTS, 8) - 1 / 9)).toBeGreaterThan(1e-6);
    for (let k = 0; k < 5; k++) expectClose(moment(ERROR_FIVE, k), 0, { absolute: 1e-14 });
    for (let k = 0; k < 3; k++) expectClose(moment(ERROR_THREE, k), 0, { absolute: 1e-14 });
    expect(Math.abs(moment(ERROR_FIVE, 5))).toBeGreaterThan(1e-6);
  });
});

describe("blockFlow", () => {
  it("follows dx/dθ = x cos θ both ways, points independent of each other, with ∫ cos θ as the log-determinant", () => {
    const field = line(
      (t, x) => x * Math.cos(t),
      (t) => Math.cos(t),
    );
    for (const [from, to] of [
      [0, 1.5],
      [1.5, 0.2],
    ]) {
      const moving = block([1, -2, 0]);
      blockFlow(field, 3).move(moving, from, to, options);
      const gained = Math.sin(to) - Math.sin(from);
      expectClose(
        moving.points,
        [1, -2, 0].map((x) => x * Math.exp(gained)),
        { absolute: 1e-10 },
      );
      expectClose(moving.logDeterminant, [gained, gained, gained], { absolute: 1e-10 });
      expect([...moving.status]).toEqual([ARRIVED, ARRIVED, ARRIVED]);
    }
  });

  it("falls with the tolerance as it says: the error of a stiffly turning problem is within 100 tolerances", () => {
    const field = line((t, x) => -10 * (x - Math.sin(5 * t)) + 5 * Math.cos(5 * t));
    for (const tolerance of [1e-5, 1e-7, 1e-9, 1e-11]) {
      const moving = block([0]);
      blockFlow(field, 1).move(moving, 0, 1.5, { ...options, tolerance });
      expect(Math.abs(moving.points[0] - Math.sin(7.5))).toBeLessThan(100 * tolerance);
    }
  });

  it("stops at a corner: a velocity that jumps from 1 to 3 below 0.7, at whichever side the corner itself counts", () => {
    for (const below of [(t: number) => t < 0.7, (t: number) => t <= 0.7]) {
      const field = line(
        (t) => (below(t) ? 3 : 1),
        () => 0,
        [0.7],
      );
      const moving = block([0]);
      const steps = blockFlow(field, 1).move(moving, 1.5, 0.1, options);
      expectClose(moving.points, [-0.8 - 1.8], { absolute: 1e-10 });
      expect(steps).toBeLessThan(20);
    }
  });

  it("lets a point that runs away go, and brings the others home", () => {
    const field = line((_, x) => x * x);
    const moving = block([2, 0.1, 0]);
    blockFlow(field, 3).move(moving, 0, 1, { ...options, farthest: 1e3, determinant: false });
    expect([...moving.status]).toEqual([LEFT, ARRIVED, ARRIVED]);
    expectClose(moving.points.slice(1), [0.1 / 0.9, 0], { absolute: 1e-9 });
    expect(moving.points[0]).toBeGreaterThan(1e3);
  });

  it("lets a point go whose log-determinant less |x|²/2S² is too low", () => {
    const field = line(
      (_, x) => -20 * x,
      () => -20,
    );
    const moving = block([1]);
    blockFlow(field, 1).move(moving, 0, 1, { ...options, least: { scale: 1, log: -15 } });
    expect([...moving.status]).toEqual([LEFT]);
    const whole = block([1]);
    blockFlow(field, 1).move(whole, 0, 1, { ...options, least: { scale: 1, log: -25 } });
    expectClose(whole.logDeterminant, [-20], { absolute: 1e-9 });
  });

  it("reports points without a velocity and too many steps as unresolved, the others unharmed", () => {
    const field = line((t, x) => (x > 5 ? Number.NaN : Math.cos(t)));
    const moving = block([7, 0]);
    blockFlow(field, 2).move(moving, 0, 1, options);
    expect([...moving.status]).toEqual([UNRESOLVED, ARRIVED]);
    expectClose(moving.points, [7, Math.sin(1)], { absolute: 1e-9 });
    const few = block([0]);
    const steps = blockFlow(
      line((t) => Math.cos(100 * t)),
      1,
    ).move(few, 0, 1, { ...options, mostSteps: 5 });
    expect([steps, few.status[0]]).toEqual([5, UNRESOLVED]);
  });

  it("refuses a tolerance that is not positive and a block that is too large", () => {
    const flow = blockFlow(
      line(() => 1),
      1,
    );
    expect(() => flow.move(block([0]), 0, 1, { ...options, tolerance: 0 })).toThrow("blockFlow: tolerance must be above 0, got 0");
    expect(() => flow.move(block([0, 1]), 0, 1, options)).toThrow("blockFlow: n must be at most 1, got 2");
  });
});
