/** @file Guided particles of Gaussian mixtures through 50 Heun steps: kernels on one and two threads, plain, NumPy; ns per particle and step. */
import { Worker } from "node:worker_threads";
import { drive } from "../../dist/continuous/sampling/drive.js";
import { kernelDrive } from "../../dist/continuous/sampling/kernelDrive.js";
import { sampler } from "../../dist/continuous/sampling/sampler.js";
import { continuousGrid } from "../../dist/continuous/steps/continuousGrid.js";
import { numpyPeer } from "../peers/peer.mjs";
import { components, exploding, pair, sampling, W } from "../sixteen.mjs";
import { interleave } from "./interleave.mjs";
import { FLOW } from "./quantities.mjs";

const STEPS = 50;
export const PARTICLES = 100_000;

function request(first, count) {
  return { pair, sampler: sampler({ kind: "heun", steps: STEPS }, sampling), seed: 0, first, count, batch: 512 };
}

/** A share of the particles; their first coordinates' sum. */
export function share(kernels, first, count) {
  return firstCoordinates(kernelDrive(kernels, sampling, request(first, count)).value);
}

function firstCoordinates(batches) {
  let total = 0;
  for (const { points } of batches) for (let at = 0; at < points.length; at += 2) total += points[at];
  return total;
}

/** @param {readonly number[]} counts numbers of particles */
export async function measureFlow({ kernels, quick }, counts) {
  const second = secondThread();
  const numpy = numpyPeer("numpy_heun.py");
  const sigmas = [...continuousGrid({ steps: STEPS }, exploding)].map((t) => exploding.at(t).b);
  const setting = { means: components.map(({ mean }) => mean), variances: components.map(({ covariance }) => covariance) };
  await numpy?.ask(`prepare ${JSON.stringify({ ...setting, conditional: 4, sigmas, w: W })}`);
  const found = [];
  for (const count of counts) {
    const half = Math.floor(count / 2);
    const candidates = await interleave(
      { per: count * STEPS, quick },
      {
        kernels: () => mean(share(kernels, 0, count), count),
        "kernels, 2 threads": async () => {
          const other = second.ask(half, count - half);
          const own = share(kernels, 0, half);
          mean(own + (await other), count);
        },
        plain: count <= 1e5 && (() => mean(firstCoordinates(drive(request(0, count))), count)),
        NumPy: numpy && (async () => (await numpy.ask(`draw ${count}`))?.ns ?? null),
      },
    );
    found.push({ quantity: FLOW, particles: count, steps: STEPS, components: 16, unit: "ns/particle/step", candidates });
  }
  numpy?.end();
  second.end();
  return found;
}

/** Particles that leave the numbers would be quicker, or slower. */
function mean(sum, count) {
  if (!Number.isFinite(sum / count)) throw new Error("flow: the particles' mean must be finite");
}

function secondThread() {
  const worker = new Worker(new URL("flowThread.mjs", import.meta.url));
  return {
    ask: (first, count) =>
      new Promise((answer) => {
        worker.once("message", answer);
        worker.postMessage({ first, count });
      }),
    end: () => worker.postMessage(null),
  };
}
