/**
 * @file Peak memory of one terminal law by the kernels at K=9 L=8 (1e8 states), or at another size: what was said before, and what the
 * operating system counted. One JSON line.
 *
 * `node bench/memory.bench.mjs [K,L] [rates|tokens]`
 */
import { kernels } from "../dist/kernels/kernels.js";
import { kernelTerminalLaw, terminalLawBytes } from "../dist/kernels/terminalLaw.js";
import { keptBytes, kernelWorld } from "../dist/kernels/world.js";

const [K, L] = (process.argv[2] ?? "9,8").split(",").map(Number);
const rule = process.argv[3] ?? "rates";
const [states, complete] = [(K + 1) ** L, K ** L];

/** A law of full support without a random number per entry: the fractional parts of multiples of an irrational number. */
function law(multiplier) {
  const values = new Float64Array(complete);
  let total = 0;
  for (let x = 0; x < complete; x++) {
    values[x] = 0.05 + ((x * multiplier) % 1);
    total += values[x];
  }
  for (let x = 0; x < complete; x++) values[x] /= total;
  return values;
}

const conditional = law(0.6180339887498949);
const unconditional = law(0.41421356237309503);
for (let x = 0; x < complete; x++) unconditional[x] = (conditional[x] + unconditional[x]) / 2;
const said = keptBytes({ alphabet: K, length: L }) + terminalLawBytes({ states, complete }, rule);
const start = performance.now();
const world = kernelWorld(kernels(), { alphabet: K, length: L, conditional, unconditional });
if (world.status !== "ok") throw new Error(world.reason);
const built = performance.now();
const found = kernelTerminalLaw(world.value, rule, 3);
if (found.status !== "ok") throw new Error(found.reason);
const done = performance.now();
let sum = 0;
for (const p of found.value) sum += p;
const line = {
  name: `terminal law, ${rule}, K=${K} L=${L}`,
  states,
  // The kernels' memory; the pair and the law are three complete laws beside it.
  kernelBytes: said,
  lawsBytes: 3 * 8 * complete,
  peakBytes: process.resourceUsage().maxRSS * 1024,
  seconds: { world: (built - start) / 1e3, law: (done - built) / 1e3 },
  total: sum,
};
process.stdout.write(`${JSON.stringify(line)}\n`);
