/** @file The claims of arXiv:2505.01382 and arXiv:2403.01639, by other means: written-out scores, Runge-Kutta steps, sums over grids. */
import { describe, expect, it } from "vitest";
import { g1 } from "../../src/papers/arxiv2403_01639/g1.ts";
import { g2 } from "../../src/papers/arxiv2403_01639/g2.ts";
import { g3 } from "../../src/papers/arxiv2403_01639/g3.ts";
import { g4 } from "../../src/papers/arxiv2403_01639/g4.ts";
import { p1 } from "../../src/papers/arxiv2505_01382/p1.ts";
import { p2 } from "../../src/papers/arxiv2505_01382/p2.ts";
import { p3 } from "../../src/papers/arxiv2505_01382/p3.ts";
import { p4 } from "../../src/papers/arxiv2505_01382/p4.ts";
import { p5 } from "../../src/papers/arxiv2505_01382/p5.ts";
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

const HALF_LOG = 0.5 * Math.log(2 * Math.PI);

/** Even ξ in [−8, 8] and their shares of the standard normal law. */
const GRID = Array.from({ length: 641 }, (_, k) => k / 40 - 8);
const SHARES = GRID.map((xi) => Math.exp((-xi * xi) / 2 - HALF_LOG) / 40);
const mean = (values: readonly number[]): number => values.reduce((sum, value, k) => sum + SHARES[k] * value, 0);

/** End of the guided flow of N(1, 1) against N(−1, 1) from ξ: dx/dμ = 1 + w (1 − tanh μx), classical Runge-Kutta steps in μ. */
function twoGaussians(xi: number, w: number): number {
  const steps = 400;
  const h = (1 - Math.exp(-10)) / steps;
  const slope = (mu: number, x: number): number => 1 + w * (1 - Math.tanh(mu * x));
  let [mu, x] = [Math.exp(-10), xi];
  for (let n = 0; n < steps; n++) {
    const k1 = slope(mu, x);
    const k2 = slope(mu + h / 2, x + (h / 2) * k1);
    const k3 = slope(mu + h / 2, x + (h / 2) * k2);
    const k4 = slope(mu + h, x + h * k3);
    x += (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4);
    mu += h;
  }
  return x;
}

/** End of the guided flow of equal Gaussians of variance 1 at given centres, from OU time 10 to 0. */
function equalGaussians(xi: number, w: number, centres: readonly number[], target: number): number {
  const steps = 600;
  const h = (1 - Math.exp(-10)) / steps;
  // In μ = e^{−s} the flow of variance-1 components is dx/dμ = E-weighted centre: (1 + w) m_target − w Σ posterior · m.
  const slope = (mu: number, x: number): number => {
    const weights = centres.map((m) => Math.exp(m * mu * x - (m * mu) ** 2 / 2));
    const total = weights.reduce((sum, value) => sum + value, 0);
    return (1 + w) * centres[target] - (w * weights.reduce((sum, value, k) => sum + value * centres[k], 0)) / total;
  };
  let [mu, x] = [Math.exp(-10), xi];
  for (let n = 0; n < steps; n++) {
    const k1 = slope(mu, x);
    const k2 = slope(mu + h / 2, x + (h / 2) * k1);
    const k3 = slope(mu + h / 2, x + (h / 2) * k2);
    const k4 = slope(mu + h, x + h * k3);
    x += (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4);
    mu += h;
  }
  return x;
}

const posterior = (x: number, centres: readonly number[], target: number): number =>
  1 / centres.reduce((sum, m) => sum + Math.exp((m - centres[target]) * x - (m * m - centres[target] ** 2) / 2), 0);

