/** A number and how it was obtained: `exact…`, `quadrature (error ≤ …)`, `bound`, or `Monte Carlo (n, 95 % interval)`. */
export interface Measured {
  readonly name: string;
  readonly value: number;
  readonly method: string;
}
