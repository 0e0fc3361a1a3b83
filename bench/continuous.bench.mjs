/**
 * @file Exact laws of continuous diffusion, and guided samples: laws on the line of the presets and of a target that splits, a density in the plane on
 * 201 × 201 points, 1e5 particles × 50 Heun steps among 16 components, 1e4 samples of the flow. A "state" is a law, a pixel, a particle-step, a sample.
 */
import { guidedField } from "../dist/continuous/guided.js";
import { constantGuidance } from "../dist/continuous/guidedWeight.js";
import { flowLaw } from "../dist/continuous/line/flowLaw.js";
import { flowMoments } from "../dist/continuous/plane/flowMoments.js";
import { flowPlaneLaw } from "../dist/continuous/plane/flowPlaneLaw.js";
import { evenGrid } from "../dist/continuous/plane/planeLaw.js";
import { process as noising } from "../dist/continuous/process.js";
import { drive } from "../dist/continuous/sampling/drive.js";
import { flowSampler } from "../dist/continuous/sampling/flowLimit.js";
import { sampler } from "../dist/continuous/sampling/sampler.js";
import { boxMixture } from "../dist/worlds/continuous/boxMixture.js";
import { gaussianMixture } from "../dist/worlds/continuous/gaussianMixture.js";
import { bench } from "./measure.mjs";

const ROUNDS = 15;
const ou = noising({ kind: "vp", schedule: "ou", horizon: 10 });
const { circle } = ou.start;
const fieldOf = (pair, w) => guidedField({ pair, process: ou, weight: constantGuidance(w) });
const gaussian = (weight, mean, covariance) => ({ weight, mean: [mean].flat(), covariance });
const pairOf = (dimension, target, others) => ({
  conditional: gaussianMixture(target, dimension),
  unconditional: gaussianMixture([...target, ...others], dimension),
});
const box = (low, high) => ({ weight: 1, low: [low], high: [high] });

const line = {
  "two-gaussians": pairOf(1, [gaussian(1, 1, 1)], [gaussian(1, -1, 1)]),
  "mirrored-intervals": { conditional: boxMixture([box(1, 2)], 1), unconditional: boxMixture([box(1, 2), box(-2, -1)], 1) },
  "splitting-three": pairOf(1, [gaussian(1, 0, 1)], [gaussian(1, -1, 0.09), gaussian(1, 1, 0.09)]),
  "two components with a gap": pairOf(1, [gaussian(1, -2, 0.09), gaussian(1, 2, 0.09)], [gaussian(1, 0, 0.25), gaussian(1, 4, 0.25)]),
};
for (const [name, pair] of Object.entries(line)) {
  const { compact, extent } = pair.conditional;
  const options = compact ? { support: [extent.low[0], extent.high[0]] } : {};
  for (const w of [1, 3, 7])
    bench(`exact law on the line, flow, ${name}, w=${w}`, 1, ROUNDS, () => flowLaw(fieldOf(pair, w), circle, options).law.mean);
}

const plane = pairOf(
  2,
  [
    gaussian(
      0.6,
      [1.2, 0.4],
      [
        [0.2, 0.05],
        [0.05, 0.1],
      ],
    ),
    gaussian(0.4, [0.2, 1.5], [0.08, 0.3]),
  ],
  [
    gaussian(0.6, [-1, -0.5], [0.3, 0.2]),
    gaussian(
      0.4,
      [0.5, -1],
      [
        [0.1, -0.03],
        [-0.03, 0.15],
      ],
    ),
  ],
);
const grid = { x: evenGrid("x", -2, 4, 201), y: evenGrid("y", -2, 4, 201) };
bench("exact density in the plane, flow, 2 of 4 components, 201 × 201, w=3", 201 ** 2, ROUNDS, () => {
  return flowPlaneLaw(fieldOf(plane, 3), circle, grid, { stop: 0 }).mass.value;
});
bench("moments in the plane, flow, 2 of 4 components, w=3", 1, 5, () => flowMoments(fieldOf(plane, 3), circle, { stop: 0 }).mean[0]);

/** 16 components on a 4 × 4 lattice; the target is the first row. */
const lattice = Array.from({ length: 16 }, (_, k) => gaussian(1, [(k % 4) - 1.5, Math.floor(k / 4) - 1.5], 0.04 + 0.01 * (k % 3)));
const crowd = { conditional: gaussianMixture(lattice.slice(0, 4), 2), unconditional: gaussianMixture(lattice, 2) };
const exploding = { dimension: 2, process: noising({ kind: "ve", sigmaMax: 20, sigmaMin: 0.002 }), weight: constantGuidance(2) };
const heun = sampler({ kind: "heun", steps: 50 }, exploding);
bench("heun, 100000 particles, 50 steps, 16 components on the plane, w=2", 5e6, 5, () => ends(crowd, heun, 100_000));

const onLine = { dimension: 1, process: ou, weight: constantGuidance(3) };
const limit = flowSampler(onLine, line["two-gaussians"], { seed: 0 }).sampler;
bench("samples of the flow, two-gaussians, w=3", 10_000, 5, () => ends(line["two-gaussians"], limit, 10_000));

function ends(pair, chosen, count) {
  let total = 0;
  for (const { points } of drive({ pair, sampler: chosen, seed: 0, count })) total += points[0];
  return total;
}
