/** @file A guided mixture of Gaussians in the plane by its definition: velocities on the noise circle, laws, and maps of single Gaussians. */

export interface PlaneGaussian {
  readonly weight: number;
  readonly mean: readonly [number, number];
  /** [xx, xy, yy]. */
  readonly covariance: readonly [number, number, number];
}

interface Posterior {
  readonly logDensity: number;
  readonly score: [number, number];
  readonly hessian: [number, number, number, number];
  readonly velocity: [number, number];
  readonly jacobian: [number, number, number, number];
}

/** Everything about the mixture noised to x = a x₀ + b ε, at one point. The velocity is E[a ε − b x₀ | x]. */
export function noisedMixture(parts: readonly PlaneGaussian[], a: number, b: number, x: number, y: number): Posterior {
  const found = parts.map(({ weight, mean, covariance: [xx, xy, yy] }) => {
    const [cxx, cxy, cyy] = [a * a * xx + b * b, a * a * xy, a * a * yy + b * b];
    const det = cxx * cyy - cxy * cxy;
    const precision = [cyy / det, -cxy / det, -cxy / det, cxx / det];
    const [dx, dy] = [x - a * mean[0], y - a * mean[1]];
    const g = [-(precision[0] * dx + precision[1] * dy), -(precision[2] * dx + precision[3] * dy)];
    const log = Math.log(weight) - Math.log(2 * Math.PI) - Math.log(det) / 2 + (g[0] * dx + g[1] * dy) / 2;
    const denoised = [mean[0] - a * (xx * g[0] + xy * g[1]), mean[1] - a * (xy * g[0] + yy * g[1])];
    const v = [-a * b * g[0] - b * denoised[0], -a * b * g[1] - b * denoised[1]];
    // v is affine in x: −a b ∂g − b ∂D, ∂g = −precision, ∂D = a Σ precision.
    const sp = [
      xx * precision[0] + xy * precision[2],
      xx * precision[1] + xy * precision[3],
      xy * precision[0] + yy * precision[2],
      xy * precision[1] + yy * precision[3],
    ];
    const j = precision.map((p, k) => a * b * p - b * a * sp[k]);
    return { log, g, v, j, precision };
  });
  const top = Math.max(...found.map(({ log }) => log));
  const mass = found.map(({ log }) => Math.exp(log - top));
  const total = mass.reduce((s, m) => s + m, 0);
  const mean = (of: (k: number) => number): number => mass.reduce((s, m, k) => s + (m / total) * of(k), 0);
  const score: [number, number] = [mean((k) => found[k].g[0]), mean((k) => found[k].g[1])];
  const velocity: [number, number] = [mean((k) => found[k].v[0]), mean((k) => found[k].v[1])];
  const pairs: readonly (readonly [number, number])[] = [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ];
  const [h0, h1, h2, h3] = pairs.map(
    ([i, j], e) => mean((k) => found[k].g[i] * found[k].g[j] - found[k].precision[e]) - score[i] * score[j],
  );
  const [j0, j1, j2, j3] = pairs.map(([i, j], e) => mean((k) => found[k].j[e] + found[k].v[i] * (found[k].g[j] - score[j])));
  return { logDensity: top + Math.log(total), score, hessian: [h0, h1, h2, h3], velocity, jacobian: [j0, j1, j2, j3] };
}

export interface Wanted {
  readonly velocity?: Float64Array;
  readonly jacobian?: Float64Array;
}

/** The guided field (1+w) v_c − w v_u, slowly. */
export function guidedPlaneField(
  cond: readonly PlaneGaussian[],
  uncond: readonly PlaneGaussian[],
  w: number | ((theta: number) => number),
) {
  return {
    dimension: 2,
    corners: [] as readonly number[],
    at: (theta: number) => {
      const [a, b] = [Math.cos(theta), Math.sin(theta)];
      const weight = typeof w === "number" ? w : w(theta);
      return {
        evaluate: (points: Float64Array, n: number, out: Wanted): void => {
          for (let i = 0; i < n; i++) {
            const c = noisedMixture(cond, a, b, points[2 * i], points[2 * i + 1]);
            const u = noisedMixture(uncond, a, b, points[2 * i], points[2 * i + 1]);
            for (let k = 0; k < 2; k++) if (out.velocity) out.velocity[2 * i + k] = (1 + weight) * c.velocity[k] - weight * u.velocity[k];
            for (let k = 0; k < 4; k++) if (out.jacobian) out.jacobian[4 * i + k] = (1 + weight) * c.jacobian[k] - weight * u.jacobian[k];
          }
        },
      };
    },
  };
}
