import { describe, expect, it } from "vitest";
import { logBelow, noiseQuantile } from "../../../src/papers/arxiv2409_13074/noiseQuantile.ts";
import { continuousInstance, lineInstance } from "../../../src/papers/continuousInstance.ts";
import { expectClose } from "../../../testing/close.ts";
import { carriedNoise } from "../../../testing/lineFields.ts";

const right = [{ weight: 1, mean: 1, variance: 1 }];
const both = [...right, { weight: 1, mean: -1, variance: 1 }];

describe("noiseQuantile", () => {
  it.each([0, 1, 7])("undoes Runge-Kutta steps of the flow, w = %d", (w) => {
    const { run } = continuousInstance({ world: { kind: "preset", name: "two-gaussians" }, target: "right", w });
    for (const xi of [-4, -1, 0, 2]) {
      const { x } = carriedNoise(right, both, w, run.start, xi, 4000);
      expectClose(noiseQuantile(run.field(), run.start, x), xi, { absolute: 1e-6 });
    }
  });

  it("gives the distribution function of a compact class's law", () => {
    const spec = { world: { kind: "preset", name: "mirrored-intervals" }, target: "right", w: 3 };
    const { run } = continuousInstance(spec);
    const { law } = lineInstance(spec);
    for (const y of [1.1, 1.4, 1.49]) {
      expectClose(Math.exp(logBelow(run.field(), run.start, y, [-1.5, -0.5, 0.5, 1.5])), law.cdf(y), { absolute: 1e-7 });
    }
  });

  it("refuses a y to which no noise is carried", () => {
    const lost = {
      dimension: 1,
      corners: [],
      at: () => ({ evaluate: (_: Float64Array, __: number, out: { velocity?: Float64Array }) => out.velocity?.fill(Number.NaN) }),
    };
    expect(() => noiseQuantile(lost, { theta: 1, sd: 1 }, 2)).toThrow(/noiseQuantile: y .*got 2/);
  });
});
