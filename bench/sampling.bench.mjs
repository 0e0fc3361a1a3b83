/** @file Exact trajectories of a table on one core, and samples through generators and a driver. "states" counts trajectories. */

import { dynamics, noise, pairCubes, stream } from "../dist/index.js";
import { drive } from "../dist/masked/sampling/drive.js";
import { gillespie } from "../dist/masked/sampling/gillespie.js";
import { stepSampler } from "../dist/masked/sampling/stepSampler.js";
import { trajectories } from "../dist/masked/sampling/trajectories.js";
import { timeGrid } from "../dist/masked/steps/grid.js";
import { tableDenoiser } from "../dist/masked/tableDenoiser.js";
import { bench } from "./measure.mjs";

const COUNT = 200_000;
const SAMPLES = 5000;

for (const [alphabet, length, repetitions] of [
  [9, 4, 15],
  [9, 6, 15],
  [9, 7, 5],
]) {
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

/** Two classes of full support with weights ½, target the first; entries exponential, normalised. */
function randomPair(alphabet, length) {
  const size = alphabet ** length;
  const law = (name) => {
    const rng = stream(0, "bench", name);
    const values = Float64Array.from({ length: size }, () => -Math.log(1 - rng()));
    const total = values.reduce((sum, value) => sum + value, 0);
    return values.map((value) => value / total);
  };
  const [conditional, other] = [law("target"), law("other")];
  return { alphabet, length, conditional, unconditional: conditional.map((p, x) => 0.5 * p + 0.5 * other[x]), targetWeight: 0.5 };
}
