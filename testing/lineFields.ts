/** @file Slow, plain worlds on the line and their guided fields on the noise circle: x = cos θ · x₀ + sin θ · ε. */

export interface Component {
  readonly weight: number;
  readonly mean: number;
  readonly variance: number;
}

/** v = E[cos θ ε − sin θ x₀ | x] and ∂v/∂x for a mixture of Gaussians; weights need not sum to 1. */
export function mixtureVelocity(components: readonly Component[], x: number, theta: number): { v: number; slope: number } {
  const [a, b] = [Math.cos(theta), Math.sin(theta)];
  const parts = components.map(({ weight, mean, variance }) => {
    const V = a * a * variance + b * b;
    const u = x - a * mean;
    return {
      log: Math.log(weight) - 0.5 * Math.log(V) - (u * u) / (2 * V),
      score: -u / V,
      v: ((a * b * (1 - variance)) / V) * u - b * mean,
      slope: (a * b * (1 - variance)) / V,
    };
  });
  const top = Math.max(...parts.map(({ log }) => log));
  const shares = parts.map(({ log }) => Math.exp(log - top));
  const total = shares.reduce((s, r) => s + r, 0);
  const mean = (f: (k: number) => number): number => shares.reduce((s, r, k) => s + (r / total) * f(k), 0);
  const v = mean((k) => parts[k].v);
  const score = mean((k) => parts[k].score);
  return { v, slope: mean((k) => parts[k].slope + (parts[k].score - score) * parts[k].v) };
}

/** The part of a guided field that laws on the line read: v_w = (1+w) v_c − w v_u and its slope, point by point. */
export function mixtureField(cond: readonly Component[], uncond: readonly Component[], w: number) {
  return {
    dimension: 1,
    corners: [] as number[],
    at: (theta: number) => ({
      evaluate: (points: Float64Array, n: number, out: { readonly velocity?: Float64Array; readonly jacobian?: Float64Array }): void => {
        for (let i = 0; i < n; i++) {
          const { v, slope } = guidedVelocity(cond, uncond, w, points[i], theta);
          if (out.velocity) out.velocity[i] = v;
          if (out.jacobian) out.jacobian[i] = slope;
        }
      },
    }),
  };
}

function guidedVelocity(cond: readonly Component[], uncond: readonly Component[], w: number, x: number, theta: number) {
  const [c, u] = [mixtureVelocity(cond, x, theta), mixtureVelocity(uncond, x, theta)];
  return { v: (1 + w) * c.v - w * u.v, slope: (1 + w) * c.slope - w * u.slope };
}

/** Where one value of the noise ends, and ln of the slope there: classical Runge-Kutta steps of equal size in θ, from the start to 0. */
export function carriedNoise(
  cond: readonly Component[],
  uncond: readonly Component[],
  w: number,
  start: { readonly theta: number; readonly sd: number },
  xi: number,
  steps: number,
): { x: number; logSlope: number } {
  const h = -start.theta / steps;
  let [x, logSlope] = [start.sd * xi, Math.log(start.sd)];
  for (let k = 0; k < steps; k++) {
    const theta = start.theta * (1 - k / steps);
    const f = (y: number, angle: number) => guidedVelocity(cond, uncond, w, y, Math.max(0, angle));
    const k1 = f(x, theta);
    const k2 = f(x + (h / 2) * k1.v, theta + h / 2);
    const k3 = f(x + (h / 2) * k2.v, theta + h / 2);
    const k4 = f(x + h * k3.v, theta + h);
    x += (h / 6) * (k1.v + 2 * k2.v + 2 * k3.v + k4.v);
    logSlope += (h / 6) * (k1.slope + 2 * k2.slope + 2 * k3.slope + k4.slope);
  }
  return { x, logSlope };
}
