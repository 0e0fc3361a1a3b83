/** @file A uniform law on an interval, noised, by quadrature over the interval. */

/** Gauss and Legendre, ten nodes: the positive ones and their weights. Abramowitz and Stegun 25.4.30, table 25.4. */
const NODES = [0.14887433898163122, 0.4333953941292472, 0.6794095682990244, 0.8650633666889845, 0.9739065285171717];
const WEIGHTS = [0.29552422471475287, 0.26926671930999635, 0.21908636251598204, 0.1494513491505806, 0.06667134430868814];

export interface IntervalMoments {
  readonly logDensity: number;
  readonly score: number;
  readonly hessian: number;
  readonly denoised: number;
  readonly spread: number;
}

/**
 * The law of x = a x₀ + b ε for x₀ uniform on [low, high]: integrals of φ((x − a y)/b) over y, cut into 400 panels that are shortest next to the y of largest
 * φ, all divided by that φ. All integrands are positive, so each integral keeps its relative accuracy (1e-13) however far x is outside; deep inside, score and
 * curvature are differences of integrals and keep only their absolute accuracy.
 */
export function noisedInterval(low: number, high: number, a: number, b: number, x: number): IntervalMoments {
  const peak = Math.max(low, Math.min(high, x / a));
  const z = (x - a * peak) / b;
  // Beyond this distance from the peak φ has fallen by more than e^{−45}.
  const reach = (b / a) * Math.min(10, 45 / Math.max(Math.abs(z), 1e-300));
  let mass = 0;
  let first = 0;
  let second = 0;
  const panel = (from: number, to: number): void => {
    const half = 0.5 * (to - from);
    for (let i = 0; i < NODES.length; i++) {
      for (const sign of [-1, 1]) {
        const off = 0.5 * (from + to) + sign * half * NODES[i];
        const t = (a * off) / b;
        const weight = half * WEIGHTS[i] * Math.exp(z * t - 0.5 * t * t);
        mass += weight;
        first += weight * off;
        second += weight * off * off;
      }
    }
  };
  for (const end of [Math.max(low - peak, -reach), Math.min(high - peak, reach)]) {
    for (let k = 0; k < 200; k++)
      if (end !== 0) panel(Math.min(end * (k / 200), end * ((k + 1) / 200)), Math.max(end * (k / 200), end * ((k + 1) / 200)));
  }
  const mean = first / mass;
  const variance = second / mass - mean * mean;
  return {
    logDensity: Math.log(mass / ((high - low) * b * Math.sqrt(2 * Math.PI))) - 0.5 * z * z,
    score: -(z - (a * mean) / b) / b,
    hessian: ((a / b) ** 2 * variance - 1) / b / b,
    denoised: peak + mean,
    spread: variance,
  };
}
