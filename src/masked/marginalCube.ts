import { completeIndices, type Lattice } from "./lattice.ts";

/**
 * Marginal cube of a complete law: P[S] = Σ of law(x) over the completions x of S.
 *
 * One pass per site appends the mask slot K as the sum over that site, so P[all masked] = Σ law. Complexity L·(K+1)^L.
 *
 * @param law shape [K^L], row-major, probabilities
 * @returns shape [(K+1)^L], probabilities
 */
export function marginalCube(space: Lattice, law: ArrayLike<number>): Float64Array {
  const { alphabet, states, strides } = space;
  const cube = new Float64Array(states);
  const indices = completeIndices(space);
  for (let x = 0; x < indices.length; x++) cube[indices[x]] = law[x];
  for (const stride of strides) {
    const block = stride * (alphabet + 1);
    for (let base = 0; base < states; base += block) {
      const slot = base + alphabet * stride;
      for (let from = base; from < slot; from += stride) {
        for (let j = 0; j < stride; j++) cube[slot + j] += cube[from + j];
      }
    }
  }
  return cube;
}

/** The complete states' part of a cube, in the row-major order of alphabet^length; shape [K^L]. */
export function completePart(space: Lattice, cube: ArrayLike<number>): Float64Array {
  const indices = completeIndices(space);
  const out = new Float64Array(indices.length);
  for (let x = 0; x < out.length; x++) out[x] = cube[indices[x]];
  return out;
}
