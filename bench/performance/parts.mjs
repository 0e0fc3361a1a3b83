/** @file What the parts of a law cost, one thread; ns per state. And e^x, ln x alone, numbers in cache. */
import { openKernels } from "../../dist/kernels/kernels.js";
import { align } from "../../dist/kernels/layout.js";
import { sweep } from "../../dist/kernels/terminalLaw.js";
import { writeWeights } from "../../dist/kernels/weights.js";
import { kernelWorld } from "../../dist/kernels/world.js";
import { numpyPeer } from "../peers/peer.mjs";
import { randomPair } from "../randomPair.mjs";
import { interleave } from "./interleave.mjs";
import { refill, W } from "./lattices.mjs";
import { ELEMENTARY, PARTS } from "./quantities.mjs";

const SETS = 8;

export async function measureParts({ kernels, quick }, [K, L]) {
  const pair = randomPair(K, L);
  const world = kernelWorld(kernels, pair).value;
  const { call, states, complete, cond, logRatio, free, scratch, view, reserve } = world;
  const apart = align(8 * states);
  if (!reserve(SETS * apart + 8 * complete)) throw new Error("parts: too large");
  const spare = free + apart;
  const timed = (count, call) => () => {
    const start = performance.now();
    call();
    return ((performance.now() - start) * 1e6) / states / count;
  };
  const candidates = await interleave(
    { per: states, quick },
    {
      "marginal cube (each)": () => {
        view(spare, complete).set(pair.conditional);
        return timed(1, () => call.marginalCube(K, L, spare, free))();
      },
      "ln(Q/P), with bounds": () => {
        refill(world, pair);
        // P is gone: Q/Q costs what Q/P does.
        return timed(1, () => call.logRatios(cond, cond, spare, states, scratch))();
      },
      "weights A at one w": timed(1, () => writeWeights(world, W, free)),
      "weights, each of 8 on a grid": timed(SETS, () => call.weightsOnGrid(cond, logRatio, free, apart, states, SETS, 0.25, 0.25)),
      "sweep, rates": () => {
        writeWeights(world, W, free);
        return timed(1, () => sweep(world, free))();
      },
      "law out of the cube": timed(1, () => call.completePart(K, L, free, spare)),
    },
  );
  return { quantity: PARTS, K, L, states, unit: "ns/state", candidates };
}

const [COUNT, TIMES] = [4096, 200];

/** One record for e^x, one for ln x. */
export async function measureElementary({ kernels, quick }) {
  const { call, memory } = openKernels(kernels, 16 * COUNT + 1024);
  const numpy = numpyPeer("numpy_elementary.py");
  const at = align(call.heapBase());
  const found = [];
  for (const [name, kernel, plain] of [
    ["e^x", call.exps, Math.exp],
    ["ln x", call.logs, Math.log],
  ]) {
    const given = new Float64Array(memory.buffer, at, COUNT);
    for (let j = 0; j < COUNT; j++) given[j] = -20 + (40 * j) / (COUNT - 1);
    if (name === "ln x") for (let j = 0; j < COUNT; j++) given[j] = Math.exp(given[j]);
    const out = new Float64Array(COUNT);
    const repeat = (one) => () => {
      for (let k = 0; k < TIMES; k++) one();
    };
    const candidates = await interleave(
      { per: COUNT * TIMES, quick },
      {
        kernels: repeat(() => kernel(at, at + 8 * COUNT, COUNT)),
        plain: repeat(() => {
          for (let j = 0; j < COUNT; j++) out[j] = plain(given[j]);
        }),
        NumPy: numpy && (async () => (await numpy.ask(`${name === "e^x" ? "exp" : "log"} ${TIMES}`))?.ns ?? null),
      },
    );
    found.push({ quantity: ELEMENTARY, name, unit: "ns/number", candidates });
  }
  numpy?.end();
  return found;
}
