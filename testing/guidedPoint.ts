/** @file A guided score at one point of the plane, in a process's own coordinates, step by step as a rule's paper says it. */
import type { PlainRule } from "./continuousRules.ts";
import { noisedMixture, type PlaneGaussian } from "./planeMixture.ts";

type Space = "score" | "eps" | "x0" | "v" | "velocity";

/** A prediction in a space, from the score at x = a x₀ + b ε. */
function fromScore(space: Space, score: readonly number[], x: readonly number[], a: number, b: number): number[] {
  return score.map((s, k) => {
    const eps = -b * s;
    const x0 = (x[k] + b * b * s) / a;
    return { score: s, eps, x0, v: a * eps - b * x0, velocity: eps - x0 }[space];
  });
}

/** And back: x₀ and ε from x and the prediction, then −ε/b. */
function toScore(space: Space, prediction: readonly number[], x: readonly number[], a: number, b: number): number[] {
  return prediction.map((p, k) => {
    if (space === "score") return p;
    if (space === "eps") return -p / b;
    if (space === "x0") return (a * p - x[k]) / (b * b);
    // p = a ε − b x₀ or ε − x₀, with x = a x₀ + b ε: two equations for ε.
    const eps = space === "v" ? (b * x[k] + a * p) / (a * a + b * b) : (x[k] + a * p) / (a + b);
    return -eps / b;
  });
}

export interface GuidedPoint {
  readonly cond: readonly PlaneGaussian[];
  readonly uncond: readonly PlaneGaussian[];
  readonly space: Space;
  /** The rule, given p_c(x)/p(x). */
  readonly rule: (ratio: number) => PlainRule;
  readonly w: number;
}

/** Guided score at x, both in own coordinates at level (a, b). */
export function guidedScore({ cond, uncond, space, rule, w }: GuidedPoint, a: number, b: number, x: readonly [number, number]): number[] {
  const [c, u] = [noisedMixture(cond, a, b, ...x), noisedMixture(uncond, a, b, ...x)];
  const guided = rule(Math.exp(c.logDensity - u.logDensity))(fromScore(space, c.score, x, a, b), fromScore(space, u.score, x, a, b), w);
  return toScore(space, guided, x, a, b);
}
