/** @file Steps of an exact law, guided particles among boxes, and conditionals of product mixtures: kernels beside plain TypeScript, one line each. */
import { constantGuidance } from "../dist/continuous/guidedWeight.js";
import { process as noising } from "../dist/continuous/process.js";
import { drive } from "../dist/continuous/sampling/drive.js";
import { kernelDrive } from "../dist/continuous/sampling/kernelDrive.js";
import { sampler } from "../dist/continuous/sampling/sampler.js";
import { pairCubes } from "../dist/index.js";
import { kernels } from "../dist/kernels/kernels.js";
import { kernelNStepLaw } from "../dist/kernels/nStepLaw.js";
import { kernelMixedRows } from "../dist/kernels/productMixture.js";
import { kernelRows } from "../dist/kernels/rows.js";
import { kernelWorld } from "../dist/kernels/world.js";
import { noise } from "../dist/masked/noise.js";
import { timeGrid } from "../dist/masked/steps/grid.js";
import { kernelStep } from "../dist/masked/steps/kernelStep.js";
import { nStepLaw } from "../dist/masked/steps/nStepLaw.js";
import { stepKind } from "../dist/masked/steps/stepKinds.js";
import { stream } from "../dist/random/stream.js";
import { boxMixture } from "../dist/worlds/continuous/boxMixture.js";
import { productMixtureDenoiser } from "../dist/worlds/masked/productMixtureDenoiser.js";
import { bench } from "./measure.mjs";
import { randomPair } from "./randomPair.mjs";

const ROUNDS = 5;
const compiled = kernels();

for (const [K, L] of [
  [9, 5],
  [9, 6],
  [2, 12],
  [32, 3],
]) {
  const pair = randomPair(K, L);
  const world = kernelWorld(compiled, pair).value;
  const linear = noise({ schedule: "linear" });
  const grid = timeGrid({ steps: 4 }, linear);
  const scheduled = { cubes: pairCubes(pair), rule: "rates", schedule: { kind: "constant", w: 3 }, noise: linear };
  const steps = grid.map((step) => kernelStep("tau-leaping", "rates", step, 3));
  const transitions = 4 * (2 * K + 1) ** L;
  const name = `4 steps of tau-leaping, K=${K} L=${L}, w=3`;
  bench(`${name}, kernels`, transitions, ROUNDS, () => kernelNStepLaw(world, steps).value.law[0]);
  bench(`${name}, plain`, transitions, 2, () => nStepLaw(scheduled, stepKind("tau-leaping", "rates"), grid).law[0]);
}

{
  const box = (low, high) => ({ weight: 1, low, high });
  const parts = [box([0, 0], [2, 1]), box([-2, -1], [0.5, 0.5])];
  const pair = { conditional: boxMixture(parts.slice(0, 1), 2), unconditional: boxMixture(parts, 2) };
  const sampling = { dimension: 2, process: noising({ kind: "vp", schedule: "ou" }), weight: constantGuidance(2) };
  const count = 3000;
  const request = { pair, sampler: sampler({ kind: "heun", steps: 50 }, sampling), seed: 0, count };
  bench("heun, 50 steps, two boxes, kernels", 50 * count, ROUNDS, () => ends(kernelDrive(compiled, sampling, request).value));
  bench("heun, 50 steps, two boxes, plain", 50 * count, 2, () => ends(drive(request)));
}

function ends(batches) {
  let total = 0;
  for (const { points } of batches) total += points[0];
  return total;
}

{
  const [L, K, M] = [1024, 256, 64];
  const rng = stream(0, "bench steps");
  const pool = Array.from({ length: 256 }, law);
  const mixtures = [mixture(), mixture()];
  const fast = mixtures.map((each) => productMixtureDenoiser(each, kernelMixedRows(compiled, each).value));
  const plain = mixtures.map((each) => productMixtureDenoiser(each));
  const rows = kernelRows(compiled, K, 1).value;
  const [c, u] = [new Float64Array(K), new Float64Array(K)];
  bench(`product mixture, K=${K} M=${M} L=${L}, kernels`, L, ROUNDS, () => sample(fast, rows.cond, rows.uncond, byKernels));
  bench(`product mixture, K=${K} M=${M} L=${L}, plain`, L, ROUNDS, () => sample(plain, c, u, byHand));

  /** Entries exponential to the fourth power (a few likely tokens), normalised. */
  function law() {
    const values = Float64Array.from({ length: K }, () => Math.log(1 - rng()) ** 4);
    const total = values.reduce((sum, value) => sum + value, 0);
    return values.map((value) => value / total);
  }

  function mixture() {
    const tokens = new Float64Array(L * M * K);
    for (let j = 0; j < L * M; j++) tokens.set(pool[Math.floor(rng() * pool.length)], j * K);
    return { alphabet: K, length: L, weights: new Float64Array(M).fill(1 / M), tokens };
  }

  /** One sample from left to right, w = 2; the sum of its tokens. */
  function sample([cond, uncond], a, b, draw) {
    const [x, y] = [cond.open(), uncond.open()];
    const uniform = stream(1, "sample");
    let total = 0;
    for (let site = 0; site < L; site++) {
      x.logConditional(site, a, 0);
      y.logConditional(site, b, 0);
      const token = draw(uniform());
      x.reveal(site, token);
      y.reveal(site, token);
      total += token;
    }
    return total;
  }

  function byKernels(uniform) {
    rows.guide(1, 2);
    rows.uniforms[0] = uniform;
    return rows.draw(1)[0];
  }

  function byHand(uniform) {
    let largest = -Infinity;
    for (let v = 0; v < K; v++) {
      c[v] += 2 * (c[v] - u[v]);
      largest = Math.max(largest, c[v]);
    }
    let total = 0;
    for (let v = 0; v < K; v++) {
      c[v] = Math.exp(c[v] - largest);
      total += c[v];
    }
    let left = uniform * total;
    let token = 0;
    while (token < K - 1 && left >= c[token]) left -= c[token++];
    return token;
  }
}
