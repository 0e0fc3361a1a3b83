import { completeIndices, type Lattice } from "../lattice.ts";

/** The states that one state turns into, with their probabilities, grown site by site. */
export interface Branches {
  /** From one state with its probability. */
  readonly begin: (state: number, mass: number) => void;
  /**
   * One masked site of that state, independent of the others: stays masked with probability `stay`, else becomes v with probability
   * token[from + v], v < K.
   */
  readonly branch: (stride: number, token: Float64Array, from: number, stay: number) => void;
  /** Adds what has come out to a law, shape [(K+1)^L], times a factor. */
  readonly addTo: (law: Float64Array, factor: number) => void;
}

/** Bytes per state of {@link branches}: a state may turn into all of them. */
export const BRANCHES_BYTES = 4 + 8;

/** Buffers for one state at a time. Outcomes of probability 0 are not followed. */
export function branches(space: Lattice): Branches {
  const { alphabet, states } = space;
  const index = new Int32Array(states);
  const probability = new Float64Array(states);
  let size = 0;
  return {
    begin: (state, mass) => {
      index[0] = state;
      probability[0] = mass;
      size = 1;
    },
    branch: (stride, token, from, stay) => {
      const before = size;
      const leave = 1 - stay;
      for (let v = 0; v < alphabet; v++) {
        const chance = leave * token[from + v];
        if (chance === 0) continue;
        const shift = (alphabet - v) * stride;
        for (let j = 0; j < before; j++) {
          index[size] = index[j] - shift;
          probability[size++] = probability[j] * chance;
        }
      }
      for (let j = 0; j < before; j++) probability[j] *= stay;
      if (stay > 0) return;
      index.copyWithin(0, before, size);
      probability.copyWithin(0, before, size);
      size -= before;
    },
    addTo: (law, factor) => {
      for (let j = 0; j < size; j++) law[index[j]] += factor * probability[j];
    },
  };
}

/** Adds a law's complete states to another law. Both of shape [(K+1)^L]. */
export function addComplete(space: Lattice, law: Float64Array, out: Float64Array): void {
  const complete = completeIndices(space);
  for (let x = 0; x < complete.length; x++) out[complete[x]] += law[complete[x]];
}
