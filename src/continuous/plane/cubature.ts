/** @file Adaptive quadrature over rectangles by products of Gauss and Kronrod's rules of 7 and 15 points (QUADPACK, 1983, 2.2). */

/** Low and high x, low and high y. */
export type Rectangle = readonly [number, number, number, number];

export interface CubatureOptions {
  /** Wanted error of the first integral relative to its absolute value. */
  readonly relative: number;
  /** Wanted error of every other integral, in units of the first. Default: `relative`. */
  readonly absolute?: number;
  /** Rectangles evaluated at most, 225 points each. */
  readonly mostCells: number;
}

export interface Cubature {
  /** `cell limit`: the wanted error was not reached; `error` says what was. */
  readonly status: "done" | "cell limit";
  /** Shape [count]. */
  readonly value: Float64Array;
  /** Estimates, summed over rectangles; shape [count]. */
  readonly error: Float64Array;
  readonly cells: number;
}

/** Writes the integrands at n points (shape [n, 2]) to `out`, shape [n, count]. */
export type Integrand = (points: Float64Array, n: number, out: Float64Array) => void;

const NODES: readonly number[] = [
  -0.9914553711208126, -0.9491079123427585, -0.8648644233597691, -0.7415311855993945, -0.5860872354676911, -0.4058451513773972,
  -0.20778495500789848, 0, 0.20778495500789848, 0.4058451513773972, 0.5860872354676911, 0.7415311855993945, 0.8648644233597691,
  0.9491079123427585, 0.9914553711208126,
];
const KRONROD: readonly number[] = [
  0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592, 0.1690047266392679, 0.19035057806478542,
  0.20443294007529889, 0.20948214108472782, 0.20443294007529889, 0.19035057806478542, 0.1690047266392679, 0.14065325971552592,
  0.10479001032225019, 0.06309209262997856, 0.022935322010529224,
];
const GAUSS: readonly number[] = [
  0, 0.1294849661688697, 0, 0.27970539148927664, 0, 0.3818300505051189, 0, 0.4179591836734694, 0, 0.3818300505051189, 0,
  0.27970539148927664, 0, 0.1294849661688697, 0,
];
const POINTS = NODES.length ** 2;

interface Cell {
  readonly at: Rectangle;
  readonly value: Float64Array;
  readonly error: Float64Array;
  /** Quadratures of the absolute values. */
  readonly size: Float64Array;
  /** Whether to halve along x, rather than y. */
  readonly alongX: boolean;
}

/**
 * ∫ of `count` integrands over rectangles. Rounds: every rectangle whose share of the error is above what its like may have is halved across
 * the axis on which the rules differ most.
 */
export function cubature(integrand: Integrand, count: number, over: readonly Rectangle[], options: CubatureOptions): Cubature {
  const { relative, absolute = relative, mostCells } = options;
  let cells = over.map((at) => evaluateCell(integrand, count, at));
  let evaluated = cells.length;
  for (;;) {
    const value = total(cells, count, (cell) => cell.value);
    const error = total(cells, count, (cell) => cell.error);
    const scale = Math.abs(value[0]);
    const allowed = value.map((_, k) => scale * (k === 0 ? relative : absolute));
    const ratio = (errors: Float64Array): number => errors.reduce((most, e, k) => Math.max(most, e === 0 ? 0 : e / allowed[k]), 0);
    if (error.every((e, k) => e <= allowed[k])) return { status: "done", value, error, cells: evaluated };
    const ratios = cells.map((cell) => ratio(cell.error));
    const largest = ratios.reduce((a, b) => Math.max(a, b), 0);
    const split = ratios.map((r) => r > Math.min(largest / 2, 1 / cells.length));
    const halves = split.reduce((sum, yes) => sum + (yes ? 2 : 0), 0);
    if (halves === 0 || evaluated + halves > mostCells) return { status: "cell limit", value, error, cells: evaluated };
    evaluated += halves;
    cells = cells.flatMap((cell, k) => (split[k] ? childrenOf(cell, integrand, count) : [cell]));
  }
}

