/** @file Embedded Runge-Kutta pairs as data. */

/** Two sets of weights on the same slopes, whose difference estimates the error of a step. */
export interface ButcherTableau {
  readonly name: string;
  /** Order of the solution that is carried on. */
  readonly order: number;
  readonly embeddedOrder: number;
  /** c, shape [stages]. */
  readonly nodes: readonly number[];
  /** Rows of a: row j has j entries for an explicit method, j + 1 for a diagonally implicit one. */
  readonly matrix: readonly (readonly number[])[];
  /** b, shape [stages]. */
  readonly weights: readonly number[];
  /** b − b̂, shape [stages], sums to 0. */
  readonly errorWeights: readonly number[];
}

/** Dormand and Prince 5(4), explicit, six evaluations a step: J. Comput. Appl. Math. 6 (1980) 19, Table 2. */
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
};

/** SDIRK 4(3), γ = ¼, five implicit stages, L-stable and stiffly accurate: Hairer and Wanner, Solving ODEs II, Table IV.6.5. */
export const sdirk43: ButcherTableau = {
  name: "SDIRK 4(3)",
  order: 4,
  embeddedOrder: 3,
  nodes: [1 / 4, 3 / 4, 11 / 20, 1 / 2, 1],
  matrix: [
    [1 / 4],
    [1 / 2, 1 / 4],
    [17 / 50, -1 / 25, 1 / 4],
    [371 / 1360, -137 / 2720, 15 / 544, 1 / 4],
    [25 / 24, -49 / 48, 125 / 16, -85 / 12, 1 / 4],
  ],
  weights: [25 / 24, -49 / 48, 125 / 16, -85 / 12, 1 / 4],
  errorWeights: [-3 / 16, -27 / 32, 25 / 32, 0, 1 / 4],
};
