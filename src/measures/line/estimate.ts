/** A measure of laws on the line and a bound or estimate of its error: of the quadrature, and of the laws' own errors where they carry over. */
export interface Estimate {
  readonly value: number;
  readonly error: number;
}
