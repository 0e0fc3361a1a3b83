/** @file Explicit Runge-Kutta methods as data. */

/** An explicit embedded pair: two sets of weights on the same slopes, whose difference estimates the error of a step. */
export interface ButcherTableau {
  readonly name: string;
  /** Order of the solution that is carried on. */
  readonly order: number;
  /** Order of the embedded solution; a step's error estimate is proportional to h^{embeddedOrder + 1}. */
  readonly embeddedOrder: number;
  /** c, shape [stages]. */
  readonly nodes: readonly number[];
  /** Rows of a below the diagonal; row j has j entries. */
  readonly matrix: readonly (readonly number[])[];
  /** b, shape [stages]. */
  readonly weights: readonly number[];
  /** b − b̂, shape [stages], sums to 0. */
  readonly errorWeights: readonly number[];
  /** Whether the last slope of a step is the first of the next (its row of a is b). */
  readonly firstSameAsLast: boolean;
}

/** Dormand and Prince 5(4), seven stages, six evaluations a step: J. Comput. Appl. Math. 6 (1980) 19, Table 2. */
export const dormandPrince54: ButcherTableau = {
  name: "Dormand-Prince 5(4)",
  order: 5,
  embeddedOrder: 4,
  nodes: [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1],
  matrix: [
    [],
    [1 / 5],
    [3 / 40, 9 / 40],
    [44 / 45, -56 / 15, 32 / 9],
    [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
    [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
    [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
  ],
  weights: [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84, 0],
  errorWeights: [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40],
  firstSameAsLast: true,
};
