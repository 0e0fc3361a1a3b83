/** @file Guided samples on the plane: 1e5 particles × 50 Heun steps, w = 2, ve, 16 components of which 4 are the target's. A "state" is a particle-step. */

import { constantGuidance } from "../dist/continuous/guidedWeight.js";
import { process as noising } from "../dist/continuous/process.js";
import { drive } from "../dist/continuous/sampling/drive.js";
import { sampler } from "../dist/continuous/sampling/sampler.js";
import { gaussianMixture } from "../dist/worlds/continuous/gaussianMixture.js";
import { bench } from "./measure.mjs";

const COUNT = 100_000;
const STEPS = 50;

/** On a 4 × 4 lattice; the target is the first row. */
const components = Array.from({ length: 16 }, (_, k) => ({
  weight: 1,
  mean: [(k % 4) - 1.5, Math.floor(k / 4) - 1.5],
  covariance: 0.04 + 0.01 * (k % 3),
}));
const pair = { conditional: gaussianMixture(components.slice(0, 4), 2), unconditional: gaussianMixture(components, 2) };
const guided = { dimension: 2, process: noising({ kind: "ve", sigmaMax: 20, sigmaMin: 0.002 }), weight: constantGuidance(2) };
const heun = sampler({ kind: "heun", steps: STEPS }, guided);

bench(`heun, ${COUNT} particles, ${STEPS} steps, 16 components on the plane, w=2`, COUNT * STEPS, 5, () => {
  let total = 0;
  for (const { points } of drive({ pair, sampler: heun, seed: 0, count: COUNT })) total += points[0];
  return total;
});