describe("P1", () => {
  it("the flow's E[1/p(c|Y)] is that of the path equation of two Gaussians", () => {
    const weights = listed(p1, "the weights");
    const values = listed(p1, "the same weights, exact flow instead: E[1/p(c|Y)] at the end");
    weights.forEach((w, k) => {
      expectClose(values[k], mean(GRID.map((xi) => 1 + Math.exp(-2 * twoGaussians(xi, w)))), { absolute: 1e-5 });
    });
  });

  it("disjoint classes: the constant of every noise level, 1/a = 2, is lost at the end", () => {
    expectClose(listed(p1, "two disjoint intervals, w = 0: E[1/p(c|Y)] at noise 0.5, and without noise"), [2, 1], { absolute: 1e-3 });
  });
});

describe("P2", () => {
  it("three equal Gaussians, flow: by the path equation", () => {
    const weights = listed(p2, "the weights");
    const centres = [-1, 0.25, 2];
    const values = listed(p2, "three Gaussians, the middle one: the same, flow");
    weights.forEach((w, k) => {
      if (w > 2) return;
      expectClose(values[k], mean(GRID.map((xi) => 1 / posterior(equalGaussians(xi, w, centres, 1), centres, 1))), { absolute: 1e-4 });
    });
  });
});

/** End of the guided flow of N(1, sd²) against N(−1, 1) in equal parts: dx/dμ = (x + s_w)/μ with written-out scores, midpoint steps in μ = e^{−s}. */
function narrowClass(xi: number, w: number, sd: number): number {
  const steps = 4000;
  const slope = (mu: number, x: number): number => {
    const of = (centre: number, variance: number) => {
      const v = mu * mu * variance + 1 - mu * mu;
      return { score: (mu * centre - x) / v, mass: Math.exp((-0.5 * (x - mu * centre) ** 2) / v) / Math.sqrt(v) };
    };
    const [own, other] = [of(1, sd * sd), of(-1, 1)];
    const all = (own.mass * own.score + other.mass * other.score) / (own.mass + other.mass);
    return (x + (1 + w) * own.score - w * (own.mass + other.mass > 0 ? all : other.score)) / mu;
  };
  let [mu, x] = [Math.exp(-10), xi];
  // Even in √(1 − μ), so that steps are short near the data.
  const at = (n: number): number => 1 - (1 - Math.exp(-10)) * (1 - n / steps) ** 2;
  for (let n = 0; n < steps; n++) {
    const h = at(n + 1) - mu;
    x += h * slope(mu + h / 2, x + (h / 2) * slope(mu, x));
    mu = at(n + 1);
  }
  return x;
}

describe("P2, a class narrower than what is beside it", () => {
  it("flow: E[1/p(c|Y)] by midpoint steps, and more of it at w = 10 than at 1", () => {
    const values = listed(p2, "a class of sd 0.5 beside one of sd 1, flow: E[1/p(c|Y)] at w = 0.1, 1, 3, 10");
    const expected = [0.1, 1, 3, 10].map((w) =>
      mean(
        GRID.map((xi) => {
          const x = narrowClass(xi, w, 0.5);
          return 1 + 0.5 * Math.exp(((x - 1) / 0.5) ** 2 / 2 - (x + 1) ** 2 / 2);
        }),
      ),
    );
    expected.forEach((value, k) => {
      expect(Math.abs(values[k] - value), `w = ${[0.1, 1, 3, 10][k]}: ${values[k]} against ${value}`).toBeLessThan(2e-3);
    });
    expect(expected[3]).toBeGreaterThan(expected[1]);
    expect(found(p2).verdict).toBe("holds only if");
  });
});

describe("P3", () => {
  it("centres −1, 0.25, 2: the share of noise that gets no worse is that of the path equation", () => {
    const weights = listed(p3, "the weights");
    const shares = listed(p3, "centres −1, 0.25, 2: P(p(c|Y^w) ≥ p(c|Y^0)) by w, flow");
    const centres = [-1, 0.25, 2];
    weights.forEach((w, k) => {
      const better = GRID.map((xi) =>
        posterior(equalGaussians(xi, w, centres, 1), centres, 1) >= posterior(xi + centres[1], centres, 1) - 1e-7 ? 1 : 0,
      );
      expect(Math.abs(shares[k] - mean(better))).toBeLessThan(0.011);
    });
  });
});

