/** @file Runge-Kutta methods as data. */

/** A method for steps of given size. */
export interface RungeKutta {
  readonly name: string;
  /** Order of the solution that is carried on. */
  readonly order: number;
  /** c, shape [stages]. */
  readonly nodes: readonly number[];
  /** Rows of a: row j has j entries for an explicit method, j + 1 for a diagonally implicit one. */
  readonly matrix: readonly (readonly number[])[];
  /** b, shape [stages]. */
  readonly weights: readonly number[];
}

/** An embedded pair: two sets of weights on the same slopes, whose difference estimates the error of a step. */
export interface ButcherTableau extends RungeKutta {
  readonly embeddedOrder: number;
  /** b − b̂, shape [stages], sums to 0. */
  readonly errorWeights: readonly number[];
  /** A second estimate e₃ on the same slopes, for pairs that join two: e²/√(e² + 0.01 e₃²). */
  readonly secondErrorWeights?: readonly number[];
  /** Dense output: row j has the coefficients of θ, θ², … in b_j(θ), so that y(x + θh) = y + h Σ_j b_j(θ) k_j. Needs the slope at the end as last stage. */
  readonly dense?: readonly (readonly number[])[];
}

/** y + h f(x, y). */
export const euler: RungeKutta = { name: "Euler", order: 1, nodes: [0], matrix: [[]], weights: [1] };

/** The trapezium rule with an Euler step as predictor: Heun, Z. Math. Phys. 45 (1900) 23. */
export const heun: RungeKutta = { name: "Heun", order: 2, nodes: [0, 1], matrix: [[], [1]], weights: [1 / 2, 1 / 2] };

/** The classical method of order 4: Kutta, Z. Math. Phys. 46 (1901) 435. */
export const rk4: RungeKutta = {
  name: "RK4",
  order: 4,
  nodes: [0, 1 / 2, 1 / 2, 1],
  matrix: [[], [1 / 2], [0, 1 / 2], [0, 0, 1]],
  weights: [1 / 6, 1 / 3, 1 / 3, 1 / 6],
};

/**
 * Dormand and Prince 5(4), explicit, six evaluations a step: J. Comput. Appl. Math. 6 (1980) 19, Table 2.
 * Dense output of order 4: Shampine, Math. Comp. 46 (1986) 135, with c₆ for the least error.
 */
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
  dense: [
    [1, -8048581381 / 2820520608, 8663915743 / 2820520608, -12715105075 / 11282082432],
    [0, 0, 0, 0],
    [0, 131558114200 / 32700410799, -68118460800 / 10900136933, 87487479700 / 32700410799],
    [0, -1754552775 / 470086768, 14199869525 / 1410260304, -10690763975 / 1880347072],
    [0, 127303824393 / 49829197408, -318862633887 / 49829197408, 701980252875 / 199316789632],
    [0, -282668133 / 205662961, 2019193451 / 616988883, -1453857185 / 822651844],
    [0, 40617522 / 29380423, -110615467 / 29380423, 69997945 / 29380423],
  ],
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
