import type { EvidenceDenoiser, EvidenceReading } from "../worlds/masked/evidence.ts";
import { type Lattice, lattice } from "./lattice.ts";
import { marginalCube } from "./marginalCube.ts";

/**
 * A table as a denoiser: p(x_i = v|S) = P[S+iv] / Σ_v′ P[S+iv′], read from its marginal cube. A reveal is O(1), a conditional O(K).
 *
 * @param law shape [alphabet^length], row-major, sums to 1
 */
export function tableDenoiser({ alphabet, length, law }: { alphabet: number; length: number; law: ArrayLike<number> }): EvidenceDenoiser {
  const space = lattice(alphabet, length);
  const cube = marginalCube(space, law);
  return { alphabet, length, open: () => open(space, cube) };
}

function open({ alphabet, states, strides }: Lattice, cube: Float64Array): EvidenceReading {
  let state = states - 1;
  return {
    reveal: (site, token) => {
      state -= (alphabet - token) * strides[site];
    },
    mask: (site) => {
      const stride = strides[site];
      state += (alphabet - (Math.floor(state / stride) % (alphabet + 1))) * stride;
    },
    logEvidence: () => Math.log(cube[state]),
    logConditional: (site, out, offset) => {
      const stride = strides[site];
      const first = state - alphabet * stride;
      let total = 0;
      for (let child = first; child < state; child += stride) total += cube[child];
      // A mass so small that its ratio would lose digits is compared by its logarithm.
      const log = Math.log(total);
      for (let v = 0; v < alphabet; v++) {
        const mass = cube[first + v * stride];
        out[offset + v] = mass === 0 ? -Infinity : total > 1e-290 ? Math.log(mass / total) : Math.log(mass) - log;
      }
    },
  };
}
