import { describe, expect, it } from "vitest";
import { dormandPrince54, sdirk43 } from "../../src/numerics/butcher.ts";
import { dormandPrince853 } from "../../src/numerics/dormandPrince853.ts";
import type { Derivative } from "../../src/numerics/explicitStepper.ts";
import { mixedTolerance, type OdeOptions, type OdeSolution, solveOde } from "../../src/numerics/solveOde.ts";
import { expectClose } from "../../testing/close.ts";

const pairs = [dormandPrince54, dormandPrince853];
const tight = (tolerance: number): Pick<OdeOptions, "allowed" | "mostSteps"> => ({
  allowed: mixedTolerance(tolerance, tolerance),
  mostSteps: 100_000,
});

/** SciPy's test problem: y = [x/(x+10), 10x/(x+10)²] from (1/3, 2/9) at x = 5 (scipy/integrate/_ivp/tests/test_ivp.py, fun_rational). */
const rational: Derivative = (x, y, out) => {
  out[0] = y[1] / x;
  out[1] = (y[1] * (y[0] + 2 * y[1] - 1)) / (x * (y[0] - 1));
};
const rationalAt = (x: number): number[] => [x / (x + 10), (10 * x) / (x + 10) ** 2];
const start = Float64Array.of(1 / 3, 2 / 9);

