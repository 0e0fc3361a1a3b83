/** A law on the line, however it was computed: what measures and figures read. */
export interface LineLaw {
  /** Outside lies less than 1e-12 of the mass. */
  readonly range: readonly [number, number];
  /** Points inside the range where the density jumps, bends or is steep, ascending: quadrature is cut there. */
  readonly breaks: readonly number[];
  /** At x: 0 outside the support; on an edge the value inside. */
  readonly density: (x: number) => number;
  readonly cdf: (x: number) => number;
  /** Inverse of `cdf` on (0, 1). */
  readonly quantile: (probability: number) => number;
  readonly mean: number;
  readonly variance: number;
  /** Bound or estimate, see `method`, of the largest error of `cdf`. */
  readonly error: number;
  /** `exact: …`, `quadrature (error ≤ …)`, … */
  readonly method: string;
}
