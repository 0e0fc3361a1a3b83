import type { Denoiser, Reading } from "../worlds/masked/denoiser.ts";
import type { Lattice } from "./lattice.ts";

/** One reading of a denoiser, moved from state to state of a lattice by the sites in which they differ; complexity L per move. */
export function readingAt({ alphabet, strides }: Lattice, denoiser: Denoiser): (state: number) => Reading {
  const reading = denoiser.open();
  const now = new Int32Array(strides.length).fill(alphabet);
  return (state) => {
    let rest = state;
    for (let site = 0; site < now.length; site++) {
      const token = Math.floor(rest / strides[site]);
      rest -= token * strides[site];
      if (token === now[site]) continue;
      if (now[site] !== alphabet) reading.mask(site);
      if (token !== alphabet) reading.reveal(site, token);
      now[site] = token;
    }
    return reading;
  };
}
