import type { CellLaw } from "./sdeMesh.ts";

/**
 * The law on other cells. In each old cell the distribution function is Hermite's cubic, its slopes the derivatives of the quartic through five edges, limited to
 * what keeps it increasing (Fritsch and Carlson, SIAM J. Numer. Anal. 17 (1980) 238): of fourth order where the law is smooth, positive everywhere. A new cell's mass is a sum of parts of old
 * ones, so that both tails keep their digits; what lies beyond the new ends goes to the end cells.
 *
 * @param edges shape [cells + 1], ascending
 */
export function moved(law: CellLaw, edges: Float64Array): CellLaw {
  const part = cellParts(law);
  const masses = new Float64Array(edges.length - 1);
  const old = law.edges;
  let cell = 0;
  for (let i = 0; i < law.masses.length; i++) {
    let used = 0;
    while (cell < masses.length - 1 && edges[cell + 1] < old[i + 1]) {
      const upTo = edges[cell + 1] <= old[i] ? 0 : part(i, (edges[cell + 1] - old[i]) / (old[i + 1] - old[i]));
      masses[cell++] += Math.max(0, upTo - used);
      used = Math.max(used, upTo);
    }
    masses[cell] += law.masses[i] - used;
  }
  return { edges, masses };
}

/** The mass of cell i in its first share z ∈ [0, 1]. */
export function cellParts({ edges, masses }: CellLaw): (i: number, z: number) => number {
  const slopes = edgeDensities({ edges, masses });
  return (i, z) => {
    const [mass, width] = [masses[i], edges[i + 1] - edges[i]];
    const most = 3 * Math.max(0, mass);
    const first = Math.min(most, Math.max(0, slopes[i] * width));
    const last = Math.min(most, Math.max(0, slopes[i + 1] * width));
    return z * (first + z * (3 * mass - 2 * first - last + z * (first + last - 2 * mass)));
  };
}

/** Density at the edges: the derivative of the quartic through the distribution function at five neighbouring edges; shape [cells + 1]. */
export function edgeDensities({ edges, masses }: CellLaw): Float64Array {
  const n = masses.length;
  return edges.map((x, j) => {
    const first = Math.min(Math.max(0, j - 2), n - 4);
    let sum = 0;
    // F relative to F(x): Σ of masses between, so that neither tail cancels
    for (let k = first; k <= first + 4; k++) {
      if (k === j) continue;
      let rise = 0;
      for (let i = Math.min(k, j); i < Math.max(k, j); i++) rise += masses[i];
      let weight = 1 / (edges[k] - x);
      for (let m = first; m <= first + 4; m++) if (m !== k && m !== j) weight *= (x - edges[m]) / (edges[k] - edges[m]);
      sum += weight * (k > j ? rise : -rise);
    }
    return sum;
  });
}
