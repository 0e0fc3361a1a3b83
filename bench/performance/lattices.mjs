/** @file What is computed on whole lattices: our kernels, our plain TypeScript, NumPy and C on the same sizes; ns per state (and weight). */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { dynamics, lawAtClock, pairCubes, terminalLaw } from "../../dist/index.js";
import { ranges } from "../../dist/kernels/crew.js";
import { kernelLawAtClock } from "../../dist/kernels/lawAtClock.js";
import { kernelTerminalLaw, kernelTerminalLaws, sweepPlan } from "../../dist/kernels/terminalLaw.js";
import { BOUNDS, kernelWorld, marginalCube } from "../../dist/kernels/world.js";
import { clockNodes } from "../../dist/masked/lawAtClock.js";
import { compiledC, numpyPeer, peer } from "../peers/peer.mjs";
import { randomPair } from "../randomPair.mjs";
import { interleave, repeated } from "./interleave.mjs";
import { CLOCK, CUBES, LAW, LAWS } from "./quantities.mjs";

export const W = 3;
export const U = 1;
const GRID = { from: 0, step: 0.25, count: 32 };
/** Plain TypeScript up to so many states. */
const PLAIN = 5e6;
/** What is shorter than so many states is timed several times in a row. */
const STATES_A_TURN = 2e5;
const C = { "C -O3": ["-O3", "-march=native"], "C -Ofast": ["-Ofast", "-march=native"] };

/**
 * @param {{ kernels: object, team: object | null, folder: string, quick: boolean }} setting `folder`: for what peers read
 * @param {readonly [number, number]} size K, L
 * @param {readonly string[]} quantities
 */
export async function measureLattice({ kernels, team, folder, quick }, [K, L], quantities) {
  const states = (K + 1) ** L;
  const times = Math.ceil(STATES_A_TURN / states);
  const all = quantities.length > 1;
  const pair = randomPair(K, L);
  const worlds = { kernels: kernelWorld(kernels, pair).value, ...(team && { "kernels, 2 threads": kernelWorld(team, pair).value }) };
  // Two tokens need their own layout, which begins at nine sites.
  const numpy = K > 2 ? numpyPeer("numpy_lattice.py") : L >= 9 ? numpyPeer("numpy_rows.py") : null;
  const programs = all ? await inC(pair, folder) : {};
  const small = states < PLAIN;
  const cubes = small && pairCubes(pair);
  const out = new Float64Array(K ** L);
  const outs = all ? Array.from({ length: GRID.count }, () => new Float64Array(K ** L)) : [];
  /** One of ours for each number of threads. */
  const ours = (call, count = times) =>
    Object.fromEntries(Object.entries(worlds).map(([name, world]) => [name, shared(count, states, () => call(world))]));
  const byNumpy = (request) => numpy && (async () => answered(await numpy.ask(`again ${times} ${request}`)));
  const byC = (request) =>
    Object.fromEntries(Object.entries(programs).map(([name, program]) => [name, async () => answered(await program.ask(request))]));
  const plain = (call) => small && shared(Math.min(times, 20), states, call);
  const questions = {
    [CUBES]: {
      ...ours((world) => refill(world, pair)),
      plain: plain(() => pairCubes(pair)),
      NumPy: byNumpy(`prepare ${K} ${L}`),
      ...byC("prepare"),
    },
    [LAW]: {
      ...ours((world) => kernelTerminalLaw(world, "rates", W, out)),
      plain: plain(() => terminalLaw(dynamics(cubes, "rates", W))),
      NumPy: byNumpy(`law ${W}`),
      ...byC(`law ${W} ${times}`),
    },
    [LAWS]: {
      ...ours((world) => kernelTerminalLaws(world, GRID, outs), Math.ceil(times / GRID.count)),
      NumPy: byNumpy(`grid ${GRID.from} ${GRID.step} ${GRID.count}`),
      ...byC(`grid ${GRID.from} ${GRID.step} ${GRID.count}`),
    },
    [CLOCK]: {
      kernels: shared(Math.ceil(times / 10), states, () => kernelLawAtClock(worlds.kernels, W, U, clockNodes(L))),
      plain: small && all && shared(1, states, () => lawAtClock(dynamics(cubes, "rates", W), U)),
      NumPy: K > 2 && byNumpy(`clock ${W} ${U} ${JSON.stringify(nodesOf(L))}`),
    },
  };
  if (numpy) await numpy.ask(`prepare ${K} ${L}`);
  const found = [];
  for (const quantity of quantities) {
    // Ours and the plain ones are timed for all that they do: a grid's laws are divided by its count here.
    const counted = quantity === LAWS ? GRID.count : 1;
    const candidates = await interleave({ per: states, quick }, divided(questions[quantity], counted));
    found.push({ quantity, K, L, states, unit: "ns/state", candidates });
  }
  const differences = {};
  if (all) {
    const path = join(folder, "law.f64");
    writeFileSync(path, kernelTerminalLaw(worlds.kernels, "rates", W).value);
    for (const [name, program] of Object.entries(programs)) {
      await program.ask(`law ${W} 1`);
      differences[name] = (await program.ask(`compare ${path}`))?.value;
      program.end();
    }
  }
  numpy?.end();
  return { found, differences };
}

/** ns per state of `count` calls. */
function shared(count, states, call) {
  const timed = repeated(count, call);
  return () => timed() / states;
}

function answered(answer) {
  return answer === null ? null : answer.ns;
}

/** Our own candidates of a grid tell ns per state, peers ns per state and weight. */
function divided(candidates, count) {
  const own = ([name, call]) => (call && count > 1 && name.startsWith("kernels") ? [name, () => call() / count] : [name, call]);
  return Object.fromEntries(Object.entries(candidates).map(own));
}

function nodesOf(L) {
  return clockNodes(L).map((node) => [node.re, node.im, node.weightRe, node.weightIm]);
}

/** Programs compiled for this size, with the pair loaded. */
async function inC({ alphabet: K, length: L, conditional, unconditional }, folder) {
  const { far, last } = sweepPlan(K, L);
  const [cond, uncond] = [join(folder, "cond.f64"), join(folder, "uncond.f64")];
  writeFileSync(cond, conditional);
  writeFileSync(uncond, unconditional);
  const programs = {};
  for (const [name, options] of Object.entries(C)) {
    const program = compiledC("lattice.c", [...options, `-DK=${K}`, `-DL=${L}`, `-DFAR=${far}`, `-DLAST=${last}`]);
    if (program === null) continue;
    programs[name] = peer(program, []);
    await programs[name].ask(`load ${cond} ${uncond}`);
    await programs[name].ask("prepare");
  }
  return programs;
}

/** The cubes of a world computed again, in the memory that it has: what the peers' figures cover too. */
export function refill(world, pair) {
  const { crew, complete, states, free, cond, logRatio, scratch, view } = world;
  for (const [law, cube] of [
    [pair.conditional, cond],
    [pair.unconditional, logRatio],
  ]) {
    view(free, complete).set(law);
    marginalCube(world, free, cube);
  }
  const { parts, step } = ranges(crew, states);
  crew.run("logRatios", parts, [logRatio, cond, logRatio, states, step, scratch + BOUNDS]);
}
