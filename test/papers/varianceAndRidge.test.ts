/** @file The claims of arXiv:2602.00716, 2305.19947 and 2602.06021, by other means. */
import { describe, expect, it } from "vitest";
import { m1 } from "../../src/papers/arxiv2305_19947/m1.ts";
import { e1 } from "../../src/papers/arxiv2602_00716/e1.ts";
import { e2 } from "../../src/papers/arxiv2602_00716/e2.ts";
import { e3 } from "../../src/papers/arxiv2602_00716/e3.ts";
import { m2 } from "../../src/papers/arxiv2602_06021/m2.ts";
import { type Claim, evaluate } from "../../src/papers/claim.ts";
import { expectClose } from "../../testing/close.ts";

const done = new Map<Claim, ReturnType<typeof evaluate>>();
const found = (claim: Claim): ReturnType<typeof evaluate> => {
  const known = done.get(claim) ?? evaluate(claim, "quick");
  done.set(claim, known);
  return known;
};
const listed = (claim: Claim, name: string): readonly number[] =>
  [found(claim).computed[name] ?? expect.fail(`no number ${name} of ${claim.id}`)].flat();

describe("E1", () => {
  it("the flow's variance is that of dv/dr = v ((1 + w)/(1 + r) − w/(2 + r)) from r = 10⁶ down, Runge-Kutta steps in ln r", () => {
    const variances = listed(e1, "on the line, flow, p_c = N(0, 1), p = N(0, 2): variance by w");
    listed(e1, "the weights").forEach((w, k) => {
      // In ℓ = ln(1 + r): d ln v/dℓ = (1 + w) − w (1 + r)/(2 + r).
      const slope = (l: number): number => 1 + w - (w * Math.exp(l)) / (1 + Math.exp(l));
      const top = Math.log1p(1e6);
      let log = Math.log(1e6);
      const n = 2000;
      for (let i = 0; i < n; i++) log -= (slope(((i + 0.5) * top) / n) * top) / n;
      expectClose(variances[k], Math.exp(log), { relative: 1e-4 });
    });
  });
});

describe("E2", () => {
  it("few classes: the distortion falls as the dimension grows", () => {
    const few = listed(e2, "K = d classes: the same");
    expect(few[few.length - 1]).toBeGreaterThan(few[0]);
  });
});

describe("E3", () => {
  it("the restoring schedule makes ∫ w (1/(½ + r) − 1/(1.5 + r)) dr vanish: a sum over t", () => {
    const [start, end] = listed(e3, "its start and end");
    const n = 20_000;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const t = (i + 0.5) / n;
      const r = (t / (1 - t)) ** 2;
      sum += ((end + (start - end) * t) * (1 / (0.5 + r) - 1 / (1.5 + r)) * 2 * t) / (1 - t) ** 3 / n;
    }
    expect(Math.abs(sum)).toBeLessThan(1e-3);
    expect(end).toBeLessThan(0);
    expect(end).toBeGreaterThanOrEqual(-1);
  });

  it("constant w = 1: the variance over the class's is λ_c/λ_u = ⅓", () => {
    const [, ratio] = listed(e3, "for comparison, constant w = 1: mean beyond the class's, variance over the class's");
    expectClose(ratio, 1 / 3, { absolute: 1e-6 });
  });
});

describe("M1", () => {
  it("bends fall with the largest noise", () => {
    for (const name of ["plane", "16 dimensions"]) {
      const [large, middle, small] = listed(m1, `${name}: median distance from the chord over its length, σ_max 80, 10, 3`);
      expect(large).toBeLessThan(middle);
      expect(middle).toBeLessThan(small);
    }
  });
});

describe("M1, who is first", () => {
  it("16 dimensions: no sample is first; the plane: some are, and at most as many as there are paths", () => {
    for (const end of ["σ_max = 80", "the same, σ_max = 3"]) {
      const names = Object.keys(found(m1).computed).filter((name) => name.includes(end));
      expect(names).toHaveLength(2);
      for (const name of names) {
        const shares = listed(m1, name);
        expect(shares.every((share) => share >= 0 && share < 0.5)).toBe(true);
        if (name.startsWith("16")) expect(shares).toEqual([0, 0, 0, 0]);
        else expect(Math.max(...shares)).toBeGreaterThan(0);
      }
    }
  });

  it("the distance from the chord in units of the data is the bend times a length of about σ_max √d", () => {
    for (const [name, d] of [
      ["plane", 2],
      ["16 dimensions", 16],
    ] as const) {
      const bends = listed(m1, `${name}: median distance from the chord over its length, σ_max 80, 10, 3`);
      const away = listed(m1, `${name}: median distance from the chord in units of the data's spread, σ_max 80, 10, 3`);
      const lengths = away.map((value, k) => value / bends[k] / ([80, 10, 3][k] * Math.sqrt(d)));
      for (const length of lengths) expect(Math.abs(Math.log(length))).toBeLessThan(Math.log(2));
    }
  });
});

describe("M2", () => {
  it("the ridge's radius is that of points spread evenly over a circle: where r = I₁(r/σ²)/I₀(r/σ²)", () => {
    const sigmas = [0.5, 0.35, 0.25, 0.18, 0.13, 0.1];
    listed(m2, "radius of the ridge at these σ").forEach((radius, k) => {
      const z = radius / sigmas[k] ** 2;
      let [zero, one] = [0, 0];
      for (let i = 0; i < 2000; i++) {
        const angle = (2 * Math.PI * i) / 2000;
        const weight = Math.exp(z * (Math.cos(angle) - 1));
        zero += weight;
        one += weight * Math.cos(angle);
      }
      expectClose(radius, one / zero, { absolute: 1e-6 });
    });
  });

  it("guidance turns samples towards the middle of the arc", () => {
    const angles = listed(m2, "mean angle from the middle of the class's arc, w = 0 and by w");
    expect(angles[0]).toBeCloseTo(Math.PI / 4, 0);
    expect(angles[angles.length - 1]).toBeLessThan(angles[0]);
  });
});
