import type { Lattice } from "./lattice.ts";

/**
 * Calls `visit` for every state with a masked site, parents before children (descending index).
 *
 * @param visit receives the state's index, the strides of its masked sites (shape [≥ count], reused between calls) and their number
 */
export function descend(space: Lattice, visit: (state: number, maskedStrides: Int32Array, count: number) => void): void {
  const { alphabet, length, states, strides } = space;
  const digits = new Int32Array(length).fill(alphabet);
  const maskedStrides = new Int32Array(length);
  for (let state = states - 1; state >= 0; state--) {
    let count = 0;
    for (let i = 0; i < length; i++) if (digits[i] === alphabet) maskedStrides[count++] = strides[i];
    if (count > 0) visit(state, maskedStrides, count);
    let site = length - 1;
    while (site >= 0 && digits[site] === 0) digits[site--] = alphabet;
    if (site >= 0) digits[site]--;
  }
}
