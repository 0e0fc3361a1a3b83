/** @file Worlds in the plane that several tests use. */
import { guidedPlaneField, noisedMixture, type PlaneGaussian } from "../../../testing/planeMixture.ts";

const g = (weight: number, mean: [number, number], covariance: [number, number, number]): PlaneGaussian => ({ weight, mean, covariance });

export const target: readonly PlaneGaussian[] = [g(0.6, [1.2, 0.4], [0.2, 0.05, 0.1]), g(0.4, [0.2, 1.5], [0.08, 0, 0.3])];
export const whole: readonly PlaneGaussian[] = [
  ...target.map((part) => ({ ...part, weight: part.weight / 2 })),
  g(0.3, [-1, -0.5], [0.3, 0, 0.2]),
  g(0.2, [0.5, -1], [0.1, -0.03, 0.15]),
];
export const noise = { theta: Math.PI / 2, sd: 1 };
export const guided = (w: number) => guidedPlaneField(target, whole, w);

/** Two centred Gaussians, variances per axis: the guided flow's law has variances λ_c^{1+w} λ_u^{−w}. */
export const narrow: readonly PlaneGaussian[] = [g(1, [0, 0], [0.5, 0, 1.5])];
export const broad: readonly PlaneGaussian[] = [g(1, [0, 0], [1, 0, 2])];
export const scaled = (w: number): readonly [number, number] => [0.5 ** (1 + w), 1.5 ** (1 + w) * 2 ** -w];

export const densityOf = (parts: readonly PlaneGaussian[], x: number, y: number): number =>
  Math.exp(noisedMixture(parts, 1, 0, x, y).logDensity);
