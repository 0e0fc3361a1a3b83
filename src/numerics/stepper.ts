/** A one-step method at work on one problem: buffers that each call overwrites. */
export interface Stepper {
  /** Order of the embedded solution: a step's error estimate is proportional to h^{embeddedOrder + 1}. */
  readonly embeddedOrder: number;
  /** Prepares a step from (x, y); called at the start and after each accepted step. */
  readonly arrive: (x: number, y: Float64Array) => void;
  /** Takes a step of size h; returns the estimated error of the embedded solution in the L1 norm. */
  readonly take: (x: number, y: Float64Array, h: number) => number;
  /** Solution of higher order at the end of the last step taken, shape [n]. */
  readonly next: Float64Array;
}
