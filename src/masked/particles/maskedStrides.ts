import type { Lattice } from "../lattice.ts";

/** Writes the strides of a state's masked sites, ascending by site, into `out` (shape [≥ L]) and returns their number. */
export function maskedStrides({ alphabet, strides }: Lattice, state: number, out: Int32Array): number {
  let count = 0;
  let rest = state;
  for (const stride of strides) {
    const token = Math.floor(rest / stride);
    rest -= token * stride;
    if (token === alphabet) out[count++] = stride;
  }
  return count;
}
