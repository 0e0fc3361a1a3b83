/** Value of an integral with an estimate of its error. */
export interface Quadrature {
  readonly value: number;
  /** QUADPACK's estimate, pessimistic for smooth integrands. */
  readonly error: number;
  /** `interval limit`: more pieces than allowed; `not finite`: the integrand was NaN or infinite somewhere. Then `error` is what was reached, or ∞. */
  readonly status: "done" | "interval limit" | "not finite";
  readonly evaluations: number;
}

export interface QuadratureOptions {
  /** Ends and places where the integrand is not smooth, ascending, at least two. The integrand is not evaluated there. */
  readonly cuts: readonly number[];
  /** Accepted: error ≤ max(absolute, relative · |value|). */
  readonly absolute: number;
  readonly relative?: number;
  /** Pieces at most; 2000 when absent. */
  readonly mostPieces?: number;
}

// Nodes > 0 of the 21-point rule of Kronrod on [−1, 1], falling; odd positions are Gauss's. Piessens et al., QUADPACK (1983), routine QK21.
const NODES = [
  0.9956571630258081, 0.9739065285171717, 0.9301574913557082, 0.8650633666889845, 0.7808177265864169, 0.6794095682990244,
  0.5627571346686047, 0.4333953941292472, 0.2943928627014602, 0.14887433898163122,
];
const KRONROD = [
  0.011694638867371874, 0.032558162307964725, 0.054755896574351995, 0.07503967481091996, 0.0931254545836976, 0.10938715880229764,
  0.12349197626206584, 0.13470921731147334, 0.14277593857706009, 0.1477391049013385,
];
const KRONROD_MIDDLE = 0.1494455540029169;
const GAUSS = [0.06667134430868814, 0.1494513491505806, 0.21908636251598204, 0.26926671930999635, 0.29552422471475287];

interface Piece {
  readonly low: number;
  readonly high: number;
  readonly value: number;
  readonly error: number;
}

/** ∫ f over [first cut, last cut] by Gauss and Kronrod's 10- and 21-point rules, always halving the piece with the largest error (QUADPACK's QAG). */
export function adaptiveQuadrature(f: (x: number) => number, options: QuadratureOptions): Quadrature {
  const { cuts, absolute, relative = 0, mostPieces = 2000 } = options;
  const pieces: Piece[] = [];
  for (let i = 1; i < cuts.length; i++) if (cuts[i] > cuts[i - 1]) pieces.push(gaussKronrod(f, cuts[i - 1], cuts[i]));
  let evaluations = 21 * pieces.length;
  for (;;) {
    let [value, error, worst] = [0, 0, 0];
    for (let i = 0; i < pieces.length; i++) {
      value += pieces[i].value;
      error += pieces[i].error;
      if (pieces[i].error > pieces[worst].error) worst = i;
    }
    if (!Number.isFinite(value + error)) return { value, error: Infinity, status: "not finite", evaluations };
    if (error <= Math.max(absolute, relative * Math.abs(value))) return { value, error, status: "done", evaluations };
    const { low, high } = pieces[worst];
    const middle = 0.5 * (low + high);
    if (pieces.length >= mostPieces || !(middle > low && middle < high)) return { value, error, status: "interval limit", evaluations };
    pieces[worst] = gaussKronrod(f, low, middle);
    pieces.push(gaussKronrod(f, middle, high));
    evaluations += 42;
  }
}

function gaussKronrod(f: (x: number) => number, low: number, high: number): Piece {
  const centre = 0.5 * (low + high);
  const half = 0.5 * (high - low);
  const values = [f(centre)];
  let kronrod = KRONROD_MIDDLE * values[0];
  let gauss = 0;
  let size = KRONROD_MIDDLE * Math.abs(values[0]);
  for (let j = 0; j < NODES.length; j++) {
    const [left, right] = [f(centre - half * NODES[j]), f(centre + half * NODES[j])];
    values.push(left, right);
    kronrod += KRONROD[j] * (left + right);
    size += KRONROD[j] * (Math.abs(left) + Math.abs(right));
    if (j % 2 === 1) gauss += GAUSS[(j - 1) / 2] * (left + right);
  }
  let spread = KRONROD_MIDDLE * Math.abs(values[0] - kronrod / 2);
  for (let j = 0; j < NODES.length; j++)
    spread += KRONROD[j] * (Math.abs(values[2 * j + 1] - kronrod / 2) + Math.abs(values[2 * j + 2] - kronrod / 2));
  let error = Math.abs(kronrod - gauss) * half;
  if (spread > 0 && error > 0) error = spread * half * Math.min(1, ((200 * error) / (spread * half)) ** 1.5);
  return { low, high, value: kronrod * half, error: Math.max(error, 1e-15 * size * half) };
}
