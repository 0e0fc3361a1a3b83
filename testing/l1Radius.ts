/** @file The statistical check: empirical frequencies against an exact law, at a stated risk (). */

/**
 * Radius r that ‖p̂ - p‖₁ of n independent draws exceeds with probability at most `risk`: r = √(2 (K ln 2 - ln risk) / n).
 *
 * Bretagnolle-Huber-Carol: P(‖p̂ - p‖₁ ≥ r) ≤ 2^K e^{-n r²/2}, for any n and any p on K cells, zero cells included.
 * Source: van der Vaart and Wellner, Weak Convergence and Empirical Processes, Proposition A.6.6.
 *
 * @param n    number of draws, at least 1
 * @param K    number of cells, at least 1
 * @param risk in (0, 1]
 * @throws RangeError if an argument is out of range
 */
export function l1Radius(n: number, K: number, risk: number): number {
  checkCount("l1Radius", "n", n);
  checkCount("l1Radius", "K", K);
  checkRisk("l1Radius", "risk", risk);
  return Math.sqrt((2 * (K * Math.LN2 - Math.log(risk))) / n);
}

/**
 * Draws for which the check false-fails with probability at most `falseFail`, and an L1 error of at least `delta` passes with
 * probability at most `falsePass`: the smallest n with l1Radius(n, K, falseFail) + l1Radius(n, K, falsePass) ≤ delta.
 *
 * @param delta L1 distance that must be noticed, in (0, 2]
 * @throws RangeError if an argument is out of range
 */
export function drawsFor(delta: number, K: number, falseFail: number, falsePass: number): number {
  if (!(delta > 0 && delta <= 2)) throw new RangeError(`drawsFor: delta must be in (0, 2], got ${delta}`);
  checkRisk("drawsFor", "falseFail", falseFail);
  checkRisk("drawsFor", "falsePass", falsePass);
  return Math.ceil(((l1Radius(1, K, falseFail) + l1Radius(1, K, falsePass)) / delta) ** 2);
}

/** Outcome of a frequency check; a failing test prints it whole. */
export interface FrequencyCheck {
  readonly ok: boolean;
  /** ‖p̂ - p‖₁. */
  readonly distance: number;
  readonly radius: number;
  readonly n: number;
}

/**
 * Whether observed counts agree with a law: ‖counts/n - law‖₁ < l1Radius(n, K, risk), n = Σ counts, K = law.length.
 *
 * @param counts shape [K], non-negative integers, not all 0
 * @param law    shape [K], probabilities that sum to 1 within 1e-9
 * @throws RangeError if the lengths differ or an argument is out of range (a law with NaN is refused, not failed)
 */
export function compareFrequencies(counts: ArrayLike<number>, law: ArrayLike<number>, risk: number): FrequencyCheck {
  if (counts.length !== law.length) throw new RangeError(`compareFrequencies: lengths must match, got ${counts.length} and ${law.length}`);
  let n = 0;
  let mass = 0;
  for (let k = 0; k < law.length; k++) {
    if (!(Number.isSafeInteger(counts[k]) && counts[k] >= 0)) {
      throw new RangeError(`compareFrequencies: counts must be non-negative integers, got ${counts[k]} at ${k}`);
    }
    if (!(law[k] >= 0)) throw new RangeError(`compareFrequencies: law must be non-negative, got ${law[k]} at ${k}`);
    n += counts[k];
    mass += law[k];
  }
  if (!(Math.abs(mass - 1) <= 1e-9)) throw new RangeError(`compareFrequencies: law must sum to 1, got ${mass}`);
  const radius = l1Radius(n, law.length, risk);
  let distance = 0;
  for (let k = 0; k < law.length; k++) distance += Math.abs(counts[k] / n - law[k]);
  return { ok: distance < radius, distance, radius, n };
}

function checkCount(caller: string, name: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value >= 1)) throw new RangeError(`${caller}: ${name} must be a positive integer, got ${value}`);
}

function checkRisk(caller: string, name: string, value: number): void {
  if (!(value > 0 && value <= 1)) throw new RangeError(`${caller}: ${name} must be in (0, 1], got ${value}`);
}
