/** @file Exact trajectories of a table on one core, and samples through generators and a driver. "states" counts trajectories. */

import { freemem } from "node:os";
import { dynamics, noise, pairCubes } from "../dist/index.js";
import { drive } from "../dist/masked/sampling/drive.js";
import { gillespie } from "../dist/masked/sampling/gillespie.js";
import { stepSampler } from "../dist/masked/sampling/stepSampler.js";
import { trajectories } from "../dist/masked/sampling/trajectories.js";
import { timeGrid } from "../dist/masked/steps/grid.js";
import { tableDenoiser } from "../dist/masked/tableDenoiser.js";
import { bench } from "./measure.mjs";
import { randomPair } from "./randomPair.mjs";

const COUNT = 200_000;
const SAMPLES = 5000;

for (const [alphabet, length, repetitions] of [
  [9, 4, 15],
  [9, 6, 15],
  [9, 7, 5],
  [9, 8, 3],
]) {
  // The last one holds 10^8 states, 32 bytes each, beside the laws.
  if (length === 8 && freemem() < 8 * 2 ** 30) continue;
  const pair = randomPair(alphabet, length);
  const cubes = pairCubes(pair);
  const size = `K=${alphabet} L=${length}`;
  for (const rule of ["rates", "tokens"]) {
    const process = dynamics(cubes, rule, 3);
    for (const clocks of [false, true]) {
      const name = `trajectories${clocks ? " with clocks" : ""}, ${rule}, w=3, ${size}`;
      bench(name, COUNT, repetitions, () => trajectories(process, { seed: 0, count: COUNT, clocks }).terminal[COUNT - 1]);
    }
  }
  if (length > 4) continue;
  const table = (law) => tableDenoiser({ alphabet, length, law });
  const denoisers = { cond: table(pair.conditional), uncond: table(pair.unconditional) };
  const linear = noise({ schedule: "linear" });
  const guided = { alphabet, length, rule: "rates", schedule: { kind: "constant", w: 3 }, noise: linear };
  const samplers = { gillespie: gillespie(guided), "frozen-rate, 16 steps": frozenRate(guided, linear) };
  for (const [name, sampler] of Object.entries(samplers)) {
    bench(`drive, ${name}, ${size}`, SAMPLES, 5, () => last(drive({ pair: denoisers, sampler, seed: 0, count: SAMPLES })));
  }
}

function frozenRate(guided, linear) {
  return stepSampler(guided, { kind: "frozen-rate", steps: timeGrid({ steps: 16 }, linear) });
}

function last(samples) {
  let nfe = 0;
  for (const sample of samples) nfe += sample.nfe;
  return nfe;
}