describe("P4 and P5", () => {
  it("the limit of w = 0 is 2, and fewer steps are below it", () => {
    const values = listed(p4, "w = 0: N-step E[1/p(c|Y)] by N (2 in the limit)");
    expect(values.every((value, k) => value < 2 && (k === 0 || value > values[k - 1]))).toBe(true);
  });

  it("w = 0: E[ln p(c|Y)] is that of the class itself", () => {
    const [value] = listed(p5, "N(±1, 1): E[ln p(c|Y)] by w, reverse equation");
    expectClose(value, mean(GRID.map((xi) => -Math.log1p(Math.exp(-2 * (xi + 1))))), { absolute: 1e-4 });
  });
});

describe("G1 and G2", () => {
  it("N(±1, 1): confidence and entropy are those of the path equation", () => {
    const weights = listed(g1, "the weights, flow");
    const confidence = listed(g1, "N(±1, 1): E[p(c|Y)] by w, flow");
    const entropy = listed(g2, "N(±1, 1): entropy by w, flow, nats");
    weights.forEach((w, k) => {
      const ends = GRID.map((xi) => twoGaussians(xi, w));
      expectClose(confidence[k], mean(ends.map((x) => 1 / (1 + Math.exp(-2 * x)))), { absolute: 1e-5 });
      const slopes = ends.map((_, i) => (i === 0 || i === ends.length - 1 ? 1 : (ends[i + 1] - ends[i - 1]) / (GRID[i + 1] - GRID[i - 1])));
      expectClose(entropy[k], HALF_LOG + 0.5 + mean(slopes.map(Math.log)), { absolute: 1e-3 });
      expect(ends.every(Number.isFinite)).toBe(true);
    });
  });
});

describe("G3", () => {
  it("two steps of ddim and of ddpm lose confidence in the middle of three", () => {
    for (const kind of ["ddim", "ddpm"]) {
      const [first, ...rest] = listed(g3, `middle of three, sd 1, ${kind}: E[p(c|Y)] at the largest weight less that at w = 0, by N`);
      expect(first).toBeLessThan(0);
      expect(rest.every((value) => value > 0)).toBe(true);
    }
  });

  it("two steps of ddim, by hand: t = 1, 1/8, 0", () => {
    const centres = [-1, 0.25, 2];
    const confidence = (w: number): number =>
      mean(
        GRID.map((xi) => {
          let x = xi;
          for (const [from, to] of [
            [10, 1.25],
            [1.25, 0],
          ]) {
            const [a, s] = [Math.exp(-from), Math.exp(-to)];
            const b = Math.sqrt(1 - a * a);
            const weights = centres.map((m) => Math.exp(-((x - a * m) ** 2) / 2));
            const total = weights.reduce((sum, value) => sum + value, 0);
            // E[x₀ | x] of a component is m + a (x − a m), as its variance is 1.
            const told = (m: number): number => m + a * (x - a * m);
            const D = (1 + w) * told(centres[1]) - (w * weights.reduce((sum, value, k) => sum + value * told(centres[k]), 0)) / total;
            x = s * D + (Math.sqrt(1 - s * s) / b) * (x - a * D);
          }
          return posterior(x, centres, 1);
        }),
      );
    const weights = listed(g3, "the weights");
    const [gain] = listed(g3, "middle of three, sd 1, ddim: E[p(c|Y)] at the largest weight less that at w = 0, by N");
    expectClose(gain, confidence(weights[weights.length - 1]) - confidence(0), { absolute: 1e-5 });
  });
});

describe("G4", () => {
  it("splits narrow neighbours only, and sooner where they weigh more", () => {
    const [threshold] = listed(g4, "outer sds 0.3: w from which the law has more than one mode");
    const [heavy] = listed(g4, "the same threshold where the outer classes have three times the weight");
    expect(threshold).toBeGreaterThan(0.5);
    expect(threshold).toBeLessThan(1);
    expect(heavy).toBeLessThan(threshold);
    expect(found(g4).verdict).toBe("holds only if");
  });
});
