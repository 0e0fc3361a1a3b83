import { describe, expect, it } from "vitest";
import { worldLaw } from "../../../src/continuous/line/worldLaw.ts";
import { drawsMean, drawsSpread } from "../../../src/papers/arxiv2409_13074/scatterOfDraws.ts";
import { continuousInstance } from "../../../src/papers/continuousInstance.ts";

/** Uniform on an interval of length 2. */
const { pair } = continuousInstance({
  world: { kind: "preset", name: "mirrored-intervals", parameters: { near: 1, far: 3 } },
  target: "right",
  w: 0,
}).run;
const uniform = worldLaw(pair.conditional);

describe("draws of a uniform law", () => {
  // ∫ |B(t)| dt of the Brownian bridge has the mean √(π/32) and the mean square 7/60 (Shepp 1982).
  it("have √n W₁ with the mean √(π/32) a unit of length", () => {
    expect(drawsMean(uniform) / 2).toBeCloseTo(Math.sqrt(Math.PI / 32), 4);
  });

  it("have √n W₁ with the mean square 7/60: its spread over its mean is √(56/15π − 1)", () => {
    expect(drawsSpread(uniform)).toBeCloseTo(Math.sqrt(56 / (15 * Math.PI) - 1), 2);
  });
});