describe("solveOde", () => {
  for (const pair of pairs) {
    it.each([
      [5, 9, 1e-6],
      [5, 1, 1e-6],
      [5, 9, 1e-10],
      [5, 1, 1e-10],
    ])(`${pair.name}: solves SciPy's rational problem from %d to %d at tolerance %d, forwards and backwards`, (from, to, tolerance) => {
      const { status, at, value } = solveOde(pair, rational, start, { from, to, ...tight(tolerance) });
      expect([status, at]).toEqual(["done", to]);
      expectClose(value, rationalAt(to), { absolute: 30 * tolerance });
      expect(Math.abs(value[0] - rationalAt(to)[0])).toBeGreaterThan(0);
    });

    it(`${pair.name}: reaches the Brusselator's value at 20 within 100 tolerances`, () => {
      const brusselator: Derivative = (_, y, out) => {
        out[0] = 1 + y[0] ** 2 * y[1] - 4 * y[0];
        out[1] = 3 * y[0] - y[0] ** 2 * y[1];
      };
      const { value } = solveOde(pair, brusselator, Float64Array.of(1.5, 3), { from: 0, to: 20, ...tight(1e-10) });
      // SciPy 1.17, DOP853 with rtol = atol = 1e-13
      expectClose(value, [0.4986370712683296, 4.5967803494520165], { absolute: 1e-8 });
    });

    it(`${pair.name}: finds its first step in a few trials, whatever the unit of time`, () => {
      for (const speed of [1e-3, 1, 1e4]) {
        const { rejected } = solveOde(pair, (_, y, out) => out.set([speed * y[1], -speed * y[0]]), Float64Array.of(0, 1), {
          from: 0,
          to: 1000 / speed,
          ...tight(1e-12),
          mostSteps: 12,
        });
        expect(rejected).toBeLessThanOrEqual(4);
      }
    });

    it(`${pair.name}: a smaller tolerance costs steps in number as tolerance^{−1/(q+1)}`, () => {
      const steps = (tolerance: number): number =>
        solveOde(pair, (_, y, out) => out.set([y[1], -y[0]]), Float64Array.of(0, 1), { from: 0, to: 60, ...tight(tolerance) }).steps;
      expectClose((Math.log10(steps(1e-11) / steps(1e-7)) * (pair.embeddedOrder + 1)) / 4, 1, { absolute: 0.15 });
    });
  }

  it("dense output follows the solution with order 4: error within ten times the tolerance between steps", () => {
    let worst = 0;
    const out = new Float64Array(2);
    solveOde(dormandPrince54, rational, start, {
      from: 5,
      to: 9,
      ...tight(1e-8),
      onStep: ({ from, to, interpolate }) => {
        for (const share of [0, 0.2, 0.5, 0.9, 1]) {
          const x = from + share * (to - from);
          interpolate(x, out);
          worst = Math.max(worst, Math.abs(out[0] - rationalAt(x)[0]), Math.abs(out[1] - rationalAt(x)[1]));
        }
      },
    });
    expect(worst).toBeLessThan(1e-7);
    expect(worst).toBeGreaterThan(0);
  });

  it("dense output of polynomials up to degree 4 is exact", () => {
    const out = new Float64Array(1);
    let worst = 0;
    solveOde(dormandPrince54, (x, _, slope) => slope.fill(4 * x ** 3 - 3 * x ** 2), Float64Array.of(0), {
      from: 0,
      to: 1,
      firstStep: 1,
      ...tight(1),
      onStep: ({ interpolate }) => {
        interpolate(0.3, out);
        worst = Math.abs(out[0] - (0.3 ** 4 - 0.3 ** 3));
      },
    });
    expect(worst).toBeLessThan(1e-14);
  });

  it("refuses dense output of a pair without it", () => {
    const run = (): OdeSolution =>
      solveOde(dormandPrince853, rational, start, {
        from: 5,
        to: 9,
        ...tight(1e-3),
        onStep: (step) => step.interpolate(step.to, new Float64Array(2)),
      });
    expect(run).toThrow('solveOde: tableau must be one with dense output, got "Dormand-Prince 8(5,3)"');
  });

  it.each([0.5, -0.5])(
    "stops at a jump of the derivative and never asks it on the wrong side: integral of a step up to x = 1, signs %d",
    (sign) => {
      const asked: number[] = [];
      const jump: Derivative = (x, _, out) => {
        asked.push(x);
        out[0] = Math.abs(x) < 0.3 ? 1 : 5;
      };
      const { value, steps, at } = solveOde(dormandPrince54, jump, Float64Array.of(0), {
        from: 0,
        to: 2 * sign,
        stops: [0.3, -0.3, 7],
        ...tight(1e-9),
      });
      expect(at).toBe(2 * sign);
      expectClose(value[0], Math.sign(sign) * (0.3 + 0.7 * 5), { absolute: 1e-11 });
      expect(steps).toBeLessThan(20);
      expect(asked).not.toContain(Math.sign(sign) * 0.3);
    },
  );

  it("reports the error of each step: the pair's own, at most what is allowed", () => {
    const seen: number[] = [];
    solveOde(dormandPrince54, rational, start, {
      from: 5,
      to: 9,
      ...tight(1e-6),
      onStep: ({ error }) => seen.push(Math.abs(error[0]), Math.abs(error[1])),
    });
    expect(Math.max(...seen)).toBeLessThan(1e-6 * 2);
    expect(Math.max(...seen)).toBeGreaterThan(1e-10);
  });

  it("weighs components by root mean square, or by the largest", () => {
    const one: Derivative = (x, _, out) => {
      out.fill(0);
      out[0] = Math.cos(x) * 10;
    };
    const run = (norm: "rms" | "max"): number =>
      solveOde(dormandPrince54, one, new Float64Array(100), { from: 0, to: 10, norm, allowed: mixedTolerance(0, 1e-9), mostSteps: 10_000 })
        .steps;
    // an error diluted among 100 components may be ten times larger: steps longer by 10^{1/5}
    expectClose(run("max") / run("rms"), 10 ** 0.2, { relative: 0.1 });
  });

  it("ends with a status where it cannot go on: step limit, blow-up, no number", () => {
    const stiff = solveOde(dormandPrince54, (x, y, out) => out.fill(-1e8 * (y[0] - Math.cos(x))), Float64Array.of(2), {
      from: 0,
      to: 20,
      allowed: mixedTolerance(1e-6, 1e-6),
      mostSteps: 300,
    });
    expect([stiff.status, stiff.steps + stiff.rejected]).toEqual(["step limit", 300]);
    const blowUp = solveOde(dormandPrince853, (_, y, out) => out.fill(y[0] ** 2), Float64Array.of(1), { from: 0, to: 2, ...tight(1e-8) });
    expect(blowUp.status).not.toBe("done");
    expectClose(blowUp.at, 1, { absolute: 1e-3 });
    const none = solveOde(dormandPrince54, (_, __, out) => out.fill(Number.NaN), Float64Array.of(1), { from: 0, to: 2, ...tight(1e-8) });
    expect(none).toMatchObject({ status: "stuck", at: 0, steps: 0 });
  });

  it("does not change its start, and refuses what is no interval, step or tolerance", () => {
    const before = start.slice();
    solveOde(dormandPrince54, rational, start, { from: 5, to: 6, ...tight(1e-3) });
    expect(start).toEqual(before);
    const run = (options: Partial<OdeOptions>): OdeSolution =>
      solveOde(dormandPrince54, rational, start, { from: 5, to: 6, ...tight(1e-3), ...options });
    expect(() => run({ to: 5 })).toThrow("solveOde: to must be finite and other than from (5), got 5");
    expect(() => run({ to: Number.NaN })).toThrow("got NaN");
    expect(() => run({ firstStep: 0 })).toThrow("solveOde: firstStep must be above 0, got 0");
    expect(() => mixedTolerance(-1, 1)).toThrow("mixedTolerance: rtol must be finite and at least 0, got -1");
    expect(() => mixedTolerance(1, Number.NaN)).toThrow("mixedTolerance: atol must be finite and at least 0, got NaN");
    expect(() => mixedTolerance(0, 0)).toThrow("mixedTolerance: atol must be above 0 where rtol is 0, got 0");
  });
});

describe("tableaux with an error estimate", () => {
  it.each([...pairs, sdirk43])(
    "$name: rows of a sum to c, weights to 1, error weights to 0",
    ({ nodes, matrix, weights, errorWeights, ...rest }) => {
      const sum = (row: readonly number[]): number => row.reduce((s, a) => s + a, 0);
      expectClose(matrix.map(sum), nodes, { absolute: 5e-14 });
      expectClose(sum(weights), 1, { absolute: 1e-14 });
      expectClose([sum(errorWeights), sum(("secondErrorWeights" in rest && rest.secondErrorWeights) || [0])], [0, 0], { absolute: 1e-14 });
    },
  );

  it("satisfy the quadrature conditions Σ b c^{k−1} = 1/k up to their order", () => {
    for (const { order, nodes, weights } of [...pairs, sdirk43]) {
      for (let k = 1; k <= order; k++) {
        expectClose(
          weights.reduce((s, b, j) => s + b * nodes[j] ** (k - 1), 0),
          1 / k,
          { absolute: 1e-14 },
        );
      }
    }
  });
});
