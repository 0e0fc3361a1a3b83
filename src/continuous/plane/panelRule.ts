import { chebyshevPoints } from "../../numerics/chebyshev.ts";

/** Degree along each axis; nodes of a panel are (DEGREE + 1)². */
const DEGREE = 8;

/** Nodes from low to high, ends included; shape [9]. */
export function panelNodes(low: number, high: number): Float64Array {
  return Float64Array.from(chebyshevPoints(DEGREE), (u, k) =>
    k === 0 ? low : k === DEGREE ? high : 0.5 * (low + high + (high - low) * u),
  );
}

/**
 * Values at points of the polynomial through values at `panelNodes`: row i holds what each node's value is multiplied by. Barycentric form (Berrut and
 * Trefethen, SIAM Review 46 (2004) 501).
 *
 * @returns shape [points, 9]
 */
export function panelWeights(nodes: Float64Array, points: Float64Array): Float64Array {
  const size = nodes.length;
  const out = new Float64Array(points.length * size);
  points.forEach((x, i) => {
    const on = nodes.indexOf(x);
    if (on >= 0) {
      out[i * size + on] = 1;
      return;
    }
    let total = 0;
    for (let k = 0; k < size; k++) {
      const half = k === 0 || k === size - 1 ? 0.5 : 1;
      const weight = ((k % 2 === 0 ? 1 : -1) * half) / (x - nodes[k]);
      out[i * size + k] = weight;
      total += weight;
    }
    for (let k = 0; k < size; k++) out[i * size + k] /= total;
  });
  return out;
}

/**
 * Values on the grid of points x and y, y slowest, from values at nodes, shape [9, 9], y slowest.
 *
 * @param ofX `panelWeights` along x
 * @param ofY and along y
 */
export function panelValues(values: Float64Array, ofX: Float64Array, ofY: Float64Array): Float64Array {
  const size = DEGREE + 1;
  const [columns, rows] = [ofX.length / size, ofY.length / size];
  const out = new Float64Array(columns * rows);
  const row = new Float64Array(size);
  for (let j = 0; j < rows; j++) {
    row.fill(0);
    for (let k = 0; k < size; k++) for (let e = 0; e < size; e++) row[e] += ofY[j * size + k] * values[k * size + e];
    for (let i = 0; i < columns; i++) {
      let value = 0;
      for (let e = 0; e < size; e++) value += ofX[i * size + e] * row[e];
      out[j * columns + i] = value;
    }
  }
  return out;
}
