/** @file Sums over the d coordinates of one point of a batch. */

/** |x|² of the vector at `at`. */
export function squared(x: Float64Array, at: number, d: number): number {
  let sum = 0;
  for (let k = at; k < at + d; k++) sum += x[k] * x[k];
  return sum;
}

/** ⟨x, y⟩ of the vectors at `at`. */
export function along(x: Float64Array, y: Float64Array, at: number, d: number): number {
  let sum = 0;
  for (let k = at; k < at + d; k++) sum += x[k] * y[k];
  return sum;
}

/** Mean of the coordinates of the vector at `at`. */
export function centre(x: Float64Array, at: number, d: number): number {
  let sum = 0;
  for (let k = at; k < at + d; k++) sum += x[k];
  return sum / d;
}
