import { describe, expect, it } from "vitest";
import { erased, erasedSize, keptAt } from "../../../src/papers/arxiv2409_13074/erasedScore.ts";
import { continuousInstance } from "../../../src/papers/continuousInstance.ts";
import { expectClose } from "../../../testing/close.ts";

const { pair } = continuousInstance({ world: { kind: "preset", name: "two-gaussians" }, target: "right", w: 0 }).run;

describe("erased", () => {
  it("keeps scores inside the radius of the noise circle, has none beyond, and fades in between", () => {
    expect([keptAt(2.9, 3), keptAt(3.05, 3), keptAt(3.1, 3), keptAt(9, 3)]).toEqual([1, expect.closeTo(0.5, 12), 0, 0]);
    const [a, b] = [0.6, 1.6];
    const scale = Math.hypot(a, b);
    const points = Float64Array.of(-2.9 * scale, 0.3, 2.99 * scale, 3.05 * scale, 4 * scale);
    const values = (score: Float64Array, denoised: Float64Array) => ({ score, denoised });
    const [exact, found] = [values(new Float64Array(5), new Float64Array(5)), values(new Float64Array(5), new Float64Array(5))];
    pair.conditional.at(a, b).evaluate(points, 5, exact);
    erased(pair, 3).conditional.at(a, b).evaluate(points, 5, found);
    expectClose(
      found.score,
      exact.score.map((s, i) => s * [1, 1, 1, 0.5, 0][i]),
      { absolute: 1e-12 },
    );
    expectClose(
      found.denoised,
      points.map((x, i) => (x + b * b * found.score[i]) / a),
      { absolute: 1e-9 },
    );
  });

  it("has as its size that of what is taken away from N(0, 1), where noise is all", () => {
    // ∫_{|x| > R} x² φ = 2 (R φ(R) + Q(R)), less what fades: between R and R + 0.1.
    const between = [2.0, 2.1].map((R) => {
      let sum = 0;
      for (let i = 0; i < 80_000; i++) {
        const x = R + (i + 0.5) / 10_000;
        sum += (2 * x * x * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI) / 10_000;
      }
      return Math.sqrt(sum);
    });
    const narrow = continuousInstance({
      world: { kind: "preset", name: "two-gaussians", parameters: { separation: 1e-9, sd: 1 } },
      target: "right",
      w: 0,
    });
    const size = erasedSize(narrow.run.pair.conditional, 2);
    expect(size).toBeLessThan(between[0]);
    expect(size).toBeGreaterThan(between[1]);
  });
});
