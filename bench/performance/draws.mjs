/** @file Samples of masked processes: exact trajectories from tables of 8 and 800 MB, and tau-leaping; ns per sample. */

import { writeFileSync } from "node:fs";
import { freemem } from "node:os";
import { join } from "node:path";
import { dynamics, noise, pairCubes } from "../../dist/index.js";
import { align } from "../../dist/kernels/layout.js";
import { kernelTrajectories } from "../../dist/kernels/trajectories.js";
import { kernelWorld } from "../../dist/kernels/world.js";
import { drive } from "../../dist/masked/sampling/drive.js";
import { stepSampler } from "../../dist/masked/sampling/stepSampler.js";
import { trajectories } from "../../dist/masked/sampling/trajectories.js";
import { timeGrid } from "../../dist/masked/steps/grid.js";
import { tableDenoiser } from "../../dist/masked/tableDenoiser.js";
import { streamKey } from "../../dist/random/stream.js";
import { numpyPeer } from "../peers/peer.mjs";
import { randomPair } from "../randomPair.mjs";
import { interleave } from "./interleave.mjs";
import { W } from "./lattices.mjs";
import { LEAPING, TRAJECTORIES } from "./quantities.mjs";

const COUNT = 100_000;
const SAMPLES = 2000;
const STEPS = 16;
/** Bytes that must be free for the table of 800 MB and all beside it. */
const ROOM = 12e9;

/** Trajectories from the weights' table, which is there; the random tables differ in their entries only. */
export async function measureTrajectories({ kernels, quick }, [K, L]) {
  const states = (K + 1) ** L;
  const large = states >= 1e8;
  const record = { quantity: TRAJECTORIES, K, L, states, unit: "ns/sample" };
  if (large && freemem() < ROOM) return { ...record, note: `left out: less than ${ROOM / 1e9} GB of memory were free`, candidates: {} };
  const pair = large ? evenPair(K, L) : randomPair(K, L);
  const plain = large ? null : dynamics(pairCubes(pair), "rates", W);
  const numpy = numpyPeer("numpy_trajectories.py");
  await numpy?.ask(`prepare ${K} ${L}`);
  const world = kernelWorld(kernels, pair).value;
  // Writes the weights, which stay.
  kernelTrajectories(world, "rates", W, { seed: 0, count: COUNT });
  const candidates = await interleave(
    { per: COUNT, quick },
    {
      kernels: () => fromTable(world),
      plain: plain && (() => trajectories(plain, { seed: 0, count: COUNT })),
      NumPy: numpy && (async () => (await numpy.ask(`draw ${COUNT}`))?.ns ?? null),
    },
  );
  numpy?.end();
  return { ...record, candidates };
}

/** `kernelTrajectories` after its weights. */
function fromTable({ call, alphabet, length, states, free, scratch }) {
  const [k0, k1] = streamKey(0, ["trajectory", "family"]);
  call.trajectories(alphabet, length, free, 0, k0, k1, 0, 0, COUNT, free + align(8 * states), 0, scratch);
}

/** Full support without a random number per entry: the fractional parts of multiples of irrational numbers. */
function evenPair(alphabet, length) {
  const law = (multiplier) => {
    const values = new Float64Array(alphabet ** length);
    let total = 0;
    for (let x = 0; x < values.length; x++) total += values[x] = 0.05 + ((x * multiplier) % 1);
    for (let x = 0; x < values.length; x++) values[x] /= total;
    return values;
  };
  const [conditional, unconditional] = [law(0.6180339887498949), law(0.41421356237309503)];
  for (let x = 0; x < conditional.length; x++) unconditional[x] = (conditional[x] + unconditional[x]) / 2;
  return { alphabet, length, conditional, unconditional };
}

/** The sampler that people use: our generators with an exact denoiser, NumPy with all samples of a batch at once, and exact trajectories, which need no steps. */
export async function measureLeaping({ kernels, folder, quick }, [K, L]) {
  const pair = randomPair(K, L);
  const linear = noise({ schedule: "linear" });
  const guided = { alphabet: K, length: L, rule: "rates", schedule: { kind: "constant", w: W }, noise: linear };
  const leaping = stepSampler(guided, { kind: "tau-leaping", steps: timeGrid({ steps: STEPS }, linear) });
  const table = (law) => tableDenoiser({ alphabet: K, length: L, law });
  const denoisers = { cond: table(pair.conditional), uncond: table(pair.unconditional) };
  const numpy = numpyPeer("numpy_tau.py");
  const paths = ["cond", "uncond"].map((name) => join(folder, `${name}.f64`));
  writeFileSync(paths[0], pair.conditional);
  writeFileSync(paths[1], pair.unconditional);
  await numpy?.ask(`load ${K} ${L} ${paths.join(" ")}`);
  await numpy?.ask(`weights ${W}`);
  const world = kernelWorld(kernels, pair).value;
  kernelTrajectories(world, "rates", W, { seed: 0, count: COUNT });
  const timed = (per, call) => () => {
    const start = performance.now();
    const more = call();
    return { ns: ((performance.now() - start) * 1e6) / per, ...more };
  };
  const candidates = await interleave(
    { per: 1, quick },
    {
      "sample, tau-leaping": timed(SAMPLES, () => left(drive({ pair: denoisers, sampler: leaping, seed: 0, count: SAMPLES }))),
      "NumPy, tau-leaping": numpy && (() => numpy.ask(`draw ${10 * SAMPLES} ${STEPS}`)),
      "kernels, exact trajectories": timed(COUNT, () => fromTable(world)),
    },
  );
  numpy?.end();
  return { quantity: LEAPING, K, L, w: W, states: (K + 1) ** L, unit: "ns/sample", candidates };
}

/** Mean number of sites that the steps left masked. */
function left(samples) {
  let total = 0;
  for (const { leftMasked } of samples) total += leftMasked;
  return { left: total / SAMPLES };
}
