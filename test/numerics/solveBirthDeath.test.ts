import { describe, expect, it } from "vitest";
import { solveBirthDeath } from "../../src/numerics/solveBirthDeath.ts";
import { expectClose } from "../../testing/close.ts";
import { namedRng } from "../../testing/namedRng.ts";

/** (I − h A) y for rates up and down. */
function applied(up: Float64Array, down: Float64Array, h: number, y: Float64Array): Float64Array {
  const n = y.length;
  return y.map((value, i) => {
    const out = (i < n - 1 ? up[i] : 0) + (i > 0 ? down[i] : 0);
    return value + h * (out * value - (i > 0 ? up[i - 1] * y[i - 1] : 0) - (i < n - 1 ? down[i + 1] * y[i + 1] : 0));
  });
}

describe("solveBirthDeath", () => {
  it("solves (I − h A) y = b: applying the matrix to the solution gives b again, b of both signs", () => {
    const rng = namedRng("solveBirthDeath solves");
    for (const n of [1, 2, 3, 17]) {
      const [up, down, b] = Array.from({ length: 3 }, () => Float64Array.from({ length: n }, () => 3 * rng()));
      b[0] -= 2;
      const y = b.slice();
      solveBirthDeath(up, down, 0.7, y, new Float64Array(n));
      expectClose(applied(up, down, 0.7, y), b, { absolute: 1e-14 });
    }
  });

  it("tends to the stationary law, positive and of the same mass, for rates of 1e15", () => {
    const n = 40;
    const up = Float64Array.from({ length: n }, (_, i) => 1e15 * (1 + i / n));
    const down = Float64Array.from({ length: n }, (_, i) => 2e15 * (1 + ((i * 7) % 5)));
    const y = new Float64Array(n);
    y[n - 1] = 1;
    solveBirthDeath(up, down, 1, y, new Float64Array(n));
    const stationary = [1];
    for (let i = 1; i < n; i++) stationary.push((stationary[i - 1] * up[i - 1]) / down[i]);
    const total = stationary.reduce((a, b) => a + b);
    expectClose(
      y,
      stationary.map((value) => value / total),
      // what is left of the start is of the order of 1/(h · rate)
      { relative: 1e-11, absolute: 1e-14 },
    );
    expect(Math.min(...y)).toBeGreaterThan(0);
    expectClose(
      y.reduce((a, b) => a + b),
      1,
      { absolute: 1e-14 },
    );
  });
});
