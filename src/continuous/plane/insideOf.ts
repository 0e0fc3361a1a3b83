import type { NoisyLaw } from "../../worlds/continuous/noisyLaw.ts";

/**
 * For a law of compact support: moves points (shape [n, 2], changed in place) near an edge to its inside, by `shift` along the diagonal towards
 * which the law is densest, so that a density on an edge is the value inside. Points whose four diagonal neighbours agree stay where they are.
 */
export function insideOf(law: NoisyLaw, shift: number): (points: Float64Array) => void {
  const at = law.at(1, 0);
  return (points) => {
    const n = points.length / 2;
    const moved = DIAGONALS.map(([dx, dy]) => points.map((value, k) => value + shift * (k % 2 === 0 ? dx : dy)));
    const found = moved.map((near) => {
      const logDensity = new Float64Array(n);
      at.evaluate(near, n, { logDensity });
      return logDensity;
    });
    for (let i = 0; i < n; i++) {
      const values = found.map((logDensity) => logDensity[i]);
      const best = values.reduce((b, value, k) => (value > values[b] ? k : b), 0);
      if (values.every((value) => value === values[0])) continue;
      points.set(moved[best].subarray(2 * i, 2 * i + 2), 2 * i);
    }
  };
}

const DIAGONALS: readonly (readonly [number, number])[] = [
  [-1, -1],
  [-1, 1],
  [1, -1],
  [1, 1],
];
