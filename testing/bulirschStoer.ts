/** @file Extrapolation after Gragg, Bulirsch and Stoer: a slow, very accurate solver that shares nothing with Runge-Kutta methods. */

/**
 * y(to) for y′ = f(x, y), by `pieces` equal stretches, each with modified midpoint rules of 2, 4, … 16 steps extrapolated in h² to order 16.
 */
export function bulirschStoer(
  f: (x: number, y: readonly number[]) => readonly number[],
  y: readonly number[],
  from: number,
  to: number,
  pieces: number,
): number[] {
  let value = [...y];
  for (let k = 0; k < pieces; k++) {
    const [a, b] = [from + ((to - from) * k) / pieces, from + ((to - from) * (k + 1)) / pieces];
    const rows: number[][][] = [];
    for (let j = 0; j < 8; j++) {
      const steps = 2 * (j + 1);
      const row = [midpoint(f, value, a, b, steps)];
      for (let m = 1; m <= j; m++) {
        const ratio = (steps / (2 * (j - m + 1))) ** 2 - 1;
        row.push(row[m - 1].map((v, i) => v + (v - rows[j - 1][m - 1][i]) / ratio));
      }
      rows.push(row);
    }
    value = rows[7][7];
  }
  return value;
}

function midpoint(
  f: (x: number, y: readonly number[]) => readonly number[],
  y: readonly number[],
  a: number,
  b: number,
  steps: number,
): number[] {
  const h = (b - a) / steps;
  let [before, now] = [[...y], y.map((v, i) => v + h * f(a, y)[i])];
  for (let k = 1; k < steps; k++) {
    const slope = f(a + k * h, now);
    [before, now] = [now, before.map((v, i) => v + 2 * h * slope[i])];
  }
  const slope = f(b, now);
  return now.map((v, i) => (v + before[i] + h * slope[i]) / 2);
}
