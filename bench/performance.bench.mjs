/**
 * @file All numbers of docs/performance.md in one run of about ten minutes, best on a quiet machine: our kernels on one and two threads, our plain
 * TypeScript, and the peers that are installed (NumPy, SciPy, C), in turn. Writes bench/results/performance.json, then the page's tables and figures
 * (bench/performanceTables.mjs).
 *
 * `npm run bench performance`, or `npm run bench performance -- --quick` (two rounds, to try it out).
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startTeam } from "../dist/cli/kernelThreads.js";
import { kernels as compiledKernels } from "../dist/kernels/kernels.js";
import { measureCrossover, measureMemory, measureSamplers } from "./performance/beside.mjs";
import { measureLeaping, measureTrajectories } from "./performance/draws.mjs";
import { measureFlow, PARTICLES } from "./performance/flow.mjs";
import { measureGenerator } from "./performance/generator.mjs";
import { measureLattice } from "./performance/lattices.mjs";
import { measureLoading } from "./performance/loading.mjs";
import { machine, triad } from "./performance/machine.mjs";
import { measureElementary, measureParts } from "./performance/parts.mjs";
import { CLOCK, CUBES, LAW, LAWS } from "./performance/quantities.mjs";
import { writePage } from "./performanceTables.mjs";

const SIZES = ["9,6", "9,7", "2,14", "64,3", "31,4", "32,2"];
/** Sizes of which only the law is timed: K at L = 4, L at K = 2 and at K = 9. */
const GROWTH = ["2,4 3,4 5,4 9,4 15,4 23,4 45,4", "2,6 2,8 2,9 2,10 2,11 2,12 2,13", "9,2 9,3 9,5"].join(" ").split(" ");
const PARTS = ["9,6", "9,7", "2,14", "64,3"];
const PARTICLE_COUNTS = [100, 1000, 10_000, 1_000_000];

const quick = process.argv.includes("--quick");
const folder = mkdtempSync(join(tmpdir(), "performance-"));
const path = fileURLToPath(new URL("results/performance.json", import.meta.url));
const began = performance.now();
const numbers = (size) => size.split(",").map(Number);

const facts = machine();
const results = { machine: facts, quick, triadGBs: triad(), loading: measureLoading({ quick }), measurements: [], differences: {} };
const setting = { kernels: compiledKernels(), team: startTeam(2), folder, quick };

// The engine compiles a kernel again, better, once it has run for a while: none of that is to be timed.
for (const size of ["9,4", "2,10"]) await measureLattice({ ...setting, quick: true }, numbers(size), [CUBES, LAW, LAWS, CLOCK]);
for (const size of SIZES) {
  const { found, differences } = await measureLattice(setting, numbers(size), [CUBES, LAW, LAWS, CLOCK]);
  results.measurements.push(...found);
  results.differences[size] = differences;
  say(`lattice ${size}`);
}
for (const size of GROWTH) results.measurements.push(...(await measureLattice(setting, numbers(size), [LAW])).found);
say("growth");
setting.team?.close();
for (const size of PARTS) results.measurements.push(await measureParts(setting, numbers(size)));
results.measurements.push(...(await measureElementary(setting)));
say("parts");
results.measurements.push(...(await measureGenerator(setting)));
say("generator");
results.measurements.push(...(await measureFlow(setting, [PARTICLES, ...(quick ? PARTICLE_COUNTS.slice(0, -1) : PARTICLE_COUNTS)])));
say("flow");
results.measurements.push(await measureLeaping(setting, [9, 6]), await measureTrajectories(setting, [9, 6]));
results.measurements.push(await measureTrajectories(setting, [9, 8]));
say("draws");
results.samplers = measureSamplers(setting);
say("samplers and steps");
results.crossover = measureCrossover(setting);
say("crossover");
results.memory = measureMemory();
facts.loadAfter = loadavg()[0];
results.seconds = Math.round((performance.now() - began) / 1000);
rmSync(folder, { recursive: true });
mkdirSync(fileURLToPath(new URL("results", import.meta.url)), { recursive: true });
writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`);
writePage();
say(`written; the machine was ${facts.busy ? "busy" : "quiet"} before`);

/** Progress, beside the figures. */
function say(what) {
  process.stderr.write(`${Math.round((performance.now() - began) / 1000)} s: ${what}\n`);
}
