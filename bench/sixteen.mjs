/** @file What guided particles are timed on: 16 Gaussians on a 4 × 4 lattice in the plane, the first row of them the target's, w = 2. */
import { constantGuidance } from "../dist/continuous/guidedWeight.js";
import { process as noising } from "../dist/continuous/process.js";
import { gaussianMixture } from "../dist/worlds/continuous/gaussianMixture.js";

export const W = 2;
export const components = Array.from({ length: 16 }, (_, k) => ({
  weight: 1,
  mean: [(k % 4) - 1.5, Math.floor(k / 4) - 1.5],
  covariance: 0.04 + 0.01 * (k % 3),
}));
export const pair = { conditional: gaussianMixture(components.slice(0, 4), 2), unconditional: gaussianMixture(components, 2) };
export const exploding = noising({ kind: "ve", sigmaMax: 20, sigmaMin: 0.002 });
export const sampling = { dimension: 2, process: exploding, weight: constantGuidance(W) };
