/**
 * @file From how many states on a kernel is quicker than the definition, and several threads than one: each figure is one answer in a fresh
 * process, compiling the kernels and starting the threads included. One JSON line a size: ms, minima of several processes.
 *
 * `node bench/crossover.bench.mjs [terminal|clock|steps|threads]`
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { startTeam } from "../dist/cli/kernelThreads.js";
import { kernels } from "../dist/kernels/kernels.js";
import { kernelLawAtClock } from "../dist/kernels/lawAtClock.js";
import { kernelNStepLaw } from "../dist/kernels/nStepLaw.js";
import { kernelTerminalLaw } from "../dist/kernels/terminalLaw.js";
import { kernelWorld } from "../dist/kernels/world.js";
import { dynamics } from "../dist/masked/dynamics.js";
import { clockNodes, lawAtClock } from "../dist/masked/lawAtClock.js";
import { noise } from "../dist/masked/noise.js";
import { pairCubes } from "../dist/masked/pairCubes.js";
import { timeGrid } from "../dist/masked/steps/grid.js";
import { kernelStep } from "../dist/masked/steps/kernelStep.js";
import { nStepLaw } from "../dist/masked/steps/nStepLaw.js";
import { stepKind } from "../dist/masked/steps/stepKinds.js";
import { terminalLaw } from "../dist/masked/terminalLaw.js";
import { randomPair } from "./randomPair.mjs";

const W = 3;
const STEPS = 4;
const ROUNDS = 7;
const LINEAR = noise({ schedule: "linear" });
const SIZES = {
  terminal: ["9,2 3,4 9,3 2,7 31,2 2,8 9,4 3,7 63,2 2,9 5,6 3,8 31,3 2,10 9,5", ["plain", "kernels"]],
  clock: ["9,2 3,4 9,3 2,7 31,2 2,8 9,4 3,7", ["plain clock", "kernels clock"]],
  steps: ["9,2 3,4 9,3 2,7 31,2 3,5 2,8 9,4", ["plain steps", "kernels steps"]],
  threads: ["9,6 2,13 64,3 3,10 2,14 3,11 9,7 2,15 64,4", ["kernels", "threads"]],
};

const ANSWERS = {
  plain: (pair) => terminalLaw(dynamics(pairCubes(pair), "rates", W)),
  kernels: (pair) => kernelTerminalLaw(kernelWorld(kernels(), pair).value, "rates", W),
  threads: (pair) => {
    const team = startTeam(2);
    kernelTerminalLaw(kernelWorld(team, pair).value, "rates", W);
    team.close();
  },
  "plain clock": (pair) => lawAtClock(dynamics(pairCubes(pair), "rates", W), 1),
  "kernels clock": (pair) => kernelLawAtClock(kernelWorld(kernels(), pair).value, W, 1, clockNodes(pair.length)),
  "plain steps": (pair) => {
    const process = { cubes: pairCubes(pair), rule: "rates", schedule: { kind: "constant", w: W }, noise: LINEAR };
    nStepLaw(process, stepKind("tau-leaping", "rates"), timeGrid({ steps: STEPS }, LINEAR));
  },
  "kernels steps": (pair) => {
    const steps = timeGrid({ steps: STEPS }, LINEAR).map((step) => kernelStep("tau-leaping", "rates", step, W));
    kernelNStepLaw(kernelWorld(kernels(), pair).value, steps);
  },
};

const [first, size] = process.argv.slice(2);
if (size !== undefined) one(first, ...size.split(",").map(Number));
else for (const what of first ? [first] : Object.keys(SIZES)) table(what);

function one(name, alphabet, length) {
  const pair = randomPair(alphabet, length);
  const start = performance.now();
  ANSWERS[name](pair);
  process.stdout.write(String(performance.now() - start));
}

function table(what) {
  const [sizes, names] = SIZES[what];
  for (const each of sizes.split(" ")) {
    const least = {};
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of names) {
        const ms = Number(execFileSync(process.execPath, [fileURLToPath(import.meta.url), name, each], { encoding: "utf8" }));
        least[name] = Math.min(least[name] ?? Infinity, ms);
      }
    }
    const [K, L] = each.split(",").map(Number);
    process.stdout.write(`${JSON.stringify({ name: what, K, L, states: (K + 1) ** L, unit: "ms", ...least })}\n`);
  }
}
