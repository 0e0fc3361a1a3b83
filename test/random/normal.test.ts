import { describe, expect, it } from "vitest";
import { normal } from "../../src/random/normal.ts";
import { stream } from "../../src/random/stream.ts";
import { cdfDistance, compareCdf, drawsForCdf } from "../../testing/dkw.ts";

/** Φ by its Taylor series Φ(x) = ½ + φ(x) Σ x^{2k+1}/(2k+1)!!; absolute error below 1e-13 for |x| ≤ 6, clipped beyond. */
function Phi(x: number): number {
  if (Math.abs(x) > 6) return x > 0 ? 1 : 0;
  let term = x;
  let sum = x;
  for (let k = 1; k < 200; k++) sum += term *= (x * x) / (2 * k + 1);
  return Math.min(1, Math.max(0, 0.5 + (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * sum));
}

describe("normal", () => {
  const delta = 0.03;
  const risk = 1e-9;
  const n = drawsForCdf(delta, risk);
  const draws = (name: string): number[] => {
    const rng = stream(0, "normal test", name);
    return Array.from({ length: n }, () => normal(rng));
  };

  it(`draws from N(0, 1) (n = ${n}: an error of ${delta} in the distribution function cannot pass)`, () => {
    expect(compareCdf(draws("right"), Phi, risk)).toMatchObject({ ok: true });
  });

  it("and that check rejects a mean of 0.1 (negative control)", () => {
    const unit = (x: number): number => Phi(8 * (x - 0.5));
    expect(cdfDistance(unit, (x) => Phi(8 * (x - 0.5) - 0.1))).toBeGreaterThan(delta);
    const shifted = draws("planted").map((x) => x + 0.1);
    expect(compareCdf(shifted, Phi, risk)).toMatchObject({ ok: false });
  });

  it("consumes exactly two uniforms per call and is finite where they are 0", () => {
    let used = 0;
    const value = normal(() => {
      used++;
      return 0;
    });
    expect(used).toBe(2);
    expect(value + 0).toBe(0);
    expect(normal(() => 1 - 2 ** -53)).toBeGreaterThan(8);
  });
});