/**
 * The halves of a cell. Gauss against Kronrod tells the error of the poorer rule; where halving changed the better rule's values by less,
 * relative to the absolute values and at worst over all integrands, that is the estimate.
 */
function childrenOf(cell: Cell, integrand: Integrand, count: number): readonly Cell[] {
  const [one, two] = halvesOf(cell).map((at) => evaluateCell(integrand, count, at));
  let change = 0;
  for (let k = 0; k < count; k++) {
    const size = one.size[k] + two.size[k];
    if (size > 0) change = Math.max(change, Math.abs(cell.value[k] - one.value[k] - two.value[k]) / size);
  }
  for (const child of [one, two])
    for (let k = 0; k < count; k++) child.error[k] = Math.min(child.error[k], Math.max(change, 4e-16) * child.size[k]);
  return [one, two];
}

function halvesOf({ at: [left, right, bottom, top], alongX }: Cell): readonly Rectangle[] {
  const [x, y] = [(left + right) / 2, (bottom + top) / 2];
  return alongX
    ? [
        [left, x, bottom, top],
        [x, right, bottom, top],
      ]
    : [
        [left, right, bottom, y],
        [left, right, y, top],
      ];
}

function evaluateCell(integrand: Integrand, count: number, at: Rectangle): Cell {
  const [left, right, bottom, top] = at;
  const [halfX, halfY] = [(right - left) / 2, (top - bottom) / 2];
  const points = new Float64Array(2 * POINTS);
  NODES.forEach((v, j) => {
    NODES.forEach((u, i) => {
      points[2 * (j * NODES.length + i)] = left + halfX * (1 + u);
      points[2 * (j * NODES.length + i) + 1] = bottom + halfY * (1 + v);
    });
  });
  const values = new Float64Array(POINTS * count);
  integrand(points, POINTS, values);
  const [value, error, sizes] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  let [worst, alongX] = [0, right - left >= top - bottom];
  for (let k = 0; k < count; k++) {
    const [full, lowX, lowY, size] = rules(values, k, count);
    const area = halfX * halfY;
    value[k] = full * area;
    sizes[k] = size * area;
    error[k] = area * (sharpened(Math.abs(full - lowX), size) + sharpened(Math.abs(full - lowY), size));
    if (error[k] > worst) [worst, alongX] = [error[k], Math.abs(full - lowX) >= Math.abs(full - lowY)];
  }
  return { at, value, error, size: sizes, alongX };
}

/** The product rule, with Gauss in place of Kronrod along x and along y, and the rule of the absolute value. */
function rules(values: Float64Array, k: number, count: number): readonly [number, number, number, number] {
  let [full, lowX, lowY, size] = [0, 0, 0, 0];
  for (let j = 0; j < NODES.length; j++) {
    let [row, low, absolute] = [0, 0, 0];
    for (let i = 0; i < NODES.length; i++) {
      const value = values[(j * NODES.length + i) * count + k];
      row += KRONROD[i] * value;
      low += GAUSS[i] * value;
      absolute += KRONROD[i] * Math.abs(value);
    }
    full += KRONROD[j] * row;
    lowX += KRONROD[j] * low;
    lowY += GAUSS[j] * row;
    size += KRONROD[j] * absolute;
  }
  return [full, lowX, lowY, size];
}

/** QUADPACK's view of the difference of the rules: size · min(1, (200 difference/size)^{3/2}), not below rounding. */
function sharpened(difference: number, size: number): number {
  if (size === 0) return 0;
  return Math.max(size * Math.min(1, ((200 * difference) / size) ** 1.5), 4e-16 * size);
}

function total(cells: readonly Cell[], count: number, of: (cell: Cell) => Float64Array): Float64Array {
  const sum = new Float64Array(count);
  for (const cell of cells) for (let k = 0; k < count; k++) sum[k] += of(cell)[k];
  return sum;
}
