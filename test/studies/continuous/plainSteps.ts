/** @file Samplers with steps on the line, written out from their papers term by term: one point, one step, one formula. */
import { normalCdf } from "../../../src/numerics/normalCdf.ts";
import { type LineMixture, mixtureAt } from "../../../testing/guidedLineField.ts";

/** x = a x₀ + b ε. */
interface Level {
  readonly a: number;
  readonly b: number;
}

/** One step: x′ = mean(x) + sd z. */
export interface PlainStep {
  readonly mean: (x: number) => number;
  readonly sd: number;
}

export interface PlainProblem {
  readonly cond: LineMixture;
  readonly uncond: LineMixture;
  readonly w: number;
  /** `ou`: τ = s, a = e^{−s}; `ve`: τ = σ. */
  readonly process: "ou" | "ve";
}

export type PlainKind = "euler" | "heun" | "rk4" | "ddim" | "half ddim" | "ddpm" | "euler-maruyama" | "exponential" | "cfg++";

const levelOf = (process: "ou" | "ve", tau: number): Level =>
  process === "ve" ? { a: 1, b: tau } : { a: Math.exp(-tau), b: Math.sqrt(1 - Math.exp(-2 * tau)) };

/** The steps through the clock's values `taus`, which fall. */
export function plainSteps(kind: PlainKind, problem: PlainProblem, taus: readonly number[]): readonly PlainStep[] {
  return taus.slice(1).map((to, n) => plainStep(kind, problem, taus[n], to));
}

function plainStep(kind: PlainKind, { cond, uncond, w, process }: PlainProblem, from: number, to: number): PlainStep {
  const scoreOf = (law: LineMixture, x: number, tau: number): number => {
    const { a, b } = levelOf(process, tau);
    return mixtureAt(
      law.map(({ weight, mean, variance }) => ({ weight, mean: a * mean, variance: a * a * variance + b * b })),
      x,
    ).score;
  };
  const score = (x: number, tau: number): number => (1 + w) * scoreOf(cond, x, tau) - w * scoreOf(uncond, x, tau);
  /** Probability flow and drift of the reverse equation, per unit of falling τ. */
  const flow = (x: number, tau: number): number => (process === "ve" ? tau * score(x, tau) : x + score(x, tau));
  const [before, after] = [levelOf(process, from), levelOf(process, to)];
  const h = from - to;
  const denoised = (x: number): number => (x + before.b ** 2 * score(x, from)) / before.a;
  const noise = (x: number): number => -before.b * score(x, from);
  switch (kind) {
    case "euler":
      return { sd: 0, mean: (x) => x + h * flow(x, from) };
    case "heun":
      return {
        sd: 0,
        mean: (x) => {
          const k1 = flow(x, from);
          return to === 0 ? x + h * k1 : x + (h / 2) * (k1 + flow(x + h * k1, to));
        },
      };
    case "rk4":
      return {
        sd: 0,
        mean: (x) => {
          const k1 = flow(x, from);
          if (to === 0) {
            const k2 = flow(x + (h / 3) * k1, from - h / 3);
            return x + (h / 4) * (k1 + 3 * flow(x + ((2 * h) / 3) * k2, from - (2 * h) / 3));
          }
          const k2 = flow(x + (h / 2) * k1, from - h / 2);
          const k3 = flow(x + (h / 2) * k2, from - h / 2);
          return x + (h / 6) * (k1 + 2 * k2 + 2 * k3 + flow(x + h * k3, to));
        },
      };
    case "ddim":
      return { sd: 0, mean: (x) => after.a * denoised(x) + after.b * noise(x) };
    case "half ddim":
    case "ddpm": {
      const variance = (after.b / before.b) ** 2 * (before.b ** 2 - ((before.a / after.a) * after.b) ** 2) * (kind === "ddpm" ? 1 : 0.25);
      return { sd: Math.sqrt(variance), mean: (x) => after.a * denoised(x) + Math.sqrt(after.b ** 2 - variance) * noise(x) };
    }
    case "euler-maruyama":
      return process === "ve"
        ? { sd: Math.sqrt(2 * from * h), mean: (x) => x + 2 * from * h * score(x, from) }
        : { sd: Math.sqrt(2 * h), mean: (x) => x + h * (x + 2 * score(x, from)) };
    case "exponential":
      return process === "ve"
        ? { sd: Math.sqrt(from ** 2 - to ** 2), mean: (x) => x + (from ** 2 - to ** 2) * score(x, from) }
        : { sd: Math.sqrt(Math.exp(2 * h) - 1), mean: (x) => Math.exp(h) * x + 2 * (Math.exp(h) - 1) * score(x, from) };
    case "cfg++": {
      // arXiv:2406.08070, Algorithm 2, λ = 1 + w: the guided denoised mean, and the unconditional noise added back.
      const own = (law: LineMixture, x: number): number => -before.b * scoreOf(law, x, from);
      return {
        sd: 0,
        mean: (x) => (after.a * (x - before.b * ((1 + w) * own(cond, x) - w * own(uncond, x)))) / before.a + after.b * own(uncond, x),
      };
    }
  }
}

/** Distribution function of steps without noise from N(0, sd²): the share of 60001 noise values, straight between them, that end below x. */
export function pushed(steps: readonly PlainStep[], sd: number): (x: number) => number {
  const n = 60_000;
  const noise = Array.from({ length: n + 1 }, (_, k) => -8.5 + (17 * k) / n);
  const ends = noise.map((xi) => steps.reduce((x, { mean }) => mean(x), sd * xi));
  const levels = noise.map((xi) => normalCdf(xi));
  return (x) => {
    let total = 0;
    for (let k = 0; k < n; k++) {
      const [low, high] = ends[k] < ends[k + 1] ? [ends[k], ends[k + 1]] : [ends[k + 1], ends[k]];
      if (x >= high) total += levels[k + 1] - levels[k];
      else if (x > low) total += ((levels[k + 1] - levels[k]) * (x - low)) / (high - low);
    }
    return total;
  };
}
