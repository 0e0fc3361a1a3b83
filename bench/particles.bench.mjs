/**
 * @file Guided samples of Gaussian mixtures: the kernels, our own plain TypeScript and NumPy with two matrix products a step, interleaved in one run; ns per
 * particle and step. One JSON line a figure, with ratios of minima and of medians.
 */
import { drive } from "../dist/continuous/sampling/drive.js";
import { kernelDrive } from "../dist/continuous/sampling/kernelDrive.js";
import { sampler } from "../dist/continuous/sampling/sampler.js";
import { continuousGrid } from "../dist/continuous/steps/continuousGrid.js";
import { kernels } from "../dist/kernels/kernels.js";
import { numpyPeer } from "./peers/peer.mjs";
import { components, exploding, pair, sampling, W } from "./sixteen.mjs";

const STEPS = 50;
const COUNT = 100_000;
const ROUNDS = Number(process.argv[2] ?? 7);

const compiled = kernels();

const numpy = numpyPeer("numpy_heun.py");
const sigmas = [...continuousGrid({ steps: STEPS }, exploding)].map((t) => exploding.at(t).b);
const setting = { means: components.map(({ mean }) => mean), variances: components.map(({ covariance }) => covariance) };
await numpy?.ask(`prepare ${JSON.stringify({ ...setting, conditional: 4, sigmas, w: W })}`);

for (const kind of ["heun", "euler", "ddpm"]) {
  const request = { pair, sampler: sampler({ kind, steps: STEPS }, sampling), seed: 0, count: COUNT, batch: 512 };
  await compare(`${kind}, ${COUNT} particles, ${STEPS} steps, 16 components in the plane, w=${W}`, {
    kernels: () => ends(kernelDrive(compiled, sampling, request).value),
    plain: () => ends(drive(request)),
    numpy: kind === "heun" && numpy && (async () => (await numpy.ask(`draw ${COUNT}`)).ns),
  });
}
numpy?.end();

function ends(batches) {
  const start = performance.now();
  let total = 0;
  for (const { points } of batches) total += points[0];
  if (!Number.isFinite(total)) throw new Error("samples must be finite");
  return ((performance.now() - start) * 1e6) / COUNT / STEPS;
}

async function compare(name, candidates) {
  const times = {};
  for (let round = -1; round < ROUNDS; round++) {
    for (const [key, call] of Object.entries(candidates)) {
      if (!call || (key === "plain" && round > 0)) continue;
      globalThis.gc?.();
      const ns = await call();
      if (round >= 0 || key === "plain") times[key] = [...(times[key] ?? []), ns];
    }
  }
  const line = { name, unit: "ns/particle/step", rounds: ROUNDS };
  const middle = (values) => values[values.length >> 1];
  for (const [key, values] of Object.entries(times)) {
    values.sort((a, b) => a - b);
    line[key] = { min: digits(values[0]), median: digits(middle(values)) };
    if (key !== "kernels") {
      const { kernels: own } = times;
      line[`${key} / kernels`] = { min: digits(values[0] / own[0]), median: digits(middle(values) / middle(own)) };
    }
  }
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function digits(value) {
  return Number(value.toPrecision(3));
}
