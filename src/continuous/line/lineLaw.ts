/** A law on the line, however it was computed: what measures and figures read. */
export interface LineLaw {
  /** Outside lies less than 1e-12 of the mass. */
  readonly range: readonly [number, number];
  /** Points inside the range where the density jumps, bends or is steep, ascending: quadrature is cut there. */
  readonly breaks: readonly number[];
  /**
   * At x: 0 outside the support; on an edge the value inside. Its error is small beside its largest value and says nothing of tails: what weighs another law's mass
   * by this density, or by its logarithm, asks `resolve`.
   */
  readonly density: (x: number) => number;
  /** ln of the density over [low, high], worked out as far as it can be known there, however small the density is. */
  readonly resolve: (low: number, high: number) => ResolvedDensity;
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

/** A law of which `resolve` is still to be said. */
export type UnresolvedLaw = Omit<LineLaw, "resolve">;

/** ln of a density over an interval. */
export interface ResolvedDensity {
  /** ln density at x in the interval, nats; −∞ where the law has none. Without meaning in `unresolved`. */
  readonly log: (x: number) => number;
  /** Estimate of the error of `log` at x, nats: a relative error of the density. Outside of `unresolved`. */
  readonly error: (x: number) => number;
  /** Parts of the interval where the density is not known, ascending. */
  readonly unresolved: readonly (readonly [number, number])[];
}
