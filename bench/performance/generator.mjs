/** @file The law at a clock by solvers that know the generator as a sparse matrix only (SciPy), beside our contour; ns per state, building the matrix left out. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { kernelLawAtClock } from "../../dist/kernels/lawAtClock.js";
import { kernelWorld } from "../../dist/kernels/world.js";
import { clockNodes } from "../../dist/masked/lawAtClock.js";
import { numpyPeer } from "../peers/peer.mjs";
import { randomPair } from "../randomPair.mjs";
import { interleave, repeated } from "./interleave.mjs";
import { U } from "./lattices.mjs";
import { EXPM, IVP } from "./quantities.mjs";

const TOLERANCE = 1e-6;
/** Seconds after which a solver is stopped. */
const LIMIT = 60;

/** @returns measurements with the largest rate and SciPy's largest difference from our law */
export async function measureGenerator({ kernels, folder, quick }) {
  const cases = [
    { K: 9, L: 6, weights: [0, 3], methods: ["expm"] },
    { K: 9, L: 4, weights: [0, 1, 2, 3, 4, 5, 6], methods: ["expm"] },
    { K: 9, L: 4, weights: [0, 3], methods: ["RK45", "BDF"] },
  ];
  const found = [];
  for (const one of cases) found.push(...(await measureCase({ kernels, folder, quick }, one)));
  return found;
}

async function measureCase({ kernels, folder, quick }, { K, L, weights, methods }) {
  const states = (K + 1) ** L;
  const pair = randomPair(K, L);
  const world = kernelWorld(kernels, pair).value;
  const scipy = numpyPeer("scipy_generator.py", "scipy");
  const paths = ["cond", "uncond", "clock"].map((name) => join(folder, `${name}.f64`));
  writeFileSync(paths[0], pair.conditional);
  writeFileSync(paths[1], pair.unconditional);
  await scipy?.ask(`load ${K} ${L} ${paths[0]} ${paths[1]}`);
  const found = [];
  for (const w of weights) {
    writeFileSync(paths[2], kernelLawAtClock(world, w, U, clockNodes(L)).value);
    const built = await scipy?.ask(`build ${w}`);
    const by = (request) =>
      scipy &&
      (async () => {
        const answer = await scipy.ask(request);
        if (answer === null) return null;
        // A solver that was stopped has its limit as a lower bound.
        if ("late" in answer) return { ns: (answer.late * 1e9) / states, late: answer.late };
        const { value } = await scipy.ask(`compare ${paths[2]}`);
        return { ...answer, difference: value };
      });
    const times = Math.ceil(1e5 / states);
    const own = repeated(times, () => kernelLawAtClock(world, w, U, clockNodes(L)));
    const asked = methods.map((method) =>
      method === "expm"
        ? ["expm_multiply", by(`expm ${U} ${LIMIT}`)]
        : [`solve_ivp ${method}`, by(`ivp ${U} ${method} ${TOLERANCE} ${LIMIT}`)],
    );
    const candidates = await interleave({ per: states, quick }, { kernels: () => own() / states, ...Object.fromEntries(asked) });
    const quantity = methods[0] === "expm" ? EXPM : IVP;
    const matrix = built && { largestRate: built["largest rate"], build: built.ns };
    found.push({ quantity, K, L, w, states, unit: "ns/state", tolerance: TOLERANCE, ...matrix, candidates });
  }
  scipy?.end();
  return found;
}
