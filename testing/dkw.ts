/** @file The statistical check of a distribution function, at a stated risk. */

/**
 * Radius that sup |F̂ − F| of n independent draws exceeds with probability at most `risk`: √(ln(2/risk) / 2n), for any F and n.
 *
 * Source: Dvoretzky, Kiefer, Wolfowitz; constant of Massart, Ann. Probab. 18 (1990) 1269.
 *
 * @param risk in (0, 1]
 */
export function dkwRadius(n: number, risk: number): number {
  if (!(Number.isSafeInteger(n) && n >= 1)) throw new RangeError(`dkwRadius: n must be a positive integer, got ${n}`);
  if (!(risk > 0 && risk <= 1)) throw new RangeError(`dkwRadius: risk must be in (0, 1], got ${risk}`);
  return Math.sqrt(Math.log(2 / risk) / (2 * n));
}

/** Draws for which the check false-fails, and an error sup |F − G| ≥ delta passes, with probability at most `risk` each. */
export function drawsForCdf(delta: number, risk: number): number {
  if (!(delta > 0 && delta <= 1)) throw new RangeError(`drawsForCdf: delta must be in (0, 1], got ${delta}`);
  return Math.ceil(((2 * dkwRadius(1, risk)) / delta) ** 2);
}

/** Outcome of a check; a failing test prints it whole. */
export interface CdfCheck {
  readonly ok: boolean;
  /** sup |F̂ − F|. */
  readonly distance: number;
  readonly radius: number;
  readonly n: number;
}

/**
 * Whether draws agree with a continuous distribution function: sup |F̂ − F| < dkwRadius(n, risk).
 *
 * @throws RangeError for draws whose F is not a number in [0, 1]
 */
export function compareCdf(draws: ArrayLike<number>, cdf: (x: number) => number, risk: number): CdfCheck {
  const sorted = Float64Array.from(draws).sort();
  const n = sorted.length;
  const radius = dkwRadius(n, risk);
  let distance = 0;
  sorted.forEach((x, k) => {
    const level = cdf(x);
    if (!(level >= 0 && level <= 1)) throw new RangeError(`compareCdf: cdf must be in [0, 1], got ${level} at ${x}`);
    distance = Math.max(distance, level - k / n, (k + 1) / n - level);
  });
  return { ok: distance < radius, distance, radius, n };
}

/** sup |F − G| over a grid of [0, 1]: at least the size of a planted error. */
export function cdfDistance(f: (x: number) => number, g: (x: number) => number): number {
  let distance = 0;
  for (let k = 0; k <= 1000; k++) distance = Math.max(distance, Math.abs(f(k / 1000) - g(k / 1000)));
  return distance;
}
