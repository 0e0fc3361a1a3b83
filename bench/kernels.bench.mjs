/**
 * @file The kernels beside our own plain TypeScript and beside NumPy with the same algorithms, interleaved in one run: ns per state of the
 * lattice (and weight). One JSON line a figure, with ratios of minima and of medians; NumPy's are left out where it is not installed.
 *
 * `node bench/kernels.bench.mjs [K,L …]`: only these sizes.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dynamics, lawAtClock, pairCubes, terminalLaw } from "../dist/index.js";
import { kernels } from "../dist/kernels/kernels.js";
import { kernelLawAtClock } from "../dist/kernels/lawAtClock.js";
import { kernelTerminalLaw, kernelTerminalLaws } from "../dist/kernels/terminalLaw.js";
import { kernelTrajectories } from "../dist/kernels/trajectories.js";
import { kernelCubes, kernelWorld } from "../dist/kernels/world.js";
import { trajectories } from "../dist/masked/sampling/trajectories.js";
import { contour } from "../dist/numerics/contour.js";
import { numpyPeer } from "./peers/peer.mjs";
import { randomPair } from "./randomPair.mjs";

const SIZES = [
  [9, 6],
  [9, 7],
  [2, 14],
  [64, 3],
  [31, 4],
  [32, 2],
];
const W = 3;
const U = 1;
const DRAWS = 200_000;
const GRID = { from: 0, step: 0.25, count: 32 };

const wanted = process.argv.slice(2).map((text) => text.split(",").map(Number));
const start = performance.now();
const compiled = kernels();
print({ name: "compile the kernels", unit: "ms", value: performance.now() - start });
triad();
for (const [alphabet, length] of wanted.length > 0 ? wanted : SIZES) await size(alphabet, length);

async function size(K, L) {
  const states = (K + 1) ** L;
  const pair = randomPair(K, L);
  const small = states < 2e6;
  const rounds = small ? 15 : 7;
  const numpy = numpyPeer(K === 2 ? "numpy_rows.py" : "numpy_lattice.py");
  const ask = numpy && (async (request) => (await numpy.ask(request)).ns);
  await numpy?.ask(`prepare ${K} ${L}`);
  const world = kernelWorld(compiled, pair).value;
  const law = new Float64Array(world.complete);
  const cubes = pairCubes(pair);
  const guided = dynamics(cubes, "rates", W);
  const nodes = contour(L <= 3 ? 24 : L <= 10 ? 32 : 40);
  const name = (what) => `${what}, K=${K} L=${L}`;
  await compare(name("marginal cubes and ln(Q/P)"), rounds, states, {
    kernels: () => refill(world, pair),
    "kernels, memory taken anew": () => kernelWorld(compiled, pair),
    "kernels, with ln Q and copies": () => kernelCubes(kernelWorld(compiled, pair).value),
    plain: small && (() => pairCubes(pair)),
    numpy: ask && (() => ask(`prepare ${K} ${L}`)),
  });
  await compare(name(`terminal law, rates, w=${W}`), rounds, states, {
    kernels: () => kernelTerminalLaw(world, "rates", W, law),
    plain: small && (() => terminalLaw(dynamics(cubes, "rates", W))),
    numpy: ask && (() => ask(`law ${W}`)),
  });
  await compare(name(`terminal law, tokens, w=${W}`), rounds, states, {
    kernels: () => kernelTerminalLaw(world, "tokens", W, law),
    plain: small && (() => terminalLaw(dynamics(cubes, "tokens", W))),
  });
  await compare(name("32 terminal laws, per law"), small ? 5 : 2, states * GRID.count, {
    kernels: () => kernelTerminalLaws(world, GRID),
    numpy: ask && (() => ask(`grid ${GRID.from} ${GRID.step} ${GRID.count}`)),
    "numpy, law by law": ask && (async () => mean(await inTurn(8, () => ask(`law ${W}`)))),
  });
  const clockNodes = JSON.stringify(nodes.map((node) => [node.re, node.im, node.weightRe, node.weightIm]));
  await compare(name(`law at clock ${U}, rates, w=${W}, ${nodes.length} nodes`), small ? 5 : 3, states, {
    kernels: () => kernelLawAtClock(world, W, U, nodes),
    plain: small && (() => lawAtClock(guided, U)),
    numpy: ask && K > 2 && (() => ask(`clock ${W} ${U} ${clockNodes}`)),
  });
  numpy?.end();
  await draws(K, L, world, guided);
}

/** Exact trajectories from the table; "states" are trajectories. */
async function draws(K, L, world, guided) {
  const numpy = numpyPeer("numpy_trajectories.py");
  await numpy?.ask(`prepare ${K} ${L}`);
  await compare(`trajectories, rates, w=${W}, K=${K} L=${L}, per trajectory`, 5, DRAWS, {
    kernels: () => kernelTrajectories(world, "rates", W, { seed: 0, count: DRAWS }),
    plain: () => trajectories(guided, { seed: 0, count: DRAWS }),
    numpy: numpy && (async () => (await numpy.ask(`draw ${DRAWS}`)).ns),
  });
  numpy?.end();
}

/** The cubes of a world computed again, in the memory that it has: what NumPy's figure covers too. */
function refill({ call, alphabet, length, complete, states, free, cond, logRatio, scratch, view }, pair) {
  for (const [law, cube] of [
    [pair.conditional, cond],
    [pair.unconditional, logRatio],
  ]) {
    view(free, complete).set(law);
    call.marginalCube(alphabet, length, free, cube);
  }
  call.logRatios(logRatio, cond, logRatio, states, scratch);
}

/** Times the candidates in turn, `rounds` times after one warm-up; a candidate may return its own ns per state. The slowest are timed less often. */
async function compare(name, rounds, states, candidates) {
  const times = {};
  for (let round = -1; round < rounds; round++) {
    for (const [key, call] of Object.entries(candidates)) {
      if (!call || (key === "plain" && round >= 3)) continue;
      globalThis.gc?.();
      const from = performance.now();
      const own = await call();
      const ns = typeof own === "number" ? own : ((performance.now() - from) * 1e6) / states;
      if (round >= 0) times[key] = [...(times[key] ?? []), ns];
    }
  }
  const line = { name, unit: "ns/state", rounds };
  for (const [key, values] of Object.entries(times)) {
    values.sort((a, b) => a - b);
    line[key] = { min: digits(values[0]), median: digits(values[values.length >> 1]) };
  }
  for (const key of Object.keys(times)) {
    if (key === "kernels") continue;
    const ratio = (pick) => digits(pick(times[key]) / pick(times.kernels));
    line[`${key} / kernels`] = { min: ratio((values) => values[0]), median: ratio((values) => values[values.length >> 1]) };
  }
  print(line);
}

async function inTurn(count, call) {
  const values = [];
  for (let j = 0; j < count; j++) values.push(await call());
  return values;
}

function mean(values) {
  return values.reduce((a, b) => a + b) / values.length;
}

/** Memory bandwidth of one thread, where a C compiler is at hand. */
function triad() {
  const program = join(mkdtempSync(join(tmpdir(), "triad-")), "triad");
  const source = fileURLToPath(new URL("peers/triad.c", import.meta.url));
  if (spawnSync("cc", ["-O3", "-march=native", "-o", program, source]).status !== 0) return;
  print({ name: "triad, one thread", unit: "GB/s", value: Number(spawnSync(program).stdout.toString().split(" ")[0]) });
}

function digits(value) {
  return Number(value.toPrecision(3));
}

function print(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
