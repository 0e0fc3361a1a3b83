/** @file Guidance rules of continuous diffusion by their published formulas, one point at a time, in terms of c and u. */

type Vector = readonly number[];

const dot = (x: Vector, y: Vector): number => x.reduce((sum, value, k) => sum + value * y[k], 0);
const plus = (x: Vector, factor: number, y: Vector): number[] => x.map((value, k) => value + factor * y[k]);
const norm = (x: Vector): number => Math.sqrt(dot(x, x));

export type PlainRule = (c: Vector, u: Vector, w: number) => number[];

export const plainCfg: PlainRule = (c, u, w) => c.map((value, k) => (1 + w) * value - w * u[k]);

/** Parallel part of Δ, cut to norm r, times η; orthogonal part whole. */
export const plainApg =
  (eta: number, r: number): PlainRule =>
  (c, u, w) => {
    const whole = plus(c, -1, u);
    const factor = Math.min(1, r / norm(whole));
    const delta = whole.map((value) => factor * value);
    const direction = c.map((value) => value / norm(c));
    const parallel = direction.map((value) => value * dot(delta, direction));
    return plus(plus(c, w, plus(delta, -1, parallel)), w * eta, parallel);
  };

/** Spread over coordinates: about the mean from three on. */
const spread = (x: Vector): number => {
  const mean = x.length < 3 ? 0 : x.reduce((sum, value) => sum + value, 0) / x.length;
  return Math.sqrt(x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length);
};

export const plainRescaled =
  (phi: number): PlainRule =>
  (c, u, w) => {
    const guided = plainCfg(c, u, w);
    const factor = spread(c) / spread(guided);
    return guided.map((value) => phi * factor * value + (1 - phi) * value);
  };

export const plainZeroStar: PlainRule = (c, u, w) => {
  const scale = dot(c, u) / dot(u, u);
  return c.map((value, k) => (1 + w) * value - w * scale * u[k]);
};

export const plainPowerLaw =
  (alpha: number): PlainRule =>
  (c, u, w) => {
    const delta = plus(c, -1, u);
    return plus(c, w * norm(delta) ** alpha, delta);
  };

/** λ = ρ/(ρ − (1 − π)), at most `limit`, which also stands where the denominator is not positive. */
export const plainFeedback =
  (pi: number, limit: number, ratio: number): PlainRule =>
  (c, u, w) => {
    const lambda = ratio > 1 - pi ? Math.min(limit, ratio / (ratio - (1 - pi))) : limit;
    return plus(c, w * (lambda - 1), plus(c, -1, u));
  };
